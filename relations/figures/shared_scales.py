"""The scales a figure's panels are read on: one for all panels of a unit, large amounts of money in billions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

import numpy as np
import pandas as pd

from relations.figures.panel import Series, is_stacked
from relations.figures.scale import Scale, fitting, log_scale, proportional
from relations.i18n import number
from relations.story import FigureSpec, Panel
from relations.values import Count, Index, Money, Share, Since, Unit, When, digits
from sources import Snapshot
from transforms import derived

BILLION = 10**9
HEADROOM = 0.06  #: of their height, above the tallest of bars and below the lowest
LARGE = 10 * BILLION  #: money from which on it is told in billions

Filled = list[tuple[Panel, list[Series]]]  #: the panels with their series, before they have scales


def scales(spec: FigureSpec, filled: Filled, problems: list[str]) -> list[Scale]:
    """Per panel its scale; panels of one unit share theirs, and quotes of different currencies their percentages."""
    values: dict[tuple[Unit, str, str], list[pd.Series[float]]] = {}
    for panel, series in filled:
        values.setdefault(_axis_of(panel, series[0]), []).extend(_extent(panel, series))
    barred = {_axis_of(panel, series[0]) for panel, series in filled if panel.chart == "bar"}
    found: list[Scale] = []
    for panel, series in filled:
        unit = alike(series[0].unit)
        axis = _axis_of(panel, series[0])
        all_values = pd.concat(values[axis])
        quoted = all(one.is_quote for one in series)
        found.append(_scale(spec, panel, unit, all_values, problems, zero=axis in barred, inverted=quoted))
    quotes = [i for i, (_, series) in enumerate(filled) if series[0].is_quote and not found[i].log]
    if len({filled[i][1][0].unit for i in quotes}) > 1:
        for i, scale in zip(quotes, proportional([found[i] for i in quotes]), strict=True):
            found[i] = scale
    return found


def _axis_of(panel: Panel, one: Series) -> tuple[Unit, str, str]:
    """What lines have in common that are read on one scale; a month's sum is no smaller year's."""
    return alike(one.unit), panel.scale, one.shown.indicator.frequency if isinstance(one.unit, Money | Count) else ""


def alike(unit: Unit) -> Unit:
    """The unit without what of it no axis depends on: which whole a share is of, at which base an index is 100."""
    match unit:
        case Share():
            return Share()
        case Index(When()):
            return Index()
        case Since(base):
            return Since(replace(base, day=date(1, 1, 1)))
    return unit


def _extent(panel: Panel, series: Sequence[Series]) -> list[pd.Series[float]]:
    """What an axis must enclose: all values, of a stack its totals."""
    if is_stacked(panel, series):
        return [pd.concat([one.shown.data for one in series]).groupby("date")["value"].sum()]
    return [copy.data["value"] for one in series for copy in (one.shown, one.then) if copy]


def _scale(
    spec: FigureSpec, panel: Panel, unit: Unit, values: pd.Series[float], problems: list[str], *,
    zero: bool, inverted: bool,
) -> Scale:  # fmt: skip
    """The panel's axis; a logarithmic one only where every value has a logarithm."""
    if panel.scale == "log":
        if values.min() > 0:
            return replace(log_scale(values.min(), values.max()), inverted=inverted)
        lowest = number(values.min(), digits(values.min()))
        needed = "a logarithmic scale needs positive values"
        problems.append(f"{spec.id}: {needed}, and the lowest is {lowest}: drawn linear")
    low, high = float(values.min()), float(values.max())
    if panel.chart == "bar":  # room for what is written at their ends
        room = HEADROOM * (max(high, 0.0) - min(low, 0.0))
        low, high = low - room if low < 0 else low, high + room if high > 0 else high
    return fitting(low, high, unit, zero=zero, inverted=inverted)


def in_billions(filled: Filled) -> Filled:
    """Money of many thousand millions as an editor writes it, all panels of a unit alike, whatever their window."""
    most: dict[tuple[Unit, str, str], float] = {}
    for panel, series in filled:
        for one in series:
            axis = _axis_of(panel, one)
            whole = one.level if one.level and one.level.indicator.unit == one.unit else one.shown
            most[axis] = max(most.get(axis, 0), float(np.abs(whole.values).max()))
    large = {axis for axis, value in most.items() if is_large(axis[0], value)}
    return [
        (panel, [_rescaled(one) if _axis_of(panel, one) in large else one for one in series])
        for panel, series in filled
    ]


def is_large(unit: Unit, most: float) -> bool:
    """Whether amounts up to that are money that is told in billions."""
    return isinstance(unit, Money) and most * unit.scale >= LARGE


def billions(unit: Unit) -> tuple[Money, float]:
    """The unit of money in billions, and what its amounts are multiplied by."""
    money = cast(Money, unit)
    return replace(money, scale=BILLION), money.scale / BILLION


def _rescaled(one: Series) -> Series:
    unit, factor = billions(one.unit)
    shown, then = (
        s and derived(s, s.data.assign(value=s.data["value"] * factor), unit=unit) for s in (one.shown, one.then)
    )
    return replace(one, shown=cast(Snapshot, shown), then=then)
