"""What a reader takes away from a figure: the numbers drawn, and the whole series behind them.

`drawn` and `full` are tidy frames; every other file of this room is one form in which they leave: `text` (CSV),
`workbook` (Excel), `bundle` (a zip that explains itself). Numbers are never rounded or changed on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from relations.figures import Figure
from relations.i18n import written
from relations.story import Event
from relations.story.line import as_published
from relations.story.periods import spans
from relations.values import Dating, is_computed, span
from sources import Snapshot

COLUMNS = ["date", "start", "end", "line", "value", "unit", "key", "publisher", "retrieved"]
DRAWN = [*COLUMNS, "flag"]  #: and why an observation must not be read like the others, if it must not
SPAN = ("start", "end")  #: the first and the last day of what an observation is of
EVENTS = "Events"  #: the column of `wide` that says what happened
FLAGS = "Flags"  #: the column of `wide` that says what must not be read like the rest

Row = tuple[date, ...]  #: the date of a row, and the first and the last day of what it is of
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
NONE: Mapping[tuple[str, date], str] = {}


def drawn(figure: Figure, wanted: Filter = EVERYTHING) -> pd.DataFrame:
    """The numbers drawn that are wanted, tidy: a row each, its columns those of DRAWN."""
    table, notes = tidy(shown(figure, wanted)), flags(figure)
    rows = zip(table["line"], pd.to_datetime(table["date"]).dt.date, strict=True)
    return table.assign(flag=[notes.get(row, "") for row in rows])


def flags(figure: Figure) -> dict[tuple[str, date], str]:
    """The notes of flagged observations, by the label of their line and their date."""
    return {
        (series.label, flag.date): flag.note
        for panel in figure.panels
        for flag in panel.spec.flags
        for series in panel.series
        if flag.line in (None, series.name)
    }


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
            found.setdefault(key, (name if len(parts) > 1 else label, as_published(figure.story, key)))
    return tuple(found.values())


def tidy(lines: Lines) -> pd.DataFrame:
    """A row per observation, with all that its number means: `start` and `end` are the days of what it is of."""
    frames = [
        snapshot.data.assign(
            **dict(zip(SPAN, (days.astype("datetime64[us]") for days in spans(snapshot)), strict=True)),
            line=label,
            unit=str(snapshot.indicator.unit),
            key=snapshot.indicator.key,
            publisher=snapshot.indicator.publisher,
            retrieved=snapshot.retrieved.date().isoformat(),
        )
        for label, snapshot in lines
    ]
    return pd.concat(frames, ignore_index=True)[COLUMNS] if frames else pd.DataFrame(columns=COLUMNS)


def headings(lines: Lines) -> list[str]:
    """What the columns of `wide` are called: the line and its unit, and its key where two are called alike."""
    plain = [f"{label}, {one.indicator.unit}" for label, one in lines]
    keyed = [f"{name} [{one.indicator.key}]" for name, (_, one) in zip(plain, lines, strict=True)]
    named = [key if plain.count(name) > 1 else name for name, key in zip(plain, keyed, strict=True)]
    return [f"{name} ({named[:i].count(name) + 1})" if name in named[:i] else name for i, name in enumerate(named)]


def wide(lines: Lines, events: tuple[Event, ...] = (), notes: Mapping[tuple[str, date], str] = NONE) -> pd.DataFrame:
    """A row per day or period: `date`, `start`, `end`, a column per line, empty where it has no observation, events.

    `notes` of flagged observations stand in a column of their own, with the line's label.

    A day and a period that begins on it have a row each. A day with an event has a row of its own where no line has
    one; in a table of years or of months only, an event stands in the row of its year or month.
    """
    index = ["date", *SPAN]
    known = [tidy((line,)).set_index(index)["value"] for line in lines]
    happened = _by_row(lines, events)
    found = {*(tuple(map(pd.Timestamp, row)) for row in happened), *(row for one in known for row in one.index)}
    rows = pd.MultiIndex.from_tuples(sorted(found), names=index)
    table = pd.DataFrame({name: one.reindex(rows) for name, one in zip(headings(lines), known, strict=True)}, rows)
    if happened:
        table[EVENTS] = [happened.get(tuple(day.date() for day in row)) for row in rows]
    labels = {label for label, _ in lines}
    noted = [(day, f"{label}: {note}") for (label, day), note in notes.items() if label in labels]
    if noted:
        table[FLAGS] = ["; ".join(words for on, words in noted if on == day.date()) or None for day, *_ in rows]
    return table.reset_index().astype(dict.fromkeys(index, "datetime64[us]"))


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


def _by_row(lines: Lines, events: tuple[Event, ...]) -> dict[Row, str]:
    """What happened, by the date, the first and the last day of the row it stands in."""
    periods = {snapshot.indicator.frequency: snapshot.indicator.dating for _, snapshot in lines}
    coarse = next(iter(periods.values())) if len(periods) == 1 else Dating("instant")
    own: dict[tuple[date, date], date] = {}  # a publisher may date a period by any of its days
    for _, snapshot in lines:
        days = (one.tolist() for one in (snapshot.data["date"].dt.date.to_numpy(), *spans(snapshot)))
        own |= {(start, end): day for day, start, end in zip(*days, strict=True)}
    rows: dict[Row, str] = {}
    for event in events:
        day = event.date if event.precision == "day" else event.start
        words = event.label if event.precision == "day" else f"{event.label} ({written(event.date, event.precision)})"
        start, end = (days[0].astype(date) for days in span(coarse, np.array([day], "datetime64[D]")))
        row = (own.get((start, end), start), start, end)
        rows[row] = f"{rows[row]}; {words}" if row in rows else words
    return rows
