"""The command that writes every figure of a story in every size and theme, with a page that shows them."""

from __future__ import annotations

from enum import StrEnum
from itertools import repeat
from pathlib import Path
from typing import Annotated

import typer

from relations.cli import EPILOG, OneStory, answered, app, end, terminal
from relations.cli.processes import cores, workers


class Image(StrEnum):
    """What a page shows as an image."""

    png = "png"
    svg = "svg"


class Language(StrEnum):
    """Languages of a figure's own words."""

    en = "en"
    ru = "ru"
    kk = "kk"


@app.command(epilog=EPILOG)
def gallery(
    story: OneStory,
    out: Annotated[Path, typer.Option(help="Folder the files go into.")],
    format: Annotated[Image, typer.Option(help="png or svg.")] = Image.png,  # noqa: A002
    locale: Annotated[Language, typer.Option(help="en, ru or kk.")] = Language.en,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at work; as many as cores, if not said.")] = None,
) -> None:
    """Write every figure of a story in every size and theme, and index.html, a page that shows them all."""
    with answered(), workers(jobs or cores()) as spread:
        from relations import story as stories
        from relations.figures.export import save
        from relations.figures.gallery import complaints, make, page, pieces

        told = stories.load(story)
        out.mkdir(parents=True, exist_ok=True)
        wanted = pieces(told, format.value, locale.value)
        names = terminal.progress([f"{one.figure} {one.size} {one.theme}" for one in wanted], "Drawing")
        made = [one for _, one in zip(names, spread(make, repeat(told), wanted, repeat(out)), strict=True)]
        index = out / "index.html"
        save(page(told, made, locale.value).encode(), index)
    for path in [*(out / one.file for one in made if one.file), index]:
        typer.echo(path)
    problems = complaints(made)
    if problems:
        raise end("\n".join(problems), 1)
