"""A sum over several lines in one year, under each definition of what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relations.claims.answer import Answer, Finding, Year, entry
from relations.claims.look import Look
from relations.claims.measures import flips_at, judged, revised, size
from relations.claims.yearly import OfDefinitions, Totals, totals
from relations.values import Message, Parameter, Unit, msgid, printed, printed_limit


class Spec(OfDefinitions):
    """A sum of lines in a year, under one definition or several of what belongs to it."""

    above: float  #: what the sum must be more than


def measure(look: Look, spec: Spec) -> Finding:
    """The sum of each definition's lines in the year, or in the last earlier year for which all lines have a value."""
    found = totals(look, spec)
    year, unit = found.year, found.unit
    answers = tuple(_answer(look, spec, words, total, unit) for words, total in found.sums.items())
    return Finding(
        answers,
        rule=Message("the sum is above {limit}", limit=printed_limit(spec.above, unit)),
        formula=Message("sum of the lines of the year ({unit}), under each definition of what is counted", unit=unit),
        sentence=(_sums(answers, spec, year, unit), _compared(found, spec), *revised(look, spec.lines_used, year)),
        values=(entry("year", "year", Year(year)), entry("compared-with", "compared with", spec.above, unit)),
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        title=_title(found, spec),
    )


def _title(found: Totals, spec: Spec) -> Message:
    """The first sum, and how far it is from the limit."""
    words, total = next(iter(found.sums.items()))
    share = 100 * (total / spec.above - 1)
    known: dict[str, Parameter] = {"name": words, "sum": printed(total, found.unit), "year": found.year,
                                   "share": size(share),
                                   "limit": printed_limit(spec.above, found.unit, bare=True)}  # fmt: skip
    if share > 0:
        return Message("{name}: {sum} in {year}, {share} % above {limit}", **known)
    return Message("{name}: {sum} in {year}, {share} % below {limit}", **known)


def _answer(look: Look, spec: Spec, words: str, total: float, unit: Unit) -> Answer:
    found = entry(f"sum-{list(spec.definitions).index(words) + 1}", Message("{name}", name=words), total, unit)
    says, why = judged(total > spec.above, total, spec.above, look.doubt(spec.definitions[words]))
    return Answer(
        found.quantity.name,
        found.label,
        says,
        value=found.quantity,
        values=(found,),
        flips=flips_at(total, unit),
        why=why,
    )


def _sums(answers: Sequence[Answer], spec: Spec, year: int, unit: Unit) -> Message:
    """A sentence with each sum, which also says so if the sums are of an earlier year than was asked for."""
    each = tuple(
        Message("{name} {number}", name=one.label, number=printed(one.value.value, unit))
        for one in answers
        if one.value and isinstance(one.value.value, float)
    )
    if year == spec.year:
        return Message("In {year} the sum was: {sums}.", year=year, sums=each)
    words = msgid("In {year} the sum was: {sums} ({last} is the last year known; {asked} was asked for).")
    return Message(words, year=year, sums=each, last=year, asked=spec.year)


def _compared(found: Totals, spec: Spec) -> Message:
    sums = list(found.sums.values())
    return Message.counted(
        "{count} of {number} is above {limit}; the smallest differs from it by {difference}.",
        "{count} of {number} are above {limit}; the smallest differs from it by {difference}.",
        count=sum(total > spec.above for total in sums),
        number=len(sums),
        limit=printed_limit(spec.above, found.unit),
        difference=printed(min(sums) - spec.above, found.unit, signed=True, bare=True),
    )
