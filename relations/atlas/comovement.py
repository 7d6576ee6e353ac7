"""How far two currencies moved together: the market model's regression over the last 250 returns of each year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from relations import cache
from relations.atlas.measures import told
from relations.atlas.row import Row, english
from relations.claims.measures import REACH
from relations.evidence.daily import Daily, daily, number
from relations.evidence.held import Holds, holds
from relations.evidence.market_model import Model, model
from relations.evidence.pass_through import leading_to
from relations.evidence.refusal import Refusal
from relations.evidence.room import too_rare
from relations.story import Story
from relations.story.line import made_of
from relations.values import Message
from transforms.restated import restated

COUNT = 250  #: returns, about a year of them
UNIT = "R²: share of the first currency's returns that go with the second's"


def comovement(story: Story) -> list[Row]:
    """By year the share of one currency's returns that goes with the other's, both in dollars, of one publisher."""
    place = Row(*story.countries, "comovement", "cross")
    return told(place, story, ("cross",), lambda: _rows(place, story))


def _rows(place: Row, story: Story) -> Iterator[Row]:
    keys = tuple(made_of(story, "cross").values())
    copies = [cache.read(key) for key in keys]
    if rare := [one for one in copies if one.indicator.frequency != "daily"]:
        yield place.missing("coarse frequency", too_rare(rare[0]))
        return
    (one, held_one), (other, held_other) = (_currency(key, cache.fingerprint(key)) for key in keys)
    about = place.by(copies[0].indicator, (one.indicator.key for one in copies), min(one.retrieved for one in copies))
    both, before = model(one, other), None
    held = held_one, held_other
    reach = min(one.days[-1], other.days[-1]).astype(date) + REACH
    for year in range(max(one.day(0), other.day(0)).year, reach.year + 1):
        if date(year, 12, 31) <= reach:
            row = _of_year(about, both, held, year)
            change = None if row.value is None or before is None else row.value - before
            yield replace(row, before=before if change is not None else None, change=change,
                          change_unit="" if change is None else "R²")  # fmt: skip
            before = row.value


@lru_cache(maxsize=256)  # a country's currency is read and looked at once, whomever it is compared with
def _currency(key: str, _: str) -> tuple[Daily, Holds]:
    """A rate by business days in units of today, and where it was held."""
    known = daily(restated(cache.read(key)))
    return known, holds(known)


def _of_year(about: Row, both: Model, held: tuple[Holds, ...], year: int) -> Row:
    """The regression over the returns up to a year's end; why there is none, where a currency was held, say."""
    after = date(year + 1, 1, 1)
    found = next(_refusals(held, after), None) or leading_to(both, after, COUNT)
    row = replace(about, year=year)
    if isinstance(found, Refusal):
        return replace(row, why=found.reason, reason=english(found.detail))
    return replace(row, start=found.start, end=found.end, value=found.r_squared, unit=UNIT)


def _refusals(held: tuple[Holds, ...], day: date) -> Iterator[Refusal]:
    """Why a currency's moves mean nothing before a day: somebody held it."""
    for one in held:
        if found := one.refusal(number(day)):
            yield replace(found, detail=Message("{key}: {why}", key=one.line.key, why=found.detail))
