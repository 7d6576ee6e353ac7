"""What a figure needs before its panels are drawn: everything that has a size of its own is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from relations.figures import fonts
from relations.figures.dates import milliseconds
from relations.figures.layout.annotate import HEADING_GAP, NAME_GAP, heading_lines, label_lines, names_height
from relations.figures.layout.frame import foot, head, marks_line, notes, sources_line
from relations.figures.layout.geometry import Grid
from relations.figures.layout.ink import Ink, Text
from relations.figures.layout.lane import Lane, Said, lane
from relations.figures.layout.thrift import Thrift
from relations.figures.layout.ticks import BESIDE
from relations.figures.layout.ticks import HEIGHT as TICKS
from relations.figures.layout.ticks import words as ticks_words
from relations.figures.panel import DrawnPanel
from relations.figures.theme import Style
from relations.i18n import day_and_month, written
from relations.story import Event, FigureSpec, Story
from sources import Snapshot

BRIEF = 800  #: px of width below which the footer does not say which article
SHORT = 4 * 366  #: days of a window in which an event's day needs no year


@dataclass(frozen=True)
class Content:
    """What a figure shows, before it has a size."""

    story: Story
    spec: FigureSpec
    drawn: tuple[DrawnPanel, ...]
    events: tuple[Event, ...]
    ranked: tuple[Event, ...]  #: those known to the day, those to be named first at the beginning
    description: str

    @property
    def shown(self) -> list[tuple[str, Snapshot]]:
        """Per line its label and its observations."""
        return [(series.label, series.shown) for panel in self.drawn for series in panel.series]

    @property
    def days(self) -> list[Event]:
        """The events known to the day: each has a rule or a tick."""
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
    thrift: Thrift
    above: Ink
    above_height: float
    names: Lane
    ticks: int  #: height of the strip of all events under the first panel; 0 if each is named
    below_height: float
    least: int  #: least height of a panel
    count: int  #: of panels

    @property
    def top(self) -> int:
        """Where the first panel's heading begins; in whole pixels, as all of a figure's parts are."""
        return ceil(self.style.sizes.margin + self.above_height + 8 + self.names.height)

    @property
    def rest(self) -> float:
        """The height of all that is not a panel."""
        sizes = self.style.sizes
        headings = self.count * self.layout.heading
        return self.top + headings + self.ticks + sizes.axis + self.below_height + sizes.margin

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
            self.count, *layout.domain, self.ticks,
        )  # fmt: skip


def planned(content: Content, width: int, style: Style, thrift: Thrift) -> Plan:
    """All that can be known before the height of the panels."""
    layout = _measured(content, width, style, thrift)
    above, above_height = head(content.spec, layout.inner, style)
    limits = -layout.left, layout.plot + layout.right
    names = lane(content.ranked[: thrift.names], layout.x, limits, style, _day(content) if thrift.dated else None)
    ticks = TICKS if len(names.named) < len(content.days) else 0
    _, below_height = below_panels(content, layout, names, (), thrift, style)
    tallest = ceil(max(names_height(panel, layout.right - NAME_GAP, style) for panel in content.drawn))
    least = max(style.sizes.panel, tallest)
    count = len(content.drawn)
    return Plan(style, layout, thrift, above, above_height, names, ticks, below_height, least, count)


def _day(content: Content) -> Said:
    """How an event's day is said: without its year where the window is short."""
    start, end = content.domain
    return day_and_month if (end - start).days <= SHORT else written


def _measured(content: Content, width: int, style: Style, thrift: Thrift) -> Layout:
    inner = width - 2 * style.sizes.margin
    left, right = _gutters(content.drawn, inner, style)
    if days := content.days:
        room = max(right - BESIDE, inner * 0.11 if len(days) > thrift.names else 0.0)
        lines = fonts.wrap(ticks_words(days), style.sizes.tick, room)
        right = max(right, ceil(BESIDE + max(fonts.width(line, style.sizes.tick) for line in lines)))
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
    return ceil(max(ticks) + 9), ceil(max(names) + 9)


def _heading_height(panel: DrawnPanel, inner: int, style: Style) -> float:
    """A heading and its distances: to its panel, and to the lowest label of the value axis above it."""
    block = Text(0, 0, tuple(heading_lines(panel, inner, style)), style.sizes.heading, "").box
    return HEADING_GAP + block.y2 - block.y + fonts.line_box(style.sizes.tick) / 2 + 2


def below_panels(
    content: Content, layout: Layout, names: Lane, homeless: Sequence[str], thrift: Thrift, style: Style
) -> tuple[Ink, float]:
    """What stands below the panels: sources and notes, then what the marks of events mean; and its height."""
    first = [sources_line(content.shown), *notes(content.spec, homeless if thrift.notes else ())]
    brief, article = layout.inner < BRIEF, content.story.article
    marks = marks_line(article, names.named, content.days, brief=brief) if thrift.explained else ""
    return foot([words for words in (" ".join(first), marks) if words], layout.inner, style)
