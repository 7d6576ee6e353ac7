"""How a year's change of trade compares with every other year's, in percent and in money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from relations.claims.measures import Finding, Look, Unknown, by_year, percent, signed, years
from relations.claims.measures.total import judge
from relations.i18n import listed, say
from relations.i18n.units import spoken
from relations.story.claims import CalendarYear, Measure
from relations.story.fields import Name
from transforms.trade import turnover

Readings = Mapping[str, "pd.Series[float]"]  #: a year's change, by the unit it is in


class Spec(Measure):
    """A year's change of a turnover against every other year's."""

    naming = ("exports", "imports")

    exports: Name
    imports: Name
    year: CalendarYear
    since: CalendarYear
    excluded: tuple[CalendarYear, ...] = ()  #: years whose figures are not fit for a ranking

    @property
    def unfit(self) -> tuple[int, ...]:
        """The excluded years."""
        return self.excluded


def measure(look: Look, spec: Spec) -> Finding:
    """The year's rank among falls on the year before, under both readings; excluded years and those after are out."""
    exports, imports = look.line(spec.exports), look.line(spec.imports)
    snapshot = turnover(exports, imports)
    unit, series = spoken(snapshot.indicator.unit), by_year(snapshot).loc[spec.since :]
    readings = {
        "%": changes(series, spec.excluded, relative=True),
        unit: changes(series, spec.excluded, relative=False),
    }
    if spec.year not in readings["%"].index:
        raise _too_few(spec, series)
    ranks = {words: int((one < one[spec.year]).sum()) + 1 for words, one in readings.items()}
    return Finding(
        verdict=judge([rank == 1 for rank in ranks.values()]),
        rule=say(
            "supported if trade fell more in {year} than in every other year since {since} under every reading, not "
            "borne out if under none, else it depends on the reading",
            year=spec.year,
            since=spec.since,
        ),
        formula=say(
            "{title} + {other}; change on the year before, in percent and in money, ranked from the deepest fall",
            title=spoken(exports.indicator.title),
            other=spoken(imports.indicator.title),
        ),
        sentence=_sentence(readings, ranks, spec, unit),
        value=float(readings["%"][spec.year]),
        unit=spoken("% on a year before"),
        values=_values(readings, ranks, spec.year),
        start=date(int(series.index[0]), 1, 1),
        end=date(int(series.index[-1]), 12, 31),
    )


def changes(series: pd.Series[float], excluded: tuple[int, ...], *, relative: bool) -> pd.Series[float]:
    """Change on the year before, in percent if `relative`, else in the unit; a year without one before has none."""
    fit = series.drop(index=[year for year in excluded if year in series.index])
    before = pd.Series(fit.to_numpy(), fit.index + 1).reindex(fit.index)
    change = 100 * (fit / before - 1) if relative else fit - before
    return change.dropna()


def worse(change: pd.Series[float], year: int) -> pd.Series[float]:
    """The years that fell more than one, from the deepest fall."""
    return change[change < change[year]].sort_values()


def _too_few(spec: Spec, series: pd.Series[float]) -> Unknown:
    words = say(
        "the turnover of {year} and of the year before are needed; known is up to {last}",
        year=spec.year,
        last=series.index[-1],
    )
    return Unknown(words)


def _values(readings: Readings, ranks: Mapping[str, int], year: int) -> dict[str, float]:
    """The year's changes and ranks, then the changes of the years that fell more."""
    fell = {
        _name(other, unit): float(value) for unit, one in readings.items() for other, value in worse(one, year).items()
    }
    return (
        {_name(year, unit): float(one[year]) for unit, one in readings.items()}
        | {say("rank by {unit}", unit=unit): rank for unit, rank in ranks.items()}
        | fell
        | {say("years compared"): len(readings["%"])}
    )


def _name(year: object, unit: str) -> str:
    return say("change {year}, {unit}", year=year, unit=unit)


def _sentence(readings: Readings, ranks: Mapping[str, int], spec: Spec, unit: str) -> str:
    by_percent, by_money = readings["%"], readings[unit]
    said = [
        say(
            "Trade in goods changed by {change} in {year} ({money} {unit}), rank {rank} of {count} by percent and "
            "{other} by money.",
            change=percent(float(by_percent[spec.year])),
            year=spec.year,
            money=signed(float(by_money[spec.year]), 0),
            unit=unit,
            rank=ranks["%"],
            count=len(by_percent),
            other=ranks[unit],
        ),
        _deeper(worse(by_percent, spec.year), worse(by_money, spec.year)),
    ]
    if spec.excluded:
        said.append(say("Left out as unfit: {years} and changes on it.", years=years(spec.excluded)))
    return " ".join(said)


def _deeper(by_percent: pd.Series[float], by_money: pd.Series[float]) -> str:
    """Which years fell more, in words."""
    relative = listed([f"{year} ({percent(float(value))})" for year, value in by_percent.items()] or [""])
    absolute = years(by_money.index) if len(by_money) else ""
    if relative and absolute:
        return say("Years that fell more: by percent {years}; by money {others}.", years=relative, others=absolute)
    if relative:
        return say("Years that fell more: by percent {years}.", years=relative)
    if absolute:
        return say("Years that fell more: by money {years}.", years=absolute)
    return say("No other year fell more.")
