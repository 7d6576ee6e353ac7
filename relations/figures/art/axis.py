"""What all art stands on: a scale of values with its grid, and named rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from relations.figures import fonts
from relations.figures.layout.ink import Box, Fill, Ink, Rule, Text
from relations.figures.scale import Scale
from relations.figures.theme import Style


@dataclass(frozen=True)
class Event:
    """A day worth a thin rule, and its name."""

    day: date
    label: str


def plot(room: Box, scale: Scale, style: Style, *, above: float = 0.0, below: int = 1) -> Box:
    """The room without the labels of its values, the names above it, and so many rows of labels below it."""
    left = max(fonts.width(scale.label(tick), style.sizes.tick) for tick in scale.ticks) + 8
    low = below * (fonts.line_box(style.sizes.tick) + 1) + 5
    return Box(room.x + left, room.y + above + fonts.line_box(style.sizes.tick) / 2, room.x2, room.y2 - low)


def grid(ink: Ink, box: Box, scale: Scale, style: Style) -> Callable[[float], float]:
    """The grid of values, behind all else, and its labels; returns where a value stands."""
    height = box.y2 - box.y

    def y(value: float) -> float:
        return box.y + float(scale.y(value, height))

    for tick in scale.spaced(height, fonts.line_box(style.sizes.tick) + 6).ticks:
        thin = Box(box.x, y(tick) - 0.5, box.x2, y(tick) + 0.5)
        ink.fills.insert(0, Fill(thin, style.colors.grid))
        if tick == 0:
            ink.rules.append(Rule(box.x, y(0), box.x2, y(0), style.colors.axis))
        baseline = y(tick) + style.sizes.tick * 0.35
        words = scale.label(tick)
        ink.texts.append(Text(box.x - 7, baseline, (words,), style.sizes.tick, style.colors.muted, align="right"))
    return y


def named_rule(
    ink: Ink, box: Box, x: float, names: Sequence[str], style: Style, *, main: bool = False, apart: Sequence[float] = ()
) -> None:
    """A thin grey rule behind the data, at its top the first of its names that has room on one side.

    No name crosses the rules `apart`. Without room for any of them there is no rule, unless it is the `main` one: its
    name then stands over it, or it has none if the names are wider than the plot.
    """
    size = style.sizes.tick
    top = box.y - fonts.line_box(size)
    rule = Fill(Box(x - 0.5, top + 2, x + 0.5, box.y2), style.colors.rule)
    for name in names:
        right = Text(x + 4, top + fonts.ascent(size), (name,), size, style.colors.muted)
        for text in (right, replace(right, x=x - 4, align="right")):
            inside = text.box.x >= box.x and text.box.x2 <= box.x2 + 2
            crosses = any(text.box.x - 3 < other < text.box.x2 + 3 for other in apart)
            if inside and not crosses and not any(text.box.overlaps(other.box, 6) for other in ink.texts):
                ink.fills.insert(0, rule)
                ink.texts.append(text)
                return
    if not main:
        return
    fitting = [name for name in names if fonts.width(name, size) <= box.x2 - box.x]
    for name in fitting[:1]:
        left = min(max(x - fonts.width(name, size) / 2, box.x), box.x2 - fonts.width(name, size))
        ink.texts.append(Text(left, top + fonts.ascent(size), (name,), size, style.colors.muted))
    ink.fills.insert(0, Fill(Box(x - 0.5, box.y if fitting else top + 2, x + 0.5, box.y2), style.colors.rule))


def dashed(ink: Ink, at: tuple[float, float, float], style: Style) -> None:
    """A dashed level from an x to another."""
    x, x2, y = at
    ink.rules.append(Rule(x, y, x2, y, style.colors.text, 1.1, (4, 3)))
