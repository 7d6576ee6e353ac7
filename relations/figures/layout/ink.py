"""What annotations are made of: texts, rules, boxes and dots at pixel positions in a panel.

A panel's origin is its upper left corner; y grows downwards, and positions outside the panel are allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from math import hypot
from typing import Any, Literal, TypeVar

from relations.figures import fonts

Align = Literal["left", "center", "right"]
Point = tuple[float, float]
HEAD = 3.4  #: px, half the width of an arrow's head
DOWN, UP = "M-1,-1L1,-1L0,1Z", "M-1,1L1,1L0,-1Z"  #: heads, as Vega takes a shape


@dataclass(frozen=True)
class Box:
    """A rectangle in px."""

    x: float
    y: float
    x2: float
    y2: float

    def moved(self, dx: float, dy: float) -> Box:
        """The same rectangle elsewhere."""
        return Box(self.x + dx, self.y + dy, self.x2 + dx, self.y2 + dy)

    def grown(self, by: float) -> Box:
        """The same rectangle with every edge moved outwards."""
        return Box(self.x - by, self.y - by, self.x2 + by, self.y2 + by)

    def overlaps(self, other: Box, gap: float = 0) -> bool:
        """Whether the two have a point in common, or come closer than `gap`."""
        return (
            self.x < other.x2 + gap and other.x < self.x2 + gap and self.y < other.y2 + gap and other.y < self.y2 + gap
        )


@dataclass(frozen=True)
class Segment:
    """A straight line from one point to another, in px."""

    x: float
    y: float
    x2: float
    y2: float

    def shortened(self, by: float) -> Segment:
        """The same without its first `by` px; without length if it is no longer than that."""
        length = hypot(self.x2 - self.x, self.y2 - self.y)
        share = min(by / length, 1.0) if length else 0.0
        return replace(self, x=self.x + share * (self.x2 - self.x), y=self.y + share * (self.y2 - self.y))

    def crosses(self, other: Segment) -> bool:
        """Whether the two have a point in common (O’Rourke, Computational Geometry in C, 1998, section 1.5)."""
        a, b = (self.x, self.y), (self.x2, self.y2)
        c, d = (other.x, other.y), (other.x2, other.y2)
        sides = _side(a, b, c) * _side(a, b, d), _side(c, d, a) * _side(c, d, b)
        boxes = _around(a, b).overlaps(_around(c, d), 1e-9)  # decides where all four lie on one line
        return boxes and sides[0] <= 0 and sides[1] <= 0

    def meets(self, box: Box) -> bool:
        """Whether it comes into the rectangle."""
        if not _around((self.x, self.y), (self.x2, self.y2)).overlaps(box):
            return False
        corners = [(x, y) for x in (box.x, box.x2) for y in (box.y, box.y2)]
        sides = [_side((self.x, self.y), (self.x2, self.y2), corner) for corner in corners]
        return min(sides) <= 0 <= max(sides)


def _side(a: Point, b: Point, c: Point) -> float:
    """Positive, zero or negative: where `c` lies of the line from `a` to `b`."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _around(a: Point, b: Point) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


@dataclass(frozen=True)
class Text:
    """One or more lines of text; `y` is the baseline of the first."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    color: str
    weight: int = fonts.REGULAR
    align: Align = "left"

    @property
    def line_height(self) -> float:
        """Distance from baseline to baseline within a text of several lines."""
        return round(self.size * 1.22, 1)

    @cached_property
    def box(self) -> Box:
        """The box a browser gives it."""
        width = max(fonts.width(line, self.size, self.weight) for line in self.lines)
        x = self.x - {"left": 0.0, "center": width / 2, "right": width}[self.align]
        below = self.y + (len(self.lines) - 1) * self.line_height + fonts.descent(self.size)
        return Box(x, self.y - fonts.ascent(self.size), x + width, below)


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    color: str
    width: float = 1.0
    dash: Sequence[int] = ()
    event: str = ""  #: id of the event it stands for


@dataclass(frozen=True)
class Fill:
    """A filled rectangle, with round corners if it has a radius."""

    box: Box
    color: str
    radius: float = 0.0


@dataclass(frozen=True)
class Dot:
    """A small shape around a point; `size` is its area in px², `shape` a name or a path, as Vega takes it."""

    x: float
    y: float
    size: float
    fill: str
    stroke: str
    shape: str = "circle"


@dataclass(frozen=True)
class Spot:
    """A mark that a pointer or a keyboard reads on the page: of when or whom it is, and its value in words."""

    x: float
    y: float
    title: str
    value: str
    of: str = ""  #: the cell it is in


Mark = TypeVar("Mark", Text, Rule, Fill, Dot, Spot)


def moved(one: Mark, dx: float, dy: float) -> Mark:
    """The same elsewhere."""
    changes: dict[str, Any] = {}
    if isinstance(one, Fill):
        changes["box"] = one.box.moved(dx, dy)
    else:
        changes |= {"x": one.x + dx, "y": one.y + dy}
    if isinstance(one, Rule):
        changes |= {"x2": one.x2 + dx, "y2": one.y2 + dy}
    return replace(one, **changes)


@dataclass
class Ink:
    """All annotations of one panel, in the order they are drawn: fills, rules, the data, then front, dots and texts."""

    fills: list[Fill] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    front: list[Rule] = field(default_factory=list)  #: rules above the data: arrows
    dots: list[Dot] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)  #: not drawn

    def arrow(self, x: float, y: float, y2: float, color: str) -> None:
        """Add an upright arrow from y to y2, above the data."""
        down = 1 if y2 > y else -1
        self.front.append(Rule(x, y, x, y2 - down * HEAD, color, 1.4))
        self.dots.append(Dot(x, y2 - down * HEAD, (2 * HEAD) ** 2, color, color, DOWN if down > 0 else UP))

    def put(self, ways: Iterable[Text], taken: list[Box], gap: float = 0) -> bool:
        """Add the first of some texts that comes no closer than `gap` to what is taken, and take its box as well."""
        text = next((one for one in ways if not any(one.box.overlaps(box, gap) for box in taken)), None)
        if text is not None:
            self.texts.append(text)
            taken.append(text.box)
        return text is not None

    def block(self, lines: Sequence[str], at: Point, size: float, color: str, weight: int = fonts.REGULAR) -> float:
        """Add lines of text from a point down; their lower edge."""
        x, y = at
        self.texts.append(Text(x, y + fonts.ascent(size), tuple(lines), size, color, weight))
        return self.texts[-1].box.y2

    def place(self, other: Ink, dx: float, dy: float, *, behind: bool = False) -> None:
        """Take in another's ink, moved by (dx, dy), above or behind one's own."""
        for kind in (one.name for one in fields(self)):
            own, more = getattr(self, kind), [moved(one, dx, dy) for one in getattr(other, kind)]
            setattr(self, kind, more + own if behind else own + more)
