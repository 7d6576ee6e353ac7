"""What a figure needs before its panels are drawn: everything that has a size of its own is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from relations.figures import fonts
from relations.figures.dates import milliseconds
from relations.figures.layout.annotate import HEADING_GAP, NAME_GAP, heading_lines, label_lines, names_height
from relations.figures.layout.frame import foot, head
from relations.figures.layout.geometry import Grid
from relations.figures.layout.ink import Ink, Text
from relations.figures.layout.lane import Lane, lane
from relations.figures.panel import DrawnPanel
from relations.figures.theme import Style
from relations.story import Event, FigureSpec, Story
from sources import Snapshot


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

    def grid(self, width: int, height: int, panel: int) -> Grid:
        """Where the panels stand in a figure of that size, at their height."""
        layout, margin = self.layout, self.style.sizes.margin
        return Grid(
            width, height, layout.left + margin, self.top + layout.heading, layout.plot, panel, layout.heading,
            self.count, *layout.domain,
        )  # fmt: skip


def planned(content: Content, width: int, style: Style, room: float | None) -> Plan:
    """All that can be known before the height of the panels; `room` is what labels beside their rules may take."""
    layout = _measured(content, width, style)
    above, above_height = head(content.spec, content.events, layout.inner, style)
    strip = lane(content.story, content.events, layout.x, (-layout.left, layout.plot + layout.right), style, room=room)
    _, below_height = below_panels(content, layout, strip, (), style)
    most = max(len(panel.series) for panel in content.drawn)
    names = ceil(max(names_height(panel, layout.right - NAME_GAP, style) for panel in content.drawn))
    least = max(style.sizes.panel, style.sizes.line * most, names)
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


def below_panels(
    content: Content, layout: Layout, strip: Lane, homeless: Sequence[str], style: Style
) -> tuple[Ink, float]:
    """What stands below the panels, and its height."""
    return foot(content.story, content.spec, content.shown, strip.numbered, homeless, layout.inner, style)
