"""The badge of a verdict: a pill with one of four marks, that differ by shape and need no colour."""

from __future__ import annotations

from dataclasses import dataclass

from relations.figures import fonts
from relations.figures.layout.ink import Box, Dot, Fill, Ink, Rule, Text
from relations.figures.theme import Style

HALF = "M0,-1C-1.333,-1,-1.333,1,0,1Z"  #: the left half of a disc, as Vega takes a shape: from −1 to 1


@dataclass(frozen=True)
class Badge:
    """The verdict above a title: its mark, its words and a shorter form of them, and what the article says."""

    mark: str
    words: str
    brief: str
    said: str


def pill(ink: Ink, badge: Badge, width: float, style: Style) -> float:
    """The badge from (0, 0), black where the claim fails and else white, and what was claimed; their height."""
    size, colors = style.sizes.note + 0.5, style.colors
    words = badge.words if _length(badge.words, size) <= width else badge.brief
    high, long = round(fonts.line_box(size) + 6), _length(words, size)
    full = badge.mark == "✕"
    ink.fills.append(Fill(Box(0, 0, long, high), colors.text, radius=high / 2))
    if not full:
        ink.fills.append(Fill(Box(1.3, 1.3, long - 1.3, high - 1.3), colors.background, radius=high / 2 - 1.3))
    color, ground = (colors.background, colors.text) if full else (colors.text, colors.background)
    middle = high / 2
    sign(ink, badge.mark, (high / 2 + 3, middle), size, color, ground)
    baseline = middle + (fonts.ascent(size) - fonts.descent(size)) / 2
    ink.texts.append(Text(high / 2 + 3 + size * 0.8 + 3, baseline, (words,), size, color, fonts.SEMIBOLD))
    room = width - long - 12
    lines = fonts.wrap(badge.said, size, room)
    if room > width / 3 and len(lines) == 1:
        ink.texts.append(Text(long + 12, baseline, tuple(lines), size, colors.muted))
        return high + 7
    return ink.block(fonts.balanced(badge.said, size, width), (0, high + 4), size, colors.muted) + 4


def _length(words: str, size: float) -> float:
    return round(fonts.width(words, size, fonts.SEMIBOLD) + size * 0.8 + fonts.line_box(size) + 6 + 7)


def sign(ink: Ink, mark: str, at: tuple[float, float], size: float, color: str, ground: str) -> None:
    """A mark drawn around a point: the typeface has no glyph for it."""
    x, y = at
    r = size * 0.34
    match mark:
        case "✕":
            ink.rules += [Rule(x - r, y - r, x + r, y + r, color, 2), Rule(x - r, y + r, x + r, y - r, color, 2)]
        case "✓":
            ink.rules += [Rule(x - r, y, x - r / 3, y + r * 0.8, color, 2),
                          Rule(x - r / 3, y + r * 0.8, x + r * 1.1, y - r * 0.9, color, 2)]  # fmt: skip
        case "◐":
            ink.dots += [Dot(x, y, (2 * r + 1) ** 2, ground, color), Dot(x, y, (2 * r + 1) ** 2, color, color, HALF)]
        case _:
            ink.rules.append(Rule(x - r, y, x + r, y, color, 2))
