"""Text and Markdown as blocks, and which of three forms a file has."""

from __future__ import annotations

import re
from typing import Literal

from relations.draft import webpage
from relations.draft.blocks import BYLINE, Block, Page, spaced, stamp

WRAPPED = 160  #: characters beyond which a line is a paragraph of its own
SHORT = 8  #: words of a title that stands right above its paragraph
ENDS = re.compile(r"[.!?…:;,]['\"”’)\]]*(\s?\[\d+\])*$")
Form = Literal["text", "markdown", "html"]


def form(suffix: str, text: str) -> Form:
    """What a file is, by its ending or else by its look."""
    if suffix in {".html", ".htm", ".xhtml"} or re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
        return "html"
    if suffix in {".md", ".markdown"}:
        return "markdown"
    if suffix == ".txt":
        return "text"
    if re.search(r"<(p|article|div)[ >]", text):
        return "html"
    return "markdown" if re.search(r"\A---\n|^#{1,6} \w|^\[\^\w+\]:", text, re.MULTILINE) else "text"


def page(text: str, its_form: Form) -> Page:
    """A file's title, date and blocks."""
    return {"text": _of_text, "markdown": _of_markdown, "html": webpage.read}[its_form](text)


def _of_text(text: str) -> Page:
    blocks = [block for piece in re.split(r"\n\s*\n", text) for block in _pieces(piece)]
    top = " \n ".join(block.text for block in blocks[:6] if block.kind == "heading")
    first = next((block.text for block in blocks if block.kind == "text"), "")
    dateline = first[:90] if re.match(r"[A-ZА-Я]{2}[A-ZА-Я .,’-]+[,(]", first) else ""
    return Page(published=stamp(top) or stamp(dateline), blocks=blocks)


def _pieces(piece: str) -> list[Block]:
    """A block of lines: a paragraph that is wrapped, a paragraph per line, or a list."""
    lines = [line for line in piece.split("\n") if line.strip()]
    bullet = re.compile(r"\s*(?:[-*•–▪]|\d{1,2}[.)])\s+")
    if any(bullet.match(line) for line in lines[:2]):
        starts = [i for i, line in enumerate(lines) if bullet.match(line)]
        items = [" ".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
        before = [_plain(" ".join(lines[: starts[0]]))] if starts[0] else []
        return [*before, *(Block("item", spaced(bullet.sub("", item, count=1))) for item in items)]
    if len(lines) > 1 and _is_title(*lines[:2]):
        return [Block("heading", spaced(lines[0])), *_pieces("\n".join(lines[1:]))]
    if any(len(line) > WRAPPED for line in lines) or (len(lines) > 1 and all(ENDS.search(line) for line in lines)):
        return [_plain(line) for line in lines]
    return [_plain(" ".join(lines))] if lines else []


def _is_title(line: str, following: str) -> bool:
    """Whether a line is the title of what stands right below it: too short to be the first of a wrapped paragraph."""
    is_short = len(line) < len(following) / 2 and len(line.split()) <= SHORT
    return is_short and ENDS.search(line) is None and following.lstrip()[:1].isupper()


def _plain(text: str) -> Block:
    text = spaced(re.sub(r"(^|\n)\s*>\s?", " ", text))
    words = text.split()
    if re.fullmatch(r"[“\"«][^“”\"«»]+[”\"»][.,]?( ?[—–-].*)?", text) and len(words) > 5:
        return Block("quote", text)
    asks = text.endswith("?") and len(words) <= 8
    ends = ENDS.search(text) and not BYLINE.fullmatch(text)
    is_heading = (
        text.startswith("#") or asks or (not ends and len(words) <= 18) or "\t" in text or text.count(" | ") > 1
    )
    return Block("heading" if is_heading else "text", text)


def _of_markdown(text: str) -> Page:
    from markdown_it import MarkdownIt

    head, facts = re.match(r"\A---\n(.*?\n)(?:---|\.\.\.)\s*\n", text, re.DOTALL), {}
    if head:
        facts = {
            name.lower(): value.strip(" \"'") for name, value in re.findall(r"^(\w+):[ ]*(.+)$", head[1], re.MULTILINE)
        }
        text = text[head.end() :]
    text = re.sub(r"^\[\^[^\]\n]+\]:.*(?:\n(?:[ \t]+.*|(?=\n[ \t])))*", "", text, flags=re.MULTILINE)
    found = webpage.read(MarkdownIt("commonmark").enable("table").render(re.sub(r"\[\^[^\]\n]+\]", "", text)))
    published = stamp(str(facts.get("date") or facts.get("published") or "")) or found.published
    return Page(facts.get("title", found.title), published, found.blocks)
