"""What must hold before a copy is replaced. Bad rows are set apart with the reason; a bad file leaves the old copy."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

import sources
from relations import cache
from relations.refresh.jump import Suspect, jumps
from relations.refresh.merge import merge, pairs
from relations.values import INSTANT, Price, Rate, sign
from sources import Indicator, Rejected, Snapshot

_HOLES = 0.1  # of the rows asked for: what a daily publisher may lack without having lost its history
_MOSTLY = 0.85  # of the values are positive: then the rest are errors, not the other sign of a balance


@dataclass(frozen=True)
class Refused:
    """A row that is not let in; its value is NaN where the publisher gave no number."""

    day: date
    value: float
    reason: str

    def __str__(self) -> str:
        return f"{self.day} {self.reason}" if math.isnan(self.value) else f"{self.day}: {self.value:g} {self.reason}"


@dataclass(frozen=True)
class Checked:
    """The changed rows that may go in (date, value, old), and those that may not."""

    good: pd.DataFrame
    refused: list[Refused] = field(default_factory=list)


def check_file(
    old: Snapshot | None, new: Snapshot, asked: Indicator, since: date | None, *, accept_shrink: bool
) -> pd.DataFrame:
    """The rows the old copy loses because the publisher withdrew them: none, unless `accept_shrink`.

    Raises Rejected if the key or the unit is not as before, or history has vanished.
    """
    if new.indicator.key != asked.key:
        raise Rejected(f"asked for {asked.key} and got {new.indicator.key}")
    if old is None:
        return new.data.head(0)
    if new.indicator.unit != old.indicator.unit:
        raise Rejected(f"the unit is now '{new.indicator.unit}', it was '{old.indicator.unit}'")
    gone = _vanished(old, new, since)
    if gone.empty or accept_shrink:
        return gone
    first, last = (gone["date"].iloc[i].date() for i in (0, -1))
    raise Rejected(f"{len(gone)} observations of {first} to {last} have vanished; --accept-shrink takes the rest")


def unreadable(new: Snapshot) -> list[Refused]:
    """The rows whose cells are no numbers."""
    return [Refused(day, math.nan, f"is {said}, not a number") for day, said in new.unreadable]


def check_rows(old: Snapshot | None, changed: pd.DataFrame, indicator: Indicator, today: date) -> Checked:
    """Judge the rows that would change a copy, first each by itself, then as a move of the series."""
    data = old.data if old else None
    reasons = dict(_unfit(data, changed, indicator, today))
    fit = changed[~changed["date"].isin(list(reasons))]
    if not fit.empty and _is_level(indicator, (merged := merge(data, fit))["value"]):
        new = set(fit["date"])
        reasons |= jumps(merged, new, indicator.frequency, lambda suspect: _shown_elsewhere(indicator, suspect))
    bad = changed["date"].isin(list(reasons))
    refused = [Refused(day.date(), value, reasons[day]) for day, value in pairs(changed[bad])]
    return Checked(changed[~bad].reset_index(drop=True), refused)


def _vanished(old: Snapshot, new: Snapshot, since: date | None) -> pd.DataFrame:
    """Rows of the old copy that were asked for and did not come.

    A daily publisher forgets a day now and then, and we do not: a few holes between its rows are no loss of history.
    A day with a cell that is no number has come: its row is quarantined, and our value of it stands.
    """
    asked = old.data if since is None else old.data[old.data["date"] >= pd.Timestamp(since)]
    came = [*new.data["date"], *(pd.Timestamp(day) for day, _ in new.unreadable)]
    gone = asked[~asked["date"].isin(came)]
    few = len(gone) <= max(1, _HOLES * len(asked))
    inside = old.last <= max(came).date() and (since is not None or min(came).date() <= old.first)
    is_period = old.indicator.frequency in ("monthly", "annual")
    return gone.head(0) if few and inside and not is_period else gone


def _unfit(
    old: pd.DataFrame | None, changed: pd.DataFrame, indicator: Indicator, today: date
) -> Iterator[tuple[pd.Timestamp, str]]:
    """The dates of rows that are wrong by themselves, each with the reason."""
    positive = _must_be_positive(indicator, old, changed)
    weekdays = _is_market_day(indicator) and not (old is not None and (old["date"].dt.day_of_week > 4).any())
    for day, value in pairs(changed):
        if not math.isfinite(value):
            yield day, "is not a finite number"
        elif positive and value <= 0:
            yield day, "is not positive, and this series always is"
        elif _end(day.date(), indicator) > today:
            yield day, f"lies in the future: today is {today}"
        elif weekdays and day.day_of_week > 4:
            yield day, f"is of a {day.day_name()}, no market day"


def _end(day: date, indicator: Indicator) -> date:
    """The first day on which an observation can be known: after its month or year, else its own day."""
    if indicator.frequency == "monthly":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year + 1, 1, 1) if indicator.frequency == "annual" else day


def _is_market_day(indicator: Indicator) -> bool:
    """Official rates apply on Saturdays too; markets are closed."""
    return indicator.frequency == "daily" and indicator.dating == INSTANT


def _must_be_positive(indicator: Indicator, old: pd.DataFrame | None, changed: pd.DataFrame) -> bool:
    """Levels are positive as long as they always were. Oil need not be: on 20 April 2020 it closed at −37.63 USD."""
    if sign(indicator.unit) == "any":
        return False
    history = changed["value"] if old is None else old["value"]
    return _is_level(indicator, history) and (old is None or bool((history > 0).all()))


def _is_level(indicator: Indicator, values: pd.Series[float]) -> bool:
    """Whether a series is an amount, a price or a share, not a rate of change or a balance."""
    if isinstance(indicator.unit, Rate | Price):
        return True
    return sign(indicator.unit) != "any" and bool((values > 0).mean() > _MOSTLY)


def _shown_elsewhere(indicator: Indicator, suspect: Suspect) -> bool:
    """Whether another publisher's copy of the same unit is at the new level in these days, not at the old one."""
    if indicator.frequency not in ("daily", "weekly"):
        return False
    days = pd.Timedelta(days=3)
    for peer in peers(indicator):
        near = peer.data["date"].between(pd.Timestamp(suspect.day) - days, pd.Timestamp(suspect.day) + days)
        if any(_agrees(suspect, value) for value in peer.data["value"][near]):
            return True
    return False


def _agrees(suspect: Suspect, other: float) -> bool:
    """Whether another publisher's value is nearer to the suspect's than to half-way back."""
    return abs(other - suspect.value) < min(0.25 * abs(suspect.value), abs(suspect.value - suspect.level) / 2)


def peers(indicator: Indicator) -> Iterator[Snapshot]:
    """The copies of other publishers in the same unit, daily or weekly; damaged ones are left out."""
    for key in cache.cached_keys():
        if key.split("/")[0] != indicator.key.split("/")[0]:
            try:
                peer = cache.read(key)
            except (Rejected, sources.NotCached):
                continue
            if peer.indicator.unit == indicator.unit and peer.indicator.frequency in ("daily", "weekly"):
                yield peer
