"""How a year's change of trade compares with every other year's, in percent and in money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from relations.claims.measures import PERCENT, Finding, Look, Unknown, Value, by_year, entry, judge, years
from relations.claims.measures import change as signed
from relations.story.claims import CalendarYear, Measure
from relations.story.fields import Name
from relations.values import Change, Message, Number, Unit
from transforms.trade import turnover

Readings = Mapping[str, "pd.Series[float]"]  #: changes on the year before, by how they are read: percent, money


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
    series = by_year(snapshot).loc[spec.since :]
    units: dict[str, Unit] = {"percent": PERCENT, "money": snapshot.indicator.unit}
    readings = {name: changes(series, spec.excluded, relative=name == "percent") for name in units}
    if spec.year not in readings["percent"].index:
        raise _too_few(spec, series)
    ranks = {name: int((one < one[spec.year]).sum()) + 1 for name, one in readings.items()}
    return Finding(
        verdict=judge([rank == 1 for rank in ranks.values()]),
        rule=Message(
            "supported if trade fell more in {year} than in every other year since {since} under every reading, not "
            "borne out if under none, else it depends on the reading",
            year=spec.year,
            since=spec.since,
        ),
        formula=Message(
            "{title} + {other}; change on the year before, in percent and in money, ranked from the deepest fall",
            title=exports.indicator.title,
            other=imports.indicator.title,
        ),
        sentence=_sentence(readings, ranks, spec, units["money"]),
        value=float(readings["percent"][spec.year]),
        unit=Change("% on a year before"),
        values=_values(readings, ranks, units, spec.year),
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
    words = Message(
        "the turnover of {year} and of the year before are needed; known is up to {last}",
        year=spec.year,
        last=int(series.index[-1]),
    )
    return Unknown(words)


def _values(readings: Readings, ranks: Mapping[str, int], units: Mapping[str, Unit], year: int) -> tuple[Value, ...]:
    """The year's changes and ranks, then the changes of the years that fell more."""
    fell = [(int(other), name) for name, one in readings.items() for other in worse(one, year).index]
    return (
        *(_change(readings, units, year, name) for name in readings),
        *(entry(f"rank-{name}", Message("rank by {unit}", unit=units[name]), rank) for name, rank in ranks.items()),
        *(_change(readings, units, other, name) for other, name in fell),
        entry("years-compared", "years compared", len(readings["percent"])),
    )


def _change(readings: Readings, units: Mapping[str, Unit], year: int, name: str) -> Value:
    return entry(f"change-{year}-{name}", Message("change {year}", year=year), float(readings[name][year]), units[name])


def _sentence(readings: Readings, ranks: Mapping[str, int], spec: Spec, unit: Unit) -> tuple[Message, ...]:
    by_percent, by_money = readings["percent"], readings["money"]
    said = [
        Message(
            "Trade in goods changed by {change} in {year} ({money} {unit}), rank {rank} of {number} by percent and "
            "{other} by money.",
            change=signed(float(by_percent[spec.year])),
            year=spec.year,
            money=Number(float(by_money[spec.year]), signed=True),
            unit=unit,
            rank=ranks["percent"],
            number=len(by_percent),
            other=ranks["money"],
        ),
        _deeper(worse(by_percent, spec.year), worse(by_money, spec.year)),
    ]
    if spec.excluded:
        said.append(Message("Left out as unfit: {years} and changes on it.", years=years(spec.excluded)))
    return tuple(said)


def _deeper(by_percent: pd.Series[float], by_money: pd.Series[float]) -> Message:
    """Which years fell more, in words."""
    relative = tuple(
        Message("{year} ({change})", year=year, change=signed(float(one)))
        for year, one in zip(years(by_percent.index), by_percent, strict=True)
    )
    absolute = years(by_money.index)
    if relative and absolute:
        return Message("Years that fell more: by percent {years}; by money {others}.", years=relative, others=absolute)
    if relative:
        return Message("Years that fell more: by percent {years}.", years=relative)
    if absolute:
        return Message("Years that fell more: by money {years}.", years=absolute)
    return Message("No other year fell more.")
