"""What a reader takes away from a figure: the numbers drawn, and the whole series behind them.

`drawn` and `full` are tidy frames; every other file of this room is one form in which they leave: `text` (CSV),
`workbook` (Excel), `bundle` (a zip that explains itself). Numbers are never rounded or changed on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from relations import cache
from relations.figures import Figure
from relations.i18n import written
from relations.story import Event
from relations.values import is_computed
from sources import Snapshot

COLUMNS = ["date", "line", "value", "unit", "key", "publisher", "retrieved"]
EVENTS = "Events"  #: the column of `wide` that says what happened

Lines = tuple[tuple[str, Snapshot], ...]  #: per line its label and its observations


@dataclass(frozen=True)
class Filter:
    """Which of the lines and days drawn are wanted; those not named are all wanted."""

    lines: tuple[str, ...] | None = None  #: by their labels
    start: date | None = None
    end: date | None = None

    def keeps(self, day: date) -> bool:
        """Whether a day is wanted."""
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


EVERYTHING = Filter()


def drawn(figure: Figure, wanted: Filter = EVERYTHING) -> pd.DataFrame:
    """The numbers drawn that are wanted, tidy: columns date, line, value, unit, key, publisher, retrieved."""
    return tidy(shown(figure, wanted))


def full(figure: Figure) -> pd.DataFrame:
    """The whole series of every line, untransformed, as the cache holds them; columns as those of `drawn`.

    Raises NotCached, or Rejected for a damaged copy, if the cache has lost one since the figure was drawn.
    """
    return tidy(whole(figure))


def shown(figure: Figure, wanted: Filter = EVERYTHING) -> Lines:
    """The lines drawn, cut to what is wanted; a line of which nothing is left is left out."""
    if wanted == EVERYTHING:
        return figure.shown
    labels = {label for label, _ in figure.shown} if wanted.lines is None else set(wanted.lines)
    cut = ((label, one, _within(one.data, wanted)) for label, one in figure.shown if label in labels)
    return tuple((label, Snapshot(one.indicator, data, one.retrieved)) for label, one, data in cut if not data.empty)


def _within(data: pd.DataFrame, wanted: Filter) -> pd.DataFrame:
    first, last = pd.Timestamp(wanted.start or date.min), pd.Timestamp(wanted.end or date.max)
    return data[(data["date"] >= first) & (data["date"] <= last)].reset_index(drop=True)


def whole(figure: Figure) -> Lines:
    """Per indicator the figure is made from, once, a label and its whole copy; of a cross rate, both."""
    found: dict[str, tuple[str, Snapshot]] = {}
    for label, snapshot in figure.shown:
        parts = figure.copies[snapshot.indicator.key]
        for name, key in parts.items():
            found.setdefault(key, (name if len(parts) > 1 else label, cache.read(key)))
    return tuple(found.values())


def tidy(lines: Lines) -> pd.DataFrame:
    """A row per observation, with all that its number means."""
    frames = [
        snapshot.data.assign(
            line=label,
            unit=str(snapshot.indicator.unit),
            key=snapshot.indicator.key,
            publisher=snapshot.indicator.publisher,
            retrieved=snapshot.retrieved.date().isoformat(),
        )
        for label, snapshot in lines
    ]
    return pd.concat(frames, ignore_index=True)[COLUMNS] if frames else pd.DataFrame(columns=COLUMNS)


def heading(label: str, snapshot: Snapshot) -> str:
    """What a column of `wide` is called: the line and its unit."""
    return f"{label}, {snapshot.indicator.unit}"


def wide(lines: Lines, events: tuple[Event, ...] = ()) -> pd.DataFrame:
    """A row per day: `date`, a column per line, empty where it has no observation, and the events of the day.

    A day with an event has a row of its own where no line has one; in a table of years or of months only, an event
    stands in the row of its year or month.
    """
    happened = _by_row(lines, events)
    known = [snapshot.data["date"].to_numpy("datetime64[us]") for _, snapshot in lines]
    days = np.unique(np.concatenate([np.array(list(happened), "datetime64[us]"), *known]))
    columns: dict[str, object] = {"date": days}
    for (label, snapshot), own in zip(lines, known, strict=True):
        values = np.full(days.size, np.nan)
        values[np.searchsorted(days, own)] = snapshot.data["value"]
        columns[heading(label, snapshot)] = values
    if happened:
        columns[EVENTS] = [happened.get(day) for day in days.astype("datetime64[D]").tolist()]
    return pd.DataFrame(columns)


def happening(figure: Figure, wanted: Filter, lines: Lines) -> tuple[Event, ...]:
    """The events of the figure on the days that are wanted and that the lines run over."""
    if not lines:
        return ()
    return tuple(event for event in figure.events if wanted.keeps(event.start))


def decimals(snapshot: Snapshot) -> int:
    """How many decimals to show: those the publisher prints, but no more than make about five digits of a number.

    An index or a change, which we compute, has one. Noise of floating point is no decimal.
    """
    if is_computed(snapshot.indicator.unit):
        return 1
    values = snapshot.data["value"].to_numpy(dtype=float)
    typical = float(np.median(np.abs(values)))
    most = next((places for size, places in ((1e4, 0), (1e3, 1), (10, 2), (1, 3)) if typical >= size), 4)
    exact = (k for k in range(most) if np.allclose(values, np.round(values, k), rtol=1e-12, atol=1e-12))
    return next(exact, most)


def _by_row(lines: Lines, events: tuple[Event, ...]) -> dict[date, str]:
    """What happened, by the day of the row it stands in."""
    coarse = {snapshot.indicator.frequency for _, snapshot in lines}
    rows: dict[date, str] = {}
    for event in events:
        day = event.date if event.precision == "day" else event.start
        words = event.label if event.precision == "day" else f"{event.label} ({written(event.date, event.precision)})"
        if coarse == {"annual"}:
            day = day.replace(month=1, day=1)
        elif coarse == {"monthly"}:
            day = day.replace(day=1)
        rows[day] = f"{rows[day]}; {words}" if day in rows else words
    return rows
