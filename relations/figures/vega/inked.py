"""Ink as layers of Vega-Lite: fills, rules, dots and texts at pixel positions, each with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from relations.figures.layout.ink import Ink, Rule
from relations.figures.vega.rows import Rows, attached

QUIET: dict[str, Any] = {"aria": False, "tooltip": None}  #: no name for a screen reader, nothing for a pointer


def fills(ink: Ink) -> dict[str, Any]:
    """Rectangles."""
    rows = [{**_rounded(vars(fill.box)), "color": fill.color} for fill in ink.fills if not fill.radius]
    return _layer(rows, "rect")


def pills(ink: Ink) -> dict[str, Any]:
    """Rectangles with round corners."""
    round_ones = (fill for fill in ink.fills if fill.radius)
    rows = [_rounded({**vars(fill.box), "color": fill.color, "radius": fill.radius}) for fill in round_ones]
    return _layer(rows, "rect", cornerRadius="radius")


def rules(lines: Sequence[Rule]) -> dict[str, Any]:
    """Straight lines, each with its width and dash."""
    rows = [_rounded(vars(rule)) for rule in lines]
    return _layer(rows, "rule", strokeWidth="width", strokeDash="dash")


def dots(ink: Ink) -> dict[str, Any]:
    """Points, each with its shape, size and colours."""
    rows = [_rounded(vars(dot)) for dot in ink.dots]
    return _layer(rows, "point", size="size", fill="fill", stroke="stroke", shape="shape")


def texts(ink: Ink) -> dict[str, Any]:
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
    return _layer(rows, "text", align="align", fontSize="size", fontWeight="weight", lineHeight="leading")


#: Of each kind of mark what is alike in all of them, and its channels beside x and y.
ALIKE: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "rect": ({}, ("x2", "y2", "color")),
    "rule": ({}, ("x2", "y2", "color")),
    "point": ({"filled": True, "opacity": 1, "strokeWidth": 1.2}, ()),
    "text": ({"baseline": "alphabetic"}, ("color", "text")),
}


def _layer(rows: Rows, kind: str, **fields: str) -> dict[str, Any]:
    """A kind of mark with what it is drawn from, in the words of Vega-Lite."""
    return _look(kind, **fields) | attached(rows)


@cache
def _look(kind: str, **fields: str) -> dict[str, Any]:
    """A mark with what it takes from fields of its rows: positions in px, and colours as they are."""
    alike, others = ALIKE[kind]
    own = {name: alt.ExprRef(f"datum.{field}") for name, field in fields.items()}
    mark: dict[str, Any] = {"type": kind, **QUIET, **alike, **own}
    channels: dict[str, Any] = {
        "x": alt.X(field="x", type="quantitative", scale=None, axis=None),
        "y": alt.Y(field="y", type="quantitative", scale=None, axis=None),
        "x2": alt.X2(field="x2"),
        "y2": alt.Y2(field="y2"),
        "color": alt.Color(field="color", type="nominal", scale=None, legend=None),
        "text": alt.Text(field="text", type="nominal"),
    }
    unit = alt.UnitSpec(mark=alt.MarkDef(**mark), encoding={name: channels[name] for name in ("x", "y", *others)})
    look: dict[str, Any] = unit.to_dict(validate=False)
    return look


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Positions to a tenth of a px: equal input gives equal text."""
    return {name: round(v, 1) if isinstance(v, float) else v for name, v in row.items()}
