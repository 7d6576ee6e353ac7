"""Whether a trade, or another yearly figure, rose above a base year within a horizon: what became of a forecast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from relations.claims.answer import Answer, Finding, Forecast, Value, Year, entry
from relations.claims.look import Look, NotYet, Unknown
from relations.claims.measures import PERCENT, flips_at, judged, months_later, years
from relations.claims.yearly import OfYears, Yearly, yearly
from relations.story.claims import CalendarYear, Months
from relations.values import Message, Number, Parameter, When, in_print, msgid


class Spec(OfYears):
    """A yearly figure in the years of a horizon against a base year."""

    year: CalendarYear  #: the base year, which later ones are compared with
    horizon: Months  #: months after publication that are looked at


def measure(look: Look, spec: Spec) -> Finding:
    """The figure in the base year and in those whose last day lies within the horizon; yes if one is above it."""
    found = yearly(look, spec)
    by = months_later(look.published, spec.horizon)
    asked = [year for year in range(spec.year + 1, by.year + 1) if date(year, 12, 31) <= by]
    known = [year for year in asked if year in found.series.index]
    if spec.year not in found.series.index or not known:
        raise _too_few(spec, found.series)
    base = float(found.series[spec.year])
    above = next((Year(year) for year in found.series.index if year > spec.year and found.series[year] > base), None)
    forecast = Forecast(spec.horizon, by, _base_rate(found.series, len(asked), look.published.year - 1))
    return Finding(
        (_answer(look, spec, found, known, complete=known == asked),),
        rule=_rule(spec, asked),
        formula=Message("{what}; 100 × (later year / {year} − 1)", what=found.formula, year=spec.year),
        sentence=(_path(found, spec.year, known), _recovery(found.series, spec, above), *_rated(forecast)),
        values=(
            *(found.level(year) for year in (spec.year, *known)),
            *(found.change(spec.year, year) for year in known),
            entry("first-year-above", Message("first year above {year}", year=spec.year), above),
            *((forecast.base_rate,) if forecast.base_rate else ()),
        ),
        start=date(spec.year, 1, 1),
        end=date(known[-1], 12, 31),
        forecast=forecast,
        title=_title(found, spec.year, known),
    )


def _title(found: Yearly, base: int, known: Sequence[int]) -> Message:
    """How far each year was from the base: one word for all of them if they are on one side of it."""
    changes = {year: found.change(base, year) for year in known}
    each = tuple(Message("{size} in {year}", size=found.size(one), year=year) for year, one in changes.items())
    many: dict[str, Parameter] = {"name": found.brief, "base": base, "changes": each}
    if len(known) == 1:
        words = msgid("{name} was {size} lower in {year} than in {base}")
        if changes[known[0]].number > 0:
            words = msgid("{name} was {size} higher in {year} than in {base}")
        size = found.size(changes[known[0]])
        return Message(words, name=found.brief, size=size, year=known[0], base=base)
    if all(one.number < 0 for one in changes.values()):
        return Message("{name} fell short of {base} by {changes}", **many)
    if all(one.number > 0 for one in changes.values()):
        return Message("{name} exceeded {base} by {changes}", **many)
    each = tuple(Message("{change} in {year}", change=_moved(found, one), year=year) for year, one in changes.items())
    return Message("{name} against {base}: {changes}", name=found.brief, base=base, changes=each)


def _moved(found: Yearly, change: Value) -> Message:
    """A change with its sign and what it is in."""
    size = found.size(change)
    return Message("+{size}", size=size) if change.number > 0 else Message("−{size}", size=size)


def _rule(spec: Spec, asked: Sequence[int]) -> Message:
    if len(asked) == 1:
        return Message("{later} is above {year}", later=asked[0], year=spec.year)
    return Message("one of {years} is above {year}", years=years(asked), year=spec.year)


def _answer(look: Look, spec: Spec, found: Yearly, known: Sequence[int], *, complete: bool) -> Answer:
    """Yes from the first year above the base on; no only when all years of the horizon are known."""
    base = float(found.series[spec.year])
    best = max(known, key=lambda year: float(found.series[year]))
    says, why = judged(float(found.series[best]) > base, float(found.series[best]), base, look.doubt(spec.lines_used))
    if says == "no" and not complete:
        says, why = "unknown yet", Message("the horizon is still open")
    first = next((year for year in known if found.series[year] > base), None)
    change = found.change(spec.year, known[-1])
    return Answer(
        "growth",
        found.label,
        says,
        value=change.quantity,
        of=found.on(spec.year),
        flips=flips_at(float(found.series[best]), found.unit),
        why=why,
        when=When(date(first, 1, 1), "year") if first else None,
    )


def _base_rate(series: pd.Series[float], horizon: int, last: int) -> Value | None:
    """From how many of the earlier years, in percent, one of the years of the horizon was above; None without any."""
    fell = [
        max(float(series[later]) for later in window) > float(series[year])
        for year in series.index
        if (window := range(int(year) + 1, int(year) + horizon + 1))[-1] <= last and set(window) <= set(series.index)
    ]
    if not fell:
        return None
    return entry(
        "base-rate", "earlier years from which it was so within the horizon", 100 * sum(fell) / len(fell), PERCENT
    )


def _rated(forecast: Forecast) -> tuple[Message, ...]:
    if forecast.rate is None:
        return ()
    return (
        Message("Within as many years it was so from {share} % of the earlier years.", share=Number(forecast.rate)),
    )


def _too_few(spec: Spec, series: pd.Series[float]) -> Unknown:
    words = Message(
        "the figures of {year} and of a year after it are needed; known is up to {last}",
        year=spec.year,
        last=int(series.index[-1]),
    )
    return (NotYet if series.index[-1] <= spec.year else Unknown)(words)


def _path(found: Yearly, base: int, known: Sequence[int]) -> Message:
    shown = (base, *known)
    values, unit = in_print((float(found.series[year]) for year in shown), found.unit)
    return Message(
        "{name} in {years} ({unit}): {values}; {changes}.",
        name=found.label,
        years=years(shown),
        unit=unit,
        values=values,
        changes=tuple(_by(found, base, year) for year in known),
    )


def _by(found: Yearly, base: int, year: int) -> Message:
    return Message("{change} by {year}", change=found.signed(found.change(base, year)), year=year)


def _recovery(series: pd.Series[float], spec: Spec, above: int | None) -> Message:
    if above is None:
        return Message("It was not above {year} by {last}.", year=spec.year, last=int(series.index[-1]))
    return Message("It was first above {year} in {above}.", year=spec.year, above=above)
