"""One trade as its two sides report it: the importer's imports over the exporter's exports, year by year."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import numpy as np
import pandas as pd
from pydantic import Field

from relations.claims.measures import Answer, Finding, Look, NotYet, Unknown, by_year, entry, limit, years, yes_if
from relations.story.claims import CalendarYear, Measure
from relations.story.fields import Name
from relations.values import Message, Number
from sources import Rejected, Snapshot

#: Two reports of one trade: 5 to 95 % of 69 pair-years were between 0.93 and 1.15, and those outside were faults.
LOW, HIGH = 0.8, 1.25


class Spec(Measure):
    """The two reports of one flow of goods, from a year to another."""

    naming = ("exports", "imports")

    exports: Name  #: as the exporter reports them
    imports: Name  #: as the importer reports them
    since: CalendarYear  #: first year
    year: CalendarYear  #: last year
    excluded: tuple[CalendarYear, ...] = ()  #: years in which more than 5 % of a report is without a partner
    low: Annotated[float, Field(gt=0)] = LOW  #: least ratio that is taken for alike
    high: Annotated[float, Field(gt=0)] = HIGH  #: greatest ratio that is taken for alike


def ratios(exports: pd.Series[float], imports: pd.Series[float]) -> pd.Series[float]:
    """Imports over exports by year, for the years that both sides report; the two are never averaged, nor spliced."""
    both = exports.index.intersection(imports.index)
    there = exports[both].to_numpy(dtype=float)
    return pd.Series(imports[both].to_numpy(dtype=float) / np.where(there > 0, there, np.nan), both).dropna()


def reported(exports: Snapshot, imports: Snapshot) -> pd.Series[float]:
    """The ratios by year of two reports; Rejected if they are in different units."""
    one, other = exports.indicator.unit, imports.indicator.unit
    if one != other:
        raise Rejected(Message("the two reports are in different units, {one} and {other}", one=one, other=other))
    return ratios(by_year(exports), by_year(imports))


def outside(ratio: pd.Series[float], low: float = LOW, high: float = HIGH) -> pd.Series[float]:
    """The years in which the two reports are further apart than freight and timing explain."""
    return ratio[(ratio < low) | (ratio > high)]


def measure(look: Look, spec: Spec) -> Finding:
    """Whether both reports agree in every year that both sides report; years apart are named, never mended."""
    exports, imports = look.line(spec.exports), look.line(spec.imports)
    every = reported(exports, imports).loc[spec.since : spec.year]
    fit = every.drop(index=list(spec.excluded), errors="ignore")
    if fit.empty:
        raise _nothing(spec, look)
    apart = outside(fit, spec.low, spec.high)
    last = int(fit.index[-1])
    found = entry(f"ratio-{last}", Message("ratio {year}", year=last), float(fit[last]))
    return Finding(
        (
            Answer(
                "both-reports",
                Message("both reports"),
                yes_if(apart.empty),
                value=found.quantity,
                of=Message("imports as reported over exports as reported"),
                values=(
                    found,
                    *(
                        entry(f"ratio-{int(year)}", Message("ratio {year}", year=int(year)), float(fit[year]))
                        for year in apart.index
                        if year != last
                    ),
                ),
            ),
        ),
        rule=Message(
            "imports over exports is from {low} to {high} in every year that both report",
            low=limit(spec.low),
            high=limit(spec.high),
        ),
        formula=Message("{imports} / {exports}", imports=imports.indicator.title, exports=exports.indicator.title),
        sentence=_sentence(fit, apart, spec),
        values=(entry("years-compared", "years compared", len(fit)), entry("years-apart", "years apart", len(apart))),
        start=date(int(fit.index[0]), 1, 1),
        end=date(last, 12, 31),
    )


def _sentence(fit: pd.Series[float], apart: pd.Series[float], spec: Spec) -> tuple[Message, ...]:
    said = [
        Message(
            "Imports over exports, as the two sides report them, {first}–{last}: lowest {low}, highest {high}.",
            first=int(fit.index[0]),
            last=int(fit.index[-1]),
            low=Number(float(fit.min()), 2),
            high=Number(float(fit.max()), 2),
        )
    ]
    if not apart.empty:
        said.append(Message("Apart in {years}.", years=years(apart.index)))
    if spec.excluded:
        said.append(Message("Left out as unfit: {years}.", years=years(spec.excluded)))
    return tuple(said)


def _nothing(spec: Spec, look: Look) -> Unknown:
    words = Message("no year from {since} to {year} is reported by both sides", since=spec.since, year=spec.year)
    return NotYet(words) if look.cut else Unknown(words)
