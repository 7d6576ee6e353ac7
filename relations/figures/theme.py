"""Colours, type scale and dashes: every figure's look, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relations.story.hue import Hue

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True)
class Colors:
    """Colours of a figure. Text and lines have a contrast of at least 4.5 : 1 on the background, fills one of 3 : 1.

    Any two lines, and any two fills, differ by a CIEDE2000 of 14 or more to normal sight, to protanopia and to
    deuteranopia.
    """

    background: str
    text: str
    muted: str
    grid: str
    axis: str
    rule: str  #: of an event
    band: str
    lines: dict[Hue, str]
    goods: dict[Hue, str]  #: the fills that differ from the lines

    def line(self, hue: Hue) -> str:
        """The colour of a thing as a line, a dot, or letters."""
        return self.lines[hue]

    def fill(self, hue: Hue) -> str:
        """The colour of a thing as an area."""
        return self.goods.get(hue, self.lines[hue])

    def tint(self, hue: Hue) -> str:
        """A thing's area where the title compares others."""
        return mixed(self.fill(hue), self.background, TINT)


TINT = 0.36  #: share of the colour in what is only context


def mixed(color: str, ground: str, share: float) -> str:
    """So much of a colour on a ground, as six hexadecimal digits."""
    pairs = ((int(color[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


LIGHT = Colors(
    background="#ffffff",
    text="#1b1b1b",
    muted="#5a5a5a",
    grid="#ebebeb",
    axis="#8a8a8a",
    rule="#c4c4c4",
    band="#f1f0ec",
    lines={"first": "#2572a6", "second": "#991f2f", "exports": "#157487", "imports": "#b34a34", "both": "#662b65",
           "third": "#946b00", "world": "#5d5e60"},
    goods={"exports": "#2b9db4", "imports": "#de735e"},
)  # fmt: skip
DARK = Colors(
    background="#0e1117",
    text="#f2f2f2",
    muted="#b4b8bf",
    grid="#232833",
    axis="#7a828e",
    rule="#4a505b",
    band="#1a1f29",
    lines={"first": "#38acf9", "second": "#f26245", "exports": "#acdbfe", "imports": "#e3b197", "both": "#b47bac",
           "third": "#e2dc57", "world": "#d5d5d4"},
    goods={},
)  # fmt: skip
THEMES: dict[ThemeName, Colors] = {"light": LIGHT, "dark": DARK}

#: Lines of one colour in a panel differ by dash: solid, long, short, dash-dot, dots, long-short-short; then again.
LINE_DASHES: tuple[list[int], ...] = ([], [8, 3], [3, 2], [8, 2, 2, 2], [1, 2], [10, 2, 3, 2, 3, 2])


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
    panel: int = 60  #: height below which a panel cannot be read: words leave first, then a figure grows

    @property
    def big(self) -> float:
        """The number a title names, at its mark."""
        return round(0.88 * self.title, 1)


def type_scale(width: float) -> Sizes:
    """The sizes for a figure of that width: readable without zoom on a phone, quiet on a wide page.

    9.5 px are 7 points, what newspapers set their notes in.
    """
    if width >= 1100:
        return Sizes(title=25, subtitle=14, heading=13, label=13, tick=12, note=11.5, margin=24)
    if width >= 900:
        return Sizes(title=21, subtitle=13.5, heading=13, label=13.5, tick=12.5, note=11, margin=20)
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
