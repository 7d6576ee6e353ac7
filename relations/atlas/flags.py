"""What the stories say is odd about a year's value: no atlas may rank what is known to be wrong."""

from __future__ import annotations

from contextlib import suppress

from relations import story as stories
from relations.atlas.measures import Flags
from relations.story import FigureSpec, Story, StoryError


def flagged() -> Flags:
    """By key and year, what the stories' figures note at a value of it."""
    found: dict[tuple[str, int], str] = {}
    for name in stories.names():
        with suppress(StoryError):
            story = stories.load(name)
            for figure in story.figures:
                found |= _of_figure(story, figure)
    return found


def _of_figure(story: Story, figure: FigureSpec) -> Flags:
    return {
        (key, flag.date.year): flag.note
        for panel in figure.panels
        for flag in panel.flags
        for name in ([flag.line] if flag.line else panel.lines)
        for part in (name, *story.lines[name].parts)
        for key in story.lines[part].keys
    }
