"""What all art stands on: a scale of values with its grid, and days or years along the lower edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from relations.figures import fonts
from relations.figures.dates import month_starts
from relations.figures.layout.ink import Box, Dot, Fill, Ink, Rule, Text
from relations.figures.scale import Scale
from relations.figures.theme import Style
from relations.i18n import written

DAYS, WEEKS = 35, 183  #: the longest windows with a tick for every day, and for Mondays
STEPS = (1, 3, 6, 12, 24, 60, 120)  #: months between two ticks of a longer one
ARROW = "M-1,-1L1,-1L0,1Z"  #: a head that points down, as Vega takes a shape


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


def named_rule(ink: Ink, box: Box, x: float, label: str, style: Style) -> None:
    """A thin grey rule behind the data with its name at its top, on the side that has room; nothing without room."""
    size = style.sizes.tick
    top = box.y - fonts.line_box(size)
    right = Text(x + 4, top + fonts.ascent(size), (label,), size, style.colors.muted)
    for text in (right, replace(right, x=x - 4, align="right")):
        inside = text.box.x >= box.x and text.box.x2 <= box.x2 + 2
        if inside and not any(text.box.overlaps(other.box, 6) for other in ink.texts):
            ink.fills.insert(0, Fill(Box(x - 0.5, top + 2, x + 0.5, box.y2), style.colors.rule))
            ink.texts.append(text)
            return


def dashed(ink: Ink, at: tuple[float, float, float], style: Style) -> None:
    """A dashed level from an x to another."""
    x, x2, y = at
    ink.rules.append(Rule(x, y, x2, y, style.colors.text, 1.1, (4, 3)))


def arrow(ink: Ink, x: float, y: float, y2: float, style: Style) -> None:
    """An arrow downwards from y to y2."""
    ink.rules.append(Rule(x, y, x, y2 - 5, style.colors.text, 1.3))
    ink.dots.append(Dot(x, y2 - 4, 49, style.colors.text, style.colors.text, ARROW))


def day_labels(ink: Ink, box: Box, span: tuple[date, date], x: Callable[[date], float], style: Style) -> None:
    """Ticks of days with their months below, as close as the window asks for and the width carries."""
    days = (span[1] - span[0]).days
    size = style.sizes.tick
    if days > WEEKS:
        wide = fonts.width(written(date(2015, 9, 1), "month"), size) + 16
        long = days / 30.4
        step = next((one for one in STEPS if (box.x2 - box.x) * one / long >= wide), STEPS[-1])
        _labels(ink, box, [(day, written(day, "month")) for day in month_starts(*span, step)], x, 0, style)
        return
    step = 1 if days <= DAYS else 7
    first = span[0] if step == 1 else span[0] + timedelta(days=-span[0].weekday() % 7)
    every = [first + timedelta(days=n) for n in range(0, (span[1] - first).days + 1, step)]
    room = (box.x2 - box.x) * step / max(days, 1)
    skip = 1 + int((fonts.width("30", size) + 8) // room)
    shown = every[::skip]
    _labels(ink, box, [(day, str(day.day)) for day in shown], x, 0, style)
    months: dict[tuple[int, int], date] = {}
    for day in shown:
        months.setdefault((day.year, day.month), day)
    named = [(day, written(day, "month") if place == 0 else _month(day)) for place, day in enumerate(months.values())]
    _labels(ink, box, named, x, 1, style)


def _month(day: date) -> str:
    """A month without its year, unless it is the first of one."""
    words = written(day, "month")
    return words if day.month == 1 else words.replace(str(day.year), "").strip()


def _labels(
    ink: Ink, box: Box, words: Sequence[tuple[date, str]], x: Callable[[date], float], row: int, style: Style
) -> None:
    size, end = style.sizes.tick, box.x - 12
    baseline = box.y2 + 6 + row * (fonts.line_box(size) + 1) + fonts.ascent(size)
    for day, said in words:
        text = Text(x(day), baseline, (said,), size, style.colors.muted, align="center")
        text = replace(text, x=min(max(text.x, box.x - 8 + (text.box.x2 - text.box.x) / 2),
                                   box.x2 - (text.box.x2 - text.box.x) / 2 + 4))  # fmt: skip
        if row == 0:
            ink.rules.append(Rule(x(day), box.y2, x(day), box.y2 + 4, style.colors.axis))
        if text.box.x >= end + 4:
            ink.texts.append(text)
            end = text.box.x2
