"""Totals as stacked bars from zero, a limit across them, and beside it how far each is from the limit, enlarged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from relations.figures import fonts
from relations.figures.layout.ink import Box, Dot, Fill, Ink, Rule, Spot, Text
from relations.figures.theme import Style, mixed
from relations.i18n import number, say
from relations.story.hue import Hue
from relations.values import capital

VISIBLE = 0.08  #: of the longest bar: a margin above it needs no enlarging
PART = 0.64  #: of the width, for the bars where the margin stands beside them


@dataclass(frozen=True)
class Part:
    """One of what is added up."""

    label: str
    value: float
    hue: Hue


@dataclass(frozen=True)
class Total:
    """A sum under one definition."""

    name: str
    parts: tuple[Part, ...]

    @property
    def value(self) -> float:
        """The sum."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True)
class Sums:
    """Totals against one limit."""

    totals: tuple[Total, ...]
    limit: float
    words: str  #: of the limit
    decimals: int

    @property
    def longest(self) -> float:
        """The end of the scale."""
        return max(self.limit, *(total.value for total in self.totals))

    def least(self, style: Style, width: float) -> float:  # noqa: ARG002 (of the contract)
        """The height it needs."""
        return 2 * fonts.line_box(style.sizes.tick) + len(self.totals) * (fonts.line_box(style.sizes.label) + 24)

    def draw(self, ink: Ink, room: Box, style: Style) -> None:
        """A row per total; the limit across the rows."""
        margins = [total.value - self.limit for total in self.totals]
        beside = max(map(abs, margins)) < VISIBLE * self.longest
        width = room.x2 - room.x
        value = fonts.width(number(self.longest, self.decimals), style.sizes.label, fonts.SEMIBOLD)
        bars = Box(room.x, 0, room.x + width * (PART if beside else 1) - value - 12, room.y2)
        line, tick = fonts.line_box(style.sizes.label), fonts.line_box(style.sizes.tick)
        row = (room.y2 - room.y - tick - 4) / len(self.totals)
        thick = min(row - line - 8, max(46, 0.45 * row))
        room = replace(room, y=room.y + (row - line - 8 - thick) / 2)  # as much above all as below
        top = room.y + tick + 4
        for place, total in enumerate(self.totals):
            y = top + place * row
            self._row(ink, total, Box(bars.x, y, bars.x2, y + line + 3 + thick), line + 3, style)
        x = bars.x + (bars.x2 - bars.x) * self.limit / self.longest
        size = style.sizes.tick
        lower = top + (len(self.totals) - 1) * row + line + 3 + thick + 4
        for y in (top + place * row + line for place in range(len(self.totals))):
            ink.rules.append(Rule(x, y + 1, x, y + thick + 7, style.colors.text, 1.2, (4, 3)))
        text = Text(x, room.y + fonts.ascent(size), (self.words,), size, style.colors.text, fonts.SEMIBOLD, "center")
        ink.texts.append(text)
        if beside:
            middles = [top + place * row + line + 3 + thick / 2 for place in range(len(self.totals))]
            self._margins(ink, margins, middles, Box(room.x + width * PART + 14, room.y, room.x2, lower), style)

    def _row(self, ink: Ink, total: Total, box: Box, head: float, style: Style) -> None:
        """The name over a bar of parts, the sum after it."""
        colors, size = style.colors, style.sizes.label
        beyond = fonts.width(number(self.longest, self.decimals), size, fonts.SEMIBOLD) + 12
        lines = fonts.wrap(capital(total.name), size, box.x2 - box.x + beyond, fonts.SEMIBOLD)[:1]
        name = Text(box.x, box.y + fonts.ascent(size), tuple(lines), size, colors.text, fonts.SEMIBOLD)
        ink.texts.append(name)
        x, scale = box.x, (box.x2 - box.x) / self.longest
        top = box.y + head
        unnamed: list[tuple[Part, tuple[float, float, float], Text]] = []
        alike = len({part.hue for part in total.parts}) == 1
        for place, part in enumerate(total.parts):
            wide = part.value * scale
            share = 0.85 if not alike else 0.85 - 0.4 * (place % 2)
            fill = mixed(colors.fill(part.hue), colors.background, share)
            ink.fills.append(Fill(Box(x, top, max(x + wide - 1, x + 0.5), box.y2), fill))
            ground = colors.background if share > 0.6 else colors.text
            at = box.x + self.limit * scale
            ink.spots.append(Spot(x + wide / 2, (top + box.y2) / 2, part.label, self._said(part)))
            text = Text(x, (top + box.y2) / 2 + style.sizes.tick * 0.35, (), style.sizes.tick, ground)
            ends = x, x + wide, at
            if not self._within(ink, f"{part.label} {self._said(part)}", ends, text):
                unnamed.append((part, ends, text))
            x += wide
        if unnamed:  # too narrow for their names: beside that of the sum, from left to right; or else their numbers
            words = (" · ".join(f"{part.label} {self._said(part)}" for part, _, _ in unnamed),)
            beside = Text(name.box.x2 + 10, name.y, words, style.sizes.tick, colors.muted)
            if beside.box.x2 <= box.x2 + beyond:
                ink.texts.append(beside)
            else:
                for part, ends, text in unnamed:
                    self._within(ink, self._said(part), ends, text)
        said = number(total.value, self.decimals)
        ink.spots.append(Spot(x, (top + box.y2) / 2, total.name, said))
        text = Text(x + 6, (top + box.y2) / 2 + size * 0.35, (said,), size, colors.text, fonts.SEMIBOLD)
        edge = box.x + self.limit * scale
        if x <= edge < text.box.x2 + 6:  # the limit would pass through it
            text = replace(text, x=edge + 8)
        ink.texts.append(text)

    def _said(self, part: Part) -> str:
        return number(part.value, self.decimals)

    def _within(self, ink: Ink, said: str, ends: tuple[float, float, float], text: Text) -> bool:
        """Write what is said of a part on one side of the limit; whether there is room."""
        x, x2, at = ends
        for left, right in [(x, at), (at, x2)] if x < at < x2 else [(x, x2)]:
            if fonts.width(said, text.size) < right - left - 8:
                ink.texts.append(replace(text, x=left + 5, lines=(said,)))
                return True
        return False

    def _margins(self, ink: Ink, margins: list[float], middles: list[float], box: Box, style: Style) -> None:
        """From the limit to each sum on a scale of its own."""
        colors, size, small = style.colors, style.sizes.label, style.sizes.tick
        words = [number(one, self.decimals, signed=True) for one in margins]
        spare = max(fonts.width(one, size, fonts.SEMIBOLD) for one in words) + 12
        low, high = min(0.0, *margins), max(0.0, *margins)
        left, right = box.x + (spare if low < 0 else 2), box.x2 - (spare if high > 0 else 2)
        scale = (right - left) / ((high - low) or 1)
        zero = left - low * scale
        caption = say("from {limit}, enlarged", limit=self.words)
        text = Text(box.x2, box.y + fonts.ascent(small), (caption,), small, colors.muted, align="right")
        if text.box.x >= box.x - 20:
            ink.texts.append(text)
        ink.rules.append(Rule(zero, middles[0] - 18, zero, box.y2, colors.text, 1.2, (4, 3)))
        for margin, said, y in zip(margins, words, middles, strict=True):
            x = zero + margin * scale
            ink.rules.append(Rule(zero, y, x, y, colors.text, 2))
            ink.dots.append(Dot(x, y, 60, colors.text, colors.text))
            away = 9 if margin >= 0 else -9
            ink.texts.append(Text(x + away, y + size * 0.35, (said,), size, colors.text, fonts.SEMIBOLD,
                                  "left" if margin >= 0 else "right"))  # fmt: skip
