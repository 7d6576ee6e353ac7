"""A figure's parts put together: everything is measured first, and the panels share the height that is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor
from typing import Any

from figures import fonts
from figures.annotate import HEADING_GAP, Geometry, annotate, heading_lines, label_lines
from figures.dates import milliseconds, time_ticks
from figures.frame import foot, head
from figures.ink import Ink, Text
from figures.lane import Lane, lane
from figures.options import Options
from figures.panel import DrawnPanel
from figures.theme import Style, style_of
from figures.vega import Sheet, canvas, unchecked
from locales import written
from sources import Snapshot
from stories import Event, FigureSpec, Story

LABEL_SHARE = 0.36  #: of the height, what labels beside their rules may take


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


@dataclass(frozen=True)
class Plan:
    """A way to lay a figure out, with all heights known but those of its panels."""

    style: Style
    layout: Layout
    above: Ink
    above_height: float
    strip: Lane
    below_height: float
    least: int  #: least height of a panel
    count: int  #: of panels

    @property
    def top(self) -> int:
        """Where the first panel's heading begins; in whole pixels, as all of a figure's parts are."""
        return ceil(self.style.sizes.margin + self.above_height + 8 + self.strip.height)

    @property
    def rest(self) -> float:
        """The height of all that is not a panel."""
        sizes = self.style.sizes
        return self.top + self.count * self.layout.heading + sizes.axis + self.below_height + sizes.margin

    @property
    def needed(self) -> int:
        """The least height of the whole figure."""
        return ceil(self.rest + self.count * self.least)

    def panel(self, height: int) -> int:
        """The height of each panel in a figure of that height."""
        return max(floor((height - self.rest) / self.count), self.least)


def compose(content: Content, options: Options) -> tuple[dict[str, Any], int]:
    """The specification of a figure and its height, which is more than asked for if its parts need more."""
    plan = _plan(content, options)
    style, layout, height = plan.style, plan.layout, plan.panel(options.height)
    inks, homeless = _annotated(content, layout, height, style)
    below, below_height = _foot(content, layout, plan.strip, homeless, style)
    if below_height > plan.below_height:  # values that found no place have become notes
        height = replace(plan, below_height=below_height).panel(options.height)
        inks, homeless = _annotated(content, layout, height, style)
        below, below_height = _foot(content, layout, plan.strip, homeless, style)
    sizes = style.sizes
    stack_height = len(inks) * (height + layout.heading)
    total = max(ceil(plan.top + stack_height + sizes.axis + below_height + sizes.margin), options.height)

    upper = -layout.heading - plan.top
    inks[0].place(plan.above, -layout.left, upper + sizes.margin, behind=True)
    inks[0].place(plan.strip.ink, 0, -layout.heading)
    inks[-1].place(below, -layout.left, height + sizes.axis)
    outline = canvas(-layout.left - sizes.margin, upper, layout.plot + layout.right + sizes.margin, upper + total)
    inks[0].fills.insert(0, outline)
    return _specification(content, layout, inks, height, style, hover=options.hover), total


def _plan(content: Content, options: Options) -> Plan:
    """The first way to lay the figure out that has the height asked for.

    Labels beside their rules are better than numbers, and large type is better than small. If no way has that height,
    a figure of exact size is laid out in the lowest way, and any other in the first.
    """
    share = 0.6 if options.exact else LABEL_SHARE
    found: list[Plan] = []
    for dense in (False, True) if options.exact else (False,):
        style = style_of(options.theme, options.width, options.highlight, dense=dense)
        for room in (share * options.height, None):
            plan = _planned(content, options.width, style, room)
            if plan.needed <= options.height:
                return plan
            found.append(plan)
    labelled, numbered = found[:2]
    if options.exact:
        return min(found, key=lambda plan: plan.needed)
    return numbered if labelled.strip.height > LABEL_SHARE * options.height else labelled


def _planned(content: Content, width: int, style: Style, room: float | None) -> Plan:
    layout = _measured(content, width, style)
    above, above_height = head(content.spec, content.events, layout.inner, style)
    strip = lane(content.story, content.events, layout.x, (-layout.left, layout.plot + layout.right), style, room=room)
    _, below_height = _foot(content, layout, strip, (), style)
    most = max(len(panel.series) for panel in content.drawn)
    least = max(style.sizes.panel, style.sizes.line * most)
    return Plan(style, layout, above, above_height, strip, below_height, least, len(content.drawn))


def _measured(content: Content, width: int, style: Style) -> Layout:
    inner = width - 2 * style.sizes.margin
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
    return ceil(max(max(ticks) + 9, style.sizes.badge)), ceil(max(max(names) + 9, style.sizes.badge))


def _heading_height(panel: DrawnPanel, inner: int, style: Style) -> float:
    """A heading and its distances: to its panel, and to the lowest label of the value axis above it."""
    block = Text(0, 0, tuple(heading_lines(panel, inner, style)), style.sizes.heading, "").box
    return HEADING_GAP + block.y2 - block.y + fonts.line_box(style.sizes.tick) / 2 + 2


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
    months = (written(date(2015, month, 1), "month") for month in range(1, 13))
    widths = max(fonts.width(month, style.sizes.tick) for month in months), fonts.width("2015", style.sizes.tick)
    days, precision = time_ticks(*layout.domain, layout.plot, widths)
    if all(snapshot.indicator.frequency == "annual" for _, snapshot in content.shown):
        days, precision = sorted({day.replace(month=7, day=1) for day in days}), "year"
    half = widths[0 if precision == "month" else 1] / 2
    low, high = half - layout.left, layout.plot + layout.right - half
    return [day for day in days if low <= layout.x(day) <= high], precision
