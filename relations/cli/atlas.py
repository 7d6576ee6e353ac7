"""The command that makes an atlas: every two of many countries, in one table and on one page."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relations.cli import EPILOG, answered, app, end
from relations.cli.processes import cores, processes
from relations.cli.site import languages

if TYPE_CHECKING:
    from relations.atlas.spread import Spread

EXTRA = "relations atlas needs a library; `pip install 'relations[atlas]'` brings it"


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
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at work; as many as cores, if not said.")] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="A Dask cluster whose workers do it, tcp://host:8786.", metavar="ADDRESS")
    ] = None,
    figures: Annotated[bool, typer.Option(help="Draw each pair's standard figures.")] = True,
    locale: Annotated[str, typer.Option(help="Languages of the page, with commas.")] = "en",
) -> None:
    """Make each two of many countries: their stories, figures and numbers, a table, and a page of what changed most."""
    if jobs and scheduler:
        raise end("--jobs are processes of this machine, --scheduler those of a cluster; name one of the two", 2)
    if not (find_spec("duckdb") and find_spec("pyarrow")):
        raise end(EXTRA, 1)
    day, locales = _day(published), languages(locale)
    with answered():
        from relations.atlas import build
        from relations.atlas.pairs import countries as named

        found = build(
            out, named(countries), day, spread=_spread(jobs or cores(), scheduler), drawn=figures, locales=locales
        )
    for line in found.problems:
        typer.echo(line, err=True)
    typer.echo(f"{out / 'index.html'}: {found.pairs} pairs, {found.made} made, {found.rows} rows in atlas.parquet")
    if found.problems:
        raise typer.Exit(1)


def _spread(jobs: int, scheduler: str | None) -> Spread:
    from relations.atlas import spread

    if scheduler:
        return spread.cluster(scheduler)
    return spread.processes(jobs, processes("relations.atlas.making")) if jobs > 1 else map


def _day(words: str | None) -> date:
    from sources import now

    try:
        return date.fromisoformat(words) if words else date(now().year - 1, 12, 31)
    except ValueError as error:
        raise end(f"--published: '{words}' is no day; write 2018-09-01", 2) from error
