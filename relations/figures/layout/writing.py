"""Writes remarks into a panel, each at the first place that is free of rules, lines and other texts.

What finds no place becomes a note below the figure, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from relations.figures import fonts
from relations.figures.layout.geometry import Geometry
from relations.figures.layout.ink import Box, Dot, Ink, Point, Rule, Text
from relations.figures.layout.remarks import Remark, remarks, shaded, value_at
from relations.figures.layout.space import Polyline, Size, Space, Spot
from relations.figures.panel import DrawnPanel, Series, course
from relations.figures.theme import Style
from relations.figures.vega.rows import INSET, bars
from relations.story import Band

EDGE = 2  #: px between a text and the sides of its panel


def write(ink: Ink, panel: DrawnPanel, place: Geometry, rules: Sequence[float], style: Style) -> list[str]:
    """The panel's changes, values and names of bands; in words those that found no place."""
    said = list(remarks(panel))
    space = _space(ink, panel, place, rules)
    for one in said:
        _mark(ink, space, panel, one, place, style)
    homeless = []
    for one in said:
        if _write(ink, space, panel, one, place, style):
            continue
        homeless.append(one.note)
        if not (one.brief and _write(ink, space, panel, replace(one, shapes=one.brief), place, style)):
            for end in one.ends:
                _write(ink, space, panel, value_at(one.series, end), place, style)
    return homeless + [shaded(band) for band in panel.bands if not _name(ink, space, band, place, style)]


def _space(ink: Ink, panel: DrawnPanel, place: Geometry, rules: Sequence[float]) -> Space:
    """The panel with all that is drawn in it so far."""
    inside = Box(EDGE, 0, place.width - EDGE, place.height)
    taken = [text.box for text in ink.texts]
    if panel.spec.chart == "bar":
        return Space(inside, rules, (), taken + [box for one in panel.series for box in _bars(panel, one, place)])
    return Space(inside, rules, [_course(panel, one, place) for one in panel.series], taken)


def _course(panel: DrawnPanel, series: Series, place: Geometry) -> Polyline:
    """A series as its line runs over the panel, a step as a step."""
    data = course(series.shown, panel.spec.chart)
    xs, ys = place.xs(data["date"]), panel.scale.y(data["value"].to_numpy(), place.height)
    if panel.spec.chart != "step":
        return xs, ys
    return np.repeat(xs, 2)[1:], np.repeat(ys, 2)[:-1]


def _bars(panel: DrawnPanel, series: Series, place: Geometry) -> list[Box]:
    zero = float(panel.scale.y(0.0, place.height))
    boxes = []
    for row in bars(panel, series):
        x, x2 = place.at(np.array([row["date"], row["end"]], dtype=float)).tolist()
        y = float(panel.scale.y(row["value"], place.height))
        boxes.append(Box(x, min(y, zero), x2, max(y, zero)))
    return boxes


def _point(panel: DrawnPanel, one: Remark, place: Geometry) -> Point:
    """Where a remark's observation is drawn: at its place, or in the middle of its period."""
    day, value = one.at
    count, index = (len(panel.series), panel.series.index(one.series)) if panel.spec.chart == "bar" else (1, 0)
    x, end = place.across(one.series.dating, day)
    x += (end - x) * (INSET + (1 - 2 * INSET) * (index + 0.5) / count)
    return x, float(panel.scale.y(value, place.height))


def _mark(ink: Ink, space: Space, panel: DrawnPanel, one: Remark, place: Geometry, style: Style) -> None:
    """A dot on every observation that is written about; a bar needs none."""
    if panel.spec.chart == "bar":
        return
    for end in one.ends or (one.at,):
        x, y = _point(panel, replace(one, at=end), place)
        space.dots.append((x, y))
        ink.dots.append(Dot(x, y, 22, style.colors.line(one.series.hue), style.colors.background))


def _write(ink: Ink, space: Space, panel: DrawnPanel, one: Remark, place: Geometry, style: Style) -> bool:
    """Whether the remark has found a place at its point."""
    color, size = style.colors.line(one.series.hue), style.sizes.note
    texts = [Text(0, 0, shape, size, color, fonts.SEMIBOLD) for shape in one.shapes]
    spot = space.near(*_point(panel, one, place), [_size(text) for text in texts])
    if spot is None:
        return False
    _set(ink, texts[spot.choice], spot)
    if spot.leader:
        ink.rules.append(Rule(spot.leader.x, spot.leader.y, spot.leader.x2, spot.leader.y2, color, 0.7))
    return True


def _name(ink: Ink, space: Space, band: Band, place: Geometry, style: Style) -> bool:
    """Whether a band's name has found a place in it or at its edge."""
    start, end = max(place.x(band.start), 0.0), min(place.x(band.end), place.width)
    size = style.sizes.note
    width = fonts.width(band.label, size)
    wrapped = (fonts.balanced(band.label, size, max(width * share, 1)) for share in (1, 0.6, 0.4))
    texts = [Text(0, 0, tuple(lines), size, style.colors.muted) for lines in wrapped]
    spot = space.along(start, end, [_size(text) for text in texts])
    if spot:
        _set(ink, texts[spot.choice], spot)
    return spot is not None


def _size(text: Text) -> Size:
    return text.box.x2 - text.box.x, text.box.y2 - text.box.y


def _set(ink: Ink, text: Text, spot: Spot) -> None:
    """The text, at its place."""
    anchor = {"left": spot.box.x, "center": (spot.box.x + spot.box.x2) / 2, "right": spot.box.x2}[spot.align]
    ink.texts.append(replace(text, x=anchor, y=spot.box.y + fonts.ascent(text.size), align=spot.align))
