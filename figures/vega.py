"""From ink and data to a Vega-Lite specification, in the words of Altair.

Altair's schema classes are used directly: the same vocabulary, checked names, and two milliseconds instead of two
hundred. Data are attached at the end, so that Altair never copies them. The tests validate whole specifications.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from math import ceil
from threading import Lock
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from figures import fonts
from figures.ink import Box, Fill, Ink
from figures.panel import DrawnPanel, Series
from figures.rows import PER_COLUMN, Columns, Rows, as_csv, attached, bars, points
from figures.theme import Style, line_dash
from figures.units import spoken
from locales import active, d3_date, vega

QUIET: dict[str, Any] = {"aria": False, "tooltip": None}  #: no name for a screen reader, nothing for a pointer
_switch = Lock()  #: Altair's debug mode is one for all threads
PERIOD_DAYS = {"daily": 1.0, "weekly": 7.0, "monthly": 30.4, "annual": 365.2}
HOVER_PX = 2.0  #: px between two days below which a pointer cannot choose


def _row(name: str) -> str:
    """The name of a tooltip row: vega-tooltip takes `image` for a picture's address, and `title` for a heading."""
    return f"{name}:" if name in ("image", "title") else name


@contextmanager
def unchecked() -> Iterator[None]:
    """Altair without validation of every object as it is made; names of fields are checked all the same."""
    with _switch, debug_mode(arg=False):
        yield


class Sheet:
    """Collects the views of a figure and the rows each of their layers draws."""

    def __init__(
        self, style: Style, width: float, domain: tuple[date, date], *, hover: bool, thinned: bool = False
    ) -> None:
        self.style, self.width, self.hover = style, width, hover
        self.start, self.end = domain
        self.columns = Columns(*domain, width) if thinned else None
        self.height = 0.0  #: of the panel being added
        self.rows: dict[str, Rows | str] = {}
        self.views: list[alt.LayerSpec] = []

    def add(self, panel: DrawnPanel, ink: Ink, height: float, ticks: tuple[list[date], str] | None) -> None:
        """Append a panel: fills, rules, data, dots, texts, from back to front."""
        self.height = height
        layers = [self._fills(ink), self._rules(ink), *(self._data(panel, series, ticks) for series in panel.series)]
        if ink.dots:
            layers.append(self._dots(ink))
        layers.append(self._texts(ink))
        view = alt.ViewBackground(stroke=None, fill=None)
        self.views.append(alt.LayerSpec(layer=layers, width=self.width, height=height, view=view))

    def spec(self, spacing: float, description: str) -> dict[str, Any]:
        """The finished specification, data inside, no address anywhere."""
        colors = self.style.colors
        chart = alt.TopLevelVConcatSpec(
            vconcat=self.views,
            description=description,
            spacing=spacing,
            bounds="flush",
            background=colors.background,
            padding={"left": 0, "right": 0, "top": 0, "bottom": 0},
            config=self._config(),
            usermeta={"embedOptions": {"renderer": "svg", "actions": False}},
        )
        spec: dict[str, Any] = chart.to_dict(validate=False)  # the tests validate; here it is half the time
        spec["$schema"] = alt.SCHEMA_URL
        for view in spec["vconcat"]:
            for layer in view["layer"]:
                layer["data"] = attached(self.rows[layer["data"]["name"]])
        return spec

    def _config(self) -> alt.Config:
        size, colors = self.style.sizes.tick, self.style.colors
        axis = alt.AxisConfig(
            labelFontSize=size,
            labelColor=colors.muted,
            domainColor=colors.axis,
            tickColor=colors.axis,
            labelFont=fonts.FAMILY,
            aria=False,
        )
        text = alt.MarkConfig(font=fonts.FAMILY)
        return alt.Config(font=fonts.FAMILY, axis=axis, text=text, locale=alt.Locale(**vega(active())))

    def _named(self, rows: Rows | str) -> alt.NamedData:
        name = f"layer-{len(self.rows)}"
        self.rows[name] = rows
        return alt.NamedData(name=name)

    def _fills(self, ink: Ink) -> alt.UnitSpec:
        rows = [{**_rounded(asdict(fill.box)), "color": fill.color} for fill in ink.fills]
        return alt.UnitSpec(
            data=self._named(rows),
            mark=alt.MarkDef(type="rect", **QUIET),
            encoding=_pixels("x", "y", "x2", "y2", color="color"),
        )

    def _rules(self, ink: Ink) -> alt.UnitSpec:
        rows = [_rounded(asdict(rule)) for rule in ink.rules]
        mark = alt.MarkDef(
            type="rule", strokeWidth=alt.ExprRef("datum.width"), strokeDash=alt.ExprRef("datum.dash"), **QUIET
        )
        return alt.UnitSpec(data=self._named(rows), mark=mark, encoding=_pixels("x", "y", "x2", "y2", color="color"))

    def _dots(self, ink: Ink) -> alt.UnitSpec:
        rows = [_rounded(asdict(dot)) for dot in ink.dots]
        mark = alt.MarkDef(
            type="point",
            **QUIET,
            filled=True,
            opacity=1,
            strokeWidth=1.2,
            size=alt.ExprRef("datum.size"),
            fill=alt.ExprRef("datum.fill"),
            stroke=alt.ExprRef("datum.stroke"),
            shape=alt.ExprRef("datum.shape"),
        )
        return alt.UnitSpec(data=self._named(rows), mark=mark, encoding=_pixels("x", "y"))

    def _texts(self, ink: Ink) -> alt.UnitSpec:
        rows = [
            _rounded(
                {
                    "x": text.x,
                    "y": text.y,
                    "text": text.lines[0] if len(text.lines) == 1 else list(text.lines),
                    "size": text.size,
                    "weight": text.weight,
                    "align": text.align,
                    "color": text.color,
                    "leading": text.line_height,
                }
            )
            for text in ink.texts
        ]
        mark = alt.MarkDef(
            type="text",
            baseline="alphabetic",
            align=alt.ExprRef("datum.align"),
            fontSize=alt.ExprRef("datum.size"),
            fontWeight=alt.ExprRef("datum.weight"),
            lineHeight=alt.ExprRef("datum.leading"),
            **QUIET,
        )
        encoding = _pixels("x", "y", color="color")
        encoding["text"] = alt.Text(field="text", type="nominal")
        return alt.UnitSpec(data=self._named(rows), mark=mark, encoding=encoding)

    def _data(self, panel: DrawnPanel, series: Series, ticks: tuple[list[date], str] | None) -> alt.LayerSpec:
        """A line of the panel, and above it what the pointer meets."""
        encoding: dict[str, Any] = {
            "x": alt.X(field="date", type="temporal", scale=self._time_scale(), axis=self._time_axis(ticks)),
            "y": alt.Y(field="value", type="quantitative", scale=_value_scale(panel), axis=self._value_axis(panel)),
        }
        rows: Rows | str
        if panel.spec.chart == "bar":
            rows, mark = bars(panel, series), self._bar_mark(panel, series, encoding)
        else:
            rows, mark = points(panel, series, self.columns), self._line_mark(panel, series, encoding)
            rows = as_csv(rows) if self.columns else rows
        layers = [mark, self._hover(panel, series, encoding)] if self.hover else [mark]
        return alt.LayerSpec(name=f"line-{series.number}-{series.name}", data=self._named(rows), layer=layers)

    def _color(self, series: Series) -> str:
        return self.style.colors.line(series.number)

    def _bar_mark(self, panel: DrawnPanel, series: Series, encoding: dict[str, Any]) -> alt.UnitSpec:
        """Bars from zero; of several series side by side the first is hollow, so that no one needs their colours."""
        hollow = series is panel.series[0] and len(panel.series) > 1
        color = self._color(series)
        fill = self.style.colors.background if hollow else color
        mark = alt.MarkDef(type="bar", fill=fill, stroke=color, strokeWidth=1, **QUIET)
        return alt.UnitSpec(mark=mark, encoding={**encoding, "x2": alt.X2(field="end"), "y2": alt.Y2Datum(0)})

    def _line_mark(self, panel: DrawnPanel, series: Series, encoding: dict[str, Any]) -> alt.UnitSpec:
        """A line; those of one panel differ by their dashes, so that no one needs their colours."""
        mark = alt.MarkDef(
            type="line",
            clip=True,
            color=self._color(series),
            strokeWidth=1.9,
            strokeDash=line_dash(panel.series.index(series)),
            strokeJoin="round",
            interpolate="step-after" if panel.spec.chart == "step" else "linear",
            **QUIET,
        )
        return alt.UnitSpec(mark=mark, encoding=encoding)

    def _hover(self, panel: DrawnPanel, series: Series, encoding: dict[str, Any]) -> alt.UnitSpec:
        """Invisible ticks as high as the panel that tell date and value, as many as a pointer can tell apart."""
        frequency = series.shown.indicator.frequency
        period = PERIOD_DAYS[frequency] * self.width / (self.end - self.start).days
        if self.columns:
            period = max(period, 1 / PER_COLUMN)
        period /= len(panel.series)
        yearly = frequency == "annual"
        tooltip = [
            alt.Tooltip(
                field="date",
                type="temporal",
                timeUnit="utcyear" if yearly else "utcyearmonthdate",
                format=d3_date("year" if yearly else "day"),
                title=_row(series.label),
            ),
            alt.Tooltip(field="value", type="quantitative", format=",.6~g", title=_row(spoken(series.unit))),
        ]
        every = ceil(HOVER_PX / period)
        thickness = max(3.0, round(period, 1))
        mark = alt.MarkDef(type="tick", orient="vertical", size=self.height, thickness=thickness, opacity=0, aria=False)
        row: dict[str, Any] = {"op": "row_number", "as": "row"}  # a word of Python's own, so no keyword
        thinned = [
            alt.WindowTransform(window=[alt.WindowFieldDef(**row)]),
            alt.FilterTransform(filter=f"isValid(datum.value) && datum.row % {every} == 0"),
        ]
        return alt.UnitSpec(transform=thinned, mark=mark, encoding={"x": encoding["x"], "tooltip": tooltip})

    def _time_scale(self) -> alt.Scale:
        # As expressions: dates or numbers are read twice, before and after parsing, and taken for a conflict.
        ends = [alt.ExprRef(f"utc({day.year}, {day.month - 1}, {day.day})") for day in (self.start, self.end)]
        return alt.Scale(type="utc", domain=ends, nice=False)

    def _time_axis(self, ticks: tuple[list[date], str] | None) -> alt.Axis:
        """Labels under the last panel only; a line of ticks under every one would say nothing new."""
        labelled = ticks is not None
        days, precision = ticks or ([], "year")
        return alt.Axis(
            values=[_date_time(day) for day in days],
            format=d3_date("year" if precision == "year" else "month"),
            title=None,
            grid=False,
            labels=labelled,
            ticks=labelled,
            domain=True,
            tickSize=4,
            labelPadding=9,
            labelOverlap=False,
            labelFlush=False,
        )

    def _value_axis(self, panel: DrawnPanel) -> alt.Axis:
        scale = panel.scale
        return alt.Axis(
            values=list(scale.ticks),
            format=f",.{scale.decimals}f",
            title=None,
            grid=False,
            domain=False,
            ticks=False,
            labelPadding=7,
            labelOverlap=False,
        )


def _date_time(day: date) -> alt.DateTime:
    """A day as Vega-Lite's scales and axes take it: in UTC, whatever the viewer's time zone."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def canvas(x: float, y: float, x2: float, y2: float) -> Fill:
    """An invisible rectangle that makes the picture exactly this large, whatever lies inside."""
    return Fill(Box(x, y, x2, y2), "transparent")


def _value_scale(panel: DrawnPanel) -> alt.Scale:
    if panel.scale.log:
        return alt.Scale(type="log", domain=[panel.scale.low, panel.scale.high], nice=False)
    return alt.Scale(domain=[panel.scale.low, panel.scale.high], nice=False, zero=False)


def _pixels(*channels: str, color: str | None = None) -> dict[str, Any]:
    """Encodings that take positions in px and colours as they are."""
    kinds = {"x": alt.X, "y": alt.Y}
    encoding: dict[str, Any] = {
        name: kinds[name](field=name, type="quantitative", scale=None, axis=None) for name in channels if name in kinds
    }
    if "x2" in channels:
        encoding |= {"x2": alt.X2(field="x2"), "y2": alt.Y2(field="y2")}
    if color:
        encoding["color"] = alt.Color(field=color, type="nominal", scale=None, legend=None)
    return encoding


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Positions to a tenth of a px: equal input gives equal text."""
    return {name: round(v, 1) if isinstance(v, float) else v for name, v in row.items()}
