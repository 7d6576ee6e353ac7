"""A plate: a figure whose picture is not one axis of time but cells side by side, each with its own art and number.

Figures of claims, of the days around an event and of ranks are plates. From the top: the verdict's badge, title,
subtitle, the cells, what each reading answers, and the notes. `composed` puts it at pixel positions; the art of a cell
draws itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, log
from typing import Any, Protocol

from relations.figures import fonts
from relations.figures.captions.alternative import cut, ended
from relations.figures.layout.frame import foot, head, notes, sources_line
from relations.figures.layout.geometry import Grid
from relations.figures.layout.ink import Box, Ink, Spot, Text, moved
from relations.figures.layout.pill import Badge, pill, sign
from relations.figures.layout.plan import Content
from relations.figures.options import Options
from relations.figures.theme import Style, style_of
from relations.figures.vega import Sheet, unchecked
from relations.i18n import say
from relations.story import FigureSpec
from relations.story.hue import Hue

GAP = 22  #: px between two cells
NARROW = 182  #: px below which cells stand one below the other
STACKED_GAP = 14
SHAPE = 1.6  #: width by height that a picture of a cell has best
AIR, CLOSE = (10, 6), (5, 3)  #: above the cells and below them; less, before an exact figure grows


class Art(Protocol):
    """The picture of a cell."""

    def least(self, style: Style) -> float:
        """The height in px below which it cannot be read."""
        ...

    def draw(self, ink: Ink, room: Box, style: Style) -> None:
        """Draw it into a room."""
        ...


@dataclass(frozen=True)
class Cell:
    """A picture with its head: whose it is, what is measured, and its number with what the number is of."""

    art: Art
    name: str = ""
    about: str = ""
    hue: Hue | None = None
    number: str = ""
    beside: tuple[str, ...] = ()  #: from which value to which, between which days

    @property
    def said(self) -> str:
        """The head in one line, for who cannot see it."""
        told = ", ".join((self.number, *self.beside))
        return f"{self.name}: {told}" if self.name else told


@dataclass(frozen=True)
class Reading:
    """What one definition of a claim answers: its mark, what is asked, and its number."""

    mark: str
    asked: str
    number: str


@dataclass(frozen=True)
class Plate:
    """Cells, and what stands above and below them; title, subtitle and notes are those of the figure's spec."""

    cells: tuple[Cell, ...]
    badge: Badge | None = None
    readings: tuple[Reading, ...] = ()
    strong: tuple[str, ...] = ()  #: notes that are not to be overlooked
    told: tuple[str, ...] = ()  #: what no number of a cell says, for who cannot see it
    kind: str = ""  #: of chart, where all cells are of one that has a name

    def alt(self, spec: FigureSpec) -> str:
        """The verdict, the finding, the numbers of the cells and what each reading answers, for who cannot see it."""
        badge = [f"{self.badge.words}. {self.badge.said}"] if self.badge else []
        readings = [f"{one.mark} {': '.join(filter(None, (one.asked, one.number)))}" for one in self.readings]
        parts = [
            *badge,
            spec.title,
            spec.subtitle,
            *(one.said for one in self.cells if one.number),
            *self.told,
            *readings,
        ]
        return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in (*parts, *spec.notes))

    def alt_short(self, spec: FigureSpec) -> str:
        """The verdict or the kind of chart, and the finding, in a line of at most 160 characters, cut at a word."""
        first = self.badge.brief if self.badge else self.kind
        return cut(f"{first}: {ended(spec.title)}" if first else ended(spec.title))


def composed(content: Content, plate: Plate, options: Options) -> tuple[dict[str, Any], Grid, tuple[Spot, ...]]:
    """The specification of a plate, its place, and what is read off it; it is as high as its parts need, or more."""
    style = style_of(options.theme, options.width, options.highlight)
    ink, height = _arranged(content, plate, options, style)
    margin, high = style.sizes.margin, max(height, options.height)
    grid = Grid(options.width, high, margin, margin, options.width - 2 * margin, (), 0, *content.domain)
    family = fonts.family_for(line for text in ink.texts for line in text.lines)
    with unchecked():
        sheet = Sheet(style, grid, family, hover=False)
        sheet.plate(ink)
        return sheet.spec(content.description), grid, tuple(moved(spot, margin, margin) for spot in ink.spots)


def _arranged(content: Content, plate: Plate, options: Options, style: Style) -> tuple[Ink, int]:
    """All ink from the upper left corner within the margins, and the height it needs."""
    width, margin = float(options.width - 2 * style.sizes.margin), style.sizes.margin
    ink, below = Ink(), Ink()
    words, top = head(content.spec, width, style, pill(ink, plate.badge, width, style) if plate.badge else 0.0)
    ink.place(words, 0, 0)
    low = _below(below, content, plate, width, style)
    least = _least(plate, width, style)
    free = options.height - 2 * margin - top - low - least
    above, under = AIR if free >= sum(AIR) or not options.exact else CLOSE
    room = max(least, least + free - above - under)
    _cells(ink, plate, Box(0, top + above, width, top + above + room), style)
    ink.place(below, 0, top + above + room + under)
    return ink, ceil(top + above + room + under + low + 2 * margin - 1e-6)  # a sum of fractions


def _below(ink: Ink, content: Content, plate: Plate, width: float, style: Style) -> float:
    y = _readings(ink, plate.readings, width, style)
    article = say("Article: {article}.", article=content.story.article.name) if plate.badge else ""
    sources = " ".join(filter(None, (sources_line(content.shown, content.absent), article)))
    said = (*content.spec.notes, *notes(content.spec))
    plain = [words for words in dict.fromkeys(said) if words not in plate.strong]
    told = (*plain[:1], *plate.strong, " ".join((*plain[1:], sources)))
    return foot(ink, told, width, style, y, plate.strong)


def _readings(ink: Ink, readings: Sequence[Reading], width: float, style: Style) -> float:
    """The readings in a row, or as many rows as they need; their height."""
    size = style.sizes.label
    x = y = 0.0
    for one in readings:
        asked, number = (fonts.width(one.asked, size, fonts.SEMIBOLD), fonts.width(one.number, size))
        needed = size + 8 + asked + (8 + number if number else 0)
        if x and x + needed > width:
            x, y = 0.0, y + fonts.line_box(size) + 3
        baseline = y + fonts.ascent(size)
        sign(ink, one.mark, (x + size / 2, baseline - size * 0.35), size, style.colors.text, style.colors.background)
        lines = fonts.wrap(one.asked, size, width - size - 8, fonts.SEMIBOLD)
        text = Text(x + size + 8, baseline, tuple(lines), size, style.colors.text, fonts.SEMIBOLD)
        ink.texts.append(text)
        if needed <= width:
            ink.texts.append(Text(text.box.x2 + 8, baseline, (one.number,), size, style.colors.muted))
        elif one.number:
            y = text.box.y2
            ink.texts.append(Text(x + size + 8, y + fonts.ascent(size), (one.number,), size, style.colors.muted))
        else:
            y = text.box.y2 - fonts.line_box(size)
        x += needed + 30
    return y + fonts.line_box(size) + 10 if readings else 0.0


def _columns(plate: Plate, width: float) -> int:
    """How many cells stand side by side."""
    count = len(plate.cells)
    fit = int((width + GAP) // (NARROW + GAP))
    return count if count <= fit else (2 if fit >= 2 and count > 2 else max(1, min(fit, count)))


def _shaped(plate: Plate, width: float, height: float, style: Style) -> int:
    """How many cells stand side by side in a room of a height: in whole rows, as near to a printed shape as can be."""
    most, count = _columns(plate, width), len(plate.cells)
    fit = [one for one in range(1, most) if count % one == 0 and _least(plate, width, style, one) <= height]

    def off(columns: int) -> float:
        rows = ceil(count / columns)
        return abs(log(width / columns / (height / rows) / SHAPE))

    return min((most, *fit), key=off)


def _rooms(plate: Plate, width: float, columns: int) -> Iterator[list[tuple[Cell, float, float]]]:
    """The rows of cells, each with its left edge and width."""
    for first in range(0, len(plate.cells), columns):
        row = plate.cells[first : first + columns]
        each = (width - GAP * (columns - 1)) / columns
        yield [(cell, place * (each + GAP), each) for place, cell in enumerate(row)]


def _least(plate: Plate, width: float, style: Style, columns: int | None = None) -> float:
    rows = list(_rooms(plate, width, columns or _columns(plate, width)))
    heights = [max(_head(Ink(), cell, Box(0, 0, each, 0), style) + cell.art.least(style) for cell, _, each in row)
               for row in rows]  # fmt: skip
    return sum(heights) + STACKED_GAP * (len(rows) - 1)


def _cells(ink: Ink, plate: Plate, room: Box, style: Style) -> None:
    width = room.x2 - room.x
    rows = list(_rooms(plate, width, _shaped(plate, width, room.y2 - room.y, style)))
    height = (room.y2 - room.y - STACKED_GAP * (len(rows) - 1)) / len(rows)
    for number, row in enumerate(rows):
        y = room.y + number * (height + STACKED_GAP)
        boxes = [Box(room.x + x, y, room.x + x + each, y + height) for _, x, each in row]
        head = max(_head(Ink(), cell, box, style) for (cell, _, _), box in zip(row, boxes, strict=True))
        for (cell, _, _), box in zip(row, boxes, strict=True):
            _head(ink, cell, box, style)
            of = ", ".join(filter(None, (cell.name, cell.about)))
            own = Ink()
            cell.art.draw(own, replace(box, y=box.y + head), style)
            own.spots = [replace(spot, of=of) for spot in own.spots]
            ink.place(own, 0, 0)


def _head(ink: Ink, cell: Cell, box: Box, style: Style) -> float:
    """Name and measure in a line, then the number with its days beside it; their height."""
    sizes, colors = style.sizes, style.colors
    color = colors.line(cell.hue) if cell.hue else colors.text
    y, width, about = 0.0, box.x2 - box.x, cell.about
    if cell.name:
        name = fonts.width(cell.name, sizes.heading, fonts.SEMIBOLD)
        baseline = box.y + fonts.ascent(sizes.heading)
        lines = fonts.wrap(cell.name, sizes.heading, width, fonts.SEMIBOLD)
        y = ink.block(lines, (box.x, box.y), sizes.heading, color, fonts.SEMIBOLD) - box.y
        if about and name + 7 + fonts.width(about, sizes.heading) <= width:
            ink.texts.append(Text(box.x + name + 7, baseline, (about,), sizes.heading, colors.muted))
            about = ""
    if about:
        lines = fonts.balanced(about, sizes.heading, width)
        y = ink.block(lines, (box.x, box.y + y), sizes.heading, colors.muted) - box.y
    if not cell.number:
        return y + 6 if y else 0.0
    large, small = sizes.title * 0.95, sizes.note
    number = fonts.width(cell.number, large, fonts.SEMIBOLD)
    ink.texts.append(Text(box.x, box.y + y + fonts.ascent(large), (cell.number,), large, color, fonts.SEMIBOLD))
    beside = Text(box.x + number + 10, box.y + y + 2 + fonts.ascent(small), cell.beside, small, color)
    if not cell.beside:
        return y + fonts.line_box(large) + 6
    if beside.box.x2 > box.x2 + 1:  # too long to stand beside it: below
        beside = replace(beside, x=box.x, y=box.y + y + fonts.line_box(large) + fonts.ascent(small))
    ink.texts.append(beside)
    return max(y + fonts.line_box(large), beside.box.y2 - box.y) + 6
