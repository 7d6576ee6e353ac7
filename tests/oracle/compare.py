"""Two numbers that must be the same, and the numbers of a sentence."""

import math
import re
from collections.abc import Iterable

from tests.oracle.expected import Number

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|July|August|September"
MONTHS += "|October|November|December"
DAY = re.compile(rf"\b(\d{{1,2}}( (and|to) \d{{1,2}})? )?({MONTHS}) \d{{4}}\b")
NUMBER = re.compile(r"(?<![\w/])[−+-]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w/])")
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
