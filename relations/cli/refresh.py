"""The command that brings the cache up to date, and what it says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from relations.cli import EPILOG, Json, Stories, answered, app, end, terminal
from relations.cli.cache import away, loaded
from relations.spelt import spelt

if TYPE_CHECKING:
    from relations.news import LineState, Report
    from relations.refresh import Ask, Event


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
    budget: Annotated[
        int | None, typer.Option(help="Requests a publisher is sent at most; the next run goes on.", min=1)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be asked for, and ask nobody.")] = False,
    as_json: Json = False,
) -> None:
    """Fetch what the stories' lines need; a copy stays as it is where its publisher fails.

    It succeeds when every line of the stories has its copy, or, with --only, when every key named was answered.
    """
    import relations.refresh as refreshing
    from relations import news
    from sources import Rejected

    wanted, whole = loaded(stories)
    asking: dict[str, Any] = {"only": only, "everything": all_, "full": full, "budget": budget}
    with answered():
        try:
            if dry_run:
                _print_plan(refreshing.planned(news.wanted(wanted), **asking), as_json=as_json)
                raise typer.Exit(refreshing.OK if whole else refreshing.FAILED)
            with terminal.refreshing(quiet=as_json) as on_event, _kept(on_event) as note:
                done = news.refresh(wanted, jobs=jobs, accept_shrink=accept_shrink, on_event=note, **asking)
        except Rejected as error:  # here it can only be `--only` that names nothing
            raise end(str(error), refreshing.USAGE) from error
    _print_report(done, done.missed if not only else (), as_json=as_json)
    failed = refreshing.exit_code(done.outcomes) if only else refreshing.FAILED if done.missed else refreshing.OK
    if done.unrecorded or any(one.unwritten for one in done.outcomes):
        failed = refreshing.FAILED
    if waits := away():
        terminal.notes(waits)
        failed = refreshing.FAILED
    raise typer.Exit(failed if whole else refreshing.FAILED)


@contextmanager
def _kept(on_event: Callable[[Event], None]) -> Iterator[Callable[[Event], None]]:
    """Passes news of a refresh on; on Ctrl-C it says how much of it is done."""
    states: dict[str, str] = {}

    def note(event: Event) -> None:
        states[event.key] = event.state
        on_event(event)

    try:
        yield note
    except KeyboardInterrupt:
        done = sum(one == "done" for one in states.values())
        terminal.notes([f"{done} of {len(states)} indicators are done and kept; the copies of the others stand"])
        raise


def _print_report(done: Report, missed: Sequence[LineState], *, as_json: bool) -> None:
    """What became of the indicators, of the lines, and of what people read; what went wrong on standard error."""
    if as_json:
        changes = [asdict(one) | {"sentence": str(one.sentence)} for one in done.changes]
        terminal.as_json(
            {"indicators": [*map(asdict, done.outcomes)], "lines": [*map(asdict, done.lines)], "changes": changes}
        )
    else:
        from relations.news import tally

        remarks = (one.remark for one in done.outcomes if one.remark)
        for text in (*map(str, done.lines), *remarks, *(f"{one.story}: {one.sentence}" for one in done.changes)):
            typer.echo(spelt(text))
        if done.lines:
            typer.echo(tally(done.lines))
    terminal.notes(_wrong(done, missed))


def _wrong(done: Report, missed: Sequence[LineState]) -> list[str]:
    """What went wrong, a line each; but one line for all copies that a full disk did not take, and their lines."""
    from relations.cache import cache_folder

    errors = [one.error for one in done.outcomes if one.error]
    if len(full := [one.error for one in done.outcomes if one.unwritten]) > 1:
        errors, missed = [one.error for one in done.outcomes if one.error and not one.unwritten], ()
        errors.append(f"{len(full)} copies could not be written to {cache_folder()}; the first: {full[0]}")
    if done.unrecorded:
        errors.append(f"what reads otherwise now could not be put on record: {done.unrecorded}")
    return [*errors, *map(str, missed)]


def _print_plan(plan: Sequence[Ask], *, as_json: bool) -> None:
    """What a refresh would ask for, and how many requests that may take of each publisher."""
    if as_json:
        terminal.as_json(asdict(one) for one in plan)
        return
    rows = [(one.publisher, one.key, one.state, one.since or "the beginning", one.requests) for one in plan]
    terminal.table(("publisher", "indicator", "state", "from", "requests last time"), rows)
    asked = Counter[str]()
    for one in plan:
        asked[one.publisher] += (one.requests or 1) if one.state == "asked" else 0
    typer.echo("about " + ", ".join(f"{count} of {name}" for name, count in asked.most_common() if count))
