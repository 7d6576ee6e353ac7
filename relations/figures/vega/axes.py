"""Scales and axes of a panel: time in UTC, whatever the viewer's zone, and values with the ticks we chose."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

from relations.figures.layout.geometry import LABEL_PADDING
from relations.figures.panel import DrawnPanel


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
