"""Shares of one country in another's trade, and where they came from."""

from __future__ import annotations

from datetime import date

import pandas as pd

from stories._claims import Shares
from transforms.measures import Finding, Look, Unknown, by_year, latest, listed
from transforms.measures.total import judge


def measure(look: Look, spec: Shares) -> Finding:
    """Each definition's share in the year (or the last known before it), its first, and its highest and lowest."""
    snapshots = {words: look.line(name) for words, name in spec.definitions.items()}
    series = {
        words: by_year(snapshot).loc[spec.since :].drop(index=list(spec.excluded), errors="ignore")
        for words, snapshot in snapshots.items()
    }
    if any(one.empty for one in series.values()):
        raise Unknown(f"a share has no year from {spec.since} on")
    year = latest(spec.year, list(series.values()))
    shares = {words: float(one[year]) for words, one in series.items()}
    each = "; ".join(_path(words, one, year) for words, one in series.items())
    out = f" Left out as unfit: {listed([str(other) for other in spec.excluded])}." if spec.excluded else ""
    stale = "" if year == spec.year else f" {year} is the last year known; {spec.year} was asked for."
    return Finding(
        verdict=judge([share >= spec.at_least for share in shares.values()]),
        rule=f"supported if every share is at least {spec.at_least:g} %, not borne out if none is, "
        "else it depends on the definition",
        formula="100 × trade with the partner / trade with the world, in a year, as its reporter publishes it",
        sentence=f"The partner’s share: {each}.{stale}{out}",
        value=next(iter(shares.values())),
        unit=f"% of {next(iter(shares))}",
        values={f"share in {words} {year}, %": share for words, share in shares.items()}
        | {f"share in {words} {one.index[0]}, %": float(one.iloc[0]) for words, one in series.items()}
        | {"year": year},
        start=date(min(int(one.index[0]) for one in series.values()), 1, 1),
        end=date(year, 12, 31),
    )


def _path(words: str, one: pd.Series[float], year: int) -> str:
    years = one.index.to_list()
    first, last, low, high = years[0], years[-1], years[int(one.argmin())], years[int(one.argmax())]
    return (
        f"{one[year]:.1f} % of {words} in {year}, {one[first]:.1f} % in {first} "
        f"({first}–{last}: lowest {one[low]:.1f} % in {low}, highest {one[high]:.1f} % in {high})"
    )
