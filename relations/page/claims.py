"""The tab of the claims: for every checkable claim of the article the verdict, the numbers and the data behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

import streamlit as st

from relations.claims import LESS, NO_CLAIMS, NOW, Verdict
from relations.claims.answer import Answer, Value, Year, turning
from relations.claims.verdict import MARKS
from relations.figures.generated import CLAIM
from relations.i18n import quantity, say, written
from relations.i18n.units import spoken
from relations.page import citation, listing, note, table
from relations.page.parts.evidence import picture, said, signed, source_links, then_switch
from relations.page.parts.memory import ledger
from relations.story import Claim, Story
from relations.values import Message, Quantity, msgid

COMPARED = (
    msgid("As known then"),
    msgid("As known now"),
    msgid("Then less now"),
    msgid("Verdict as known now"),
)
ANSWERED = (msgid("Definition"), msgid("Answer"), msgid("Number"), msgid("Flips at"))


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
    drawn = [one.id for one in verdicts if one.start and claims[one.id].lines_used]
    for verdict in verdicts:
        with st.container(border=True):
            st.html(f'<div class="relations">{_card(story, claims[verdict.id], verdict, now.get(verdict.id))}</div>')
            if verdict.id in drawn:
                _figure(story, verdict.id, then=then, opened=verdict.id == drawn[0])
    if story.notes:
        notes = [f"¶{note.paragraph}: {escape(note.text)}" for note in story.notes]
        title = say("Where the article is loose")
        st.html(f'<div class="relations"><h2>{escape(title)}</h2>{listing(notes)}</div>')


def _figure(story: Story, claim: str, *, then: bool, opened: bool) -> None:
    """The figure of a claim, drawn once somebody opens it: dozens at once would keep a browser busy for seconds."""
    with st.expander(say("Figure"), expanded=opened, key=f"figure-{claim}", on_change="rerun") as box:
        if box.open:
            picture(story, f"{CLAIM}{claim}", then=then)


def _summary(verdicts: list[Verdict]) -> str:
    counts = Counter((verdict.headline.mark, verdict.headline.word) for verdict in verdicts)
    order = {mark: place for place, mark in enumerate(dict.fromkeys(MARKS.values()))}
    parts = [
        say("{shape} {count} {verdict}", shape=mark, count=counts[mark, word], verdict=say(word))
        for mark, word in sorted(counts, key=lambda one: (order[one[0]], list(MARKS).index(one[1])))
    ]
    every = say(Message.counted("{count} claim", "{count} claims", count=len(verdicts)))
    return f"<p><strong>{escape(every)}{':' * bool(parts)}</strong> {escape(' · '.join(parts))}</p>"


def _card(story: Story, claim: Claim, verdict: Verdict, now: Verdict | None) -> str:
    sources = say("Sources")
    return (
        f"<h2>{escape(claim.claim)} <small>¶{verdict.paragraph}</small></h2>"
        f'<p><span class="verdict">{_word(story, verdict)}</span></p>'
        f"<p>{escape(_sentence(story, verdict))}</p>{_answers(story, verdict)}"
        f"{_then_and_now(story, verdict, now)}{_numbers(story, verdict)}"
        f"{_method(story, verdict)}"
        f"<p><small>{escape(sources)}: {_sources(story, claim)}</small></p>"
    )


def _word(story: Story, verdict: Verdict) -> str:
    return f"{verdict.headline.mark} {escape(said(story, verdict.headline.badge))}"


def _answers(story: Story, verdict: Verdict) -> str:
    """What each definition, line, channel or reading answers, with the number it turns on."""
    rows = [(_asked(story, one), _answered(story, one), _turning(story, one), _flips(one)) for one in verdict.answers]
    return table([*map(say, ANSWERED)], rows)


def _asked(story: Story, one: Answer) -> str:
    """The definition, and the part of the sentence it is of."""
    label = said(story, one.label)
    if one.part is None:
        return escape(label)
    part = said(story, Message("{words}", words=one.part))
    return escape(f"{part}: {label}")


def _turning(story: Story, one: Answer) -> str:
    """The number an answer turns on, and what it is of."""
    found = one.value
    if found is None or not isinstance(found.value, float | int):
        return "–" if found is None else escape(quantity(found))
    unit = one.of or (Message("{unit}", unit=found.unit) if found.unit else None)
    number = turning(found.value)
    if unit is None:
        return escape(said(story, Message("{number}", number=number)))
    return escape(said(story, Message("{number} {unit}", number=number, unit=unit)))


def _flips(one: Answer) -> str:
    return escape(quantity(one.flips.quantity)) if one.flips else "–"


def _answered(story: Story, one: Answer) -> str:
    """Yes or no, or why neither."""
    if one.why is None:
        return escape(say(one.answer))
    return escape(said(story, Message("{answer}: {reason}", answer=Message(one.answer), reason=one.why)))


def _sentence(story: Story, verdict: Verdict) -> str:
    return " ".join(said(story, part) for part in verdict.sentence)


def _then_and_now(story: Story, verdict: Verdict, now: Verdict | None) -> str:
    """The claim's number then, now, and the difference."""
    if now is None or now.value is None:
        return ""
    less = None if verdict.value is None else verdict.number(LESS)
    cells = (
        _number(story, verdict),
        _number(story, now),
        signed(less, 2, "") if isinstance(less, float | int) else escape(say("none: there was no number then")),
        _word(story, now),
    )
    return table([*map(say, COMPARED)], [cells])


def _number(story: Story, verdict: Verdict) -> str:
    return _turning(story, verdict.turning) if verdict.turning else "–"


def _numbers(story: Story, verdict: Verdict) -> str:
    """Every number of the measure under its name, and its unit."""
    rows = [
        (escape(_label(story, one)), f'<span class="figure">{escape(_written(one.quantity))}</span>')
        for one in verdict.values
        if one.quantity.name not in (NOW, LESS)
    ]
    if not rows:
        return ""
    numbers = table((say("Number"), say("Value")), rows)
    title = say("The numbers")
    return f"<details><summary>{escape(title)}</summary>{numbers}</details>"


def _label(story: Story, value: Value) -> str:
    unit = value.quantity.unit
    return said(story, value.label) if unit is None else f"{said(story, value.label)}, {spoken(unit)}"


def _written(found: Quantity) -> str:
    """A number of the measure, whose label has its unit; a year is not grouped in thousands."""
    return str(found.value) if isinstance(found.value, Year) else quantity(Quantity(found.name, found.value))


def _method(story: Story, verdict: Verdict) -> str:
    """Formula, window, series, day of retrieval and rule."""
    window = f"{written(verdict.start)} – {written(verdict.end)}" if verdict.start and verdict.end else say("none")
    keys = ", ".join(f"<code>{escape(key)}</code>" for key in verdict.keys) or escape(say("none"))
    rows = [
        (escape(say("Formula")), _all(story, verdict.formula)),
        (escape(say("Window")), escape(window)),
        (escape(say("Series")), keys),
        (escape(say("Retrieved")), escape(written(verdict.retrieved.date())) if verdict.retrieved else "–"),
        (escape(say("Rule")), _all(story, verdict.rule)),
    ]
    return table((say("Method"), ""), rows)


def _all(story: Story, messages: Iterable[Message]) -> str:
    return escape("; ".join(said(story, one) for one in messages))


def _sources(story: Story, claim: Claim) -> str:
    """The article, and the works behind the event the claim is about."""
    article = f"{citation(story, 'article')}, ¶{claim.paragraph}"
    return f"{article}; {source_links(story, story.event(claim.event).sources)}" if claim.event else article
