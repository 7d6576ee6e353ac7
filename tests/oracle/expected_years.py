"""Numbers by year: `total`, `shares`, `growth`, `worst_year`, `steeper`."""

from collections.abc import Callable

from tests.oracle import trade, votes
from tests.oracle.expected import Expected, Number, Spec, Standpoint
from tests.oracle.known import known
from tests.oracle.rows import CACHE, Rows
from tests.oracle.story import entry, line

Change = Callable[[Rows, int, int], float]


def yearly(name: str, at: Standpoint) -> Rows:
    """A yearly line's rows, as known then where that is asked; one made of two is their sum."""
    told = entry(name)
    if told.get("transform") == "turnover":
        one, other = (yearly(part, at) for part in told["of"])
        return trade.turnover(one, other)
    return known(line(name).key, at.known)


def of_total(spec: Spec, at: Standpoint) -> Expected:
    groups = [[yearly(name, at) for name in names] for names in spec["definitions"].values()]
    year = min(spec["year"], *(int(str(rows.days[-1])[:4]) for rows in (rows for group in groups for rows in group)))
    sums = {f"sum-{place}": trade.total(group, year) for place, group in enumerate(groups, 1)}
    limit = float(spec["above"])
    nearest = min(sums.values(), key=lambda value: abs(value - limit))
    values: dict[str, Number] = {**sums, "year": year, "compared-with": limit}
    return Expected(values, sums["sum-1"], dict(sums), dict(sums), (nearest - limit,))


def of_shares(spec: Spec, at: Standpoint) -> Expected:
    values: dict[str, Number] = {}
    answers: dict[str, float | None] = {}
    said: list[float] = []
    for name in spec["definitions"].values():
        rows = yearly(name, at)
        year = min(spec["year"], trade.years(rows)[-1])
        fit = [one for one in trade.years(rows) if one >= spec["since"] and one not in spec.get("excluded", ())]
        told = [trade.of_year(rows, one) for one in fit]
        answers[name] = trade.of_year(rows, year)
        values |= {f"{name}-{year}": answers[name], f"{name}-{fit[0]}": told[0], "year": year}
        said += [min(told), max(told)]
    return Expected(values, next(iter(answers.values())), answers, dict.fromkeys(answers), tuple(said))


def series(spec: Spec, at: Standpoint) -> tuple[str, Rows, Change]:
    """A measure's yearly numbers, their name, and how two of them are compared: in points, or per cent."""
    if "line" in spec:
        return spec["line"], yearly(spec["line"], at), difference
    return "turnover", trade.turnover(yearly(spec["exports"], at), yearly(spec["imports"], at)), trade.growth


def difference(rows: Rows, year: int, later: int) -> float:
    return trade.of_year(rows, later) - trade.of_year(rows, year)


def fit_years(rows: Rows, spec: Spec) -> set[int]:
    """The years a measure may use."""
    return {one for one in trade.years(rows) if one >= spec.get("since", 0) and one not in spec.get("excluded", ())}


def of_growth(spec: Spec, at: Standpoint) -> Expected:
    (name, rows, change), year, span = series(spec, at), spec["year"], spec["horizon"] // 12
    if year not in trade.years(rows) or year + 1 not in trade.years(rows):
        return Expected(answers={"growth": None})
    later = range(year + 1, year + span + 1)
    values: dict[str, Number] = {f"{name}-{one}": trade.of_year(rows, one) for one in (year, *later)}
    values |= {f"change-{year}-{one}": change(rows, year, one) for one in later}
    above = [one for one in trade.years(rows) if one > year and change(rows, year, one) > 0]
    best = max(trade.of_year(rows, one) for one in later)
    rate = base_rate(rows, spec, at, span, lambda one: any(change(rows, one, one + n) > 0 for n in range(1, span + 1)))
    values |= {"first-year-above": above[0] if above else None, "base-rate": rate}
    headline = change(rows, year, later[-1])
    return Expected(values, headline, {"growth": headline}, {"growth": best}, (), rate)


def base_rate(rows: Rows, spec: Spec, at: Standpoint, span: int, passed: Callable[[int], bool], back: int = 0) -> float:
    """Per cent of the earlier years from which it was so within the horizon, of those with every year fit."""
    ended, fit = int(str(at.published)[:4]) - 1, fit_years(rows, spec)
    starts = [one for one in fit if one + span <= ended and {one + step for step in range(-back, span + 1)} <= fit]
    return 100 * sum(map(passed, starts)) / len(starts)


def of_steeper(spec: Spec, at: Standpoint) -> Expected:
    (_, rows, change), year = series(spec, at), spec["year"]
    if year not in trade.years(rows):
        return Expected(answers={"steeper": None})
    now, before = change(rows, year - 1, year), change(rows, year - 2, year - 1)
    rate = base_rate(rows, spec, at, 1, lambda one: steeper(rows, change, one), back=1)
    values: dict[str, Number] = {f"change-{year - 1}-{year}": now, f"change-{year - 2}-{year - 1}": before}
    values["base-rate"] = rate
    return Expected(values, now, {"steeper": now}, {"steeper": now}, (), rate)


def steeper(rows: Rows, change: Change, year: int) -> bool:
    """Whether the year after fell, and by more than this one."""
    return change(rows, year, year + 1) < min(0.0, change(rows, year - 1, year))


def of_worst_year(spec: Spec, at: Standpoint) -> Expected:
    (name, rows, _), year = series(spec, at), spec["year"]
    if year not in trade.years(rows):
        return Expected(answers={"worst-year": None})
    readings: dict[str, Change] = {"percent": trade.growth, "money": difference}
    if name != "turnover":
        readings = {"difference": difference}
    values: dict[str, Number] = {}
    answers: dict[str, float | None] = {}
    fit, said = fit_years(rows, spec), []
    compared = sorted(one for one in fit if one - 1 in fit)
    then = [one for one in compared if one <= year]
    for reading, change in readings.items():
        changes = {one: change(rows, one - 1, one) for one in compared}
        deeper = [one for one in compared if changes[one] < changes[year]]
        values[f"rank-{reading}"] = 1 + sum(one <= year for one in deeper)
        values[f"rank-{reading}-since"] = 1 + len(deeper)
        values |= {f"change-{one}-{reading}": changes[one] for one in (year, *deeper) if one <= year}
        answers[reading] = changes[year]
        said.append(sum(one <= year for one in deeper))
    values |= {"years-compared": len(then), "years-since": len(compared)}
    _, *members = line(spec["line"]).key.split("/") if "line" in spec else ("",)
    if members:
        every, fell = votes.fell_more(CACHE / "un_votes" / "rollcalls.csv", members[0], members[1], year)
        values |= {"pairs": every, "pairs-that-fell-more": fell}
        said.append(100 * fell / every)
    return Expected(values, next(iter(answers.values())), answers, dict.fromkeys(answers), tuple(said))
