"""The free space of a panel: what is there already, and where a text can still stand without touching any of it.

Point-feature and line-feature labelling: candidates are tried in the order of how well they read, and one is taken
only if it breaks no rule (Christensen, Marks & Shieber, ACM Transactions on Graphics 14 (1995) 203).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

import numpy as np

from relations.figures.layout.ink import Align, Box, Segment
from relations.figures.layout.placement import Floats

CLEAR = 3.0  #: px between a text and any rule
APART = 2.0  #: px between two texts
CLOSE = 1.0  #: px between a text and a line, where it has no other place
FAR = 16.0  #: px between a text and its point from which on a leader joins them
MANY = 2  #: rules a leader may cross and still be followed
DOT = 3.0  #: px from the middle of a dot to its edge
RINGS = (5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 80.0)  #: px from a point to its text, near ones first

Size = tuple[float, float]
Polyline = tuple[Floats, Floats]

WAYS = (
    (0.0, -1.0), (0.0, 1.0), (-0.7, -0.7), (0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (1.0, 0.0), (-1.0, 0.0),
    (-0.4, -0.9), (0.4, -0.9), (0.4, 0.9), (-0.4, 0.9), (0.9, -0.4), (-0.9, -0.4), (0.9, 0.4), (-0.9, 0.4),
)  # fmt: skip
ALIGNED: dict[int, tuple[Align, float]] = {0: ("center", 0.5), 1: ("left", 0.0), -1: ("right", 1.0)}
DIRECTIONS = [(dx, dy, *ALIGNED[(dx > 0) - (dx < 0)]) for dx, dy in WAYS]  #: and the share of a text left of its anchor


@dataclass(frozen=True)
class Placed:
    """Where the text of a point stands: its box, how it is aligned, which of the sizes it has, and its leader."""

    box: Box
    align: Align
    choice: int = 0
    leader: Segment | None = None


@dataclass
class Space:
    """A panel while texts are written into it; `rules` are the x of upright lines through all of it, sorted."""

    inside: Box
    rules: Sequence[float] = ()
    lines: Sequence[Polyline] = ()
    taken: list[Box] = field(default_factory=list)  #: texts, and bars
    dots: list[tuple[float, float]] = field(default_factory=list)
    leaders: list[Segment] = field(default_factory=list)
    aside: float = APART  #: px between a text and a line beside it; above and below its letters leave room in the box

    def near(self, x: float, y: float, sizes: Sequence[Size]) -> Placed | None:
        """A place for the text of a point, in the first of the sizes that has one, and takes it.

        Candidates lie on rings around the point, near ones first, above and below before the sides. One that needs no
        leader is better than one that does. A leader never crosses another one, a text or a line, and as few rules
        as can be. None if there is no place: a text further away would not be read as the point's.
        """
        best: tuple[int, Placed] | None = None
        for choice, (box, align) in self._candidates(x, y, sizes):
            if self.allows(box, (x, y)):
                spot = Placed(box, align, choice, leader_to(box, x, y))
                if spot.leader is None:
                    return self._take(spot)
                crossed = self._crossed(spot.leader)
                better = crossed <= MANY if best is None else crossed < best[0]
                if better and self._leads(spot.leader, (x, y)):
                    best = crossed, spot
        return self._take(best[1]) if best else None

    def _take(self, spot: Placed) -> Placed:
        self.taken.append(spot.box)
        if spot.leader:
            self.leaders.append(spot.leader)
        return spot

    def along(self, start: float, end: float, sizes: Sequence[Size]) -> Placed | None:
        """A place for the text of all that lies between two x, in the first of the sizes that has one, and takes it.

        It stands between them, in the widest gap between rules; or, if they are too close, right beside one of them.
        """
        for choice, (width, height) in enumerate(sizes):
            for left in self._starts(start, end, width):
                for top in np.arange(self.inside.y + 1, self.inside.y2 - height, 1.0).tolist():
                    box = Box(left, top, left + width, top + height)
                    if self.allows(box):
                        return self._take(Placed(box, "left", choice))
        return None

    def _candidates(self, x: float, y: float, sizes: Sequence[Size]) -> Iterator[tuple[int, tuple[Box, Align]]]:
        """Places on rings around a point, inside the panel and clear of its rules, and which of the sizes each has."""
        for choice, (width, height) in enumerate(sizes):
            for distance in RINGS:
                for dx, dy, align, share in DIRECTIONS:
                    left = x + dx * distance - share * width
                    top = y + dy * distance - height / 2 + dy * height / 2
                    if self._between(left, left + width) and self._within(top, top + height):
                        yield choice, (Box(left, top, left + width, top + height), align)

    def _between(self, left: float, right: float) -> bool:
        """Whether a text fits between the panel's sides, and no rule passes through it or by it."""
        if left < self.inside.x or right > self.inside.x2:
            return False
        after = bisect_right(self.rules, left - CLEAR)
        return after == len(self.rules) or self.rules[after] >= right + CLEAR

    def _within(self, top: float, bottom: float) -> bool:
        return self.inside.y <= top and bottom <= self.inside.y2

    def _starts(self, start: float, end: float, width: float) -> Iterator[float]:
        """Left ends of a text of that width: in the gaps between rules, wide ones first; outside if it is too wide."""
        stops = sorted({start, end, *(rule for rule in self.rules if start < rule < end)})
        gaps = sorted(pairwise(stops), key=lambda gap: gap[0] - gap[1])
        room = 2 * CLEAR + 2
        for low, high in gaps:
            if high - low >= width + room:
                middle = (low + high - width) / 2
                yield from (low + room / 2, middle) if low == start else (middle, low + room / 2)
                yield high - room / 2 - width
        if end - start < width + room:
            yield from (start - CLEAR - 1 - width, end + CLEAR + 1)

    def allows(self, box: Box, point: tuple[float, float] | None = None) -> bool:
        """Whether a text may stand there; the dot of its own point is no hindrance."""
        return (
            self._between(box.x, box.x2)
            and self._within(box.y, box.y2)
            and not any(box.overlaps(other, APART) for other in self.taken)
            and not self._dotted(box, point)
            and not (self.leaders and any(map(Segment.meets, self.leaders, repeat(box.grown(1)))))
            and not any(_touches(box, *line, self.aside) for line in self.lines)
        )

    def _dotted(self, box: Box, point: tuple[float, float] | None) -> bool:
        """Whether it comes within a pixel of a dot that is not the point's own; no box is made of each, for speed."""
        left, top, right, bottom = box.x, box.y, box.x2 + 1, box.y2 + 1
        return any(
            left < x + DOT + 1 and x - DOT < right and top < y + DOT + 1 and y - DOT < bottom and (x, y) != point
            for x, y in self.dots
        )

    def _others(self, point: tuple[float, float] | None) -> Iterator[Box]:
        """The dots that are not the point's own."""
        return (Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in self.dots if (x, y) != point)

    def _leads(self, leader: Segment, point: tuple[float, float]) -> bool:
        """Whether a leader may be drawn there."""
        if any(leader.crosses(other) for other in self.leaders) or any(leader.meets(box) for box in self.taken):
            return False
        far = leader.shortened(DOT + 3)
        if any(far.meets(dot) for dot in self._others(point)):
            return False
        return not any(_met(far, *line) for line in self.lines)

    def _crossed(self, leader: Segment) -> int:
        """How many rules a leader crosses."""
        return sum(min(leader.x, leader.x2) < rule < max(leader.x, leader.x2) for rule in self.rules)


def leader_to(box: Box, x: float, y: float) -> Segment | None:
    """A thin line from a point to its text, where they stand so far apart that one could doubt."""
    near_x, near_y = min(max(x, box.x), box.x2), min(max(y, box.y), box.y2)
    return Segment(x, y, near_x, near_y) if (near_x - x) ** 2 + (near_y - y) ** 2 > FAR**2 else None


def _near(xs: Floats, ys: Floats, low: float, high: float) -> Polyline:
    """The part of a line with sorted xs that reaches from one x to another, and the ends of its outer segments."""
    first, last = xs.searchsorted([low, high])
    part = slice(max(first - 1, 0), last + 1)
    return xs[part], ys[part]


def _touches(box: Box, xs: Floats, ys: Floats, aside: float) -> bool:
    """Whether the line through the points may come into the box or so close, segments between the points included."""
    _, near = _near(xs, ys, box.x - aside, box.x2 + aside)
    highest, lowest = np.fmin.reduce(near, initial=np.inf), np.fmax.reduce(near, initial=-np.inf)  # of what is there
    return bool(lowest > box.y - 1 and highest < box.y2 + 1)


def _met(leader: Segment, xs: Floats, ys: Floats) -> bool:
    """Whether a leader runs through a line."""
    at, values = _near(xs, ys, min(leader.x, leader.x2), max(leader.x, leader.x2))
    pairs = pairwise(zip(at.tolist(), values.tolist(), strict=True))
    return any(leader.crosses(Segment(*a, *b)) for a, b in pairs if a[1] == a[1] and b[1] == b[1])
