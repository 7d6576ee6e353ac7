"""What a sum of log returns means as a percentage."""

from __future__ import annotations

import math


def simple_percent(log_sum: float) -> float:
    """`100 × (exp(Σr) − 1)`: the percentage a sum of log returns stands for."""
    return 100 * math.expm1(log_sum)


def percent_both_ways(log_sum: float) -> tuple[float, float]:
    """(of the quote, of the value) in percent, from the summed log returns of a quote in currency per dollar.

    The same two numbers as `change.both_ways` of the window's first and last quote.
    """
    return simple_percent(log_sum), simple_percent(-log_sum)
