"""A line from day to day, as its change in per cent since the close its number starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from relations.figures import fonts
from relations.figures.art.axis import Event, dashed, grid, named_rule, plot
from relations.figures.layout.ink import Box, Dot, Fill, Ink, Rule, Spot, Text
from relations.figures.layout.timeline import DAY, MONDAYS, ticks, write_axis
from relations.figures.scale import Scale
from relations.figures.theme import Style
from relations.i18n import percent, written
from relations.story.hue import Hue

APART = 4  #: px from which on every value has its dot
LEAST = 105  #: px of height
Seen = tuple[date, float]


@dataclass(frozen=True)
class Course:
    """Published values over a span of days; `tested` are the two closes its number is from and to."""

    values: tuple[Seen, ...]
    span: tuple[date, date]
    tested: tuple[date, date] | None
    hue: Hue
    scale: Scale
    events: tuple[Event, ...] = ()
    level: tuple[float, str] | None = None
    pale: bool = False  #: whether what is outside the tested days is only context

    def least(self, style: Style) -> float:
        """The height it needs."""
        return LEAST + 2 * fonts.line_box(style.sizes.tick)

    def x(self, box: Box, day: date) -> float:
        """Where a day stands."""
        return box.x + 6 + (box.x2 - box.x - 12) * (day - self.span[0]).days / (self.span[1] - self.span[0]).days

    def draw(self, ink: Ink, room: Box, style: Style) -> None:
        """The tested days, events, line and marks, days."""
        weeks = (self.span[1] - self.span[0]).days <= MONDAYS
        days = ticks(self.span[0], self.span[1] + DAY, room.x2 - room.x)
        rows = 2 if any(tick.below for tick in days) else 1
        box = plot(room, self.scale, style, above=fonts.line_box(style.sizes.tick), below=rows)
        own = Ink()
        y = grid(own, box, self.scale, style)
        for place, event in enumerate(self.events):  # the first is the one the figure is about
            if self.span[0] <= event.day <= self.span[1]:
                names = event.label, *((written(event.day),) if place == 0 else ())
                main = [self.x(box, self.events[0].day)] if place else []
                named_rule(own, box, self.x(box, event.day), names, style, main=not place, apart=main)
        if self.tested:
            edges = (self.x(box, day) for day in self.tested)
            own.fills.insert(0, Fill(Box(next(edges), box.y, next(edges), box.y2), style.colors.band))
        points = [(day, self.x(box, day), y(value)) for day, value in self.values]
        if self.level:
            self._level(own, box, y(self.level[0]), points, style)
        own.spots += [
            Spot(x, at, written(day), percent(value, 1, signed=True))
            for (day, x, at), (_, value) in zip(points, self.values, strict=True)
        ]
        self._line(own, points, style, longest=3 if weeks else 6)
        self._dots(own, points, box, style)
        limits = room.x - 2, box.x2 + 4
        own.place(write_axis(days, lambda day: self.x(box, day), limits, style, bare=True), 0, box.y2)
        ink.place(own, 0, 0)

    def _level(self, ink: Ink, box: Box, y: float, points: list[tuple[date, float, float]], style: Style) -> None:
        """A dashed level, its words above or below it, in a line or two, where the course is farthest from them."""
        dashed(ink, (box.x, box.x2, y), style)
        size = style.sizes.tick
        words = self.level[1] if self.level else ""
        below = y + 3 + fonts.ascent(size)
        wide = fonts.width(words, size)
        shapes: list[tuple[tuple[str, ...], float]] = [((words,), below), ((words,), y - 3 - fonts.descent(size))]
        shapes.append((tuple(fonts.wrap(words, size, 0.6 * wide)), below))
        places = [
            Text(box.x + 4 + left, baseline, lines, size, style.colors.muted)
            for lines, baseline in shapes
            for left in range(0, max(int(box.x2 - box.x - max(fonts.width(one, size) for one in lines)) - 8, 1), 8)
        ]
        ink.texts.append(max(places, key=lambda text: min(_apart(text.box, points), 6.0)))

    def _inside(self, day: date) -> bool:
        return bool(self.tested and self.tested[0] <= day <= self.tested[1])

    def _color(self, day: date, style: Style) -> str:
        return style.colors.tint(self.hue) if self.pale and not self._inside(day) else style.colors.line(self.hue)

    def _line(self, ink: Ink, points: list[tuple[date, float, float]], style: Style, longest: int) -> None:
        """From value to value; a longer gap breaks the line, and is dotted inside the tested days."""
        for (day, x, y), (later, x2, y2) in pairwise(points):
            color = self._color(later if self._inside(day) else day, style)
            if (later - day).days <= longest:
                ink.rules.append(Rule(x, y, x2, y2, color, 1.9))
            elif self._inside(day) and self._inside(later):
                ink.rules.append(Rule(x, y, x2, y2, color, 1.2, (2, 3)))

    def _dots(self, ink: Ink, points: list[tuple[date, float, float]], box: Box, style: Style) -> None:
        ends = dict.fromkeys(self.tested or ())
        spaced = len(points) < 2 or (box.x2 - box.x) / len(points) >= APART
        for day, x, y in points:
            color = self._color(day, style)
            if spaced and day not in ends:
                ink.dots.append(Dot(x, y, 13, color, color))
        for day, x, y in points:
            if day in ends:
                first = self.tested is not None and day == self.tested[0]
                color = style.colors.line(self.hue)
                ink.dots.append(Dot(x, y, 50, style.colors.background if first else color, color))


def _apart(box: Box, points: list[tuple[date, float, float]]) -> float:
    """Px between a box and the course over or under it; less than nothing where it goes through."""
    near = [y for _, x, y in points if box.x - 8 <= x <= box.x2 + 8]
    if not near:
        return float("inf")
    return max(box.y - max(near), min(near) - box.y2)
