"""All that is printed of one line around one event, as the JSON of `relations events` is built."""

from functools import cache
from typing import Any

import numpy as np

from tests.oracle import before_after
from tests.oracle.around import WINDOWS, Sight, Tested, factor_of, tested
from tests.oracle.held import CRAWL, NARROW, NARROW_LONG, STILL, figures
from tests.oracle.moves import Tree, compared, first_day, move_tree, moves, ranked, usable
from tests.oracle.returns import returns
from tests.oracle.rows import Rows
from tests.oracle.story import by_days, daily, zeros
from tests.oracle.study import Study, asked, estimation
from tests.oracle.windows import number


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


def tree_of_test(sight: Sight, first: int, final: int, found: Tested, with_factor: bool) -> Tree:
    one = found.study
    without: Tree | None = None
    if found.without is not None:
        other = found.without
        crosses = (abs(one.t) > 2) != (abs(other.t) > 2) and abs(one.t - other.t) > 0.5
        without = {"events": len(touched(sight, with_factor)), "count": found.left, "car": other.car, "t": other.t,
                   "depends": crosses}  # fmt: skip
    move = move_tree(sight, first, final)
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
    tests = [tree_of_test(sight, *window, *one) for window, one in known if one is not None]
    if not tests:
        return None
    by_model = {with_factor: found.study for _, one in known if one is not None for found, with_factor in [one]}
    best = max(by_model)
    first = next((one for one in tests if one["window"] == [-1, 1]), None)
    return {"car": first and first["car"], "rank": first and first["rank"]["share"],
            "fits": [fit_tree(sight, one, kind, sight.rows) for kind, one in sorted(by_model.items(), reverse=True)],
            "events": touched(sight, best), "abnormal": abnormal(sight, by_model[best], best),
            "tests": tests, "refused": without_factor(sight)}  # fmt: skip


def without_factor(sight: Sight) -> list[Tree]:
    """The windows that a constant mean stands in for: the factor has no row on a day they begin or end."""
    known = {window: study_of(sight, *window) for window in WINDOWS if factor_of(sight.line) is not None}
    return [{"statistic": "market model", "window": list(window), "reason": "factor missing"}
            for window, found in known.items() if found is not None and not found[1]]  # fmt: skip


@cache
def series_tree(sight: Sight) -> Tree:
    """Everything printed of a line around an event; nothing of a line that is not daily."""
    if not daily(sight.line):
        return {"day0": None, "shift_days": None, "event_study": None}
    day = first_day(sight)
    return {"line": sight.line, "key": by_days(sight.line).key, "day0": day and day[0], "shift_days": day and day[1],
            "moves": moves(sight), "before_after": compared(sight), "event_study": study_tree(sight),
            "refusals": [{"window": list(window)} for window in WINDOWS if not usable(sight, *window)]
            + without_factor(sight)}  # fmt: skip


def refusal_numbers(sight: Sight) -> list[float]:
    """The numbers a refusal may say: of the held rule with its limits, and of windows that are too wide."""
    known = [100 * STILL, NARROW, NARROW_LONG, CRAWL, 120.0, 250.0, float(before_after.N)]
    for part in by_days(sight.line).parts or (by_days(sight.line),):
        for most in (120, 250):
            _, median, rho, crawl = figures(returns(part.rows), np.array([sight.zero]), most)
            known += [float(100 * median[0]), float(rho[0]), float(crawl[0])]
    for first, final in WINDOWS:
        known += [float(sight.window(first, final).span[0]), float(final - first + 1)]
    return known
