"""Label placement: no text over a text, and no rule through a text.

`stack` gives the labels of vertical rules their rows in a lane above the panels, each label beside the top of its own
rule; `spread` moves what stands at one place apart. Both are greedy and exact about what they promise: a placement is
returned only if it breaks none of the rules above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SAME = 0.75  #: px below which two rules are drawn as one
OFFSET = 4.0  #: px from a label to its own rule
CLEAR = 3.0  #: px from a label to any other rule
GAP = 9.0  #: px between two labels of a row
FAR = GAP  #: px from a label's far end to another rule: as near as its own is, it would be read as that one's


@dataclass(frozen=True)
class Slot:
    """Where a label stands: its row, 0 being next to the panel, and its ends."""

    row: int
    x: float
    x2: float


def _spans(x: float, width: float) -> list[tuple[float, float]]:
    """Where a label can stand: at the right of its rule, or at the left."""
    return [(x + OFFSET, x + OFFSET + width), (x - OFFSET - width, x - OFFSET)]


def stack(positions: Sequence[float], widths: Sequence[float], left: float, right: float) -> list[Slot] | None:
    """Rows for the labels of vertical rules that rise from the panel to their own label.

    A label may cross the line of another rule only above that rule's top. So a label is
    placed after those whose rules it crosses, in the lowest row above all of them that is free: a cluster becomes a
    pyramid, half as high as it has labels. Rules at one place count as one rule. Returns a Slot per position, in the
    order given, or None if not all labels fit between `left` and `right`.
    One-sided boundary labelling: Bekos et al., Computational Geometry 36 (2007) 215.
    """
    todo = set(range(len(positions)))
    slots: dict[int, Slot] = {}
    choices = {i: [(x, x2) for x, x2 in _spans(positions[i], widths[i]) if left <= x and x2 <= right] for i in todo}
    crossed = {
        (i, x): {j for j in todo if _meets(positions[j], positions[i], x, x2)}
        for i, spans in choices.items()
        for x, x2 in spans
    }
    while todo:
        best: tuple[int, int, int, Slot] | None = None
        for i in todo:
            for order, (x, x2) in enumerate(choices[i]):
                below = crossed[i, x]
                if below & todo:
                    continue
                row = 1 + max((slots[j].row for j in below), default=-1)
                row = _free(row, x - GAP, x2 + GAP, slots.values())
                if best is None or (row, order, i) < best[:3]:
                    best = (row, order, i, Slot(row, x, x2))
        if best is None:
            return None
        slots[best[2]] = best[3]
        todo.remove(best[2])
    return [slots[i] for i in range(len(positions))]


def _meets(rule: float, own: float, start: float, end: float) -> bool:
    """Whether another rule would pass through a label that stands from start to end at its own, or close by it."""
    left, right = (CLEAR, FAR) if own < start else (FAR, CLEAR)
    return abs(rule - own) >= SAME and start - left < rule < end + right


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
    found = dict(zip(order, placed, strict=True))
    return [found[i] for i in range(len(positions))]
