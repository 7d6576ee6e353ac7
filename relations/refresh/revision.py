"""Revisions: every value of an answer is compared with the one we have of the same date.

This comes before anything else, for the dates we have already tell on which scale the answer is. A value that has
changed by more than a revision does (the limits below) is suspect, and so are the new dates that come with it:
behind three suspect values in a row all of them, behind one those that would fit if its factor were taken out again.

Publishers do revise: the World Bank and WITS by some per cent. By how much could not be measured: the shipped copies
and every other file of the same series at hand are of one vintage, equal to the last digit. The limits are therefore
chosen, not found: no wider than what a new date may move at once, and far from ÷2. A larger revision waits for a later
day on which the publisher still says it, one of ×1.5 and more for another publisher or a hand, since a factor of 2
does not become right by being repeated.

A copy can be wrong, too. Where our rows of a later refresh left the level that those before them hold, and the new
answer takes that step out again, it is a repair and goes in at once. Rows of the first load are never repaired so: a
true step would be taken for an error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations.values import Frequency

_REVISED: dict[Frequency, float] = {
    "daily": math.log(1.12),
    "weekly": math.log(1.12),
    "monthly": math.log(1.15),
    "quarterly": math.log(1.20),
    "annual": math.log(1.25),
}
_REVISED_SHARE = 0.4  # of the usual size, where values may be of either sign and have no logarithm
AGAIN = math.log(1.5)  # a larger revision does not become right by being said again
_DIGITS = 0.05  # to which two answers in different units can be told to say the same
_TOGETHER = 3  # values in a row on another scale say that what follows is on it as well

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def revisions(
    rows: pd.DataFrame, frequency: Frequency, *, is_level: bool, repairable: Callable[[pd.Timestamp], bool]
) -> dict[pd.Timestamp, float]:
    """By how much each suspect date of an answer (date, value, old) has changed: a log change, infinite across zero.

    Of a series that may be of either sign it is the difference as a share of the usual size.
    """
    known = rows[rows["old"].notna()].reset_index(drop=True)
    old, new = known["old"].to_numpy(dtype=float), known["value"].to_numpy(dtype=float)
    if not is_level:
        share, far = _shares(old, new)
        return dict(zip(known["date"][far], share[far].tolist(), strict=True))
    change = logs(old, new)
    far = np.abs(change) > _REVISED[frequency]
    for run in _runs(far):
        if all(map(repairable, known["date"][run])) and _is_repair(old, new, run):
            far[run] = False
    return dict(zip(known["date"][far], change[far].tolist(), strict=True))


def times_one_factor(known: pd.DataFrame) -> bool:
    """Whether all values of dates we have (date, value, old) are the old ones times a factor that no revision is."""
    old, new = known["old"].to_numpy(dtype=float), known["value"].to_numpy(dtype=float)
    if np.count_nonzero(old) < _TOGETHER:
        return False
    factor = float(np.median(new[old != 0] / old[old != 0]))
    rounded = _DIGITS * float(np.median(np.abs(old)))  # of the smallest values a publisher prints few digits
    return factor > 0 and abs(math.log(factor)) > AGAIN and np.allclose(new / factor, old, rtol=_DIGITS, atol=rounded)


def strays(rows: pd.DataFrame, suspects: Mapping[pd.Timestamp, float]) -> dict[pd.Timestamp, float]:
    """The new dates of an answer (date, value, old) that are on the scale of its suspect values, and by how much."""
    is_known = rows["old"].notna().to_numpy()
    known, fresh = rows[is_known], rows[~is_known]
    if not suspects or fresh.empty:
        return {}
    change = known["date"].map(suspects).to_numpy(dtype=float)  # NaN: as before
    far, old = ~np.isnan(change), known["old"].to_numpy(dtype=float)
    found = {}
    places = np.searchsorted(known["date"].to_numpy(), fresh["date"].to_numpy())
    for day, value, place in zip(fresh["date"], fresh["value"], places, strict=True):
        near = slice(max(0, place - _TOGETHER), place) if place else slice(0, _TOGETHER)
        at = place - 1 if place else 0
        if far[near].all() or (far[at] and _fits_without(float(old[at]), value, float(change[at]))):
            found[day] = float(change[at])
    return found


def logs(old: Floats, new: Floats) -> Floats:
    """The log changes from old to new values, infinite where they are not both positive or equal."""
    both = (old > 0) & (new > 0)
    ratio = np.divide(new, old, out=np.ones_like(new), where=both)
    return np.where(both, np.log(ratio), np.where(old == new, 0.0, np.inf))


def _fits_without(old: float, value: float, change: float) -> bool:
    """Whether a new value is nearer to the old one before it once a factor is taken out."""
    move = float(logs(np.array([old]), np.array([value]))[0])
    return math.isfinite(change) and abs(move) > abs(move - change)


def _shares(old: Floats, new: Floats) -> tuple[Floats, Flags]:
    """The differences as shares of the usual size, and which are suspect: all, if most are, where one can tell."""
    usual = float(np.median(np.abs(old))) if old.size else 0.0
    size = np.maximum(np.abs(old), usual)
    share = np.divide(new - old, size, out=np.zeros_like(new), where=size > 0)
    far = np.abs(share) > _REVISED_SHARE
    telling = np.abs(old) >= usual / 2
    return share, np.ones_like(far) if far.any() and far[telling].mean() > 1 / 2 else far


def _is_repair(old: Floats, new: Floats, run: slice) -> bool:
    """Whether new values at least halve the step the copy had at each of the run's ends that has a neighbour."""
    edges = [(at, beside) for at, beside in ((run.start, run.start - 1), (run.stop - 1, run.stop))
             if 0 <= beside < old.size]  # fmt: skip
    return bool(edges) and all(
        abs(float(logs(old[[beside]], new[[at]])[0])) <= abs(float(logs(old[[beside]], old[[at]])[0])) / 2
        for at, beside in edges
    )


def _runs(flags: Flags) -> Iterator[slice[Any, Any, Any]]:
    """The unbroken runs of what is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield slice(start, stop)
