"""An article as it is read: its date, its title and its paragraphs, without all that a page has around them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from relations.draft import markup, russian
from relations.draft.blocks import BYLINE, DATELINE, Block
from relations.draft.words import any_of
from relations.story import StoryError
from relations.story.fields import CONTROL

LARGEST = 4_000_000  #: bytes of a file, with all its scripts
HEAD = 8  #: blocks in which an agency's dateline is looked for
LONGEST = 400_000  #: characters of running text
_ENDS = re.compile(r"[.!?…:]['\"”’»)\]]*(\s?\[\d+\])*$")
_COMMON = {"the", "of", "and", "to", "in", "a", "is", "that", "was", "for", "on", "with", "by", "it", "as", "at", "has"}


class DraftError(StoryError):
    """No draft can be made or taken from; the message says why and what to do."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text, counted from 1; `quoted` if all of it is somebody's words."""

    number: int
    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Article:
    """What an article says, and when it appeared."""

    title: str
    published: date | None
    precision: str  #: of that date: day, month or year
    paragraphs: tuple[Paragraph, ...]


def read(source: str) -> Article:
    """The article in a file, or from standard input if the source is "-"; DraftError for what is none."""
    name, data = ("standard input", sys.stdin.buffer.read()) if source == "-" else (source, _bytes(Path(source)))
    if len(data) > LARGEST:
        raise DraftError(
            f"{name} has {len(data) / 1e6:.0f} MB; an article has at most {LARGEST / 1e6:.0f}; cut out what is none"
        )
    text = _text(name, data)
    page = markup.page(text, markup.form(Path(source).suffix.lower(), text))
    paragraphs = tuple(
        Paragraph(number, block.text, block.kind == "quote") for number, block in enumerate(_running(page.blocks), 1)
    )
    _require_language(name, paragraphs)
    published, precision = page.published or (None, "day")
    heading = next((block.text for block in page.blocks if block.kind == "heading"), "")
    return Article(page.title or heading, published, precision, paragraphs)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DraftError(f"{path}: {error.strerror or error}; name a file of text, Markdown or HTML") from error


def _text(name: str, data: bytes) -> str:
    """The file's characters; what cannot be printed is a space."""
    for encoding in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1251", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1251" and len(re.findall("[а-яё]{4,}", text)) < len(text) / 100:
            continue  # it would read any other text as some Cyrillic
        odd = sum(1 for sign in CONTROL.finditer(text) if sign[0] not in "\n\r\f\v\u2028\u2029\x85")
        if "\0" in text[:1000] or odd > len(text) / 20:
            break
        clean = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
        return CONTROL.sub(lambda sign: sign[0] if sign[0] == "\n" else " ", clean)
    raise DraftError(f"{name} is no text; name a file of text, Markdown or HTML")


def _require_language(name: str, paragraphs: tuple[Paragraph, ...]) -> None:
    text = " ".join(one.text for one in paragraphs)
    if not text.strip():
        raise DraftError(f"{name} has no paragraph of running text; name a file with the article's sentences")
    if len(text) > LONGEST:
        raise DraftError(
            f"{name} has {len(text):,} characters of text; an article has at most {LONGEST:,}; draft it part by part"
        )
    if russian.is_russian(text):
        return
    words = re.findall(r"[^\W\d_]+", text.lower())
    english = sum(word in _COMMON for word in words)
    latin = sum(word.isascii() for word in words)
    if latin < len(words) / 2 or (len(words) >= 40 and english < len(words) / 10):
        raise DraftError(f"{name} is in neither English nor Russian; only these are read, so write its blocks by hand")


def _running(blocks: list[Block]) -> Iterator[Block]:
    """The paragraphs of the article itself: no headings, captions, notes, bylines, or what comes after its end."""
    blocks = _before_the_end(blocks)
    plain = [block for block in blocks if block.kind != "heading" and not _is_none(block)]
    while plain and (plain[-1].emphasised or _is_biography(plain[-1])):
        plain.pop()
    while plain and plain[0].emphasised:
        plain.pop(0)
    sent = next((i for i, block in enumerate(plain[:HEAD]) if DATELINE.match(block.text)), 0)
    plain = plain[sent:]  # before its dateline an agency has headlines only
    whole = [block.text for block in plain]
    yield from (block for block in plain if not _is_repeated(block, whole))


def _before_the_end(blocks: list[Block]) -> list[Block]:
    """What stands before notes, related articles or comments, where most of the text does."""
    ends = any_of("end_matter")
    sizes = [0 if block.kind == "heading" else len(block.text) for block in blocks]
    for i, block in enumerate(blocks):
        title = re.sub(r"[\s:#*]+$", "", block.text)
        if block.kind == "heading" and ends.fullmatch(title) and sum(sizes[:i]) > sum(sizes) / 2:
            return blocks[:i]
    return blocks


def _is_none(block: Block) -> bool:
    """Whether a block is no prose: a caption, a byline, a note, a line of a menu."""
    words = block.text.split()
    if any_of("no_prose").match(block.text) and len(words) <= 40:
        return True
    if re.match(r"\[\^?\d{1,3}\]|[*†‡]\s?\w", block.text) or BYLINE.fullmatch(block.text):
        return True
    return block.kind == "text" and not _ENDS.search(block.text) and len(words) < 15


def _is_biography(block: Block) -> bool:
    return re.match(r"(The author|Автор|[A-ZА-ЯЁ][\w’'-]+ [A-ZА-ЯЁ])", block.text) is not None and bool(
        any_of("biography").search(block.text.replace("ё", "е"))
    )


def _is_repeated(block: Block, whole: list[str]) -> bool:
    """Whether it is pulled out of another paragraph to catch the eye."""
    bare = block.text.strip(" “”\"'‘’…")
    least = 10 if block.kind == "quote" else 20  # characters
    return len(bare) > least and any(bare in other and len(other) > len(block.text) for other in whole)
