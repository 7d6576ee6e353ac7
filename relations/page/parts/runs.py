"""The last runs of a refresh, as the records beside the cache tell them: what each did, and which numbers changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import isfinite

from relations.i18n import number, say
from relations.page.parts.records import badge, count, dated, english, moment, records, short
from relations.refresh.history import Addition, Revision, Run
from relations.refresh.quarantine import Held, alike, span

SHOWN = 50  #: rows of a table of changes; all are in the file beside the cache


def quarantine(rows: Iterable[Held]) -> str:
    """What was not let in, with the command that lets it in; nothing if there is none."""
    waiting = sorted(rows, key=lambda row: not isfinite(row.value))
    if not waiting:
        return ""
    columns = [say("Indicator"), say("Date"), say("Value"), say("Why it was kept out"), say("To let it in")]
    table = records(say("In quarantine"), columns, map(_kept_out, alike(waiting)))
    what = say("What looked wrong is not in the cache. Compare it with the publisher; if it is right, let it in.")
    return f"{_heading('In quarantine', len(waiting))}<p>{escape(what)}</p>{table}"


def last_runs(found: Sequence[Run], revised: Sequence[Revision], added: Sequence[Addition]) -> str:
    """A row per run, then the values revised and the dates added in these runs."""
    if not found:
        said = say("No refresh has been logged yet; what the next one does will be here.")
        return f"{_heading('Last runs')}<p>{escape(said)}</p>"
    columns = [
        say("Run"),
        say("Result"),
        say("Asked for"),
        say("Rows added"),
        say("Revised"),
        say("Seconds"),
        say("What failed"),
    ]
    return (
        _heading("Last runs") + records(say("Last runs"), columns, map(_run, found)) + _revised(revised) + _added(added)
    )


def _heading(text: str, rows: int = 0) -> str:
    return f"<h2>{escape(say(text))}{f' ({number(rows, 0)})' if rows else ''}</h2>"


def _kept_out(rows: Sequence[Held]) -> tuple[str, ...]:
    """Values that wait for one reason; what is no number can never be let in."""
    one, last = rows[0], rows[-1]
    command = f'<code class="short">relations accept {escape(one.key)} {span([row.day for row in rows])}</code>'
    several = f"<br><small>… {short(dated(one.key, last.day))} ({number(len(rows), 0)})</small>" if rows[1:] else ""
    return (
        f"<code>{escape(one.key)}</code>",
        short(dated(one.key, one.day)) + several,
        short(values(one.value)[0]) if isfinite(one.value) else "–",
        english(one.reason),
        command if isfinite(one.value) else escape(say("nothing to let in")),
    )


def _run(run: Run) -> tuple[str, ...]:
    failed, all_ = len(run.failed), len(run.entries)
    mark = badge("good", "✓", say("done"))
    if failed:
        mark = badge("bad", "✕", say("{failed} of {all} failed", failed=failed, all=all_))
    seconds = (run.ended - run.began).total_seconds()
    what = "".join(f"<li>{english(one.error or one.key)}</li>" for one in run.failed)
    title = escape(say("Errors"))
    opened = f"<details><summary>{title}</summary><ul>{what}</ul></details>" if what else ""
    return moment(run.began), mark, str(all_), count(run.added), count(run.revised), number(seconds, 0), opened


def _revised(found: Sequence[Revision]) -> str:
    if not found:
        return ""
    columns = [say("Indicator"), say("Date"), say("Before"), say("Now"), say("Change"), say("Seen")]
    table = records(say("Values revised"), columns, map(_revision, found[:SHOWN]))
    return f"{_heading('Values revised', len(found))}{_more(found, 'revisions.csv')}{table}"


def _revision(one: Revision) -> tuple[str, ...]:
    before, now = values(one.old, one.new)
    return (
        f"<code>{escape(one.key)}</code>",
        short(dated(one.key, one.day)),
        short(before),
        short(now) or escape(say("withdrawn")),
        "" if one.share is None else short(f"{number(100 * one.share, 2, signed=True)} %"),
        short(moment(one.when)),
    )


def _added(found: Sequence[Addition]) -> str:
    if not found:
        return ""
    columns = [say("Indicator"), say("Rows added"), say("First"), say("Last"), say("Seen")]
    table = records(say("Dates added"), columns, map(_addition, found[:SHOWN]))
    return f"{_heading('Dates added')}{_more(found, 'additions.csv')}{table}"


def _addition(one: Addition) -> tuple[str, ...]:
    return (
        f"<code>{escape(one.key)}</code>",
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


def values(*numbers: float | None) -> list[str]:
    """Numbers side by side with the same decimals: those that make six digits of each; nothing for None."""
    digits = [f"{one:.6g}" for one in numbers if one is not None]
    places = max(len(text.partition(".")[2]) if "e" not in text else 0 for text in digits)
    return ["" if one is None else number(one, places) for one in numbers]
