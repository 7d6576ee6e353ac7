"""The commands of `relations`, and what they share. Every other file of this room is one group of commands.

Exit codes: 0 all well; 1 something failed and what was there before stands; 2 the command was not understood;
75 another refresh is running.
"""

from __future__ import annotations

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
def relations() -> None:
    """What the data say about a relationship between two countries, beside what an article says about it."""


@contextmanager
def answered() -> Iterator[None]:
    """What a story or a source raises ends the command, in words and with its exit code."""
    from relations.refresh import Locked, NotQuarantined
    from relations.story import StoryError
    from sources import SourceError

    try:
        yield
    except (StoryError, NotQuarantined) as error:
        raise end(str(error), 2) from error
    except Locked as error:
        raise end(str(error), 75) from error
    except OSError as error:
        raise end(f"{error.filename}: {error.strerror}" if error.filename else str(error), 1) from error
    except SourceError as error:
        raise end(str(error), 1) from error


def end(message: str, code: int) -> typer.Exit:
    """Print the message to standard error, and return the exception that ends the command with that exit code."""
    typer.echo(message, err=True)
    return typer.Exit(code)
