"""The tab of the claims: for every checkable claim of the article the verdict, the numbers and the data behind it."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from figures.made import CLAIM
from locales import written
from stories import Claim, Story
from transforms.claims import Verdict
from transforms.measures import Word
from views import citation, listing, table
from views._evidence import picture, signed, source_links, then_switch
from views._memory import ledger

SHAPES: dict[Word, str] = {
    "supported": "✓",
    "not borne out": "✕",
    "depends on definition": "◐",
    "cannot be tested with these data": "–",
}
NOW, LESS = "as known now", "as known then less as known now"


def show(story: Story) -> None:
    """How many claims held, and a card for each."""
    then = then_switch(story)
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
        st.html(f'<div class="relations"><h3>Where the article is loose</h3>{listing(notes)}</div>')


def _summary(verdicts: list[Verdict]) -> str:
    counts = Counter(verdict.verdict for verdict in verdicts)
    said = " · ".join(f"{SHAPES[word]} {counts[word]} {word}" for word in SHAPES if counts[word])
    return f"<p><strong>{len(verdicts)} claims:</strong> {said}</p>"


def _card(story: Story, claim: Claim, verdict: Verdict, now: Verdict | None) -> str:
    return (
        f"<h3>{escape(verdict.claim)} <small>¶{verdict.paragraph}</small></h3>"
        f'<p><span class="verdict">{SHAPES[verdict.verdict]} {escape(verdict.verdict)}</span></p>'
        f"<p>{escape(verdict.sentence)}</p>{_then_and_now(verdict, now)}{_numbers(verdict)}{_method(verdict)}"
        f"<p><small>Sources: {_sources(story, claim)}</small></p>"
    )


def _then_and_now(verdict: Verdict, now: Verdict | None) -> str:
    """The claim's number then, now, and the difference."""
    if now is None or now.value is None:
        return ""
    less = verdict.values.get(LESS)
    unit = escape(now.unit or "")
    cells = (
        "–" if verdict.value is None else f"{_figure(verdict.value)} {escape(verdict.unit or '')}",
        f"{_figure(now.value)} {unit}",
        signed(less, 2, "") if isinstance(less, float | int) else "none: there was no number then",
        f"{SHAPES[now.verdict]} {escape(now.verdict)}",
    )
    return table(("As known then", "As known now", "Then less now", "Verdict as known now"), [cells])


def _numbers(verdict: Verdict) -> str:
    """Every number of the measure under its name, which has its unit."""
    rows = [
        (escape(name), f'<span class="figure">{escape(_written(name, value))}</span>')
        for name, value in verdict.values.items()
        if name not in (NOW, LESS)
    ]
    return f"<details><summary>The numbers</summary>{table(('Number', 'Value'), rows)}</details>" if rows else ""


def _written(name: str, value: float | str | None) -> str:
    """A value of the measure; a year is not grouped in thousands."""
    if value is None:
        return "none"
    if isinstance(value, int):
        return str(value) if "year" in name and "years" not in name else f"{value:,}"
    return value if isinstance(value, str) else _figure(value)


def _figure(value: float) -> str:
    """20,196 from a thousand on, else two decimals."""
    digits = 0 if abs(value) >= 1000 else 2
    return f"{value:,.{digits}f}".replace("-", "−")


def _method(verdict: Verdict) -> str:
    """Formula, window, series, day of retrieval and rule."""
    window = f"{written(verdict.start)} – {written(verdict.end)}" if verdict.start and verdict.end else "none"
    keys = ", ".join(f"<code>{escape(key)}</code>" for key in verdict.keys) or "none"
    rows = [
        ("Formula", escape(verdict.formula)),
        ("Window", window),
        ("Series", keys),
        ("Retrieved", written(verdict.retrieved.date()) if verdict.retrieved else "–"),
        ("Rule", escape(verdict.rule)),
    ]
    return table(("Method", ""), rows)


def _sources(story: Story, claim: Claim) -> str:
    """The article, and the works behind the event the claim is about."""
    article = f"{citation(story, 'article')}, ¶{claim.paragraph}"
    return f"{article}; {source_links(story, story.event(claim.event).sources)}" if claim.event else article
