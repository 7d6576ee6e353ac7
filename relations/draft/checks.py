"""From what a claim says to the measure that would check it, and the verdict that would come out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sources
from relations.cache import is_cached
from relations.draft.amounts import least, level, percent
from relations.draft.currencies import country_of, currency_of, is_of_both
from relations.draft.lacking import (
    COUNTRIES,
    DATE,
    DAYS,
    FORECAST,
    KIND,
    LEVEL,
    LINE,
    MONTHLY,
    NEEDS,
    NUMBER,
    PUBLISHED,
    START,
    WAY,
    WHOSE,
)
from relations.draft.names import Pair, places
from relations.draft.proposals import Proposal
from relations.draft.spans import RANKS
from relations.draft.timeline import When
from relations.story import Known, Story, years
from relations.story import Pair as StoryPair
from relations.story._reading import _tuples
from relations.story.completed import completed
from relations.values import Country, Message

Spec = dict[str, Any]
HORIZON = 12  #: months a forecast has, where it names none
_CODE = re.compile("[A-Z]{3}")  #: of a currency
RARE = 10  #: percent that a currency must lose for a fall without a number
#: The measure of a move by what a claim wants, and which way it went.
MOVES = {("fall", -1): "fall", ("fall", 1): "rise", ("growth", -1): "falls", ("growth", 1): "rises"}
PEOPLE = {"population": "population", "населен": "population", "gdp": "gdp", "ввп": "gdp"}  #: lines of a country
BY_MONTH = {"exports", "imports"}  #: lines of years, beside which a pair has one of months
WITHIN = {"day", "month", "quarter", "season"}  #: precisions of a part of a year
TIMELESS = {"rank_among", "vote_on", "days_between", "untestable"}  #: measures that need no date of the claim


def spec(one: Proposal, pair: Pair | None, published: date | None) -> Spec:
    """The measure of a claim as a story has it; one without an answer, and with its needs, if not all is known."""
    found = _measured(one, pair, published) if pair and not _untimed(one, pair) else None
    if found and pair and published and all(_known(name, pair, published) for name in _lines(found)):
        return found
    lacks = ", ".join(map(str, missing(one, pair, published)))
    reason = f"Checked with {one.measure or 'a measure'}; still missing: {lacks}."
    return {"kind": "unanswered", "answer": "unfinished", "reason": reason}


def missing(one: Proposal, pair: Pair | None, published: date | None) -> list[Message]:
    """What a claim without a measure does not tell, and no story can do without: a date, a level, a line."""
    lacks = [NEEDS[one.measure]] if one.measure in NEEDS else []
    if pair is None:
        lacks.append(COUNTRIES)
    is_dated = one.when or (one.since and one.measure not in RANKS) or one.ahead or one.measure in TIMELESS
    if not is_dated:
        lacks.append(DATE)
    if published is None and (one.ahead or one.since):
        lacks.append(PUBLISHED)
    name, told = pair and _line_of(one, pair), published or (one.when.day if one.when else None)
    by_how_much = percent(one) or (pair and name and told and _level(one, name, pair, told))
    if one.measure in {"growth", "falls", "shares"} and not (one.ahead or by_how_much):
        lacks.append(LEVEL)
    if pair and one.line and is_of_both(one.line, pair):
        return [*lacks, WHOSE]
    if one.measure not in NEEDS and pair and not (name and (told is None or _known(name, pair, told))):
        lacks.append(Message("the line {name}", name=name) if name else LINE)
    lacks += _untimed(one, pair) if pair else []
    if lacks or one.ahead:
        return lacks or [FORECAST]
    if one.measure in RANKS:
        return [KIND if one.measure == "worst_year" else NUMBER if one.way else WAY]
    return [DAYS if one.way else WAY]


def _known(name: str, pair: Pair, published: date) -> Known | None:
    """The line of that name, if one follows from the two countries."""
    told = StoryPair(Country(pair.first), Country(pair.second), *years(None, published))
    found = told.line(name)
    return found if isinstance(found, Known) else None


def _lines(measure: Spec) -> list[str]:
    """The lines a measure names."""
    channels = [one["line"] for one in measure.get("channels", ())]
    named = [measure[name] for name in ("line", "exports", "imports") if name in measure]
    return [*named, *channels, *measure.get("definitions", {}).values()]


def _measured(one: Proposal, pair: Pair, published: date | None) -> Spec | None:
    """The measure of a claim, as far as the claim tells all that the measure must know."""
    name = _line_of(one, pair)
    if name and one.ahead:
        return _foretold(one, name, published)
    if one.when is None:  # since a day, and so up to the article’s
        until = When(published, "day") if one.since and published else None
        return _moved(one, name, until, pair) if until and name and one.measure == "fall" else None
    year = one.when.day.year
    if one.measure == "mirror":
        return {"kind": "mirror", "exports": "exports", "imports": "partner-imports", "since": year - 5, "year": year}
    if one.measure == "shares" and name and name.endswith("-share") and one.number and one.counted_in == "%":
        definitions = {f"goods {name.removesuffix('-share')}": name}
        return {"kind": "shares", "definitions": definitions, "year": year, "since": year - 5, "at_least": least(one)}
    if one.measure in RANKS:
        return _ranked(one, name, one.when, pair) if name and one.way else None
    return _moved(one, name, one.when, pair) if name else None


def _line_of(one: Proposal, pair: Pair) -> str | None:
    """The name of a line: of a currency that of its country, one of the two where they have it; of people theirs."""
    line = one.line
    if what := next((what for word, what in PEOPLE.items() if (line or "").startswith(word)), None):
        named = [code for _, code in places(one.told)]
        return f"{what}-{(named[0] if named else pair.first).lower()}"
    if line in BY_MONTH and _is_of_a_month(one):
        return f"{line}-by-month"
    if line is None or not _CODE.fullmatch(line):
        return line
    country = next((code for code in pair.codes if currency_of(code) == line), None) or country_of(line)
    return f"currency-{country.lower()}" if country else line


def _is_of_a_month(one: Proposal) -> bool:
    """Whether it says that there was more or less in a month than in that of the year before."""
    is_whole = not (one.since or one.in_part or one.is_open or one.ahead or one.came_from)
    is_month = all(when is not None and when.precision == "month" for when in (one.when, one.against or one.when))
    return one.measure == "growth" and is_whole and is_month


def _untimed(one: Proposal, pair: Pair) -> list[Message]:
    """What its time lacks: a beginning, a line that knows parts of a year, the days of a part of a month or year."""
    lacks = [START] if one.is_open else []
    if _is_within_a_year(one, pair):
        return [*lacks, MONTHLY]
    is_of_days = one.measure in {"fall", "extreme"} and one.way and not one.ahead
    return [*lacks, DAYS] if is_of_days and (one.in_part or one.against) else lacks


def _is_within_a_year(one: Proposal, pair: Pair) -> bool:
    """Whether it tells of a part of a year, and its line has values of whole years only, which say nothing of it."""
    told = [when for when in (one.when, one.since, one.against) if when]
    is_part = one.in_part or any(when.precision in WITHIN for when in told)
    if one.ahead or not (told and is_part):
        return False
    name = "exports" if one.measure == "mirror" else _line_of(one, pair)
    return name is not None and _is_yearly(name, pair, told[0].day)


def _is_yearly(name: str, pair: Pair, told: date) -> bool:
    """Whether all publishers of a line have values of whole years only."""
    known = _known(name, pair, told)
    if known is None:
        return False
    if parts := known.cross or known.turnover:
        return all(_is_yearly(part, pair, told) for part in parts)
    return all(sources.indicator_of(key).frequency == "annual" for key in known.keys)


def _foretold(one: Proposal, name: str, published: date | None) -> Spec | None:
    if one.measure == "first_fall":
        least = percent(one) or RARE
        return {"kind": "first_fall", "line": name, **_of(one, name), "more_than": least, "horizon": HORIZON}
    if one.measure != "growth" or published is None or one.way < 0 or one.number:  # it only asks whether there is more
        return None
    horizon = 12 * (one.when.end.year - published.year) + 13 - published.month if one.when else HORIZON
    return {"kind": "growth", "line": name, "year": published.year - 1, "horizon": max(horizon, 1)}


def _ranked(one: Proposal, name: str, when: When, pair: Pair) -> Spec | None:
    """A year's fall among others; or a highest or lowest value, since a date or ever, and the level it came to."""
    is_yearly = _is_yearly(name, pair, when.day)
    if one.measure == "worst_year":
        since = {"since": one.since.day.year} if one.since else {}
        is_fall = is_yearly and one.way < 0 and not one.number
        return {"kind": "worst_year", "line": name, **since, "year": when.day.year} if is_fall else None
    to = _level(replace(one, is_level=True), name, pair, when.end) if one.number else None
    end = {} if is_yearly or when.precision == "day" else {"end": when.end}
    span = {"since": one.since.end, "until": when.end} if one.since else {}
    which = {"which": "lowest" if one.way < 0 else "highest", "start": when.day}
    found = {"kind": "extreme", "line": name, **_of(one, name), **which, **end, **span}
    return None if one.number and not to else found | ({"to": to} if to else {})


def _moved(one: Proposal, name: str, when: When, pair: Pair) -> Spec | None:
    """A fall or a rise of a price between days, of a yearly figure between years, or of a month against the same."""
    kind = MOVES.get((one.measure or "", one.way))
    by, to = least(one), _level(one, name, pair, when.end)
    yearly = one.measure == "growth"
    begin = one.since or one.against
    first = begin or when
    year = first.day.year - (begin is None and first.precision != "decade")
    by_month = name.endswith("-by-month")  # else what is of a year, dated its first day
    start = date(year, first.day.month if by_month else 1, 1) if yearly else first.day - timedelta(days=1)
    end = date(when.end.year, when.day.month if by_month else 1, 1) if yearly else when.end
    channel = {"line": name, "start": start, "end": end, **_of(one, name)}
    asked = {"at_least": by} if by else {}
    channel |= {"to": to} if to and not by else {}
    if kind is None or (yearly and not (by or to)):
        return None
    if yearly:
        return {"kind": kind, "channels": [channel], **asked}
    return {"kind": kind, **channel, **asked} if start < channel["end"] else None


def _of(one: Proposal, name: str) -> Spec:
    return {"of": one.line} if name.startswith("currency-") else {}


def _level(one: Proposal, name: str, pair: Pair, published: date) -> float | None:
    """The level that a claim names, in the unit of its line."""
    known = _known(name, pair, published)
    return level(one, known.keys) if known else None


def verdicts(found: Mapping[str, Spec], pair: Pair, published: When) -> dict[str, str]:
    """Per claim the verdict that would come out with the copies in the cache; a claim without an answer has none."""
    told_pair = StoryPair(Country(pair.first), Country(pair.second), *years(None, published.day))
    asked = {name: measure for name, measure in found.items() if _is_here(measure, told_pair)}
    if not asked:
        return {}
    from relations.claims import claims  # with pandas, which is half a second
    from relations.claims.verdict import REFUSALS

    told = [{"id": name, "paragraph": 1, "claim": name, "measure": measure} for name, measure in asked.items()]
    article = {"author": "draft", "published": published.day, "known_until": published.end}
    written = {"id": "draft", "countries": pair.codes, "article": article, "claims": told}
    whole = completed(_tuples(written))
    if "figures" not in whole:
        return {}
    checked = {one.id: one.headline for one in claims(Story.model_validate(whole))}
    return {name: headline.word for name, headline in checked.items() if headline.word not in REFUSALS}


def _is_here(measure: Spec, pair: StoryPair) -> bool:
    """Whether the cache has copies of all lines that a measure needs."""
    names = _lines(measure)
    return bool(names) and all(_keys_here(name, pair) for name in names)


def _keys_here(name: str, pair: StoryPair) -> bool:
    known = pair.line(name)
    if not isinstance(known, Known):
        return False
    parts = known.cross or known.turnover
    return all(_keys_here(part, pair) for part in parts) if parts else any(map(is_cached, known.keys))
