"""Falls of rates and prices: `fall`, `falls`, `first_fall`."""

import numpy as np

from tests.oracle.expected import Expected, Number, Spec, Standpoint
from tests.oracle.falls import Fall, fall, upside_down
from tests.oracle.forecasts import first_fall, months_later
from tests.oracle.known import known
from tests.oracle.rows import Rows
from tests.oracle.story import has_copy, line
from tests.oracle.windows import number


def worth(spec: Spec, at: Standpoint) -> Rows:
    """The rows of a thing's value: a rate of the currency that is priced in it is turned upside down."""
    of = line(spec["line"])
    rows = known(of.key, at.known) if of.yearly else of.rows if at.known is None else of.rows.until(at.known)
    return upside_down(rows) if of.unit.split(" per ")[0] == spec.get("of") else rows


def printed(spec: Spec, value: float) -> float:
    """A value as the line has it."""
    return 1 / value if line(spec["line"]).unit.split(" per ")[0] == spec.get("of") else value


def of_fall(spec: Spec, at: Standpoint) -> Expected:
    if not has_copy(spec["line"]):
        return Expected(answers={"fall": None})
    rows = worth(spec, at)
    start, end = str(spec["start"]), str(spec["end"])
    found = fall(rows, start, end, at.published, spec.get("still", 60))
    values: dict[str, Number] = {
        "earlier": printed(spec, found.earlier),
        "later": printed(spec, found.later),
        "change": found.change,
        "business-days": found.span,
        "above-the-low": found.above_low,
        "windows": found.windows_then,
        "deeper-episodes": len(found.earlier_deeper),
        "deeper-episodes-since": len(found.later_deeper),
    }
    if "of" in spec:
        values["change-of-the-other"] = 100 * (found.earlier / found.later - 1)
    if "still" in spec:
        values["against-the-mean-before"] = found.against_mean
    flips = {"fall": -found.change if "at_least" in spec else None}
    said = (*depths(found), *next_deepest(rows, found, at), *over_the_month(rows, spec, at))
    return Expected(values, found.change, {"fall": found.change}, flips, said)


def depths(found: Fall) -> tuple[float, ...]:
    return tuple(one.change for one in (*found.earlier_deeper, *found.later_deeper))


def next_deepest(rows: Rows, found: Fall, at: Standpoint) -> list[float]:
    """The deepest fall over as many business days that shares no day with the claim's, up to publication and since."""
    days, v = number(rows.days), rows.values
    last = np.searchsorted(days, days + found.span, side="right") - 1
    apart = (rows.days[last] < found.start) | (rows.days > found.end)
    whole = apart & (days + found.span <= days[-1]) & (v > 0) & (v[last] > 0)
    then = rows.days[last] <= at.published
    change = 100 * (v[last] / v - 1)
    return [float(change[whole & when].min()) for when in (then, ~then) if (whole & when).any()]


def over_the_month(rows: Rows, spec: Spec, at: Standpoint) -> list[float]:
    """The least and most of the change up to each day of the month of publication; how far above its low each is."""
    days = np.arange(at.earliest, at.published + 1)
    start = rows.values[rows.last(str(spec["start"]))]
    change = [100 * (rows.values[rows.last(day)] / start - 1) for day in days]
    first = rows.last(str(spec["start"]))
    lows = [100 * (rows.values[last] / rows.values[first : last + 1].min() - 1) for last in map(rows.last, days)]
    return [float(min(change)), float(max(change)), *map(float, lows)]


def of_falls(spec: Spec, at: Standpoint) -> Expected:
    values: dict[str, Number] = {}
    changes: dict[str, float | None] = {}
    for channel in spec["channels"]:
        name, rows = channel["line"], worth(channel, at)
        end = str(channel["end"])
        if line(name).yearly and str(rows.days[-1])[:4] < end[:4]:
            changes[name] = None  # not out
            continue
        earlier, later = (rows.values[rows.last(str(channel[when]))] for when in ("start", "end"))
        changes[name] = 100 * (later / earlier - 1)
        values |= {f"{name}-earlier": printed(channel, earlier), f"{name}-later": printed(channel, later)}
        values[f"{name}-change"] = changes[name]
        if "of" in channel:
            values[f"{name}-change-of-the-other"] = 100 * (earlier / later - 1)
    told = [change for change in changes.values() if change is not None]
    flips = {name: -change if change is not None and change < 0 else None for name, change in changes.items()}
    return Expected(values, told[0] if told else None, changes, flips)


def of_first_fall(spec: Spec, at: Standpoint) -> Expected:
    if at.known is not None:
        return Expected(answers={"first-fall": None})
    rows, months = worth(spec, at), spec["horizon"]
    found = first_fall(rows, at.published, spec["more_than"], months)
    rate = 100 * found.came_true / found.earlier_days
    if found.day is None or found.value is None or found.change is None:
        raise NotImplementedError
    horizon = rows.until(months_later(at.published, months))
    deepest = 100 * (1 - horizon.values[horizon.days > found.base_day].min() / found.base)
    sooner = rows.values[(rows.days > found.base_day) & (rows.days < found.day)].min()
    values: dict[str, Number] = {
        "at-publication": printed(spec, found.base),
        "on-that-day": printed(spec, found.value),
        "change": found.change,
        "change-of-the-other": 100 * (found.base / found.value - 1),
        "came-true-on": str(found.day),
        "days-after-publication": int((found.day - at.published).astype(int)),
        "days-after-publication-at-most": int((found.day - at.earliest).astype(int)),
        "base-rate": rate,
    }
    said = (100 * (1 - sooner / found.base), -found.change)
    return Expected(values, found.change, {"first-fall": found.change}, {"first-fall": deepest}, said, rate)
