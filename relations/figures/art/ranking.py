"""Who is above whom: a bar each from zero, the highest first, the one that is asked about in full colour."""

from __future__ import annotations

from dataclasses import dataclass, replace

from relations.figures import fonts
from relations.figures.layout.ink import Box, Fill, Ink, Spot, Text
from relations.figures.theme import Style
from relations.i18n import number
from relations.story.hue import Hue


@dataclass(frozen=True)
class Ranked:
    """One of those ranked."""

    name: str
    value: float
    hue: Hue
    asked: bool = False


@dataclass(frozen=True)
class Ranking:
    """Rows in the order of their values."""

    rows: tuple[Ranked, ...]
    decimals: int
    beside: int = 0  #: rows of the longest one beside it: its bars are as high

    @property
    def order(self) -> list[Ranked]:
        """The highest first."""
        return sorted(self.rows, key=lambda one: -one.value)

    def least(self, style: Style) -> float:
        """The height it needs."""
        return len(self.rows) * fonts.line_box(style.sizes.note)

    def draw(self, ink: Ink, room: Box, style: Style) -> None:
        """Rank, name, bar, value."""
        colors = style.colors
        rows = self.order
        row = min((room.y2 - room.y) / max(len(rows), self.beside), 160)
        fitting = (size for size in (style.sizes.label, style.sizes.tick) if row > fonts.line_box(size) + 1)
        size = next(fitting, style.sizes.note)
        ranks = fonts.width(str(len(rows)), size) + 8
        names = max(fonts.width(one.name, size, fonts.SEMIBOLD) for one in rows) + 10
        values = max(fonts.width(number(one.value, self.decimals), size, fonts.SEMIBOLD) for one in rows) + 8
        left = room.x + ranks + names
        scale = (room.x2 - left - values) / max(one.value for one in rows)
        for place, one in enumerate(rows):
            y = room.y + place * row
            weight = fonts.SEMIBOLD if one.asked else fonts.REGULAR
            color = colors.text if one.asked else colors.muted
            baseline = y + row / 2 + size * 0.35
            end = left + one.value * scale
            fill = colors.fill(one.hue) if one.asked else colors.tint(one.hue)
            ink.fills.append(Fill(Box(left, y + row * 0.12, end, y + row * 0.88), fill))
            rank = Text(room.x + ranks - 8, baseline, (str(place + 1),), size, color, weight, "right")
            value = replace(rank, x=end + 6, lines=(number(one.value, self.decimals),), align="left")
            ink.spots.append(Spot(end, y + row / 2, one.name, number(one.value, self.decimals)))
            ink.texts += [rank, replace(value, x=room.x + ranks, lines=(one.name,)), value]
