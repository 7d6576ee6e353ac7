"""The card of one claim: the verdict and its sentence, the figure, the answers, the numbers and the method."""

from __future__ import annotations

import streamlit as st

from relations.claims import Verdict
from relations.figures.generated import CLAIM
from relations.i18n import active
from relations.markup.claim import answers, details, heading, sentence
from relations.page.parts import data
from relations.page.parts.downloads import downloads
from relations.page.parts.evidence import html
from relations.page.parts.explore import picture
from relations.page.parts.memory import width
from relations.story import Claim, Story

PADDING, GAP = 34, 16  #: px of a card's frame, and between columns
TWO = 760  #: px of the page's column from which a figure and its words, or a table and a card, stand side by side


def claim_card(story: Story, claim: Claim, verdict: Verdict, now: Verdict | None, *, then: bool) -> None:
    """All that is known of one claim; `now` is its verdict as known now, where the two are to be compared."""
    html(heading(story, claim, verdict))
    words = sentence(story, verdict)
    room, figure = width() - PADDING, f"{CLAIM}{claim.id}"
    drawn = None
    if not (verdict.start and claim.lines_used):
        html(words + answers(story, verdict))
    elif width() < TWO:
        html(words)
        drawn = picture(story, figure, then=then, room=room)
        html(answers(story, verdict))
    else:
        left, right = st.columns(2)
        with left:
            drawn = picture(story, figure, then=then, room=(room - GAP) // 2)
        with right:
            html(words + answers(story, verdict))
    html(details(story, claim, verdict, now))
    if drawn:
        downloads(story, drawn, {"known_then": then, "locale": active()})
        data.show(story, drawn)
