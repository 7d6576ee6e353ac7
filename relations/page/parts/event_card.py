"""The card of one event: what happened, what every line did around it, how unusual that was, and what is refused."""

from __future__ import annotations

from relations.evidence.event_answer import lines
from relations.markup.event import answered, details
from relations.page.parts.address import state
from relations.page.parts.evidence import html
from relations.page.parts.memory import evidence
from relations.story import Story


def event_card(story: Story, event_id: str) -> None:
    """The card of an event under the page's switch, beside what is known now if the switch is on."""
    then = state().get("then", False)
    found = {one.id: one for one in evidence(story, known_then=then)}
    now = {one.id: one for one in evidence(story, known_then=False)} if then else {}
    html(answered(story, found[event_id], lines(story, list(found.values()))))
    html(details(story, found[event_id], now.get(event_id)))
