"""The annotations of one panel: heading, grid, bands, events' rules, line labels, flags, and what is written in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from relations.figures import fonts
from relations.figures.layout.geometry import Geometry
from relations.figures.layout.ink import Box, Dot, Fill, Ink, Rule, Text
from relations.figures.layout.lane import rule
from relations.figures.layout.placement import spread
from relations.figures.layout.space import CLEAR
from relations.figures.layout.writing import write
from relations.figures.panel import DrawnPanel, Series
from relations.figures.theme import Style
from relations.i18n.units import spoken
from relations.story import Event
from relations.story.periods import lone, stands

HEADING_GAP = 8  #: px between a panel's heading and its upper edge
NAME_GAP = 8  #: px between a panel and the names of its lines
NAMES_APART = 2  #: px between two names
LONE = 9  #: px² of the dot of an observation between two gaps


def heading_lines(panel: DrawnPanel, width: float, style: Style) -> list[str]:
    """Unit, what is measured and by whom, wrapped to the width."""
    indicators = [series.shown.indicator for series in panel.series]
    publishers = ", ".join(dict.fromkeys(spoken(indicator.publisher) for indicator in indicators))
    title = f"{spoken(indicators[0].title)}, " if len(indicators) == 1 else ""
    return fonts.balanced(f"{spoken(panel.series[0].unit)} · {title}{publishers}", style.sizes.heading, width)


def annotate(
    panel: DrawnPanel, events: Sequence[Event], place: Geometry, style: Style, *, first: bool
) -> tuple[Ink, list[str]]:
    """The panel's ink, and in words the values, changes and bands for which the panel had no free place.

    The rules of events are the first of it: behind all else, and in the first panel up to their names.
    """
    ink = Ink()
    heading = _heading(ink, panel, place, style)
    for event in events:
        x = place.x(event.date)
        top = -place.heading if first and x > heading.x2 + CLEAR else 0.0
        ink.rules.append(rule(event, x, top, place.height, style))
    _bands(ink, panel, place, style)
    for tick in panel.scale.ticks:
        y = float(panel.scale.y(tick, place.height))
        ink.rules.append(Rule(0, y, place.width, y, style.colors.axis if tick == 0 else style.colors.grid))
    _line_labels(ink, panel, place, style)
    rules = sorted(place.x(event.date) for event in events)
    _flags(ink, panel, place, style)
    _lone(ink, panel, place, style)
    return ink, write(ink, panel, place, rules, style)


def _heading(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> Box:
    lines = heading_lines(panel, place.left + place.width + place.right, style)
    size = style.sizes.heading
    block = Text(-place.left, 0, tuple(lines), size, style.colors.text)
    baseline = -HEADING_GAP - fonts.descent(size) - (len(lines) - 1) * block.line_height
    block = Text(-place.left, baseline, tuple(lines), size, style.colors.text)
    ink.texts.append(block)
    return block.box


def _bands(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    for band in panel.bands:
        start, end = max(place.x(band.start), 0.0), min(place.x(band.end), place.width)
        ink.fills.append(Fill(Box(start, 0, end, place.height), style.colors.band))


def label_lines(series: Series, limit: float, style: Style) -> list[str]:
    """A line's name as it stands at its end, wrapped."""
    return fonts.wrap(series.label, style.sizes.label, limit, fonts.SEMIBOLD)


def names_height(panel: DrawnPanel, limit: float, style: Style) -> float:
    """The height in px a panel needs for the names of its lines, one below the other."""
    return len(panel.series) * (_tallest(panel, limit, style) + NAMES_APART)


def _tallest(panel: DrawnPanel, limit: float, style: Style) -> float:
    names = (_name(series, 0, limit, style).box for series in panel.series)
    return max(box.y2 - box.y for box in names)


def _name(series: Series, x: float, limit: float, style: Style) -> Text:
    color = style.colors.line(series.hue)
    return Text(x, 0, tuple(label_lines(series, limit, style)), style.sizes.label, color, fonts.SEMIBOLD)


def _line_labels(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """Each line's name at the height of its last value, moved apart from the others with a leader if need be."""
    limit = place.right - NAME_GAP
    ends = [float(panel.scale.y(series.shown.data["value"].iloc[-1], place.height)) for series in panel.series]
    height = _tallest(panel, limit, style)
    half = height / 2
    middles = spread(ends, height + NAMES_APART, half, max(place.height - half, half))
    for series, end, middle in zip(panel.series, ends, middles, strict=True):
        name = _name(series, place.width + NAME_GAP, limit, style)
        above = (name.box.y2 - name.box.y) / 2 - fonts.ascent(name.size)
        ink.texts.append(replace(name, y=middle - above))
        if abs(middle - end) > half:
            ink.rules.append(Rule(place.width + 1, end, place.width + NAME_GAP - 1, middle, name.color, 0.8))


def _flags(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """A dagger over every observation that must not be read like the others; its note stands below the chart."""
    for flag in panel.spec.flags:
        found = [_value_on(series, flag.date) for series in panel.series if flag.line in (None, series.name)]
        drawn = [value for value in found if value is not None]
        if not drawn:
            continue
        tallest = max(drawn)
        x = sum(place.across(panel.series[-1].dating, flag.date)) / 2
        y = float(panel.scale.y(tallest, place.height)) - 3 - fonts.descent(style.sizes.label)
        y = max(y, fonts.ascent(style.sizes.label))
        ink.texts.append(Text(x, y, ("†",), style.sizes.label, style.colors.text, fonts.SEMIBOLD, "center"))


def _lone(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """A dot on every observation that no line joins to another and no tread or bar shows."""
    for series in panel.series:
        start, end = stands(series.shown)
        alone = lone(series.shown) & (start == end) & (panel.spec.chart != "bar")
        data, color = series.shown.data[alone], style.colors.line(series.hue)
        xs, ys = place.xs(pd.Series(start[alone])), panel.scale.y(data["value"].to_numpy(), place.height)
        ink.dots += [Dot(x, y, LONE, color, color) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]


def _value_on(series: Series, day: date) -> float | None:
    """The observation of exactly that date, if there is one."""
    data = series.shown.data
    at = data.loc[data["date"] == pd.Timestamp(day), "value"]
    return None if at.empty else float(at.iloc[0])
