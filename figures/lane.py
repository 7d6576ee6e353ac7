"""The lane of events above the panels: labels beside the tops of their rules, or numbers with a list below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from figures import fonts
from figures.ink import Box, Dot, Fill, Ink, Rule, Text
from figures.placement import Slot, spread, stack
from figures.theme import DASHES, WIDTHS, Style
from locales import written
from stories import Event, Role, Story

LABEL_ROWS = 12  #: rows of labels a figure may give its events before it numbers them
LABEL_SHARE = 0.36  #: and the share of its height

X = Callable[[date], float]


@dataclass(frozen=True)
class Lane:
    """The events' ink relative to the first panel's upper edge, the height it takes, and what it leaves to a list."""

    ink: Ink
    height: float
    numbered: tuple[Event, ...]  #: in the order of their numbers; empty if every label stands at its rule


def tag(story: Story, event: Event) -> str:
    """What follows a label: the paragraphs that cite the event, and the work behind it."""
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    return f"{paragraphs} [{story.cite(event.sources[0])}]"


def role_weight(role: Role) -> int:
    """Labels of what the article cites are heavier."""
    return fonts.SEMIBOLD if role == "cited" else fonts.REGULAR


def lane(
    story: Story,
    events: Sequence[Event],
    x: X,
    limits: tuple[float, float],
    style: Style,
    *,
    room: float | None = None,
) -> Lane:
    """Place the labels of events between `limits` (px from the panels' left edge).

    Labels stand beside their rules if the rows they need fit into `room` px; else, and with no room at all, each
    event gets a number there, and its label goes into the list below the chart.
    """
    if room is None:
        return _with_numbers(events, x, limits, style)
    row = fonts.line_box(style.sizes.label) + 0.5
    days = [event for event in events if event.precision == "day"]
    spans = [event for event in events if event.precision != "day"]
    tops = [x(event.date) for event in days]
    widths = [_label_width(story, event, style) for event in days]
    slots = stack(tops, widths, *limits)
    rows = 1 + max((slot.row for slot in slots or []), default=-1)
    labelled = slots is not None and rows <= LABEL_ROWS and (rows + len(spans)) * row <= room
    labelled = labelled and all(_span_fits(story, event, x, limits, style) for event in spans)
    if labelled and slots is not None:
        return _with_labels(story, days, spans, slots, x, limits, style)
    return _with_numbers(events, x, limits, style)


def _label_width(story: Story, event: Event, style: Style) -> float:
    label = fonts.width(event.label, style.sizes.label, role_weight(event.role))
    return label + fonts.width(tag(story, event), style.sizes.note) + 1


def _span_fits(story: Story, event: Event, x: X, limits: tuple[float, float], style: Style) -> bool:
    start = max(x(event.start), 0.0) + 6
    return start + _label_width(story, event, style) + fonts.width(" 2014: ", style.sizes.label) <= limits[1]


def _with_labels(
    story: Story,
    days: Sequence[Event],
    spans: Sequence[Event],
    slots: Sequence[Slot],
    x: X,
    limits: tuple[float, float],
    style: Style,
) -> Lane:
    row = fonts.line_box(style.sizes.label) + 0.5
    rows = 1 + max((slot.row for slot in slots), default=-1)
    ink = Ink()
    for event, slot in zip(days, slots, strict=True):
        baseline = -4 - slot.row * row - fonts.descent(style.sizes.label)
        _label(ink, story, event, slot.x, baseline, style)
        ink.rules.append(rule(event, x(event.date), baseline - style.sizes.label * 0.75, 0, style))
    top = -4 - rows * row
    for event in spans:
        top -= _span(ink, story, event, x, limits, top, style)
    return Lane(ink, -top + 4, ())


def _label(ink: Ink, story: Story, event: Event, start: float, baseline: float, style: Style) -> float:
    """A label and its tag from `start` on; where they end."""
    weight = role_weight(event.role)
    ink.texts.append(Text(start, baseline, (event.label,), style.sizes.label, style.colors.roles[event.role], weight))
    end = start + fonts.width(event.label, style.sizes.label, weight)
    words = tag(story, event)
    space = fonts.width(" ", style.sizes.note)
    ink.texts.append(Text(end + space, baseline, (words.lstrip(),), style.sizes.note, style.colors.muted))
    return end + fonts.width(words, style.sizes.note)


def _span(ink: Ink, story: Story, event: Event, x: X, limits: tuple[float, float], top: float, style: Style) -> float:
    """An event known to a month or a year: a bar over all of it, its label above; the height of both."""
    start, end = max(x(event.start), 0.0), min(x(event.end), limits[1])
    color = style.colors.roles[event.role]
    ink.fills.append(Fill(Box(start, top - 5, end, top - 3), color))
    baseline = top - 6 - fonts.descent(style.sizes.label)
    when = f"{written(event.date, event.precision)}: "
    ink.texts.append(Text(start, baseline, (when.rstrip(),), style.sizes.label, color, role_weight(event.role)))
    _label(ink, story, event, start + fonts.width(when, style.sizes.label, fonts.SEMIBOLD), baseline, style)
    return 8 + fonts.line_box(style.sizes.label)


def _with_numbers(events: Sequence[Event], x: X, limits: tuple[float, float], style: Style) -> Lane:
    """Numbered markers above the rules; two that would touch stand in two rows, or side by side."""
    days = [(number, event) for number, event in enumerate(events, 1) if event.precision == "day"]
    spans = [(number, event) for number, event in enumerate(events, 1) if event.precision != "day"]
    tops, size = [x(event.date) for _, event in days], style.sizes.badge
    slots = stack(tops, [size] * len(days), *limits, anchors=("center", "right", "left"), offset=0, clear=0, gap=1)
    if slots is None:  # limits leave a marker room on either side, so this is a fault of the caller
        raise ValueError(f"no room for a marker of {size:.0f} px between {limits[0]:.0f} and {limits[1]:.0f}")
    ink = Ink()
    for (number, event), slot in zip(days, slots, strict=True):
        middle = -3 - size / 2 - slot.row * (size + 1)
        badge(ink, number, event, (slot.x + slot.x2) / 2, middle, style)
        ink.rules.append(rule(event, x(event.date), middle + (size / 2 if slot.anchor == "center" else 0), 0, style))
    rows = 1 + max((slot.row for slot in slots), default=-1)
    top = -3 - rows * (size + 1)
    if spans:
        top = _span_badges(ink, spans, x, limits, top, style)
    return Lane(ink, -top + 3, tuple(events))


def _span_badges(
    ink: Ink,
    spans: Sequence[tuple[int, Event]],
    x: X,
    limits: tuple[float, float],
    top: float,
    style: Style,
) -> float:
    """Bars over the months or years of events, each in a row of its own if they overlap, with a number on it."""
    size = style.sizes.badge
    ends = [(max(x(event.start), 0.0), min(x(event.end), limits[1] - size)) for _, event in spans]
    centers = spread([(a + b) / 2 for a, b in ends], size + 2, limits[0] + size / 2, limits[1] - size / 2)
    middle = top - 1 - size / 2
    for (number, event), (start, end), center in zip(spans, ends, centers, strict=True):
        ink.fills.append(Fill(Box(start + 1, middle - 1, end - 1, middle + 1), style.colors.roles[event.role]))
        badge(ink, number, event, center, middle, style)
    return top - size - 2


def badge(ink: Ink, number: int, event: Event, x: float, middle: float, style: Style) -> None:
    """A numbered marker: filled for what the article cites, open for context, square for what came later."""
    color = style.colors.roles[event.role]
    width = style.sizes.badge
    filled = event.role == "cited"
    fill = color if filled else style.colors.background
    shape: Literal["circle", "square"] = "square" if event.role == "after" else "circle"
    area = (width - 3) ** 2 if shape == "square" else 3.14159 * ((width - 1) / 2) ** 2
    ink.dots.append(Dot(x, middle, round(area), fill, color, shape))
    size = style.sizes.note - 0.5
    baseline = middle + size * 0.33
    text = style.colors.background if filled else color
    ink.texts.append(Text(x, baseline, (str(number),), size, text, fonts.SEMIBOLD, "center"))


def rule(event: Event, x: float, y: float, y2: float, style: Style) -> Rule:
    """An event's rule in the style of its role, three times as wide if it is the one chosen."""
    width = WIDTHS[event.role] * (3 if event.id == style.highlight else 1)
    return Rule(x, y, x, y2, style.colors.roles[event.role], width, tuple(DASHES[event.role]), event.id)
