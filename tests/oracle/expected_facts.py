"""Dates, groups and bounds: `record`, `days_between`, `bound`, `rank_at_best`."""

import numpy as np

from tests.oracle import trade
from tests.oracle.expected import Expected, Number, Spec, Standpoint
from tests.oracle.expected_years import yearly
from tests.oracle.story import content

Span = tuple[np.datetime64, np.datetime64]


def span(told: Spec) -> Span:
    """The first and the last day a date may stand for."""
    day = np.datetime64(str(told["date"]))
    unit = {"day": "D", "month": "M", "year": "Y"}[told.get("precision", "day")]
    start = day.astype(f"datetime64[{unit}]")
    return start.astype("datetime64[D]"), (start + 1).astype("datetime64[D]") - 1


def event(name: str, at: Standpoint) -> Span:
    if name == "publication":
        return at.earliest, at.published
    return span(next(one for one in content()["events"] if one["id"] == name))


def days(later: np.datetime64, earlier: np.datetime64) -> int:
    return int((later - earlier).astype(int))


def of_record(spec: Spec, at: Standpoint) -> Expected:
    values: dict[str, Number] = {}
    spans = [event(name, at) for name in spec.get("events", [])] + [span(fact) for fact in spec.get("facts", [])]
    for place, (first, last) in enumerate(spans, 1):
        if last <= at.published:
            values[f"days-before-{place}"] = max(0, days(at.earliest, last))
            values[f"days-before-{place}-at-most"] = days(at.published, first)
    return Expected(values)


def of_days_between(spec: Spec, at: Standpoint) -> Expected:
    earlier, later = event(spec["earlier"], at), event(spec["later"], at)
    least, most = days(later[0], earlier[1]), days(later[1], earlier[0])
    flips = least if least > spec["at_most"] else most
    values: dict[str, Number] = {"days": least, "days-at-most": None if spec.get("open") else most}
    values["limit"] = spec["at_most"]
    return Expected(values, least, {"days-between": least}, {"days-between": flips})


def of_bound(spec: Spec, at: Standpoint) -> Expected:
    values: dict[str, Number] = {"year": spec["year"], "claimed": float(spec["claimed"])}
    answers: dict[str, float | None] = {}
    for place, names in enumerate(spec["definitions"].values(), 1):
        everybody = trade.total([yearly(name, at) for name in names], spec["year"])
        answers[f"bound-{place}"] = everybody
        values |= {f"bound-{place}": everybody, f"share-needed-{place}": 100 * spec["claimed"] / everybody}
    return Expected(values, answers["bound-1"], answers, dict(answers))


def of_rank_at_best(spec: Spec, at: Standpoint) -> Expected:
    own = [yearly(name, at) for name in spec["own"]]
    others = [[yearly(name, at) for name in names] for names in spec["others"].values()]
    year = min(spec["year"], *(trade.years(rows)[-1] for group in (own, *others) for rows in group))
    mine = trade.total(own, year)
    theirs = [trade.total(group, year) for group in others]
    best = 1 + sum(one > mine for one in theirs)
    values: dict[str, Number] = {"best-rank": best, "own": mine, "year": year}
    values |= {f"other-{place}": one for place, one in enumerate(theirs, 1)}
    return Expected(values, best, {"definition-1": best}, {"definition-1": best})
