"""The commands of `relations`, and what they share. Every other file of this room is one group of commands.

Exit codes: 0 all well; 1 something failed and what was there before stands; 2 the command was not understood;
75 another refresh is running.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

EPILOG = (
    "Exit codes: 0 all well · 1 something failed, what was there before stands · 2 the command was not understood · "
    "75 another refresh is running."
)
app = typer.Typer(
    no_args_is_help=True, add_completion=False, epilog=EPILOG, pretty_exceptions_enable=False, rich_markup_mode=None
)

OneStory = Annotated[str, typer.Argument(metavar="STORY", help="A story's name, or a path to a .toml file.")]
Stories = Annotated[list[str] | None, typer.Argument(help="Stories by name; all, if none is named.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]
Then = Annotated[
    bool, typer.Option("--as-known-then", help="Count only what could be known when the article appeared.")
]
InLocale = Annotated[str, typer.Option("--locale", help="en, ru or kk.")]


@app.callback()
def relations(
    log: Annotated[
        str | None, typer.Option(envvar="RELATIONS_LOG", help="json: say what happens on standard error, a line each.")
    ] = None,
) -> None:
    """What the data say about a relationship between two countries, beside what an article says about it."""
    from relations import logs

    if log and log != logs.JSON:
        raise end(f"--log {log}: allowed is {logs.JSON}", 2)
    if log:
        os.environ["RELATIONS_LOG"] = log  # for the processes this one begins
        logs.as_json()


@contextmanager
def answered() -> Iterator[None]:
    """What a story or a source raises ends the command, in words and with its exit code."""
    from relations.story import StoryError
    from sources import SourceError

    try:
        yield
    except StoryError as error:
        raise end(str(error), 2) from error
    except (SourceError, OSError) as error:
        raise end(_told(error), _code(error)) from error


def _told(error: Exception) -> str:
    """The text of an error; of a file, its name and what is wrong with it."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _code(error: Exception) -> int:
    from relations.refresh import Locked, NotQuarantined

    return 75 if isinstance(error, Locked) else 2 if isinstance(error, NotQuarantined) else 1


def end(message: str, code: int) -> typer.Exit:
    """Print the message to standard error, and return the exception that ends the command with that exit code."""
    typer.echo(message, err=True)
    return typer.Exit(code)
