"""The tab of the claims: for every checkable claim of the article the verdict, the numbers and the data behind it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from html import escape

import streamlit as st

from relations.claims import LESS, NO_CLAIMS, NOW, Verdict
from relations.claims.measures import Value, Word, Year, amount
from relations.figures.generated import CLAIM
from relations.i18n import msgid, number, say, written
from relations.page import citation, listing, note, table
from relations.page.parts.evidence import picture, signed, source_links, then_switch
from relations.page.parts.memory import ledger
from relations.story import Claim, Story

SHAPES: dict[Word, str] = {
    "supported": "✓",
    "not borne out": "✕",
    "depends on definition": "◐",
    "cannot be tested with these data": "–",
}
COMPARED = (
    msgid("As known then"),
    msgid("As known now"),
    msgid("Then less now"),
    msgid("Verdict as known now"),
)


def show(story: Story) -> None:
    """How many claims held, and a card for each."""
    then = then_switch(story)
    with st.spinner(say("Checking every claim …")):
        verdicts = ledger(story, known_then=then)
    claims = {claim.id: claim for claim in story.claims}
    now = {verdict.id: verdict for verdict in ledger(story, known_then=False)} if then else {}
    if verdicts:
        st.html(f'<div class="relations">{_summary(verdicts)}</div>')
    else:
        note(say(NO_CLAIMS))
    for verdict in verdicts:
        with st.container(border=True):
            st.html(f'<div class="relations">{_card(story, claims[verdict.id], verdict, now.get(verdict.id))}</div>')
            if verdict.start:
                picture(story, f"{CLAIM}{verdict.id}", then=then)
    if story.notes:
        notes = [f"¶{note.paragraph}: {escape(note.text)}" for note in story.notes]
        st.html(f'<div class="relations"><h2>{escape(say("Where the article is loose"))}</h2>{listing(notes)}</div>')


def _summary(verdicts: list[Verdict]) -> str:
    counts = Counter(verdict.verdict for verdict in verdicts)
    said = [
        f"{shape} {say('{count} {verdict}', count=counts[word], verdict=say(word))}"
        for word, shape in SHAPES.items()
        if counts[word]
    ]
    return f"<p><strong>{escape(say('{count} claims:', count=len(verdicts)))}</strong> {escape(' · '.join(said))}</p>"


def _card(story: Story, claim: Claim, verdict: Verdict, now: Verdict | None) -> str:
    return (
        f"<h2>{escape(claim.claim)} <small>¶{verdict.paragraph}</small></h2>"
        f'<p><span class="verdict">{_word(verdict)}</span></p>'
        f"<p>{escape(verdict.sentence)}</p>{_then_and_now(verdict, now)}{_numbers(verdict)}{_method(verdict)}"
        f"<p><small>{escape(say('Sources'))}: {_sources(story, claim)}</small></p>"
    )


def _word(verdict: Verdict) -> str:
    return f"{SHAPES[verdict.verdict]} {escape(say(verdict.verdict))}"


def _then_and_now(verdict: Verdict, now: Verdict | None) -> str:
    """The claim's number then, now, and the difference."""
    if now is None or now.value is None:
        return ""
    less = verdict.values.get(say(LESS))
    cells = (
        _number(verdict),
        _number(now),
        signed(less, 2, "") if isinstance(less, float | int) else escape(say("none: there was no number then")),
        _word(now),
    )
    return table([*map(say, COMPARED)], [cells])


def _number(verdict: Verdict) -> str:
    if verdict.value is None:
        return "–"
    return escape(f"{amount(verdict.value)} {verdict.unit}")


def _numbers(verdict: Verdict) -> str:
    """Every number of the measure under its name, which has its unit."""
    rows = [
        (escape(name), f'<span class="figure">{escape(_written(value))}</span>')
        for name, value in verdict.values.items()
        if name not in (say(NOW), say(LESS))
    ]
    if not rows:
        return ""
    numbers = table((say("Number"), say("Value")), rows)
    return f"<details><summary>{escape(say('The numbers'))}</summary>{numbers}</details>"


def _written(value: Value) -> str:
    """A value of the measure; a year is not grouped in thousands."""
    match value:
        case None:
            return say("none")
        case date():
            return written(value)
        case Year():
            return str(value)
        case int():
            return number(value, 0)
        case _:
            return amount(value)


def _method(verdict: Verdict) -> str:
    """Formula, window, series, day of retrieval and rule."""
    window = f"{written(verdict.start)} – {written(verdict.end)}" if verdict.start and verdict.end else say("none")
    keys = ", ".join(f"<code>{escape(key)}</code>" for key in verdict.keys) or escape(say("none"))
    rows = [
        (escape(say("Formula")), escape(verdict.formula)),
        (escape(say("Window")), escape(window)),
        (escape(say("Series")), keys),
        (escape(say("Retrieved")), escape(written(verdict.retrieved.date())) if verdict.retrieved else "–"),
        (escape(say("Rule")), escape(verdict.rule)),
    ]
    return table((say("Method"), ""), rows)


def _sources(story: Story, claim: Claim) -> str:
    """The article, and the works behind the event the claim is about."""
    article = f"{citation(story, 'article')}, ¶{claim.paragraph}"
    return f"{article}; {source_links(story, story.event(claim.event).sources)}" if claim.event else article
