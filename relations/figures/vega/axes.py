"""Scales and axes of a panel, with the ticks we chose, time in UTC; and what a pointer meets in an HTML file."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any

import altair as alt

from relations.figures.layout.geometry import LABEL_PADDING
from relations.figures.panel import DrawnPanel, Series
from relations.i18n import Precision, d3_date
from relations.i18n.units import spoken


def time_scale(start: date, end: date) -> alt.Scale:
    """From the first day to the day after the last."""
    # As expressions: dates or numbers are read twice, before and after parsing, and taken for a conflict.
    ends = [alt.ExprRef(f"utc({day.year}, {day.month - 1}, {day.day})") for day in (start, end)]
    return alt.Scale(type="utc", domain=ends, nice=False)


def time_axis(*, domain: bool) -> alt.Axis:
    """A line below a panel, or none; its ticks and their labels are ink."""
    return alt.Axis(values=[], title=None, grid=False, labels=False, ticks=False, domain=domain)


def value_scale(panel: DrawnPanel, height: float) -> alt.Scale:
    """Linear or logarithmic, upwards or down, between the values the panel was measured for, over its height in px."""
    scale = panel.scale
    kind: dict[str, Any] = {"type": "log"} if scale.log else {"zero": False}
    ends = [0, height] if scale.inverted else [height, 0]
    return alt.Scale(domain=[scale.low, scale.high], range=ends, nice=False, **kind)


def value_axis(panel: DrawnPanel) -> alt.Axis:
    """Labels at the panel's ticks; their lines are ink."""
    scale = panel.scale
    return alt.Axis(
        values=list(scale.ticks),
        format=f",.{scale.decimals}f",
        title=None,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=LABEL_PADDING,
        labelOverlap=False,
    )


HOVER_PX = 2.0  #: px between two days below which a pointer cannot choose


def hover(series: Series, apart: float, height: float, encoding: dict[str, Any]) -> alt.UnitSpec:
    """The ticks of a line whose observations are `apart` px apart, as many as a pointer can tell apart."""
    period = series.dating.period
    precision: Precision = "year" if period == "year" else "month" if period in ("month", "quarter") else "day"
    units: dict[Precision, Any] = {"year": "utcyear", "month": "utcyearmonth", "day": "utcyearmonthdate"}
    tooltip = [
        alt.Tooltip(
            field="date",
            type="temporal",
            timeUnit=units[precision],
            format=d3_date(precision),
            title=_row(series.label),
        ),
        alt.Tooltip(field="value", type="quantitative", format=",.6~g", title=_row(spoken(series.unit))),
    ]
    every = ceil(HOVER_PX / apart)
    thickness = max(3.0, round(apart, 1))
    mark = alt.MarkDef(type="tick", orient="vertical", size=height, thickness=thickness, opacity=0, aria=False)
    row: dict[str, Any] = {"op": "row_number", "as": "row"}  # a word of Python's own, so no keyword
    thinned = [
        alt.WindowTransform(window=[alt.WindowFieldDef(**row)]),
        alt.FilterTransform(filter=f"isValid(datum.value) && datum.row % {every} == 0"),
    ]
    return alt.UnitSpec(transform=thinned, mark=mark, encoding={"x": encoding["x"], "tooltip": tooltip})


def _row(name: str) -> str:
    """The name of a tooltip row: vega-tooltip takes `image` for a picture's address, and `title` for a heading."""
    return f"{name}:" if name in ("image", "title") else name
