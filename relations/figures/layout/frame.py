"""What stands around the panels: title, subtitle and key above; the numbered list, notes and sources below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from relations.figures import fonts
from relations.figures.layout.ink import Ink, Rule, Text
from relations.figures.layout.marks import badge, role_weight, tag
from relations.figures.theme import DASHES, ROLE_WORDS, WIDTHS, Style
from relations.i18n import say, written
from relations.i18n.units import spoken
from relations.story import ROLES, Event, FigureSpec, Story
from sources import Snapshot

COLUMN = 21.5  #: width of a column of the numbered list, in sizes of its type


def head(spec: FigureSpec, events: Sequence[Event], width: float, style: Style) -> tuple[Ink, float]:
    """Title, subtitle and the key to the events' roles, from (0, 0) down; and their height."""
    ink = Ink()
    y = 0.0
    for text, size, color, weight in (
        (spec.title, style.sizes.title, style.colors.text, fonts.SEMIBOLD),
        (spec.subtitle, style.sizes.subtitle, style.colors.muted, fonts.REGULAR),
    ):
        block = Text(0, y + fonts.ascent(size), tuple(fonts.balanced(text, size, width, weight)), size, color, weight)
        ink.texts.append(block)
        y = block.box.y2 + 1
    return ink, y + _key(ink, events, y + 3, width, style)


def _key(ink: Ink, events: Sequence[Event], y: float, width: float, style: Style) -> float:
    """A sample of rule and label for every role the figure shows, in as many rows as it takes; their height."""
    x, row = 0.0, fonts.line_box(style.sizes.note)
    top = y
    shown = {event.role for event in events}
    for role in [role for role in ROLES if role in shown]:
        words, weight = say(ROLE_WORDS[role]), role_weight(role)
        needed = 31 + fonts.width(words, style.sizes.note, weight)
        if x and x + needed > width:
            x, y = 0.0, y + row
        color = style.colors.roles[role]
        middle = y + row / 2 + 0.5
        ink.rules.append(Rule(x, middle, x + 25, middle, color, WIDTHS[role], tuple(DASHES[role])))
        ink.texts.append(Text(x + 31, y + fonts.ascent(style.sizes.note), (words,), style.sizes.note, color, weight))
        x += needed + 18
    return y + row - top + 3 if shown else 0.0


def foot(
    story: Story, spec: FigureSpec, shown: Sequence[tuple[str, Snapshot]], numbered: Sequence[Event],
    extra: Sequence[str], width: float, style: Style,
) -> tuple[Ink, float]:  # fmt: skip
    """The numbered list, notes and sources, from (0, 0) down; and their height."""
    ink = Ink()
    y = _numbered_list(ink, story, numbered, width, style)
    for line in (*notes(spec, extra), sources_line(story, shown)):
        size = style.sizes.note
        block = Text(0, y + fonts.ascent(size), tuple(fonts.settled(line, size, width)), size, style.colors.muted)
        ink.texts.append(block)
        y = block.box.y2 + 1.5
    return ink, y


def _numbered_list(ink: Ink, story: Story, events: Sequence[Event], width: float, style: Style) -> float:
    """The labels of numbered events, in columns read downwards; their height."""
    if not events:
        return 0.0
    marker = style.sizes.badge
    columns = max(1, int(width // (COLUMN * style.sizes.note + marker)))
    column = width / columns
    per_column = ceil(len(events) / columns)
    row = max(fonts.line_box(style.sizes.note), marker) + 1
    lowest = 0.0
    for first in range(0, len(events), per_column):
        y, x = 0.0, column * (first // per_column)
        for number, event in enumerate(events[first : first + per_column], first + 1):
            words = f"{event.label}, {written(event.date, event.precision)}{tag(story, event)}"
            lines = fonts.wrap(words, style.sizes.note, column - marker - 18, role_weight(event.role))
            badge(ink, number, event, x + marker / 2, y + row / 2, style)
            baseline = y + row / 2 + (fonts.ascent(style.sizes.note) - fonts.descent(style.sizes.note)) / 2
            color, weight = style.colors.roles[event.role], role_weight(event.role)
            text = Text(x + marker + 6, baseline, tuple(lines), style.sizes.note, color, weight)
            ink.texts.append(text)
            y += row + (len(lines) - 1) * text.line_height
        lowest = max(lowest, y)
    return lowest + 6


def notes(spec: FigureSpec, extra: Sequence[str] = ()) -> list[str]:
    """What a reader must know of single observations, once each, and the figure's own notes."""
    flags = [f"† {flag.note}" for panel in spec.panels for flag in panel.flags]
    return [*dict.fromkeys(flags), *extra, *spec.notes]


def sources_line(story: Story, shown: Sequence[tuple[str, Snapshot]]) -> str:
    """Publishers with their lines and retrieval dates, and what the tags of events refer to."""
    rows = sorted({(s.indicator.publisher, s.retrieved.date(), label) for label, s in shown})
    parts = (
        say(
            "{publisher} ({lines}), retrieved {day}",
            publisher=spoken(publisher),
            lines=", ".join(label for _, _, label in group),
            day=written(day),
        )
        for (publisher, day), group in groupby(rows, key=lambda row: row[:2])
    )
    return say(
        "Data: {sources}. ¶: paragraph of {article}, “{title}”; [ ]: source of the event.",
        sources="; ".join(parts),
        article=story.article.name,
        title=story.title,
    )
