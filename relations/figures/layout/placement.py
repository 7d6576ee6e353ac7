"""Label placement: no text over a text, no rule through a text, and no label dropped.

`stack` gives the labels of vertical rules their rows in a lane above the panels, each label beside the top of its own
rule; `partition` gives stretches of time theirs; `spread` moves the names at lines' ends apart. All are greedy and
exact about what they promise: a placement is returned only if it breaks none of the rules above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Anchor = Literal["right", "left", "center"]
Floats = npt.NDArray[np.float64]

SAME = 0.75  #: px below which two rules are drawn as one
TOUCH = 0.01  #: px by which two stretches may overlap: rounding


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


def partition(stretches: Sequence[tuple[float, float]]) -> list[int]:
    """A row for each stretch from one x to another, the lowest in which it overlaps no earlier one.

    Rows are as few as can be if the stretches come in the order of their starts (interval partitioning: Kleinberg &
    Tardos, Algorithm Design, 2005, section 4.1).
    """
    rows: list[list[tuple[float, float]]] = []
    found: list[int] = []
    for start, end in stretches:
        free = (k for k, row in enumerate(rows) if all(end <= a + TOUCH or b <= start + TOUCH for a, b in row))
        row = next(free, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((start, end))
        found.append(row)
    return found
