"""When a currency first lost so much of its dollar value after the article appeared: what became of a forecast."""

from __future__ import annotations

import pandas as pd

from stories._claims import FirstFall
from transforms import currency
from transforms.change import both_ways
from transforms.measures import NOT_BORNE_OUT, SUPPORTED, Finding, Look, Unknown, at, percent, written


def measure(look: Look, spec: FirstFall) -> Finding:
    """The first day after publication with a loss of more than so many percent, and the loss both ways."""
    snapshot = look.line(spec.line)
    unit, code = snapshot.indicator.unit, currency(snapshot)
    published = look.story.article.known_until
    start, level = at(snapshot, published)
    after = snapshot.data[snapshot.data["date"] > pd.Timestamp(published)]
    if after.empty:
        raise Unknown(f"nothing after {written(published)} is known of {unit}")
    lost = after[100 * (1 - level / after["value"]) > spec.more_than]
    rule = f"supported if it lost more than {spec.more_than:g} % of its dollar value on any day after publication"
    formula = (
        f"100 × (dollar value of one {code} / its value on {written(start)} − 1), first day below "
        f"−{spec.more_than:g} %; days counted from {written(published)}"
    )
    if lost.empty:
        last = after.iloc[-1]["date"].date()
        sentence = (
            f"From {level:.2f} {unit} on {written(start)} it has not lost {spec.more_than:g} % by {written(last)}."
        )
        values = {f"at publication, {unit}": level}
        return Finding(NOT_BORNE_OUT, rule, formula, sentence, values=values, start=start, end=last)
    day, rate = lost.iloc[0]["date"].date(), float(lost.iloc[0]["value"])
    waited = (day - published).days
    quote, fall = both_ways(level, rate)
    return Finding(
        verdict=SUPPORTED,
        rule=rule,
        formula=formula,
        sentence=f"It came true on {day}, {waited} days after publication: from {level:.2f} {unit} on "
        f"{written(start)} to {rate:.2f}, {percent(fall)} of its dollar value ({percent(quote)} {unit}).",
        value=fall,
        unit="% of its dollar value",
        values={
            f"at publication, {unit}": level,
            f"on that day, {unit}": rate,
            "change of its dollar value, %": fall,
            f"change of the quote, % {unit}": quote,
            "came true on": day.isoformat(),
            "days after publication": waited,
        },
        start=start,
        end=day,
    )
