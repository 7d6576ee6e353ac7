"""Whether trade grew: a turnover in later years against a base year."""

from __future__ import annotations

from datetime import date

from stories._claims import Growth
from transforms.change import percent as change
from transforms.measures import Finding, Look, Unknown, by_year, listed, percent
from transforms.measures.total import judge
from transforms.trade import turnover


def measure(look: Look, spec: Growth) -> Finding:
    """Exports plus imports in the base year and in later ones, and the first year above the base."""
    exports, imports = look.line(spec.exports), look.line(spec.imports)
    snapshot = turnover(exports, imports)
    unit, series = snapshot.indicator.unit, by_year(snapshot)
    years = [year for year in spec.later if year in series.index]
    if spec.year not in series.index or not years:
        raise Unknown(
            f"the turnover of {spec.year} and of a year after it is needed; known is up to {series.index[-1]}"
        )
    base = float(series[spec.year])
    changes = {year: change(base, float(series[year])) for year in years}
    above = next((int(year) for year in series.index if year > spec.year and series[year] > base), None)
    path = " → ".join(f"{series[year]:,.0f}" for year in (spec.year, *years))
    recovery = (
        f"was first above {spec.year} in {above}" if above else f"was not above {spec.year} by {series.index[-1]}"
    )
    each = listed([f"{percent(value)} by {year}" for year, value in changes.items()])
    return Finding(
        verdict=judge([value > 0 for value in changes.values()]),
        rule=f"supported if every year of {listed([str(year) for year in years])} is above {spec.year}, "
        "not borne out if none is, else it depends on the year",
        formula=f"{exports.indicator.title} + {imports.indicator.title}; 100 × (later year / {spec.year} − 1)",
        sentence=f"Trade in goods between the two went {path} {unit} in {spec.year}, "
        f"{listed([str(year) for year in years])}: {each}. It {recovery}.",
        value=changes[years[-1]],
        unit=f"% on {spec.year}",
        values={f"turnover {year}, {unit}": float(series[year]) for year in (spec.year, *years)}
        | {f"change {spec.year} to {year}, %": value for year, value in changes.items()}
        | {f"first year above {spec.year}": above},
        start=date(spec.year, 1, 1),
        end=date(years[-1], 12, 31),
    )
