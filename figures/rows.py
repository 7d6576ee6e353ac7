"""The rows a line or its bars are drawn from."""

from __future__ import annotations

from datetime import timedelta
from math import isnan
from typing import Any

import numpy as np

from figures.dates import milliseconds, period_end
from figures.panel import DrawnPanel, Series, with_gaps

Rows = list[dict[str, Any]]
INSET = 0.1  #: share of its period that a group of bars leaves free on either side


def points(panel: DrawnPanel, series: Series) -> Rows:
    """A row per observation and per gap; a step's last one holds to the end of its period, as all others do."""
    data = with_gaps(series.shown)
    days = np.datetime_as_string(data["date"].to_numpy(), unit="D").tolist()
    values = [None if isnan(value) else value for value in data["value"].tolist()]
    rows: Rows = [{"date": day, "value": value} for day, value in zip(days, values, strict=True)]
    if panel.spec.chart == "step":
        end = period_end(series.shown.last, series.shown.indicator.frequency) - timedelta(days=1)
        rows.append({"date": end.isoformat(), "value": values[-1]})
    return rows


def bars(panel: DrawnPanel, series: Series) -> Rows:
    """A bar per observation, side by side with those of the panel's other series within its period."""
    place, count = panel.series.index(series), len(panel.series)
    rows: Rows = []
    for day, value in zip(series.shown.data["date"], series.shown.data["value"].tolist(), strict=True):
        start = milliseconds(day.date())
        length = milliseconds(period_end(day.date(), series.shown.indicator.frequency)) - start
        width = length * (1 - 2 * INSET) / count
        left = start + length * INSET + place * width
        rows.append({"date": round(left), "end": round(left + width), "value": value})
    return rows
