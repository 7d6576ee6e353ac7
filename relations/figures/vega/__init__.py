"""From ink and data to a Vega-Lite specification, in the words of Altair.

Altair's schema classes are used directly: the same vocabulary, checked names, and two milliseconds instead of two
hundred. Data are attached at the end, so that Altair never copies them. The tests validate whole specifications.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from threading import Lock
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from relations.figures.layout.geometry import Grid
from relations.figures.layout.ink import Box, Fill, Ink
from relations.figures.panel import DrawnPanel, Series
from relations.figures.theme import LINE_DASHES, Style
from relations.figures.vega.axes import hover, time_axis, time_scale, value_axis, value_scale
from relations.figures.vega.inked import QUIET, dots, fills, pills, rules, texts
from relations.figures.vega.rows import PER_COLUMN, Columns, Rows, attached, bars, points
from relations.i18n import Locale, active, vega

_switch = Lock()  #: Altair's debug mode is one for all threads
PALE = 0.3  #: opacity of what was not known then
PERIOD_DAYS = {"daily": 1.0, "weekly": 7.0, "monthly": 30.4, "quarterly": 91.3, "annual": 365.2}


@contextmanager
def unchecked() -> Iterator[None]:
    """Altair without validation of every object as it is made; names of fields are checked all the same."""
    with _switch, debug_mode(arg=False):
        yield


class Sheet:
    """Collects the views of a figure and the rows each of their layers draws."""

    def __init__(self, style: Style, grid: Grid, family: str, *, hover: bool, thinned: bool = False) -> None:
        self.style, self.grid, self.family, self.hover = style, grid, family, hover
        self.columns = Columns(grid.start, grid.end, grid.plot) if thinned else None
        self.views: list[dict[str, Any]] = []

    def add(self, panel: DrawnPanel, ink: Ink) -> None:
        """Append a panel: fills, rules, data, dots, texts, from back to front."""
        if not self.views:
            ink.fills.insert(0, _canvas(self.grid))
        behind = [fills(ink), rules(ink.rules)]
        data = [layer for series in panel.series for layer in self._data(panel, series)]
        front = _inked(rules(ink.front), dots(ink), texts(ink))
        number = len(self.views)
        width, height = self.grid.plot, self.grid.heights[number] + (0 if number else self.grid.strip)
        self._view([*behind, *data, *front], width, height)

    def plate(self, ink: Ink) -> None:
        """Append a picture that is all ink, from back to front."""
        ink.fills.insert(0, _canvas(self.grid))
        height = self.grid.height - 2 * self.grid.top
        layers = _inked(fills(ink), pills(ink), rules(ink.rules), rules(ink.front), dots(ink), texts(ink))
        self._view(layers, self.grid.plot, height)

    def _view(self, layers: list[dict[str, Any]], width: float, height: float) -> None:
        self.views.append({"layer": layers, "width": width, "height": height, "view": {"fill": None, "stroke": None}})

    def spec(self, description: str) -> dict[str, Any]:
        """The finished specification, data inside, no address anywhere."""
        size, colors = self.style.sizes.tick, self.style.colors
        return {
            "$schema": alt.SCHEMA_URL,
            "background": colors.background,
            "bounds": "flush",
            "config": _config(size, colors.muted, colors.axis, self.family, active()),
            "description": description,
            "padding": {"left": 0, "right": 0, "top": 0, "bottom": 0},
            "spacing": self.grid.heading,
            "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}},
            "vconcat": self.views,
        }

    def _data(self, panel: DrawnPanel, series: Series) -> Iterator[dict[str, Any]]:
        """A line of the panel, and above it what the pointer meets; of a figure of then and now, pale, then in full."""
        number, last = len(self.views), len(self.grid.heights) - 1
        axis = time_axis(domain=bool(number or number == last or not self.grid.strip))  # none between panel and strip
        height = self.grid.heights[number]
        encoding: dict[str, Any] = {
            "x": alt.X(field="date", type="temporal", scale=time_scale(self.grid.start, self.grid.end), axis=axis),
            "y": alt.Y(field="value", type="quantitative", scale=value_scale(panel, height), axis=value_axis(panel)),
        }
        if panel.spec.chart == "bar":
            encoding["y"].field = "top"
        drawn = self._bar_mark if panel.spec.chart == "bar" else self._line_mark
        mark = drawn(panel, series, encoding)
        pale = series.then is not None and panel.spec.chart != "bar"
        if pale:
            mark.mark.opacity = PALE
        layers = [mark, self._hover(panel, series, encoding)] if self.hover else [mark]
        named = alt.LayerSpec(name=f"line-{len(self.views)}-{series.name}", layer=layers)
        whole = named.to_dict(validate=False) | self._rows(panel, series)  # the tests validate
        if pale and series.then is not None:
            full = drawn(panel, series, encoding).to_dict(validate=False)
            whole["layer"].append(full | self._rows(panel, replace(series, shown=series.then)))
        yield whole

    def _rows(self, panel: DrawnPanel, series: Series) -> dict[str, Any]:
        """What a line or its bars are drawn from."""
        if panel.spec.chart == "bar":
            return attached(self._bar_rows(panel, series))
        return attached(points(panel, series, self.columns), joined=self.columns is not None)

    def _hover(self, panel: DrawnPanel, series: Series, encoding: dict[str, Any]) -> alt.UnitSpec:
        """What a pointer meets, as many ticks as it can tell apart."""
        period = PERIOD_DAYS[series.shown.indicator.frequency] * self.grid.plot / (self.grid.end - self.grid.start).days
        if self.columns:
            period = max(period, 1 / PER_COLUMN)
        return hover(series, period / len(panel.series), self.grid.heights[len(self.views)], encoding)

    def _bar_mark(self, _: DrawnPanel, __: Series, encoding: dict[str, Any]) -> alt.UnitSpec:
        """Bars, a px of ground between those that touch; outlined only where they must not be read like the others."""
        dash = alt.ExprRef("datum.dash")
        fill, stroke = alt.ExprRef("datum.fill"), alt.ExprRef("datum.stroke")
        mark = alt.MarkDef(type="bar", fill=fill, stroke=stroke, strokeDash=dash, strokeWidth=1, **QUIET)
        return alt.UnitSpec(mark=mark, encoding={**encoding, "x2": alt.X2(field="end"), "y2": alt.Y2(field="low")})

    def _bar_rows(self, panel: DrawnPanel, series: Series) -> Rows:
        """Bars with the colours of their kinds."""
        colors, ground = self.style.colors, self.style.colors.background
        full: dict[str, Any] = {"fill": colors.fill(series.hue), "stroke": ground, "dash": []}
        looks = {
            "full": full,
            "tint": {**full, "fill": colors.tint(series.hue)},
            "flagged": {"fill": ground, "stroke": colors.line(series.hue), "dash": [3, 2]},
        }
        return [{**row, **looks[row["kind"]]} for row in bars(panel, series)]

    def _line_mark(self, panel: DrawnPanel, series: Series, encoding: dict[str, Any]) -> alt.UnitSpec:
        """A line; those of one colour in a panel differ by their dashes."""
        place = [one for one in panel.series if one.hue == series.hue].index(series)
        mark = alt.MarkDef(
            type="line",
            color=self.style.colors.line(series.hue),
            strokeWidth=1.9,
            strokeDash=LINE_DASHES[place % len(LINE_DASHES)],
            strokeJoin="round",
            interpolate="step-after" if panel.spec.chart == "step" else "linear",
            **QUIET,
        )
        return alt.UnitSpec(mark=mark, encoding=encoding)


@lru_cache(maxsize=32)
def _config(size: float, label: str, line: str, family: str, locale: Locale) -> dict[str, Any]:
    """The typeface, the axes with the colours of their labels and lines, and the words for numbers and dates."""
    axis = alt.AxisConfig(
        labelFontSize=size,
        labelColor=label,
        domainColor=line,
        tickColor=line,
        labelFont=family,
        aria=False,
    )
    text = alt.MarkConfig(font=family)
    config = alt.Config(font=family, axis=axis, text=text, locale=alt.Locale(**vega(locale)))
    found: dict[str, Any] = config.to_dict(validate=False)
    return found


def _inked(*layers: dict[str, Any]) -> list[dict[str, Any]]:
    """Those that have something to draw."""
    return [layer for layer in layers if layer["data"]["values"]]


def _canvas(grid: Grid) -> Fill:
    """An invisible rectangle, in px of the first panel, that makes the picture as large as the figure."""
    return Fill(Box(-grid.left, -grid.top, grid.width - grid.left, grid.height - grid.top), "transparent")
