"""Commands that show and write figures: dashboard, figure, stories."""

from __future__ import annotations

import gc
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import terminal
from commands import EPILOG, OneStory, answered, app


class Format(StrEnum):
    """What a figure can be written as."""

    png = "png"
    svg = "svg"


class Size(StrEnum):
    """Named sizes of a figure."""

    wide = "wide"
    column = "column"


@app.command(epilog=EPILOG)
def dashboard(
    port: Annotated[int, typer.Option(help="Port of the page.", min=1, max=65535)] = 8501,
    headless: Annotated[bool, typer.Option("--headless", help="Do not open a browser.")] = False,
) -> None:
    """Open the page with the stories' figures; it reads the cache and needs no network."""
    import runpy

    page = Path(__file__).parent.parent / "dashboard.py"
    sys.argv = ["streamlit", "run", str(page), f"--server.port={port}"]
    if headless:
        sys.argv += ["--server.headless=true", "--server.address=127.0.0.1"]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)  # in this process: what ends it ends the page


@app.command(epilog=EPILOG)
def figure(
    story: OneStory,
    figures: Annotated[list[str] | None, typer.Argument(help="Figures of the story; all, if none is named.")] = None,
    out: Annotated[Path, typer.Option(help="Folder the files go into.")] = Path(),
    format: Annotated[list[Format] | None, typer.Option(help="png or svg; both, if given twice.")] = None,  # noqa: A002
    size: Annotated[Size, typer.Option(help="wide: 1200 px; column: 640 px.")] = Size.wide,
) -> None:
    """Write figures of a story to files and print the path of each."""
    gc.disable()  # a process of seconds: to search its libraries for garbage is a tenth of its time
    import stories
    from figures import Options, draw
    from figures.export import export, filename
    from figures.made import told as made
    from figures.options import size as size_of

    with answered():
        told = stories.load(story)
        wanted = [made(told, name).figure(name).id for name in figures or [figure.id for figure in told.figures]]
        out.mkdir(parents=True, exist_ok=True)
        problems: list[str] = []
        for name in terminal.progress(wanted, "Drawing"):
            drawn = draw(told, name, Options(**size_of(size)))
            for kind in format or [Format.png]:
                path = out / filename(drawn, kind, size)
                path.write_bytes(export(drawn, kind))
                typer.echo(path)
            problems += [f"{name}: {problem}" for problem in drawn.missing]
    for problem in problems:
        typer.echo(problem, err=True)
    raise typer.Exit(1 if problems else 0)


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
