"""The pictures of measures that compare years: bars, totals and ranks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from relations.claims.measures import (
    Look,
    bound,
    by_year,
    growth,
    months_later,
    rank_at_best,
    shares,
    steeper,
    total,
    worst_year,
)
from relations.claims.yearly import OfYears, Yearly, changes, totals, yearly
from relations.figures.art.axis import Event
from relations.figures.art.bars import Bars, Level
from relations.figures.art.ranking import Ranked, Ranking
from relations.figures.art.sums import Part, Sums, Total
from relations.figures.layout.plate import Cell
from relations.figures.scale import value_scale
from relations.figures.shared_scales import billions, is_large
from relations.figures.spoken_story import said
from relations.i18n import number, percent, say
from relations.i18n.units import spoken
from relations.story import Claim, Line
from relations.story.hue import Hue
from relations.values import Money, Unit, capital, exact, in_print, times

BEFORE, AFTER = 3, 5  #: years shown around those that are compared


def readable(unit: Unit, values: dict[Any, float]) -> tuple[dict[int, float], str, int]:
    """Values, what they are in, and their decimals, as a reader takes them in: 20.2 billion, not 20,196 million."""
    top = max(map(abs, values.values()))
    if is_large(unit, top):
        large, factor = billions(unit)
        return {year: value * factor for year, value in values.items()}, spoken(large), 1
    return values, spoken(unit), 0 if top >= 1000 else 1


def at_least(share: float) -> str:
    """A rule as it stands at its level."""
    return say("the rule: at least {share} %", share=number(share, exact(share)))


def of_growth(look: Look, claim: Claim, spec: growth.Spec) -> list[Cell]:
    """The base year and those of the horizon in full, with the change of each; the base's level across."""
    found = yearly(look, spec)
    by = months_later(look.published, spec.horizon)
    asked = [year for year in range(spec.year + 1, by.year + 1) if date(year, 12, 31) <= by]
    known = [year for year in asked if year in found.series.index]
    span = found.series.loc[spec.year - BEFORE : (known or [spec.year])[-1] + AFTER]
    values, unit, decimals = readable(found.unit, span.to_dict())
    base = values[spec.year]
    above = next(
        (int(year) for year in found.series.index if year > spec.year and found.series[year] > found.series[spec.year]),
        None,
    )
    words = plainly = say("level of {year}", year=spec.year)
    if above:
        words = say("level of {year}: next passed in {above}", year=spec.year, above=above)
    moved = {year: found.change(spec.year, year).number for year in known}
    art = Bars(
        values,
        frozenset((spec.year, *known)),
        _hue(look, spec),
        value_scale(min(0.0, *values.values()), 1.06 * max(values.values()), zero=True),
        decimals,
        levels=(Level(base, words, spec.year, plainly),),
        changes={
            year: percent(change, signed=True) if found.relative else number(change, 1, signed=True)
            for year, change in moved.items()
        },
        event=event_of(look, claim),
    )
    return [_of_years(look, spec, found, unit, art)]


def _of_years(look: Look, spec: OfYears, found: Yearly, unit: str, art: Bars) -> Cell:
    """A picture of a yearly figure; its head says what it is where the claim has others as well."""
    return Cell(art, capital(said(look.story, found.brief)), unit, _hue(look, spec))


def of_changes(look: Look, claim: Claim, spec: worst_year.Spec | steeper.Spec) -> list[Cell]:
    """Every year's change on the year before; those asked about in full, and its level across."""
    found = yearly(look, spec)
    moved = changes(found.series, relative=found.relative)
    forecast = isinstance(spec, steeper.Spec)
    last = spec.year + AFTER if forecast else look.published.year - 1
    values: dict[Any, float] = moved.loc[(spec.year - 12 if forecast else 1800) : last].to_dict()
    tested = (spec.year - 1, spec.year) if forecast else (spec.year,)
    unit = "%" if found.relative else say("points")
    art = Bars(
        values,
        frozenset(tested),
        _hue(look, spec),
        value_scale(1.12 * min(values.values()), max(values.values()), zero=True),
        0 if found.relative else 1,
        levels=() if forecast else (Level(values[spec.year], say("as deep as {year}", year=spec.year)),),
        event=event_of(look, claim),
        signed=True,
    )
    return [_of_years(look, spec, found, say("change on the year before, {unit}", unit=unit), art)]


def of_shares(look: Look, claim: Claim, spec: shares.Spec) -> list[Cell]:
    """The share under each definition by year on one scale, the first and the last in full."""
    series: dict[str, dict[Any, float]] = {
        words: by_year(look.line(name)).loc[spec.since : spec.year].to_dict()
        for words, name in spec.definitions.items()
    }
    top = max(value for values in series.values() for value in values.values())
    share = spec.at_least  # the rule's words, or as a sign where bars leave no room for them
    level = (Level(share, at_least(share), brief=f"≥ {percent(share, exact(share))}"),) if share else ()
    cells = []
    for words, values in series.items():
        name = spec.definitions[words]
        fit = [year for year in values if year not in spec.excluded]
        art = Bars(
            values,
            frozenset((fit[0], fit[-1])),
            look.story.hue(name),
            value_scale(0, top, zero=True),
            0,
            unfit=frozenset(spec.excluded) & values.keys(),
            levels=level,
            event=event_of(look, claim),
        )
        about = say("% of {name}", name=words)
        line = look.story.lines[name]
        ends = f"{number(values[fit[0]], 0)} → {percent(values[fit[-1]])}"
        cells.append(Cell(art, line.label, about, look.story.hue(name), ends, (f"{fit[0]} – {fit[-1]}",)))
    return cells


def of_sums(look: Look, claim: Claim, spec: total.Spec | bound.Spec) -> list[Cell]:  # noqa: ARG001 (as all have)
    """The sum under each definition against the limit."""
    found = totals(look, spec)
    limit = spec.above if isinstance(spec, total.Spec) else spec.claimed
    (edge, *_), unit = in_print((limit, *found.sums.values()), found.unit)
    factor = times(found.unit, unit)
    named = brief(look.story.lines, spec.lines_used)
    rows = tuple(
        Total(
            words,
            tuple(
                Part(named[name], factor * float(by_year(look.line(name))[found.year]), look.story.hue(name))
                for name in names
            ),
        )
        for words, names in spec.definitions.items()
    )
    top = max(edge.value, *(row.value for row in rows))
    words = number(edge.value, exact(edge.value))
    return [Cell(Sums(rows, edge.value, words, 0 if top >= 1000 else 1), about=spoken(unit))]


def brief(lines: dict[str, Line], names: Sequence[str]) -> dict[str, str]:
    """The labels without the words that all of them begin with."""
    labels = {name: lines[name].label for name in names}
    split = [label.split() for label in labels.values()]
    common = 0
    while len(split) > 1 and all(len(one) > common + 1 for one in split) and len({one[common] for one in split}) == 1:
        common += 1
    return {name: " ".join(label.split()[common:]) for name, label in labels.items()}


def of_rank(look: Look, claim: Claim, spec: rank_at_best.Spec) -> list[Cell]:  # noqa: ARG001 (as all have)
    """The sum that is ranked among the others that are known."""
    unit = look.line(spec.own[0]).indicator.unit
    sums = {look.story.lines[spec.own[0]].label: spec.own, **spec.others}
    totals_of = (sum(float(by_year(look.line(name)).get(spec.year, 0.0)) for name in names) for names in sums.values())
    shown, words, decimals = readable(unit, dict(enumerate(totals_of)))
    rows = tuple(
        Ranked(name, shown[place], look.story.hue(lines[0]), asked=place == 0)
        for place, (name, lines) in enumerate(sums.items())
    )
    return [
        Cell(Ranking(rows, decimals), say("Goods of {year}", year=spec.year) if isinstance(unit, Money) else "", words)
    ]


def _hue(look: Look, spec: OfYears) -> Hue:
    return look.story.hue(spec.line) if spec.line else "both"


def event_of(look: Look, claim: Claim) -> Event | None:
    """The claim's event, if it has a day and was known."""
    if claim.event is None:
        return None
    event = look.story.event(claim.event)
    if event.precision != "day" or (look.cut and event.date > look.cut):
        return None
    return Event(event.date, event.label)
