"""When a currency first lost so much of its dollar value after the article appeared: what became of a forecast."""

from __future__ import annotations

from datetime import date

import pandas as pd

from relations.claims.measures import NOT_BORNE_OUT, SUPPORTED, Finding, Look, Unknown, at, limit, percent
from relations.i18n import number, say, written
from relations.i18n.units import spoken
from relations.story.claims import Measure, Percent
from relations.story.fields import Name
from transforms import currency
from transforms.change import both_ways


class Spec(Measure):
    """The first day after publication on which a currency has lost more than so much of its dollar value."""

    naming = ("line",)

    line: Name
    more_than: Percent


def measure(look: Look, spec: Spec) -> Finding:
    """The first day after publication with a loss of more than so many percent, and the loss both ways."""
    snapshot = look.line(spec.line)
    unit, published = spoken(snapshot.indicator.unit), look.story.article.known_until
    start, level = at(snapshot, published)
    after = snapshot.data[snapshot.data["date"] > pd.Timestamp(published)]
    if after.empty:
        raise Unknown(say("nothing after {day} is known of {unit}", day=written(published), unit=unit))
    rule = say(
        "supported if it lost more than {share} % of its dollar value on any day after publication",
        share=limit(spec.more_than),
    )
    formula = _formula(currency(snapshot), start, published, spec.more_than)
    lost = after[100 * (1 - level / after["value"]) > spec.more_than]
    if lost.empty:
        last = after["date"].iloc[-1].date()
        sentence = _never(level, unit, start, last, spec.more_than)
        values = {_level(unit): level}
        return Finding(NOT_BORNE_OUT, rule, formula, sentence, values=values, start=start, end=last)
    day, rate = lost["date"].iloc[0].date(), float(lost["value"].iloc[0])
    waited = (day - published).days
    quote, fall = both_ways(level, rate)
    return Finding(
        verdict=SUPPORTED,
        rule=rule,
        formula=formula,
        sentence=say(
            "It came true on {day}, {days} days after publication: from {level} {unit} on {start} to {rate}, {change} "
            "of its dollar value ({quote} {unit}).",
            day=written(day),
            days=waited,
            level=number(level, 2),
            unit=unit,
            start=written(start),
            rate=number(rate, 2),
            change=percent(fall),
            quote=percent(quote),
        ),
        value=fall,
        unit=say("% of its dollar value"),
        values={
            _level(unit): level,
            say("on that day, {unit}", unit=unit): rate,
            say("change of its dollar value, %"): fall,
            say("change of the quote, % {unit}", unit=unit): quote,
            say("came true on"): day,
            say("days after publication"): waited,
        },
        start=start,
        end=day,
    )


def _level(unit: str) -> str:
    return say("at publication, {unit}", unit=unit)


def _formula(code: str, start: date, published: date, share: float) -> str:
    return say(
        "100 × (dollar value of one {currency} / its value on {day} − 1), first day below −{share} %; days counted "
        "from {published}",
        currency=code,
        day=written(start),
        share=limit(share),
        published=written(published),
    )


def _never(level: float, unit: str, start: date, last: date, share: float) -> str:
    return say(
        "From {level} {unit} on {start} it has not lost {share} % by {last}.",
        level=number(level, 2),
        unit=unit,
        start=written(start),
        share=limit(share),
        last=written(last),
    )
