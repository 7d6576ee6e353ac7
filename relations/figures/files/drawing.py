"""A specification drawn as SVG: the few marks and axes our figures are made of, at the places it gives them.

Vega-Lite draws it as well, in HTML files and on the site where a reader asks to read values, but needs an engine for
JavaScript and a hundred times as long. The tests hold what is drawn here against Vega-Lite's picture, pixel by pixel; a
word of Vega-Lite that is not known here is an error, so nothing is ever left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from math import isnan, sqrt
from types import MappingProxyType
from typing import Any

import numpy as np

from relations.figures.files.scales import Floats, NotDrawn, Place, known, labels

Spec = Mapping[str, Any]
Row = Mapping[str, Any]
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_SILENT = {"type", "aria", "tooltip"}  #: words of a mark that draw nothing
_KNOWN = {
    "rect": {"stroke", "strokeWidth", "strokeDash", "cornerRadius", "opacity"},
    "bar": {"fill", "stroke", "strokeWidth", "strokeDash", "opacity"},
    "rule": {"strokeWidth", "strokeDash"},
    "point": {"filled", "fill", "stroke", "strokeWidth", "size", "shape", "opacity"},
    "text": {"baseline", "align", "fontSize", "fontWeight", "lineHeight"},
    "line": {"color", "strokeWidth", "strokeDash", "strokeJoin", "interpolate", "opacity"},
}  #: per kind of mark the other words that are drawn


def svg(spec: Spec, *, named: bool = False) -> str:
    """A specification of ours as SVG: equal specifications give equal texts. NotDrawn if it has a word unknown here.

    `named`: what a line is drawn with has its name as a class, for who looks for it on a page.
    """
    canvas = spec["vconcat"][0]["layer"][0]["data"]["values"][0]
    width, height = (plain(canvas[end] - canvas[start]) for start, end in (("x", "x2"), ("y", "y2")))
    panels = "".join(_panels(spec, -canvas["x"], -canvas["y"], named=named))
    ground = "none" if spec["background"] == "transparent" else spec["background"]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" class="marks" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="{ground}"/>'
        f'<g fill="none" stroke-miterlimit="10" font-family="{spec["config"]["font"]}">{panels}</g></svg>'
    )


def plain(number: float) -> str:
    """A number as SVG writes it, to a thousandth of a px."""
    text = str(round(number, 3)).removesuffix(".0")
    return "0" if text == "-0" else text


def _panels(spec: Spec, x: float, y: float, *, named: bool) -> Iterator[str]:
    """The panels, one below the other."""
    for view in spec["vconcat"]:
        drawn = "".join(_panel(view, spec["config"], named=named))
        yield f'<g transform="translate({plain(x)},{plain(y)})">{drawn}</g>'
        y += view["height"] + spec["spacing"]


def _panel(view: Spec, config: Spec, *, named: bool) -> Iterator[str]:
    """A panel's axes, and on them its layers from back to front."""
    size = view["width"], view["height"]
    units = [unit for unit in _units(view["layer"]) if unit["mark"].get("opacity") != 0]  # 0: for a pointer only
    encodings = (unit["encoding"] for unit in units)
    if scaled := next((one for one in encodings if one["x"].get("axis") and one["y"].get("axis")), None):
        yield from _axes(scaled, size, config)
    for unit in units:
        name = f" {unit['name']}" if named and unit["name"] else ""
        yield f'<g class="mark-{unit["mark"]["type"]} role-mark{name}">{"".join(_marks(unit, size))}</g>'


def _axes(encoding: Spec, size: tuple[float, float], config: Spec) -> Iterator[str]:
    """A line and labels of values; half a px off, as Vega sets them, so that a line of one px fills one px."""
    style, foot = config["axis"], plain(size[1])
    line = (
        f'<line y1="{foot}" x2="{plain(size[0])}" y2="{foot}" stroke="{style["domainColor"]}"/>'
        if encoding["x"]["axis"]["domain"]
        else ""
    )
    x = plain(-encoding["y"]["axis"]["labelPadding"])
    values = "".join(
        f'<text x="{x}" y="{plain(y)}">{escape(words, quote=False)}</text>'
        for y, words in labels(encoding, size, config)
    )
    letters = f'font-size="{plain(style["labelFontSize"])}" fill="{style["labelColor"]}"'
    yield f'<g transform="translate(0.5,0.5)"><g class="role-axis">{line}</g>'
    yield f'<g class="role-axis"><g class="role-axis-label" text-anchor="end" {letters}>{values}</g></g></g>'


def _units(layers: Sequence[Spec], around: Spec = MappingProxyType({"data": None, "name": ""})) -> Iterator[Spec]:
    """The layers that draw, each with its data and its name: its own or those of the layer around it."""
    for layer in layers:
        own = {name: layer.get(name, around[name]) for name in around}
        if "layer" in layer:
            yield from _units(layer["layer"], own)
        else:
            yield {**layer, **own}


def _marks(unit: Spec, size: tuple[float, float]) -> Iterator[str]:
    """The marks of a layer."""
    mark, encoding = unit["mark"], unit["encoding"]
    kind = mark["type"]
    known([kind], _KNOWN, "a mark of the type")
    known(mark, _SILENT | _KNOWN[kind], f"a {kind}")
    rows, where = _rows(unit["data"]), Place(encoding, size)
    if kind == "line":
        yield _line(mark, rows, where)
    else:
        yield from (_KINDS[kind](_words(mark, encoding, row), row, where) for row in rows)


def _rows(data: Spec) -> Sequence[Row]:
    """The rows of a layer, as they are or joined."""
    values: Sequence[Row] = data["values"]
    if not (values and "numbers" in values[0]):
        return values
    days, numbers = (values[0][name].split(",") for name in ("days", "numbers"))
    pairs = zip(days, numbers, strict=True)
    return [{"date": day, "value": float(number) if number else None} for day, number in pairs]


def _words(mark: Spec, encoding: Spec, row: Row) -> dict[str, Any]:
    """The words of a mark for a row: as they are, or from a field of it."""
    words = {
        name: row[word["expr"].removeprefix("datum.")] if isinstance(word, dict) else word
        for name, word in mark.items()
    }
    return words | {name: row[encoding[name]["field"]] for name in ("color", "text") if name in encoding}


def _pen(words: Mapping[str, Any]) -> str:
    """The attributes for what a mark is drawn with."""
    dash = ",".join(map(plain, words.get("strokeDash") or ()))
    found = {
        "fill": words.get("fill"),
        "stroke": words.get("stroke"),
        "stroke-width": plain(words["strokeWidth"]) if "strokeWidth" in words else None,
        "stroke-dasharray": dash or None,
        "stroke-linejoin": words.get("strokeJoin"),
        "opacity": plain(words["opacity"]) if words.get("opacity", 1) != 1 else None,
    }
    return "".join(f' {name}="{word}"' for name, word in found.items() if word is not None)


def _rect(words: dict[str, Any], row: Row, where: Place) -> str:
    """A rectangle; nothing for one that nobody sees, over which a rasteriser would spend a quarter of its time."""
    if words.get("color") == "transparent":
        return ""
    x, x2 = sorted((where.of(row, "x"), where.of(row, "x2")))
    y, y2 = sorted((where.of(row, "y"), where.of(row, "y2")))
    pen = _pen({"fill": words.get("color"), **words})
    corner = f' rx="{plain(words["cornerRadius"])}"' if words.get("cornerRadius") else ""
    return f'<rect x="{plain(x)}" y="{plain(y)}" width="{plain(x2 - x)}" height="{plain(y2 - y)}"{corner}{pen}/>'


def _rule(words: dict[str, Any], row: Row, where: Place) -> str:
    ends = "".join(f' {end}="{plain(where.of(row, end.removesuffix("1")))}"' for end in ("x1", "y1", "x2", "y2"))
    return f"<line{ends}{_pen({'stroke': words['color'], **words})}/>"


def _point(words: dict[str, Any], row: Row, where: Place) -> str:
    x, y, shape = where.of(row, "x"), where.of(row, "y"), words["shape"]
    if shape == "circle":
        return f'<circle cx="{plain(x)}" cy="{plain(y)}" r="{plain(sqrt(words["size"]) / 2)}"{_pen(words)}/>'
    if shape == "square":
        side = sqrt(words["size"])
        corner = f'x="{plain(x - side / 2)}" y="{plain(y - side / 2)}"'
        return f'<rect {corner} width="{plain(side)}" height="{plain(side)}"{_pen(words)}/>'
    if not shape.startswith("M"):
        raise NotDrawn(f"a point of shape {shape!r}")
    half = sqrt(words["size"]) / 2  # a path reaches from −1 to 1
    path = _PAIR.sub(lambda pair: f"{plain(x + half * float(pair[1]))},{plain(y + half * float(pair[2]))}", shape)
    return f'<path d="{path}"{_pen(words)}/>'


def _text(words: dict[str, Any], row: Row, where: Place) -> str:
    x, y, down = plain(where.of(row, "x")), plain(where.of(row, "y")), plain(words["lineHeight"])
    lines = [words["text"]] if isinstance(words["text"], str) else words["text"]
    lines = [escape(line.strip(), quote=False) for line in lines]
    if words["align"] == "left":  # who copies it gets a space between two lines; elsewhere it would move them
        lines[:-1] = [f"{line} " for line in lines[:-1]]
    first, *others = lines
    under = "".join(f'<tspan x="{x}" dy="{down}">{line}</tspan>' for line in others)
    letters = f'font-size="{plain(words["fontSize"])}" font-weight="{words["fontWeight"]}" fill="{words["color"]}"'
    return f'<text x="{x}" y="{y}" text-anchor="{_ANCHORS[words["align"]]}" {letters}>{first}{under}</text>'


def _line(words: dict[str, Any], rows: Sequence[Row], where: Place) -> str:
    """A line through all rows, broken where one has no value."""
    values = np.array([np.nan if row["value"] is None else row["value"] for row in rows], dtype=np.float64)
    xs, ys = where.across(row["date"] for row in rows), where.up(values)
    step = words["interpolate"] == "step-after"
    path = "".join(_path(xs, ys, step=step))
    return f'<path d="{path}"{_pen({"stroke": words["color"], **words})}/>'


def _path(xs: Floats, ys: Floats, *, step: bool) -> Iterator[str]:
    down = False
    for x, y in zip(xs.round(3).tolist(), ys.round(3).tolist(), strict=True):
        if not isnan(y):
            yield f"H{x}V{y}" if step and down else f"{'L' if down else 'M'}{x},{y}"
        down = not isnan(y)


_KINDS: dict[str, Callable[[dict[str, Any], Row, Place], str]] = {
    "rect": _rect,
    "bar": _rect,
    "rule": _rule,
    "point": _point,
    "text": _text,
}
