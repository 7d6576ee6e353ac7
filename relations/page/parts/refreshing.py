"""Refresh from the page, for who knows the token of this server ($RELATIONS_REFRESH_TOKEN); without one it is off.

The run is a process of its own (`relations.refresh.apart`); a viewer's page only asks how it goes on, and only a
fragment of it.
"""

from __future__ import annotations

import hmac
import os
from html import escape

import streamlit as st

from relations.i18n import activate, msgid, number, say
from relations.page import note
from relations.page.parts.memory import language
from relations.page.parts.records import badge, count, english, html, known, moment, records, short
from relations.refresh.apart import Course, Desk
from relations.refresh.outcome import Outcome
from relations.refresh.run import Event
from relations.story import Story
from sources import publisher_of

SECRET = "RELATIONS_REFRESH_TOKEN"  # noqa: S105 (where it stands)
SHORTEST = 12  #: letters; a shorter one could be guessed
EVERY = 1.0  #: seconds between two looks at a run
#: Where the session keeps them.
EVERYTHING, REFUSED, ASKED, GIVEN = "refresh-everything", "refresh-refused", "refresh-asked", "refresh-token"
COLUMNS = (
    msgid("Indicator"),
    msgid("State"),
    msgid("Rows added"),
    msgid("Revised"),
    msgid("Seconds"),
    msgid("Error"),
)


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """The one desk of this server."""
    return Desk()


def offered() -> bool:
    """Whether somebody may refresh here: only by the word of who starts the page."""
    return len(os.environ.get(SECRET, "")) >= SHORTEST


def allowed() -> bool:
    """Whether this viewer may, who has given the token."""
    given = str(st.session_state.get(GIVEN, "")).encode()
    return offered() and hmac.compare_digest(given, os.environ[SECRET].encode())


def show(story: Story) -> None:
    """The button and how the run goes on, or only which command does it."""
    if not offered():
        said = escape(say("This page only reads the copies; this brings them up to date:"))
        html(f"<p><small>{said} <code>relations refresh {escape(story.id)}</code></small></p>")
        return
    if allowed():
        _ask(story)
    else:
        _ask_token()
    course = desk().course
    if course and course.ended is None:
        _progress()
    elif course:
        _result(course)


def _ask_token() -> None:
    st.text_input(say("Token for refreshing"), type="password", key=ASKED, on_change=_given)
    if st.session_state.get(GIVEN):
        note(say("That is not the token of this server."))


def _given() -> None:
    st.session_state[GIVEN] = st.session_state[ASKED]


def _ask(story: Story) -> None:
    """The button. While a run goes on, or for a pause after it, it waits; who presses on an older page is told."""
    opens = desk().opens
    busy = desk().busy or opens is not None
    left, right = st.columns([1, 2], vertical_alignment="center")
    right.checkbox(
        say("Ask all publishers of each line"),
        help=say("Else the first of each line, the next if it fails, and those the cache has."),
        key=EVERYTHING,
        disabled=busy,
    )
    left.button(
        say("Refresh this story"),
        icon=":material/sync:",
        disabled=busy,
        on_click=lambda: _begin(story),
        key="refresh",
    )
    if st.session_state.pop(REFUSED, False):
        note(say("Another refresh is running, or has just ended; nothing new was begun. Below is how it went."))
    if opens:
        note(say("The next refresh may begin at {moment}.", moment=moment(opens)))


def _begin(story: Story) -> None:
    everything = st.session_state[EVERYTHING]
    st.session_state[REFUSED] = not desk().begin(story.title, story.preferences, everything=everything)


@st.fragment(run_every=EVERY)
def _progress() -> None:
    """A row per publisher, drawn again by itself until the run ends; then the page is, with the new copies."""
    activate(language())
    course = desk().course
    if course is None or course.ended:
        st.rerun()
    said = say(
        "Refreshing “{story}” since {moment}: {done} of {all} done.",
        story=course.name,
        moment=moment(course.began),
        done=len(course.outcomes),
        all=len(course.events),
    )
    columns = [
        say("Publisher"),
        say("Progress"),
        say("Done"),
        say("Asking for"),
        say("Rows added"),
        say("Revised"),
        say("Failed"),
    ]
    events = [(publisher_of(one.key), one) for one in course.events.values()]
    rows = [
        _publisher(name, [one for of, one in events if of == name]) for name in dict.fromkeys(of for of, _ in events)
    ]
    table = records(say("Progress by publisher"), columns, rows) if rows else ""
    html(f'<p role="status">↻ {escape(said)}</p>{table}')


def _publisher(name: str, events: list[Event]) -> tuple[str, ...]:
    """How far a publisher is."""
    done = [event.outcome for event in events if event.outcome]
    asking = [event.key.split("/", 1)[1] for event in events if event.state == "asking"]
    return (
        f"<code>{escape(name)}</code>",
        f'<progress max="{len(events)}" value="{len(done)}" aria-label="{escape(name)}"></progress>',
        short(say("{done} of {all}", done=len(done), all=len(events))),
        f'<code class="short">{escape(", ".join(asking))}</code>' if asking else "",
        count(sum(one.added for one in done)),
        count(sum(one.revised for one in done)),
        count(sum(one.bad for one in done)),
    )


def _result(course: Course) -> None:
    """What became of each indicator of the last run, what failed first."""
    assert course.ended  # noqa: S101 (the caller looked)
    if course.problem:
        note(say("The refresh did not go through: {problem}.", problem=course.problem), "error")
    done = sorted(course.outcomes, key=lambda one: not one.bad)
    if not done:
        return
    said = say(
        "“{story}” was refreshed from {began} to {ended}: {added} rows added, {revised} revised, {failed} failed.",
        story=course.name,
        began=moment(course.began),
        ended=moment(course.ended),
        added=number(sum(one.added for one in done), 0),
        revised=number(sum(one.revised for one in done), 0),
        failed=sum(one.bad for one in done),
    )
    table = records(say("What became of each indicator"), [say(name) for name in COLUMNS], map(_row, done))
    title = escape(say("Result"))
    opened = f'<details class="result" open><summary>{title}</summary>{table}</details>'
    html(f'<p role="status">{escape(said)}</p>{opened}')


def _row(one: Outcome) -> tuple[str, ...]:
    """What became of an indicator."""
    kind, shape = ("bad", "✕") if one.bad else ("good", "✓")
    return (
        known(one.key),
        badge(kind, shape, say(one.status)),
        count(one.added),
        count(one.revised),
        number(one.seconds, 1),
        english(one.error or ""),
    )
