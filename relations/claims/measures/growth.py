"""Whether trade grew: a turnover in later years against a base year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import pandas as pd
from pydantic import Field

from relations.claims.measures import Finding, Look, Unknown, Year, by_year, percent, years
from relations.claims.measures.total import judge
from relations.i18n import listed, number, say
from relations.i18n.units import spoken
from relations.story.claims import CalendarYear, Measure
from relations.story.fields import Name
from transforms.change import percent as change
from transforms.trade import turnover


class Spec(Measure):
    """A turnover in later years against a base year."""

    naming = ("exports", "imports")

    exports: Name
    imports: Name
    year: CalendarYear
    later: Annotated[tuple[CalendarYear, ...], Field(min_length=1)]


def measure(look: Look, spec: Spec) -> Finding:
    """Exports plus imports in the base year and in later ones, and the first year above the base."""
    exports, imports = look.line(spec.exports), look.line(spec.imports)
    snapshot = turnover(exports, imports)
    unit, series = spoken(snapshot.indicator.unit), by_year(snapshot)
    later = [year for year in spec.later if year in series.index]
    if spec.year not in series.index or not later:
        raise _too_few(spec, series)
    base = float(series[spec.year])
    changes = {year: change(base, float(series[year])) for year in later}
    above = next((Year(year) for year in series.index if year > spec.year and series[year] > base), None)
    return Finding(
        verdict=judge([value > 0 for value in changes.values()]),
        rule=say(
            "supported if every year of {years} is above {year}, not borne out if none is, else it depends on the year",
            years=years(later),
            year=spec.year,
        ),
        formula=say(
            "{title} + {other}; 100 × (later year / {year} − 1)",
            title=spoken(exports.indicator.title),
            other=spoken(imports.indicator.title),
            year=spec.year,
        ),
        sentence=f"{_path(series, spec, changes, unit)} {_recovery(series, spec, above)}",
        value=changes[later[-1]],
        unit=say("% on {year}", year=spec.year),
        values={
            say("turnover {year}, {unit}", year=year, unit=unit): float(series[year]) for year in (spec.year, *later)
        }
        | {say("change {since} to {year}, %", since=spec.year, year=year): value for year, value in changes.items()}
        | {say("first year above {year}", year=spec.year): above},
        start=date(spec.year, 1, 1),
        end=date(later[-1], 12, 31),
    )


def _too_few(spec: Spec, series: pd.Series[float]) -> Unknown:
    words = say(
        "the turnover of {year} and of a year after it is needed; known is up to {last}",
        year=spec.year,
        last=series.index[-1],
    )
    return Unknown(words)


def _path(series: pd.Series[float], spec: Spec, changes: Mapping[int, float], unit: str) -> str:
    return say(
        "Trade in goods between the two went {path} {unit} in {year}, {years}: {changes}.",
        path=" → ".join(number(series[year], 0) for year in (spec.year, *changes)),
        unit=unit,
        year=spec.year,
        years=years(changes),
        changes=listed([say("{change} by {year}", change=percent(one), year=year) for year, one in changes.items()]),
    )


def _recovery(series: pd.Series[float], spec: Spec, above: int | None) -> str:
    if above is None:
        return say("It was not above {year} by {last}.", year=spec.year, last=series.index[-1])
    return say("It was first above {year} in {above}.", year=spec.year, above=above)
