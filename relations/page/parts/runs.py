"""The last runs of a refresh, as the records beside the cache tell them: what each did, and which numbers changed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from relations.i18n import number, percent, say
from relations.markup import folded, listing
from relations.page.parts.records import badge, count, dated, english, heading, known, moment, records, short, values
from relations.refresh.history import Addition, Revision, Run

SHOWN = 50  #: rows of a table of changes; all are in the file beside the cache


def last_runs(found: Sequence[Run], revised: Sequence[Revision], added: Sequence[Addition]) -> str:
    """A row per run, then the values revised and the dates added in these runs."""
    title = say("Last runs")
    if not found:
        said = say("No refresh has been logged yet; what the next one does will be here.")
        return f"{heading(title)}<p>{escape(said)}</p>"
    columns = [
        say("Run"),
        say("Result"),
        say("Asked for"),
        say("Rows added"),
        say("Revised"),
        say("Seconds"),
        say("What failed"),
    ]
    return heading(title) + records(title, columns, map(_run, found)) + _revised(revised) + _added(added)


def _run(run: Run) -> tuple[str, ...]:
    failed, all_ = len(run.failed), len(run.entries)
    mark = badge("good", "✓", say("done"))
    if failed:
        mark = badge("bad", "✕", say("{failed} of {all} failed", failed=failed, all=all_))
    seconds = (run.ended - run.began).total_seconds()
    opened = folded(say("Errors"), listing(english(one.error or one.key) for one in run.failed) if failed else "")
    return moment(run.began), mark, str(all_), count(run.added), count(run.revised), number(seconds, 0), opened


def _revised(found: Sequence[Revision]) -> str:
    title = say("Values revised")
    columns = [say("Indicator"), say("Date"), say("Before"), say("Now"), say("Change"), say("Seen")]
    table = _more(found, "revisions.csv") + records(title, columns, map(_revision, found[:SHOWN]))
    return heading(title, len(found)) + table if found else ""


def _revision(one: Revision) -> tuple[str, ...]:
    before, now = values(one.old, one.new)
    return (
        known(one.key),
        short(dated(one.key, one.day)),
        short(before),
        short(now) or escape(say("withdrawn")),
        "" if one.share is None else short(percent(100 * one.share, 2, signed=True)),
        short(moment(one.when)),
    )


def _added(found: Sequence[Addition]) -> str:
    title = say("Dates added")
    columns = [say("Indicator"), say("Rows added"), say("First"), say("Last"), say("Seen")]
    table = _more(found, "additions.csv") + records(title, columns, map(_addition, found[:SHOWN]))
    return heading(title) + table if found else ""


def _addition(one: Addition) -> tuple[str, ...]:
    return (
        known(one.key),
        count(one.rows),
        short(dated(one.key, one.first)),
        short(dated(one.key, one.last)),
        short(moment(one.when)),
    )


def _more(found: Sequence[object], file: str) -> str:
    """Where the rest is, if not all is shown."""
    if len(found) <= SHOWN:
        return ""
    said = say(
        "The first {shown} of {all}; all are in {file} beside the cache.", shown=SHOWN, all=len(found), file=file
    )
    return f"<p><small>{escape(said)}</small></p>"
