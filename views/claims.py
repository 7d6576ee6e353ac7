"""The tab of the claims: for every checkable claim of the article the verdict, the numbers and the data behind it."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from figures.made import CLAIM
from locales import msgid, number, say, written
from stories import Claim, Story
from transforms.claims import Verdict
from transforms.measures import Word
from views import citation, listing, table
from views._evidence import picture, signed, source_links, then_switch
from views._memory import ledger
from views._told import NAMES, RULES, told

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
NOW, LESS = "as known now", "as known then less as known now"


def show(story: Story) -> None:
    """How many claims held, and a card for each."""
    then = then_switch(story)
    with st.spinner(say("Checking every claim …")):
        verdicts = ledger(story, known_then=then)
    claims = {claim.id: claim for claim in story.claims}
    now = {verdict.id: verdict for verdict in ledger(story, known_then=False)} if then else {}
    st.html(f'<div class="relations">{_summary(verdicts)}</div>')
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
        f"<p>{told(story, verdict.sentence)}</p>{_then_and_now(story, verdict, now)}{_numbers(story, verdict)}"
        f"{_method(story, verdict)}<p><small>{escape(say('Sources'))}: {_sources(story, claim)}</small></p>"
    )


def _word(verdict: Verdict) -> str:
    return f"{SHAPES[verdict.verdict]} {escape(say(verdict.verdict))}"


def _then_and_now(story: Story, verdict: Verdict, now: Verdict | None) -> str:
    """The claim's number then, now, and the difference."""
    if now is None or now.value is None:
        return ""
    less = verdict.values.get(LESS)
    cells = (
        "–" if verdict.value is None else f"{_figure(verdict.value)} {told(story, verdict.unit or '', NAMES)}",
        f"{_figure(now.value)} {told(story, now.unit or '', NAMES)}",
        signed(less, 2, "") if isinstance(less, float | int) else escape(say("none: there was no number then")),
        _word(now),
    )
    return table([*map(say, COMPARED)], [cells])


def _numbers(story: Story, verdict: Verdict) -> str:
    """Every number of the measure under its name, which has its unit."""
    rows = [
        (told(story, name, NAMES), f'<span class="figure">{_written(story, name, value)}</span>')
        for name, value in verdict.values.items()
        if name not in (NOW, LESS)
    ]
    if not rows:
        return ""
    numbers = table((say("Number"), say("Value")), rows)
    return f"<details><summary>{escape(say('The numbers'))}</summary>{numbers}</details>"


def _written(story: Story, name: str, value: float | str | None) -> str:
    """A value of the measure; a year is not grouped in thousands."""
    if value is None or isinstance(value, str):
        return told(story, value or "none", ("{day}",))
    if isinstance(value, int):
        return str(value) if "year" in name and "years" not in name else number(value, 0)
    return _figure(value)


def _figure(value: float) -> str:
    """20,196 from a thousand on, else two decimals."""
    return number(value, 0 if abs(value) >= 1000 else 2)


def _method(story: Story, verdict: Verdict) -> str:
    """Formula, window, series, day of retrieval and rule."""
    window = f"{written(verdict.start)} – {written(verdict.end)}" if verdict.start and verdict.end else say("none")
    keys = ", ".join(f"<code>{escape(key)}</code>" for key in verdict.keys) or escape(say("none"))
    rows = [
        (escape(say("Formula")), told(story, verdict.formula, RULES)),
        (escape(say("Window")), escape(window)),
        (escape(say("Series")), keys),
        (escape(say("Retrieved")), escape(written(verdict.retrieved.date())) if verdict.retrieved else "–"),
        (escape(say("Rule")), told(story, verdict.rule, RULES)),
    ]
    return table((say("Method"), ""), rows)


def _sources(story: Story, claim: Claim) -> str:
    """The article, and the works behind the event the claim is about."""
    article = f"{citation(story, 'article')}, ¶{claim.paragraph}"
    return f"{article}; {source_links(story, story.event(claim.event).sources)}" if claim.event else article
