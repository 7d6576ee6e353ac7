"""Ink as layers of Vega-Lite: fills, rules, dots and texts at pixel positions, each with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

from relations.figures.layout.ink import Ink, Rule
from relations.figures.vega.rows import Rows

QUIET: dict[str, Any] = {"aria": False, "tooltip": None}  #: no name for a screen reader, nothing for a pointer


@dataclass(frozen=True)
class Layer:
    """A kind of mark, what it is drawn from, and how."""

    rows: Rows
    mark: alt.MarkDef
    encoding: dict[str, Any]


def fills(ink: Ink) -> Layer:
    """Rectangles."""
    rows = [{**_rounded(asdict(fill.box)), "color": fill.color} for fill in ink.fills if not fill.radius]
    return Layer(rows, alt.MarkDef(type="rect", **QUIET), _pixels("x", "y", "x2", "y2", color="color"))


def pills(ink: Ink) -> Layer:
    """Rectangles with round corners."""
    round_ones = (fill for fill in ink.fills if fill.radius)
    rows = [_rounded({**asdict(fill.box), "color": fill.color, "radius": fill.radius}) for fill in round_ones]
    mark = alt.MarkDef(type="rect", cornerRadius=alt.ExprRef("datum.radius"), **QUIET)
    return Layer(rows, mark, _pixels("x", "y", "x2", "y2", color="color"))


def rules(lines: Sequence[Rule]) -> Layer:
    """Straight lines, each with its width and dash."""
    rows = [_rounded(asdict(rule)) for rule in lines]
    mark = alt.MarkDef(
        type="rule", strokeWidth=alt.ExprRef("datum.width"), strokeDash=alt.ExprRef("datum.dash"), **QUIET
    )
    return Layer(rows, mark, _pixels("x", "y", "x2", "y2", color="color"))


def dots(ink: Ink) -> Layer:
    """Points, each with its shape, size and colours."""
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
    return Layer(rows, mark, _pixels("x", "y"))


def texts(ink: Ink) -> Layer:
    """Texts of one or several lines, each with its type and place."""
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
    return Layer(rows, mark, encoding)


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
