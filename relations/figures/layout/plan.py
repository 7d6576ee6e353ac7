"""What a figure needs before its panels are drawn: everything that has a size of its own is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor

from relations.figures import fonts
from relations.figures.dates import milliseconds
from relations.figures.layout.annotate import HEADING_GAP, INSIDE, heading_lines, why_lines
from relations.figures.layout.frame import foot, head, marks, notes, sources_line
from relations.figures.layout.geometry import Grid
from relations.figures.layout.ink import Ink, Text
from relations.figures.layout.lane import Lane, Said, lane
from relations.figures.layout.names import NAME_GAP, names, names_height, width_of
from relations.figures.layout.ticks import BESIDE
from relations.figures.layout.ticks import HEIGHT as TICKS
from relations.figures.layout.ticks import words as ticks_words
from relations.figures.layout.timeline import Tick, axis_height, ticks
from relations.figures.panel import DrawnPanel, told
from relations.figures.theme import Style
from relations.i18n import day_and_month, written
from relations.story import Event, FigureSpec, Story
from sources import Snapshot


@dataclass(frozen=True)
class Thrift:
    """What is left: never less than the title, every mark, the ticks of all events, and the sources."""

    names: int  #: of events, at most
    dated: bool  #: whether the names have their days beside them, if there is room
    notes: bool = True  #: of what found no place in its panel; the caption has all of it
    explained: bool = True  #: what the marks of events mean
    roomy: bool = True  #: whether panels keep the height at which they are read with ease


def levels(first: Thrift) -> Iterator[Thrift]:
    """The first, then with less and less."""
    yield first
    yield (dateless := replace(first, dated=False))
    yield (quiet := replace(dateless, notes=False))
    fewer = [replace(quiet, names=names) for names in range(first.names - 1, 0, -1)]
    yield from fewer
    yield (silent := replace([quiet, *fewer][-1], explained=False))
    yield (low := replace(silent, roomy=False))
    yield replace(low, names=0)


LEAST = 40  #: px of a panel that can be read at all
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
    absent: tuple[str, ...] = ()  #: the labels of lines that should be there and have no numbers

    @property
    def shown(self) -> list[tuple[str, Snapshot]]:
        """Per line its label and its observations."""
        return [(series.label, series.shown) for panel in self.drawn for series in panel.series]

    @property
    def days(self) -> list[Event]:
        """The events known to the day: each has a rule or a tick."""
        return [event for event in self.events if event.precision == "day"]

    @property
    def annual(self) -> bool:
        """Whether all that is drawn are values of whole years."""
        return all(one.indicator.dating.is_across and one.indicator.frequency == "annual" for _, one in self.shown)

    def time(self, plot: float) -> list[Tick]:
        """The ticks of the axis of time: of annual data also the years that are told."""
        days = [day for panel in self.drawn for day in told(panel.spec)] if self.annual else []
        return ticks(*self.domain, plot, days, annual=self.annual)

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
    first: int  #: height of the first panel's heading
    heading: int  #: height of the others'
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
    least: tuple[int, ...]  #: least heights of the panels
    weights: tuple[float, ...]  #: what each has of the height
    time: list[Tick]  #: the ticks of the axis of time

    @property
    def top(self) -> int:
        """Where the first panel's heading begins; in whole pixels, as all of a figure's parts are."""
        return ceil(self.style.sizes.margin + self.above_height + 8 + self.names.height)

    @property
    def rest(self) -> float:
        """The height of all that is not a panel."""
        layout = self.layout
        headings = layout.first + (len(self.least) - 1) * layout.heading
        return self.top + headings + self.ticks + self.axis + self.below_height + self.style.sizes.margin

    @property
    def axis(self) -> float:
        """The height of the axis of time below the last panel."""
        return axis_height(self.time, self.style)

    @property
    def needed(self) -> int:
        """The least height of the whole figure."""
        return ceil(self.rest + sum(self.least))

    def heights(self, height: int) -> tuple[int, ...]:
        """The heights of the panels in a figure of that height: by their weights, and none below its least."""
        found = dict(enumerate(self.least))
        free = set(found)
        while free:
            unit = (height - self.rest - sum(self.least[n] for n in found if n not in free)) / sum(
                self.weights[n] for n in free
            )
            short = {n for n in free if unit * self.weights[n] < self.least[n]}
            if not short:
                return tuple(floor(unit * self.weights[n]) if n in free else self.least[n] for n in found)
            free -= short
        return self.least

    def grid(self, width: int, height: int, heights: tuple[int, ...]) -> Grid:
        """Where the panels stand in a figure of that size, at their heights."""
        layout, margin = self.layout, self.style.sizes.margin
        return Grid(
            width, height, layout.left + margin, self.top + layout.first, layout.plot, heights, layout.heading,
            *layout.domain, self.ticks,
        )  # fmt: skip


def planned(content: Content, width: int, style: Style, thrift: Thrift) -> Plan:
    """All that can be known before the height of the panels."""
    layout = _measured(content, width, style, thrift)
    above, above_height = head(content.spec, layout.inner, style)
    limits = -layout.left, layout.plot + layout.right
    events = lane(content.ranked[: thrift.names], layout.x, limits, style, _day(content) if thrift.dated else None)
    strip = TICKS if len(events.named) < len(content.days) else 0
    _, below_height = below_panels(content, layout, events, (), thrift, style)
    least = tuple(_least(panel, layout, thrift, style) for panel in content.drawn)
    weights = tuple(panel.spec.weight for panel in content.drawn)
    time = content.time(layout.plot)
    return Plan(style, layout, thrift, above, above_height, events, strip, below_height, least, weights, time)


def _least(panel: DrawnPanel, layout: Layout, thrift: Thrift, style: Style) -> int:
    """The least height of a panel: below it, its values cannot be read, or the names of its lines have no room."""
    text = names_height(panel, layout.right - NAME_GAP, style)
    if panel.why:
        text = len(why_lines(panel, layout.plot, style)) * fonts.line_box(style.sizes.label) + 2 * INSIDE
    return max(style.sizes.panel if thrift.roomy else LEAST, ceil(text))


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
    first, *others = (ceil(_heading_height(panel, inner, style)) for panel in content.drawn)
    return Layout(inner, left, right, first, max(others, default=0), content.domain)


def _gutters(drawn: Sequence[DrawnPanel], inner: int, style: Style) -> tuple[int, int]:
    """Room for the value axis's labels on the left, and for the lines' names on the right."""
    ticks = (fonts.width(panel.scale.label(tick), style.sizes.tick) for panel in drawn for tick in panel.scale.ticks)
    limit = width_of(drawn, inner, style)
    widths = (name.width for panel in drawn for name in names(panel, limit, style))
    return ceil(max(ticks, default=0) + 9), ceil(max(widths, default=0) + NAME_GAP + 1)


def _heading_height(panel: DrawnPanel, inner: int, style: Style) -> float:
    """A heading and its distances: to its panel, and to the lowest label of the value axis above it."""
    lines = heading_lines(panel, inner, style)
    if not lines:
        return fonts.line_box(style.sizes.tick) / 2 + 2
    block = Text(0, 0, tuple(lines), style.sizes.heading, "").box
    return HEADING_GAP + block.y2 - block.y + fonts.line_box(style.sizes.tick) / 2 + 2


def below_panels(
    content: Content, layout: Layout, names: Lane, homeless: Sequence[str], thrift: Thrift, style: Style
) -> tuple[Ink, float]:
    """What stands below the panels: sources and notes, then what the marks of events mean; and its height."""
    first = [sources_line(content.shown, content.absent), *notes(content.spec, homeless if thrift.notes else ())]
    brief, article = layout.inner < BRIEF, content.story.article
    meant = marks(article, names.named, content.days, brief=brief) if thrift.explained else ()
    ink = Ink()
    return ink, foot(ink, filter(None, (" ".join(first), " ".join(meant))), layout.inner, style)
