"""The annotations of one panel: heading, grid, bands, events' rules, line labels, written values and flags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from figures import fonts
from figures.dates import milliseconds, period_end
from figures.ink import Box, Dot, Fill, Ink, Rule, Text
from figures.lane import rule
from figures.panel import DrawnPanel, Series, with_gaps
from figures.placement import CLEAR, Floats, around, spread
from figures.theme import Style
from locales import written
from stories import Event

HEADING_GAP = 8  #: px between a panel's heading and its upper edge
VALUE_REACH = timedelta(days=7)  #: a value is written at the last observation at most this long before its day


@dataclass(frozen=True)
class Geometry:
    """Where a panel is: its size, the px left and right of it up to the margins, and the height of its heading."""

    width: float
    height: float
    left: float
    right: float
    heading: float
    x: Callable[[date], float]

    def xs(self, dates: pd.Series[pd.Timestamp]) -> Floats:
        """Pixels of many dates at once."""
        start, end = milliseconds(date(1970, 1, 1)), milliseconds(date(1971, 1, 1))
        origin, slope = self.x(date(1970, 1, 1)), self.x(date(1971, 1, 1)) - self.x(date(1970, 1, 1))
        ms = dates.to_numpy().astype("datetime64[ms]").astype(float)
        return np.asarray(origin + slope * (ms - start) / (end - start), dtype=float)


def heading_lines(panel: DrawnPanel, width: float, style: Style) -> list[str]:
    """Unit, what is measured and by whom, and what is shaded, wrapped to the width."""
    indicators = [series.shown.indicator for series in panel.series]
    publishers = ", ".join(dict.fromkeys(indicator.publisher for indicator in indicators))
    title = f"{indicators[0].title}, " if len(indicators) == 1 else ""
    shaded = "".join(f" · shaded: {band.label}, {written(band.start)} – {written(band.end)}" for band in panel.bands)
    return fonts.balanced(f"{panel.series[0].unit} · {title}{publishers}{shaded}", style.sizes.heading, width)


def annotate(panel: DrawnPanel, events: Sequence[Event], place: Geometry, style: Style) -> tuple[Ink, list[str]]:
    """The panel's ink, and in words the values for which the panel had no free place."""
    ink = Ink()
    heading = _heading(ink, panel, place, style)
    _bands(ink, panel, place, style)
    for tick in panel.scale.ticks:
        y = float(panel.scale.y(tick, place.height))
        ink.rules.append(Rule(0, y, place.width, y, style.colors.axis if tick == 0 else style.colors.grid))
    for event in events:
        x = place.x(event.date)
        top = 0.0 if x < heading.x2 + CLEAR else -place.heading
        ink.rules.append(rule(event, x, top, place.height, style))
    _line_labels(ink, panel, place, style)
    rules = [place.x(event.date) for event in events]
    _flags(ink, panel, place, style)
    return ink, _values(ink, panel, place, rules, style)


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


def _line_labels(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """Each line's name at the height of its last value, moved apart from the others with a leader if need be."""
    limit = place.right - 8
    blocks = [label_lines(series, limit, style) for series in panel.series]
    ends = [float(panel.scale.y(series.shown.data["value"].iloc[-1], place.height)) for series in panel.series]
    probe = Text(0, 0, ("x",), style.sizes.label, style.colors.text)
    height = fonts.line_box(style.sizes.label) + (max(map(len, blocks)) - 1) * probe.line_height
    half = height / 2
    middles = spread(ends, height + 2, half, max(place.height - half, half))
    for series, lines, end, middle in zip(panel.series, blocks, ends, middles, strict=True):
        color = style.colors.line(series.number)
        own = fonts.line_box(style.sizes.label) + (len(lines) - 1) * probe.line_height
        baseline = middle - own / 2 + fonts.ascent(style.sizes.label)
        ink.texts.append(Text(place.width + 8, baseline, tuple(lines), style.sizes.label, color, fonts.SEMIBOLD))
        if abs(middle - end) > half:
            ink.rules.append(Rule(place.width + 1, end, place.width + 7, middle, color, 0.8))


def _flags(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """A dagger over every observation that must not be read like the others; its note stands below the chart."""
    frequency = panel.series[-1].shown.indicator.frequency
    for flag in panel.spec.flags:
        found = [_value_on(series, flag.date) for series in panel.series]
        if found[-1] is None:
            continue
        tallest = max(value for value in found if value is not None)
        x = (place.x(flag.date) + place.x(period_end(flag.date, frequency))) / 2
        y = float(panel.scale.y(tallest, place.height)) - 3 - fonts.descent(style.sizes.label)
        y = max(y, fonts.ascent(style.sizes.label))
        ink.texts.append(Text(x, y, ("†",), style.sizes.label, style.colors.text, fonts.SEMIBOLD, "center"))


def _value_on(series: Series, day: date) -> float | None:
    """The observation of exactly that date, if there is one."""
    data = series.shown.data
    at = data.loc[data["date"] == pd.Timestamp(day), "value"]
    return None if at.empty else float(at.iloc[0])


def _values(ink: Ink, panel: DrawnPanel, place: Geometry, rules: Sequence[float], style: Style) -> list[str]:
    """The values of the panel's chosen days, each at a dot on its line, with a leader where it stands apart."""
    inside = Box(2, 0, place.width - 2, place.height)
    homeless: list[str] = []
    height = fonts.line_box(style.sizes.note)
    for series in panel.series:
        color = style.colors.line(series.number)
        drawn = with_gaps(series.shown)
        line = place.xs(drawn["date"]), panel.scale.y(drawn["value"].to_numpy(), place.height)
        for day, value in observations_on(series, panel.spec.values):
            x, y = place.x(day), float(panel.scale.y(value, place.height))
            words = number(value)
            taken = [text.box for text in ink.texts] + [Box(d.x - 3, d.y - 3, d.x + 3, d.y + 3) for d in ink.dots]
            width = fonts.width(words, style.sizes.note, fonts.SEMIBOLD)
            spot = around(x, y, width, height, inside=inside, rules=rules, taken=taken, line=line)
            ink.dots.append(Dot(x, y, 22, color, style.colors.background))
            if spot is None:
                homeless.append(f"{series.label} {written(day)}: {words} {series.unit}.")
                continue
            anchor = {"left": spot.box.x, "center": (spot.box.x + spot.box.x2) / 2, "right": spot.box.x2}[spot.align]
            baseline = spot.box.y + fonts.ascent(style.sizes.note)
            ink.texts.append(Text(anchor, baseline, (words,), style.sizes.note, color, fonts.SEMIBOLD, spot.align))
            _leader(ink, x, y, spot.box, color)
    return homeless


def _leader(ink: Ink, x: float, y: float, box: Box, color: str) -> None:
    """A thin line from a point to its text, where they stand so far apart that one could doubt."""
    near_x, near_y = min(max(x, box.x), box.x2), min(max(y, box.y), box.y2)
    if (near_x - x) ** 2 + (near_y - y) ** 2 > 16**2:
        ink.rules.append(Rule(x, y, near_x, near_y, color, 0.7))


def observations_on(series: Series, days: Sequence[date]) -> list[tuple[date, float]]:
    """Per day the last observation on it or up to a week before; days without one are left out."""
    data = series.shown.data
    found: list[tuple[date, float]] = []
    for day in days:
        before = data[data["date"] <= pd.Timestamp(day)].tail(1)
        for at, value in zip(before["date"], before["value"], strict=True):
            if day - at.date() <= VALUE_REACH:
                found.append((at.date(), float(value)))
    return found


def number(value: float) -> str:
    """A value at its line: three or four digits that a reader can compare with the axis."""
    decimals = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{decimals}f}".replace("-", "−")
