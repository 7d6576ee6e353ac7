"""What is unusual about a series around an event: abnormal returns, their sum, and how rare such a sum is.

    AR_t = r_t − (a + b·x_t)          CAR = Σ AR over the event window

r is the log return of the series, x that of the story's factor (a constant mean where there is none). a and b come
from the 120 returns ending 11 days before day 0. Sources: MacKinlay (1997), “Event studies in economics and finance”,
JEL 35(1), p. 13–39, eq. 3, 7–11; Campbell, Lo & MacKinlay (1997), The Econometrics of Financial Markets, sec. 4.4,
p. 157–160 (variance with prediction error).

With one event normality is no argument, so beside t stands the placebo rank: the share of all equally long windows
of the sample, each with its own estimation window, whose |CAR| is larger. Windows that share days with the event's
are among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from relations.evidence.day_zero import Aligned
from relations.evidence.holm import holm
from relations.evidence.market_model import MarketModel, bounds, event_sum, market_model
from relations.evidence.refusal import MINIMUM, Floats, Refusal, peg, thin
from relations.evidence.returns import log_differences, simple_percent
from relations.values import Message, msgid

Window = tuple[int, int]
Flags = npt.NDArray[np.bool_]
MARKET_MODEL, CONSTANT_MEAN = msgid("market model"), msgid("constant mean")
WINDOWS: tuple[Window, ...] = ((-1, 1), (-5, 5), (0, 10))  #: trading days, both ends included


@dataclass(frozen=True)
class WindowTest:
    """An event window's result. Sums are of log returns; `percent` is `100 × (exp(car) − 1)`."""

    window: Window
    start: date
    end: date
    car: float  #: log points
    percent: float  #: what the CAR stands for, in percent of the quote
    sd: float  #: standard deviation of the CAR, prediction error of a and b included, in log points
    t: float | None  #: car / sd, Student's t with `degrees`; None if there is no variation
    p: float | None  #: two-sided
    p_holm: float | None  #: p adjusted for all events tested together
    rank: float  #: placebo rank: share of windows with a larger |CAR|, 0 … 1
    placebos: int  #: windows compared


@dataclass(frozen=True)
class EventStudy:
    """The event study of one series at one day 0, first window first."""

    day0: date
    model: str  #: MARKET_MODEL or CONSTANT_MEAN
    factor: str | None  #: key of x
    alpha: float  #: log points a day
    beta: float | None  #: elasticity to the factor
    sigma: float  #: log points
    count: int  #: returns in the estimation window
    estimation_start: date
    estimation_end: date
    abnormal: tuple[float | None, ...]  #: AR of days −5 … +10, log points; shorter at the end, None without a return
    tests: tuple[WindowTest, ...]

    @property
    def car(self) -> float:
        """CAR over the first window, [−1,+1]."""
        return self.tests[0].car

    @property
    def rank(self) -> float:
        """Placebo rank of that CAR."""
        return self.tests[0].rank


def event_study(
    aligned: Aligned, days: Sequence[date], windows: Sequence[Window] = WINDOWS
) -> list[EventStudy | Refusal]:
    """One result per day 0, in their order; each must be a day of `aligned`.

    Column 0 is the series, column 1 (if any) the factor. The cost is O(n) per window and O(log n) per event: the
    model is fitted before every day once, and ranks are looked up. Reasons to refuse: `thin window`, `peg`, `values
    not positive`, `window not complete`, `no variation`.
    """
    returns = log_differences(aligned.values)
    model = market_model(returns[:, 0], returns[:, 1] if returns.shape[1] > 1 else None)
    missing: Flags = np.asarray(np.isnan(returns).any(axis=1))
    at = [aligned.position(day) for day in days]
    refused = [_refusal(model, missing, t, windows[0]) for t in at]
    tested = [t for t, no in zip(at, refused, strict=True) if no is None]
    tables = [_tests(model, missing, window, tested, aligned) for window in windows]
    made = iter([_study(aligned, model, missing, t, tests) for t, *tests in zip(tested, *tables, strict=True)])
    return [no if no is not None else next(made) for no in refused]


def cumulative(model: MarketModel, window: Window) -> tuple[Floats, Floats]:
    """CAR and its standard deviation for every day of the sample taken as day 0, each of shape (n,).

    `Var(CAR) = σ² · (L + L²/N + (Σx − L·x̄)² / Σ(x − x̄)²)`: L days of noise, plus what a and b may be wrong by.
    """
    first, last = window
    length = last - first + 1
    x_sum = event_sum(model.factor, first, last)
    car = event_sum(model.returns, first, last) - length * model.alpha - model.beta * x_sum
    off = np.zeros_like(car)
    if model.parameters == 2:
        off = np.divide((x_sum - length * model.x_mean) ** 2, model.x_spread, where=model.x_spread > 0, out=off)
    with np.errstate(divide="ignore"):
        return car, model.sigma * np.sqrt(length + length**2 / model.count + off)


def _refusal(model: MarketModel, missing: Flags, t: int, window: Window) -> Refusal | None:
    """Why day t gets no test, or None."""
    low, high = (int(bound[t]) for bound in bounds(missing.size))
    last = t + window[1]
    if (few := thin(high - low)) is not None:
        return few
    if last >= missing.size:
        words = Message.counted(
            "the series ends {count} trading day after day 0",
            "the series ends {count} trading days after day 0",
            count=missing.size - 1 - t,
        )
        return Refusal("window not complete", words)
    if missing[low:high].any() or missing[t + window[0] : last + 1].any():
        return Refusal("values not positive", Message("a value of 0 or less lies in the windows; it has no logarithm"))
    if (held := peg(model.returns[low:high])) is not None:
        return held
    if not np.isfinite(model.sigma[t]):
        return Refusal("no variation", Message("the factor did not move before the event"))
    return None


def _tests(
    model: MarketModel, missing: Flags, window: Window, tested: Sequence[int], aligned: Aligned
) -> list[WindowTest | None]:
    """One window's results for all tested days, ranks and Holm's adjustment included; None where it is cut off."""
    car, sd = cumulative(model, window)
    clean = (event_sum(missing.astype(float), *window) == 0) & (model.whole > 0) & (model.count >= MINIMUM)
    size = np.sort(np.abs(car[clean & np.isfinite(car)]))
    complete = [t for t in tested if clean[t] and np.isfinite(car[t])]
    larger = size.size - np.searchsorted(size, np.abs(car[complete]), side="right")
    p_values = [_p_value(float(car[t]), float(sd[t]), float(model.degrees[t])) for t in complete]
    results = {
        t: WindowTest(
            window=window,
            start=aligned.days[t + window[0]].astype(date),
            end=aligned.days[t + window[1]].astype(date),
            car=float(car[t]),
            percent=simple_percent(float(car[t])),
            sd=float(sd[t]),
            t=float(car[t] / sd[t]) if sd[t] > 0 else None,
            p=p,
            p_holm=adjusted,
            rank=int(more) / size.size,
            placebos=size.size,
        )
        for t, more, p, adjusted in zip(complete, larger, p_values, holm(p_values), strict=True)
    }
    return [results.get(t) for t in tested]


def _p_value(car: float, sd: float, degrees: float) -> float | None:
    """Two-sided, of Student's t; None without variation."""
    from scipy.special import stdtr

    return float(2 * stdtr(degrees, -abs(car / sd))) if sd > 0 else None


def _study(
    aligned: Aligned, model: MarketModel, missing: Flags, t: int, tests: Sequence[WindowTest | None]
) -> EventStudy:
    low, high = (int(bound[t]) for bound in bounds(aligned.days.size))
    near = slice(t - 5, t + 11)
    abnormal = model.returns[near] - model.alpha[t] - model.beta[t] * model.factor[near]
    has_factor = model.parameters == 2
    return EventStudy(
        day0=aligned.days[t].astype(date),
        model=MARKET_MODEL if has_factor else CONSTANT_MEAN,
        factor=aligned.keys[1] if has_factor else None,
        alpha=float(model.alpha[t]),
        beta=float(model.beta[t]) if has_factor else None,
        sigma=float(model.sigma[t]),
        count=high - low,
        estimation_start=aligned.days[low].astype(date),
        estimation_end=aligned.days[high - 1].astype(date),
        abnormal=tuple(None if gone else float(ar) for ar, gone in zip(abnormal, missing[near], strict=True)),
        tests=tuple(test for test in tests if test is not None),
    )
