"""A figure's parts put together: everything is measured first, and the panels share the height that is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from typing import Any

from figures import fonts
from figures.annotate import HEADING_GAP, Geometry, annotate, heading_lines, label_lines
from figures.dates import milliseconds, time_ticks
from figures.frame import foot, head
from figures.ink import Ink, Text
from figures.lane import BADGE, Lane, lane
from figures.panel import DrawnPanel
from figures.theme import Style
from figures.vega import Sheet, canvas, unchecked
from sources import Snapshot
from stories import Event, FigureSpec, Story

MARGIN = 16
X_AXIS = 30  #: px below the last panel for the labels of the time axis
LEAST_PANEL = 84  #: px of height below which a panel cannot be read; a figure grows rather than go below
LEAST_LINE = 40  #: px of height each line of a panel needs for its name


@dataclass(frozen=True)
class Content:
    """What a figure shows, before it has a size."""

    story: Story
    spec: FigureSpec
    drawn: tuple[DrawnPanel, ...]
    events: tuple[Event, ...]
    description: str

    @property
    def shown(self) -> list[tuple[str, Snapshot]]:
        """Per line its label and its observations."""
        return [(series.label, series.shown) for panel in self.drawn for series in panel.series]

    @property
    def days(self) -> list[Event]:
        """The events that have a rule."""
        return [event for event in self.events if event.precision == "day"]

    @property
    def domain(self) -> tuple[date, date]:
        """First day, and the day after the last."""
        return self.spec.window.start, self.spec.window.end + timedelta(days=1)


@dataclass(frozen=True)
class Layout:
    """Widths in px, the same for all panels: what they leave to the left and right, and what is theirs."""

    inner: int
    left: int
    right: int
    heading: int  #: height
    domain: tuple[date, date]

    @property
    def plot(self) -> int:
        """Width of the panels."""
        return self.inner - self.left - self.right

    def x(self, day: date) -> float:
        """Pixels of a day from the panels' left edge."""
        start, end = map(milliseconds, self.domain)
        return self.plot * (milliseconds(day) - start) / (end - start)


def compose(content: Content, width: int, height: int, style: Style, *, hover: bool) -> tuple[dict[str, Any], int]:
    """The specification of a figure and its height, which is more than `height` if its parts need more."""
    layout = _measured(content, width, style)
    above, above_height = head(content.spec, content.events, layout.inner, style)
    strip = lane(content.story, content.events, layout.x, (-layout.left, layout.plot + layout.right), height, style)
    # Whole pixels throughout: the picture is then exactly as large as its parts, in every renderer.
    top = ceil(MARGIN + above_height + 8 + strip.height)
    panel_height = _panel_height(content, layout, strip, height - top, style)
    inks, homeless = _annotated(content, layout, panel_height, style)
    below, below_height = _foot(content, layout, strip, homeless, style)
    stack_height = len(inks) * (panel_height + layout.heading)
    total = max(ceil(top + stack_height + X_AXIS + below_height + MARGIN), height)

    upper = -layout.heading - top
    inks[0].place(above, -layout.left, upper + MARGIN, behind=True)
    inks[0].place(strip.ink, 0, -layout.heading)
    inks[-1].place(below, -layout.left, panel_height + X_AXIS)
    outline = canvas(-layout.left - MARGIN, upper, layout.plot + layout.right + MARGIN, upper + total)
    inks[0].fills.insert(0, outline)
    return _specification(content, layout, inks, panel_height, style, hover=hover), total


def _measured(content: Content, width: int, style: Style) -> Layout:
    inner = width - 2 * MARGIN
    left, right = _gutters(content.drawn, inner, style)
    heading = ceil(max(_heading_height(panel, inner, style) for panel in content.drawn))
    return Layout(inner, left, right, heading, content.domain)


def _gutters(drawn: Sequence[DrawnPanel], inner: int, style: Style) -> tuple[int, int]:
    """Room for the value axis's labels on the left, and for the lines' names on the right."""
    ticks = (fonts.width(panel.scale.label(tick), style.sizes.tick) for panel in drawn for tick in panel.scale.ticks)
    limit = max(inner * 0.11, 62.0)
    names = (
        fonts.width(line, style.sizes.label, fonts.SEMIBOLD)
        for panel in drawn
        for series in panel.series
        for line in label_lines(series, limit, style)
    )
    return ceil(max(max(ticks) + 9, BADGE)), ceil(max(max(names) + 9, BADGE))


def _heading_height(panel: DrawnPanel, inner: int, style: Style) -> float:
    """A heading and its distances: to its panel, and to the lowest label of the value axis above it."""
    block = Text(0, 0, tuple(heading_lines(panel, inner, style)), style.sizes.heading, "").box
    return HEADING_GAP + block.y2 - block.y + fonts.line_box(style.sizes.tick) / 2 + 2


def _panel_height(content: Content, layout: Layout, strip: Lane, height: int, style: Style) -> int:
    """The height of each panel, of what is left below the lane of events."""
    _, below = _foot(content, layout, strip, (), style)
    count = len(content.drawn)
    least = max(LEAST_PANEL, LEAST_LINE * max(len(panel.series) for panel in content.drawn))
    return max(floor((height - X_AXIS - below - MARGIN) / count) - layout.heading, least)


def _foot(content: Content, layout: Layout, strip: Lane, homeless: Sequence[str], style: Style) -> tuple[Ink, float]:
    return foot(content.story, content.spec, content.shown, strip.numbered, homeless, layout.inner, style)


def _annotated(content: Content, layout: Layout, height: int, style: Style) -> tuple[list[Ink], list[str]]:
    """The ink of every panel, and the values that found no place in theirs."""
    geometry = Geometry(layout.plot, height, layout.left, layout.right, layout.heading, layout.x)
    annotated = [annotate(panel, content.days, geometry, style) for panel in content.drawn]
    return [ink for ink, _ in annotated], [words for _, homeless in annotated for words in homeless]


def _specification(
    content: Content, layout: Layout, inks: Sequence[Ink], height: int, style: Style, *, hover: bool
) -> dict[str, Any]:
    with unchecked():
        sheet = Sheet(style, layout.plot, layout.domain, hover=hover)
        for panel, ink in zip(content.drawn, inks, strict=True):
            sheet.add(panel, ink, height, _ticks(content, layout, style) if panel is content.drawn[-1] else None)
        return sheet.spec(layout.heading, content.description)


def _ticks(content: Content, layout: Layout, style: Style) -> tuple[list[date], str]:
    """Ticks of the time axis whose labels stay inside the figure; years of annual data are labelled at their middle."""
    widths = fonts.width("Sep 2015", style.sizes.tick), fonts.width("2015", style.sizes.tick)
    days, precision = time_ticks(*layout.domain, layout.plot, widths)
    if all(snapshot.indicator.frequency == "annual" for _, snapshot in content.shown):
        days, precision = sorted({day.replace(month=7, day=1) for day in days}), "year"
    half = widths[0 if precision == "month" else 1] / 2
    low, high = half - layout.left, layout.plot + layout.right - half
    return [day for day in days if low <= layout.x(day) <= high], precision
