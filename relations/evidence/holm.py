"""p-values of several tests made together, adjusted so that a few of many are not found by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Holm's step-down adjustment over the p-values there are, `max_{j≤i} min(1, (m − j + 1)·p_(j))`; None stays None.

    Source: Holm (1979), “A simple sequentially rejective multiple test procedure”, Scandinavian Journal of Statistics
    6(2), p. 65–70. Written out because statsmodels' multipletests collects garbage on every call, which takes longer
    than all else here.
    """
    known = np.array([p for p in p_values if p is not None])
    order = np.argsort(known)
    stepped = np.maximum.accumulate(known[order] * np.arange(known.size, 0, -1)) if known.size else known
    adjusted = np.empty_like(known)
    adjusted[order] = np.minimum(stepped, 1)
    rest = iter(adjusted.tolist())
    return [None if p is None else next(rest) for p in p_values]
