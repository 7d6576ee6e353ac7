"""Two numbers that must be the same, and the numbers of a sentence."""

import math
import re
from collections.abc import Iterable
from typing import Any

from tests.oracle.expected import Number

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|July|August|September"
MONTHS += "|October|November|December"
DAY = re.compile(rf"\b(\d{{1,2}}( (and|to) \d{{1,2}})? )?({MONTHS}) \d{{4}}\b")
NUMBER = re.compile(r"(?<![\w/])[−+-]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w/])")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
YEARS = range(1980, 2030)


def same(one: Number, other: Number) -> bool:
    """Equal to nine digits; texts and nothing are themselves."""
    if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
        return one == other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-11)


def numbers(sentence: str) -> list[str]:
    """The numbers of a sentence as they are written; days and years are not among them."""
    written = NUMBER.findall(DAY.sub("", sentence))
    return [one for one in written if not (one.isdigit() and int(one) in YEARS)]


def told(written: str, known: Iterable[float]) -> bool:
    """Whether a written number is one of these, rounded as it is written; a sign counts where one is written."""
    digits = written.replace(",", "").replace("−", "-")
    value, places = float(digits), len(digits.partition(".")[2])
    sides = known if digits[0] in "+-" else [abs(one) for one in known]
    return any(abs(one - value) <= 0.5000001 * 10**-places for one in sides)


def differences(printed: Any, known: Any, path: str = "") -> list[str]:
    """Where a printed number or day is not the known one, or not known; other texts count where they are known."""
    if isinstance(printed, dict | list):
        items = printed.items() if isinstance(printed, dict) else enumerate(printed)
        return [one for name, value in items for one in differences(value, _inner(known, name), f"{path}/{name}")]
    words = isinstance(printed, bool) or (isinstance(printed, str) and not ISO_DAY.fullmatch(printed))
    if (words and known is None) or same(printed, known):
        return []
    return [f"{path}: printed {printed}, computed {known}"]


def _inner(known: Any, name: str | int) -> Any:
    if isinstance(known, dict):
        return known.get(name)
    return known[name] if isinstance(known, list) and isinstance(name, int) and name < len(known) else None
