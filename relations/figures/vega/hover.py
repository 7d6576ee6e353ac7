"""What a pointer meets in an HTML file: invisible ticks as high as the panel that tell date and value."""

from __future__ import annotations

from math import ceil
from typing import Any

import altair as alt

from relations.figures.panel import Series
from relations.i18n import Precision, d3_date
from relations.i18n.units import spoken

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
