"""How a year's change of trade compares with every other year's, in percent and in money."""

from __future__ import annotations

from datetime import date

import pandas as pd

from stories._claims import WorstYear
from transforms.measures import Finding, Look, Unknown, by_year, listed, percent, signed
from transforms.measures.total import judge
from transforms.trade import turnover


def measure(look: Look, spec: WorstYear) -> Finding:
    """The year's rank among falls on the year before, under both readings; excluded years and those after are out."""
    exports, imports = look.line(spec.exports), look.line(spec.imports)
    snapshot = turnover(exports, imports)
    unit, series = snapshot.indicator.unit, by_year(snapshot).loc[spec.since :]
    readings = {
        "%": changes(series, spec.excluded, relative=True),
        unit: changes(series, spec.excluded, relative=False),
    }
    if spec.year not in readings["%"].index:
        raise Unknown(
            f"the turnover of {spec.year} and of the year before are needed; known is up to {series.index[-1]}"
        )
    ranks = {words: int((one < one[spec.year]).sum()) + 1 for words, one in readings.items()}
    return Finding(
        verdict=judge([rank == 1 for rank in ranks.values()]),
        rule=f"supported if trade fell more in {spec.year} than in every other year since {spec.since} under every "
        "reading, not borne out if under none, else it depends on the reading",
        formula=f"{exports.indicator.title} + {imports.indicator.title}; change on the year before, in percent and in "
        "money, ranked from the deepest fall",
        sentence=_sentence(readings, ranks, spec, unit),
        value=float(readings["%"][spec.year]),
        unit="% on a year before",
        values={f"change {spec.year}, {words}": float(one[spec.year]) for words, one in readings.items()}
        | {f"rank by {words}": rank for words, rank in ranks.items()}
        | {
            f"change {year}, {words}": float(value)
            for words, one in readings.items()
            for year, value in worse(one, spec.year).items()
        }
        | {"years compared": len(readings["%"])},
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


def _sentence(readings: dict[str, pd.Series[float]], ranks: dict[str, int], spec: WorstYear, unit: str) -> str:
    by_percent, by_money = readings["%"], readings[unit]
    out = (
        f" Left out as unfit: {listed([str(year) for year in spec.excluded])} and changes on it."
        if spec.excluded
        else ""
    )
    return (
        f"Trade in goods changed by {percent(float(by_percent[spec.year]))} in {spec.year} "
        f"({signed(float(by_money[spec.year]), 0)} {unit}), rank {ranks['%']} of {len(by_percent)} by percent and "
        f"{ranks[unit]} by money. {_deeper(by_percent, by_money, spec.year)}{out}"
    )


def _deeper(by_percent: pd.Series[float], by_money: pd.Series[float], year: int) -> str:
    """Which years fell more, in words."""
    said = [
        f"by percent {listed([f'{other} ({percent(float(value))})' for other, value in found.items()])}"
        for found in (worse(by_percent, year),)
        if len(found)
    ]
    said += [
        f"by money {listed([str(other) for other in found.index])}" for found in (worse(by_money, year),) if len(found)
    ]
    return f"Years that fell more: {'; '.join(said)}." if said else "No other year fell more."
