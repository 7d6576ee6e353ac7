"""How often a rate counts as held: false refusals of floats, and what of pegs, corridors and crawls is missed.

Run from the working tree: python bench/held.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from relations import cache
from relations.evidence.daily import Daily, daily
from relations.evidence.held import CORRIDOR, CRAWL, LONG, LONG_CORRIDOR, STILL, figures, holds
from relations.evidence.refusal import Floats
from relations.values import Rate

DRAWS = 4000
SPANS = {  #: years in which a rate floated, or was held or managed
    "imf/CNY": ((2004, 2004), (2006, 2007), (2009, 2009)),
    "imf/KZT": ((2009, 2013), (2014, 2014), (2016, 2019)),
    "imf/RUB": ((2005, 2008), (2010, 2013), (2015, 2022)),
    "national_bank_ukraine/UAH": ((2010, 2013),),
    "nbp/RUB": ((2010, 2013), (2015, 2022)),
    "nbp/TRY": ((2008, 2021),),
    "nbp/UAH": ((2010, 2013),),
}


def simulated() -> Iterator[tuple[str, Floats]]:
    """Log returns of made-up rates, of shape (draws, 250)."""
    rng = np.random.default_rng(1)
    shape = (DRAWS, LONG)
    for sd in (0.002, 0.003, 0.005):
        yield f"float, {100 * sd:.1f} % a day", rng.normal(0, sd, shape)
        yield f"float, {100 * sd:.1f} % a day, t₄", rng.standard_t(4, shape) * sd / np.sqrt(2)
    for drift in (0.0005, 0.001, 0.002):
        for noise in (0.001, 0.002):
            yield f"crawl {100 * drift:.2f} % a day, noise {100 * noise:.1f} %", drift + rng.normal(0, noise, shape)
    for width in (0.01, 0.02, 0.03):
        for shock in (0.003, 0.005):
            yield f"corridor ± {100 * width:.0f} %, shocks {100 * shock:.1f} %", corridor(rng, width, shock)


def corridor(rng: np.random.Generator, width: float, shock: float) -> Floats:
    """A rate pushed back at the edges of a corridor, settled before the first return."""
    path = np.zeros((DRAWS, 300 + LONG))
    for i, step in enumerate(rng.normal(0, shock, path.T.shape)):
        path[:, i] = np.clip(path[:, i - 1] + step, -width, width)
    return np.diff(path[:, -LONG - 1 :], axis=1)


def share(returns: Floats) -> float:
    """Of windows of 250 returns without gaps, how many are held."""
    still, short, drift = figures(returns[:, -120:], np.ones((len(returns), 120)))
    _, long, _ = figures(returns, np.ones(returns.shape))
    return float(np.mean((still < STILL) | (short < CORRIDOR) | (drift > CRAWL) | (long < LONG_CORRIDOR)))


def years(line: Daily, first: int, last: int) -> float:
    """Of a line's days of these years, how many are held."""
    days = (line.days >= np.datetime64(f"{first}-01-01")) & (line.days <= np.datetime64(f"{last}-12-31"))
    return float(holds(line).at(line.numbers[days]).mean()) if days.any() else float("nan")


def main() -> None:
    """Print the share of days refused, line by line and process by process."""
    for key in cache.cached_keys():
        copy = cache.read(key)
        if isinstance(copy.indicator.unit, Rate) and copy.indicator.frequency == "daily":
            line = daily(copy)
            whole = (line.day(0).year, line.day(-1).year)
            for first, last in (whole, *SPANS.get(key, ())):
                print(f"{key} {first}–{last}".ljust(44), f"{100 * years(line, first, last):6.1f} %")
    for name, returns in simulated():
        print(name.ljust(44), f"{100 * share(returns):6.1f} %")


if __name__ == "__main__":
    main()
