"""Whether trade grew: a turnover in later years against a base year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import pandas as pd
from pydantic import Field

from relations.claims.measures import PERCENT, Finding, Look, Unknown, Year, by_year, entry, judge, years
from relations.claims.measures import change as signed
from relations.story.claims import CalendarYear, Measure
from relations.story.fields import Name
from relations.values import Message, Number, Unit
from transforms.change import percent
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
    unit, series = snapshot.indicator.unit, by_year(snapshot)
    later = [year for year in spec.later if year in series.index]
    if spec.year not in series.index or not later:
        raise _too_few(spec, series)
    base = float(series[spec.year])
    changes = {year: percent(base, float(series[year])) for year in later}
    above = next((Year(year) for year in series.index if year > spec.year and series[year] > base), None)
    return Finding(
        verdict=judge([one > 0 for one in changes.values()]),
        rule=Message(
            "supported if every year of {years} is above {year}, not borne out if none is, else it depends on the year",
            years=years(later),
            year=spec.year,
        ),
        formula=Message(
            "{title} + {other}; 100 × (later year / {year} − 1)",
            title=exports.indicator.title,
            other=imports.indicator.title,
            year=spec.year,
        ),
        sentence=(_path(series, spec, changes, unit), _recovery(series, spec, above)),
        value=changes[later[-1]],
        unit=PERCENT,
        of=Message("% on {year}", year=spec.year),
        values=(
            *(
                entry(f"turnover-{year}", Message("turnover {year}", year=year), float(series[year]), unit)
                for year in (spec.year, *later)
            ),
            *(
                entry(
                    f"change-{spec.year}-{year}",
                    Message("change {since} to {year}", since=spec.year, year=year),
                    one,
                    PERCENT,
                )
                for year, one in changes.items()
            ),
            entry("first-year-above", Message("first year above {year}", year=spec.year), above),
        ),
        start=date(spec.year, 1, 1),
        end=date(later[-1], 12, 31),
    )


def _too_few(spec: Spec, series: pd.Series[float]) -> Unknown:
    words = Message(
        "the turnover of {year} and of a year after it is needed; known is up to {last}",
        year=spec.year,
        last=int(series.index[-1]),
    )
    return Unknown(words)


def _path(series: pd.Series[float], spec: Spec, changes: Mapping[int, float], unit: Unit) -> Message:
    each = [Message("{change} by {year}", change=signed(one), year=year) for year, one in changes.items()]
    return Message(
        "Trade in goods between the two in {years}, in {unit}: {values}; {changes}.",
        values=tuple(Number(float(series[year])) for year in (spec.year, *changes)),
        unit=unit,
        years=years((spec.year, *changes)),
        changes=tuple(each),
    )


def _recovery(series: pd.Series[float], spec: Spec, above: int | None) -> Message:
    if above is None:
        return Message("It was not above {year} by {last}.", year=spec.year, last=int(series.index[-1]))
    return Message("It was first above {year} in {above}.", year=spec.year, above=above)
