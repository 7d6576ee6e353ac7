"""Years as bars: those that are tested in full colour, the rest tinted, a level drawn on, changes as arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from relations.figures import fonts
from relations.figures.art.axis import Event, dashed, grid, named_rule, plot
from relations.figures.layout.ink import Box, Fill, Ink, Rule, Spot, Text
from relations.figures.scale import Scale
from relations.figures.theme import Style
from relations.i18n import number
from relations.story.hue import Hue

SHARE = 0.76  #: of its year that a bar takes
LEAST = 96  #: px of height


@dataclass(frozen=True)
class Level:
    """A value to compare with, from a year on, and what it is called."""

    value: float
    words: str
    since: int | None = None  #: None: all the way
    brief: str = ""  #: its words where those would touch a number


@dataclass(frozen=True)
class Bars:
    """Values by year on a scale that has zero."""

    values: dict[int, float]
    tested: frozenset[int]  #: years in full colour, with their values
    hue: Hue
    scale: Scale
    decimals: int = 0
    unfit: frozenset[int] = frozenset()  #: years that are not counted: hollow
    levels: tuple[Level, ...] = ()
    changes: dict[int, str] | None = None  #: years with an arrow from the first level, and its words
    event: Event | None = None
    signed: bool = False

    def least(self, style: Style) -> float:
        """The height it needs."""
        return LEAST + (fonts.line_box(style.sizes.tick) if self.event else 0)

    def draw(self, ink: Ink, room: Box, style: Style) -> None:
        """Event, bars, level, arrows, years."""
        box = plot(room, self.scale, style, above=fonts.line_box(style.sizes.tick) if self.event else 4)
        years = range(min(self.values), max(self.values) + 1)
        slot = (box.x2 - box.x) / len(years)

        def x(year: float) -> float:
            return box.x + (year - years[0]) * slot

        own = Ink()
        y = grid(own, box, self.scale, style)
        if self.event and years[0] <= self.event.day.year <= years[-1]:
            day = self.event.day
            at = x(day.year + (day.timetuple().tm_yday - 1) / 366)
            named_rule(own, box, at, (self.event.label,), style, main=True)
        _years(own, box, years, self.tested, x, style)
        bars = {year: self._box(year, x(year + 0.5), slot, y) for year in years if year in self.values}
        labels = [self._bar(own, year, bars, y, style) for year in bars]
        for level in self.levels:
            self._level(own, level, box, x, y, style, labels)
        if self.changes and self.levels:
            self._changes(own, self.changes, x, y, slot, style, labels)
        ink.place(own, 0, 0)

    def _box(self, year: int, x: float, slot: float, y: Callable[[float], float]) -> Box:
        """Where a bar stands."""
        top, low = sorted((y(self.values[year]), y(0)))
        return Box(x - slot * SHARE / 2, top, x + slot * SHARE / 2, max(low, top + 0.5))

    def _bar(self, ink: Ink, year: int, bars: dict[int, Box], y: Callable[[float], float], style: Style) -> Box:
        """A bar, and its value in it, or beyond it where it is tested; the box it takes with its value."""
        value, bar = self.values[year], bars[year]
        x = (bar.x + bar.x2) / 2
        said = number(value, self.decimals, signed=self.signed)
        ink.spots.append(Spot(x, y(value), str(year), said))
        tested, colors, size = year in self.tested, style.colors, style.sizes.tick
        if year in self.unfit:
            edges = ((bar.x, bar.y, bar.x2, bar.y), (bar.x, bar.y, bar.x, bar.y2), (bar.x2, bar.y, bar.x2, bar.y2))
            ink.rules += [Rule(*edge, colors.fill(self.hue), 1, (3, 2)) for edge in edges]
            return bar
        ink.fills.append(Fill(bar, colors.fill(self.hue) if tested else colors.tint(self.hue)))
        weight = fonts.SEMIBOLD if tested else fonts.REGULAR
        wide, high = fonts.width(said, size, weight), fonts.line_box(size)
        down = value < 0
        if wide <= bar.x2 - bar.x - 3 and bar.y2 - bar.y >= high + 4:
            top = bar.y2 - 3 - high if down else bar.y + 3
            ground = colors.background if tested else colors.text
            inside = self._clear(Text(x, top + fonts.ascent(size), (said,), size, ground, weight, "center"), year, y)
            if inside.box.y2 <= bar.y2:
                ink.texts.append(inside)
                return bar
        if not tested or year in (self.changes or {}):
            return bar
        sides = bar.y2 + 2 + fonts.ascent(size), bar.y - 2 - fonts.descent(size)
        places = [
            Text(x, line, (said,), size, colors.text, weight, "center") for line in (sides if down else sides[1:])
        ]
        free = [text for text in places if not any(text.box.overlaps(other.box) for other in ink.texts)]
        others = [box for other, box in bars.items() if other != year]
        text = min(free, key=lambda one: sum(one.box.overlaps(other) for other in others), default=None)
        if text is None:
            return bar
        ink.texts.append(text)
        return replace(bar, y=min(bar.y, text.box.y), y2=max(bar.y2, text.box.y2))

    def _clear(self, text: Text, year: int, y: Callable[[float], float]) -> Text:
        """A text of a year, below a level that would pass through it."""
        for level in self.levels:
            at = y(level.value)
            if text.box.y < at < text.y + 3 and (level.since or year) <= year:
                text = replace(text, y=at + 3 + fonts.ascent(text.size))
        return text

    def _level(
        self,
        ink: Ink,
        level: Level,
        box: Box,
        x: Callable[[float], float],
        y: Callable[[float], float],
        style: Style,
        taken: Sequence[Box],
    ) -> None:
        """A dashed level, its words on it where no bar is in the way."""
        at, size = y(level.value), style.sizes.tick
        start = box.x if level.since is None else x(level.since)
        dashed(ink, (start, box.x2, at), style)
        others = (*taken, *(other.box for other in ink.texts))
        baselines = (at - 3 - fonts.descent(size), at + 3 + fonts.ascent(size))
        # nearer to a number only where nothing else has room
        ways = ((level.words, 5), (level.brief, 5), (level.words, 0))
        for (words, apart), baseline in product(ways, baselines):
            for text in _along(words, start, box.x2, baseline, size, style.colors.muted, step=8):
                room = replace(text.box, x=text.box.x - apart, x2=text.box.x2 + apart)
                if not any(room.overlaps(one, 1) for one in others):
                    ink.texts.append(text)
                    return
        full = [self._box(year, x(year + 0.5), x(year + 1) - x(year), y) for year in self.tested & self.values.keys()]
        zero = Box(start, y(0), box.x2, y(0))
        _over_bars(ink, (level.words, level.brief), (start, box.x2, at), [*full, zero], taken, style)

    def _changes(
        self,
        ink: Ink,
        changes: dict[int, str],
        x: Callable[[float], float],
        y: Callable[[float], float],
        slot: float,
        style: Style,
        taken: Sequence[Box],
    ) -> None:
        """Arrows from the level down to the bars; the changes beside all of them, or low in all of the bars."""
        top, small = y(self.levels[0].value), style.sizes.tick
        ends = {year: (x(year + 0.5), y(self.values[year])) for year in changes}
        for at, low in ends.values():
            if low - top > 9:
                ink.arrow(at, top + 2, low, style.colors.text)
        others = [*taken, *(other.box for other in ink.texts)]
        for size in (style.sizes.title * 0.8, style.sizes.label, small):
            texts = [
                Text(at + 6, (low + top) / 2 + size * 0.35, (changes[year],), size, style.colors.text, fonts.SEMIBOLD)
                for year, (at, low) in ends.items()
            ]
            free = not any(text.box.overlaps(one, 1) for text in texts for one in others)
            alone = len(texts) == 1 and size < style.sizes.title * 0.8  # over the next bar it is still of its arrow
            if free and (alone or all(text.box.x2 - text.box.x + 8 < slot for text in texts)):
                ink.texts += texts
                return
        ground, foot = style.colors.background, y(0)
        for year, (at, low) in ends.items():
            values = [text.box.y2 for text in ink.texts if text.x == at and low < text.y < foot]
            baseline = max(values, default=low + 3) + fonts.ascent(small)
            inside = self._clear(Text(at, baseline, (changes[year],), small, ground, fonts.SEMIBOLD, "center"), year, y)
            above = replace(inside, y=low - 3 - fonts.descent(small), color=style.colors.text)
            text = inside if inside.box.y2 <= foot else above
            fits = text.box.x2 - text.box.x <= slot * SHARE - 2
            if fits and not any(text.box.overlaps(other.box) for other in ink.texts):
                ink.texts.append(text)


def _over_bars(
    ink: Ink,
    ways: Sequence[str],
    level: tuple[float, float, float],
    apart: Sequence[Box],
    bars: Sequence[Box],
    style: Style,
) -> None:
    """A level's words where every place is a bar's: over as little of tinted bars as can be, clear of other words."""
    start, end, at = level
    size = style.sizes.tick
    taken = (*apart, *(other.box for other in ink.texts))
    baselines = (at - 3 - fonts.descent(size), at + 3 + fonts.ascent(size))
    places = [
        one
        for words, baseline in product(ways, baselines)
        for one in _along(words, start, end, baseline, size, style.colors.text, step=4)
        if not any(one.box.overlaps(other, 2) for other in taken)
    ]
    if places:
        ink.texts.append(min(places, key=lambda one: _covered(one.box, bars)))


def _covered(box: Box, bars: Sequence[Box]) -> float:
    """How much of a text lies over bars, in px."""
    return sum(min(box.x2, bar.x2) - max(box.x, bar.x) for bar in bars if box.overlaps(bar))


def _along(
    words: str, start: float, end: float, baseline: float, size: float, color: str, *, step: int
) -> Iterator[Text]:
    """Places for words along a level, from its right end on; none for no words."""
    right, wide = end, fonts.width(words, size)
    while words and right - wide >= start:
        yield Text(right, baseline, (words,), size, color, align="right")
        right -= step


def _years(
    ink: Ink, box: Box, years: Sequence[int], tested: frozenset[int], x: Callable[[float], float], style: Style
) -> None:
    """The years below their bars: all of them, or the tested ones and every second, third … that has room."""
    size = style.sizes.tick
    baseline = box.y2 + 5 + fonts.ascent(size)
    taken: list[Box] = []
    for year in (*sorted(tested), *(one for one in years if one not in tested and one % 5 == 0), *years):
        weight = fonts.SEMIBOLD if year in tested else fonts.REGULAR
        color = style.colors.text if year in tested else style.colors.muted
        text = Text(x(year + 0.5), baseline, (str(year),), size, color, weight, "center")
        if year in years:
            ink.put([text], taken, 5)
