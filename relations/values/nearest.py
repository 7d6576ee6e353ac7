"""The names a message lists for one that is not known: all of a few, of many those most like it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

FEW = 12  #: names that are read at a glance
LIKE = 5  #: of more than these


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """The names in their order if they are few, else those most like a word, the likest first."""
    known = list(names)
    return known if len(known) <= FEW else get_close_matches(word, known, LIKE, cutoff=0.0)


def listed(word: str, names: Iterable[str], whole: str, separator: str = ", ") -> str:
    """The same as a text, and where to see all if these are not: "oil, soil, … (49 in all: `relations stories`)"."""
    known = list(names)
    found = separator.join(nearest(word, known))
    return found if len(known) <= FEW else f"{found}{separator}… ({len(known)} in all: {whole})"
