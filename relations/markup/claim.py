"""One claim: the verdict in its frame, what the data say, the answers, the numbers, the method; all of it markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape

from relations.claims import LESS, NOW, Verdict
from relations.claims.answer import Answer, Value, Year, told, turning
from relations.claims.verdict import Headline
from relations.figures.spoken_story import said
from relations.i18n import quantity, say, written
from relations.i18n.units import spoken
from relations.markup import citation, folded, table
from relations.markup.numbers import signed, source_links
from relations.story import Claim, Story
from relations.values import Message, Quantity, Unit, msgid

COMPARED = (msgid("When the article appeared"), msgid("Today"), msgid("Difference"), msgid("Verdict today"))
ANSWERED = (msgid("Definition"), msgid("Answer"), msgid("Number"), msgid("Flips at"))
LEDGER = (msgid("Verdict"), "¶", msgid("The article says"), msgid("Number"))
FRAMES = {"✓": "holds", "✕": "fails", "◐": "partly", "–": "open"}  #: the class of a mark's frame


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
    return f"<p>{escape(verdict.told(lambda one: said(story, one)))}</p>"


def answers(story: Story, verdict: Verdict) -> str:
    """What each definition, line, channel or reading answers, with the number it turns on."""
    rows = [
        (_asked(story, one), _answered(story, one), number(story, one), _flips(story, one)) for one in verdict.answers
    ]
    return table([*map(say, ANSWERED)], rows)


def _asked(story: Story, one: Answer) -> str:
    """The definition, and the part of the sentence it is of."""
    part = [] if one.part is None else [said(story, Message("{words}", words=one.part))]
    return escape(": ".join([*part, said(story, one.label)]))


def number(story: Story, one: Answer | None) -> str:
    """The number an answer turns on, and what it is of; a dash if there is none."""
    found = one.value if one else None
    if one is None or found is None:
        return "–"
    if not isinstance(found.value, float | int):
        return escape(quantity(found))
    return _with_unit(story, found.value, one.of or found.unit)


def _with_unit(story: Story, value: float, of: Message | Unit | None) -> str:
    """A number as a sentence has it."""
    return escape(said(story, told(value, of) if of else Message("{number}", number=turning(value))))


def _flips(story: Story, one: Answer) -> str:
    if one.flips is None:
        return "–"
    found = one.flips.quantity
    if isinstance(found.value, float | int):
        return _with_unit(story, found.value, found.unit or one.of)
    return escape(quantity(found))


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
    return folded(say("The numbers"), table((say("Number"), say("Value")), rows) if rows else "")


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


def answer(verdicts: Sequence[Verdict]) -> str:
    """How many claims hold, in a sentence."""
    parts = tuple(marked(verdicts).values())
    told = Message.counted(
        "Of {count} claim {answers}.", "Of {count} claims {answers}.", count=len(verdicts), answers=parts
    )
    return say(told)


def marked(verdicts: Sequence[Verdict]) -> dict[str, Message]:
    """By mark how many claims have it, without those that none has."""
    marks = Counter(one.headline.mark for one in verdicts)
    said_of = {
        "✓": Message.counted("{count} holds", "{count} hold", count=marks["✓"]),
        "✕": Message.counted("{count} does not hold", "{count} do not hold", count=marks["✕"]),
        "◐": Message.counted("{count} holds in part", "{count} hold in part", count=marks["◐"]),
        "–": Message.counted("{count} cannot be decided", "{count} cannot be decided", count=marks["–"]),
    }
    return {mark: message for mark, message in said_of.items() if marks[mark]}


def ledger_table(
    story: Story, verdicts: Sequence[Verdict], link: Callable[[Verdict], str], chosen: str | None = None
) -> str:
    """The ledger: a row per claim, whose words are a link to its card."""
    head = "".join(f'<th scope="col" role="columnheader">{escape(say(name))}</th>' for name in LEDGER)
    name = escape(say("Claims"))
    rows = "".join(_row(story, one, link(one), marked=one.id == chosen) for one in verdicts)
    return (
        f'<table class="ledger" role="table" aria-label="{name}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(story: Story, one: Verdict, words: str, *, marked: bool) -> str:
    mark = ' class="chosen" aria-current="true"' if marked else ""
    cells = (
        framed(one.headline, say(one.headline.in_ledger)),
        f"¶{one.paragraph}",
        words,
        number(story, one.turning) if one.turning else "",
    )
    return f'<tr role="row"{mark}>' + "".join(f'<td role="cell">{cell}</td>' for cell in cells) + "</tr>"
