"""The command line. Every command calls what the page calls.

Exit codes: 0 all well; 1 something failed and what was there before stands; 2 the command was not understood;
75 another refresh is running.
"""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import terminal

if TYPE_CHECKING:
    from refresh import Disagreement

EPILOG = (
    "Exit codes: 0 all well · 1 something failed, what was there before stands · 2 the command was not understood · "
    "75 another refresh is running."
)
app = typer.Typer(
    no_args_is_help=True, add_completion=False, epilog=EPILOG, pretty_exceptions_enable=False, rich_markup_mode=None
)


Stories = Annotated[list[str] | None, typer.Argument(help="Stories by name; all, if none is named.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]


class Format(StrEnum):
    """What a figure can be written as."""

    png = "png"
    svg = "svg"


class Size(StrEnum):
    """Named sizes of a figure."""

    wide = "wide"
    column = "column"


@app.callback()
def relations() -> None:
    """What the data say about a relationship between two countries, beside what an article says about it."""


@app.command(epilog=EPILOG)
def dashboard(
    port: Annotated[int, typer.Option(help="Port of the page.", min=1, max=65535)] = 8501,
    headless: Annotated[bool, typer.Option("--headless", help="Do not open a browser.")] = False,
) -> None:
    """Open the page with the stories' figures; it reads the cache and needs no network."""
    import runpy

    page = Path(__file__).parent / "dashboard.py"
    sys.argv = ["streamlit", "run", str(page), f"--server.port={port}"]
    if headless:
        sys.argv += ["--server.headless=true", "--server.address=127.0.0.1"]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)  # in this process: what ends it ends the page


@app.command(epilog=EPILOG)
def figure(
    story: Annotated[str, typer.Argument(help="A story's name, or a path to a .toml file.")],
    figures: Annotated[list[str] | None, typer.Argument(help="Figures of the story; all, if none is named.")] = None,
    out: Annotated[Path, typer.Option(help="Folder the files go into.")] = Path(),
    format: Annotated[list[Format] | None, typer.Option(help="png or svg; both, if given twice.")] = None,  # noqa: A002
    size: Annotated[Size, typer.Option(help="wide: 1200 px; column: 640 px.")] = Size.wide,
) -> None:
    """Write figures of a story to files and print the path of each."""
    import stories
    from figures import SIZES, draw
    from figures.export import export, filename
    from sources import SourceError

    try:
        told = stories.load(story)
        wanted = [told.figure(name).id for name in figures or [figure.id for figure in told.figures]]
        out.mkdir(parents=True, exist_ok=True)
        failed = False
        for name in terminal.progress(wanted, "Drawing"):
            width, height = SIZES[size]
            drawn = draw(told, name, width=width, height=height)
            for kind in format or [Format.png]:
                path = out / filename(drawn, kind, size)
                path.write_bytes(export(drawn, kind))
                typer.echo(path)
            for problem in drawn.missing:
                failed = True
                typer.echo(f"{name}: {problem}", err=True)
    except stories.StoryError as error:
        raise _end(str(error), 2) from error
    except (SourceError, OSError) as error:
        raise _end(str(error), 1) from error
    raise typer.Exit(1 if failed else 0)


@app.command("stories", epilog=EPILOG)
def list_stories() -> None:
    """List the stories with their figures."""
    import stories

    failed = False
    for name in stories.names():
        try:
            told = stories.load(name)
        except stories.StoryError as error:
            failed = True
            typer.echo(str(error), err=True)
            continue
        typer.echo(f"{name}: {told.title} ({told.article.name})")
        for spec in told.figures:
            typer.echo(f"  {spec.id}: {spec.title}")
    raise typer.Exit(1 if failed else 0)


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
    import refresh as refreshing
    from sources import Rejected

    lines = _lines(stories)
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
    except refreshing.Locked as error:
        raise _end(str(error), refreshing.LOCKED) from error
    except refreshing.Unwritable as error:
        raise _end(str(error), refreshing.FAILED) from error
    except Rejected as error:
        raise _end(str(error), refreshing.USAGE) from error
    if as_json:
        terminal.as_json(outcomes)
    for outcome in outcomes:
        if outcome.error:
            typer.echo(outcome.error, err=True)
    raise typer.Exit(refreshing.exit_code(outcomes))


@app.command(epilog=EPILOG)
def status(stories: Stories = None, as_json: Json = False) -> None:
    """Say of every indicator how old its copy is, whether it is due, what went wrong last, and who disagrees."""
    import refresh as refreshing

    standings = refreshing.status(_lines(stories))
    if as_json:
        terminal.as_json(standings)
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
    day: Annotated[datetime, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="Its quarantined date.")],
) -> None:
    """Let a quarantined value into the cache."""
    import refresh as refreshing
    from sources import SourceError

    try:
        value = refreshing.accept(key, day.date())
    except refreshing.Locked as error:
        raise _end(str(error), refreshing.LOCKED) from error
    except SourceError as error:
        raise _end(str(error), refreshing.FAILED) from error
    typer.echo(f"{key} {day:%Y-%m-%d}: {value:g} is in the cache now")


cache = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after the files of the cache.")
app.add_typer(cache, name="cache")


@cache.command(epilog=EPILOG)
def verify() -> None:
    """Compare every file of the cache with the hash in its header; name those that are damaged."""
    import refresh as refreshing

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
    import refresh as refreshing
    import stories
    from figures import draw
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
    import stories

    try:
        told = [stories.load(name) for name in names or stories.names()]
    except stories.StoryError as error:
        raise _end(str(error), 2) from error
    return [line.keys for story in told for line in story.lines.values() if line.keys]


def _end(message: str, code: int) -> typer.Exit:
    """Say what is wrong, and the exit that says it to the shell."""
    typer.echo(message, err=True)
    return typer.Exit(code)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
