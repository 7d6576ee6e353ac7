"""A figure as it is drawn: texts, markers and lines with their places, read from the converter's scene."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import vl_convert

from relations.figures import Figure, fonts
from relations.figures.layout.ink import Box, Segment, Text
from relations.figures.layout.marks import tag

vl_convert.register_font_directory(str(fonts.FOLDER))

ROUNDING = 0.15  #: px by which a position may be off: they are written to a tenth
BASELINES = {"alphabetic": 0.0, "middle": 0.3, "top": 0.79}  #: Vega's distances to the baseline, in sizes of the type
BADGE = 60  #: px² a numbered marker is larger than, and a dot at a line smaller


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
    def badges(self) -> list[Box]:
        """The numbered markers."""
        return [box for size, box in self._symbols if size > BADGE]

    @property
    def _symbols(self) -> Iterator[tuple[float, Box]]:
        for mark in self.marks:
            if mark.kind == "symbol":
                half = (mark.item["size"] / (1 if mark.item["shape"] == "square" else 3.14159)) ** 0.5
                half *= 0.5 if mark.item["shape"] == "square" else 1
                x, y = mark.x + mark.item["x"], mark.y + mark.item["y"]
                yield mark.item["size"], Box(x - half, y - half, x + half, y + half)

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
        return [row for view in self.figure.spec["vconcat"] for row in view["layer"][1]["data"]["values"]]


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


def faults(figure: Figure) -> list[str]:
    """Everything an editor would send a figure back for."""
    seen = Rendered(figure)
    texts = [(words, box.grown(-ROUNDING)) for words, box in seen.texts]
    kinds = (_texts(texts), _outside(seen, texts), _crossings(seen, texts), _markers(seen, texts))
    return [fault for kind in kinds for fault in kind] + lost(figure, [words for words, _ in texts])


def _texts(texts: list[tuple[str, Box]]) -> Iterator[str]:
    for (a, one), (b, other) in combinations(texts, 2):
        if one.overlaps(other):
            yield f"“{a}” overlaps “{b}”"


def _outside(seen: Rendered, texts: list[tuple[str, Box]]) -> Iterator[str]:
    for words, box in [*texts, *(("a marker", badge.grown(-ROUNDING)) for badge in seen.badges)]:
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


def _markers(seen: Rendered, texts: list[tuple[str, Box]]) -> Iterator[str]:
    badges = [badge.grown(-ROUNDING) for badge in seen.badges]
    for one, other in combinations(badges, 2):
        if one.overlaps(other):
            yield f"two markers overlap at {one}"
    for badge in badges:
        for words, box in texts:
            if box.overlaps(badge) and not _holds(badge, box):
                yield f"a marker covers “{words}”"


def _holds(badge: Box, box: Box) -> bool:
    """Whether a text is the number of a marker: in its middle."""
    x, y = (box.x + box.x2) / 2, (box.y + box.y2) / 2
    return badge.grown(-2).overlaps(Box(x, y, x, y)) and box.x2 - box.x < badge.x2 - badge.x


def lost(figure: Figure, texts: list[str]) -> list[str]:
    """The labels of events and lines, and what the panels are to say, that stand nowhere in the figure."""
    found = []
    for number, event in enumerate(figure.events, 1):
        at_rule = event.label in texts
        in_list = str(number) in texts and any(
            words.startswith(event.label) and words.endswith(tag(figure.story, event)) for words in texts
        )
        if not (at_rule or in_list):
            found.append(f"the event “{event.label}” is lost")
    for label, _ in figure.shown:
        if label not in texts:
            found.append(f"the name of the line “{label}” is lost")
    return found
