"""The one typeface of our figures: what is measured here is what is drawn, on the page and in every file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from relations.shipped import shipped

FAMILY = "Relations Sans"
REGULAR, SEMIBOLD = 400, 600
LONELY = 0.2  #: share of a line below which the last one of a text looks forgotten
FOLDER = shipped("static")
FILES = {
    REGULAR: FOLDER / "RelationsSans-Regular.ttf",
    SEMIBOLD: FOLDER / "RelationsSans-Semibold.ttf",
}
TIE = "\0"  #: stands for a space that is not to be broken at, while a text is wrapped
TIED = re.compile(
    r"(?<=\d) (?=%)"  # 17 %
    r"|(?<=\d) (?=[^\W\d]{3,9}\.? \d{4}\b)"  # 16 Dec 2014
    r"|(?<=[^\W\d]) (?=\d{4}\b)|(?<=[^\W\d]\.) (?=\d{4}\b)"  # Dec 2014; an author and a year
    r"| (?=[–→·]|¶\d)"  # a dash or a dot between two things ends a line and does not begin one
    r"|(?<=†) |(?<=¶:) |(?<=\[) (?=\])|(?<=\[ \]:) "  # the signs of the notes
)


@lru_cache
def _advances(weight: int) -> tuple[dict[int, float], float, float, float]:
    """Per code point the advance, then that of a missing glyph, ascent and descent, all in ems."""
    from fontTools.ttLib import TTFont

    font = TTFont(FILES[weight], lazy=True)
    em = font["head"].unitsPerEm
    widths = font["hmtx"].metrics
    advances = {code: widths[name][0] / em for code, name in font.getBestCmap().items()}
    return advances, widths[".notdef"][0] / em, font["hhea"].ascent / em, -font["hhea"].descent / em


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Width of one line of text in px, kerning aside (which only ever makes it narrower)."""
    advances, missing, _, _ = _advances(weight)
    return size * sum(advances.get(ord(character), missing) for character in text)


def ascent(size: float) -> float:
    """Height of a line's box above its baseline, in px."""
    return size * _advances(REGULAR)[2]


def descent(size: float) -> float:
    """Depth of a line's box below its baseline, in px."""
    return size * _advances(REGULAR)[3]


def line_box(size: float) -> float:
    """Height in px of the box a browser gives one line of text."""
    return ascent(size) + descent(size)


def wrap(text: str, size: float, limit: float, weight: int = REGULAR) -> list[str]:
    """Break text between words into lines of at most `limit` px; a longer word stands alone on its line.

    A number stays with its unit, a day with its month and year, a sign with its word, where a line has room for both.
    """
    return _lines(_words(text, size, limit, weight), size, limit, weight)


def _words(text: str, size: float, limit: float, weight: int) -> list[str]:
    """What a line may be broken between."""
    bound = [words.replace(TIE, " ") for words in TIED.sub(TIE, text).split(" ")]
    parts = ([words] if width(words, size, weight) <= limit else words.split(" ") for words in bound)
    return [word for part in parts for word in part]


def _lines(words: Iterable[str], size: float, limit: float, weight: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, weight) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def balanced(text: str, size: float, limit: float, weight: int = REGULAR) -> list[str]:
    """Wrapped to as few lines as `wrap` needs, of about equal length: no lone word on the last one."""
    return _narrowed(text, size, limit, weight, until=1.0)


def settled(text: str, size: float, limit: float, weight: int = REGULAR) -> list[str]:
    """Wrapped as `wrap` does, a little narrower where that keeps a lone word or two from the last line."""
    return _narrowed(text, size, limit, weight, until=LONELY)


def _narrowed(text: str, size: float, limit: float, weight: int, *, until: float) -> list[str]:
    """Wrapped narrower and narrower, in as few lines, until the last one is as long as that share of the limit."""
    words = _words(text, size, limit, weight)
    lines = _lines(words, size, limit, weight)
    narrower = limit
    while len(lines) > 1 and narrower > limit / 2 and width(lines[-1], size, weight) < until * limit:
        narrower -= size
        closer = _lines(words, size, narrower, weight)
        if len(closer) > len(lines) or any(width(line, size, weight) > limit for line in closer):
            break
        lines = closer
    return lines


def missing_glyphs(text: str) -> set[str]:
    """Characters the typeface has no glyph for."""
    return {character for character in text if ord(character) not in _advances(REGULAR)[0]}
