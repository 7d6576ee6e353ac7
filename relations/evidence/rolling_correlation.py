"""How closely the returns of two series go together, over a moving window."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relations.evidence.day_zero import align
from relations.evidence.returns import log_differences
from sources import Rejected, Snapshot

WINDOWS = (60, 120)  #: trading days
MINIMUM = 40  #: returns a correlation needs at least
Z = 1.959963984540054


def rolling_correlation(a: Snapshot, b: Snapshot, *, days: int = 60, minimum: int = MINIMUM) -> pd.DataFrame:
    """Pearson's correlation of the log returns of the last `days` common days, with a 95 % band.

    Columns: `date` (the window's last day), `correlation`, `low`, `high` (−1 … 1) and `count` (returns in it). Days
    with fewer than `minimum` returns have no row; a return from or to a value of 0 or less is left out. The band is
    Fisher's (1921), Metron 1, p. 3–32: tanh(artanh r ± 1.96/√(n − 3)); it takes the returns as independent.

    A correlation rises with volatility even if the link does not change: Forbes & Rigobon (2002), Journal of Finance
    57(5), p. 2223–2261. Raises Rejected if no window has enough returns.
    """
    aligned = align(a, b)
    returns = pd.DataFrame(log_differences(aligned.values), columns=["a", "b"])
    returns[returns.isna().any(axis=1)] = np.nan
    count = returns["a"].rolling(days, min_periods=0).count()
    r = returns["a"].rolling(days, min_periods=minimum).corr(returns["b"]).clip(-1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):  # artanh 1 is infinite, and its tanh 1 again
        z, reach = np.arctanh(r), Z / np.sqrt(count - 3)
    band = pd.DataFrame({"date": aligned.days.astype("datetime64[us]"), "correlation": r})
    band = band.assign(low=np.tanh(z - reach), high=np.tanh(z + reach), count=count.astype(int))
    band = band[r.notna()].reset_index(drop=True)
    if band.empty:
        raise Rejected(f"{a.indicator.key} and {b.indicator.key} have no {minimum} returns within {days} common days")
    return band
