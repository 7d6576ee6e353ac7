"""What is written on bars: totals, what fell or rose between two of them, what is not counted, and a level to pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, pairwise, product

import numpy as np

from relations.figures import fonts
from relations.figures.dates import stretch
from relations.figures.layout.geometry import LABEL_PADDING, Geometry
from relations.figures.layout.ink import HEAD, Align, Box, Ink, Rule, Text
from relations.figures.layout.remarks import moves
from relations.figures.panel import DrawnPanel
from relations.figures.theme import Style
from relations.figures.vega.rows import bars
from relations.i18n import say, written
from relations.values import is_percentage

APART = 3.0  #: px between a change and what stands beside it: closer, two numbers read as one
NEAR = 3.0  #: px between a bar and its total
BETWEEN = 2.0  #: px between a total and another text, where it can be kept
PROMINENT = 0.1  #: of the highest, how far a bar must stand out from its neighbours to be a turn
DOTS = (2, 2)
RIGHT: tuple[int, Align] = (1, "left")
LEFT: tuple[int, Align] = (-1, "right")


@dataclass(frozen=True)
class Bar:
    """The bars of one day that stand on each other, as one."""

    day: date
    box: Box
    total: float
    kind: str
    parts: int = 1  #: how many bars stand in it

    @property
    def middle(self) -> float:
        """Its x in px."""
        return (self.box.x + self.box.x2) / 2


def write_bars(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> list[str]:
    """All that is written on the bars of a panel; in words what finds no place."""
    found = list(_bars(panel, place))
    taken = [text.box for text in ink.texts] + [one.box for one in found] + list(_axis_labels(panel, place, style))
    compared = {day for series in panel.series for day in panel.compared(series)}
    flagged = [(one, (written(one.day, "year"), _why(panel, one)), "") for one in found if one.kind == "flagged"]
    remarks = [*flagged, *_partial(panel, found)]
    unsaid = [one for one in remarks if not _remark(ink, taken, *one[:2], place, style)]
    led = [Box(one.middle - APART, 0, one.middle + APART, one.box.y) for one, *_ in unsaid]
    told, whole = compared | _turns(found), max((one.parts for one in found), default=0)
    for one in [*(bar for bar in found if bar.day in compared), *(bar for bar in found if bar.day not in compared)]:
        if one.kind != "flagged" and one.parts == whole and one.day in told:
            _total(ink, taken, led, one, panel, place, style, strong=one.day in compared)
    level = _level(ink, taken, panel, found, place, style)
    homeless = [  # within a stack there is no room to mark what one of its lines did
        one.note
        for one in moves(panel)
        if (panel.stacked and one.series.name)
        or not _move(ink, taken, one.percent, one.start[0], one.end[0], found, style)
    ]
    homeless += [note for bar, words, note in unsaid if not _led(ink, taken, bar, words, place, style) and note]
    if level:
        _level_words(ink, taken, *level, style)
    return homeless


def _axis_labels(panel: DrawnPanel, place: Geometry, style: Style) -> Iterator[Box]:
    """Where the labels of the value axis stand, left of the panel: an early bar's words could reach them."""
    for tick in panel.scale.ticks:
        words, size = panel.scale.label(tick), style.sizes.tick
        y = float(panel.scale.y(tick, place.height)) + 0.35 * size
        yield Text(-LABEL_PADDING, y, (words,), size, "", align="right").box


def _bars(panel: DrawnPanel, place: Geometry) -> Iterator[Bar]:
    """The bars as they stand in the panel, those of a stack as one; of several side by side each alone."""
    boxes: dict[tuple[date, int], Bar] = {}
    for number_, series in enumerate(panel.series):
        days = (day.date() for day in series.shown.data["date"])
        for day, row in zip(days, bars(panel, series), strict=True):
            x, x2 = place.at(np.array([row["date"], row["end"]], dtype=float)).tolist()
            y, y2 = panel.scale.y(np.array([row["top"], row["low"]]), place.height).tolist()
            box = Box(x, min(y, y2), x2, max(y, y2))
            key = day, 0 if panel.stacked else number_
            old = boxes.get(key)
            if old:
                box = Box(x, min(box.y, old.box.y), x2, max(box.y2, old.box.y2))
            boxes[key] = Bar(day, box, row["top"], row["kind"], 1 + (old.parts if old else 0))
    yield from sorted(boxes.values(), key=lambda bar: (bar.day, bar.box.x))


def _turns(found: Sequence[Bar]) -> set[date]:
    """The days of the last bar, and of those clearly above or below both their neighbours; of sums the whole ones."""
    whole = max((one.parts for one in found), default=0)
    fit = [one for one in found if one.kind != "flagged" and one.parts == whole]
    if len({one.day for one in fit}) < len(fit):
        return set()
    least = PROMINENT * max((abs(one.total) for one in fit), default=0)
    turns = {fit[-1].day} if fit else set()
    last = fit[0].total if fit else 0.0
    for one, after in pairwise(fit):
        rising, falling = one.total - last, after.total - one.total
        if rising * falling < 0 and min(abs(rising), abs(falling)) >= least:
            turns.add(one.day)
        if rising * falling < 0 or one.day in turns:
            last = one.total
    return turns


def _total(
    ink: Ink, taken: list[Box], led: Sequence[Box], one: Bar, panel: DrawnPanel, place: Geometry, style: Style, *,
    strong: bool,
) -> None:  # fmt: skip
    """A bar's total above it, or below one that hangs from zero and has room there above the axis of time.

    It is moved aside where a taller neighbour stands, and keeps away from other texts and from the lines that lead to
    them, `led`; one that is `strong` as far as it can.
    """
    size = style.sizes.label if strong else style.sizes.tick
    words = panel.scale.label(one.total) if is_percentage(panel.series[0].unit) else panel.scale.value(one.total)
    color, weight = (style.colors.text, fonts.SEMIBOLD) if strong else (style.colors.muted, fonts.REGULAR)
    above = one.box.y - NEAR - fonts.descent(size)
    below = one.box.y2 + NEAR + fonts.ascent(size)
    heights = [above] if one.total >= 0 else [below, above] if below < place.height else [above, below]
    asides = (0.0, *(sign * step for step in range(2, 13, 2) for sign in (1.0, -1.0)))
    ways = [Text(one.middle + aside, y, (words,), size, color, weight, "center") for y in heights for aside in asides]
    clear = [*taken, *led, *(text.box.grown(BETWEEN) for text in ink.texts)]
    if ink.put(ways, clear, 0.5):
        taken.append(ink.texts[-1].box)
    elif strong:
        ink.put(ways, taken, 0.5)


def _partial(panel: DrawnPanel, found: Sequence[Bar]) -> Iterator[tuple[Bar, tuple[str, str], str]]:
    """The highest bar of each stretch without a part of its sum, and which part has no figure then; as a note, too."""
    for first, last, labels in panel.partial:
        inside = [one for one in found if first <= one.day <= last and one.kind != "flagged"]
        if inside:
            days, lines = stretch(panel.series[0].shown.indicator, first, last), ", ".join(labels)
            note = say("Missing in {period}: {lines}.", period=days, lines=lines)
            yield min(inside, key=lambda one: one.box.y), (days, say("missing: {lines}", lines=lines)), note


def _remark(ink: Ink, taken: list[Box], one: Bar, said: tuple[str, str], place: Geometry, style: Style) -> bool:
    """What must not be read like the others, said above its bar; whether there is room within its column."""
    when, words = said
    ways = ((words,), tuple(words.split()), _hyphenated(words))
    texts = (_standing((when, *lines), one.middle, "center", one.box.y, style) for lines in ways)
    return ink.put((text for text in texts if _is_inside(text, place)), taken, 0.5)


def _why(panel: DrawnPanel, one: Bar) -> str:
    """Why a bar is not counted."""
    flag = next(flag for flag in panel.spec.flags if flag.date == one.day)
    return flag.label or say("not counted")


def _led(ink: Ink, taken: list[Box], one: Bar, words: tuple[str, str], place: Geometry, style: Style) -> bool:
    """The same over the neighbours, at the lowest place that is free, with a dotted line down to the bar."""
    anchors: tuple[tuple[float, Align], ...] = ((one.middle, "center"), (one.box.x2, "right"), (one.box.x, "left"))
    ways = product(range(0, round(one.box.y), 4), ((" ".join(words),), words), anchors)
    texts = (_standing(lines, at, align, one.box.y - rise, style) for rise, lines, (at, align) in ways)
    fits = ink.put((text for text in texts if _is_inside(text, place)), taken, APART)
    if fits:
        lowest = ink.texts[-1].box.y2 + 1
        ink.rules.append(Rule(one.middle, lowest, one.middle, one.box.y, style.colors.muted, 1.0, DOTS))
    return fits


def _standing(lines: tuple[str, ...], x: float, align: Align, foot: float, style: Style) -> Text:
    """A note of some lines that stands just above a height."""
    text = Text(x, 0, lines, style.sizes.note, style.colors.muted, align=align)
    return replace(text, y=foot - NEAR - text.box.y2)


def _is_inside(text: Text, place: Geometry) -> bool:
    return text.box.y >= 0 and text.box.x >= 0 and text.box.x2 <= place.width


def _hyphenated(words: str) -> tuple[str, ...]:
    """The words with a line for each part of one with a hyphen."""
    return tuple(words.replace("-", "-\n").split("\n")) if "-" in words else (words,)


def _move(ink: Ink, taken: list[Box], words: str, start: date, end: date, found: Sequence[Bar], style: Style) -> bool:
    """An arrow from the height of one bar to that of another, with the change beside it; whether it has a place."""
    at = {one.day: one.box for one in found}
    if start not in at or end not in at:
        return False
    a, b = at[start], at[end]
    room = fonts.line_box(style.sizes.label) + NEAR
    falls = b.y > a.y
    x = (b.x + b.x2) / 2 if falls else (a.x + a.x2) / 2
    low, high = (a.y, b.y - room) if falls else (a.y - room, b.y)
    joined = abs(high - low) >= 3 * HEAD and (high > low) == falls  # else the two bars stand too close for an arrow
    if joined:
        texts = _beside(words, x, (low + high) / 2, (RIGHT, LEFT) if falls else (LEFT, RIGHT), style)
    else:  # left of the two it would be read as what earlier bars did
        over = _over(words, (a.x + b.x2) / 2, min(a.y, b.y) - room - NEAR, style)
        texts = chain(over, _beside(words, (b.x + b.x2) / 2, (low + high) / 2, (RIGHT,), style))
    if not ink.put((one for one in texts if one.box.y >= -2), taken, APART):
        return False
    if joined:
        edge = (a.x2, x + HEAD) if falls else (b.x, x - HEAD)
        level = a.y if falls else b.y
        ink.rules.append(Rule(min(edge), level, max(edge), level, style.colors.text, 1.0, DOTS))
        ink.arrow(x, low, high, style.colors.text)
        taken.append(Box(x - HEAD, min(low, high), x + HEAD, max(low, high)))
    return True


def _over(words: str, x: float, y: float, style: Style) -> Iterator[Text]:
    """Places for a change above its two bars, midway between them."""
    for size in (style.sizes.big, 0.8 * style.sizes.big):
        yield Text(x, y - fonts.descent(size), (words,), size, style.colors.text, fonts.SEMIBOLD, "center")


def _beside(words: str, x: float, y: float, sides: Sequence[tuple[int, Align]], style: Style) -> Iterator[Text]:
    """Places for a change beside a point, the large and near ones first."""
    for size in (style.sizes.big, 0.8 * style.sizes.big, style.sizes.tick):
        for side, align in sides:
            for aside in (7, 13, 20, 5):
                for lift in sorted(range(-30, 31, 2), key=abs):
                    down = y + 0.35 * size + lift
                    yield Text(x + side * aside, down, (words,), size, style.colors.text, fonts.SEMIBOLD, align)


def _level(
    ink: Ink, taken: list[Box], panel: DrawnPanel, found: Sequence[Bar], place: Geometry, style: Style
) -> tuple[Bar, Bar | None, float] | None:
    """The height of one bar drawn on until a later one passes it; the two, and where the line ends."""
    start = next((one for one in found if panel.spec.level and one.day == panel.spec.level), None)
    if start is None:
        return None
    later = [one for one in found if one.day > start.day and one.kind != "flagged"]
    passed = next((one for one in later if one.total > start.total), None)
    y, end = start.box.y, passed.box.x if passed else place.width
    ink.rules.append(Rule(start.box.x2, y, end, y, style.colors.muted, 1.0, (1, 3)))
    taken.append(Box(start.box.x2 + 2, y - 0.5, end, y + 0.5))
    return start, passed, end


def _level_words(ink: Ink, taken: list[Box], start: Bar, passed: Bar | None, end: float, style: Style) -> None:
    """When a bar's height was next passed, above the line that shows it; nothing where there is no room."""
    year, size = written(start.day, "year"), style.sizes.note
    words = (
        say("{year} level; next passed in {later}", year=year, later=written(passed.day, "year"))
        if passed
        else say("{year} level; not passed since", year=year)
    )
    rights = np.arange(end - 4, start.box.x2 + fonts.width(words, size), -4.0).tolist()
    first = Text(0, start.box.y - 4 - fonts.descent(size) / 2, (words,), size, style.colors.muted, align="right")
    ink.put((replace(first, x=right) for right in rights), taken, 0.2)
