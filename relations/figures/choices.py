"""What a viewer changes in a figure, made part of the story: window, base, transform, events, publishers."""

from __future__ import annotations

from relations.figures.options import Options
from relations.story import Event, FigureSpec, Panel, Story, StoryError, Window, read_block


def edited(story: Story, options: Options) -> Story:
    """The story with the figure of the options' block for its only one, and the lines it brings; else as it is.

    Raises StoryError for a block that a story's file could not hold.
    """
    if not options.block:
        return story
    spec, brought = read_block(story, options.block)
    return story.model_copy(update={"figures": (spec,), "lines": {**story.lines, **brought}})


def chosen(story: Story, figure_id: str, options: Options) -> Story:
    """The story with its figure as the options ask for it.

    Raises StoryError for events, lines and keys the story does not have.
    """
    spec = story.figure(figure_id)
    window = options.window or spec.window
    panels = tuple(one for panel in spec.panels for one in _panels(story, panel, window, options))
    events = tuple(event.id for event in _events(story, spec, options))
    changes: dict[str, object] = {"window": window, "panels": panels, "events": events}
    changed = FigureSpec.model_validate(spec.model_copy(update=changes).model_dump())
    others = tuple(one for one in story.figures if one.id != figure_id)
    return story.model_copy(update={"figures": (*others, changed)})


def by_publishers(story: Story, wanted: tuple[tuple[str, str], ...]) -> Story:
    """The story with each line reduced to the one copy that was chosen for it."""
    lines = dict(story.lines)
    for name, key in wanted:
        if name not in lines:
            raise StoryError(f"{story.id} has no line '{name}'; lines: {', '.join(lines)}")
        if key not in lines[name].keys:
            allowed = ", ".join(lines[name].keys) or "none, it is made of other lines"
            raise StoryError(f"the line '{name}' cannot be drawn from {key}; its copies: {allowed}")
        lines[name] = lines[name].model_copy(update={"keys": (key,)})
    return story.model_copy(update={"lines": lines})


def _events(story: Story, spec: FigureSpec, options: Options) -> list[Event]:
    """The events to draw: the figure's or those asked for, as far as their role and kind are asked for too."""
    kinds = dict.fromkeys(event.kind for event in story.events if event.kind)
    if unknown := [one for one in options.kinds or () if one not in kinds]:
        raise StoryError(f"{story.id} has no events of kind '{unknown[0]}'; kinds: {', '.join(kinds)}")
    names = options.events if options.events is not None else spec.events
    found = list(story.events) if names == "all" else [story.event(name) for name in names]
    return [
        event
        for event in found
        if (options.roles is None or event.role in options.roles)
        and (options.kinds is None or event.kind in options.kinds)
    ]


def _panels(story: Story, panel: Panel, window: Window, options: Options) -> tuple[Panel, ...]:
    """The panel, showing its lines as the options ask: level, index or change.

    The values a story writes at its lines are left out if the panel shows something else than the story's. Lines that
    shared a panel as they were all indexed get one each.
    """
    if options.show is None or panel.chart in ("bar", "rank"):
        return (panel,)
    base = None if options.base is None else story.base_day(options.base)
    kept = {"values": panel.values if options.show == panel.show else ()}
    if options.show != "level":
        shown: dict[str, object] = {
            "show": "index" if options.show == "index" else "since",
            "base": base or window.start,
        }
        return (panel.model_copy(update=shown | kept),)
    plain = panel.model_copy(update={"show": "level", "base": None, **kept})
    if panel.show == "level":
        return (plain,)
    return tuple(_alone(plain, name) for name in panel.lines)


def _alone(panel: Panel, name: str) -> Panel:
    """The panel of one of its lines, with what is said of that line."""
    own: dict[str, object] = {
        "lines": (name,),
        "weight": panel.weight / len(panel.lines),
        "changes": tuple(one for one in panel.changes if one.line in (None, name)),
        "flags": tuple(one for one in panel.flags if one.line in (None, name)),
    }
    return panel.model_copy(update=own)
