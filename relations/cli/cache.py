"""Commands that look after the cache: refresh, status, accept, cache verify, codebook, check."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from relations.cli import EPILOG, Json, Stories, answered, app, end, terminal

if TYPE_CHECKING:
    from relations.refresh import Disagreement

cache = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after the files of the cache.")
app.add_typer(cache, name="cache")


@app.command(epilog=EPILOG)
def refresh(
    stories: Stories = None,
    only: Annotated[
        list[str] | None, typer.Option(help="A key, or publisher/ for all of one publisher; may be repeated.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every key a line lists, not its first.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Ask for all of history, not for its end.")] = False,
    jobs: Annotated[int | None, typer.Option(help="Publishers asked at a time.", min=1)] = None,
    accept_shrink: Annotated[
        bool, typer.Option("--accept-shrink", help="Take an answer that lacks history we have.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Fetch what the stories' lines need; a copy stays as it is where its publisher fails."""
    import relations.refresh as refreshing
    from sources import Rejected

    lines = _lines(stories)
    with answered():
        try:
            with terminal.refreshing(quiet=as_json) as on_event:
                outcomes = refreshing.refresh(
                    lines,
                    only=only,
                    everything=all_,
                    full=full,
                    jobs=jobs,
                    accept_shrink=accept_shrink,
                    on_event=on_event,
                )
        except Rejected as error:  # here it can only be `--only` that names nothing
            raise end(str(error), refreshing.USAGE) from error
    if as_json:
        terminal.as_json(map(asdict, outcomes))
    for outcome in outcomes:
        if outcome.error:
            typer.echo(outcome.error, err=True)
    raise typer.Exit(refreshing.exit_code(outcomes))


@app.command(epilog=EPILOG)
def status(stories: Stories = None, as_json: Json = False) -> None:
    """Say of every indicator how old its copy is, whether it is due, what went wrong last, and who disagrees."""
    import relations.refresh as refreshing

    standings = refreshing.status(_lines(stories))
    if as_json:
        terminal.as_json(map(asdict, standings))
        return
    terminal.table(
        ("key", "state", "rows", "first", "last", "days old", "error", "disagrees"),
        [
            (one.key, one.state, one.rows, one.first, one.last, one.age_days, one.error, _against(one.disagreement))
            for one in standings
        ],
    )


@app.command(epilog=EPILOG)
def accept(
    key: Annotated[str, typer.Argument(help="The indicator, for example imf/KZT.")],
    days: Annotated[str, typer.Argument(metavar="DATE|FIRST..LAST", help="Its quarantined date, or dates.")],
) -> None:
    """Let quarantined values into the cache: of a date, or of all dates from a first to a last."""
    import relations.refresh as refreshing

    first, _, last = days.partition("..")
    try:
        span = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise end(f"'{days}' is no date; write 2015-08-20, or 2015-08-20..2015-09-30", refreshing.USAGE) from error
    with answered():
        for day, value in refreshing.accept(key, *span).items():
            typer.echo(f"{key} {day}: {value:g} is in the cache now")


@cache.command(epilog=EPILOG)
def verify() -> None:
    """Compare every file of the cache with the hash in its header; name those that are damaged."""
    import relations.refresh as refreshing

    damaged = refreshing.verify()
    for _, problem in damaged:
        typer.echo(problem, err=True)
    raise typer.Exit(1 if damaged else 0)


@app.command(epilog=EPILOG)
def codebook() -> None:
    """Print what the cache holds as a Markdown table: key, title, unit, frequency, publisher, coverage."""
    import sources

    typer.echo("| key | title | unit | frequency | publisher | coverage |\n|---|---|---|---|---|---|")
    for key in sources.cached_keys():
        one = sources.read(key)
        what = one.indicator
        cells = (f"`{key}`", what.title, what.unit, what.frequency, what.publisher, f"{one.first} – {one.last}")
        typer.echo(f"| {' | '.join(cells)} |")


@app.command(epilog=EPILOG)
def check() -> None:
    """Check all a published page stands on: every story loads, every cached file is whole, every figure is complete."""
    import relations.refresh as refreshing
    from relations import story as stories
    from relations.figures import draw
    from sources import SourceError

    problems = [problem for _, problem in refreshing.verify()]
    for name in stories.names():
        try:
            told = stories.load(name)
            for spec in told.figures:
                problems += draw(told, spec.id).missing
        except (stories.StoryError, SourceError) as error:
            problems.append(str(error))
    for problem in dict.fromkeys(problems):
        typer.echo(problem, err=True)
    raise typer.Exit(1 if problems else 0)


def _against(found: Disagreement | None) -> str | None:
    return f"{100 * found.difference:.1f} % from {found.key} on {found.date}" if found else None


def _lines(names: list[str] | None) -> list[tuple[str, ...]]:
    """The keys of the lines of these stories, or of all; a bad story ends the command."""
    from relations import story as stories

    with answered():
        told = [stories.load(name) for name in names or stories.names()]
    return [keys for story in told for keys in story.preferences]
