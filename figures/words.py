"""The words that go with a figure: what it shows, for a caption and for a reader who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from figures.annotate import number
from figures.frame import notes, sources_line
from figures.panel import DrawnPanel, Series
from locales import Precision, written
from stories import Event, FigureSpec, Story

KINDS = {"line": "Line chart", "bar": "Bar chart", "step": "Step chart"}


def caption(story: Story, spec: FigureSpec, panels: Sequence[DrawnPanel]) -> str:
    """Title, measure and window, notes and sources, as one paragraph."""
    shown = [(series.label, series.shown) for panel in panels for series in panel.series]
    parts = [spec.title, spec.subtitle, *notes(spec)]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts) + (
        f" {sources_line(story, shown)}"
    )


def alt_text(spec: FigureSpec, panels: Sequence[DrawnPanel], events: Sequence[Event]) -> str:
    """Kind of chart, what each line does in numbers, and the events marked."""
    sentences = [f"{spec.title}."]
    for panel in panels:
        sentences += [f"{KINDS[panel.spec.chart]}. {_course(series)}" for series in panel.series]
    if events:
        marked = "; ".join(f"{event.label}, {written(event.date, event.precision)}" for event in events)
        sentences.append(f"Events marked: {marked}.")
    return " ".join(sentences)


def _course(series: Series) -> str:
    data = series.shown.data
    precision: Precision = "year" if series.shown.indicator.frequency == "annual" else "day"
    low, high = data.iloc[int(data["value"].argmin())], data.iloc[int(data["value"].argmax())]
    first, last = data.iloc[0], data.iloc[-1]
    at = {
        name: f"{number(row['value'])} ({written(row['date'].date(), precision)})"
        for name, row in (("first", first), ("last", last), ("low", low), ("high", high))
    }
    return (
        f"{series.label} in {series.unit}: from {at['first']} to {at['last']}, "
        f"lowest {at['low']}, highest {at['high']}."
    )


def methods(panels: Sequence[DrawnPanel]) -> str:
    """How the numbers drawn were made from those the publishers print."""
    kinds = dict.fromkeys(series.shown.indicator.frequency for panel in panels for series in panel.series)
    return f"{', '.join(kinds)} observations as published; nothing is interpolated, filled or spliced.".capitalize()
