"""Whether a yearly figure fell more in a year than in the year before: what became of a forecast of worse to come."""

from __future__ import annotations

from datetime import date

import pandas as pd

from relations.claims.answer import Answer, Finding, Forecast, Value, entry
from relations.claims.look import Look, NotYet
from relations.claims.measures import PERCENT, months_later, yes_if
from relations.claims.yearly import OfYears, Yearly, yearly
from relations.story.claims import CalendarYear, Months
from relations.values import Message, When, msgid


class Spec(OfYears):
    """A yearly figure's change in a year of the horizon against its change in the year before."""

    year: CalendarYear  #: the year whose change is judged
    horizon: Months  #: months after publication that are looked at


def steeper(change: float, before: float) -> bool:
    """Whether it fell, and fell more than the year before, or after a rise."""
    return change < min(before, 0)


def measure(look: Look, spec: Spec) -> Finding:
    """The changes of the year and of the year before, in percent of money and counts, else in the figure's unit."""
    found = yearly(look, spec)
    if not {spec.year - 2, spec.year - 1, spec.year} <= set(found.series.index):
        raise _too_few(spec, found.series)
    before, change = found.change(spec.year - 2, spec.year - 1), found.change(spec.year - 1, spec.year)
    holds = steeper(change.number, before.number)
    rate = _base_rate(found, look.published.year - 1)
    return Finding(
        (
            Answer(
                "steeper",
                found.label,
                yes_if(holds),
                value=change.quantity,
                of=found.on(spec.year - 1),
                values=(change, before),
                flips=entry("flips-at", "flips at a change the year before of", change.number, change.quantity.unit),
                when=When(date(spec.year, 1, 1), "year") if holds else None,
            ),
        ),
        rule=Message("it fell in {year}, and more than in {before}", year=spec.year, before=spec.year - 1),
        formula=Message("{what}; change on the year before, of two years", what=found.formula),
        sentence=(_sentence(found, spec.year, change, before),),
        values=(rate,) if rate else (),
        start=date(spec.year - 2, 1, 1),
        end=date(spec.year, 12, 31),
        forecast=Forecast(spec.horizon, months_later(look.published, spec.horizon), rate),
        title=_title(found, spec.year, change, before),
    )


def _title(found: Yearly, year: int, change: Value, before: Value) -> Message:
    """What it did in the year, and what in the year before."""
    ways = {
        (True, True): msgid("{name} fell {by} in {year}, after a fall of {before} in {earlier}"),
        (True, False): msgid("{name} fell {by} in {year}, after a rise of {before} in {earlier}"),
        (False, True): msgid("{name} rose {by} in {year}, after a fall of {before} in {earlier}"),
        (False, False): msgid("{name} rose {by} in {year}, after a rise of {before} in {earlier}"),
    }
    known = {"by": found.by(change), "before": found.size(before)}
    return Message(ways[change.number < 0, before.number < 0], name=found.brief, year=year, earlier=year - 1, **known)


def _base_rate(found: Yearly, last: int) -> Value | None:
    """In how many of the earlier years, in percent, it fell more than in the year before; None without any."""
    index = [int(year) for year in found.series.index]
    asked = [year for year in index if year <= last and {year - 1, year - 2} <= set(index)]
    held = [steeper(found.change(year - 1, year).number, found.change(year - 2, year - 1).number) for year in asked]
    if not held:
        return None
    return entry("base-rate", "earlier years in which it was so", 100 * sum(held) / len(held), PERCENT)


def _sentence(found: Yearly, year: int, change: Value, before: Value) -> Message:
    return Message(
        "{name}: {change} in {year}, after {before} in {earlier}.",
        name=found.label,
        change=found.signed(change),
        before=found.signed(before),
        year=year,
        earlier=year - 1,
    )


def _too_few(spec: Spec, series: pd.Series[float]) -> NotYet:
    return NotYet(
        Message(
            "the figures of {first} to {year} are needed; known is up to {last}",
            first=spec.year - 2,
            year=spec.year,
            last=int(series.index[-1]),
        )
    )
