"""The lane of events above the panels: the names of a few, in two rows at most, each beside the top of its rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from relations.figures import fonts
from relations.figures.layout.ink import Ink, Rule, Text
from relations.figures.layout.placement import Slot, stack
from relations.figures.theme import Style
from relations.story import Event

ROWS = 2  #: of names
ROOM = 3  #: px between the lowest row and the panels
BETWEEN = 6.0  #: px between a name and its date

X = Callable[[date], float]
Said = Callable[[date], str]


@dataclass(frozen=True)
class Lane:
    """The names' ink relative to the upper edge of what is below, the height it takes, and the events it names."""

    ink: Ink
    height: float
    named: tuple[Event, ...]


def lane(ranked: Sequence[Event], x: X, limits: tuple[float, float], style: Style, day: Said | None = None) -> Lane:
    """Name events between `limits` (px from the panels' left edge), with their days if all have room with them.

    `ranked` are those to be named, the most important first: one that finds no place in two rows is left out. `day`
    says a day in words; without it no day is said.
    """
    chosen, slots = _placed(ranked, x, limits, style, day)
    if day and len(chosen) < len(ranked):
        return lane(ranked, x, limits, style)
    ink, row = Ink(), fonts.line_box(style.sizes.label) + 0.5
    for event, slot in zip(chosen, slots, strict=True):
        baseline = -ROOM - slot.row * row - fonts.descent(style.sizes.label)
        _name(ink, event, slot.x, baseline, style, day)
        ink.rules.append(rule(event, x(event.date), baseline - style.sizes.label * 0.75, 0, style))
    rows = 1 + max((slot.row for slot in slots), default=-1)
    return Lane(ink, rows * row + ROOM if rows else 0.0, tuple(chosen))


def _placed(
    ranked: Sequence[Event], x: X, limits: tuple[float, float], style: Style, day: Said | None
) -> tuple[list[Event], list[Slot]]:
    """The events that find a place beside all that are more important, and their places."""
    chosen: list[Event] = []
    found: list[Slot] = []
    for event in ranked:
        more = [*chosen, event]
        widths = [_width(one, style, day) for one in more]
        slots = stack([x(one.date) for one in more], widths, *limits)
        if slots is not None and max(slot.row for slot in slots) < ROWS:
            chosen, found = more, slots
    return chosen, found


def _weight(event: Event) -> int:
    """Names of what the article cites are heavier."""
    return fonts.SEMIBOLD if event.role == "cited" else fonts.REGULAR


def _width(event: Event, style: Style, day: Said | None) -> float:
    """Width in px of a name, and of its date."""
    name = fonts.width(event.label, style.sizes.label, _weight(event))
    return name + (BETWEEN + fonts.width(day(event.date), style.sizes.label) if day else 0.0)


def _name(ink: Ink, event: Event, start: float, baseline: float, style: Style, day: Said | None) -> None:
    """An event's name from `start` on, and its day beside it."""
    size, weight, colors = style.sizes.label, _weight(event), style.colors
    color = colors.text if event.role == "cited" else colors.muted
    ink.texts.append(Text(start, baseline, (event.label,), size, color, weight))
    if day:
        beside = start + fonts.width(event.label, size, weight) + BETWEEN
        ink.texts.append(Text(beside, baseline, (day(event.date),), size, colors.muted))


def rule(event: Event, x: float, y: float, y2: float, style: Style) -> Rule:
    """An event's rule: thin and light; that of the one chosen in ink, and three times as wide."""
    chosen = event.id == style.highlight
    return Rule(x, y, x, y2, style.colors.text if chosen else style.colors.rule, 3.0 if chosen else 1.0, (), event.id)
