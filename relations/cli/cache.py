"""Commands that look after the cache: refresh, status, accept, cache verify, codebook, check."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from relations.cli import EPILOG, Json, Stories, answered, app, end, terminal

if TYPE_CHECKING:
    from relations.news import LineState, Report
    from relations.refresh import Ask, Disagreement, Event
    from relations.story import Story

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

    told, whole = _told(stories)
    asking: dict[str, Any] = {"only": only, "everything": all_, "full": full, "budget": budget}
    with answered():
        try:
            if dry_run:
                _print_plan(refreshing.planned(news.wanted(told), **asking), as_json=as_json)
                raise typer.Exit(refreshing.OK if whole else refreshing.FAILED)
            with terminal.refreshing(quiet=as_json) as on_event, _kept(on_event) as note:
                done = news.refresh(told, jobs=jobs, accept_shrink=accept_shrink, on_event=note, **asking)
        except Rejected as error:  # here it can only be `--only` that names nothing
            raise end(str(error), refreshing.USAGE) from error
    _print_report(done, done.missed if not only else (), as_json=as_json)
    failed = refreshing.exit_code(done.outcomes) if only else refreshing.FAILED if done.missed else refreshing.OK
    if done.unrecorded or any(one.unwritten for one in done.outcomes):
        failed = refreshing.FAILED
    if waits := _away():
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


@app.command(epilog=EPILOG)
def status(stories: Stories = None, as_json: Json = False) -> None:
    """Say of every indicator how far its copy goes, when it was asked for, what went wrong last, and who disagrees."""
    import relations.refresh as refreshing
    from relations import news

    told, whole = _told(stories)
    standings = refreshing.status(news.wanted(told))
    terminal.notes([*refreshing.passed_over(), *_away()])
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
        taken, found = news.accept(_told(None)[0], key, *span)
    for day, value in taken.items():
        typer.echo(f"{key} {day}: {value:g} is in the cache now")
    for one in found:
        typer.echo(f"{one.story}: {one.sentence}")


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
    from relations.cache import cached_keys, read, read_table, tables
    from relations.i18n.units import named
    from sources import SourceError

    typer.echo("| key | title | unit | frequency | publisher | coverage |\n|---|---|---|---|---|---|")
    problems = []
    for key in cached_keys():
        try:
            one = read(key)
        except SourceError as error:
            problems.append(str(error))
            continue
        what = one.indicator
        cells = (f"`{key}`", named(what.title), str(what.unit), what.frequency, what.publisher)
        typer.echo(f"| {' | '.join(cells)} | {one.first} – {one.last} |")
    for key in tables():
        try:
            table = read_table(key)
        except SourceError as error:
            problems.append(str(error))
            continue
        row = (f"`{key}`", table.title, table.unit, table.frequency, table.publisher)
        typer.echo(f"| {' | '.join(row)} | {table.first:%Y-%m} – {table.last:%Y-%m} |")
    terminal.notes(problems)
    raise typer.Exit(1 if problems else 0)


@app.command(epilog=EPILOG)
def check(
    stories: Annotated[list[str] | None, typer.Argument(metavar="[STORY|FILE]…", help="Stories to look at.")] = None,
    as_json: Json = False,
) -> None:
    """Say all that is wrong with stories at once: where it stands, what is allowed, and how to mend it.

    Without a story it checks all a published page stands on: every story, every cached file, every figure. Warnings
    alone do not fail.
    """
    from relations.authoring.check import checked
    from relations.story import UnknownStory, names

    gc.freeze()  # what the libraries hold is no garbage: to search them was a tenth of the time of many stories

    try:
        found = list(checked(stories or names()))
    except UnknownStory as error:
        raise end(str(error), 2) from error
    broken = {one.file.stem for one in found if one.severity == "error"}
    others = [] if stories else _unwhole([name for name in names() if name not in broken])
    if as_json:
        terminal.as_json(map(asdict, found))
        terminal.notes(others)
    else:
        terminal.notes([*map(str, found), *others])
    raise typer.Exit(1 if others or broken else 0)


def _unwhole(names: Sequence[str]) -> list[str]:
    """What is damaged in the cache, and what is missing in the figures of these stories.

    A finding that no longer holds is told; its figure has its neutral title, and is no failure.
    """
    import relations.refresh as refreshing
    from relations import story as stories
    from relations.figures import draw
    from sources import SourceError

    problems = [problem for _, problem in refreshing.verify()]
    terminal.notes(refreshing.passed_over())
    for name in names:
        try:
            told = stories.load(name)
            for spec in told.figures:
                drawn = draw(told, spec.id)
                problems += drawn.missing
                terminal.notes(drawn.untrue)
        except (stories.StoryError, SourceError) as error:
            problems.append(str(error))
    return list(dict.fromkeys(problems))


def _away() -> list[str]:
    """What is wrong with the object store the cache lies in, if anything; in that case what was fetched waits."""
    from relations.cache import away

    problem, answered = away()
    when = f"it did on {answered:%Y-%m-%d %H:%M} UTC" if answered else "it never has"
    return [f"{problem}; {when}. Nothing is lost: the next refresh puts what was fetched there"] if problem else []


def _against(found: Disagreement | None) -> str | None:
    return f"{100 * found.difference:.1f} % from {found.key} on {found.date}" if found else None


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
            typer.echo(text)
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


def _told(names: list[str] | None) -> tuple[list[Story], bool]:
    """These stories, or all, and whether each could be read.

    One that cannot be read is named, and the others go on; a name that no story has ends the command.
    """
    from relations import story as stories

    told: list[Story] = []
    whole = True
    for name in names or stories.names():
        try:
            told.append(stories.load(name))
        except stories.UnknownStory as error:
            raise end(str(error), 2) from error
        except stories.StoryError as error:
            typer.echo(f"{error}\nThe story '{name}' is left out.", err=True)
            whole = False
    return told, whole
