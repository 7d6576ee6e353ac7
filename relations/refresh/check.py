"""What must hold before a copy is replaced. Bad rows are set apart with the reason; a bad file leaves the old copy."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import pandas as pd

from relations.refresh.alone import is_replaced
from relations.refresh.jump import Suspect, jumps, patience, renamed
from relations.refresh.merge import beside, merge, pairs, same
from relations.refresh.outcome import written
from relations.refresh.peers import Peers
from relations.refresh.quarantine import FUTURE, Memory
from relations.refresh.revision import AGAIN, revisions, strays
from relations.refresh.rhythm import first_known
from relations.values import INSTANT, Calendar, Price, Rate, Unstated, observed, sign
from sources import Indicator, Rejected, Snapshot

_HOLES = 0.1  # of the rows asked for: what a daily publisher may lack without having lost its history
_SOME = 3  # rows of the last days that must have come: they tell the scale
_SURGE = 4  # times anything before it: what a value of either sign, which has no logarithm, cannot rise to in a step
_FEW = 4  # values are too few to tell the usual size
_ALIKE = 0.5  # of the values are as before: then the unit has been named anew, and is no other
_MOSTLY = 0.85  # of the values are positive: then the rest are errors, not the other sign of a balance


@dataclass(frozen=True)
class Refused:
    """A row that is not let in; its value is NaN where the publisher gave no number."""

    day: date
    value: float
    reason: str

    def __str__(self) -> str:
        value = "" if math.isnan(self.value) else f": {written(self.value)}"
        return f"{self.day}{value} {self.reason}"


@dataclass(frozen=True)
class Checked:
    """The changed rows that may go in (date, value, old), and those that may not."""

    good: pd.DataFrame
    refused: list[Refused] = field(default_factory=list)
    agrees: bool = True  #: whether some row of the answer is as in the copy
    compared: bool = True  #: whether there was a copy, of the same or of another, to tell the scale of the answer by


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
    if new.indicator.unit != old.indicator.unit and not _renamed(old, new):
        raise Rejected(
            f"the unit is now '{new.indicator.unit}', it was '{old.indicator.unit}', and the values are others; "
            "if it is right, take the copy away, and a refresh fetches the series anew"
        )
    gone = _vanished(old, new, since)
    if gone.empty or accept_shrink:
        return gone
    first, last = (gone["date"].iloc[i].date() for i in (0, -1))
    which = (
        f"{len(gone)} observations of {first} to {last} have" if len(gone) > 1 else f"the observation of {first} has"
    )
    raise Rejected(f"{which} vanished; --accept-shrink takes the rest")


def _renamed(old: Snapshot, new: Snapshot) -> bool:
    """Whether the unit has another name only, as most values are the same; of none everything is a name.

    A rate or a price upside down, or of another scale, with the same values is an error.
    """
    units = old.indicator.unit, new.indicator.unit
    if isinstance(units[0], Unstated):
        return True
    if any(isinstance(one, Rate | Price) for one in units) or len({getattr(one, "scale", 1) for one in units}) > 1:
        return False
    both = beside(old.data, new.data).dropna()
    return not both.empty and float(same(both).mean()) > _ALIKE


def unreadable(new: Snapshot) -> list[Refused]:
    """The rows whose cells are no numbers."""
    return [Refused(day, math.nan, f"is {said}, not a number") for day, said in new.unreadable]


def check_rows(
    old: Snapshot | None,
    answer: pd.DataFrame,
    indicator: Indicator,
    memory: Memory,
    came_later: Callable[[pd.Timestamp], bool] = lambda _: False,
    is_alone: Callable[[], bool] = lambda: False,
) -> Checked:
    """Judge the rows of an answer: each by itself, old dates by their old values, then the new as moves of the series.

    `came_later` tells of a date whether its row came into the copy after the first load; `is_alone` whether the copy is
    what one answer alone said.
    """
    data, peers = old.data if old else None, Peers(indicator)
    both = beside(data, answer)
    changed = both[~same(both)]
    reasons = dict(_unfit(data, changed, indicator, memory.today))
    let_in = [day for day, value in pairs(changed) if memory.accepted(day, value)]
    rows = both[~both["date"].isin([*reasons, *let_in])]
    rows = rows.assign(old=rows["old"].mask(rows["date"].isin(_moving(old, changed))))
    first = peers.scale(rows) if old is None else None
    if first and first.other:
        said = f"is of an answer that is {written(first.factor, 3)} times what {first.other} says"
        reasons |= dict.fromkeys(rows["date"], said)
    elif old and not is_replaced(old.data, both, memory, lambda: is_alone() and not peers.scale(old.data).compared):
        reasons |= _off_scale(old, rows, indicator, memory, peers, came_later)
    fit = changed[~changed["date"].isin(list(reasons))]
    new = set(fit["date"][fit["old"].isna()]) | set(_moving(old, fit))
    reasons |= _leaps(data, fit, new - set(let_in), indicator, memory, peers)
    bad = changed["date"].isin(list(reasons))
    refused = [Refused(day.date(), value, reasons[day]) for day, value in pairs(changed[bad])]
    compared = first is None or first.compared
    return Checked(changed[~bad].reset_index(drop=True), refused, len(changed) < len(both), compared)


def _off_scale(
    old: Snapshot,
    rows: pd.DataFrame,
    indicator: Indicator,
    memory: Memory,
    peers: Peers,
    came_later: Callable[[pd.Timestamp], bool],
) -> dict[pd.Timestamp, str]:
    """The rows (date, value, old) on another scale than the copy."""
    is_level = _is_level(indicator, old.data["value"])
    suspects = revisions(rows, indicator.frequency, is_level=is_level, repairable=came_later)
    revised: dict[pd.Timestamp, str] = {}
    for day, value, before in zip(rows["date"], rows["value"], rows["old"], strict=True):
        if day in suspects:
            suspect = Suspect(day.date(), value, before, abs(suspects[day]))
            if _is_confirmed(suspect, 1 if suspect.move < AGAIN else math.inf, memory, peers):
                del suspects[day]
            else:
                revised[day] = _revised(value, before)
    return revised | {day: _strayed(change) for day, change in strays(rows, suspects).items()}


def _leaps(
    data: pd.DataFrame | None,
    fit: pd.DataFrame,
    new: set[pd.Timestamp],
    indicator: Indicator,
    memory: Memory,
    peers: Peers,
) -> dict[pd.Timestamp, str]:
    """The new dates among rows that are fit otherwise whose values are too far from those before them."""
    if not new:
        return {}
    merged = merge(data, fit)
    if not _is_level(indicator, merged["value"]):
        return _too_large(merged, new)
    return jumps(
        merged,
        new,
        indicator.frequency,
        lambda suspect: _is_confirmed(suspect, patience(suspect.move), memory, peers),
        partial(renamed, indicator.unit),
        {pd.Timestamp(day) for day, one in memory.held.items() if not one.waits},
    )


def _is_confirmed(suspect: Suspect, days: float, memory: Memory, peers: Peers) -> bool:
    """Whether the publisher has said it for so many days, or another publisher shows it."""
    return memory.said_for(suspect.day, suspect.value) >= days or peers.show(suspect)


def _too_large(series: pd.DataFrame, new: set[pd.Timestamp]) -> dict[pd.Timestamp, str]:
    """The new dates of a series of either sign whose values are out of all proportion."""
    is_new = series["date"].isin(list(new))
    before = series["value"][~is_new].abs()
    usual = before.max() if len(before) >= _FEW else _SURGE * series["value"].abs().median()
    return {
        day: f"is beyond {_SURGE} times {written(usual, 3)}, larger than anything before it"
        for day, value in pairs(series[is_new])
        if abs(value) > _SURGE * usual > 0
    }


def _moving(old: Snapshot | None, changed: pd.DataFrame) -> list[pd.Timestamp]:
    """The last day of a daily copy if it was not over when we asked: its value is a new one still."""
    if old is None or old.indicator.frequency != "daily" or old.retrieved.date() > old.last + timedelta(days=1):
        return []
    return [day for day in changed["date"] if day.date() == old.last]


def _revised(value: float, old: float) -> str:
    """What is wrong with a value of a date we have."""
    times = f"is {written(value / old, 3)} times the" if old and value / old > 0 else "replaces the"
    return f"{times} {written(old)} published before, more than a revision, and nothing else confirms it yet"


def _strayed(change: float) -> str:
    """What is wrong with a new value that comes with those."""
    times = "" if math.isinf(change) else f" by about {written(math.exp(change), 3)} times"
    return f"comes with values of earlier dates that are not what was published before{times}"


def _vanished(old: Snapshot, new: Snapshot, since: date | None) -> pd.DataFrame:
    """Rows of the old copy that were asked for and did not come.

    A daily publisher forgets a day now and then, and we do not: a few holes between its rows are no loss of history, of
    the last days not even several as long as some have come.
    A day with a cell that is no number has come: its row is quarantined, and our value of it stands.
    """
    asked = old.data if since is None else old.data[old.data["date"] >= pd.Timestamp(since)]
    came = [*new.data["date"], *(pd.Timestamp(day) for day, _ in new.unreadable)]
    gone = asked[~asked["date"].isin(came)]
    enough = since is not None and len(asked) - len(gone) >= _SOME and len(gone) <= _HOLES * len(old.data)
    few = enough or len(gone) <= max(1, _HOLES * len(asked))
    inside = old.last <= max(came).date() and (since is not None or min(came).date() <= old.first)
    is_period = old.indicator.frequency in ("monthly", "annual")
    return gone.head(0) if few and inside and not is_period else gone


def _unfit(
    old: pd.DataFrame | None, changed: pd.DataFrame, indicator: Indicator, today: date
) -> Iterator[tuple[pd.Timestamp, str]]:
    """The dates of rows that are wrong by themselves, each with the reason."""
    positive = _must_be_positive(indicator, old, changed)
    is_open = _calendar(indicator, old).observes(changed["date"].to_numpy().astype("datetime64[D]"))
    for (day, value), open_ in zip(pairs(changed), is_open, strict=True):
        if not math.isfinite(value):
            yield day, "is not a finite number"
        elif positive and value <= 0:
            yield day, "is not positive, and this series always is"
        elif first_known(day.date(), indicator) > today:
            yield day, f"{FUTURE}: today is {today}"
        elif not open_:
            yield day, f"is of a {day.day_name()}, no market day"


def _calendar(indicator: Indicator, old: pd.DataFrame | None) -> Calendar:
    """The days there can be an observation of: official rates apply on Saturdays too, and markets are closed.

    A market that was open on such a day is known to be.
    """
    if indicator.frequency != "daily" or indicator.dating != INSTANT:
        return Calendar("1111111")
    return Calendar() if old is None else observed(old["date"].to_numpy())


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
