"""Events known to a month or a year: bars over all of it, with labels above or numbers on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from relations.figures import fonts
from relations.figures.layout.ink import Box, Fill, Ink, Text
from relations.figures.layout.marks import badge, label, label_width, role_weight
from relations.figures.layout.placement import partition
from relations.figures.theme import Style
from relations.i18n import written
from relations.story import Event, Role, Story

GAP = 8.0  #: px between the labels of two months or years
BAR_GAP = 2.0  #: px between their bars
DAY = timedelta(days=1)

X = Callable[[date], float]


def with_labels(
    ink: Ink, story: Story, spans: Sequence[Event], x: X, limits: tuple[float, float], top: float, style: Style
) -> float | None:
    """Bars with their labels from `top` upwards, those that do not overlap side by side; their upper edge.

    None if a label is too long for the limits.
    """
    bars = [_bar(event.start, event.end, x, limits) for event in spans]
    widths = [_span_width(story, event, style) for event in spans]
    starts = [min(start, limits[1] - width) for (start, _), width in zip(bars, widths, strict=True)]
    if any(start < limits[0] for start in starts):
        return None
    stretches = [(min(a, b), max(e, b + w + GAP)) for (a, e), b, w in zip(bars, starts, widths, strict=True)]
    levels, height = partition(stretches), 8 + fonts.line_box(style.sizes.label)
    for event, bar, start, level in zip(spans, bars, starts, levels, strict=True):
        _span(ink, story, event, bar, start, top - level * height, style)
    return top - height * (1 + max(levels, default=-1))


def _bar(start: date, end: date, x: X, limits: tuple[float, float]) -> tuple[float, float]:
    """From where to where a bar reaches."""
    return max(x(start), 0.0), min(x(end + DAY), limits[1])


def _when(event: Event) -> str:
    return f"{written(event.date, event.precision)}: "


def _span_width(story: Story, event: Event, style: Style) -> float:
    return label_width(story, event, style) + fonts.width(_when(event), style.sizes.label, fonts.SEMIBOLD)


def _span(
    ink: Ink, story: Story, event: Event, bar: tuple[float, float], start: float, top: float, style: Style
) -> None:
    """An event known to a month or a year: a bar over all of it, its label above from `start` on."""
    color = style.colors.roles[event.role]
    ink.fills.append(Fill(Box(bar[0], top - 5, max(bar[1] - BAR_GAP, bar[0] + 1), top - 3), color))
    baseline = top - 6 - fonts.descent(style.sizes.label)
    when = _when(event)
    ink.texts.append(Text(start, baseline, (when.rstrip(),), style.sizes.label, color, role_weight(event.role)))
    label(ink, story, event, start + fonts.width(when, style.sizes.label, fonts.SEMIBOLD), baseline, style)


def with_numbers(
    ink: Ink,
    spans: Sequence[tuple[int, Event]],
    x: X,
    limits: tuple[float, float],
    top: float,
    style: Style,
) -> float:
    """Bars over the months or years of events, with their numbers on them; their upper edge.

    Events of one month or year share a bar as far as their numbers have room on it; bars that overlap stand in rows.
    """
    size = style.sizes.badge
    bars = [(bar, group) for bar, alike in _alike(spans, x, limits) for group in _crowds(alike, bar, size)]
    stretches = [_stretch(bar, len(group) * (size + 2), limits) for bar, group in bars]
    levels = partition(stretches)
    for (bar, group), stretch, level in zip(bars, stretches, levels, strict=True):
        middle = top - 1 - size / 2 - level * (size + 2)
        color = style.colors.roles[group[0][1].role]
        ink.fills.append(Fill(Box(bar[0], middle - 1, max(bar[1] - BAR_GAP, bar[0] + 1), middle + 1), color))
        first = (stretch[0] + stretch[1] - (len(group) - 1) * (size + 2)) / 2
        for place, (number, event) in enumerate(group):
            badge(ink, number, event, first + place * (size + 2), middle, style)
    return top - (1 + max(levels, default=-1)) * (size + 2)


def _alike(
    spans: Sequence[tuple[int, Event]], x: X, limits: tuple[float, float]
) -> list[tuple[tuple[float, float], list[tuple[int, Event]]]]:
    """Events of one role and one month or year, and from where to where their bar reaches."""
    groups: dict[tuple[date, date, Role], list[tuple[int, Event]]] = {}
    for number, event in spans:
        groups.setdefault((event.start, event.end, event.role), []).append((number, event))
    return [(_bar(start, end, x, limits), group) for (start, end, _), group in groups.items()]


def _crowds(
    group: Sequence[tuple[int, Event]], bar: tuple[float, float], size: float
) -> Iterator[Sequence[tuple[int, Event]]]:
    """As many events at a time as have room for their numbers on their bar, and at least one."""
    most = max(1, int((bar[1] - bar[0]) // (size + 2)))
    return (group[first : first + most] for first in range(0, len(group), most))


def _stretch(bar: tuple[float, float], width: float, limits: tuple[float, float]) -> tuple[float, float]:
    """What a bar and the numbers on it take: more than the bar where it is shorter, and never beyond the limits."""
    middle = (bar[0] + bar[1]) / 2
    start = min(max(min(bar[0], middle - width / 2), limits[0]), limits[1] - width)
    return start, max(bar[1], start + width)
