"""What is printed of a line's moves and of the twenty rows on both sides of an event."""

from typing import Any

import numpy as np

from tests.oracle import before_after
from tests.oracle.around import WINDOWS, Sight, all_differences
from tests.oracle.placebo import rank
from tests.oracle.story import by_days, refused, zeros
from tests.oracle.windows import number

NEAR = 5  # business days within which another event's day 0 keeps a comparison of before and after out of the pool
Tree = dict[str, Any]


def moves(sight: Sight) -> list[Tree]:
    """The windows that are not refused."""
    return [move_tree(sight, first, final) for first, final in WINDOWS if usable(sight, first, final)]


def usable(sight: Sight, first: int, final: int) -> bool:
    seen, v = sight.window(first, final), sight.rows.values
    return not (seen.incomplete[0] or seen.gap[0] or min(v[seen.start[0]], v[seen.end[0]]) <= 0)


def move_tree(sight: Sight, first: int, final: int) -> Tree:
    seen, rows = sight.window(first, final), sight.rows
    start, end = int(seen.start[0]), int(seen.end[0])
    ratio = float(rows.values[end] / rows.values[start])
    other = 100 * (1 / ratio - 1) if by_days(sight.line).rate else None
    return {"window": [first, final], "start": str(rows.days[start]), "end": str(rows.days[end]),
            "business_days": int(seen.span[0]), "change": 100 * (ratio - 1), "value_change": other}  # fmt: skip


def first_day(sight: Sight) -> tuple[str, int] | None:
    """The line's first row on or after day 0, and how many business days later it is; none if it had not begun."""
    at = number(sight.rows.days)
    place = int(np.searchsorted(at, sight.zero))
    return (
        None if place == len(at) or at[0] > sight.zero else (str(sight.rows.days[place]), int(at[place] - sight.zero))
    )


def stretch(sight: Sight, first: int) -> Tree:
    """Twenty rows and the one before them."""
    rows, n = sight.rows, before_after.N
    worth = 1 / rows.values if by_days(sight.line).rate else rows.values
    inside = worth[first - 1 : first + n]
    k = np.diff(number(rows.days[first - 1 : first + n]))
    z = np.diff(np.log(inside)) / np.sqrt(k)
    values = rows.values[first : first + n]
    change = float(rows.values[first + n - 1] / rows.values[first - 1])
    other = 100 * (1 / change - 1) if by_days(sight.line).rate else None
    return {"start": str(rows.days[first]), "end": str(rows.days[first + n - 1]), "count": n,
            "business_days": int(k.sum()), "mean": float(values.mean()), "median": float(np.median(values)),
            "volatility": float(100 * np.sqrt(261) * z.std(ddof=1)), "change": 100 * (change - 1),
            "value_change": other,
            "drawdown": float(100 * (inside / np.maximum.accumulate(inside) - 1).min())}  # fmt: skip


def compared(sight: Sight) -> Tree | None:
    """Before and after; no z where the line was held."""
    at, n = number(sight.rows.days), before_after.N
    place = int(np.searchsorted(at, sight.zero))
    if place <= n or place + n > len(at) or at[place] - sight.zero > before_after.LATE:
        return None
    every = all_differences(sight.line)
    where = sight.zero - int(every.zeros[0])
    d, z = float(every.d[where]), float(every.z[where])
    other = 100 * np.expm1(-d) if by_days(sight.line).rate else None
    tree: Tree = {"before": stretch(sight, place - n), "after": stretch(sight, place),
                  "difference": 100 * np.expm1(d), "value_difference": other, "z": None, "rank": None}  # fmt: skip
    return tree if sight.held or not np.isfinite(z) else tree | {"z": z, "rank": _rank_of_difference(sight, place, z)}


def _rank_of_difference(sight: Sight, place: int, z: float) -> Tree:
    every, n = all_differences(sight.line), before_after.N
    free = every.complete & np.isfinite(every.z) & ~refused(by_days(sight.line))
    free &= np.abs(every.places - place) >= 2 * n
    for name in sight.others():
        free &= np.abs(every.zeros - zeros()[name]) > NEAR
    if sight.known is not None:
        free &= every.places + n <= len(sight.rows.days)
    return ranked(z, every.z[free], 2 * n)


def ranked(t: float, among: Any, length: int) -> Tree:
    """Share, windows, how many stand apart, its error and the word for it."""
    found = rank(t, among, length)
    share, m = found.rank, found.effective
    word = "very unusual" if share <= 0.01 and m >= 100 else "unusual" if share <= 0.05 and m >= 20 else None
    return {"share": share, "windows": found.windows, "apart": m, "error": float(np.sqrt(share * (1 - share) / m)),
            "word": word}  # fmt: skip
