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
from relations.figures.layout.plan import Content, Layout, Plan, below_panels, planned
from relations.figures.layout.timeline import write_axis
from relations.figures.options import Options
from relations.figures.panel import DrawnPanel
from relations.figures.theme import Style, style_of
from relations.figures.vega import Sheet, unchecked
from relations.story import Event

LABEL_SHARE = 0.36  #: of the height, what labels beside their rules may take


@dataclass(frozen=True)
class Filled:
    """A plan with its panels filled: their places, the ink in each of them, and the part below them."""

    plan: Plan
    drawn: list[DrawnPanel]
    heights: tuple[int, ...]  #: of the panels
    inks: list[Ink]
    below: Ink
    total: int  #: height


def compose(content: Content, options: Options) -> tuple[dict[str, Any], Grid]:
    """The specification of a figure, and where its panels stand in it; it is as high as its parts need, if not more."""
    filled = _arranged(content, options)
    plan, inks = filled.plan, filled.inks
    layout, sizes = plan.layout, plan.style.sizes
    grid = plan.grid(options.width, max(filled.total, options.height), filled.heights)
    inks[0].place(plan.above, -layout.left, sizes.margin - grid.top, behind=True)
    inks[0].place(plan.strip.ink, 0, -layout.first)
    limits = -layout.left, layout.plot + layout.right
    axis = write_axis(plan.ticks, layout.x, limits, plan.style, bare=not content.annual)
    inks[-1].place(axis, 0, filled.heights[-1])
    inks[-1].place(filled.below, -layout.left, filled.heights[-1] + plan.axis)
    return _specification(content, filled, grid, options), grid


def _arranged(content: Content, options: Options) -> Filled:
    """The figure laid out in the first way that has the height asked for.

    Labels beside their rules are better than numbers, and large type is better than small. If no way has that height,
    a figure of exact size is laid out in the lowest way, and any other in the first.
    """
    found: list[tuple[int, Plan]] = []
    for plan in _plans(content, options):
        height = plan.needed
        if height <= options.height:
            filled = _filled(content, plan, options.height)
            height = filled.total
            if height <= options.height:
                return filled
        found.append((height, plan))
    if options.exact:
        return _filled(content, min(found, key=lambda one: one[0])[1], options.height)
    (_, labelled), (_, numbered) = found
    crowded = labelled.strip.height > LABEL_SHARE * options.height
    return _filled(content, numbered if crowded else labelled, options.height)


def _plans(content: Content, options: Options) -> Iterator[Plan]:
    share = 0.6 if options.exact else LABEL_SHARE
    for dense in (False, True) if options.exact else (False,):
        style = style_of(options.theme, options.width, options.highlight, dense=dense)
        for room in (share * options.height, None):
            yield planned(content, options.width, style, room)


def _filled(content: Content, plan: Plan, wanted: int) -> Filled:
    """The panels at the height the others leave them; what finds no place in them becomes a note and takes some."""
    style, layout = plan.style, plan.layout
    while True:
        heights = plan.heights(wanted)
        drawn = [_spaced(panel, height, style) for panel, height in zip(content.drawn, heights, strict=True)]
        inks, homeless = _annotated(drawn, content.days, layout, heights, style)
        below, below_height = below_panels(content, layout, plan.strip, homeless, style)
        if below_height <= plan.below_height:
            return Filled(plan, drawn, heights, inks, below, ceil(plan.rest + sum(heights)))
        plan = replace(plan, below_height=below_height)


def _spaced(panel: DrawnPanel, height: int, style: Style) -> DrawnPanel:
    """The panel with the ticks whose labels have room at that height, each drawn at the nearest px."""
    return replace(panel, scale=panel.scale.spaced(height, fonts.line_box(style.sizes.tick) + 1))


def _annotated(
    drawn: Sequence[DrawnPanel], days: Sequence[Event], layout: Layout, heights: Sequence[int], style: Style
) -> tuple[list[Ink], list[str]]:
    """The ink of every panel, and one note of all that found no place in theirs."""
    headings = (layout.first, *[layout.heading] * (len(drawn) - 1))
    places = (
        Geometry(layout.plot, height, layout.left, layout.right, heading, layout.x, layout.domain)
        for height, heading in zip(heights, headings, strict=True)
    )
    annotated = [annotate(panel, days, place, style) for panel, place in zip(drawn, places, strict=True)]
    note = " ".join(words for _, homeless in annotated for words in homeless)
    return [ink for ink, _ in annotated], [note] if note else []


def _specification(content: Content, filled: Filled, grid: Grid, options: Options) -> dict[str, Any]:
    style = filled.plan.style
    with unchecked():
        sheet = Sheet(style, grid, hover=options.hover, thinned=options.thinned)
        for panel, ink in zip(filled.drawn, filled.inks, strict=True):
            sheet.add(panel, ink)
        return sheet.spec(content.description)
