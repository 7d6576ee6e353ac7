"""A figure as it is drawn: texts and lines with their places, read from the converter's scene."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import altair as alt
import jsonschema
import vl_convert

from relations.figures import Figure, fonts
from relations.figures.layout.ink import Box, Segment, Text
from relations.figures.layout.ticks import MIDDLE

vl_convert.register_font_directory(str(fonts.FOLDER))

ROUNDING = 0.15  #: px by which a position may be off: they are written to a tenth
BASELINES = {"alphabetic": 0.0, "middle": 0.3, "top": 0.79}  #: Vega's distances to the baseline, in sizes of the type


@dataclass(frozen=True)
class Mark:
    """Something drawn: a mark of Vega's, with its corner of origin in the picture."""

    kind: str
    role: str
    x: float
    y: float
    item: dict[str, Any]


class Rendered:
    """The scene of a figure; all places in px from the picture's upper left corner."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        scene = vl_convert.vegalite_to_scenegraph(json.dumps(_light(figure.spec)), vl_version="6.1")
        self.width, self.height = scene["width"], scene["height"]
        x, y = scene["origin"]
        self.marks = list(_marks(scene["scenegraph"], x, y))

    @cached_property
    def texts(self) -> list[tuple[str, Box]]:
        """Every text and its box, axis labels included."""
        return [(_words(mark.item), _box(mark)) for mark in self.marks if mark.kind == "text"]

    @cached_property
    def segments(self) -> list[Segment]:
        """Every straight line among the annotations."""
        found = []
        for mark in self.marks:
            if mark.kind == "rule" and mark.role == "mark":
                x, y = mark.item.get("x", 0), mark.item.get("y", 0)
                x2, y2 = mark.item.get("x2", x), mark.item.get("y2", y)
                found.append(Segment(mark.x + x, mark.y + y, mark.x + x2, mark.y + y2))
        return found

    @cached_property
    def rules(self) -> list[Segment]:
        """The events' rules."""
        return [segment for segment, row in zip(self.segments, self._rows, strict=True) if row["event"]]

    @cached_property
    def leaders(self) -> list[Segment]:
        """The lines that join a text to what it is about."""
        return [segment for segment, row in zip(self.segments, self._rows, strict=True) if row["width"] < 0.9]

    @property
    def _rows(self) -> list[dict[str, Any]]:
        """The same lines as the specification has them."""
        return [row for view in self.figure.spec["vconcat"] for row in drawn(view, "rule")]


def _light(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with two observations per line: its scales are fixed, and the scene is soon made."""
    views = []
    for view in spec["vconcat"]:
        layers = [
            {**layer, "data": {"values": layer["data"]["values"][:2]}} if "name" in layer else layer
            for layer in view["layer"]
        ]
        views.append({**view, "layer": layers})
    return {**spec, "vconcat": views}


def _marks(group: dict[str, Any], x: float, y: float) -> Iterator[Mark]:
    for item in group.get("items", ()):
        if group.get("marktype") == "group" or "marktype" in item:
            yield from _marks(item, x + item.get("x", 0), y + item.get("y", 0))
        else:
            yield Mark(group["marktype"], group.get("role", ""), x, y, item)


def _lines(item: dict[str, Any]) -> tuple[str, ...]:
    words = item["text"]
    return tuple(words) if isinstance(words, list) else (str(words),)


def _words(item: dict[str, Any]) -> str:
    return " ".join(_lines(item))


def _box(mark: Mark) -> Box:
    item = mark.item
    size = item["fontSize"]
    baseline = item.get("y", 0) + BASELINES[item["baseline"]] * size
    weight = item.get("fontWeight", fonts.REGULAR)
    text = Text(mark.x + item.get("x", 0), mark.y + baseline, _lines(item), size, "", weight, item["align"])
    return text.box


@cache
def _schema(part: str) -> jsonschema.Draft7Validator:
    """What a part of Vega-Lite is, as Altair ships it."""
    schema = json.loads((Path(alt.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json").read_text())
    return jsonschema.Draft7Validator({**schema, "$ref": f"#/definitions/{part}"})


def valid(spec: dict[str, Any]) -> None:
    """Fail unless a specification is Vega-Lite: part by part, those that figures share once."""
    _part("TopLevelVConcatSpec", {**spec, "config": {}, "vconcat": []})
    _part("Config", spec["config"])
    for view in spec["vconcat"]:
        _layered(view)


def _layered(layer: dict[str, Any]) -> None:
    """The same of a layer, whose rows may be any objects, and of those within it."""
    assert all(isinstance(row, dict) for row in layer.get("data", {}).get("values", ()))
    bare = {**layer, "data": {"values": []}} if "data" in layer else layer
    if "layer" not in layer:
        return _part("UnitSpec", bare)
    for one in layer["layer"]:
        _layered(one)
    return _part("LayerSpec", {**bare, "layer": []})


def _part(kind: str, value: object) -> None:
    _is_one(kind, json.dumps(value))


@cache
def _is_one(kind: str, value: str) -> None:
    _schema(kind).validate(json.loads(value))


def faults(figure: Figure) -> list[str]:
    """Everything an editor would send a figure back for."""
    seen = Rendered(figure)
    texts = [(words, box.grown(-ROUNDING)) for words, box in seen.texts]
    kinds = (_texts(texts), _outside(seen, texts), _crossings(seen, texts))
    return [fault for kind in kinds for fault in kind] + lost(figure, [words for words, _ in texts])


def _texts(texts: list[tuple[str, Box]]) -> Iterator[str]:
    for (a, one), (b, other) in combinations(texts, 2):
        if one.overlaps(other):
            yield f"“{a}” overlaps “{b}”"


def _outside(seen: Rendered, texts: list[tuple[str, Box]]) -> Iterator[str]:
    for words, box in texts:
        if box.x < 0 or box.y < 0 or box.x2 > seen.width or box.y2 > seen.height:
            yield f"“{words}” is not wholly inside the figure"


def _crossings(seen: Rendered, texts: list[tuple[str, Box]]) -> Iterator[str]:
    for kind, segments in (("rule", seen.rules), ("leader", seen.leaders)):
        for words, box in texts:
            if any(segment.meets(box.grown(-ROUNDING)) for segment in segments):
                yield f"a {kind} passes through “{words}”"
    for one, other in combinations(seen.leaders, 2):
        if one.shortened(0.5).crosses(other.shortened(0.5)):
            yield f"two leaders cross at {one}"


def lost(figure: Figure, texts: list[str]) -> list[str]:
    """The events and lines that are neither named nor, of events known to the day, a tick; or not in the caption."""
    found = []
    days = [event for event in figure.events if event.precision == "day"]
    counted = f"all {len(days)} events" if len(days) > 1 else "1 event"
    for event in figure.events:
        if event in days and event.label not in texts and not (counted in texts and len(ticks(figure)) == len(days)):
            found.append(f"the event “{event.label}” is lost")
        if event.label not in figure.caption:
            found.append(f"the caption lacks the event “{event.label}”")
    whole = [text.replace(" ", "") for text in texts]  # a long word may be broken
    for label, _ in figure.shown:
        if label.replace(" ", "") not in whole:
            found.append(f"the name of the line “{label}” is lost")
    return found


def drawn(view: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The rows of a panel's layers of a kind of mark, from back to front."""
    layers = [layer for layer in view["layer"] if layer.get("mark", {}).get("type") == kind]
    return [row for layer in layers for row in layer["data"]["values"]]


def ticks(figure: Figure) -> list[float]:
    """The places of the marks in the strip of all events, in px from the panels' left edge; none if there is none."""
    if not figure.grid.strip:
        return []
    view = figure.spec["vconcat"][0]
    middle = figure.grid.heights[0] + MIDDLE
    upright = [row for row in drawn(view, "rule") if row["x"] == row["x2"] and row["y"] < middle < row["y2"]]
    opened = [row for row in drawn(view, "point") if row["y"] == middle]
    return [row["x"] for row in (*upright, *opened) if not row.get("event")]
