"""The tab of the claims: a sentence that counts them, the card of the one chosen, and a ledger to scan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from relations.claims import NO_CLAIMS, Verdict
from relations.claims.verdict import IN_LEDGER, MARKS
from relations.i18n import say, written
from relations.markup import listing
from relations.markup.claim import answer, ledger_table, marked
from relations.page import note
from relations.page.parts.address import put, state, way
from relations.page.parts.claim_card import claim_card
from relations.page.parts.evidence import html, named, then_switch
from relations.page.parts.memory import ledger
from relations.page.parts.table_files import claim_files
from relations.story import Story
from relations.values import Message


def show(story: Story) -> None:
    """How many claims held, the card of the one chosen, and a row for each."""
    then = then_switch(story)
    with st.spinner(say("Checking every claim …")):
        verdicts = ledger(story, known_then=then)
    if not verdicts:
        note(say(NO_CLAIMS))
        return
    wanted, chosen = state().get("verdict"), state().get("claim")
    named(story, story.claim(chosen).claim if chosen else say("Claims"))
    rows = [one for one in verdicts if wanted in (None, one.headline.mark, str(one.headline.in_ledger))]
    html(_answer(story, verdicts, then=then) + _words(story, verdicts, wanted))
    if chosen is None:
        hint = say("Choose a claim for its numbers, its rule and its figure.")
        html(f"<p>{escape(hint)}</p>")
    else:
        _card(story, verdicts, chosen, then=then)
    html(ledger_table(story, rows, partial(_link, story), chosen))
    claim_files(story, rows, then=then)
    if story.notes:
        notes = [f"¶{one.paragraph}: {escape(one.text)}" for one in story.notes]
        title = say("Where the article is imprecise")
        html(f"<h2>{escape(title)}</h2>{listing(notes)}")


def strip(story: Story, verdicts: Sequence[Verdict]) -> str:
    """How many claims hold, a mark and a link for each answer: what leads from another tab to the claims of it."""
    counted = [(mark, f"{mark} {say(words)}") for mark, words in marked(verdicts).items()]
    links = [_filter(story, text, mark, "") for mark, text in [(None, _every(verdicts)), *counted]]
    return listing([f"<strong>{links[0]}</strong>", *links[1:]], kind="strip claims")


def _every(verdicts: Sequence[Verdict]) -> str:
    return say(Message.counted("{count} claim", "{count} claims", count=len(verdicts)))


def _answer(story: Story, verdicts: Sequence[Verdict], *, then: bool) -> str:
    known = say("As known on {day}", day=written(story.article.known_until))
    words = escape(answer(verdicts))
    return f'<p class="answer">{f"<small>{escape(known)}</small><br>" if then else ""}{words}</p>'


def _words(story: Story, verdicts: Sequence[Verdict], wanted: str | None) -> str:
    """How many claims have each verdict; each is a link that leaves only those in the ledger."""
    counts = Counter((one.headline.mark, one.headline.in_ledger) for one in verdicts)
    marks, words = list(dict.fromkeys(MARKS.values())), [*map(str, IN_LEDGER)]
    links = [_filter(story, _every(verdicts), None, wanted)]
    for mark, word in sorted(counts, key=lambda one: (marks.index(one[0]), words.index(str(one[1])))):
        text = say("{shape} {count} {verdict}", shape=mark, count=counts[mark, word], verdict=say(word))
        links.append(_filter(story, text, str(word), str(word) if wanted == mark else wanted))
    return listing(links, kind="strip")


def _filter(story: Story, text: str, word: str | None, wanted: str | None) -> str:
    if word == wanted:
        return f'<strong aria-current="true">{escape(text)}</strong>'
    return way(story, "Claims", text, verdict=word)


def _card(story: Story, verdicts: Sequence[Verdict], chosen: str, *, then: bool) -> None:
    """The card of the claim chosen, its files, and the ways to the claims before and after it."""
    names = [one.id for one in verdicts]
    place = names.index(chosen)
    now = ledger(story, known_then=False)[place] if then else None
    with st.container(border=True, key="card-of-claim"):
        claim_card(story, story.claim(chosen), verdicts[place], now, then=then)
        html(_neighbours(story, verdicts[max(place - 1, 0) : place], verdicts[place + 1 : place + 2]))
        left, right = st.columns(2)
        with left:
            claim_files(story, [verdicts[place]], then=then, name=chosen)
        right.button(say("Close the card"), on_click=lambda: put("claim", None), icon=":material/close:")


def _neighbours(story: Story, before: Sequence[Verdict], after: Sequence[Verdict]) -> str:
    """Links to the claims before and after the one chosen, as the article has them."""
    links = [f"← {_link(story, one)}" for one in before] + [f"{_link(story, one)} →" for one in after]
    name = escape(say("Claims"))
    return f'<nav aria-label="{name}">{listing(links, kind="strip")}</nav>'


def _link(story: Story, one: Verdict) -> str:
    """A claim's words, which lead to its card."""
    return way(story, "Claims", story.claim(one.id).claim, claim=one.id, verdict=state().get("verdict"))
