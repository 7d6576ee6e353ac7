"""What there is to draw: for each line of a pair, or of a country, its keys, who has them, and what is here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from relations import cache
from relations.authoring.pegs import peg
from relations.cache.journal import LOG
from relations.story import Known, Pair
from relations.values import Country, CurrencyName, Message, Number, Rate, currencies, redenominations
from sources import Habits, Indicator, NotCached, Rejected, SourceError, habits, publisher_of, source

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
    known = _errors()
    return [one for name in dict.fromkeys((*pair.names, *names)) for one in _of_line(pair, name, known)]


def of_country(country: Country, pair: Pair) -> list[Supply]:
    """Every key of a country's own lines, and every copy in the cache that is of it or of its currency."""
    known = _errors()
    code = country.code.lower()
    names = (*pair.currencies(country), f"population-{code}", f"gdp-{code}")
    found = [one for name in names for one in _of_line(pair, name, known)]
    listed = {one.key for one in found}
    money = {str(one.currency) for one in pair.tender(country)} - {"USD"}
    for key in cache.cached_keys():
        if key not in listed:
            with suppress(Rejected, NotCached):
                about = cache.glance(key).indicator
                rated = currencies(about.unit) if isinstance(about.unit, Rate) else ()
                if country.code in key.split("/") or money & {*rated}:
                    found.append(_supply("", about.title, key, known))
    return found


def _errors() -> dict[str, str]:
    """By key what went wrong when it was last asked for; nothing of those that were answered."""
    return {key: error for key, error in {row["key"]: row["error"] for row in LOG.rows()}.items() if error}


def shown(rows: list[Supply]) -> list[Supply]:
    """Of each line the key it is drawn from now, the first that is cached; else the first of all."""
    best: dict[str, Supply] = {}
    for one in rows:
        if one.line not in best or (one.state == "cached" and best[one.line].state != "cached"):
            best[one.line] = one
    return list(best.values())


def remarked(pair: Pair, rows: list[Supply]) -> list[Supply]:
    """The rows with what is odd about currencies: adopted, without zeros since, or standing still in these years."""
    return [replace(one, note="; ".join(filter(None, (one.note, *_oddities(pair, one))))) for one in rows]


def _oddities(pair: Pair, row: Supply) -> Iterator[str]:
    found = pair.currency_of(row.line)
    if found is None or not row.key:
        return
    country, code = found[0], found[1].currency.code
    *earlier, last = pair.tender(country)
    if earlier or code == "EUR":
        words = "{country} uses the {currency} since {since}"
        yield str(Message(words, country=country, currency=CurrencyName(last.currency.code), since=last.since))
    for one in redenominations(code):
        if pair.first <= one.first <= pair.last:
            words = "one new {code} took the place of {factor} on {day}; all values are in new ones"
            yield str(Message(words, code=code, factor=Number(one.factor), day=one.first))
    others = ("EUR", *(one.currency.code for each in (pair.one, pair.other) for one in pair.tender(each)[-1:]))
    if held := peg(row.key, tuple(dict.fromkeys(others)), (pair.first, pair.last)):
        yield str(held)


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
        if not note:
            state, note = _computed(about, habits(module))
    except Rejected as damage:
        state, note = "failed", str(damage)
    return Supply(line, label, state, key, about.publisher, str(about.unit), about.frequency, first, last,
                  str(about.licence), note)  # fmt: skip


def _computed(about: Indicator, own: Habits) -> tuple[State, str]:
    """Of a copy that follows from a table that is here: that a refresh makes it, or why there is none."""
    if own.computed is None:
        return "to fetch", ""
    try:
        own.computed.copy(about, cache.read_table(own.computed.table).text)
    except NotCached:
        return "to fetch", ""
    except SourceError as error:
        return "absent", str(error)
    return "to fetch", "a refresh computes it without a network"
