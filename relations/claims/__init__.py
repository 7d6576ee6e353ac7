"""The ledger of an article's claims: for each one the numbers that check it, and what they are worth.

A claim names its measures and their parameters in the story file; the arithmetic is in `measures`, one file per kind.
A verdict is never written down: it follows from the measures' answers by a rule that is printed with it (`verdict`).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from relations.cache import one_version
from relations.claims.answer import Answer, Finding, Forecast, Value
from relations.claims.checked import LESS, NOW, Verdict, beside
from relations.claims.look import Look, Read
from relations.claims.measures import failed
from relations.claims.verdict import headline
from relations.story import Claim, Story
from relations.story.claims import Measure
from relations.values import Message, msgid
from sources import SourceError

NO_CLAIMS = Message("The story has no claims to check.")
NO_FORMULA = Message("none")


@one_version()
def claims(story: Story, *, known_then: bool = False) -> list[Verdict]:
    """Check every claim of a story, in its order.

    With `known_then` only what could be known at `article.known_until` counts; each verdict then also says what the
    number is as known now, the difference, and what is hidden. What cannot be computed is a verdict too.
    """
    read: Read = {}
    if not known_then:
        return [check(_look(story, read), claim) for claim in story.claims]
    return [_then_and_now(story, claim, read) for claim in story.claims]


def _look(story: Story, read: Read, cut: date | None = None, late: int = 0) -> Look:
    """A look of its own for a claim, which notes what it takes, over what all of them read."""
    return Look(story, cut, late, read=read)


def _then_and_now(story: Story, claim: Claim, read: Read) -> Verdict:
    look = _look(story, read, story.article.known_until)
    then, now = check(look, claim), check(_look(story, read), claim)
    earlier = check(_look(story, read, look.cut, late=1), claim) if look.took_untimed else then
    if earlier.headline.word != then.headline.word:
        words = msgid("If trade came out a year later than the convention says, the verdict would be “{verdict}”.")
        then = replace(then, sentence=(*then.sentence, Message(words, verdict=earlier.headline.badge)))
    return beside(then, now, look, story.article.known_until)


def check(look: Look, claim: Claim) -> Verdict:
    """The verdict on one claim, as far as a look can see."""
    found = [_named(_find(look, one), place) for place, one in enumerate(claim.measures, 1)]
    answers = tuple(
        replace(answer, by=measure.by, part=measure.part)
        for measure, one in zip(claim.measures, found, strict=True)
        for answer in one.answers
    )
    says = headline(answers, causal=claim.causal, forecast=_horizon(found))
    starts, ends = ([day for one in found if (day := getattr(one, name))] for name in ("start", "end"))
    used = look.used
    caveat = (Message("{words}", words=claim.caveat),) if claim.caveat else ()
    return Verdict(
        id=claim.id,
        paragraph=claim.paragraph,
        claim=claim.claim,
        headline=says,
        answers=answers,
        rule=(*_rules(found), says.rule),
        values=tuple(value for one in found for value in chain(*(each.values for each in one.answers), one.values)),
        start=min(starts, default=None),
        end=max(ends, default=None),
        keys=tuple(used),
        retrieved=min((snapshot.retrieved for snapshot in used.values()), default=None),
        formula=tuple(dict.fromkeys(one.formula for one in found)),
        sentence=(*dict.fromkeys(part for one in found for part in one.sentence), *caveat),
        titles=tuple(dict.fromkeys(one.title for one in found if one.title)),
    )


def _rules(found: Iterable[Finding]) -> Iterable[Message]:
    """When an answer is yes, each rule once."""
    return dict.fromkeys(Message("yes if {condition}", condition=one.rule) for one in found if one.rule)


def _find(look: Look, spec: Measure) -> Finding:
    """What a measure finds; an error it lets through is its one answer."""
    module = importlib.import_module(f"{__name__}.measures.{spec.kind}")
    try:
        found: Finding = module.measure(look, spec)
    except SourceError as error:
        why = failed(spec.kind.replace("_", "-"), Message("what it needs"), error)
        sentence = (Message("It cannot be computed: {reason}.", reason=why.why or ""),)
        return Finding((why,), None, NO_FORMULA, sentence)
    if found.forecast and look.is_open(found.forecast):
        return replace(found, answers=tuple(map(_still_open, found.answers)))
    return found


def _still_open(one: Answer) -> Answer:
    """An answer no, before the horizon has ended, is none."""
    why = Message("the horizon is still open")
    return replace(one, answer="unknown yet", why=why) if one.answer == "no" else one


def _horizon(found: Iterable[Finding]) -> Forecast | None:
    """The latest horizon of a claim's measures; of several no base rate is that of the claim."""
    asked = [one.forecast for one in found if one.forecast]
    last = max(asked, key=lambda one: one.by, default=None)
    return replace(last, base_rate=None) if last and len(asked) > 1 else last


def _named(found: Finding, place: int) -> Finding:
    """The finding of a claim's second or later measure, with its place in all ids: they are unique in a claim."""
    if place == 1:
        return found

    def own(one: Value) -> Value:
        return replace(one, quantity=replace(one.quantity, name=f"measure-{place}-{one.quantity.name}"))

    answers = tuple(
        replace(one, name=f"measure-{place}-{one.name}", values=tuple(map(own, one.values))) for one in found.answers
    )
    return replace(found, answers=answers, values=tuple(map(own, found.values)))
