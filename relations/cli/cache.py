"""Commands that look after the cache: status, accept, cache verify, codebook."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from relations.cli import EPILOG, Json, Stories, answered, app, end, terminal
from relations.spelt import spelt

if TYPE_CHECKING:
    from relations.refresh import Disagreement
    from relations.story import Story

cache = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after the files of the cache.")
app.add_typer(cache, name="cache")


@app.command(epilog=EPILOG)
def status(stories: Stories = None, as_json: Json = False) -> None:
    """Say of every indicator how far its copy goes, when it was asked for, what went wrong last, and who disagrees."""
    import relations.refresh as refreshing
    from relations import news
    from relations.cache import unlisted

    found, whole = loaded(stories)
    standings = refreshing.status(news.wanted(found))
    terminal.notes([*unlisted(), *refreshing.passed_over(), *away()])
    if as_json:
        terminal.as_json(asdict(one) | {"remarks": [*map(str, one.remarks)]} for one in standings)
    else:
        terminal.table(
            ("key", "state", "rows", "first", "last", "asked", "error", "disagrees", "remarks"),
            [
                (
                    one.key,
                    one.state,
                    one.rows,
                    one.first,
                    one.last,
                    one.asked.date() if one.asked else None,
                    one.error,
                    _against(one.disagreement),
                    "; ".join(map(str, one.remarks)),
                )
                for one in standings
            ],
        )
    raise typer.Exit(refreshing.OK if whole else refreshing.FAILED)


@app.command(epilog=EPILOG)
def accept(
    key: Annotated[str, typer.Argument(help="The indicator, for example imf/KZT.")],
    days: Annotated[str, typer.Argument(metavar="DATE|FIRST..LAST", help="Its quarantined date, or dates.")],
) -> None:
    """Let quarantined values into the cache: of a date, or of all dates from a first to a last."""
    import relations.refresh as refreshing
    from relations import news

    first, _, last = days.partition("..")
    try:
        span = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise end(f"'{days}' is no date; write 2015-08-20, or 2015-08-20..2015-09-30", refreshing.USAGE) from error
    with answered():
        taken, found = news.accept(loaded(None)[0], key, *span)
    for day, value in taken.items():
        typer.echo(f"{key} {day}: {value:g} is in the cache now")
    for one in found:
        typer.echo(spelt(f"{one.story}: {one.sentence}"))


@cache.command(epilog=EPILOG)
def verify() -> None:
    """Compare every file of the cache with the hash in its header; name those that are damaged, and what is no copy."""
    import relations.refresh as refreshing

    damaged = [problem for _, problem in refreshing.verify()]
    terminal.notes([*damaged, *refreshing.passed_over()])
    if older := refreshing.rows_alone():
        terminal.notes([f"of format 1, whose hash covers the rows and not the header: {', '.join(older)}"])
    raise typer.Exit(1 if damaged else 0)


@app.command(epilog=EPILOG)
def codebook() -> None:
    """Print what the cache holds as a Markdown table: key, title, unit, frequency, publisher, coverage."""
    from relations.cache import Table, cached_keys, read, read_table, tables
    from relations.i18n.units import named
    from sources import SourceError

    typer.echo("| key | title | unit | frequency | publisher | coverage |\n|---|---|---|---|---|---|")
    problems, of_tables = [], tables()
    for key in (*cached_keys(), *of_tables):
        try:
            found = read_table(key) if key in of_tables else read(key)
        except SourceError as error:
            problems.append(str(error))
            continue
        what, days = (found, "%Y-%m") if isinstance(found, Table) else (found.indicator, "%Y-%m-%d")
        cells = (f"`{key}`", named(what.title), str(what.unit), what.frequency, what.publisher)
        typer.echo(f"| {' | '.join(cells)} | {found.first:{days}} – {found.last:{days}} |")
    terminal.notes(problems)
    raise typer.Exit(1 if problems else 0)


def away() -> list[str]:
    """What is wrong with the object store the cache lies in, if anything; in that case what was fetched waits."""
    from relations import cache as copies

    problem, answered = copies.away()
    when = f"it did on {answered:%Y-%m-%d %H:%M} UTC" if answered else "it never has"
    return [f"{problem}; {when}. Nothing is lost: the next refresh puts what was fetched there"] if problem else []


def _against(found: Disagreement | None) -> str | None:
    return f"{100 * found.difference:.1f} % from {found.key} on {found.date}" if found else None


def loaded(names: list[str] | None) -> tuple[list[Story], bool]:
    """These stories, or all, and whether each could be read.

    One that cannot be read is named, and the others go on; a name that no story has ends the command.
    """
    from relations import story as stories

    found: list[Story] = []
    whole = True
    for name in names or stories.names():
        try:
            found.append(stories.load(name))
        except stories.UnknownStory as error:
            raise end(str(error), 2) from error
        except stories.StoryError as error:
            typer.echo(f"{spelt(str(error))}\nThe story '{name}' is left out.", err=True)
            whole = False
    return found, whole
