"""Whether a claimed number of a group can be: against everybody there is, under each definition of where."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from relations.claims.answer import Answer, Finding, Year, entry
from relations.claims.look import Look
from relations.claims.measures import PERCENT, brief, flips_at, judged, limit, revised
from relations.claims.yearly import OfDefinitions, Totals, totals
from relations.values import Message, Number, Parameter, Printed, Unit, amount, msgid, printed_limit


class Spec(OfDefinitions):
    """A number claimed of a group, and the lines that count everybody, under one definition or several of where."""

    claimed: Annotated[float, Field(gt=0)]  #: the number that is claimed
    at_most: bool = False  #: the claim is "no more than": the lines are then a part of the group, and a lower bound


def rules_out(claimed: float, bound: float, *, at_most: bool = False) -> bool:
    """Whether a bound leaves no room for the claim: more than everybody there is, or fewer than those counted."""
    return bound > claimed if at_most else claimed > bound


def measure(look: Look, spec: Spec) -> Finding:
    """Each definition's bound in the year, or in the last earlier year known: impossible, or not decided by it."""
    found = totals(look, spec)
    year, unit, bounds = found.year, found.unit, found.sums
    return Finding(
        tuple(_answer(look, spec, place, one, unit) for place, one in enumerate(bounds.items(), 1)),
        rule=_rule(spec, unit),
        formula=Message("sum of the lines of the year ({unit}): a bound of the number that is claimed", unit=unit),
        sentence=(_sentence(spec, bounds, year, unit), *revised(look, spec.lines_used, year)),
        values=(entry("year", "year", Year(year)), entry("claimed", "claimed", spec.claimed, unit)),
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        title=_title(spec, found),
    )


def _title(spec: Spec, found: Totals) -> Message:
    """The first bound, and the claimed number in percent of it."""
    words, bound = next(iter(found.sums.items()))
    known: dict[str, Parameter] = {"name": words, "bound": brief(bound), "year": Year(found.year),
                                   "claimed": limit(spec.claimed)}  # fmt: skip
    if rules_out(spec.claimed, bound, at_most=spec.at_most):
        fewer = msgid("{name}: {bound} in {year}, all counted, fewer than {claimed}")
        more = msgid("{name}: {bound} in {year}, counted in part, more than {claimed}")
        return Message(more if spec.at_most else fewer, **known)
    share = Number(100 * spec.claimed / bound)
    return Message("{name}: {bound} in {year}; {claimed} would be {share} % of all", share=share, **known)


def _answer(look: Look, spec: Spec, place: int, one: tuple[str, float], unit: Unit) -> Answer:
    words, bound = one
    share = 100 * spec.claimed / bound
    out = rules_out(spec.claimed, bound, at_most=spec.at_most)
    says, why = judged(out, bound, spec.claimed, look.doubt(spec.definitions[words]))
    if says == "yes":
        says = "impossible"
    elif says == "no":
        says = "unknowable"
        why = Message("this bound leaves it open: it would be {share} % of all", share=Number(share, 1))
    found = entry(f"bound-{place}", Message("{name}", name=words), bound, unit)
    return Answer(
        found.quantity.name,
        found.label,
        says,
        value=found.quantity,
        values=(
            found,
            entry(f"share-needed-{place}", Message("claimed, of all in {name}", name=words), share, PERCENT),
        ),
        flips=flips_at(bound, unit),
        why=why,
    )


def _rule(spec: Spec, unit: Unit) -> Message:
    words = msgid("something else shows it; impossible if all who live there are fewer than {claimed}")
    if spec.at_most:
        words = msgid("something else shows it; impossible if more than {claimed} are counted already")
    return Message(words, claimed=printed_limit(spec.claimed, unit))


def _sentence(spec: Spec, bounds: dict[str, float], year: int, unit: Unit) -> Message:
    each = tuple(
        Message(
            "{name} {bound} ({claimed} would be {share} % of it)",
            name=words,
            bound=Printed(amount(bound), unit),
            claimed=amount(spec.claimed),
            share=Number(100 * spec.claimed / bound, 1),
        )
        for words, bound in bounds.items()
    )
    return Message("All that are counted in {year}: {bounds}.", year=Year(year), bounds=each)
