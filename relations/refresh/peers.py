"""Other publishers of the same thing, to be asked whether a value is right, read once if at all; and who disagrees.

A first load has no copy of its own to be held against. A wrong factor is told by whoever measures the same thing, even
if not alike: the partner's own books, or dollars of another year.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

import sources
from relations import cache
from relations.refresh.jump import Suspect
from relations.refresh.revision import AGAIN, Floats
from relations.values import Money, Rate, Unstated, says_wholly
from sources import FetchFailed, Indicator, NotCached, Rejected, Snapshot, publisher_of
from sources._well_known import series_of

_NEAR = 3  # days: a rate that applies on Tuesday was made on Monday, or before a holiday
_ENOUGH = 3  # dates, or months, in common to tell the scale of a series
_NEWEST = 24  # months that are looked at: of earlier ones a rate may be in an older money
_DAYS = ("daily", "weekly")
_IN_A_YEAR = {"monthly": 12, "quarterly": 4}


class Scale(NamedTuple):
    """How a series compares with what others say: whether any could be compared, and who is too far away, if any."""

    compared: bool
    other: str = ""  #: the key of a copy that it is on another scale than
    factor: float = 1.0  #: times that copy


@dataclass(frozen=True)
class Peers:
    """The copies that say something of an indicator's scale, none damaged."""

    indicator: Indicator

    @cached_property
    def copies(self) -> list[tuple[Indicator, float, npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
        """What each is of, how far its values may be away, as a log factor, its days since 1970 and its values."""
        return [
            (copy.indicator, limit, _days(copy.data["date"]), copy.data["value"].to_numpy())
            for copy, limit in self._read()
        ]

    def show(self, suspect: Suspect) -> bool:
        """Whether one of them was near the suspect value in these days, and not near the value before it."""
        if self.indicator.frequency not in _DAYS:
            return False
        day = int(np.datetime64(suspect.day, "D").astype(np.int64))
        return any(
            _agrees(suspect, value)
            for about, _, days, values in self.copies
            if about.frequency in _DAYS
            for value in values[slice(*np.searchsorted(days, [day - _NEAR, day + _NEAR + 1]))]
        )

    def scale(self, data: pd.DataFrame) -> Scale:
        """The scale of rows (date, value) beside theirs.

        Of what a unit says wholly, the price of a currency or of oil, by the dates both have, or by the middle values
        of months, which are near enough to tell a factor; of all else by years, of trade the sum of twelve months.
        """
        ours, values = _days(data["date"]), data["value"].to_numpy(dtype=float)
        compared = False
        for about, limit, days, theirs in self.copies:
            if says_wholly(self.indicator.unit):
                factors = _factors(ours, values, days, theirs)
                if factors.size < _ENOUGH or "monthly" in (about.frequency, self.indicator.frequency):
                    factors = _factors(*_by_month(ours, values), *_by_month(days, theirs))[-_NEWEST:]
            else:
                factors = _factors(*_by_year(self.indicator, ours, values), *_by_year(about, days, theirs))
            if factors.size >= _ENOUGH:
                compared = True
                if abs(factor := float(np.median(factors))) > limit:
                    return Scale(compared, about.key, float(np.exp(factor)))
        return Scale(compared)

    def _read(self) -> Iterator[tuple[Snapshot, float]]:
        for key in cache.cached_keys():
            with suppress(Rejected, NotCached):
                for other, limit in kin(self.indicator, [cache.glance(key).indicator]):
                    yield cache.read(other.key), limit


def _factors(ours: npt.NDArray[np.int64], values: Floats, days: npt.NDArray[np.int64], theirs: Floats) -> Floats:
    """The logarithms of our values over theirs, of what both have and is above zero."""
    _, i, j = np.intersect1d(ours, days, assume_unique=True, return_indices=True)
    positive = (values[i] > 0) & (theirs[j] > 0)
    return np.asarray(np.log(values[i][positive] / theirs[j][positive]))


def _by_month(days: npt.NDArray[np.int64], values: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """The middle value of each month, by months since 1970."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    middle = pd.Series(values).groupby(months).median()
    return np.asarray(middle.index, np.int64), np.asarray(middle, np.float64)


def _by_year(about: Indicator, days: npt.NDArray[np.int64], values: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """The value of each year, by years since 1970: of what is summed up that of a whole one, else the middle value."""
    by_year = pd.Series(values).groupby(days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64))
    if about.dating.collected == "sum":
        years = by_year.sum()[by_year.count() == _IN_A_YEAR.get(about.frequency, 1)]
    else:
        years = by_year.median()
    return np.asarray(years.index, np.int64), np.asarray(years, np.float64)


def _days(dates: pd.Series[pd.Timestamp]) -> npt.NDArray[np.int64]:
    return dates.to_numpy(dtype="datetime64[D]").astype(np.int64)


def _agrees(suspect: Suspect, other: float) -> bool:
    """Whether another publisher's value is nearer to the suspect's than to half-way back."""
    return bool(abs(other - suspect.value) < min(0.25 * abs(suspect.value), abs(suspect.value - suspect.level) / 2))


MIRROR = math.log(5)  # the two sides of a trade value it otherwise, and count other goods, but not by so much
EDITIONS = math.log(30)  # dollars of another year, or of another parity
_ACROSS = {"exports": "imports", "imports": "exports"}


def kin(indicator: Indicator, others: Iterable[Indicator]) -> Iterator[tuple[Indicator, float]]:
    """Those of the others that tell the scale of a series, each with the log factor that it cannot be away from it."""
    for other in others:
        if other.key != indicator.key and (limit := _limit(indicator, other)):
            yield other, limit


def _limit(one: Indicator, other: Indicator) -> float:
    """The log factor beyond which two are on different scales; 0 if neither tells that of the other."""
    if (base := _edited(one.key)) and base == _edited(other.key):
        return AGAIN if one.unit == other.unit else EDITIONS if _are_money(one, other) else 0
    if one.unit != other.unit:
        return 0
    if not says_wholly(one.unit):
        return _alike(one.key, other.key)
    is_another = publisher_of(one.key) != publisher_of(other.key) and _who(one) != _who(other)
    return AGAIN if is_another and other.frequency in ("daily", "weekly", "monthly") else 0


def _alike(one: str, other: str) -> float:
    """The limit for two that are of the same well-known series, or of the two sides of one trade."""
    ours, theirs = _meaning(one), _meaning(other)
    if not ours or not theirs:
        return 0
    (series, of), (another, of_theirs) = ours, theirs
    if (series, of) == (another, of_theirs):
        return AGAIN
    return MIRROR if _ACROSS.get(series) == another and of == of_theirs[::-1] else 0


def _meaning(key: str) -> tuple[str, tuple[str, ...]] | None:
    """The well-known series that a key is of, whatever its rhythm, and what it is of."""
    found = series_of(key)
    return (found[0].removesuffix("_by_month"), found[1]) if found else None


@lru_cache(maxsize=4096)
def _edited(key: str) -> str:
    """The key of today's edition of a series that has editions; empty if it has none."""
    try:
        if sources.habits(sources.source(key)).archive:
            return key
    except FetchFailed:
        return ""
    publisher, code = key.split("/", 1)
    of = next((one for one in sources.publishers() if sources.habits(sources.source(one)).archive == publisher), "")
    return f"{of}/{code.rpartition('/')[0]}" if of else ""


def _are_money(*both: Indicator) -> bool:
    """Whether each is in money, or in a unit that an answer did not say: of dollars of other years a scale is known."""
    return all(isinstance(one.unit, Money | Unstated) for one in both)


def _who(indicator: Indicator) -> str:
    """Whose numbers they are: a bank's rates that come through another publisher confirm none of its own."""
    return indicator.publisher.partition(", through ")[0]


_YEAR = np.timedelta64(365, "D")


@dataclass(frozen=True)
class Disagreement:
    """The largest difference from another publisher of the same thing in the last year both have."""

    key: str  #: the other's
    difference: float  #: relative to the other's value: 0.02 is 2 %
    date: date


def disagreement(
    one: Indicator, lines: Sequence[Sequence[str]], all_: Iterable[Indicator], read: Callable[[str], Snapshot]
) -> Disagreement | None:
    """The largest of the differences from other publishers of the same thing; None if there is no other.

    `read` gives the copies: of those that are compared, and of no others.
    """
    found: list[Disagreement] = []
    for other in all_:
        with suppress(Rejected):  # a damaged copy is told by `cache verify`, and compared with nothing
            if _same_thing(one, other, lines) and (worst := _largest_difference(read(one.key), read(other.key))):
                found.append(worst)
    return max(found, key=lambda disagreement: disagreement.difference, default=None)


def _same_thing(a: Indicator, b: Indicator, lines: Sequence[Sequence[str]]) -> bool:
    """Whether two publishers measure the same, in the same unit, dated alike.

    A pair of currencies says all of what is measured. Where a story lists two rates as alternatives of one line, it is
    enough; elsewhere their dates must mean the same as well: an official rate of Tuesday is the market's of Monday.
    Any other unit says too little, and so does a line, for it may list what is merely similar (Brent and WTI, a spot
    price and a future): there the two must also go by one code.
    """
    if a.unit != b.unit or publisher_of(a.key) == publisher_of(b.key) or _dated(a) != _dated(b):
        return False
    alternatives = any(a.key in line and b.key in line for line in lines)
    if isinstance(a.unit, Rate):
        return alternatives or a.dating == b.dating
    return alternatives and a.code == b.code


def _dated(indicator: Indicator) -> str:
    """What its observations are of: single days, whether every day or one in a week, or else months or years."""
    return "daily" if indicator.frequency == "weekly" else indicator.frequency


def _largest_difference(one: Snapshot, other: Snapshot) -> Disagreement | None:
    """The largest relative difference in the year up to the last date both have; None if they have none in common."""
    (our_days, ours), (their_days, theirs) = _days_and_values(one), _days_and_values(other)
    days, i, j = np.intersect1d(our_days, their_days, assume_unique=True, return_indices=True)
    if not days.size:
        return None
    last_year = days > days[-1] - _YEAR
    days, ours, theirs = days[last_year], ours[i][last_year], theirs[j][last_year]
    difference = np.abs(ours - theirs) / np.abs(theirs)
    worst = int(difference.argmax())
    return Disagreement(other.indicator.key, float(difference[worst]), pd.Timestamp(days[worst]).date())


def _days_and_values(copy: Snapshot) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.float64]]:
    """Days and values of a copy, but for those of zero, from which nothing differs by a share."""
    data = copy.data[copy.data["value"] != 0]
    return data["date"].to_numpy(dtype="datetime64[D]"), data["value"].to_numpy(dtype=float)
