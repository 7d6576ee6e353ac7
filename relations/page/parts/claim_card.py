"""The card of one claim: the verdict and its sentence, the figure, the answers, the numbers and the method."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from relations.claims import LESS, NOW, Verdict
from relations.claims.answer import Answer, Value, Year, turning
from relations.claims.verdict import Headline
from relations.figures.generated import CLAIM
from relations.figures.spoken_story import said
from relations.i18n import active, quantity, say, written
from relations.i18n.units import spoken
from relations.page import citation, table
from relations.page.parts import data
from relations.page.parts.downloads import downloads
from relations.page.parts.evidence import html, signed, source_links
from relations.page.parts.explore import picture
from relations.page.parts.memory import width
from relations.story import Claim, Story
from relations.values import Message, Number, Quantity, msgid

COMPARED = (
    msgid("When the article appeared"),
    msgid("Today"),
    msgid("Difference"),
    msgid("Verdict today"),
)
ANSWERED = (msgid("Definition"), msgid("Answer"), msgid("Number"), msgid("Flips at"))
FRAMES = {"✓": "holds", "✕": "fails", "◐": "partly", "–": "open"}  #: the class of a mark's frame
PADDING, GAP = 34, 16  #: px of a card's frame, and between its columns
TWO = 760  #: px of the page's column from which a figure and its words stand side by side


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


def heading(story: Story, claim: Claim, verdict: Verdict) -> str:
    """The claim in the article's words, and the verdict; markup, like all that these functions return."""
    return (
        f"<h2>{escape(claim.claim)} <small>¶{verdict.paragraph}</small></h2>"
        f"<p>{framed(verdict.headline, said(story, verdict.headline.badge))}</p>"
    )


def framed(headline: Headline, words: str) -> str:
    """A verdict in the frame of its mark: filled where the claim fails, dashed where nothing can be said."""
    return f'<span class="verdict {FRAMES[headline.mark]}">{headline.mark} {escape(words)}</span>'


def sentence(story: Story, verdict: Verdict) -> str:
    """What the data say, in words."""
    return f"<p>{escape(' '.join(said(story, part) for part in verdict.sentence))}</p>"


def answers(story: Story, verdict: Verdict) -> str:
    """What each definition, line, channel or reading answers, with the number it turns on."""
    rows = [(_asked(story, one), _answered(story, one), number(story, one), _flips(one)) for one in verdict.answers]
    return table([*map(say, ANSWERED)], rows)


def _asked(story: Story, one: Answer) -> str:
    """The definition, and the part of the sentence it is of."""
    label = said(story, one.label)
    if one.part is None:
        return escape(label)
    part = said(story, Message("{words}", words=one.part))
    return escape(f"{part}: {label}")


def number(story: Story, one: Answer | None) -> str:
    """The number an answer turns on, and what it is of; a dash if there is none."""
    found = one.value if one else None
    if one is None or found is None:
        return "–"
    if not isinstance(found.value, float | int):
        return escape(quantity(found))
    unit = one.of or (Message("{unit}", unit=found.unit) if found.unit else None)
    whole = isinstance(found.value, int) or found.value.is_integer()
    digits = Number(found.value) if whole else turning(found.value)
    if unit is None:
        return escape(said(story, Message("{number}", number=digits)))
    words = said(story, unit).removeprefix("number of ")  # a count's unit, which is said after a number here
    return escape(said(story, Message("{number} {unit}", number=digits, unit=words)))


def _flips(one: Answer) -> str:
    return escape(quantity(one.flips.quantity)) if one.flips else "–"


def _answered(story: Story, one: Answer) -> str:
    """Yes or no, or why neither."""
    if one.why is None:
        return escape(say(one.answer))
    return escape(said(story, Message("{answer}: {reason}", answer=Message(one.answer), reason=one.why)))


def details(story: Story, claim: Claim, verdict: Verdict, now: Verdict | None) -> str:
    """Then beside now, every number, the method, and the sources."""
    sources = say("Sources")
    return (
        f"{_then_and_now(story, verdict, now)}{_numbers(story, verdict)}{_method(story, verdict)}"
        f"<p><small>{escape(sources)}: {_sources(story, claim)}</small></p>"
    )


def _then_and_now(story: Story, verdict: Verdict, now: Verdict | None) -> str:
    """The claim's number then, now, and the difference."""
    if now is None or now.value is None:
        return ""
    less = None if verdict.value is None else verdict.number(LESS)
    cells = (
        number(story, verdict.turning),
        number(story, now.turning),
        signed(less, 2, "") if isinstance(less, float | int) else escape(say("none: there was no number then")),
        f"{now.headline.mark} {escape(said(story, now.headline.badge))}",
    )
    return table([*map(say, COMPARED)], [cells])


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
        (escape(say("Rule")), _all(story, verdict.rule)),
        (escape(say("Formula")), _all(story, verdict.formula)),
        (escape(say("Window")), escape(window)),
        (escape(say("Series")), keys),
        (escape(say("Retrieved")), escape(written(verdict.retrieved.date())) if verdict.retrieved else "–"),
    ]
    return table((say("Method"), ""), rows)


def _all(story: Story, messages: Iterable[Message]) -> str:
    return escape("; ".join(said(story, one) for one in messages))


def _sources(story: Story, claim: Claim) -> str:
    """The article, and the works behind the event the claim is about."""
    article = f"{citation(story, 'article')}, ¶{claim.paragraph}"
    return f"{article}; {source_links(story, story.event(claim.event).sources)}" if claim.event else article
