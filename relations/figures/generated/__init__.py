"""Figures a story need not spell out: around any of its events, of any of its claims, and of its pass-through."""

from __future__ import annotations

from datetime import date

from relations.figures.layout.plate import Plate
from relations.story import Story

AROUND, CLAIM = "around-", "claim-"


def figure_ids(story: Story) -> list[str]:
    """Every figure of a story: its own, then those of its claims that look at a line, its events and pass-throughs."""
    own = [spec.id for spec in story.figures]
    claims = [f"{CLAIM}{claim.id}" for claim in story.claims if claim.lines_used]
    events = [f"{AROUND}{event.id}" for event in story.events if event.precision == "day"]
    return list(dict.fromkeys([*own, *claims, *events, *(spec.id for spec in story.pass_through)]))


def told(story: Story, figure_id: str, *, known_then: bool = False) -> Story:
    """The story with the generated figure of that id added.

    It is returned unchanged if it spells that figure out itself, or if no figure has that id.
    """
    return made(story, figure_id, known_then=known_then)[0]


def made(story: Story, figure_id: str, *, known_then: bool = False) -> tuple[Story, Plate | None]:
    """The story with the generated figure of that id, and its plate if it is drawn on one."""
    if figure_id in {spec.id for spec in story.figures}:
        return story, None
    for spec in story.pass_through:
        if figure_id == spec.id:
            from relations.figures.generated.slopes import slopes

            return slopes(story, spec, known_then=known_then), None
    if figure_id.startswith(AROUND):
        from relations.figures.generated.around import around

        return around(story, figure_id.removeprefix(AROUND), known_then=known_then)
    if figure_id.startswith(CLAIM):
        from relations.figures.generated.claimed import claimed

        return claimed(story, figure_id.removeprefix(CLAIM), known_then=known_then)
    return story, None


def clipped(story: Story, cut: date) -> Story:
    """The story with its bands ending at a day: how long they would last was not known then."""
    bands = tuple(band.model_copy(update={"end": min(band.end, cut)}) for band in story.bands if band.start < cut)
    return story.model_copy(update={"bands": bands})
