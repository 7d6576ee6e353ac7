"""Colours, type scale and dashes: every figure's look, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Colors:
    """Colours of a figure. Text on the background, and that of lines on a band, has a contrast of at least 4.5 : 1.

    Those of lines were searched for so that any two differ by a CIEDE2000 of 9 or more to normal sight, to
    protanopia and to deuteranopia; the tests hold them to 8.
    """

    background: str
    text: str
    muted: str
    grid: str
    axis: str
    rule: str  #: of an event
    band: str
    band_text: str  #: the name of a band, readable in it and beside it
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """The colour of a figure's line by its number; after the last the first comes again."""
        return self.lines[number % len(self.lines)]


LIGHT = Colors(
    background="#ffffff",
    text="#1b1b1b",
    muted="#5a5a5a",
    grid="#e6e6e6",
    axis="#8a8a8a",
    rule="#c4c4c4",
    band="#f3ead3",
    band_text="#6e5a1c",
    lines=("#971e09", "#00775e", "#163a93", "#7f6238", "#532b55", "#10462d"),
)
DARK = Colors(
    background="#0e1117",
    text="#f2f2f2",
    muted="#b4b4b4",
    grid="#2b2f38",
    axis="#808894",
    rule="#4a505b",
    band="#33301f",
    band_text="#d3c48c",
    lines=("#ff7455", "#41e2c1", "#509ef5", "#ffd56c", "#a5e8a6", "#90ba92"),
)
THEMES: dict[ThemeName, Colors] = {"light": LIGHT, "dark": DARK}

# Lines of one panel differ by dash: solid, long, short, dash-dot, dots, long-short-short.
LINE_DASHES: tuple[list[int], ...] = ([], [8, 3], [3, 2], [8, 2, 2, 2], [1, 2], [10, 2, 3, 2, 3, 2])


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
    margin: int = 14
    axis: int = 28  #: below the last panel, for the labels of the time axis and some air
    panel: int = 60  #: height below which a panel cannot be read: words leave first, then a figure grows


def type_scale(width: float) -> Sizes:
    """The sizes for a figure of that width: readable without zoom on a phone, quiet on a wide page.

    9.5 px are 7 points, what newspapers set their notes in.
    """
    if width >= 1100:
        return Sizes(title=25, subtitle=14, heading=13, label=13, tick=12, note=11.5, margin=24, axis=36)
    if width >= 900:
        return Sizes(title=21, subtitle=13.5, heading=13, label=13.5, tick=12.5, note=11, margin=20, axis=36)
    if width >= 560:
        return Sizes(title=17.5, subtitle=11.5, heading=11, label=11.5, tick=10.5, note=9.5, panel=52)
    return Sizes(title=17.5, subtitle=11.5, heading=11, label=11.5, tick=10.5, note=10.5)


@dataclass(frozen=True)
class Style:
    """How a figure looks: its colours and its font sizes."""

    colors: Colors
    sizes: Sizes
    highlight: str = ""  #: id of an event whose rule stands out


def style_of(theme: ThemeName, width: float, highlight: str = "") -> Style:
    """The style of a theme at a width in px, with an event made to stand out."""
    return Style(THEMES[theme], type_scale(width), highlight)
