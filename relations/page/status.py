"""The tab of the cache's state: how far the numbers go, when they were asked for, and where somebody must act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from html import escape

import streamlit as st

import sources
from relations import cache, news, refresh
from relations.cache.places import layers
from relations.i18n import msgid, number, say, written
from relations.markup import folded, listing
from relations.news import News
from relations.page.parts import quarantine, refreshing
from relations.page.parts.records import (
    STYLE,
    badge,
    dated,
    english,
    heading,
    html,
    moment,
    publisher,
    records,
    short,
    told,
    words,
)
from relations.page.parts.runs import last_runs
from relations.page.parts.store import once
from relations.refresh import Held, Standing
from relations.refresh.history import Addition, Revision, Run, additions, revisions, runs
from relations.story import Story
from relations.story.line import made_of
from relations.values import Message
from sources import NotCached

COLUMNS = (
    msgid("Indicator"),
    msgid("Data up to"),
    msgid("Last asked"),
    msgid("To be done"),
    msgid("Last error, and who disagrees"),
)
PATIENCE = timedelta(days=7)  #: after which what is overdue should be asked for again
SHOWN = 8  #: sentences of a run's news; the rest is folded


@dataclass(frozen=True)
class Records:
    """All that is shown of the cache and of the records beside it."""

    standings: Mapping[str, Standing]
    waiting: Sequence[Held]  #: in quarantine
    news: Sequence[News]
    runs: Sequence[Run]
    revised: Sequence[Revision]
    added: Sequence[Addition]
    passed_over: Sequence[str]  #: folders that cannot be listed, files and lines that do not count


def show(story: Story) -> None:
    """Where somebody must act, the refresh, what it changed and held back; then the copies, those in use first."""
    made_of, moment = ("records", story.preferences), f"{_files()} {sources.now():%Y-%m-%dT%H}"
    found = once(made_of, lambda: _found(story.preferences), moment)
    shown = {key: found.standings[key] for key in _used(story) if key in found.standings}
    used = [_named(story, one) for one in shown.values()]
    rest = [one for key, one in found.standings.items() if key not in shown]
    st.html(STYLE)
    html(_away())
    html(_summary(used))
    refreshing.show(story)
    html(_news([one for one in found.news if one.story == story.id]))
    quarantine.show(found.waiting)
    html(
        f"{_passed_over(found.passed_over)}{_copies(used)}{_unused(rest)}"
        f"{last_runs(found.runs, found.revised, found.added)}"
    )


def _named(story: Story, one: Standing) -> Standing:
    """Of what was never fetched, what the story calls it: its publisher names it by a code until it has answered."""
    labels = [line.label for line in story.lines.values() if one.key in line.keys]
    return replace(one, title=labels[0]) if one.state == "never" and labels else one


def _found(preferences: Sequence[Sequence[str]]) -> Records:
    """The records as they are now: `show` keeps them until the hour or a file of the cache is another."""
    last = runs()
    since = min((run.began for run in last), default=sources.now())
    return Records(
        {one.key: one for one in refresh.status(preferences)},
        refresh.quarantined(),
        news.recent(),
        last,
        revisions(since),
        additions(since),
        [*cache.unlisted(), *refresh.passed_over()],
    )


def _files() -> str:
    """A hash of what the cache's files are: each is replaced whole, or only grows."""
    found = sorted((str(path), path.lstat()) for path in layers()[0].rglob("*.csv"))
    states = [(path, at.st_mtime_ns, at.st_size) for path, at in found]
    return sha256(repr(states).encode()).hexdigest()


def _used(story: Story) -> list[str]:
    """The keys that lines show, those of figures first; of a line without a copy the one that should be there.

    A line of optional panels alone is not missed.
    """
    panels = [panel for figure in story.figures for panel in figure.panels]
    drawn = [name for panel in panels for name in panel.lines]
    missed = {name for panel in panels if not panel.optional for name in panel.lines}
    keys: dict[str, None] = {}
    for name in dict.fromkeys([*drawn, *story.lines]):
        if name in story.lines:
            try:
                keys |= dict.fromkeys(made_of(story, name).values())
            except NotCached:
                if name in drawn and name not in missed:
                    continue
                keys |= dict.fromkeys(story.lines[name].keys[:1])
    return list(keys)


def _task(one: Standing) -> tuple[str, str, str] | None:
    """What somebody must do about a copy in use, as a badge; None if nothing."""
    if one.state == "never":
        return "bad", "✕", say("no copy: refresh")
    if one.state != "stale":
        return None
    if one.error:
        return "late", "△", say("its publisher failed: ask again")
    overdue = one.asked is None or sources.now() - one.asked > PATIENCE
    return ("late", "△", say("refresh")) if overdue else None


def _summary(used: Sequence[Standing]) -> str:
    """How many of the copies in use need somebody."""
    tasks = [task for task in map(_task, used) if task]
    if not tasks:
        fine = say("Nobody need do anything about the numbers in use.")
        return f"<p>{badge('good', '✓', fine)}</p>"
    said = say(
        Message.counted(
            "{count} of {all} copies in use needs somebody",
            "{count} of {all} copies in use need somebody",
            count=len(tasks),
            all=len(used),
        )
    )
    return f"<p>{badge(*min(tasks)[:2], said)}</p>"


def _away() -> str:
    """That the store the cache lies in does not answer, and of when the copies are; a viewer is shown no address."""
    problem, answered = cache.away()
    if not problem:
        return ""
    if answered is None:
        said = say("The store of the copies does not answer and never has; what came with the program is shown.")
    else:
        said = say("The store of the copies does not answer; they are as it had them on {when}.", when=moment(answered))
    return f"<p>{badge('late', '△', said)}</p>"


def _news(found: Sequence[News]) -> str:
    """What the last refreshes changed in what this story says."""
    if not found:
        return ""
    return heading(say("What refreshes changed")) + "".join(map(_of_run, found))


def _of_run(one: News) -> str:
    said = [escape(say(change.sentence)) for change in one.changes]
    rest = folded(say("{count} more", count=len(said) - SHOWN), listing(said[SHOWN:]) if said[SHOWN:] else "")
    return f"<p><b>{escape(moment(one.when))}</b></p>{listing(said[:SHOWN])}{rest}"


def _passed_over(problems: Sequence[str]) -> str:
    """What lies in the cache and does not count, by its place in the cache."""
    return heading(say("Passed over"), len(problems)) + listing(map(english, problems)) if problems else ""


def _copies(used: Sequence[Standing]) -> str:
    """The copies in use: first those somebody must see to, then as the figures show them."""
    title, rows = say("Copies"), sorted(used, key=lambda one: _task(one) is None)
    return heading(title) + _table(title, rows, acting=True)


def _unused(rest: Sequence[Standing]) -> str:
    """The copies that no line shows, folded."""
    title = say("Copies that no line of this story shows")
    return folded(f"{title} ({number(len(rest), 0)})", _table(title, rest, acting=False) if rest else "")


def _table(name: str, rows: Iterable[Standing], *, acting: bool) -> str:
    return records(name, [say(column) for column in COLUMNS], [_row(one, acting=acting) for one in rows])


def _row(one: Standing, *, acting: bool) -> tuple[str, ...]:
    task = _task(one) if acting else None
    error = english((one.error or "").removeprefix(f"{one.key}: "))
    return (
        told(one.key, one.title, one.publisher),
        _reach(one),
        short(written(one.asked.date())) if one.asked and one.state != "closed" else "",
        badge(*task) if task else "",
        "<br>".join(filter(None, (error, words(_against(one)), words("; ".join(map(say, one.remarks)))))),
    )


def _reach(one: Standing) -> str:
    """The last date a copy has, and whether it will ever have a later one; below it how many rows, from when on."""
    if not (one.first and one.last):
        return ""
    rows = say("{rows} rows since {day}", rows=number(one.rows, 0), day=dated(one.key, one.first))
    edition = say("closed edition")
    closed = f"<br>{escape(edition)}" if one.state == "closed" else ""
    return f"{short(dated(one.key, one.last))}{closed}<br><small>{escape(rows)}</small>"


def _against(one: Standing) -> str:
    """With whom it disagrees most, by how much, and when."""
    if one.disagreement is None:
        return ""
    other = one.disagreement
    percent, day = number(100 * other.difference, 1), dated(one.key, other.date)
    return say("{percent} % from {publisher} on {day}", percent=percent, publisher=publisher(other.key), day=day)
