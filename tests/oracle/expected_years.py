"""Numbers by year: `total`, `shares`, `growth`, `worst_year`."""

from tests.oracle import trade
from tests.oracle.expected import Expected, Number, Spec, Standpoint
from tests.oracle.known import known
from tests.oracle.rows import Rows
from tests.oracle.story import line


def yearly(name: str, at: Standpoint) -> Rows:
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


def both_ways(spec: Spec, at: Standpoint) -> Rows:
    return trade.turnover(yearly(spec["exports"], at), yearly(spec["imports"], at))


def of_growth(spec: Spec, at: Standpoint) -> Expected:
    rows, year, span = both_ways(spec, at), spec["year"], spec["horizon"] // 12
    if year not in trade.years(rows):
        return Expected(answers={"growth": None})
    later = range(year + 1, year + span + 1)
    values: dict[str, Number] = {f"turnover-{one}": trade.of_year(rows, one) for one in (year, *later)}
    values |= {f"change-{year}-{one}": trade.growth(rows, year, one) for one in later}
    above = [one for one in trade.years(rows) if one > year and trade.growth(rows, year, one) > 0]
    best = max(trade.of_year(rows, one) for one in later)
    rate = base_rate(rows, spec, at)
    values |= {"first-year-above": above[0] if above else None, "base-rate": rate}
    headline = trade.growth(rows, year, later[-1])
    return Expected(values, headline, {"growth": headline}, {"growth": best}, (), rate)


def base_rate(rows: Rows, spec: Spec, at: Standpoint) -> float:
    """Per cent of the earlier years that were passed within the horizon, of those with every year fit."""
    span, ended = spec["horizon"] // 12, int(str(at.published)[:4]) - 1
    fit = {one for one in trade.years(rows) if one >= spec["since"] and one not in spec.get("excluded", ())}
    starts = [one for one in fit if one + span <= ended and {one + step for step in range(span + 1)} <= fit]
    passed = [one for one in starts if any(trade.growth(rows, one, one + step) > 0 for step in range(1, span + 1))]
    return 100 * len(passed) / len(starts)


def of_worst_year(spec: Spec, at: Standpoint) -> Expected:
    rows, year = both_ways(spec, at), spec["year"]
    if year not in trade.years(rows):
        return Expected(answers={"worst-year": None})
    excluded = frozenset(spec.get("excluded", ()))
    then = trade.worst_year(rows, year, spec["since"], year, excluded)
    now = trade.worst_year(rows, year, spec["since"], trade.years(rows)[-1], excluded)
    values: dict[str, Number] = {
        f"change-{year}-percent": then.change,
        f"change-{year}-money": then.money,
        "rank-percent": then.rank,
        "rank-money": then.rank_money,
        "rank-percent-since": now.rank,
        "rank-money-since": now.rank_money,
        "years-compared": then.compared,
        "years-since": now.compared,
    }
    values |= {f"change-{one}-percent": trade.growth(rows, one - 1, one) for one in then.deeper}
    for one in trade.years(rows)[1:]:
        money = trade.of_year(rows, one) - trade.of_year(rows, one - 1) if one - 1 in trade.years(rows) else 0
        if one <= year and one not in excluded and one - 1 not in excluded and money < then.money:
            values[f"change-{one}-money"] = money
    answers: dict[str, float | None] = {"percent": then.change, "money": then.money}
    return Expected(values, then.change, answers, dict.fromkeys(answers))
