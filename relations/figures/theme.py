"""Colours, type scale and dashes: every figure's look, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relations.i18n import msgid
from relations.story import Role

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Colors:
    """Colours of a figure. Text on the background, and that of lines on a band, has a contrast of at least 4.5 : 1.

    Those of lines and roles were searched for so that any two differ by a CIEDE2000 of 9 or more to normal sight, to
    protanopia and to deuteranopia; the tests hold them to 8.
    """

    background: str
    text: str
    muted: str
    grid: str
    axis: str
    band: str
    band_text: str  #: the name of a band, readable in it and beside it
    lines: tuple[str, ...]
    roles: dict[Role, str]

    def line(self, number: int) -> str:
        """The colour of a figure's line by its number; after the last the first comes again."""
        return self.lines[number % len(self.lines)]


LIGHT = Colors(
    background="#ffffff",
    text="#1b1b1b",
    muted="#5a5a5a",
    grid="#e6e6e6",
    axis="#8a8a8a",
    band="#f3ead3",
    band_text="#6e5a1c",
    lines=("#971e09", "#00775e", "#163a93", "#7f6238", "#532b55", "#10462d"),
    roles={"cited": "#15120e", "context": "#696874", "after": "#4373b2"},
)
DARK = Colors(
    background="#0e1117",
    text="#f2f2f2",
    muted="#b4b4b4",
    grid="#2b2f38",
    axis="#808894",
    band="#33301f",
    band_text="#d3c48c",
    lines=("#ff7455", "#41e2c1", "#509ef5", "#ffd56c", "#a5e8a6", "#90ba92"),
    roles={"cited": "#f9f3ef", "context": "#a8b1be", "after": "#9bdaff"},
)
THEMES: dict[ThemeName, Colors] = {"light": LIGHT, "dark": DARK}

# Roles differ by dash, width and the weight and mark of their label, so that none depends on its colour.
DASHES: dict[Role, list[int]] = {"cited": [], "context": [4, 3], "after": [1, 3]}
WIDTHS: dict[Role, float] = {"cited": 1.3, "context": 1.0, "after": 1.6}
# Lines of one panel differ by dash: solid, long, short, dash-dot, dots, long-short-short.
LINE_DASHES: tuple[list[int], ...] = ([], [8, 3], [3, 2], [8, 2, 2, 2], [1, 2], [10, 2, 3, 2, 3, 2])
ROLE_WORDS: dict[Role, str] = {
    "cited": msgid("cited in the article (¶ = paragraph)"),
    "context": msgid("context, not in the article"),
    "after": msgid("came later"),
}


def line_dash(place: int) -> list[int]:
    """The dash of a line by its place in its panel; after the last the first comes again."""
    return LINE_DASHES[place % len(LINE_DASHES)]


@dataclass(frozen=True)
class Sizes:
    """Font sizes and distances, all in px."""

    title: float
    subtitle: float
    heading: float
    label: float
    tick: float
    note: float
    badge: float = 17.0  #: width and height of a numbered marker
    margin: int = 16
    axis: int = 36  #: below the last panel, for the labels of the time axis and some air
    panel: int = 84  #: height below which a panel cannot be read; a figure grows rather than go below
    line: int = 40  #: height each line of a panel needs for its name


def type_scale(width: float, *, dense: bool = False) -> Sizes:
    """The sizes for a figure of that width: readable without zoom on a phone, quiet on a wide page.

    `dense` is for print in a given space: 9 px are 6.75 points, what newspapers set their notes in.
    """
    if width >= 900:
        if dense:
            return Sizes(title=21, subtitle=12.5, heading=11.5, label=11, tick=10.5, note=10.5, badge=16, axis=32,
                         margin=14, panel=62, line=24)  # fmt: skip
        return Sizes(title=23, subtitle=14, heading=13, label=12.5, tick=12, note=11.5)
    if width >= 560:
        if dense:
            return Sizes(title=16.5, subtitle=11, heading=10, label=9.5, tick=9, note=9, badge=14, axis=28,
                         margin=10, panel=44, line=20)  # fmt: skip
        return Sizes(title=19, subtitle=13, heading=12, label=12, tick=11, note=11)
    return Sizes(title=17, subtitle=12.5, heading=11.5, label=11.5, tick=11, note=10.5)


@dataclass(frozen=True)
class Style:
    """How a figure looks: its colours and its font sizes."""

    colors: Colors
    sizes: Sizes
    highlight: str = ""  #: id of an event whose rule stands out


def style_of(theme: ThemeName, width: float, highlight: str = "", *, dense: bool = False) -> Style:
    """The style of a theme at a width in px, with an event made to stand out."""
    return Style(THEMES[theme], type_scale(width, dense=dense), highlight)
