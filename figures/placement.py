"""Label placement: no text over a text, no rule through a text, and no label dropped.

Two problems are solved here. `stack` gives the labels of vertical rules their rows in a lane above the panels, each
label beside the top of its own rule. `around` finds a place for the value of a point inside a panel. Both are
greedy and exact about what they promise: a placement is returned only if it breaks none of the rules above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from figures.ink import Align, Box

Anchor = Literal["right", "left", "center"]
Floats = npt.NDArray[np.float64]

CLEAR = 3.0  #: px between the text of a point and any rule
SAME = 0.75  #: px below which two rules are drawn as one


@dataclass(frozen=True)
class Slot:
    """Where a label stands: its row, 0 being next to the panel, and the side of its rule."""

    row: int
    anchor: Anchor
    x: float
    x2: float


def _spans(x: float, width: float, anchors: Sequence[Anchor], offset: float) -> Iterable[tuple[Anchor, float, float]]:
    for anchor in anchors:
        start = {"right": x + offset, "left": x - offset - width, "center": x - width / 2}[anchor]
        yield anchor, start, start + width


def stack(
    positions: Sequence[float],
    widths: Sequence[float],
    left: float,
    right: float,
    anchors: Sequence[Anchor] = ("right", "left"),
    offset: float = 4.0,
    clear: float = 3.0,
    gap: float = 6.0,
) -> list[Slot] | None:
    """Rows for the labels of vertical rules that rise from the panel to their own label.

    `offset` is the distance of a label from its own rule, `clear` that from any other rule, `gap` that from another
    label of its row, all in px. A label may cross the line of another rule only above that rule's top. So a label is
    placed after those whose rules it crosses, in the lowest row above all of them that is free: a cluster becomes a
    pyramid, half as high as it has labels. Rules at one place count as one rule. Returns a Slot per position, in the
    order given, or None if not all labels fit between `left` and `right`.
    One-sided boundary labelling: Bekos et al., Computational Geometry 36 (2007) 215.
    """
    todo = set(range(len(positions)))
    slots: dict[int, Slot] = {}
    choices = {
        i: [
            (anchor, start, end)
            for anchor, start, end in _spans(positions[i], widths[i], anchors, offset)
            if left <= start and end <= right and not (anchor == "center" and _shared(positions, i))
        ]
        for i in todo
    }
    crossed = {
        (i, anchor): {
            j
            for j in choices
            if abs(positions[j] - positions[i]) >= SAME and start - clear < positions[j] < end + clear
        }
        for i, spans in choices.items()
        for anchor, start, end in spans
    }
    while todo:
        best: tuple[int, int, int, Slot] | None = None
        for i in todo:
            for order, (anchor, start, end) in enumerate(choices[i]):
                below = crossed[i, anchor]
                if below & todo:
                    continue
                row = 1 + max((slots[j].row for j in below), default=-1)
                row = _free(row, start - gap, end + gap, slots.values())
                if best is None or (row, order, i) < best[:3]:
                    best = (row, order, i, Slot(row, anchor, start, end))
        if best is None:
            return None
        slots[best[2]] = best[3]
        todo.remove(best[2])
    return [slots[i] for i in range(len(positions))]


def _shared(positions: Sequence[float], i: int) -> bool:
    """Whether another rule is drawn at the same place, which a label on top of this one would cover."""
    return sum(abs(other - positions[i]) < SAME for other in positions) > 1


def _free(row: int, start: float, end: float, slots: Iterable[Slot]) -> int:
    """The lowest row from `row` up in which nothing stands between start and end."""
    taken = {slot.row for slot in slots if slot.x < end and start < slot.x2}
    while row in taken:
        row += 1
    return row


@dataclass(frozen=True)
class Spot:
    """Where the text of a point stands: its box and how it is aligned."""

    box: Box
    align: Align


def around(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    inside: Box,
    rules: Sequence[float],
    taken: Sequence[Box],
    line: tuple[Floats, Floats] | None = None,
) -> Spot | None:
    """A place for a text near a point: inside the panel, clear of rules, of other texts and of the data's line.

    Candidates lie on rings around the point, near ones first, above and below before the sides. Returns None if
    every one of them would touch something: a text further away would not be read as the point's.
    """
    for distance in (5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 80.0):
        for dx, dy in _DIRECTIONS:
            spot = _spot(x + dx * distance, y + dy * distance, width, height, dx, dy)
            if _allowed(spot.box, inside, rules, taken, line):
                return spot
    return None


_DIRECTIONS = (
    (0.0, -1.0), (0.0, 1.0), (-0.7, -0.7), (0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (1.0, 0.0), (-1.0, 0.0),
    (-0.4, -0.9), (0.4, -0.9), (0.4, 0.9), (-0.4, 0.9), (0.9, -0.4), (-0.9, -0.4), (0.9, 0.4), (-0.9, 0.4),
)  # fmt: skip


def _spot(x: float, y: float, width: float, height: float, dx: float, dy: float) -> Spot:
    """The box whose near edge or corner is at (x, y), seen from the direction it was reached in."""
    align: Align = "center" if abs(dx) < 0.1 else "left" if dx > 0 else "right"
    start = x - {"center": width / 2, "left": 0.0, "right": width}[align]
    top = y - height / 2 - dy * height / 2
    return Spot(Box(start, top, start + width, top + height), align)


def _allowed(
    box: Box, inside: Box, rules: Sequence[float], taken: Sequence[Box], line: tuple[Floats, Floats] | None
) -> bool:
    if box.x < inside.x or box.x2 > inside.x2 or box.y < inside.y or box.y2 > inside.y2:
        return False
    if any(box.x - CLEAR < rule < box.x2 + CLEAR for rule in rules):
        return False
    if any(box.overlaps(other, 2) for other in taken):
        return False
    return line is None or not _touches(box, *line)


def _touches(box: Box, xs: Floats, ys: Floats) -> bool:
    """Whether the line through the points comes into the box, segments between the points included."""
    first, last = np.searchsorted(xs, [box.x - 1, box.x2 + 1])
    near = ys[max(first - 1, 0) : last + 1]
    near = near[~np.isnan(near)]
    return bool(near.size and near.max() > box.y - 1 and near.min() < box.y2 + 1)


def spread(positions: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Positions moved apart to at least `distance`, in the same order, each as near as that allows, within the ends."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    placed: list[float] = []
    for i in order:
        floor = placed[-1] + distance if placed else low
        placed.append(max(positions[i], floor))
    ceiling = high
    for k in range(len(placed) - 1, -1, -1):
        placed[k] = min(placed[k], ceiling)
        ceiling = placed[k] - distance
    result = [0.0] * len(positions)
    for k, i in enumerate(order):
        result[i] = placed[k]
    return result
