"""How one event is drawn: its rule, its label with what cites it, its numbered marker."""

from __future__ import annotations

from typing import Literal

from relations.figures import fonts
from relations.figures.layout.ink import Dot, Ink, Rule, Text
from relations.figures.theme import DASHES, WIDTHS, Style
from relations.story import Event, Role, Story


def tag(story: Story, event: Event) -> str:
    """What follows a label: the paragraphs that cite the event, and the work behind it."""
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    return f"{paragraphs} [{story.cite(event.sources[0])}]"


def role_weight(role: Role) -> int:
    """Labels of what the article cites are heavier."""
    return fonts.SEMIBOLD if role == "cited" else fonts.REGULAR


def label_width(story: Story, event: Event, style: Style) -> float:
    """Width in px of a label and its tag."""
    words = fonts.width(event.label, style.sizes.label, role_weight(event.role))
    return words + fonts.width(tag(story, event), style.sizes.note) + 1


def label(ink: Ink, story: Story, event: Event, start: float, baseline: float, style: Style) -> float:
    """A label and its tag from `start` on; where they end."""
    weight = role_weight(event.role)
    ink.texts.append(Text(start, baseline, (event.label,), style.sizes.label, style.colors.roles[event.role], weight))
    end = start + fonts.width(event.label, style.sizes.label, weight)
    words = tag(story, event)
    space = fonts.width(" ", style.sizes.note)
    ink.texts.append(Text(end + space, baseline, (words.lstrip(),), style.sizes.note, style.colors.muted))
    return end + fonts.width(words, style.sizes.note)


def badge(ink: Ink, number: int, event: Event, x: float, middle: float, style: Style) -> None:
    """A numbered marker: filled for what the article cites, open for context, square for what came later."""
    color = style.colors.roles[event.role]
    width = style.sizes.badge
    filled = event.role == "cited"
    fill = color if filled else style.colors.background
    shape: Literal["circle", "square"] = "square" if event.role == "after" else "circle"
    area = (width - 3) ** 2 if shape == "square" else 3.14159 * ((width - 1) / 2) ** 2
    ink.dots.append(Dot(x, middle, round(area), fill, color, shape))
    size = style.sizes.note - 0.5
    baseline = middle + size * 0.33
    text = style.colors.background if filled else color
    ink.texts.append(Text(x, baseline, (str(number),), size, text, fonts.SEMIBOLD, "center"))


def rule(event: Event, x: float, y: float, y2: float, style: Style) -> Rule:
    """An event's rule in the style of its role, three times as wide if it is the one chosen."""
    width = WIDTHS[event.role] * (3 if event.id == style.highlight else 1)
    return Rule(x, y, x, y2, style.colors.roles[event.role], width, tuple(DASHES[event.role]), event.id)
