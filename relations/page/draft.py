"""The tab of a draft: what was found in an article for its story, to be taken over block by block.

It is there where who starts the page allows it ($RELATIONS_EDIT=1), for a story with a draft beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from relations import draft as drafts
from relations.draft import DraftError, needed
from relations.i18n import say, written
from relations.page import note, plain
from relations.page.parts.records import heading, html
from relations.story import Precision, Story, StoryError, draft_of
from relations.values import Message

TAKEN, REFUSED = "draft-taken", "draft-refused"  #: where the session keeps what was done, and why it was not


def show(story: Story) -> None:
    """What the article's draft still proposes, each with the words it was read from, and a button that takes it."""
    try:
        waiting = drafts.waiting(story.id)
    except DraftError as error:
        note(str(error), "error")
        return
    if problem := st.session_state.pop(REFUSED, ""):
        note(problem, "error")
    if taken := st.session_state.pop(TAKEN, ""):
        note(say("In the story now: {names}", names=taken))
    events, claims = ([block for kind, block in waiting if kind == name] for name in ("events", "claims"))
    if not waiting:
        nothing = say("Nothing is left to take from this draft.")
        html(f"<p>{escape(nothing)}</p>")
        return
    found = Message(
        "The article’s draft proposes {events} and {claims}.",
        events=Message.counted("{count} dated event", "{count} dated events", count=len(events)),
        claims=Message.counted("{count} claim", "{count} claims", count=len(claims)),
    )
    what = say("A program found them, nobody has read them yet: take what is right, in your own words.")
    file = draft_of(story.id).name
    html(f'<p class="answer">{escape(say(found))}</p><p>{escape(what)} <code>{escape(file)}</code></p>')
    with st.form("draft", border=False):
        for title, blocks in ((say("Events"), events), (say("Claims"), claims)):
            if blocks:
                html(heading(title))
            for block in blocks:
                _offer(block)
        st.form_submit_button(say("Take into the story"), on_click=_take, args=(story.id, [*events, *claims]))


def _offer(block: dict[str, Any]) -> None:
    """A box to tick; below it what the article says, and what a claim needs and would come out as."""
    day, known = block.get("date"), block.get("precision", "day")
    precision: Precision = known if known in ("day", "month") else "year"  # of a season or a quarter no more is written
    when = f"{written(day, precision)}: " if isinstance(day, date) else ""
    st.checkbox(plain(f"{when}{block.get('claim') or block.get('sentence') or block['id']}"), key=_key(block))
    told = [f"“{block.get('words', '')}” (¶{block.get('paragraph', '?')})"]
    if "wants" in block:
        told.append(say("measure: {measure}", measure=block["wants"]))
    if "missing" in block:
        told.append(say(Message("still missing: {what}", what=tuple(map(needed, map(str, block["missing"]))))))
    if "verdict" in block:
        told.append(say("it would come out as: {verdict}", verdict=say(str(block["verdict"]))))
    html(f"<p><small>{escape(' · '.join(told))}</small></p>")


def _key(block: dict[str, Any]) -> str:
    return f"take {block['id']}"


def _take(story: str, blocks: Sequence[dict[str, Any]]) -> None:
    """Move what is ticked into the story; if it may not hold it, neither file changes and the reason is shown."""
    ids = [str(block["id"]) for block in blocks if st.session_state.get(_key(block))]
    try:
        if ids:
            st.session_state[TAKEN] = ", ".join(drafts.take(story, ids).ids)
    except (DraftError, StoryError, OSError) as error:
        st.session_state[REFUSED] = str(error)
