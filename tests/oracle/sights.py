"""All that is printed of one line around one event, as the JSON of `relations events` is built."""

from functools import cache
from typing import Any

import numpy as np

from tests.oracle import before_after
from tests.oracle.around import WINDOWS, Sight, Tested, all_differences, factor_of, tested
from tests.oracle.placebo import rank
from tests.oracle.returns import returns
from tests.oracle.rows import Rows
from tests.oracle.story import daily, line, refused, zeros
from tests.oracle.study import Study, asked, estimation
from tests.oracle.windows import number

NEAR = 5  # business days within which another event's day 0 keeps a comparison of before and after out of the pool
Tree = dict[str, Any]


def moves(sight: Sight) -> list[Tree]:
    """The windows that are not refused."""
    return [_move(sight, first, final) for first, final in WINDOWS if usable(sight, first, final)]


def usable(sight: Sight, first: int, final: int) -> bool:
    seen, v = sight.window(first, final), sight.rows.values
    return not (seen.incomplete[0] or seen.gap[0] or min(v[seen.start[0]], v[seen.end[0]]) <= 0)


def _move(sight: Sight, first: int, final: int) -> Tree:
    seen, rows = sight.window(first, final), sight.rows
    start, end = int(seen.start[0]), int(seen.end[0])
    ratio = float(rows.values[end] / rows.values[start])
    other = 100 * (1 / ratio - 1) if line(sight.line).rate else None
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
    worth = 1 / rows.values if line(sight.line).rate else rows.values
    inside = worth[first - 1 : first + n]
    k = np.diff(number(rows.days[first - 1 : first + n]))
    z = np.diff(np.log(inside)) / np.sqrt(k)
    values = rows.values[first : first + n]
    change = float(rows.values[first + n - 1] / rows.values[first - 1])
    other = 100 * (1 / change - 1) if line(sight.line).rate else None
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
    other = 100 * np.expm1(-d) if line(sight.line).rate else None
    tree: Tree = {"before": stretch(sight, place - n), "after": stretch(sight, place),
                  "difference": 100 * np.expm1(d), "value_difference": other, "z": None, "rank": None}  # fmt: skip
    return tree if sight.held or not np.isfinite(z) else tree | {"z": z, "rank": _rank_of_difference(sight, place, z)}


def _rank_of_difference(sight: Sight, place: int, z: float) -> Tree:
    every, n = all_differences(sight.line), before_after.N
    free = every.complete & np.isfinite(every.z) & ~refused(line(sight.line))
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


@cache
def study_of(sight: Sight, first: int, final: int) -> tuple[Tested, bool] | None:
    """The market model, or the constant mean where there is no factor or it lacks a row."""
    if sight.held or not usable(sight, first, final):
        return None
    with_factor = factor_of(sight.line) is not None
    found = tested(sight, first, final, with_factor)
    if found is None and with_factor:
        found, with_factor = tested(sight, first, final, False), False
    return None if found is None else (found, with_factor)


def test_tree(sight: Sight, first: int, final: int, found: Tested, with_factor: bool) -> Tree:
    one = found.study
    without: Tree | None = None
    if found.without is not None:
        other = found.without
        crosses = (abs(one.t) > 2) != (abs(other.t) > 2) and abs(one.t - other.t) > 0.5
        without = {"events": len(touched(sight, with_factor)), "count": found.left, "car": other.car, "t": other.t,
                   "depends": crosses}  # fmt: skip
    move = _move(sight, first, final)
    rank_tree = ranked(one.t, found.among, final - first + 1)
    rank_tree["holm"] = holm(sight.line, sight.known, first, final)[sight.zero]
    return {"window": [first, final], "start": move["start"], "end": move["end"],
            "business_days": move["business_days"], "model": "market model" if with_factor else "constant mean",
            "car": one.car, "percent": 100 * np.expm1(one.car), "sd": one.sd, "t": one.t,
            "rank": rank_tree, "without": without}  # fmt: skip


def sample_of(sight: Sight, with_factor: bool) -> Any:
    factor = factor_of(sight.line)
    return estimation(returns(sight.rows, factor.rows if factor and with_factor else None), sight.zero)


def touched(sight: Sight, with_factor: bool) -> list[str]:
    """The other events with a return of the estimation window about them."""
    sample = sample_of(sight, with_factor)
    days = {name: zeros()[name] for name in sight.others()}
    return [name for name, day in days.items() if ((sample.ends - sample.k < day + 1) & (day - 2 < sample.ends)).any()]


def fit_tree(sight: Sight, one: Study, with_factor: bool, rows: Rows) -> Tree:
    """A model's coefficients, their errors, sigma and the days it was estimated on."""
    sample, factor = sample_of(sight, with_factor), factor_of(sight.line)
    names = ("alpha", "beta", "beta_lag") if with_factor else ("alpha",)
    tree: Tree = dict.fromkeys(("beta", "beta_error", "beta_lag", "beta_lag_error"))
    for name, value, error in zip(names, one.coefficients, one.errors, strict=True):
        tree |= {name: value, f"{name}_error": error}
    at = number(rows.days)
    ends = [str(rows.days[np.searchsorted(at, sample.ends[place])]) for place in (0, -1)]
    return tree | {"model": "market model" if with_factor else "constant mean",
                   "factor": factor.key if factor and with_factor else None, "sigma": one.sigma, "count": one.n,
                   "start": ends[0], "end": ends[1]}  # fmt: skip


@cache
def holm(line_name: str, known: np.datetime64 | None, first: int, final: int) -> dict[int, float]:
    """Holm's ranks of a window, by day 0: one test for all events of one day."""
    shares: dict[int, float] = {}
    for name, zero in zeros().items():
        found = study_of(Sight(line_name, name, known), first, final)
        if found is not None:
            shares[zero] = ranked(found[0].study.t, found[0].among, final - first + 1)["share"]
    adjusted: dict[int, float] = {}
    largest = 0.0
    for place, (zero, share) in enumerate(sorted(shares.items(), key=lambda one: one[1])):
        largest = max(largest, min(1.0, (len(shares) - place) * share))
        adjusted[zero] = largest
    return adjusted


def abnormal(sight: Sight, one: Study, with_factor: bool) -> list[Tree]:
    """What each return from day -5 to day 10 was beyond the model; nothing where the factor is missing."""
    factor = factor_of(sight.line)
    at, first, final = number(sight.rows.days), WINDOWS[1][0], WINDOWS[2][1]
    inside = np.flatnonzero((at >= sight.zero + first) & (at <= sight.zero + final) & (at > at[0]))
    span = at[inside] - at[inside - 1]
    q, moved = asked(sight.rows, factor.rows if factor and with_factor else None, inside - 1, inside, span)
    rest = moved - q @ np.array(one.coefficients)
    return [{"day": str(day), "business_days": int(k), "value": float(value) if np.isfinite(value) else None}
            for day, k, value in zip(sight.rows.days[inside], span, rest, strict=True)]  # fmt: skip


def study_tree(sight: Sight) -> Tree | None:
    """All of a line's event studies around one event."""
    known = [(window, study_of(sight, *window)) for window in WINDOWS]
    tests = [test_tree(sight, *window, *one) for window, one in known if one is not None]
    if not tests:
        return None
    by_model = {with_factor: found.study for _, one in known if one is not None for found, with_factor in [one]}
    best = max(by_model)
    first = next((one for one in tests if one["window"] == [-1, 1]), None)
    return {"car": first and first["car"], "rank": first and first["rank"]["share"],
            "fits": [fit_tree(sight, one, kind, sight.rows) for kind, one in sorted(by_model.items(), reverse=True)],
            "events": touched(sight, best), "abnormal": abnormal(sight, by_model[best], best),
            "tests": tests}  # fmt: skip


@cache
def series_tree(sight: Sight) -> Tree:
    """Everything printed of a line around an event; nothing of a line that is not daily."""
    if not daily(sight.line):
        return {"day0": None, "shift_days": None, "event_study": None}
    day = first_day(sight)
    return {"line": sight.line, "key": line(sight.line).key, "day0": day and day[0], "shift_days": day and day[1],
            "moves": moves(sight), "before_after": compared(sight), "event_study": study_tree(sight),
            "refusals": [{"window": list(window)} for window in WINDOWS if not usable(sight, *window)]}  # fmt: skip
