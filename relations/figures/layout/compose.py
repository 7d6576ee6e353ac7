"""A figure's parts put together: everything is measured first, and the panels share the height that is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Any

from relations.figures import fonts
from relations.figures.dates import time_ticks
from relations.figures.layout.annotate import annotate
from relations.figures.layout.geometry import Geometry, Grid
from relations.figures.layout.ink import Ink
from relations.figures.layout.naming import names_at
from relations.figures.layout.plan import Content, Layout, Plan, below_panels, planned
from relations.figures.layout.thrift import Thrift, levels
from relations.figures.layout.ticks import strip
from relations.figures.options import Options
from relations.figures.panel import DrawnPanel
from relations.figures.theme import Style, style_of
from relations.figures.vega import Sheet, unchecked
from relations.i18n import written
from relations.story import Event

DATED = 1100  #: px of width from which events are named with their days


@dataclass(frozen=True)
class Filled:
    """A plan with its panels filled: their places, the ink in each of them, and the part below them."""

    plan: Plan
    drawn: list[DrawnPanel]
    panel: int  #: height of each panel
    inks: list[Ink]
    below: Ink
    total: int  #: height


def compose(content: Content, options: Options) -> tuple[dict[str, Any], Grid]:
    """The specification of a figure, and where its panels stand in it; it is as high as its parts need, if not more."""
    filled = _arranged(content, options)
    plan, inks = filled.plan, filled.inks
    layout, sizes = plan.layout, plan.style.sizes
    grid = plan.grid(options.width, max(filled.total, options.height), filled.panel)
    inks[0].place(plan.above, -layout.left, sizes.margin - grid.top, behind=True)
    inks[0].place(plan.names.ink, 0, -layout.heading, behind=True)
    if plan.ticks:
        inks[0].place(strip(content.days, layout.x, layout.plot, layout.right, plan.style), 0, filled.panel)
    low = filled.panel + (plan.ticks if len(inks) == 1 else 0) + sizes.axis
    inks[-1].place(filled.below, -layout.left, low)
    return _specification(content, filled, grid, options), grid


def _arranged(content: Content, options: Options) -> Filled:
    """The figure laid out with as much as has room in the height asked for.

    If nothing that may leave makes it as low as that, it is higher: as low as can be if its size is to be exact.
    """
    plans = _plans(content, options)
    plan = next(plans)
    while (filled := _fitting(content, plan, options.height)) is None:
        if (lower := next(plans, None)) is None:
            return _filled(content, plan, options.height)
        plan = lower
    return filled


def _fitting(content: Content, plan: Plan, height: int) -> Filled | None:
    """The plan with its panels filled, if it is no higher than that."""
    filled = _filled(content, plan, height) if plan.needed <= height else None
    return filled if filled and filled.total <= height else None


def _plans(content: Content, options: Options) -> Iterator[Plan]:
    style = style_of(options.theme, options.width, options.highlight)
    names = names_at(options.width) if options.names is None else options.names
    first = Thrift(min(names, len(content.ranked)), dated=options.width >= DATED)
    for thrift in levels(first) if options.exact else (first,):
        yield planned(content, options.width, style, thrift)


def _filled(content: Content, plan: Plan, wanted: int) -> Filled:
    """The panels at the height the others leave them; what finds no place in them becomes a note and takes some."""
    style, layout = plan.style, plan.layout
    while True:
        height = plan.panel(wanted)
        drawn = [_spaced(panel, height, style) for panel in content.drawn]
        inks, homeless = _annotated(drawn, plan.names.named, layout, height, style)
        below, below_height = below_panels(content, layout, plan.names, homeless, plan.thrift, style)
        if below_height <= plan.below_height:
            return Filled(plan, drawn, height, inks, below, ceil(plan.rest + len(inks) * height))
        plan = replace(plan, below_height=below_height)


def _spaced(panel: DrawnPanel, height: int, style: Style) -> DrawnPanel:
    """The panel with the ticks whose labels have room at that height, each drawn at the nearest px."""
    return replace(panel, scale=panel.scale.spaced(height, fonts.line_box(style.sizes.tick) + 1))


def _annotated(
    drawn: Sequence[DrawnPanel], named: Sequence[Event], layout: Layout, height: int, style: Style
) -> tuple[list[Ink], list[str]]:
    """The ink of every panel, and one note of all that found no place in theirs."""
    geometry = Geometry(layout.plot, height, layout.left, layout.right, layout.heading, layout.x)
    annotated = [annotate(panel, named, geometry, style, first=panel is drawn[0]) for panel in drawn]
    note = " ".join(words for _, homeless in annotated for words in homeless)
    return [ink for ink, _ in annotated], [note] if note else []


def _specification(content: Content, filled: Filled, grid: Grid, options: Options) -> dict[str, Any]:
    style, layout = filled.plan.style, filled.plan.layout
    family = fonts.family_for(line for ink in filled.inks for text in ink.texts for line in text.lines)
    with unchecked():
        sheet = Sheet(style, grid, family, hover=options.hover, thinned=options.thinned)
        for panel, ink in zip(filled.drawn, filled.inks, strict=True):
            ticks = _ticks(content, layout, style) if panel is filled.drawn[-1] else None
            sheet.add(panel, ink, ticks)
        return sheet.spec(content.description)


def _ticks(content: Content, layout: Layout, style: Style) -> tuple[list[date], str]:
    """Ticks of the time axis whose labels stay inside the figure; years of annual data are labelled at their middle."""
    months = (written(date(2015, month, 1), "month") for month in range(1, 13))
    widths = max(fonts.width(month, style.sizes.tick) for month in months), fonts.width("2015", style.sizes.tick)
    days, precision = time_ticks(*layout.domain, layout.plot, widths)
    if all(one.indicator.dating.is_across and one.indicator.frequency == "annual" for _, one in content.shown):
        days, precision = sorted({day.replace(month=7, day=1) for day in days}), "year"
    half = widths[0 if precision == "month" else 1] / 2
    low, high = half - layout.left, layout.plot + layout.right - half
    return [day for day in days if low <= layout.x(day) <= high], precision
