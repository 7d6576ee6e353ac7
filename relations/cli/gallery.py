"""The command that writes every figure of a story in every size and theme, with a page that shows them."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path
from typing import Annotated, Literal

import typer

from relations.cli import EPILOG, OneStory, answered, app, end, terminal
from relations.cli.processes import cores, workers


@app.command(epilog=EPILOG)
def gallery(
    story: OneStory,
    out: Annotated[Path, typer.Option(help="Folder the files go into.")],
    format: Annotated[Literal["png", "svg"], typer.Option(help="png or svg.")] = "png",  # noqa: A002
    locale: Annotated[Literal["en", "ru", "kk"], typer.Option(help="en, ru or kk.")] = "en",
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at work; as many as cores, if not said.")] = None,
) -> None:
    """Write every figure of a story in every size and theme, and index.html, a page that shows them all."""
    with answered(), workers(jobs or cores()) as spread:
        from relations import story as stories
        from relations.figures.export import save
        from relations.figures.gallery import complaints, make, page, pieces

        told = stories.load(story)
        out.mkdir(parents=True, exist_ok=True)
        wanted = pieces(told, format, locale)
        names = terminal.progress([f"{one.figure} {one.size} {one.theme}" for one in wanted], "Drawing")
        made = [one for _, one in zip(names, spread(make, repeat(told), wanted, repeat(out)), strict=True)]
        index = out / "index.html"
        save(page(told, made, locale).encode(), index)
    for path in [*(out / one.file for one in made if one.file), index]:
        typer.echo(path)
    problems = complaints(made)
    if problems:
        raise end("\n".join(problems), 1)
