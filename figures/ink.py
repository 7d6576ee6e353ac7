"""What annotations are made of: texts, rules, boxes and dots at pixel positions in a panel.

A panel's origin is its upper left corner; y grows downwards, and positions outside the panel are allowed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from figures import fonts

Align = Literal["left", "center", "right"]


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

    def overlaps(self, other: Box, gap: float = 0) -> bool:
        """Whether the two have a point in common, or come closer than `gap`."""
        return (
            self.x < other.x2 + gap and other.x < self.x2 + gap and self.y < other.y2 + gap and other.y < self.y2 + gap
        )


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

    @property
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
    """A filled rectangle."""

    box: Box
    color: str


@dataclass(frozen=True)
class Dot:
    """A small shape around a point; `size` is its area in px²."""

    x: float
    y: float
    size: float
    fill: str
    stroke: str
    shape: Literal["circle", "square"] = "circle"


@dataclass
class Ink:
    """All annotations of one panel, in the order they are drawn: fills, rules, then dots and texts above the data."""

    fills: list[Fill] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def place(self, other: Ink, dx: float, dy: float, *, behind: bool = False) -> None:
        """Take in another's ink, moved by (dx, dy), above or behind one's own."""
        fills = [replace(fill, box=fill.box.moved(dx, dy)) for fill in other.fills]
        rules = [replace(r, x=r.x + dx, y=r.y + dy, x2=r.x2 + dx, y2=r.y2 + dy) for r in other.rules]
        dots = [replace(dot, x=dot.x + dx, y=dot.y + dy) for dot in other.dots]
        texts = [replace(text, x=text.x + dx, y=text.y + dy) for text in other.texts]
        self.fills = fills + self.fills if behind else self.fills + fills
        self.rules = rules + self.rules if behind else self.rules + rules
        self.dots = dots + self.dots if behind else self.dots + dots
        self.texts = texts + self.texts if behind else self.texts + texts
