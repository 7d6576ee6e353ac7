"""The card of one event: what happened, what every line did around it, how unusual that was, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from relations.evidence.event_study import EventStudy
from relations.evidence.events import EventEvidence, SeriesEvidence
from relations.evidence.returns import percent_both_ways
from relations.i18n import number, say, weekday, written
from relations.i18n.units import spoken
from relations.page import ROLE_MARKS, listing, table
from relations.page.parts.address import state
from relations.page.parts.evidence import (
    both_ways,
    probability,
    said,
    share,
    signed,
    source_links,
    span,
    when,
)
from relations.page.parts.memory import evidence
from relations.story import Story
from relations.values import Message, Rate, digits, msgid

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
    body = card(story, found[event_id], now.get(event_id))
    st.html(f'<div class="relations">{body}</div>')


def card(story: Story, one: EventEvidence, now: EventEvidence | None) -> str:
    """All that is known of one event; `now` are its numbers as known now, where they are to be compared."""
    event = story.event(one.id)
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    note = f"<br><em>{escape(event.note)}</em>" if event.note else ""
    return (
        f"<h2>{escape(event.label)}</h2>"
        f"<p>{ROLE_MARKS[event.role]} <strong>{when(event)}</strong> {escape(event.sentence)}{paragraphs}{note}"
        f"<br><small>{escape(say(event.role))} · {source_links(story, event.sources)}</small></p>"
        f"{_cannot_tell_apart(story, one)}{_moved(story, one)}{_unusual(story, one, now)}"
    )


def _cannot_tell_apart(story: Story, one: EventEvidence) -> str:
    if not one.overlaps:
        return ""
    others = ", ".join(f"{story.event(name).label} ({when(story.event(name))})" for name in one.overlaps)
    shared = say(
        "The windows of {events} overlap this one’s: a move in shared days cannot be given to one of them.",
        events=others,
    )
    return f"<p>△ {escape(shared)}</p>"


def _moved(story: Story, one: EventEvidence) -> str:
    rows = [_move_row(story, series) for series in one.series if series.day0]
    if not rows:
        return ""
    title = escape(say("What moved"))
    return f'<h3>{title}</h3><div class="wide">{table([*map(say, MOVED)], rows)}</div>'


def _move_row(story: Story, one: SeriesEvidence) -> tuple[str, ...]:
    moves = {move.window: both_ways(move.change, move.value_change, one.unit) for move in one.moves}
    gap = "– (" + say("not complete") + ")"
    windows = [escape(moves.get(window, gap)) for window in ((-1, 1), (-5, 5), (0, 10))]
    sides = one.before_after
    compared = (
        [escape(both_ways(side.change, side.value_change, one.unit)) for side in (sides.before, sides.after)]
        if sides
        else [escape(gap)] * 2
    )
    return (f"{escape(story.lines[one.line].label)}<br><small>{escape(one.key or '')}</small>", _zero(one), *windows,
            *compared, _difference(one))  # fmt: skip


def _zero(one: SeriesEvidence) -> str:
    if one.day0 is None:
        return ""
    later = say(Message.counted("+{count} trading day", "+{count} trading days", count=one.shift_days or 0))
    shift = f"<br><small>{escape(later)}</small>" if one.shift_days else ""
    return f"{escape(weekday(one.day0, short=True))} {escape(written(one.day0))}{shift}"


def _difference(one: SeriesEvidence) -> str:
    """The difference of the two windows' means, with its standard error and p."""
    found = one.before_after
    if found is None:
        return "–"
    decimals = digits(max(abs(found.difference), found.standard_error))
    error = say("s.e. {error}", error=number(found.standard_error, decimals))
    words = f"{signed(found.difference, decimals, '')} {escape(spoken(one.unit) if one.unit else '')}"
    return f"{words}<br><small>{escape(error)}, p {probability(found.p)}</small>"


def _unusual(story: Story, one: EventEvidence, now: EventEvidence | None) -> str:
    """The event studies, and in words every refusal."""
    later = {series.line: series for series in now.series} if now else {}
    rows = [row for series in one.series for row in _tests(story, series, later.get(series.line))]
    columns = [say(name) for name in (*UNUSUAL, *(COMPARED if now else ()))]
    refused = [_refused(story, series) for series in one.series if series.refused]
    title, why = escape(say("How unusual it was")), escape(say("Refused, and why"))
    tested = f'<h3>{title}</h3><div class="wide">{table(columns, rows)}</div>' if rows else ""
    return tested + (f"<h3>{why}</h3>{listing(refused)}" if refused else "")


def _refused(story: Story, one: SeriesEvidence) -> str:
    """The line, the reason and its figures."""
    why = say("no event study, {reason}", reason=say(one.refused or ""))
    line, detail = story.lines[one.line].label, said(story, one.detail or "")
    return f"<strong>{escape(line)}</strong>: {escape(why)} ({escape(detail)})"


def _tests(story: Story, one: SeriesEvidence, now: SeriesEvidence | None) -> Iterable[tuple[str, ...]]:
    """A row per event window."""
    study = one.event_study
    if study is None:
        return
    ranks = {test.window: test.rank for test in now.event_study.tests} if now and now.event_study else {}
    for test in study.tests:
        quote, value = percent_both_ways(test.car)
        among = say("of {count} windows", count=number(test.placebos, 0))
        compared: tuple[str, ...] = ()
        if now is not None:
            was = ranks.get(test.window)
            compared = ("–", "–") if was is None else (share(was), _points(test.rank - was))
        yield (
            escape(story.lines[one.line].label),
            escape(_model(story, study)),
            span(test.window),
            escape(both_ways(quote, value if isinstance(one.unit, Rate) else None, one.unit)),
            "–" if test.t is None else number(test.t, 2),
            probability(test.p),
            probability(test.p_holm),
            f"{share(test.rank)}<br><small>{escape(among)}</small>",
            *compared,
        )


def _model(story: Story, study: EventStudy) -> str:
    """What was expected: a constant mean, or what goes with the factor, and how much."""
    if study.beta is None or story.factor is None:
        return say(study.model)
    factor = story.lines[story.factor].label
    return say("{model} with {factor}, β {beta}", model=say(study.model), factor=factor, beta=number(study.beta, 2))


def _points(difference: float) -> str:
    """A difference of two shares."""
    return escape(say("{number} points", number=signed(100 * difference, 2, "")))
