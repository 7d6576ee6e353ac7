"""The lane of events above the panels: labels beside the tops of their rules, or numbers with a list below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from relations.figures import fonts
from relations.figures.layout.ink import Ink
from relations.figures.layout.marks import badge, label, label_width, rule
from relations.figures.layout.placement import Slot, stack
from relations.figures.layout.spans import with_labels as spans_with_labels
from relations.figures.layout.spans import with_numbers as spans_with_numbers
from relations.figures.theme import Style
from relations.story import Event, Story

LABEL_ROWS = 16  #: rows of labels a figure may give its events before it numbers them

X = Callable[[date], float]


@dataclass(frozen=True)
class Lane:
    """The events' ink relative to the first panel's upper edge, the height it takes, and what it leaves to a list."""

    ink: Ink
    height: float
    numbered: tuple[Event, ...]  #: in the order of their numbers; empty if every label stands at its rule


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
    days = [event for event in events if event.precision == "day"]
    spans = [event for event in events if event.precision != "day"]
    widths = [label_width(story, event, style) for event in days]
    slots = stack([x(event.date) for event in days], widths, *limits)
    if slots is not None and max((slot.row for slot in slots), default=-1) < LABEL_ROWS:
        labelled = _with_labels(story, days, spans, slots, x, limits, style)
        if labelled and labelled.height <= room:
            return labelled
    return _with_numbers(events, x, limits, style)


def _with_labels(
    story: Story,
    days: Sequence[Event],
    spans: Sequence[Event],
    slots: Sequence[Slot],
    x: X,
    limits: tuple[float, float],
    style: Style,
) -> Lane | None:
    """Labels beside their rules, and above them those of months and years over their bars; None if one is too long."""
    row = fonts.line_box(style.sizes.label) + 0.5
    rows = 1 + max((slot.row for slot in slots), default=-1)
    ink = Ink()
    for event, slot in zip(days, slots, strict=True):
        baseline = -4 - slot.row * row - fonts.descent(style.sizes.label)
        label(ink, story, event, slot.x, baseline, style)
        ink.rules.append(rule(event, x(event.date), baseline - style.sizes.label * 0.75, 0, style))
    top = spans_with_labels(ink, story, spans, x, limits, -4 - rows * row, style)
    return None if top is None else Lane(ink, 4 - top, ())


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
        top = spans_with_numbers(ink, spans, x, limits, top, style)
    return Lane(ink, -top + 3, tuple(events))
