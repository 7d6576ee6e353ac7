"""The card of one event: what happened, what every line did around it, how unusual that was, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from relations.evidence.events import EventEvidence, SeriesEvidence
from relations.evidence.returns import percent_both_ways
from relations.i18n import msgid, number, say, weekday, written
from relations.page import ROLE_MARKS, listing, table
from relations.page.parts.address import state
from relations.page.parts.evidence import (
    both_ways,
    is_currency,
    probability,
    share,
    signed,
    source_links,
    span,
    units,
    when,
)
from relations.page.parts.memory import evidence
from relations.story import Story

MOVED = (
    msgid("Line"),
    msgid("Day 0"),
    "[−1,+1]",
    "[−5,+5]",
    "[0,+10]",
    msgid("20 days before"),
    msgid("20 days after"),
    msgid("Means, after − before"),
)
UNUSUAL = (
    msgid("Line"),
    msgid("Model"),
    msgid("Event window"),
    "CAR",
    "t",
    "p",
    msgid("p, Holm"),
    msgid("Placebo rank"),
)
COMPARED = (msgid("Rank as known now"), msgid("Then less now"))


def event_card(story: Story, event_id: str) -> None:
    """The card of an event under the page's switch, beside what is known now if the switch is on."""
    then = state().get("then", False)
    found = {one.id: one for one in evidence(story, known_then=then)}
    now = {one.id: one for one in evidence(story, known_then=False)} if then else {}
    body = card(story, found[event_id], now.get(event_id), units(story, list(found.values())))
    st.html(f'<div class="relations">{body}</div>')


def card(story: Story, one: EventEvidence, now: EventEvidence | None, unit_of: dict[str, str]) -> str:
    """All that is known of one event; `now` are its numbers as known now, where they are to be compared."""
    event = story.event(one.id)
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    note = f"<br><em>{escape(event.note)}</em>" if event.note else ""
    return (
        f"<h2>{escape(event.label)}</h2>"
        f"<p>{ROLE_MARKS[event.role]} <strong>{when(event)}</strong> {escape(event.sentence)}{paragraphs}{note}"
        f"<br><small>{escape(say(event.role))} · {source_links(story, event.sources)}</small></p>"
        f"{_cannot_tell_apart(story, one)}{_moved(story, one, unit_of)}{_unusual(story, one, now, unit_of)}"
    )


def _cannot_tell_apart(story: Story, one: EventEvidence) -> str:
    if not one.overlaps:
        return ""
    others = ", ".join(f"{story.event(name).label} ({when(story.event(name))})" for name in one.overlaps)
    said = say(
        "The windows of {events} overlap this one’s: a move in shared days cannot be given to one of them.",
        events=others,
    )
    return f"<p>△ {escape(said)}</p>"


def _moved(story: Story, one: EventEvidence, units: dict[str, str]) -> str:
    rows = [_move_row(story, series, units[series.line]) for series in one.series if series.day0]
    if not rows:
        return ""
    return f'<h3>{escape(say("What moved"))}</h3><div class="wide">{table([*map(say, MOVED)], rows)}</div>'


def _move_row(story: Story, one: SeriesEvidence, unit: str) -> tuple[str, ...]:
    moves = {move.window: both_ways(move.change, move.value_change, unit) for move in one.moves}
    gap = f"– ({say('not complete')})"
    windows = [escape(moves.get(window, gap)) for window in ((-1, 1), (-5, 5), (0, 10))]
    sides = one.before_after
    compared = (
        [escape(both_ways(side.change, side.value_change, unit)) for side in (sides.before, sides.after)]
        if sides
        else [escape(gap)] * 2
    )
    return (f"{escape(story.lines[one.line].label)}<br><small>{escape(one.key or '')}</small>", _zero(one), *windows,
            *compared, _difference(one, unit))  # fmt: skip


def _zero(one: SeriesEvidence) -> str:
    if one.day0 is None:
        return ""
    later = say("+1 trading day") if one.shift_days == 1 else say("+{days} trading days", days=one.shift_days)
    shift = f"<br><small>{escape(later)}</small>" if one.shift_days else ""
    return f"{escape(weekday(one.day0, short=True))} {escape(written(one.day0))}{shift}"


def _difference(one: SeriesEvidence, unit: str) -> str:
    """The difference of the two windows' means, with its standard error and p."""
    found = one.before_after
    if found is None:
        return "–"
    error = say("s.e. {error}", error=number(found.standard_error, 2))
    words = f"{signed(found.difference, 2, '')} {escape(unit)}"
    return f"{words}<br><small>{escape(error)}, p {probability(found.p)}</small>"


def _unusual(story: Story, one: EventEvidence, now: EventEvidence | None, units: dict[str, str]) -> str:
    """The event studies, and in words every refusal."""
    later = {series.line: series for series in now.series} if now else {}
    rows = [row for series in one.series for row in _tests(story, series, later.get(series.line), units[series.line])]
    columns = [say(name) for name in (*UNUSUAL, *(COMPARED if now else ()))]
    refused = [_refused(story, series) for series in one.series if series.refused]
    title, why = escape(say("How unusual it was")), escape(say("Refused, and why"))
    tested = f'<h3>{title}</h3><div class="wide">{table(columns, rows)}</div>' if rows else ""
    return tested + (f"<h3>{why}</h3>{listing(refused)}" if refused else "")


def _refused(story: Story, one: SeriesEvidence) -> str:
    """The line, the reason and its figures."""
    said = say("no event study, {reason}", reason=say(one.refused or ""))
    return f"<strong>{escape(story.lines[one.line].label)}</strong>: {escape(said)} ({escape(one.detail or '')})"


def _tests(story: Story, one: SeriesEvidence, now: SeriesEvidence | None, unit: str) -> Iterable[tuple[str, ...]]:
    """A row per event window."""
    study = one.event_study
    if study is None:
        return
    slope = f", β {number(study.beta, 2)}" if study.beta is not None else ""
    ranks = {test.window: test.rank for test in now.event_study.tests} if now and now.event_study else {}
    for test in study.tests:
        quote, value = percent_both_ways(test.car)
        compared: tuple[str, ...] = ()
        if now is not None:
            was = ranks.get(test.window)
            compared = ("–", "–") if was is None else (share(was), _points(test.rank - was))
        yield (
            escape(story.lines[one.line].label),
            f"{escape(say(study.model))}{slope}",
            span(test.window),
            escape(both_ways(quote, value if is_currency(one) else None, unit)),
            "–" if test.t is None else number(test.t, 2),
            probability(test.p),
            probability(test.p_holm),
            f"{share(test.rank)}<br><small>{escape(say('of {count} windows', count=number(test.placebos, 0)))}</small>",
            *compared,
        )


def _points(difference: float) -> str:
    """A difference of two shares."""
    return escape(say("{number} points", number=signed(100 * difference, 2, "")))
