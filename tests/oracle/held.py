"""Whether a rate was held still, in a corridor or on a crawl before a day (METHODS 7)."""

import numpy as np

from tests.oracle.returns import Returns
from tests.oracle.rows import Flags, Floats, Ints
from tests.oracle.study import BEFORE, LEAST

STILL, NARROW, NARROW_LONG, CRAWL = 0.0008, 0.75, 0.80, 4.0


def figures(sample: Returns, zeros: Ints, most: int) -> tuple[Ints, Floats, Floats, Floats]:
    """For each day 0: the number of returns, median |z|, rho and |sum s|/(sd(s) root N) of the last so many of them."""
    last = np.searchsorted(sample.ends, zeros - BEFORE, side="right")
    n = np.minimum(last, most)
    out = np.full((3, len(zeros)), np.nan)
    for size in np.unique(n[n >= LEAST]):
        which = n == size
        out[:, which] = _figures(sample, last[which], int(size))
    return n, *out


def _figures(sample: Returns, last: Ints, n: int) -> Floats:
    place = last[:, None] - np.arange(n, 0, -1)
    r = sample.r[place]
    z = np.abs(r / np.sqrt(sample.k[place]))
    median = np.median(z, axis=1)
    s = np.where(z > 6 * median[:, None] / 0.6745, 0.0, r)
    path = np.concatenate([np.zeros((len(s), 1)), np.cumsum(s, axis=1)], axis=1)
    scale = s.std(axis=1, ddof=1) * np.sqrt(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack([median, np.ptp(path, axis=1) / scale, np.abs(path[:, -1]) / scale])


def held(sample: Returns, zeros: Ints) -> dict[str, Flags]:
    """Which kind of holding is seen before each day 0."""
    _, median, rho, crawl = figures(sample, zeros, 120)
    long_n, _, rho_long, _ = figures(sample, zeros, 250)
    flat = (median == 0) & ~np.isfinite(rho)
    return {
        "still": (median < STILL) | flat,
        "corridor": (rho < NARROW) | ((long_n == 250) & (rho_long < NARROW_LONG)),
        "crawl": crawl > CRAWL,
    }
