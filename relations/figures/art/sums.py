"""Totals as stacked bars from zero, a limit across them, and beside it how far each is from the limit, enlarged.

Where there is room each part has a step of its own, and the sum stands below them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from relations.figures import fonts
from relations.figures.layout.ink import Align, Box, Dot, Fill, Ink, Rule, Spot, Text
from relations.figures.theme import Style, mixed
from relations.i18n import number, say
from relations.story.hue import Hue
from relations.values import capital

VISIBLE = 0.08  #: of the longest bar: a margin above it needs no enlarging
THICK = 120.0  #: px a bar is thick at most: a taller one is a block
STEP = 1.9  #: of a line of text, the least height of a part that has a step of its own
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

    def least(self, style: Style) -> float:
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
        most = max(len(total.parts) for total in self.totals)
        step = (row - line) / (1 + most)
        top = room.y + tick + 4
        middles = []
        if most > 1 and step >= STEP * line:  # each part on a step of its own, where the one before it ends
            heads = [top + place * row for place in range(len(self.totals))]
            thick = min(step - 6, max(0.6 * step, 1.4 * line), THICK)
            for y, total in zip(heads, self.totals, strict=True):
                room_of = Box(bars.x, y, bars.x2, y + row - line)
                middles.append(self._steps(ink, total, room_of, thick, style))
            feet = [y + step * (1 + len(total.parts)) for y, total in zip(heads, self.totals, strict=True)]
        else:
            thick = min(row - line - 8, max(46, 0.45 * row), THICK)
            room = replace(room, y=room.y + (row - line - 8 - thick) / 2)  # as much above all as below
            top = room.y + tick + 4
            heads = [top + place * row + line for place in range(len(self.totals))]
            for y, total in zip(heads, self.totals, strict=True):
                self._row(ink, total, Box(bars.x, y - line, bars.x2, y + 3 + thick), line + 3, style)
            middles = [y + 3 + thick / 2 for y in heads]
            feet = [y + thick + 7 for y in heads]
        x = bars.x + (bars.x2 - bars.x) * self.limit / self.longest
        size = style.sizes.tick
        for y, y2 in zip(heads, feet, strict=True):
            ink.rules.append(Rule(x, y + 1, x, y2, style.colors.text, 1.2, (4, 3)))
        text = Text(x, room.y + fonts.ascent(size), (self.words,), size, style.colors.text, fonts.SEMIBOLD, "center")
        ink.texts.append(text)
        if beside:
            self._margins(ink, margins, middles, Box(room.x + width * PART + 14, room.y, room.x2, feet[-1]), style)

    def _steps(self, ink: Ink, total: Total, box: Box, thick: float, style: Style) -> float:
        """The parts one below the other, the sum below them; the middle of the sum's bar."""
        colors, size = style.colors, style.sizes.label
        scale, step = (box.x2 - box.x) / self.longest, (box.y2 - box.y) / (1 + len(total.parts))
        at, x, y = box.x + self.limit * scale, box.x, box.y + step / 2
        for part in total.parts:
            bar = Box(x, y - thick / 2, max(x + part.value * scale, x + 1), y + thick / 2)
            ink.fills.append(Fill(bar, mixed(colors.fill(part.hue), colors.background, 0.85)))
            ink.rules.append(Rule(bar.x2, bar.y2, bar.x2, bar.y2 + step - thick, colors.muted, 1))
            ink.spots.append(Spot((bar.x + bar.x2) / 2, y, part.label, self._said(part)))
            said, text = f"{part.label} {self._said(part)}", Text(x, y + size * 0.35, (), size, colors.text)
            inside = replace(text, color=colors.background)
            if not self._within(ink, said, (bar.x, bar.x2, at), inside) and not self._within(
                ink, said, (bar.x2, box.x2, at), text
            ):
                self._within(ink, said, (box.x, bar.x, at), text, align="right")
            x, y = bar.x2, y + step
        bar = Box(box.x, y - thick / 2, x, y + thick / 2)
        ink.fills.append(Fill(bar, colors.muted))
        name = Text(box.x, y + size * 0.35, (), size, colors.background, fonts.SEMIBOLD)
        if not self._within(ink, capital(total.name), (bar.x, bar.x2, at), name):
            over = replace(name, y=bar.y - 4, color=colors.text)
            self._within(ink, capital(total.name), (bar.x, box.x2, at), over)
        self._sum(ink, total, x, y, at, style)
        return y

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
            if len(total.parts) > 1 and not self._within(ink, f"{part.label} {self._said(part)}", ends, text):
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
        self._sum(ink, total, x, (top + box.y2) / 2, box.x + self.limit * scale, style)

    def _sum(self, ink: Ink, total: Total, x: float, y: float, edge: float, style: Style) -> None:
        """The number of a sum after the end of its bar, and clear of the limit."""
        size, said = style.sizes.label, number(total.value, self.decimals)
        ink.spots.append(Spot(x, y, total.name, said))
        text = Text(x + 6, y + size * 0.35, (said,), size, style.colors.text, fonts.SEMIBOLD)
        if x <= edge < text.box.x2 + 6:  # the limit would pass through it
            text = replace(text, x=edge + 8)
        ink.texts.append(text)

    def _said(self, part: Part) -> str:
        return number(part.value, self.decimals)

    def _within(self, ink: Ink, said: str, ends: tuple[float, float, float], text: Text, align: Align = "left") -> bool:
        """Write what is said of a part on one side of the limit; whether there is room."""
        x, x2, at = ends
        for left, right in [(x, at), (at, x2)] if x < at < x2 else [(x, x2)]:
            if fonts.width(said, text.size, text.weight) < right - left - 8:
                start = left + 5 if align == "left" else right - 5
                ink.texts.append(replace(text, x=start, lines=(said,), align=align))
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
