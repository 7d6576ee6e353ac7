"""When a series changed its behaviour, found from the data alone, and how far from the nearest event that is.

The date is unknown, so the test takes the largest of all dates' statistics and the critical values of that largest
one. It is run on returns, on their size (volatility) or on the coefficient of a factor, never on a trending level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from relations.evidence.day_zero import Aligned, day_zero
from relations.evidence.refusal import MINIMUM, Floats, Refusal
from relations.evidence.returns import log_differences
from relations.i18n import say
from relations.story import Event

Of = Literal["mean", "volatility", "coefficient"]

TRIM = 0.15  #: of the sample, at each end, where no break is looked for
#: 10, 5 and 1 % critical values of sup-F by the number q of coefficients: Andrews (2003), π₀ = 0.15, divided by q.
CRITICAL = {1: (7.12, 8.68, 12.16), 2: (5.00, 5.86, 7.78)}
LEVELS = (10, 5, 1)


@dataclass(frozen=True)
class Break:
    """A break: the first day of the new behaviour, and the event nearest to it."""

    day: date
    nearest: str | None  #: id of an event
    distance: int | None  #: trading days from that event's day 0 to the break; negative: the break came first
    before: float  #: mean of what was tested, or the coefficient, before the break
    after: float  #: and from it on


@dataclass(frozen=True)
class SupF:
    """The test for one break at an unknown date; `significant` is the smallest of 10, 5, 1 % it passes, or None."""

    of: Of
    statistic: float
    critical: tuple[float, float, float]  #: at 10, 5 and 1 %
    significant: int | None
    found: Break


def sup_f(aligned: Aligned, of: Of = "mean", events: Sequence[Event] = ()) -> SupF | Refusal:
    """`sup_τ F(τ)` over the middle 70 % of the sample, F the heteroskedasticity-robust Wald statistic over q.

    Of `mean`: r_t = c + e; of `volatility`: |r_t| = c + e; of `coefficient`: r_t = a + b·x_t + e, a and b both
    breaking, x the second column's return. Andrews (1993), Econometrica 61(4), p. 821–856, with the corrected critical
    values of Andrews (2003), Econometrica 71(1), p. 395–397. Several breaks: see `segments`. Refusals: `thin window`,
    `values not positive`, `no variation`.
    """
    returns = log_differences(aligned.values)[1:]
    if np.isnan(returns).any():
        return Refusal("values not positive", say("a value of 0 or less lies in the sample; it has no logarithm"))
    n = returns.shape[0]
    if n < 2 * MINIMUM:
        words = say("{count} returns; {minimum} are needed to look for a break", count=n, minimum=2 * MINIMUM)
        return Refusal("thin window", words)
    y = np.abs(returns[:, 0]) if of == "volatility" else returns[:, 0]
    x = np.column_stack([np.ones(n), returns[:, 1]]) if of == "coefficient" else np.ones((n, 1))
    if np.ptp(y) == 0 or (of == "coefficient" and np.ptp(x[:, 1]) == 0):
        return Refusal("no variation", say("the returns are all the same"))
    candidates = np.arange(int(n * TRIM), int(np.ceil(n * (1 - TRIM))))
    f, b_before, b_after = _wald(y, x, candidates)
    best = int(np.argmax(f))
    critical = CRITICAL[x.shape[1]]
    passed = [level for level, value in zip(LEVELS, critical, strict=True) if f[best] > value]
    found = _break(aligned, int(candidates[best]) + 1, events, float(b_before[best]), float(b_after[best]))
    return SupF(of, float(f[best]), critical, min(passed, default=None), found)


def segments(aligned: Aligned, events: Sequence[Event] = (), *, least: int = 20, penalty: float = 3.0) -> list[Break]:
    """All breaks of the volatility |r_t|, by least squares with a penalty of `penalty · ln n` variances a break.

    Exact segmentation (PELT) of Killick, Fearnhead & Eckley (2012), JASA 107(500), p. 1590–1598, in `ruptures`
    (Truong, Oudre & Vayatis 2020, Signal Processing 167, 107299); the model is Bai & Perron's (1998), Econometrica
    66(1), p. 47–78, of a mean with several breaks. `least` is the shortest segment in trading days. A sample with a
    value of 0 or less loses those returns; a constant series has no breaks.
    """
    import ruptures

    size = np.abs(log_differences(aligned.values[:, 0]))
    at = np.flatnonzero(np.isfinite(size))
    size = size[at]
    if size.size < 2 * least or np.ptp(size) == 0:
        return []
    signal = ((size - size.mean()) / size.std()).reshape(-1, 1)
    found = ruptures.KernelCPD(kernel="linear", min_size=least).fit(signal).predict(pen=penalty * np.log(size.size))
    edges = [0, *found]
    means = [float(size[low:high].mean()) for low, high in zip(edges, found, strict=False)]
    return [
        _break(aligned, int(at[edge]), events, before, after)
        for edge, before, after in zip(found[:-1], means, means[1:], strict=False)
    ]


def nearest(aligned: Aligned, position: int, events: Sequence[Event]) -> tuple[str | None, int | None]:
    """The event whose day 0 is nearest to a day of the series, and how many trading days the day is after it.

    Events known to the month or year, or without a day 0, do not count; of two equally near the earlier one.
    """
    away: list[tuple[int, str]] = []
    for event in sorted(events, key=lambda event: event.date):
        zero = day_zero(aligned, event.date) if event.precision == "day" else None
        if zero is not None and not isinstance(zero, Refusal):
            away.append((position - aligned.position(zero.day), event.id))
    if not away:
        return None, None
    distance, name = min(away, key=lambda found: abs(found[0]))
    return name, distance


def _break(aligned: Aligned, position: int, events: Sequence[Event], before: float, after: float) -> Break:
    name, distance = nearest(aligned, position, events)
    return Break(aligned.days[position].astype(date), name, distance, before, after)


def _wald(y: Floats, x: Floats, candidates: npt.NDArray[np.int64]) -> tuple[Floats, Floats, Floats]:
    """For each candidate the Wald statistic over q, and the last coefficient before and after; shapes (m,).

    The residuals of the variance are those without a break: the statistic then has its size under the null.
    """
    squares = x[:, :, None] * x[:, None, :]
    residual = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    moment, meat = np.cumsum(squares, axis=0), np.cumsum(squares * (residual**2)[:, None, None], axis=0)
    product = np.cumsum(x * y[:, None], axis=0)
    below = candidates - 1  # the last observation of the first part
    parts = []
    for m, s, v in (
        (moment[below], meat[below], product[below]),
        (moment[-1] - moment[below], meat[-1] - meat[below], product[-1] - product[below]),
    ):
        inverse = np.linalg.inv(m)
        parts.append(((inverse @ v[:, :, None])[:, :, 0], inverse @ s @ inverse))
    (b0, v0), (b1, v1) = parts
    difference = (b1 - b0)[:, :, None]
    wald = (difference.transpose(0, 2, 1) @ np.linalg.inv(v0 + v1) @ difference)[:, 0, 0]
    return wald / x.shape[1], b0[:, -1], b1[:, -1]
