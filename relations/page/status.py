"""The tab of the cache's state: how fresh each copy is, what went wrong last, who disagrees, what the last runs did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape

import streamlit as st

import sources
from relations import cache, refresh
from relations.i18n import msgid, number, say, written
from relations.page.parts import refreshing
from relations.page.parts.records import STYLE, badge, dated, english, html, named, records, short, words
from relations.page.parts.runs import last_runs, quarantine
from relations.refresh import Held, Standing
from relations.refresh.history import Addition, Revision, Run, additions, last_errors, revisions, runs
from relations.refresh.status import State
from relations.story import Story

MARKS: dict[State, tuple[str, str]] = {"never": ("bad", "✕"), "stale": ("late", "△"), "fresh": ("good", "✓")}
COLUMNS = (
    msgid("Indicator"),
    msgid("State"),
    msgid("Last date"),
    msgid("Retrieved"),
    msgid("Last error, and who disagrees"),
)


@dataclass(frozen=True)
class Records:
    """All that is shown of the cache and of the records beside it."""

    standings: Sequence[Standing]
    errors: Mapping[str, datetime]  #: when the last error of a key was
    waiting: Sequence[Held]  #: in quarantine
    runs: Sequence[Run]
    revised: Sequence[Revision]
    added: Sequence[Addition]
    passed_over: Sequence[str]  #: files and lines that do not count


def show(story: Story) -> None:
    """What stands out in a sentence, the refresh, and then the worst first: quarantine, copies, runs."""
    found = _found(story.preferences, _files(), f"{sources.now():%Y-%m-%dT%H}")
    st.html(STYLE)
    html(_summary(found.standings))
    refreshing.show(story)
    rows = [_row(one, found.errors) for one in _worst(found.standings)]
    copies = records(say("Copies"), [say(name) for name in COLUMNS], rows)
    past = last_runs(found.runs, found.revised, found.added)
    title = escape(say("Copies"))
    html(f"{_passed_over(found.passed_over)}{quarantine(found.waiting)}<h2>{title}</h2>{copies}{past}")


@st.cache_resource(max_entries=8, show_spinner=False)
def _found(preferences: Sequence[Sequence[str]], files: str, hour: str) -> Records:  # noqa: ARG001
    """The records, read once for each hour and state of the cache's files."""
    last = runs()
    since = min((run.began for run in last), default=sources.now())
    return Records(
        refresh.status(preferences),
        last_errors(),
        refresh.quarantined(),
        last,
        revisions(since),
        additions(since),
        refresh.passed_over(),
    )


def _files() -> str:
    """A hash of what the cache's files are: each is replaced whole, or only grows."""
    found = sorted((str(path), path.lstat()) for path in cache.cache_folder().rglob("*.csv"))
    states = [(path, at.st_mtime_ns, at.st_size) for path, at in found]
    return sha256(repr(states).encode()).hexdigest()


def _worst(standings: Sequence[Standing]) -> list[Standing]:
    """By state, then those with an error, then the largest disagreement."""

    def place(one: Standing) -> tuple[int, bool, float]:
        return list(MARKS).index(one.state), not one.error, -one.disagreement.difference if one.disagreement else 0.0

    return sorted(standings, key=place)


def _summary(standings: Sequence[Standing]) -> str:
    """How many stand how, as the badges say it."""
    states = Counter(one.state for one in standings)
    marks = " ".join(
        badge(kind, shape, f"{say(state)}: {states[state]}") for state, (kind, shape) in MARKS.items() if states[state]
    )
    errors = sum(one.error is not None for one in standings)
    disagree = sum(one.disagreement is not None for one in standings)
    rest = say("{errors} with an error, {disagree} that disagree", errors=errors, disagree=disagree)
    return f"<p>{marks} · {escape(rest)}</p>"


def _passed_over(problems: Sequence[str]) -> str:
    """What lies in the cache and does not count, by its place below the cache's folder."""
    if not problems:
        return ""
    within = f"{cache.cache_folder()}/"
    what = "".join(f"<li>{english(problem.replace(within, ''))}</li>" for problem in problems)
    title = escape(say("Passed over"))
    return f"<h2>{title} ({number(len(problems), 0)})</h2><ul>{what}</ul>"


def _row(one: Standing, errors: Mapping[str, datetime]) -> tuple[str, ...]:
    kind, shape = MARKS[one.state]
    return (
        named(one.key, one.title),
        badge(kind, shape, say(one.state)),
        _reach(one),
        short(written(one.retrieved.date())) if one.retrieved else "",
        "<br>".join(filter(None, (_error(one, errors.get(one.key)), words(_against(one))))),
    )


def _reach(one: Standing) -> str:
    """The last date a copy has; below it how many rows, from when on."""
    if not (one.first and one.last):
        return ""
    rows = say("{rows} rows from {day} on", rows=number(one.rows, 0), day=dated(one.key, one.first))
    return f"{short(dated(one.key, one.last))}<br><small>{escape(rows)}</small>"


def _error(one: Standing, when: datetime | None) -> str:
    """What went wrong last, after its day."""
    if not one.error:
        return ""
    said = one.error.removeprefix(f"{one.key}: ")
    return f"{escape(written(when.date()))}: {english(said)}" if when else english(said)


def _against(one: Standing) -> str:
    """With whom it disagrees most, by how much, and when."""
    if one.disagreement is None:
        return ""
    other = one.disagreement
    percent = number(100 * other.difference, 1)
    return say("{percent} % from {key} on {day}", percent=percent, key=other.key, day=dated(one.key, other.date))
