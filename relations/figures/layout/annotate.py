"""The annotations of one panel: heading, grid, bands, events' rules, line labels, flags, and what is written in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import numpy as np

from relations.figures import fonts
from relations.figures.layout.geometry import Geometry
from relations.figures.layout.ink import Align, Box, Dot, Fill, Ink, Rule, Text
from relations.figures.layout.lane import rule
from relations.figures.layout.names import write_names
from relations.figures.layout.space import CLEAR
from relations.figures.layout.timeline import weekends
from relations.figures.layout.writing import space_of, write
from relations.figures.panel import DrawnPanel, Series
from relations.figures.theme import Style
from relations.i18n import say, written
from relations.i18n.units import spoken
from relations.story import Event
from relations.story.periods import lone, stands
from relations.values import capital

HEADING_GAP = 8  #: px between a panel's heading and its upper edge
LONE = 9  #: px² of the dot of an observation
INSIDE = 12  #: px between an empty frame and its sentence
FLAG_WIDTHS = (110, 62)  #: px a note of what is not counted is wrapped to, where it stands clear of lines
DOTTED = 4.0  #: px between observations from which on each is a dot


def heading_words(panel: DrawnPanel) -> str:
    """What a panel's axis is in, as an editor says it: Roubles per dollar ↓ weaker."""
    axes = list(dict.fromkeys(one.axis for one in panel.series))
    if len(axes) > 1:  # hryvnias per dollar, official and market
        axes = list(dict.fromkeys(axis.partition(", ")[0] for axis in axes))
    units = dict.fromkeys(spoken(one.unit) for one in panel.series)
    words = axes[0] if len(axes) == 1 and axes[0] and panel.spec.show in ("level", "change") else ", ".join(units)
    if panel.spec.show == "change" and words in axes:
        words = f"{words.partition(', ')[0]}, {spoken(panel.series[0].unit)}"  # without the unit it is a change of
    weaker = say("↓ weaker")
    return f"{words}  {weaker}" if panel.scale.inverted else capital(words)


def heading_lines(panel: DrawnPanel, width: float, style: Style) -> list[str]:
    """A panel's heading, wrapped to the width; none where the subtitle says it all."""
    return fonts.balanced(heading_words(panel), style.sizes.heading, width) if panel.headed else []


def annotate(
    panel: DrawnPanel, events: Sequence[Event], place: Geometry, style: Style, *, first: bool
) -> tuple[Ink, list[str]]:
    """The panel's ink, and in words the values, changes and bands for which the panel had no free place.

    The rules of events are the first of it: behind all else, and in the first panel up to their names.
    """
    if panel.why:
        return empty(panel, place, style), []
    ink = Ink()
    heading = _heading(ink, panel, place, style)
    for event in events:
        x = place.x(event.date)
        top = -place.heading if first and not (heading and x < heading.x2 + CLEAR) else 0.0
        ink.rules.append(rule(event, x, top, place.height, style))
    for day, next_day in weekends(*place.window):
        ink.fills.append(Fill(Box(place.x(day), 0, place.x(next_day), place.height), style.colors.band))
    _bands(ink, panel, place, style)
    _grid(ink, panel, place, style)
    write_names(ink, panel, place, style)
    rules = sorted(place.x(event.date) for event in events)
    if panel.spec.chart != "bar":
        _flags(ink, panel, place, style)
    _lone(ink, panel, place, style)
    homeless = write(ink, panel, place, rules, style)
    ink.rules = [part for one in ink.rules for part in cut(one, ink.texts)]
    return ink, homeless


def empty(panel: DrawnPanel, place: Geometry, style: Style) -> Ink:
    """A dashed frame with the sentence that says why nothing is in it."""
    lines = why_lines(panel, place.width, style)
    block = Text(place.width / 2, 0, tuple(lines), style.sizes.label, style.colors.muted, align="center")
    y = (place.height - (block.box.y2 - block.box.y)) / 2 - block.box.y
    corners = ((0.0, 0.0), (place.width, 0.0), (place.width, place.height), (0.0, place.height), (0.0, 0.0))
    sides = [Rule(*one, *other, style.colors.axis, 1, (3, 3)) for one, other in pairwise(corners)]
    return Ink(rules=sides, texts=[replace(block, y=y)])


def why_lines(panel: DrawnPanel, width: float, style: Style) -> list[str]:
    """Why a panel is empty, wrapped to its width."""
    return fonts.balanced(panel.why, style.sizes.label, width - 2 * INSIDE)


def cut(one: Rule, texts: Sequence[Text]) -> Iterator[Rule]:
    """An event's rule without what would pass through a text; any other line as it is."""
    if not one.event:
        yield one
        return
    boxes = [text.box.grown(1) for text in texts]
    stops = sorted((box.y, box.y2) for box in boxes if box.x < one.x < box.x2 and box.y2 > one.y and box.y < one.y2)
    y = one.y
    for top, bottom in stops:
        if top > y:
            yield replace(one, y=y, y2=top)
        y = max(y, bottom)
    if y < one.y2:
        yield replace(one, y=y)


def _grid(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """A line at every tick; where values are counted from, at zero or a hundred, it is darker."""
    base = 100.0 if panel.spec.show == "index" else 0.0
    for tick in panel.scale.ticks:
        y = float(panel.scale.y(tick, place.height))
        above = tick == base and panel.spec.chart == "bar"  # bars have an edge of ground, which would break it
        line = Rule(0, y, place.width, y, style.colors.axis if tick == base else style.colors.grid)
        (ink.front if above else ink.rules).append(line)


def _heading(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> Box | None:
    """The heading above the panel, what is measured in bold; its box."""
    lines = heading_lines(panel, place.left + place.width + place.right, style)
    if not lines:
        return None
    size, color = style.sizes.heading, style.colors.text
    if len(panel.series) == 1:
        color = style.colors.line(panel.series[0].hue)
    block = Text(-place.left, 0, tuple(lines), size, color)
    baseline = -HEADING_GAP - fonts.descent(size) - (len(lines) - 1) * block.line_height
    block = replace(block, y=baseline)
    bold, comma, rest = lines[0].partition("  " if "  " in lines[0] else ", ")
    if len(lines) == 1 and comma:
        bold += comma.strip()  # kerning makes it narrower than its width: what follows it at once would stand apart
        ink.texts.append(Text(-place.left, baseline, (bold,), size, color, fonts.SEMIBOLD))
        x = fonts.width(bold, size, fonts.SEMIBOLD) - place.left + 4
        ink.texts.append(Text(x, baseline, (rest,), size, style.colors.muted))
        return ink.texts[-1].box
    ink.texts.append(replace(block, weight=fonts.SEMIBOLD) if len(panel.series) == 1 and len(lines) == 1 else block)
    return block.box


def _bands(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    for band in panel.bands:
        start, end = max(place.x(band.start), 0.0), min(place.x(band.end), place.width)
        ink.fills.append(Fill(Box(start, 0, end, place.height), style.colors.band))


def _flags(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """A short dashed tread for what must not be read like the others, and beside the first of them why."""
    for flag in panel.spec.flags:
        treads = []
        for one in panel.series:
            if flag.line in (None, one.name) and (value := _value_on(one, flag.date)) is not None:
                (x, x2), y = place.across(one.dating, flag.date), float(panel.scale.y(value, place.height))
                treads.append(Rule(x, y, x2, y, style.colors.line(one.hue), 1.9, (3, 2)))
        ink.rules += treads
        for first in treads[:1]:
            y = first.y + 0.35 * style.sizes.note
            words = say("{year} {why}", year=written(flag.date, "year"), why=flag.label or say("not counted"))
            sides: tuple[tuple[float, Align], ...] = ((first.x - 6, "right"), (first.x2 + 6, "left"))
            size, color = style.sizes.note, style.colors.muted
            texts = [
                Text(at, y, tuple(fonts.balanced(words, size, width)), size, color, align=align)
                for width, (at, align) in product(FLAG_WIDTHS, sides)
            ]
            space = space_of(ink, panel, place, ())
            beside = texts[0] if texts[0].box.x > 0 else texts[1]
            ink.texts.append(next((text for text in texts if space.allows(text.box)), beside))


def _lone(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """A dot on every observation that no line joins to another, and on all that stand far enough apart to be seen."""
    for series in panel.series if panel.spec.chart != "bar" else ():
        start, end = stands(series.shown)
        xs = place.xs(start)
        apart = len(xs) > 1 and (xs[-1] - xs[0]) / (len(xs) - 1) >= DOTTED
        seen = (lone(series.shown) | apart) & (start == end)
        ys = panel.scale.y(series.shown.values, place.height)
        color = style.colors.line(series.hue)
        ink.dots += [Dot(x, y, LONE, color, color) for x, y in zip(xs[seen].tolist(), ys[seen].tolist(), strict=True)]


def _value_on(series: Series, day: date) -> float | None:
    """The observation of exactly that date, if there is one."""
    at = series.shown.values[series.shown.dates == np.datetime64(day)]
    return float(at[0]) if at.size else None
