"""The tab of the method: in which order things are done, by which formulas, when no test is made, and after whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import streamlit as st

import sources
from relations import cache
from relations.evidence.day_zero import REACH
from relations.evidence.overlaps import AFTER, BEFORE
from relations.evidence.refusal import BAND, MINIMUM, STEP, STILL, STILL_SHARE
from relations.i18n import number, say, written
from relations.page import listing, table
from relations.page.parts.formulas import formulas
from relations.page.parts.references import REFERENCES
from relations.story import Story
from relations.values import msgid

ORDER = (
    msgid("Lines are read as their publishers date and print them. Nothing is interpolated, filled or spliced."),
    msgid("Transform units, then combine: in this order."),
    msgid("Official rates are moved to the day they were set, so that one test never mixes two conventions of dating."),
    msgid("A test of a line against the story’s factor uses the days the two have in common."),
    msgid("Day 0 is found, then what moved, before and after, and the event study."),
)


def show(story: Story) -> None:
    """All of it, in the order in which it is done."""
    sections = {
        say("Order of operations"): listing((escape(say(step)) for step in ORDER), ordered=True),
        say("Formulas"): _table((say("What"), say("Formula"), say("In words")), formulas()),
        say("When no test is made"): _refused(),
        say("Definitions"): _table((say("Word"), say("Meaning")), definitions()),
        say("As known then"): _known_then(story),
        say("References"): _literature(),
    }
    body = "".join(f"<h2>{escape(title)}</h2>{content}" for title, content in sections.items())
    st.html(f'<div class="relations">{body}</div>')


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return table(columns, [tuple(map(escape, row)) for row in rows])


def _refused() -> str:
    said = say("A refusal is a result: it is printed with its reason and its figures.")
    columns = say("Reason"), say("When")
    return f"<p>{escape(said)}</p>{_table(columns, refusals())}"


def refusals() -> Iterator[tuple[str, str]]:
    """Each reason, and when it is one, in the language spoken."""
    yield (
        say("peg"),
        say(
            "More than {share} % of the estimation window’s returns are below {still} %, or the rate, steps of {step} "
            "% and more left out, stays in a band of ± {band} % [5].",
            share=number(100 * STILL_SHARE, 0),
            still=number(100 * STILL, 2),
            step=number(100 * STEP, 0),
            band=number(100 * BAND, 0),
        ),
    )
    yield say("thin window"), say("There are fewer than {count} returns in the estimation window.", count=MINIMUM)
    yield say("coarse date"), say("The event is known to the month or to the year only.")
    yield say("coarse frequency"), say("The line is weekly, monthly or annual.")
    yield say("no observation"), say("There is no day 0 within {days} days of the event.", days=REACH)
    yield say("values not positive"), say("A logarithm would be needed of a value of 0 or less.")
    yield say("window not complete"), say("The series begins or ends inside the window.")
    yield say("no variation"), say("The factor did not move in the estimation window.")
    yield say("not in the cache"), say("There is no copy; a refresh fetches it.")
    yield say("not yet known"), say("The switch to what was known then hides it.")


def definitions() -> Iterator[tuple[str, str]]:
    """Each word, and what it means here, in the language spoken."""
    yield (
        say("Day 0"),
        say(
            "The first day from the event on, on which every series of a test has a value. A shift is printed in "
            "trading days."
        ),
    )
    yield (
        say("Overlap"),
        say(
            "The window of another event, {before} weekdays before to {after} after it, shares days with this one’s: "
            "what moved in them cannot be given to one of the two.",
            before=BEFORE,
            after=AFTER,
        ),
    )
    yield (
        say("Cited, context, after"),
        say("● The article says it. ○ We add it; it came before publication. □ It came later."),
    )
    yield (
        say("After"),
        say("The order of time, and nothing else: no number here says that one thing brought about another."),
    )


def _known_then(story: Story) -> str:
    """By which day and by which rules something counts as known."""
    rules = listing(escape(say(rule)) for rule in _rules(story))
    said = say(
        "The switch hides what could not be known on {day}, when the article had appeared. Later revisions of what was "
        "out by then are not undone, except where our own records reach back to that day [7].",
        day=written(story.article.known_until),
    )
    return f"<p>{escape(said)}</p>{rules}"


def _rules(story: Story) -> list[str]:
    """The rules of the publishers whose copies the story's lines show, each once."""
    keys = dict.fromkeys(key for keys in story.preferences for key in keys if cache.is_cached(key))
    return list(dict.fromkeys(sources.published(cache.read(key).indicator).rule for key in keys))


def _literature() -> str:
    """Works are cited as they are, in the language they are in."""
    return f'<div lang="en">{listing((reference.markup() for reference in REFERENCES), ordered=True)}</div>'
