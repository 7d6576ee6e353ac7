"""Returns of a series, and what a sum of them means as a percentage."""

from __future__ import annotations

import math

import numpy as np

from relations.evidence.refusal import Floats


def log_differences(values: Floats) -> Floats:
    """`ln(P_t / P_{t−1})` of an array along its first axis, of the same shape.

    The first is NaN, and so is every one that a value of 0 or less has part in.
    """
    logs = np.log(np.where(values > 0, values, np.nan))
    return np.diff(logs, axis=0, prepend=np.full_like(logs[:1], np.nan))


def simple_percent(log_sum: float) -> float:
    """`100 × (exp(Σr) − 1)`: the percentage a sum of log returns stands for."""
    return 100 * math.expm1(log_sum)


def percent_both_ways(log_sum: float) -> tuple[float, float]:
    """(of the quote, of the value) in percent, from the summed log returns of a quote in currency per dollar.

    The same two numbers as `change.both_ways` of the window's first and last quote.
    """
    return simple_percent(log_sum), simple_percent(-log_sum)
