"""The strip under the first panel: a tick for every event known to the day, named or not."""

from __future__ import annotations

from collections.abc import Sequence

from relations.figures import fonts
from relations.figures.layout.ink import Dot, Ink, Rule, Text, moved
from relations.figures.layout.lane import X
from relations.figures.layout.placement import spread
from relations.figures.theme import Style
from relations.i18n import say
from relations.story import Event
from relations.values import Message

HEIGHT = 26  #: px it takes
MIDDLE = 14.0  #: px from the panel to the ticks' middle
APART = 3.0  #: px between two ticks
MOVED = 8.0  #: px a tick may be moved to be seen beside others
BESIDE = 8.0  #: px between the strip and its words
CITED, CONTEXT = (12.0, 2.4), (9.0, 1.3)  #: height and width of a tick
LATER = 34.0  #: px² of an open mark


def words(events: Sequence[Event]) -> str:
    """What stands at the strip's right."""
    return say(Message.counted("{count} event", "all {count} events", count=len(events)))


def strip(events: Sequence[Event], x: X, width: float, right: float, style: Style) -> Ink:
    """The ticks relative to the panel's lower edge: dark what is cited, grey context, open what came later."""
    ink, colors = Ink(), style.colors
    ink.rules.append(Rule(0, MIDDLE, width, MIDDLE, colors.grid))
    for event, at in zip(events, _places([x(event.date) for event in events], width), strict=True):
        if event.role == "after":
            ink.dots.append(Dot(at, MIDDLE, LATER, colors.background, colors.text))
            continue
        (high, wide), color = (CITED, colors.text) if event.role == "cited" else (CONTEXT, colors.muted)
        ink.rules.append(Rule(at, MIDDLE - high / 2, at, MIDDLE + high / 2, color, wide))
    size = style.sizes.tick
    lines = fonts.wrap(words(events), size, right - BESIDE)
    block = Text(width + BESIDE, 0, tuple(lines), size, colors.muted)
    ink.texts.append(moved(block, 0, MIDDLE - (block.box.y + block.box.y2) / 2))
    return ink


def _places(positions: Sequence[float], width: float) -> Sequence[float]:
    """The ticks' places; those of one day side by side, if that moves none far."""
    apart = spread(positions, APART, 0.0, width)
    near = all(abs(one - other) <= MOVED for one, other in zip(apart, positions, strict=True))
    return apart if near else positions
