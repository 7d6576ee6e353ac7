"""Where an edit begins: a figure as it is shown, as one that a block of TOML can hold."""

from __future__ import annotations

from relations.figures import Figure
from relations.figures.editor import renamed
from relations.figures.editor.offers import free
from relations.figures.generated import told
from relations.figures.options import Options, chosen, edited
from relations.figures.titles import default
from relations.i18n import speaking
from relations.story import FigureSpec, Line, Story, figure_block


def begun(story: Story, figure_id: str, options: Options) -> tuple[FigureSpec, dict[str, Line]]:
    """A figure of the story with what a viewer changed in it, and the lines it brings; a publisher stays an option.

    A generated figure may show a line of the story under other words: it brings that line under a name of its own.
    Raises StoryError for an unknown figure, NotCached or Rejected for a generated one without data.
    """
    known = story.lines
    with speaking(options.locale):
        story = edited(story, options)
        before = told(story, figure_id, known_then=options.known_then)
        after = chosen(before, figure_id, options.model_copy(update={"publishers": ()}))
    spec = after.figure(figure_id)
    if (options.events, options.roles, options.kinds) == (None, None, None):
        spec = spec.model_copy(update={"events": before.figure(figure_id).events})
    if options.show:  # the finding is about what the story shows
        plain: dict[str, object] = {"title": spec.neutral or default(after, spec), "short": None, "guards": {}}
        spec = spec.model_copy(update=plain)
    names: dict[str, str] = {}
    brought: dict[str, Line] = {}
    for name in dict.fromkeys(name for panel in spec.panels for name in panel.lines):
        line = after.lines[name]
        if known.get(name) != line:
            names[name] = name if name not in known else free(name, {*after.lines, *brought})
            brought |= {part: after.lines[part] for part in line.parts if part not in known}
            brought[names[name]] = line
    return renamed(spec, names), brought


def block_of(figure: Figure) -> str:
    """A drawn figure as a block of TOML: with it the same figure can be drawn again, and edited."""
    if figure.options.block:
        return figure.options.block
    return figure_block(*begun(figure.story, figure.id, figure.options))
