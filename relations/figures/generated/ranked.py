"""A plate that ranks lines: a bar each by their values at the end of the window, the first line’s in full colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from relations.figures.art.ranking import Ranked, Ranking
from relations.figures.captions.alternative import KINDS
from relations.figures.dates import named
from relations.figures.layout.plate import Cell, Plate
from relations.figures.panel import DrawnPanel
from relations.i18n import number, say
from relations.i18n.units import spoken
from relations.values import capital


def ranked_plate(drawn: Sequence[DrawnPanel]) -> Plate:
    """The plate of a figure that ranks lines: a cell per panel."""
    each = [ranking_of(panel) for panel in drawn]
    arts = [replace(art, beside=max(len(one.rows) for one in each)) for art in each]
    heads = [_head(panel) for panel in drawn]
    cells = tuple(Cell(art, *head) for art, head in zip(arts, heads, strict=True))
    return Plate(cells, told=tuple(map(_told, arts, heads)), kind=say(KINDS[drawn[0].spec.chart]))


def ranking_of(panel: DrawnPanel) -> Ranking:
    """Its lines by their values on the last day that any of them has; one without a value of that day is left out."""
    last = max(one.shown.last for one in panel.series)
    rows = tuple(
        Ranked(one.label, float(one.shown.data["value"].iloc[-1]), one.hue, asked=one is panel.series[0])
        for one in panel.series
        if one.shown.last == last
    )
    return Ranking(rows, 0 if max(abs(one.value) for one in rows) >= 1000 else 1)


def _head(panel: DrawnPanel) -> tuple[str, str]:
    """What the values are in, and of when."""
    first = panel.series[0].shown.indicator
    return capital(spoken(panel.series[0].unit)), named(first, max(one.shown.last for one in panel.series))


def _told(art: Ranking, head: tuple[str, str]) -> str:
    rows = "; ".join(f"{one.name} {number(one.value, art.decimals)}" for one in art.order)
    return f"{', '.join(head)}: {rows}"
