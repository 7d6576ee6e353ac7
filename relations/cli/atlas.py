"""The command that makes an atlas: every two of many countries, in one table and on one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from relations.cli import EPILOG, answered, app, end


@app.command(epilog=EPILOG)
def atlas(
    countries: Annotated[
        str,
        typer.Option(
            help="A file with a code of ISO 3166 on each line, post-soviet, or all.", metavar="FILE|post-soviet|all"
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder of the atlas; what is there already is not made again.")],
    published: Annotated[
        str | None, typer.Option(help="The day the stories are of; if not said, the end of last year.", metavar="DATE")
    ] = None,
    figures: Annotated[bool, typer.Option(help="Draw each pair's standard figures.")] = True,
) -> None:
    """Make each two of many countries: their stories, figures and numbers, a table, and a page of what changed most."""
    day = _day(published)
    with answered():
        from relations.atlas import build
        from relations.atlas.pairs import countries as named

        found = build(out, named(countries), day, drawn=figures)
    for line in found.problems:
        typer.echo(line, err=True)
    typer.echo(f"{out / 'index.html'}: {found.pairs} pairs, {found.made} made, {found.rows} rows in atlas.parquet")
    if found.problems:
        raise typer.Exit(1)


def _day(words: str | None) -> date:
    from sources import now

    try:
        return date.fromisoformat(words) if words else date(now().year - 1, 12, 31)
    except ValueError as error:
        raise end(f"--published: '{words}' is no day; write 2018-09-01", 2) from error
