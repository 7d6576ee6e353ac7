"""The event study: weighted least squares by statsmodels for one event, by batches for all others (METHODS 5)."""

from dataclasses import dataclass

import numpy as np
import statsmodels.api as sm

from tests.oracle.returns import Returns, factor_logs
from tests.oracle.rows import Floats, Ints, Rows
from tests.oracle.windows import log_values

BEFORE, MOST, LEAST = 11, 120, 60


@dataclass(frozen=True)
class Study:
    """What is printed of one model about one event; logs, not per cent."""

    move: float
    coefficients: tuple[float, ...]
    errors: tuple[float, ...]
    sigma: float
    n: int
    car: float
    sd: float

    @property
    def t(self) -> float:
        return self.car / self.sd


def estimation(sample: Returns, zero: int, most: int = MOST) -> Returns:
    """The last returns that end at least 11 business days before day 0."""
    last = int(np.searchsorted(sample.ends, zero - BEFORE, side="right"))
    return sample.kept(np.arange(max(0, last - most), last))


def study(sample: Returns, q: Floats, move: float) -> Study:
    """One market model (or constant mean, without a factor) and the abnormal return over K, X and X'."""
    fit = sm.WLS(sample.r, sample.design, weights=1 / sample.k).fit()
    car = move - float(q @ fit.params)
    variance = fit.scale * (q[0] + q @ fit.normalized_cov_params @ q)
    return Study(move, tuple(fit.params), tuple(fit.bse), float(np.sqrt(fit.scale)), len(sample.r), car, variance**0.5)


def batches(sample: Returns, zeros: Ints, q: Floats, moves: Floats) -> Floats:
    """t of each of many days 0; not a number where fewer than 60 returns stand before it."""
    last = np.searchsorted(sample.ends, zeros - BEFORE, side="right")
    place = last[:, None] - np.arange(1, MOST + 1)
    weight = np.where(place >= 0, 1 / np.sqrt(sample.k[np.maximum(place, 0)]), 0.0)
    design = sample.design[np.maximum(place, 0)] * weight[:, :, None]
    result = sample.r[np.maximum(place, 0)] * weight
    usable = (last >= LEAST) & np.isfinite(q).all(axis=1) & np.isfinite(moves)
    t = np.full(len(zeros), np.nan)
    t[usable] = _t(design[usable], result[usable], np.minimum(last, MOST)[usable], q[usable], moves[usable])
    return t


def _t(design: Floats, result: Floats, n: Ints, q: Floats, moves: Floats) -> Floats:
    cross = np.linalg.inv(np.einsum("wij,wik->wjk", design, design))
    b = np.einsum("wjk,wik,wi->wj", cross, design, result)
    squares = ((result - np.einsum("wij,wj->wi", design, b)) ** 2).sum(axis=1)
    variance = squares / (n - design.shape[2]) * (q[:, 0] + np.einsum("wj,wjk,wk->w", q, cross, q))
    answer: Floats = (moves - (q * b).sum(axis=1)) / np.sqrt(variance)
    return answer


def asked(rows: Rows, factor: Rows | None, start: Ints, end: Ints, span: Ints) -> tuple[Floats, Floats]:
    """q = (K, X, X') and the move R of windows from row to row; not a number where the factor is missing."""
    logs = log_values(rows)
    x = np.empty((len(logs), 0)) if factor is None else factor_logs(rows.days, factor)
    return np.column_stack([span, x[end] - x[start]]), logs[end] - logs[start]
