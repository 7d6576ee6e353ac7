"""The names of a panel's lines at their ends, each with its last value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from relations.figures import fonts
from relations.figures.layout.geometry import Geometry
from relations.figures.layout.ink import Ink, Rule, Text, moved
from relations.figures.layout.placement import spread
from relations.figures.panel import DrawnPanel, Series
from relations.figures.theme import Style
from relations.i18n import number, written
from relations.values import NO_BREAK, Index, Share, Since

NAME_GAP = 8  #: px between a panel and the names of its lines
APART = 2  #: px between two names
OVER = 45  #: days that a line ends before the others from which on its value says of when it is
BESIDE = 4  #: px between a name and its value


@dataclass(frozen=True)
class Name:
    """A line's name, and its last value beside it or below, from (0, 0) down."""

    label: Text
    value: Text

    @property
    def height(self) -> float:
        """In px."""
        return max(self.label.box.y2, self.value.box.y2) - self.label.box.y

    @property
    def width(self) -> float:
        """In px."""
        return max(self.label.box.x2, self.value.box.x2)


def names(panel: DrawnPanel, limit: float, style: Style) -> list[Name]:
    """The names of the panel's lines, wrapped to a width in px."""
    return [_name(panel, series, limit, style) for series in panel.series]


def width_of(drawn: Sequence[DrawnPanel], inner: float, style: Style) -> float:
    """The width in px to which names are wrapped: a ninth of the figure, or as much as their longest word needs."""
    words = (word for panel in drawn for one in panel.series for word in one.label.split())
    longest = max((fonts.width(word, style.sizes.label, fonts.SEMIBOLD) for word in words), default=0.0)
    return max(inner * 0.11, 62.0, min(longest + 1, max(inner * 0.24, 104.0)))


def names_height(panel: DrawnPanel, limit: float, style: Style) -> float:
    """The height in px a panel needs for the names of its lines, one below the other."""
    found = names(panel, limit, style)
    return len(found) * (max((name.height for name in found), default=0.0) + APART)


def last_value(panel: DrawnPanel, series: Series) -> str:
    """The last value of a line, no finer than its axis can be read."""
    value = float(series.shown.values[-1])
    if isinstance(series.unit, Share | Since):  # no heading need say of them what they are in
        return f"{number(value, 0)}{NO_BREAK}%"
    return number(value, 0) if isinstance(series.unit, Index) else panel.scale.value(value)


def _name(panel: DrawnPanel, series: Series, limit: float, style: Style) -> Name:
    size, color = style.sizes.label, style.colors.line(series.hue)
    label = Text(0, 0, tuple(fonts.wrap(series.label, size, limit, fonts.SEMIBOLD)), size, color, fonts.SEMIBOLD)
    words = last_value(panel, series)
    if (max(one.shown.last for one in panel.series) - series.shown.last).days > OVER:
        words = f"{words}, {written(series.shown.last, 'year' if series.dating.period == 'year' else 'month')}"
    bottom = (len(label.lines) - 1) * label.line_height
    x = fonts.width(label.lines[-1], size, fonts.SEMIBOLD) + BESIDE
    beside = Text(x, bottom, (words,), size, color)
    fits = len(label.lines) == 1 and beside.box.x2 <= limit
    return Name(label, beside if fits else Text(0, label.box.y2 + fonts.ascent(size), (words,), size, color))


def write_names(ink: Ink, panel: DrawnPanel, place: Geometry, style: Style) -> None:
    """Each name at the height of its last value, moved apart from the others with a leader if need be."""
    found = names(panel, place.right - NAME_GAP, style)
    ends = _ends(panel, place)
    height = max(name.height for name in found)
    middles = spread(ends, height + APART, height / 2, max(place.height - height / 2, height / 2))
    for name, end, middle in zip(found, ends, middles, strict=True):
        x, y = place.width + NAME_GAP, middle - name.height / 2 - name.label.box.y
        ink.texts += [moved(text, x, y) for text in (name.label, name.value)]
        if abs(middle - end) > height / 2:
            ink.rules.append(Rule(place.width + 1, end, place.width + NAME_GAP - 1, middle, name.label.color, 0.8))


def _ends(panel: DrawnPanel, place: Geometry) -> Sequence[float]:
    """Where each line ends: at its last value; of bars that stand on each other in the middle of the last one."""
    values = [float(series.shown.values[-1]) for series in panel.series]
    if panel.stacked:
        values = [sum(values[:i]) + value / 2 for i, value in enumerate(values)]
    return [float(panel.scale.y(value, place.height)) for value in values]
