"""The command line. Every command calls what the page calls.

Exit codes: 0 all well; 1 something failed and what was there before stands; 2 the command was not understood;
75 another refresh is running.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

EPILOG = (
    "Exit codes: 0 all well · 1 something failed, what was there before stands · 2 the command was not understood · "
    "75 another refresh is running."
)
app = typer.Typer(no_args_is_help=True, add_completion=False, epilog=EPILOG, pretty_exceptions_enable=False)


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
        for name in _progress(wanted, "Drawing"):
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


def _progress(items: list[str], words: str):  # type: ignore[no-untyped-def]
    """The items, with a bar on standard error where a person waits at a terminal."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, words, console=Console(stderr=True), transient=True)


def _end(message: str, code: int) -> typer.Exit:
    """Say what is wrong, and the exit that says it to the shell."""
    typer.echo(message, err=True)
    return typer.Exit(code)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
