"""The words that go with a figure: what it shows, for a caption and for a reader who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from relations.figures.captions.alternative import ended
from relations.figures.captions.method import method_sentences
from relations.figures.layout.frame import notes, sources_line
from relations.figures.layout.remarks import changes
from relations.figures.panel import DrawnPanel
from relations.i18n import say, written
from relations.story import Event, FigureSpec, Story


def caption(
    story: Story, spec: FigureSpec, panels: Sequence[DrawnPanel], events: Sequence[Event], absent: Sequence[str]
) -> str:
    """Title and measure, the changes with their days, what is shaded, notes, events, sources, the lines it lacks."""
    shown = [(series.label, series.shown) for panel in panels for series in panel.series]
    moves = dict.fromkeys(note for panel in panels for note in changes(panel))
    told = [
        spec.title,
        spec.subtitle,
        *moves,
        *_shaded(panels),
        *(spec.caption or notes(spec)),
        *_events(story, events),
        sources_line(shown, absent),
    ]
    return " ".join(map(ended, told))


def _shaded(panels: Sequence[DrawnPanel]) -> Iterator[str]:
    """What is shaded, each once, in one sentence."""
    bands = dict.fromkeys(f"{one.label}, {written(one.start)} – {written(one.end)}" for p in panels for one in p.bands)
    if bands:
        yield say("Shaded: {bands}.", bands="; ".join(bands))


def _events(story: Story, events: Sequence[Event]) -> Iterator[str]:
    """Every event marked, with its day, the paragraphs that tell it, and its sources."""
    if events:
        yield say("Events: {events}.", events="; ".join(_event(story, event) for event in events))


def _event(story: Story, event: Event) -> str:
    behind = [*(f"¶{number}" for number in event.paragraphs), *(story.cite(key) for key in event.sources)]
    return f"{event.label}, {written(event.date, event.precision)} ({', '.join(behind)})"


def methods(story: Story, panels: Sequence[DrawnPanel], cut: date | None = None, *, plate: bool = False) -> str:
    """How the numbers drawn were made from those the publishers print, in the order it was done."""
    return " ".join(method_sentences(story, panels, cut, plate=plate))
