"""The commands of `relations`, and what they share. Every other file of this room is one group of commands.

Exit codes: 0 all well; 1 something failed and what was there before stands; 2 the command was not understood;
75 another refresh is running.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from relations.spelt import spelt

EPILOG = (
    "Exit codes: 0 all well · 1 something failed, what was there before stands · 2 the command was not understood · "
    "75 another refresh is running."
)
#: What a disk says that takes no more, or no more of this person, or not so much in one file.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
#: Every command: the file of this room it is in, and what it is for.
COMMANDS = {
    "new": ("authoring", "Begin a story of two countries from an article."),
    "lines": ("authoring", "List the series there are of a country, or of two."),
    "import": ("authoring", "Bring a series of your own into the cache."),
    "refresh": ("refresh", "Fetch what the stories' lines need."),
    "status": ("cache", "Say how old each copy is and what went wrong last."),
    "accept": ("cache", "Let quarantined values into the cache."),
    "codebook": ("cache", "Print what the cache holds as a Markdown table."),
    "check": ("check", "Say all that is wrong with stories at once."),
    "cache": ("cache", "Look after the files of the cache."),
    "dashboard": ("dashboard", "Open the page with the stories' figures."),
    "doctor": ("doctor", "Say whether this installation is well."),
    "draft": ("draft", "Propose the events and claims of an article."),
    "take": ("draft", "Move blocks of a story's draft into the story."),
    "events": ("evidence", "Say what each line did around every event."),
    "claims": ("evidence", "Check every claim of a story's article."),
    "figure": ("figures", "Write figures of a story to files."),
    "stories": ("figures", "List the stories with their figures."),
    "gallery": ("gallery", "Write every figure of a story in every size."),
    "site": ("site", "Write stories as a site that needs no server."),
    "atlas": ("atlas", "Make every two of many countries: a table and a page."),
    "verify": ("verify", "Say whether figures are what would be drawn now."),
    "sign": ("verify", "Sign figures: write a signature beside each."),
    "rollcalls": ("rollcalls", "Take the votes of the UN General Assembly."),
}
#: Those that only read: of a cache in a store one state, from their beginning to their end.
READING = {"atlas", "check", "claims", "codebook", "draft", "events", "figure", "gallery", "site", "verify"}


class Commands(TyperGroup):
    """The commands, each loaded when it is asked for: the list of all needs none of them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Their names, in the order of the table."""
        return [*COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; where there is none, all are loaded, so that one with a name like it can be told."""
        if cmd_name not in self.commands:
            known = COMMANDS.get(cmd_name)
            for file in [known[0]] if known else {file for file, _ in COMMANDS.values()}:
                import_module(f"relations.cli.{file}")
            self.commands.update(typer.main.get_group(app).commands)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write every command with what it is for."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    epilog=EPILOG,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
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
    context: typer.Context,
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
    if context.invoked_subcommand in READING:
        from relations.cache.places import one_version

        context.with_resource(one_version())


@contextmanager
def answered() -> Iterator[None]:
    """What a story or a source raises ends the command, in words and with its exit code."""
    from relations.story import StoryError
    from sources import SourceError

    try:
        yield
    except StoryError as error:
        raise end(str(error), 2) from error
    except BrokenPipeError:  # whoever reads what is printed has enough; no file is meant
        raise
    except (SourceError, OSError) as error:
        raise end(_told(error), _code(error)) from error


@contextmanager
def option(name: str) -> Iterator[None]:
    """A ValueError over what an option was given is told as its mistake."""
    try:
        yield
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=name) from None


def _told(error: Exception) -> str:
    """The text of an error; of a file, its name and what is wrong with it, and if it was not written, what stays."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    if isinstance(error, FileExistsError):
        return f"{error.filename} is a file, not a folder; name another"
    kept = "; what was written before is whole, and stays" if error.errno in FULL else ""
    return f"{error.filename or 'a file could not be written'}: {error.strerror}{kept}"


def _code(error: Exception) -> int:
    from relations.refresh import Locked, NotQuarantined

    return 75 if isinstance(error, Locked) else 2 if isinstance(error, NotQuarantined) else 1


def end(message: str, code: int) -> typer.Exit:
    """Print the message to standard error, and return the exception that ends the command with that exit code."""
    typer.echo(spelt(message), err=True)
    return typer.Exit(code)
