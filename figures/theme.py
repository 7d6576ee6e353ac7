"""Colours, type scale and dashes: every figure's look, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stories import Role

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Colors:
    """Colours of a figure. Text on the background has a contrast of at least 4.5 : 1."""

    background: str
    text: str
    muted: str
    grid: str
    axis: str
    band: str
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
    lines=("#b83a1b", "#00736c", "#33475b", "#7a5c00"),
    roles={"cited": "#1b1b1b", "context": "#666666", "after": "#1f5fa8"},
)
DARK = Colors(
    background="#0e1117",
    text="#f2f2f2",
    muted="#b4b4b4",
    grid="#2b2f38",
    axis="#808894",
    band="#33301f",
    lines=("#ff8a66", "#4fd1c5", "#b9c7d8", "#e0b94a"),
    roles={"cited": "#f2f2f2", "context": "#a9a9a9", "after": "#8fbfff"},
)
THEMES: dict[ThemeName, Colors] = {"light": LIGHT, "dark": DARK}

# Roles differ by dash, width and the weight and mark of their label, so that none depends on its colour.
DASHES: dict[Role, list[int]] = {"cited": [], "context": [4, 3], "after": [1, 3]}
WIDTHS: dict[Role, float] = {"cited": 1.3, "context": 1.0, "after": 1.6}
ROLE_WORDS: dict[Role, str] = {
    "cited": "cited in the article (¶ = paragraph)",
    "context": "context, not in the article",
    "after": "came later",
}


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
    axis: int = 30  #: below the last panel, for the labels of the time axis
    panel: int = 84  #: height below which a panel cannot be read; a figure grows rather than go below
    line: int = 40  #: height each line of a panel needs for its name


def type_scale(width: float, *, dense: bool = False) -> Sizes:
    """The sizes for a figure of that width: readable without zoom on a phone, quiet on a wide page.

    `dense` is for print in a given space: 9 px are 6.75 points, what newspapers set their notes in.
    """
    if width >= 900:
        if dense:
            return Sizes(title=21, subtitle=12.5, heading=11.5, label=11, tick=10.5, note=10.5, badge=16, axis=26,
                         margin=14, panel=62, line=24)  # fmt: skip
        return Sizes(title=23, subtitle=14, heading=13, label=12.5, tick=12, note=11.5)
    if width >= 560:
        if dense:
            return Sizes(title=16.5, subtitle=11, heading=10, label=9.5, tick=9, note=9, badge=14, axis=22,
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
