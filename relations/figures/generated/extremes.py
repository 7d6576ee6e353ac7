"""The picture of a highest or lowest value: years as bars, days as a line, with its runner-up or what is beyond it."""

from __future__ import annotations

import numpy as np

from relations.claims.measures import Look, extreme
from relations.claims.measures.extreme import ranked
from relations.evidence.worth import worth_of
from relations.figures.art.bars import Bars, Level
from relations.figures.art.course import Course
from relations.figures.generated.days import Tested, common, measured, titled
from relations.figures.generated.years import event_of, readable
from relations.figures.layout.plate import Cell
from relations.figures.scale import value_scale
from relations.i18n import say
from relations.i18n.units import spoken
from relations.story import Claim
from relations.values import Since, When


def of_extreme(look: Look, claim: Claim, spec: extreme.Spec) -> list[Cell]:
    """All values of the span, the one that is judged and the furthest of the others in full."""
    found = ranked(look, spec)
    is_annual = found.snapshot.indicator.frequency == "annual"
    return [_of_years(look, claim, spec, found) if is_annual else _of_days(look, claim, spec, found)]


def _of_years(look: Look, claim: Claim, spec: extreme.Spec, found: extreme.Ranked) -> Cell:
    shown = np.flatnonzero(found.own | found.others).tolist()
    raw = {day.year: value for day, value in map(found.spot, shown)}
    values, unit, decimals = readable(found.snapshot.indicator.unit, raw)
    own, other = found.value[0].year, found.rival[0].year
    hue = look.story.hue(spec.line)
    art = Bars(
        values,
        frozenset((own, other)),
        hue,
        value_scale(1.12 * min(0.0, *values.values()), 1.06 * max(0.0, *values.values()), zero=True),
        decimals,
        levels=(Level(values[own], say("level of {year}", year=own)),),
        event=event_of(look, claim),
    )
    return Cell(art, look.story.lines[spec.line].label, unit, hue)


def _of_days(look: Look, claim: Claim, spec: extreme.Spec, found: extreme.Ranked) -> Cell:
    """As its change since the earlier of the two, in per cent."""
    worth = worth_of(found.snapshot, spec.of)
    ends = sorted((found.value, found.rival))
    tested = Tested(spec.line, found.snapshot, worth, ends[0], ends[1])
    first, last, _ = found.span
    values, event, hue = tested.course(first, last), event_of(look, claim), look.story.hue(spec.line)
    days = tested.start[0], tested.end[0]
    art = Course(values, (first, last), days, hue, common([values]), (event,) if event else (), pale=True)
    about = f"{measured(look.story, spec.line, worth)}, {spoken(Since(When(days[0])))}"
    return Cell(art, titled(look.story, spec.line, worth), about, hue, tested.changed, tested.beside)
