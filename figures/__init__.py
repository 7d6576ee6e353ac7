"""The contract of a figure: `draw` a story's figure at a size and in a theme, and get all that belongs to it.

Drawing is a pure function of its arguments and of the cache: no clock, no network, no randomness.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from typing import Any

import pandas as pd

import sources
from figures import fonts
from figures.annotate import HEADING_GAP, Geometry, annotate, heading_lines, label_lines
from figures.dates import milliseconds, time_ticks, written
from figures.frame import foot, head
from figures.ink import Fill, Ink, Text
from figures.lane import BADGE, Lane, lane
from figures.panel import DrawnPanel, panels
from figures.theme import Style, ThemeName, style_of
from figures.vega import Sheet, canvas, unchecked
from figures.words import alt_text, caption
from sources import NotCached, Snapshot
from stories import Event, FigureSpec, Story

SIZES: dict[str, tuple[int, int]] = {"wide": (1200, 675), "column": (640, 450)}
MARGIN = 16
LEAST_PANEL = 84  #: px of height below which a panel cannot be read; a figure grows rather than go below
LEAST_WIDTH = 320
X_AXIS = 30


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


def draw(story: Story, figure_id: str, *, width: int = 1200, height: int = 675, theme: ThemeName = "light") -> Figure:
    """Draw a figure of a story from the cache.

    `width` and `height` are px. The width is exact; the figure grows in height where its panels would become
    unreadable, so that no label is lost. Lines the cache does not have are left out and named in `missing`.
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
    sheet, total = _compose(story, spec, drawn, events, (width, height), style_of(theme, width))
    shown = tuple((series.label, series.shown) for panel in drawn for series in panel.series)
    return Figure(
        id=spec.id,
        title=spec.title,
        subtitle=spec.subtitle,
        spec=sheet,
        width=width,
        height=total,
        caption=caption(story, spec, shown),
        alt=alt_text(spec, drawn, events),
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


def _compose(
    story: Story,
    spec: FigureSpec,
    drawn: Sequence[DrawnPanel],
    events: Sequence[Event],
    size: tuple[int, int],
    style: Style,
) -> tuple[dict[str, Any], int]:
    """The specification and its height: everything is measured first, the panels share what is left."""
    width, height = size
    inner = width - 2 * MARGIN
    left, right = _gutters(drawn, inner, style)
    plot = inner - left - right
    domain = spec.window.start, spec.window.end + timedelta(days=1)
    place = _Time(domain, plot)
    heading = ceil(max(_heading_height(panel, inner, style) for panel in drawn))

    above, above_height = head(spec, events, inner, style)
    strip = lane(story, events, place.x, (-left, plot + right), height, style)
    shown = [(series.label, series.shown) for panel in drawn for series in panel.series]
    days = [event for event in events if event.precision == "day"]

    def below(extra: Sequence[str]) -> tuple[Ink, float]:
        return foot(story, spec, shown, strip.numbered, extra, inner, style)

    # Whole pixels throughout: the picture is then exactly as large as its parts, in every renderer.
    head_height = ceil(MARGIN + above_height + 8 + strip.height)
    fixed = head_height + X_AXIS + below(())[1] + MARGIN
    each = max(floor((height - fixed) / len(drawn)) - heading, LEAST_PANEL)
    inks, homeless = [], []
    for panel in drawn:
        geometry = Geometry(plot, each, left, right, heading, place.x)
        ink, unplaced = annotate(panel, days, geometry, style)
        inks.append(ink)
        homeless += unplaced
    footer, footer_height = below(homeless)

    top = -(heading + head_height)
    _shift(inks[0], above, -left, top + MARGIN, behind=True)
    _shift(inks[0], strip.ink, 0, -heading)
    _shift(inks[-1], footer, -left, each + X_AXIS)
    total = head_height + X_AXIS + footer_height + MARGIN + len(drawn) * (each + heading)
    total_px = max(ceil(total), height)
    inks[0].fills.insert(0, canvas(-left - MARGIN, top, plot + right + MARGIN, top + total_px))

    with unchecked():
        sheet = Sheet(style, plot, domain)
        for panel, ink in zip(drawn, inks, strict=True):
            ticks = _ticks(drawn, domain, plot, (left, right), style) if panel is drawn[-1] else None
            sheet.add(panel, ink, each, ticks)
        return sheet.spec(heading), total_px


@dataclass(frozen=True)
class _Time:
    """The shared axis of time."""

    domain: tuple[date, date]
    width: float

    def x(self, day: date) -> float:
        """Pixels from the panels' left edge."""
        start, end = map(milliseconds, self.domain)
        return self.width * (milliseconds(day) - start) / (end - start)


def _gutters(drawn: Sequence[DrawnPanel], inner: float, style: Style) -> tuple[int, int]:
    """Room for the value axis's labels on the left, and for the lines' names on the right."""
    ticks = max(fonts.width(panel.scale.label(tick), style.sizes.tick) for panel in drawn for tick in panel.scale.ticks)
    limit = max(inner * 0.11, 62.0)
    names = max(
        fonts.width(line, style.sizes.label, fonts.SEMIBOLD)
        for panel in drawn
        for series in panel.series
        for line in label_lines(series, limit, style)
    )
    return ceil(max(ticks + 9, BADGE)), ceil(max(names + 9, BADGE))


def _heading_height(panel: DrawnPanel, inner: float, style: Style) -> float:
    """A heading and its distances: to its panel, and to the lowest label of the value axis above it."""
    lines = heading_lines(panel, inner, style)
    block = Text(0, 0, tuple(lines), style.sizes.heading, "").box
    return HEADING_GAP + block.y2 - block.y + fonts.line_box(style.sizes.tick) / 2 + 2


def _ticks(
    drawn: Sequence[DrawnPanel], domain: tuple[date, date], plot: float, gutters: tuple[float, float], style: Style
) -> tuple[list[date], str]:
    """Ticks of the time axis whose labels stay inside the figure; years of annual data are labelled at their middle."""
    label_widths = fonts.width("Sep 2015", style.sizes.tick), fonts.width("2015", style.sizes.tick)
    days, precision = time_ticks(*domain, plot, label_widths)
    if all(series.shown.indicator.frequency == "annual" for panel in drawn for series in panel.series):
        days = [day.replace(month=7) for day in days]
    half = label_widths[0 if precision == "month" else 1] / 2
    place = _Time(domain, plot)
    kept = [day for day in days if -gutters[0] <= place.x(day) - half and place.x(day) + half <= plot + gutters[1]]
    return kept, precision


def _shift(target: Ink, ink: Ink, dx: float, dy: float, *, behind: bool = False) -> None:
    """Add ink to a panel's own, moved into its coordinates."""
    from dataclasses import replace

    def moved(item: Any) -> Any:
        if isinstance(item, Fill):
            box = item.box
            return replace(item, box=replace(box, x=box.x + dx, x2=box.x2 + dx, y=box.y + dy, y2=box.y2 + dy))
        ends = {"x2": item.x2 + dx, "y2": item.y2 + dy} if hasattr(item, "x2") else {}
        return replace(item, x=item.x + dx, y=item.y + dy, **ends)

    for name in ("fills", "rules", "dots", "texts"):
        own, added = getattr(target, name), [moved(item) for item in getattr(ink, name)]
        setattr(target, name, added + own if behind else own + added)


__all__ = ["SIZES", "Figure", "Lane", "ThemeName", "draw", "written"]
