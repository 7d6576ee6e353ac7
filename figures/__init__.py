"""The contract of a figure: `draw` a story's figure at a size and in a theme, and get all that belongs to it.

Drawing is a pure function of its arguments and of the cache: no clock, no network, no randomness.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pandas as pd

import sources
from figures.compose import Content, compose
from figures.panel import panels
from figures.theme import ThemeName, style_of
from figures.words import alt_text, caption
from sources import NotCached, Snapshot
from stories import Event, Story

SIZES: dict[str, tuple[int, int]] = {"wide": (1200, 675), "column": (640, 450)}
LEAST_WIDTH = 320


@dataclass(frozen=True)
class Figure:
    """A chart and the words, sources and numbers that belong to it."""

    id: str
    title: str
    subtitle: str
    spec: dict[str, Any]  #: Vega-Lite, with its data
    width: int
    height: int
    caption: str
    alt: str
    shown: tuple[tuple[str, Snapshot], ...]  #: per line its label and the observations drawn
    events: tuple[Event, ...]
    missing: tuple[str, ...]  #: why lines of the story are not in it, and what to do

    @property
    def data(self) -> pd.DataFrame:
        """The numbers drawn, tidy: columns date, line, value, unit, key, publisher, retrieved."""
        frames = [
            snapshot.data.assign(
                line=label,
                unit=snapshot.indicator.unit,
                key=snapshot.indicator.key,
                publisher=snapshot.indicator.publisher,
                retrieved=snapshot.retrieved.date().isoformat(),
            )
            for label, snapshot in self.shown
        ]
        columns = ["date", "line", "value", "unit", "key", "publisher", "retrieved"]
        return pd.concat(frames, ignore_index=True)[columns]


def draw(
    story: Story,
    figure_id: str,
    *,
    width: int = 1200,
    height: int = 675,
    theme: ThemeName = "light",
    hover: bool = False,
) -> Figure:
    """Draw a figure of a story from the cache.

    `width` and `height` are px. The width is exact; the figure grows in height where its panels would become
    unreadable, so that no label is lost. `hover` lets a pointer read dates and values, on a page. Lines the cache
    does not have are left out and named in `missing`.
    Raises StoryError for an unknown figure, NotCached if none of its lines can be drawn, ValueError for a width
    below 320 px.
    """
    if width < LEAST_WIDTH:
        raise ValueError(f"a figure needs at least {LEAST_WIDTH} px of width, not {width}")
    spec = story.figure(figure_id)
    drawn, problems = panels(story, spec)
    if not drawn:
        raise NotCached("; ".join(problems))
    events = story.events_of(spec)
    shown = tuple((series.label, series.shown) for panel in drawn for series in panel.series)
    alt = alt_text(spec, drawn, events)
    content = Content(story, spec, tuple(drawn), events, alt)
    sheet, total = compose(content, width, height, style_of(theme, width), hover=hover)
    return Figure(
        id=spec.id,
        title=spec.title,
        subtitle=spec.subtitle,
        spec=sheet,
        width=width,
        height=total,
        caption=caption(story, spec, shown),
        alt=alt,
        shown=shown,
        events=events,
        missing=tuple(problems),
    )


def inputs(story: Story, figure_id: str) -> str:
    """A sha256 of all a figure is drawn from, its story and the cached files of its lines: equal means equal."""
    names = {name for panel in story.figure(figure_id).panels for name in panel.lines}
    names |= {part for name in names for part in story.lines[name].cross or ()}
    digest = hashlib.sha256(story.model_dump_json().encode())
    for key in sorted({key for name in names for key in story.lines[name].keys}):
        path = sources.cache_path(key)
        digest.update(f"{key}\n".encode() + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()


__all__ = ["SIZES", "Figure", "ThemeName", "draw", "inputs"]
