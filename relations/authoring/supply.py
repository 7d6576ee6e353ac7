"""What there is to draw: for each line of a pair, or of a country, its keys, who has them, and what is here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

from relations import cache
from relations.refresh import errors
from relations.story import Known, Pair
from relations.values import Country, Message, Rate, Unit, currencies
from sources import Indicator, NotCached, Rejected, habits, publisher_of, source

State = Literal["cached", "to fetch", "failed", "absent"]


@dataclass(frozen=True)
class Supply:
    """One key of a line, and how it stands; of a line that cannot be, the reason alone."""

    line: str
    label: str
    state: State
    key: str = ""
    publisher: str = ""
    unit: str = ""
    frequency: str = ""
    first: date | None = None
    last: date | None = None
    licence: str = ""
    note: str = ""  #: why it is not there, or what is odd about it


def of_pair(pair: Pair, names: tuple[str, ...] = ()) -> list[Supply]:
    """Every key of the lines of a pair, and of those named besides; what a line is made of stands for it."""
    known = errors()
    return [one for name in dict.fromkeys((*pair.names, *names)) for one in _of_line(pair, name, known)]


def of_country(country: Country, pair: Pair) -> list[Supply]:
    """Every key of a country's own lines, and every copy in the cache that is of it or of its currency."""
    known = errors()
    code = country.code.lower()
    names = (*pair.currencies(country), f"population-{code}", f"gdp-{code}")
    found = [one for name in names for one in _of_line(pair, name, known)]
    listed = {one.key for one in found}
    money = {str(one.currency) for one in pair.tender(country)} - {"USD"}
    for key in cache.cached_keys():
        if key not in listed:
            with suppress(Rejected, NotCached):
                about = cache.glance(key).indicator
                if country.code in key.split("/") or money & set(_money(about.unit)):
                    found.append(_supply("", about.title, key, known))
    return found


def _money(unit: Unit) -> tuple[str, ...]:
    return tuple(currencies(unit)) if isinstance(unit, Rate) else ()


def shown(rows: list[Supply]) -> list[Supply]:
    """Of each line the key it is drawn from now, the first that is cached; else the first of all."""
    best: dict[str, Supply] = {}
    for one in rows:
        if one.line not in best or (one.state == "cached" and best[one.line].state != "cached"):
            best[one.line] = one
    return list(best.values())


def _of_line(pair: Pair, name: str, known: Mapping[str, str]) -> Iterator[Supply]:
    found = pair.line(name)
    if isinstance(found, Known):
        label, made = found.written["label"], found.cross or found.turnover
        if made:
            yield _made(pair, name, str(label), made)
        for key in found.keys:
            yield _supply(name, str(label), key, known)
    elif isinstance(found, Message):
        yield Supply(name, name, "absent", note=str(found))


def _made(pair: Pair, name: str, label: str, parts: tuple[str, str]) -> Supply:
    """A line that is made of others: there as soon as both are."""
    keys = [found.keys for part in parts if isinstance(found := pair.line(part), Known)]
    here = [{publisher_of(key) for key in one if cache.is_cached(key)} for one in keys]
    there = bool(set.intersection(*here))
    return Supply(name, label, "cached" if there else "to fetch", note=f"made of {parts[0]} and {parts[1]}")


def _supply(line: str, label: str, key: str, known: Mapping[str, str]) -> Supply:
    module, first, last = source(key), None, None
    state: State = "to fetch"
    note = known.get(key, "")
    about = module.indicator(key.split("/", 1)[1])
    try:
        copy = cache.glance(key)
        about, first, last, state = copy.indicator, copy.first, copy.last, "cached"
    except NotCached:
        first = habits(module).began.get(about.code)
        state = "failed" if note else "to fetch"
        note = note or ("a refresh computes it without a network" if habits(module).computed else "")
    except Rejected as damage:
        state, note = "failed", str(damage)
    return Supply(line, label, state, key, about.publisher, _unit(about), about.frequency, first, last,
                  str(about.licence), note)  # fmt: skip


def _unit(about: Indicator) -> str:
    return str(about.unit)
