"""The words that go with a figure: what it shows, for a caption and for a reader who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from relations.figures.captions.alternative import ended
from relations.figures.layout.frame import notes, sources_line
from relations.figures.layout.remarks import moves
from relations.figures.panel import DrawnPanel
from relations.i18n import say, written
from relations.story import Event, FigureSpec, Story


def caption(
    story: Story, spec: FigureSpec, panels: Sequence[DrawnPanel], events: Sequence[Event], absent: Sequence[str]
) -> str:
    """Title and measure, the changes with their days, what is shaded, notes, events, sources, the lines it lacks."""
    shown = [(series.label, series.shown) for panel in panels for series in panel.series]
    told = [spec.title, spec.subtitle, *dict.fromkeys(one.note for panel in panels for one in moves(panel))]
    bands = dict.fromkeys(f"{one.label}, {written(one.start)} – {written(one.end)}" for p in panels for one in p.bands)
    if bands:
        told.append(say("Shaded: {bands}.", bands="; ".join(bands)))
    told += spec.caption or notes(spec)
    if events:
        told.append(say("Events: {events}.", events="; ".join(_event(story, event) for event in events)))
    return " ".join(map(ended, [*told, sources_line(shown, absent)]))


def _event(story: Story, event: Event) -> str:
    """An event marked, with its day, the paragraphs that tell it, and its sources."""
    behind = [*(f"¶{number}" for number in event.paragraphs), *(story.cite(key) for key in event.sources)]
    return f"{event.label}, {written(event.date, event.precision)} ({', '.join(behind)})"
