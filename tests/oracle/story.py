"""The lines and dated events of a story file, with the rows of the first copy the cache has of each line."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from tests.oracle.placebo import all_zeros, measured
from tests.oracle.returns import returns
from tests.oracle.rows import CACHE, Flags, Rows, cross, read
from tests.oracle.study import BEFORE, LEAST, MOST
from tests.oracle.windows import day_zero, number

STORY = CACHE.parents[1] / "stories" / "kazakhstan-russia.toml"
REFUSING = {"peg", "corridor", "crawl"}
#: What the two countries of the story have without its saying so: what these lines are, told here a second time.
UNWRITTEN: dict[str, dict[str, Any]] = {
    "exports": {"keys": ["wits/KAZ/RUS/exports"]},
    "imports": {"keys": ["wits/KAZ/RUS/imports"]},
    "exports-share": {"keys": ["wits/KAZ/RUS/exports_share"]},
    "imports-share": {"keys": ["wits/KAZ/RUS/imports_share"]},
    "votes": {"keys": ["un_votes/KAZ/RUS/agreement"]},
    "turnover": {"transform": "turnover", "of": ["exports", "imports"]},
}
MADE = {"keys", "cross", "transform"}


@dataclass(frozen=True, eq=False)
class Line:
    """A line's rows, what it is derived from and the regimes its story declares."""

    name: str
    key: str
    rows: Rows
    rate: bool
    unit: str
    frequency: str = "daily"
    parts: tuple["Line", ...] = ()
    regimes: tuple[dict[str, Any], ...] = field(default=(), repr=False)

    @property
    def yearly(self) -> bool:
        return self.frequency == "annual"


@cache
def content() -> dict[str, Any]:
    return tomllib.loads(STORY.read_text(encoding="utf-8"))


def entry(name: str) -> dict[str, Any]:
    """A line as the story file writes it; one that follows from its two countries, as it would."""
    written: dict[str, Any] = content()["lines"].get(name, {})
    return written if MADE & set(written) else {**written, **UNWRITTEN[name]}


def header(key: str) -> dict[str, str]:
    """The `# name: value` lines of a copy."""
    lines = (CACHE / f"{key}.csv").read_text(encoding="utf-8").splitlines()
    return dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)


def daily(name: str) -> bool:
    """Whether a line has a row a day, as its copies and those of what it is made of say."""
    told = entry(name)
    if parts := told.get("cross") or told.get("of"):
        return all(daily(part) for part in parts)
    return has_copy(name) and line(name).frequency == "daily"


def has_copy(name: str) -> bool:
    """Whether the cache has a copy of any of a line's keys."""
    return any((CACHE / f"{key}.csv").exists() for key in entry(name).get("keys", [])) or ("cross" in entry(name))


@cache
def line(name: str, copy: str | None = None) -> Line:
    """A line of the story by its name: of the copy asked for, or of the first of its keys that there is a copy of."""
    told = entry(name)
    regimes = tuple(told.get("regimes", ()))
    if "cross" in told:
        one, other = (line(part, key) for part, key in zip(told["cross"], pair(*told["cross"]), strict=True))
        unit = " per ".join(part.unit.split(" per ")[0] for part in (one, other))
        key = f"{one.key}_per_{unit.split()[-1]}"
        return Line(name, key, cross(one.rows, other.rows), True, unit, parts=(one, other), regimes=regimes)
    key = copy or next(key for key in told["keys"] if (CACHE / f"{key}.csv").exists())
    told_of = header(key)
    words = told_of["unit"].split(" per ")
    rate = len(words) == 2 and all(len(word) == 3 for word in words)
    return Line(name, key, read(key), rate, told_of["unit"], told_of["frequency"], regimes=regimes)


def by_days(name: str) -> Line:
    """A line as statistics of days take it: of the copy that the story names for them."""
    return line(name, entry(name).get("daily"))


def pair(over: str, under: str) -> tuple[str, str]:
    """The first copies of two lines that are of one publisher."""
    one, other = ([key for key in entry(name)["keys"] if (CACHE / f"{key}.csv").exists()] for name in (over, under))
    return next((a, b) for a in one for b in other if a.split("/")[0] == b.split("/")[0])


@cache
def zeros() -> dict[str, int]:
    """Day 0 of every event known to the day, as a business-day number."""
    told = content()["events"]
    return {
        event["id"]: int(number(day_zero(str(event["date"]))))
        for event in told
        if event.get("precision", "day") == "day"
    }


def declared(of: Line) -> Flags:
    """Which days 0 have a declared peg, corridor or crawl over more than half of their estimation window's returns."""
    sample, every = returns(of.rows), all_zeros(of.rows)
    inside = np.zeros(len(sample.ends), dtype=bool)
    for regime in of.regimes:
        if regime["kind"] in REFUSING:
            end = number(np.datetime64(regime["end"])) if "end" in regime else np.iinfo(np.int64).max
            inside |= (sample.ends >= number(np.datetime64(regime["start"]))) & (sample.ends <= end)
    so_far = np.concatenate([[0], np.cumsum(inside)])
    last = np.searchsorted(sample.ends, every - BEFORE, side="right")
    first = np.maximum(last - MOST, 0)
    most: Flags = 2 * (so_far[last] - so_far[first]) > last - first
    return most & (last - first >= LEAST)


@cache
def refused(of: Line) -> Flags:
    """Which days 0 are refused because the rate, or a part of it, was held."""
    every = all_zeros(of.rows)
    flags = (measured(of.rows) | declared(of)) if of.rate else np.zeros(len(every), dtype=bool)
    for part in of.parts:
        theirs = all_zeros(part.rows)
        place = np.clip(every - theirs[0], 0, len(theirs) - 1)
        flags = flags | ((every >= theirs[0]) & (every <= theirs[-1]) & refused(part)[place])
    return flags
