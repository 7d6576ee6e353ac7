"""Writes into a panel what its title names: changes with their arrows, values, and over what time a line was held.

Each stands at the first place that is free of lines and other texts, and of rules if there is one; a rule is cut by a
text that has no other place. What finds no place becomes a note below the figure, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from relations.figures import fonts
from relations.figures.layout.bars import write_bars
from relations.figures.layout.geometry import Geometry
from relations.figures.layout.ink import HEAD, Box, Dot, Ink, Point, Rule, Text, moved
from relations.figures.layout.remarks import Held, Move, Remark, held, moves, remarks, shaded
from relations.figures.layout.space import CLOSE, Placed, Polyline, Size, Space
from relations.figures.panel import DrawnPanel, Series, corners
from relations.figures.theme import Style
from relations.i18n import say
from relations.story import Band
from relations.story.periods import Found

EDGE = 2  #: px between a text and the sides of its panel
TALL = 44  #: px from which on a change has an arrow
NEAR, FAR = 5.0, 48.0  #: px a long change stands away from its end, at least and at most
ASIDE = 8  #: px between an arrow and its words


def write(ink: Ink, panel: DrawnPanel, place: Geometry, rules: Sequence[float], style: Style) -> list[str]:
    """The panel's changes, values and stretches; in words those that found no place."""
    if panel.spec.chart == "bar":
        return write_bars(ink, panel, place, style)
    page = _Page(ink, space_of(ink, panel, place, rules), panel, place, style)
    said, told = moves(panel), remarks(panel)
    for one in said:
        page.mark(one.series, one.start)
        page.mark(one.series, one.end)
    for remark in told:
        page.mark(remark.series, remark.at)
    for one in said:
        page.reserved(one)
    homeless = [one.note for one in said if not one.is_long and not page.jumped(one)]  # these cannot stand elsewhere
    homeless += [one.note for one in said if one.is_long and not page.moved(one)]
    homeless += [one.note for one in told if not page.said(one)]
    for stretch in held(panel):
        page.held(stretch)
    homeless += [shaded(band) for band in panel.bands if not _name(ink, page.space, band, place, style)]
    return homeless


@dataclass(frozen=True)
class _Page:
    """A panel while it is written on."""

    ink: Ink
    space: Space
    panel: DrawnPanel
    place: Geometry
    style: Style

    @property
    def spaces(self) -> tuple[Space, Space]:
        """The panel as it is, and with texts close beside lines, for what has no other place."""
        return self.space, replace(self.space, aside=CLOSE)

    def point(self, series: Series, found: Found) -> Point:
        """Where an observation is drawn: at its place, or in the middle of its period."""
        x, end = self.place.across(series.dating, found[0])
        return (x + end) / 2, float(self.panel.scale.y(found[1], self.place.height))

    def mark(self, series: Series, found: Found) -> None:
        """A dot on an observation that is written about; dark where lines meet at their base."""
        x, y = self.point(series, found)
        if (x, y) in self.space.dots:
            return
        self.space.dots.append((x, y))
        shared = self.panel.spec.show == "index" and found[0] == self.panel.spec.base and len(self.panel.series) > 1
        color = self.style.colors.text if shared else self.style.colors.line(series.hue)
        self.ink.dots.append(Dot(x, y, 30, color, self.style.colors.background))

    def reserved(self, one: Move) -> None:
        """Keep the place of the arrow of a long change that is tall."""
        (_, y1), (x, y) = self.point(one.series, one.start), self.point(one.series, one.end)
        if one.is_long and abs(y - y1) >= TALL:
            self.space.taken.append(Box(x - HEAD, min(y, y1), x + HEAD, max(y, y1)))

    def moved(self, one: Move) -> bool:
        """Whether a long change has found a place: a large number with days and values, by its arrow if it is tall."""
        (x1, y1), (x, y) = self.point(one.series, one.start), self.point(one.series, one.end)
        color = self.style.colors.line(one.series.hue)
        is_tall = abs(y - y1) >= TALL
        blocks = _blocks(one, self.style, color)
        block = self._first((way, self._beside(x, y1, y, way) if is_tall else self._near(x, y, way)) for way in blocks)
        if block is None:
            return False
        self._put(block)
        if is_tall:
            down = 1 if y > y1 else -1
            self.ink.arrow(x, y1 + 4 * down, y - 7 * down, color)
            if y1 != float(self.panel.scale.y(100.0, self.place.height)) or self.panel.spec.show != "index":
                self.ink.rules.append(Rule(x1, y1, x + HEAD, y1, color, 1.0, (1, 3)))
        return True

    def jumped(self, one: Move) -> bool:
        """Whether a change of some days has found a place at its end: −16 %; 20 Aug 2015: −26 % in a day."""
        words = [one.percent]
        if (one.end[0] - one.start[0]).days <= 1:
            words.insert(0, say("{day}: {change} in a day", day=one.days[1], change=one.percent))
        color, size = self.style.colors.line(one.series.hue), self.style.sizes.note
        return self._at(self.point(one.series, one.end), [Text(0, 0, (line,), size, color) for line in words])

    def said(self, one: Remark) -> bool:
        """Whether a value has found a place at its point."""
        size, color = self.style.sizes.label, self.style.colors.line(one.series.hue)
        text = Text(0, 0, (one.words,), size, color, fonts.SEMIBOLD)
        return self._at(self.point(one.series, one.at), [text])

    def held(self, one: Held) -> None:
        """The limits a line was held in, written along it."""
        color, size = self.style.colors.line(one.series.hue), self.style.sizes.note
        start, end = self.place.x(one.start), min(self.place.x(one.end), self.place.width)
        line = _course(self.panel, one.series, self.place)
        texts = [Text(0, 0, (words,), size, color) for words in one.shapes]
        block = self._first(((text,), _along(text, line, start + 4, end - 4)) for text in texts)
        if block:
            self._put(block)

    def _at(self, point: Point, texts: Sequence[Text]) -> bool:
        """Whether the first of some texts that can has found a place near a point."""
        sizes = [_size(text) for text in texts]
        spots = (space.near(*point, sizes) for one in self.spaces for space in (one, replace(one, rules=())))
        spot = next((one for one in spots if one), None)
        if spot is None:
            return False
        text = texts[spot.choice]
        _set(self.ink, text, spot)
        if spot.leader:
            self.ink.rules.append(Rule(spot.leader.x, spot.leader.y, spot.leader.x2, spot.leader.y2, text.color, 0.7))
        return True

    def _first(self, ways: Iterable[tuple[tuple[Text, ...], Iterable[Point]]]) -> tuple[Text, ...] | None:
        """The first way to write something that has a place: one that touches nothing, else one that cuts a rule."""
        tried = [(block, list(places)) for block, places in ways]
        for space in self.spaces:
            bare = replace(space, rules=())
            for block, places in tried:
                cutting, own = None, around(block)
                for dx, dy in places:
                    box = own.moved(dx, dy)
                    if space.allows(box):
                        return tuple(moved(text, dx, dy) for text in block)
                    if cutting is None and bare.allows(box):
                        cutting = dx, dy
                if cutting:
                    return tuple(moved(text, *cutting) for text in block)
        return None

    def _beside(self, x: float, y1: float, y2: float, block: tuple[Text, ...]) -> Iterator[Point]:
        """A block beside an upright arrow: right of it, then left, from where it begins on."""
        box = around(block)
        for left in (x + ASIDE - box.x, x - ASIDE - box.x2):
            for top in np.arange(min(y1, y2) + 2, max(y1, y2), 4.0).tolist():
                yield left, top - box.y

    def _near(self, x: float, y: float, block: tuple[Text, ...]) -> Iterator[Point]:
        """A block around a point, the nearest places first."""
        box = around(block)
        width, height = box.x2 - box.x, box.y2 - box.y
        lefts = np.arange(x - width - 8, x + 16, 8.0).tolist()
        tops = np.arange(0.0, self.place.height - height, 3.0).tolist()
        corners = sorted((_distance(left, top, width, height, x, y), left, top) for left in lefts for top in tops)
        return ((left - box.x, top - box.y) for far, left, top in corners if NEAR <= far <= FAR)

    def _put(self, block: tuple[Text, ...]) -> None:
        self.ink.texts += block
        self.space.taken.append(around(block))


def _blocks(one: Move, style: Style, color: str) -> Iterator[tuple[Text, ...]]:
    """The ways to write a long change, the fullest first: the number with two lines beside it, below it, alone."""
    first, last = one.days
    size, small = style.sizes.big, style.sizes.note
    big = Text(0, 0, (one.percent,), size, color, fonts.SEMIBOLD)
    beside = fonts.width(one.percent, size, fonts.SEMIBOLD) + 6
    days = f"{first} – {last}"
    lift = fonts.ascent(small) - fonts.ascent(size) + 2
    by = say("by {day}", day=last)
    if style.sizes.title >= 20:
        yield big, Text(beside, lift, (days, one.per), small, color)
    below = fonts.descent(size) + fonts.ascent(small)
    yield big, Text(0, below, (days, one.per), small, color)
    yield big, Text(beside, 0, (f"{one.per}, {days}",), small, color)
    yield big, Text(beside, 0, (f"{one.per}, {by}",), small, color)
    yield big, Text(0, below, (by, one.per), small, color)
    yield big, Text(0, below, (by, one.values), small, color)
    yield big, Text(0, below, (by,), small, color)
    yield big, Text(beside, 0, (by,), small, color)
    yield (big,)
    yield (replace(big, size=style.sizes.label),)


def _distance(left: float, top: float, width: float, height: float, x: float, y: float) -> float:
    """Px from a point to a box."""
    return float(np.hypot(max(left - x, 0.0, x - left - width), max(top - y, 0.0, y - top - height)))


def around(block: Sequence[Text]) -> Box:
    """The box around some texts."""
    boxes = [text.box for text in block]
    return Box(
        min(box.x for box in boxes), min(box.y for box in boxes),
        max(box.x2 for box in boxes), max(box.y2 for box in boxes),
    )  # fmt: skip


def _along(text: Text, line: Polyline, start: float, end: float) -> Iterator[Point]:
    """How far to move a text to stand just above a line, or below it, from its end back to its beginning."""
    xs, ys = line
    box = text.box
    for right in np.arange(end, start + box.x2 - box.x, -6.0).tolist():
        left = right - (box.x2 - box.x)
        near = ys[(xs >= left - 2) & (xs <= right + 2)]
        near = near[~np.isnan(near)]
        if near.size:
            yield left, float(near.min()) - 5 - box.y2
            yield left, float(near.max()) + 5 - box.y


def space_of(ink: Ink, panel: DrawnPanel, place: Geometry, rules: Sequence[float]) -> Space:
    """The panel with all that is drawn in it so far."""
    inside = Box(EDGE, 0, place.width - EDGE, place.height)
    taken = [text.box for text in ink.texts]
    lines = [_course(panel, one, place) for one in panel.series]
    if panel.spec.show == "index":  # the line of 100 is as dark
        lines.append((np.array([0.0, place.width]), np.full(2, float(panel.scale.y(100.0, place.height)))))
    return Space(inside, rules, lines, taken)


def _course(panel: DrawnPanel, series: Series, place: Geometry) -> Polyline:
    """A series as its line runs over the panel, a step as a step."""
    data = corners(panel, series)
    xs, ys = place.xs(data["date"].to_numpy()), panel.scale.y(data["value"].to_numpy(), place.height)
    if panel.spec.chart != "step":
        return xs, ys
    return np.repeat(xs, 2)[1:], np.repeat(ys, 2)[:-1]


def _name(ink: Ink, space: Space, band: Band, place: Geometry, style: Style) -> bool:
    """Whether a band's name has found a place in it or at its edge."""
    start, end = max(place.x(band.start), 0.0), min(place.x(band.end), place.width)
    size = style.sizes.note
    width = fonts.width(band.label, size)
    wrapped = (fonts.balanced(band.label, size, max(width * share, 1)) for share in (1, 0.6, 0.4))
    texts = [Text(0, 0, tuple(lines), size, style.colors.muted) for lines in wrapped]
    spot = space.along(start, end, [_size(text) for text in texts])
    if spot:
        _set(ink, texts[spot.choice], spot)
    return spot is not None


def _size(text: Text) -> Size:
    return text.box.x2 - text.box.x, text.box.y2 - text.box.y


def _set(ink: Ink, text: Text, spot: Placed) -> None:
    """The text, at its place."""
    anchor = {"left": spot.box.x, "center": (spot.box.x + spot.box.x2) / 2, "right": spot.box.x2}[spot.align]
    ink.texts.append(replace(text, x=anchor, y=spot.box.y + fonts.ascent(text.size), align=spot.align))
