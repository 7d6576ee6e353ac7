"""A distribution with one mark per member, its shape the member's vote; the one that is asked about stands out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from relations.figures import fonts
from relations.figures.layout.ink import Box, Dot, Ink, Rule, Spot, Text
from relations.figures.layout.placement import Slot, stack
from relations.figures.theme import Style
from relations.i18n import number, say
from relations.i18n.language import territory
from relations.story.hue import Hue
from relations.values import Country

X = Callable[[float], float]  #: where a value stands
Vote = Literal["no", "abstained", "yes", "absent"]
VOTES: tuple[Vote, ...] = ("no", "abstained", "yes", "absent")  #: from below
CROSS = "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8"
LEAST = 146  #: px of height
WIDTHS = (1, 2)  #: of a column, in points of the score: whichever makes the marks larger
LEGIBLE, LARGEST = 4.0, 20.0  #: px of a mark: below the least, names that crowd others go; and at most


@dataclass(frozen=True)
class Member:
    """One mark: who it is, its value, its vote, and its name where that is told."""

    code: str
    value: float
    vote: Vote | None = None
    told: str = ""


@dataclass(frozen=True)
class Legend:
    """What a shape means, with how many there are of it."""

    vote: Vote
    words: str


@dataclass(frozen=True)
class _Name:
    """A name above a column; of the median, which is no member, without a code."""

    code: str
    value: float
    words: str
    size: float
    weight: int = fonts.REGULAR

    def at(self, wide: int) -> float:
        """Where on the scale it points: to the column of its mark, or to the value itself."""
        return _middle(self.value, wide) if self.code else self.value


def _slots(names: Sequence[_Name], box: Box, x: X, wide: int) -> list[Slot]:
    """Where each name stands, in rows; nowhere, where they have no room."""
    widths = [fonts.width(one.words, one.size, one.weight) for one in names]
    return stack([x(one.at(wide)) for one in names], widths, box.x - 8, box.x2 + 8) or []


def _middle(value: float, wide: int) -> float:
    """The middle of the column a value falls into."""
    return wide * math.floor(value / wide) + wide / 2


@dataclass(frozen=True)
class Members:
    """The members between two ends of a scale, and their median."""

    members: tuple[Member, ...]
    asked: str  #: the code of the one that is asked about
    hue: Hue
    against: Hue  #: of the shape that votes no
    median: float | None = None
    legend: tuple[Legend, ...] = ()
    ends: tuple[str, str] = ("", "")  #: what less and more are

    def least(self, style: Style) -> float:
        """The height it needs."""
        return LEAST + (fonts.line_box(style.sizes.tick) * 2 if self.legend else 0)

    def draw(self, ink: Ink, room: Box, style: Style) -> None:
        """The legend, the axis, the columns of marks, and the names above them."""
        tick = fonts.line_box(style.sizes.tick)
        top = room.y + self._legend(ink, room, style)
        values = [one.value for one in self.members]
        low, high = 5 * math.floor(min(values) / 5), 5 * math.ceil(max(values) / 5 + 1e-9)
        box = Box(room.x + 8, top, room.x2 - 8, room.y2 - tick * (2 if any(self.ends) else 1) - 6)
        step = (box.x2 - box.x) / (high - low)

        def x(value: float) -> float:
            return box.x + (value - low) * step

        self._axis(ink, box, (low, high), x, style)
        height = fonts.line_box(style.sizes.label + 2)

        def marks(wide: int, names: Sequence[_Name]) -> float:
            """How large they are in columns of a width, between the names and the axis."""
            rows = 1 + max((slot.row for slot in _slots(names, box, x, wide)), default=-1)
            deepest = max(map(len, self._columns(wide).values()))
            return min(step * wide * 0.86, (box.y2 - box.y - rows * height - 4) / deepest * 0.94, LARGEST)

        names = self._roomy(list(self._named(style)), lambda names: max(marks(wide, names) for wide in WIDTHS))
        wide = max(WIDTHS, key=lambda wide: marks(wide, names))
        self._names(ink, names, box, x, style, wide)
        size, places = marks(wide, names), {}
        for column, found in self._columns(wide).items():
            found.sort(key=lambda one: (VOTES.index(one.vote or "abstained"), -one.value))
            for place, one in enumerate(found):
                at = x(column), box.y2 - (place + 0.55) * size / 0.94
                places[one.code] = at
                ink.spots.append(Spot(*at, territory(Country(one.code)), number(one.value, 1)))
                self._mark(ink, one, at, size, style)
        self._leaders(ink, names, places, size, style)

    def _columns(self, wide: int) -> dict[float, list[Member]]:
        """The members of each column, by its middle on the scale."""
        columns: dict[float, list[Member]] = {}
        for one in self.members:
            columns.setdefault(_middle(one.value, wide), []).append(one)
        return columns

    def _axis(self, ink: Ink, box: Box, ends: tuple[int, int], x: X, style: Style) -> None:
        colors, size = style.colors, style.sizes.tick
        ink.rules.append(Rule(box.x, box.y2, box.x2, box.y2, colors.axis))
        baseline = box.y2 + 4 + fonts.ascent(size)
        for value in range(ends[0], ends[1] + 1, 5 if ends[1] - ends[0] <= 60 else 10):
            ink.texts.append(Text(x(value), baseline, (str(value),), size, colors.muted, align="center"))
            ink.rules.append(Rule(x(value), box.y2, x(value), box.y2 + 4, colors.axis))
        below = baseline + fonts.line_box(size)
        for words, at, align in ((self.ends[0], box.x, "left"), (self.ends[1], box.x2, "right")):
            if words:
                ink.texts.append(Text(at, below, (words,), size, colors.muted, align=align))  # type: ignore[arg-type]

    def _named(self, style: Style) -> Iterator[_Name]:
        """What stands above the columns."""
        tick, large = style.sizes.tick, style.sizes.label + 2
        for one in self.members:
            if one.code == self.asked:
                yield _Name(one.code, one.value, one.told or one.code, large, fonts.SEMIBOLD)
            elif one.told:
                yield _Name(one.code, one.value, one.told, tick)
        if self.median is not None:
            yield _Name("", self.median, say("median {value}", value=number(self.median, 1)), tick)

    def _roomy(self, names: list[_Name], size: Callable[[list[_Name]], float]) -> list[_Name]:
        """The names without those, the most crowded first, that leave too little room for the marks."""
        while size(names) < LEGIBLE:
            others = [one for one in names if one.code not in ("", self.asked)]
            nearest = min(others, key=lambda one: sum(abs(one.value - other.value) for other in names), default=None)
            fewer = [one for one in names if one is not nearest]
            if size(fewer) <= size(names):
                return names
            names = fewer
        return names

    def _names(self, ink: Ink, names: Sequence[_Name], box: Box, x: X, style: Style, wide: int) -> None:
        """Names in rows from the top, each above its mark."""
        slots = _slots(names, box, x, wide)
        large = style.sizes.label
        for one, slot in zip(names, slots, strict=bool(slots)):
            y = box.y + (max(other.row for other in slots) - slot.row) * fonts.line_box(large + 2)
            color = style.colors.line(self.hue) if one.code == self.asked else style.colors.text
            ink.texts.append(Text(slot.x, y + fonts.ascent(large), (one.words,), one.size, color, one.weight))
            at, dash = x(one.at(wide)), () if one.code else (3, 3)
            ink.rules.append(Rule(at, y + 3, at, box.y2, style.colors.axis, 1, dash, f"member:{one.code}"))

    def _leaders(
        self, ink: Ink, names: Sequence[_Name], places: dict[str, tuple[float, float]], size: float, style: Style
    ) -> None:
        """End every name's rule at its mark, with a ring around it."""
        for place, rule in enumerate(ink.rules):
            code = rule.event.removeprefix("member:")
            if rule.event.startswith("member:"):
                end = places[code][1] - size / 2 if code in places else rule.y2
                ink.rules[place] = Rule(rule.x, rule.y, rule.x2, end, rule.color, rule.width, rule.dash)
        for one in names:
            if one.code not in ("", self.asked):
                x, y = places[one.code]
                ink.dots.append(Dot(x, y, (size * 1.05) ** 2, "transparent", style.colors.text))

    def _mark(self, ink: Ink, one: Member, at: tuple[float, float], size: float, style: Style) -> None:
        x, y = at
        if one.code == self.asked:
            color = style.colors.line(self.hue)
            ink.dots.append(Dot(x, y, (size * 1.05) ** 2, color, color))
            return
        shape(ink, one.vote, at, size, style, self.against)

    def _legend(self, ink: Ink, room: Box, style: Style) -> float:
        """The shapes and what they mean, in a row or two; their height."""
        size = style.sizes.tick
        x, y = room.x, room.y
        for one in self.legend:
            wide = size + 6 + fonts.width(one.words, size)
            if x > room.x and x + wide > room.x2:
                x, y = room.x, y + fonts.line_box(size) + 2
            middle = y + fonts.line_box(size) / 2
            shape(ink, one.vote, (x + size / 2, middle), size, style, self.against)
            ink.texts.append(Text(x + size + 5, y + fonts.ascent(size), (one.words,), size, style.colors.muted))
            x += wide + 18
        return y - room.y + fonts.line_box(size) + 8 if self.legend else 0.0


def shape(ink: Ink, vote: Vote | None, at: tuple[float, float], room: float, style: Style, hue: Hue) -> None:
    """The mark of a vote in a square: ■ no, in its hue, ● abstained, ○ yes, × absent; a disc where none is told."""
    (x, y), size = at, room * 0.8
    quiet, ground, against = style.colors.axis, style.colors.background, style.colors.line(hue)
    match vote:
        case "no":
            ink.dots.append(Dot(x, y, (size * 0.95) ** 2, against, against, "square"))
        case "yes":
            ink.dots.append(Dot(x, y, size**2 * 0.8, ground, quiet))
        case "absent":
            ink.dots.append(Dot(x, y, size**2 * 0.8, "transparent", quiet, CROSS))
        case _:
            ink.dots.append(Dot(x, y, size**2 * 0.8, quiet, quiet))


@dataclass(frozen=True)
class Tally:
    """How many voted how, a mark each, group by group."""

    groups: Sequence[Legend]
    counts: Sequence[int]
    own: Vote | None  #: the group of the one that is asked about
    name: str
    hue: Hue
    against: Hue

    def least(self, style: Style) -> float:
        """The height it needs."""
        return len(self.groups) * (fonts.line_box(style.sizes.label) + 30)

    def draw(self, ink: Ink, room: Box, style: Style) -> None:
        """Per group its words, and its marks below them, as large as they can be."""
        row = (room.y2 - room.y) / len(self.groups)
        head = fonts.line_box(style.sizes.label) + 3
        most = max(self.counts)
        sizes = {
            deep: min((room.x2 - room.x) / math.ceil(most / deep), (row - head - 4) / deep) for deep in range(1, 9)
        }
        deep = max(sizes, key=sizes.__getitem__)
        size = min(sizes[deep], 2 * LARGEST)
        for place, (group, count) in enumerate(zip(self.groups, self.counts, strict=True)):
            y = room.y + place * row
            own = group.vote == self.own
            words = f"{group.words}, {self.name}" if own else group.words
            ink.spots.append(Spot(room.x + size / 2, y + head + size / 2, words, ""))
            weight = fonts.SEMIBOLD if own else fonts.REGULAR
            ink.texts.append(Text(room.x, y + fonts.ascent(style.sizes.label), (words,), style.sizes.label,
                                  style.colors.text, weight))  # fmt: skip
            for mark in range(count):
                at = room.x + (mark // deep + 0.5) * size, y + head + (mark % deep + 0.5) * size
                if own and mark == 0:
                    color = style.colors.line(self.hue)
                    ink.dots.append(Dot(*at, (size * 0.85) ** 2, color, color))
                else:
                    shape(ink, group.vote, at, size, style, self.against)
