"""Years as bars: those that are tested in full colour, the rest tinted, a level drawn on, changes as arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

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
        own = Ink()
        at = _Plot(own, box, years, (box.x2 - box.x) / len(years), grid(own, box, self.scale, style), style)
        if self.event and years[0] <= self.event.day.year <= years[-1]:
            day = self.event.day
            x = at.x(day.year + (day.timetuple().tm_yday - 1) / 366)
            named_rule(own, box, x, (self.event.label,), style, main=True)
        self._years(at)
        bars = {year: self._box(at, year) for year in years if year in self.values}
        labels = [self._bar(at, year, bars) for year in bars]
        for level in self.levels:
            self._level(at, level, labels)
        if self.changes and self.levels:
            self._changes(at, self.changes, labels)
        ink.place(own, 0, 0)

    def _box(self, at: _Plot, year: int) -> Box:
        """Where a bar stands."""
        x, half = at.x(year + 0.5), at.slot * SHARE / 2
        top, low = sorted((at.y(self.values[year]), at.y(0)))
        return Box(x - half, top, x + half, max(low, top + 0.5))

    def _bar(self, at: _Plot, year: int, bars: dict[int, Box]) -> Box:
        """A bar, and its value in it, or beyond it where it is tested; the box it takes with its value."""
        ink, value, bar = at.ink, self.values[year], bars[year]
        x = (bar.x + bar.x2) / 2
        said = number(value, self.decimals, signed=self.signed)
        ink.spots.append(Spot(x, at.y(value), str(year), said))
        tested, colors, size = year in self.tested, at.style.colors, at.style.sizes.tick
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
            text = Text(x, top + fonts.ascent(size), (said,), size, ground, weight, "center")
            inside = self._clear(at, text, year)
            if inside.box.y2 <= bar.y2:
                ink.texts.append(inside)
                return bar
        if not tested or year in (self.changes or {}):
            return bar
        found = self._beyond(at, year, bars, said)
        if found is None:
            return bar
        ink.texts.append(found)
        return replace(bar, y=min(bar.y, found.box.y), y2=max(bar.y2, found.box.y2))

    def _beyond(self, at: _Plot, year: int, bars: dict[int, Box], said: str) -> Text | None:
        """A value past the end of its bar or on the other side of zero, away from the bars beside it if it can be."""
        bar, size, box = bars[year], at.style.sizes.tick, at.box
        above, below = bar.y - 2 - fonts.descent(size), bar.y2 + 2 + fonts.ascent(size)
        places = [
            Text(at.x(year + 0.5) + aside, y, (said,), size, at.style.colors.text, fonts.SEMIBOLD, "center")
            for y in ((below, above) if self.values[year] < 0 else (above,))
            for aside in (0, 2, -2, 4, -4, 6, -6)
        ]
        free = (text for text in places if not any(text.box.overlaps(other.box) for other in at.ink.texts))
        others = [other for its, other in bars.items() if its != year]

        def crowded(text: Text) -> int:
            inside = box.x - 3 <= text.box.x and text.box.x2 <= box.x2 + 3
            return sum(text.box.overlaps(other, 1.5) for other in others) + (not inside)

        return min(free, key=crowded, default=None)

    def _clear(self, at: _Plot, text: Text, year: int) -> Text:
        """A text of a year, below a level that would pass through it."""
        for level in self.levels:
            y = at.y(level.value)
            if text.box.y < y < text.y + 3 and (level.since or year) <= year:
                text = replace(text, y=y + 3 + fonts.ascent(text.size))
        return text

    def _level(self, at: _Plot, level: Level, taken: Sequence[Box]) -> None:
        """A dashed level, its words on it where no bar is in the way, else over as little of tinted bars as can be."""
        y, start, colors = at.y(level.value), at.box.x if level.since is None else at.x(level.since), at.style.colors
        dashed(at.ink, (start, at.box.x2, y), at.style)
        texts = [other.box for other in at.ink.texts]
        # nearer to a number only where nothing else has room
        for words, apart in ((level.words, 5), (level.brief, 5), (level.words, 0)):
            for text in at.along(words, start, y, colors.muted, step=8):
                room = replace(text.box, x=text.box.x - apart, x2=text.box.x2 + apart)
                if not any(room.overlaps(one, 1) for one in (*taken, *texts)):
                    at.ink.texts.append(text)
                    return
        full = [self._box(at, year) for year in self.tested & self.values.keys()]
        clear = (*full, Box(start, at.y(0), at.box.x2, at.y(0)), *texts)
        places = [
            one
            for words in (level.words, level.brief)
            for one in at.along(words, start, y, colors.text, step=4)
            if not any(one.box.overlaps(other, 2) for other in clear)
        ]
        if places:
            at.ink.texts.append(min(places, key=lambda one: _covered(one.box, taken)))

    def _changes(self, at: _Plot, changes: dict[int, str], taken: Sequence[Box]) -> None:
        """Arrows from the level down to the bars; the changes beside all of them, or low in all of the bars."""
        ink, sizes, colors = at.ink, at.style.sizes, at.style.colors
        top, small = at.y(self.levels[0].value), sizes.tick
        ends = {year: (at.x(year + 0.5), at.y(self.values[year])) for year in changes}
        for x, low in ends.values():
            if low - top > 9:
                ink.arrow(x, top + 2, low, colors.text)
        others = [*taken, *(other.box for other in ink.texts)]
        for size in (sizes.title * 0.8, sizes.label, small):
            texts = [
                Text(x + 6, (low + top) / 2 + size * 0.35, (changes[year],), size, colors.text, fonts.SEMIBOLD)
                for year, (x, low) in ends.items()
            ]
            free = not any(text.box.overlaps(one, 1) for text in texts for one in others)
            alone = len(texts) == 1 and size < sizes.title * 0.8  # over the next bar it is still of its arrow
            if free and (alone or all(text.box.x2 - text.box.x + 8 < at.slot for text in texts)):
                ink.texts += texts
                return
        foot = at.y(0)
        for year, (x, low) in ends.items():
            values = [text.box.y2 for text in ink.texts if text.x == x and low < text.y < foot]
            baseline = max(values, default=low + 3) + fonts.ascent(small)
            text = Text(x, baseline, (changes[year],), small, colors.background, fonts.SEMIBOLD, "center")
            inside = self._clear(at, text, year)
            above = replace(inside, y=low - 3 - fonts.descent(small), color=colors.text)
            text = inside if inside.box.y2 <= foot else above
            fits = text.box.x2 - text.box.x <= at.slot * SHARE - 2
            if fits and not any(text.box.overlaps(other.box) for other in ink.texts):
                ink.texts.append(text)

    def _years(self, at: _Plot) -> None:
        """The years below their bars: all of them, or the tested ones and every second, third … that has room."""
        size, colors = at.style.sizes.tick, at.style.colors
        baseline = at.box.y2 + 5 + fonts.ascent(size)
        taken: list[Box] = []
        others = (year for year in at.years if year not in self.tested and year % 5 == 0)
        for year in (*sorted(self.tested), *others, *at.years):
            look = (colors.text, fonts.SEMIBOLD) if year in self.tested else (colors.muted, fonts.REGULAR)
            text = Text(at.x(year + 0.5), baseline, (str(year),), size, *look, "center")
            if year in at.years:
                at.ink.put([text], taken, 5)


@dataclass(frozen=True)
class _Plot:
    """Where bars are drawn: the plot, its years, the px of each, and where a value stands."""

    ink: Ink
    box: Box
    years: range
    slot: float
    y: Callable[[float], float]
    style: Style

    def x(self, year: float) -> float:
        """Where a year begins."""
        return self.box.x + (year - self.years[0]) * self.slot

    def along(self, words: str, start: float, y: float, color: str, *, step: int) -> Iterator[Text]:
        """Places for words above a level and below it, from its right end back to its start; none for no words."""
        size = self.style.sizes.tick
        wide = fonts.width(words, size)
        for baseline in (y - 3 - fonts.descent(size), y + 3 + fonts.ascent(size)):
            right = self.box.x2
            while words and right - wide >= start:
                yield Text(right, baseline, (words,), size, color, align="right")
                right -= step


def _covered(box: Box, bars: Sequence[Box]) -> float:
    """How much of a text lies over bars, in px."""
    return sum(min(box.x2, bar.x2) - max(box.x, bar.x) for bar in bars if box.overlaps(bar))
