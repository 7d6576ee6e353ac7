"""The typeface of our figures: what is measured here is what is drawn, on the page and in every file.

It comes in two sizes: `PLUS` has Georgian and Armenian letters as well, and is taken by a figure that writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from relations.shipped import shipped
from relations.story import StoryError
from relations.values import Message
from relations.values.number import BOUND_IN_ENGLISH

FAMILY, PLUS = "Relations Sans", "Relations Sans Plus"
REGULAR, SEMIBOLD = 400, 600
MANY = 3  #: letters without a glyph that are named
LONELY = 0.2  #: share of a line below which the last one of a text looks forgotten
FOLDER = shipped("static")
FILES = {
    family: {
        REGULAR: FOLDER / f"{family.replace(' ', '')}-Regular.ttf",
        SEMIBOLD: FOLDER / f"{family.replace(' ', '')}-Semibold.ttf",
    }
    for family in (FAMILY, PLUS)
}
TIE = "\0"  #: stands for a space that is not to be broken at, while a text is wrapped
TIED = re.compile(
    r"(?<=\d) (?=%)"  # 17 %
    rf"|(?<=\d) (?=(?:{BOUND_IN_ENGLISH}|млн|млрд|трлн|год[аеуы]?|лет|пункт\w*|жыл\w*|ж\.)(?!\w))"
    r"|(?<=\d{4} ж\.) (?=\d)|(?<=\d{4} ж\. \d) (?=\w)|(?<=\d{4} ж\. \d\d) (?=\w)"  # 2014 ж. 30 маусым
    r"|(?<=\d) (?=[^\W\d]{3,9}\.? \d{4}\b)"  # 16 Dec 2014
    r"|(?<=[^\W\d]) (?=\d{4}\b)|(?<=[^\W\d]\.) (?=\d{4}\b)"  # Dec 2014; an author and a year
    r"|(?<=\b[авикосуяАВИКОСУЯ]) "  # a word of one letter is of the word that follows
    r"|(?<=:) (?=[−+]\d)"  # the rouble: −9 %
    r"| (?== \d)|(?<= =) (?=\d)"  # 30 Jun 2014 = 100
    r"|(?<=[→←]) "  # from what to what
    r"| (?=[–—→←·]|¶\d)"  # a dash or a dot between two things ends a line and does not begin one
    r"|(?<=†) |(?<=¶:) |(?<=\[) (?=\])|(?<=\[ \]:) "  # the signs of the notes
)


class _Advances(dict[str, float]):
    """Per character its advance in ems."""

    def __init__(self, known: dict[str, float], missing: float) -> None:
        super().__init__(known)
        self.missing = missing

    def __missing__(self, _: str) -> float:
        return self.missing


@lru_cache
def _advances(weight: int, family: str = PLUS) -> tuple[_Advances, float, float]:
    """Per character the advance, also of one without a glyph, then ascent and descent, all in ems."""
    from fontTools.ttLib import TTFont

    font = TTFont(FILES[family][weight], lazy=True)
    em = font["head"].unitsPerEm
    widths = font["hmtx"].metrics
    known = {chr(code): widths[name][0] / em for code, name in font.getBestCmap().items()}
    advances = _Advances(known, widths[".notdef"][0] / em)
    return advances, font["hhea"].ascent / em, -font["hhea"].descent / em


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Width of one line of text in px, kerning aside (which only ever makes it narrower)."""
    return size * sum(map(_advances(weight)[0].__getitem__, text))


def ascent(size: float) -> float:
    """Height of a line's box above its baseline, in px."""
    return size * _advances(REGULAR)[1]


def descent(size: float) -> float:
    """Depth of a line's box below its baseline, in px."""
    return size * _advances(REGULAR)[2]


def line_box(size: float) -> float:
    """Height in px of the box a browser gives one line of text."""
    return ascent(size) + descent(size)


def wrap(text: str, size: float, limit: float, weight: int = REGULAR) -> list[str]:
    """Break text between words into lines of at most `limit` px; a longer word is broken where it must be.

    A number stays with its unit, a day with its month and year, a sign with its word, where a line has room for both.
    """
    return _lines(_words(text, size, limit, weight), size, limit, weight)


def _words(text: str, size: float, limit: float, weight: int) -> list[str]:
    """What a line may be broken between."""
    bound = [words.replace(TIE, " ") for words in TIED.sub(TIE, text).split(" ")]
    parts = ([words] if width(words, size, weight) <= limit else words.split(" ") for words in bound)
    return [piece for part in parts for word in part for piece in _pieces(word, size, limit, weight)]


def _pieces(word: str, size: float, limit: float, weight: int) -> Iterator[str]:
    """The word, or what of it has room on a line each: broken after a dash or a slash rather than within letters."""
    while len(word) > 1 and width(word, size, weight) > limit:
        widths = accumulate(width(character, size, weight) for character in word)
        room = max(1, sum(end <= limit for end in widths))
        room = max((place for place, sign in enumerate(word[:room], 1) if sign in "-–—/"), default=room)
        yield word[:room]
        word = word[room:]
    yield word


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


def missing_glyphs(text: str, family: str = PLUS) -> set[str]:
    """Characters the typeface has no glyph for."""
    return set(text) - _advances(REGULAR, family)[0].keys()


def family_for(texts: Iterable[str]) -> str:
    """The smaller of the two families that can write all texts. Raises StoryError, naming what neither can write."""
    everything = list(texts)
    for text in everything:
        if missing := sorted(missing_glyphs(text)):
            named = ", ".join(
                f"{letter} ({unicodedata.name(letter, f'U+{ord(letter):04X}')})" for letter in missing[:MANY]
            )
            raise StoryError(
                Message(
                    "the typeface has no {letters}, in “{text}”; it writes Latin, Cyrillic, Georgian and Armenian: say "
                    "it in one of these",
                    letters=named,
                    text=text,
                )
            )
    return PLUS if missing_glyphs("".join(everything), FAMILY) else FAMILY
