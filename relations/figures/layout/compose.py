"""A figure's parts put together: everything is measured first, and the panels share the height that is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from relations.figures import fonts
from relations.figures.layout.annotate import annotate
from relations.figures.layout.geometry import Geometry, Grid
from relations.figures.layout.ink import Ink
from relations.figures.layout.lane import names_at
from relations.figures.layout.plan import Content, Layout, Plan, Thrift, below_panels, levels, planned
from relations.figures.layout.ticks import strip
from relations.figures.layout.timeline import write_axis
from relations.figures.options import Options
from relations.figures.panel import DrawnPanel
from relations.figures.theme import Style, style_of
from relations.figures.vega import Sheet, unchecked
from relations.story import Event

DATED = 1100  #: px of width from which events are named with their days
TALLER = (1.06, 1.12, 1.18, 1.25)  #: of the height asked for, what a figure may have to keep its marks


@dataclass(frozen=True)
class Filled:
    """A plan with its panels filled: their places, the ink in each of them, and the part below them."""

    plan: Plan
    drawn: list[DrawnPanel]
    heights: tuple[int, ...]  #: of the panels
    inks: list[Ink]
    below: Ink
    total: int  #: height
    homeless: int  #: how many marks have no place in their panel, and are told below


def compose(content: Content, options: Options) -> tuple[dict[str, Any], Grid]:
    """The specification of a figure, and where its panels stand in it; it is as high as its parts need, if not more."""
    filled = _arranged(content, options)
    plan, inks = filled.plan, filled.inks
    layout, sizes = plan.layout, plan.style.sizes
    grid = plan.grid(options.width, max(filled.total, options.height), filled.heights)
    inks[0].place(plan.above, -layout.left, sizes.margin - grid.top, behind=True)
    inks[0].place(plan.names.ink, 0, -layout.first, behind=True)
    if plan.ticks:
        inks[0].place(strip(content.days, layout.x, layout.plot, layout.right, plan.style), 0, filled.heights[0])
    low = filled.heights[-1] + (plan.ticks if len(inks) == 1 else 0)
    limits = -layout.left, layout.plot + layout.right
    inks[-1].place(write_axis(plan.time, layout.x, limits, plan.style, bare=not content.annual), 0, low)
    inks[-1].place(filled.below, -layout.left, low + plan.axis)
    return _specification(content, filled, grid, options), grid


def _arranged(content: Content, options: Options) -> Filled:
    """The figure laid out with as much as has room in the height asked for.

    If nothing that may leave makes it as low as that, it is higher: as low as can be if its size is to be exact.
    """
    for plan in _plans(content, options):
        if plan.needed <= options.height:
            filled = _filled(content, plan, options.height)
            if filled.total <= options.height:
                return _grown(content, filled, options)
    return _grown(content, _filled(content, plan, options.height), options)


def _grown(content: Content, filled: Filled, options: Options) -> Filled:
    """The figure as much higher as its marks need to stand in it, if that is not much and nobody asked for its size."""
    if options.exact or not filled.homeless:
        return filled
    *lower, most = (round(share * options.height) for share in TALLER)
    tallest = _filled(content, filled.plan, most)
    if tallest.homeless >= filled.homeless:
        return filled
    taller = (_filled(content, filled.plan, height) for height in lower)
    return next((one for one in taller if one.homeless <= tallest.homeless), tallest)


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
        heights = plan.heights(wanted)
        drawn = [  # with the ticks whose labels have room at that height
            replace(panel, scale=panel.scale.spaced(height, 1.4 * fonts.line_box(style.sizes.tick)))
            for panel, height in zip(content.drawn, heights, strict=True)
        ]
        inks, homeless = _annotated(drawn, plan.names.named, layout, heights, style)
        below, below_height = below_panels(content, layout, plan.names, homeless, plan.thrift, style)
        if below_height <= plan.below_height:
            return Filled(plan, drawn, heights, inks, below, ceil(plan.rest + sum(heights)), len(homeless))
        line = fonts.line_box(style.sizes.note)  # at a time: in panels a little lower, a mark may have its place
        plan = replace(plan, below_height=min(below_height, plan.below_height + line))


def _annotated(
    drawn: Sequence[DrawnPanel], named: Sequence[Event], layout: Layout, heights: Sequence[int], style: Style
) -> tuple[list[Ink], list[str]]:
    """The ink of every panel, and in words all that found no place in theirs."""
    headings = (layout.first, *[layout.heading] * (len(drawn) - 1))
    places = (
        Geometry(layout.plot, height, layout.left, layout.right, heading, layout.x, layout.domain)
        for height, heading in zip(heights, headings, strict=True)
    )
    annotated = [
        annotate(panel, named, place, style, first=panel is drawn[0])
        for panel, place in zip(drawn, places, strict=True)
    ]
    return [ink for ink, _ in annotated], [words for _, homeless in annotated for words in homeless]


def _specification(content: Content, filled: Filled, grid: Grid, options: Options) -> dict[str, Any]:
    style = filled.plan.style
    family = fonts.family_for(line for ink in filled.inks for text in ink.texts for line in text.lines)
    with unchecked():
        sheet = Sheet(style, grid, family, hover=options.hover, thinned=options.thinned)
        for panel, ink in zip(filled.drawn, filled.inks, strict=True):
            sheet.add(panel, ink)
        return sheet.spec(content.description)
