"""The command that says all that is wrong with stories, and with what they stand on."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from relations.cli import EPILOG, Json, app, end, terminal


@app.command(epilog=EPILOG)
def check(
    stories: Annotated[list[str] | None, typer.Argument(metavar="[STORY|FILE]…", help="Stories to look at.")] = None,
    as_json: Json = False,
) -> None:
    """Say all that is wrong with stories at once: where it stands, what is allowed, and how to mend it.

    Without a story it checks all a published page stands on: every story, every cached file, every figure. Warnings
    alone do not fail.
    """
    from relations.authoring.check import checked
    from relations.story import UnknownStory, names

    gc.freeze()  # what the libraries hold is no garbage: to search them was a tenth of the time of many stories

    try:
        found = list(checked(stories or names()))
    except UnknownStory as error:
        raise end(str(error), 2) from error
    broken = {one.file.stem for one in found if one.severity == "error"}
    others = [] if stories else _unwhole([name for name in names() if name not in broken])
    if as_json:
        terminal.as_json(map(asdict, found))
        terminal.notes(others)
    else:
        terminal.notes([*map(str, found), *others])
    raise typer.Exit(1 if others or broken else 0)


def _unwhole(names: Sequence[str]) -> list[str]:
    """What is damaged in the cache, and what is missing in the figures of these stories.

    A finding that no longer holds is told; its figure has its neutral title, and is no failure.
    """
    import relations.refresh as refreshing
    from relations import story as stories
    from relations.figures import draw
    from sources import SourceError

    problems = [problem for _, problem in refreshing.verify()]
    terminal.notes(refreshing.passed_over())
    for name in names:
        try:
            told = stories.load(name)
            for spec in told.figures:
                drawn = draw(told, spec.id)
                problems += drawn.missing
                terminal.notes(drawn.untrue)
        except (stories.StoryError, SourceError) as error:
            problems.append(str(error))
    return list(dict.fromkeys(problems))
