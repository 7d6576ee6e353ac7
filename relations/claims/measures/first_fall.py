"""When a currency first lost so much of its value after the article appeared: what became of a forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from relations.claims.answer import Answer, Finding, Forecast, Value, entry
from relations.claims.look import Look, NotYet
from relations.claims.measures import PERCENT, at, flips_at, limit, months_later
from relations.claims.measures import change as signed
from relations.claims.move import Days
from relations.claims.told_move import changes, moved
from relations.evidence.refusal import Floats
from relations.evidence.worth import Worth, worth_of
from relations.story.claims import Measure, Months, Percent
from relations.story.fields import Currency, Name
from relations.values import Message, Number, Parameter, Quantity, When, amount, msgid
from sources import Snapshot


class Spec(Measure):
    """The first day within a horizon after publication on which a currency has lost more than so much of its value."""

    naming = ("line",)

    line: Name  #: the line that may fall
    of: Currency | None = None  #: whose fall is meant, for a rate of two currencies
    more_than: Percent  #: percent of a fall
    horizon: Months  #: months after publication that are looked at


def measure(look: Look, spec: Spec) -> Finding:
    """The first day within the horizon with a loss of more than so many percent; how often that happened before."""
    snapshot = look.line(spec.line)
    worth, published = worth_of(snapshot, spec.of), look.published
    by = months_later(published, spec.horizon)
    ahead = ahead_of(snapshot, worth, published, by)
    if not len(ahead.days):
        raise NotYet(Message("nothing after {day} is known of {unit}", day=published, unit=worth.unit))
    place = ahead.first_below(spec.more_than)
    forecast = Forecast(spec.horizon, by, base_rate(snapshot, worth, spec.more_than, spec.horizon, published))
    first = entry("at-publication", "at publication", ahead.level, worth.unit)
    return Finding(
        (_answer(look, spec, worth, ahead, closed=snapshot.last >= by),),
        rule=Message(
            "it lost more than {share} % of its value on some day within {months} months of publication",
            share=limit(spec.more_than),
            months=spec.horizon,
        ),
        formula=_formula(worth, ahead.start, look, spec),
        sentence=(_told(look, spec, worth, ahead, place), *_limits(ahead, place), *_rated(forecast)),
        values=(first, *((forecast.base_rate,) if forecast.base_rate else ())),
        start=ahead.start,
        end=ahead.days[-1 if place is None else place].item(),
        forecast=forecast,
        title=_title(look, spec, worth, ahead, place),
    )


def _title(look: Look, spec: Spec, worth: Worth, ahead: Ahead, place: int | None) -> Message:
    """The fall up to the first day of it, or the deepest that there was."""
    if place is None:
        place = int(np.nanargmin(ahead.changes))
    change, day = worth.changes(ahead.level, float(ahead.quotes[place]))[0], ahead.days[place].item()
    return moved(look.story, spec.line, worth, change, ahead.start, day)


def _answer(look: Look, spec: Spec, worth: Worth, ahead: Ahead, *, closed: bool) -> Answer:
    label = Message("{words}", words=look.story.lines[spec.line].label)
    deepest = float(np.nanmin(ahead.changes))
    flips = flips_at(-deepest, PERCENT) if deepest < 0 else None
    place = ahead.first_below(spec.more_than)
    if place is None:
        why = None if closed else Message("the horizon is still open")
        lowest = Quantity("deepest-change", deepest, PERCENT)
        return Answer("first-fall", label, "no" if closed else "unknown yet", lowest, worth.of, flips=flips, why=why)
    day, then = ahead.days[place].item(), float(ahead.quotes[place])
    return Answer(
        "first-fall",
        label,
        "yes",
        value=Quantity("change", worth.changes(ahead.level, then)[0], PERCENT),
        of=worth.of,
        values=(
            entry("on-that-day", "on that day", then, worth.unit),
            *changes(worth, ahead.level, then),
            entry("came-true-on", "came true on", day),
            entry("days-after-publication", "days after publication, at least", (day - look.published).days),
            entry("days-after-publication-at-most", "days after publication, at most", (day - _earliest(look)).days),
        ),
        flips=flips,
        when=When(day),
    )


def _earliest(look: Look) -> date:
    """The first day on which the article may have appeared."""
    article = look.story.article
    return article.known_until if article.precision == "day" else article.published


def _told(look: Look, spec: Spec, worth: Worth, ahead: Ahead, place: int | None) -> Message:
    """When it came true, from which value to which, and how much that is; or that it did not."""
    level = {"level": amount(ahead.level), "unit": worth.unit, "start": ahead.start}
    if place is None:
        words = msgid("From {level} {unit} on {start} it had not lost {share} % by {last}.")
        return Message(words, share=limit(spec.more_than), last=ahead.days[-1].item(), **level)
    day, then = ahead.days[place].item(), float(ahead.quotes[place])
    fall, _ = worth.changes(ahead.level, then)
    return Message(
        "On {day}, {waited} days after publication: from {level} {unit} on {start} to {then}, {change}.",
        day=day,
        waited=_waited(look, day),
        then=amount(then),
        change=_change(worth, fall),
        **level,
    )


def _waited(look: Look, day: date) -> Message:
    """So many days, or from so many to so many where only the month of publication is known."""
    least, most = (day - look.published).days, (day - _earliest(look)).days
    if least == most:
        return Message("{number}", number=Number(least))
    return Message("{least} to {most}", least=Number(least), most=Number(most))


def _limits(ahead: Ahead, place: int | None) -> tuple[Message, ...]:
    """Which limits give the same day."""
    if place is None:
        return ()
    least = max(0.0, -float(np.nanmin(ahead.changes[:place], initial=0.0)))
    words = msgid("Every limit from {least} to {most} % gives that day.")
    return (Message(words, least=Number(least, 1), most=Number(-float(ahead.changes[place]), 1)),)


def _rated(forecast: Forecast) -> tuple[Message, ...]:
    if forecast.rate is None:
        return ()
    words = msgid("From {share} % of the earlier days it came true within {months} months.")
    return (Message(words, share=Number(forecast.rate, 1), months=forecast.months),)


def _change(worth: Worth, fall: float) -> Message:
    if worth.currency is None:
        return signed(fall)
    return Message("{change} of the value of the {currency} against the {other}", change=signed(fall), **worth.named)


def _formula(worth: Worth, start: date, look: Look, spec: Spec) -> Message:
    known: dict[str, Parameter] = {"day": start, "share": limit(spec.more_than), "published": look.published}
    if worth.currency is None:
        return Message(
            "100 × (value / value on {day} − 1), first day below −{share} %; days counted from {published}", **known
        )
    return Message(
        "100 × (value of the {currency} against the {other} / its value on {day} − 1), first day below −{share} %; "
        "days counted from {published}",
        **worth.named,
        **known,
    )


@dataclass(frozen=True, eq=False)
class Ahead:
    """What a line did from publication to the end of the horizon: days, values and changes in percent, shape (n,)."""

    start: date
    level: float
    days: Days
    quotes: Floats
    changes: Floats

    def first_below(self, percent: float) -> int | None:
        """The place of the first observation that lost more than so many percent; None if none did."""
        below = np.flatnonzero(self.changes < -percent)
        return int(below[0]) if len(below) else None


def ahead_of(snapshot: Snapshot, worth: Worth, published: date, by: date) -> Ahead:
    """From the observation that stands for publication to the end of the horizon; Unknown or NotYet without one."""
    start, level = at(snapshot, published)
    days, values = worth.course(snapshot)
    inside = (days > np.datetime64(published)) & (days <= np.datetime64(by))
    return Ahead(start, level, days[inside], snapshot.values[inside], 100 * (values[inside] / worth.value(level) - 1))


def base_rate(snapshot: Snapshot, worth: Worth, percent: float, horizon: int, published: date) -> Value | None:
    """From how many earlier days, in percent, it came true; those whose horizon had ended at publication."""
    days, values = worth.course(snapshot)
    ends = np.array([months_later(day.item(), horizon) for day in days], "datetime64[D]")
    places = np.flatnonzero(ends <= np.datetime64(published))
    if not len(places):
        return None
    true = [_lowest(days, values, int(place), ends[place]) < -percent for place in places]
    return entry(
        "base-rate", "earlier days from which it came true within the horizon", 100 * float(np.mean(true)), PERCENT
    )


def _lowest(days: Days, values: Floats, place: int, end: np.datetime64) -> float:
    """The deepest change from one observation to those up to a day, in percent; 0 if there is none or no fall."""
    ahead = values[place + 1 : int(np.searchsorted(days, end, side="right"))]
    known = ahead[~np.isnan(ahead)]
    return min(0.0, 100 * (float(known.min()) / float(values[place]) - 1)) if len(known) else 0.0
