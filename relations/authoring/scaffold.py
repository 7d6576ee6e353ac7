"""A new story's file: its two countries, its years and its article. All else follows from these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from relations.story import FIGURES, Pair, standard, years
from relations.story.events import Dated
from relations.values import Country, redenominations

_CHART = "https://www.unicode.org/cldr/charts/latest/supplemental/detailed_territory_currency_information.html"
_CLDR = f'author = "Unicode CLDR"\ntitle = "Detailed Territory-Currency Information"\nurl = "{_CHART}"'
SCHEMA = "schema.json"  #: the file that editors complete from, beside the stories


@dataclass(frozen=True)
class Commission:
    """What is known of a story before it is written."""

    one: Country
    other: Country
    appeared: Dated  #: a day, or the month or year that is known
    title: str | None = None
    article: str | None = None  #: its address
    author: str | None = None  #: None: the body whose address it is

    @property
    def published(self) -> date:
        """The day it appeared, or the first of its month or year."""
        return self.appeared.start

    @property
    def pair(self) -> Pair:
        """The two countries over the years around the article."""
        return Pair(self.one, self.other, *years(None, self.published))

    @property
    def name(self) -> str:
        """The story's name, from those of its countries: turkiye-united-states."""
        return f"{slug(self.one.name)}-{slug(self.other.name)}"


def slug(text: str) -> str:
    """A text as part of a name: small letters of English, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("ı", "i")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def scaffold(told: Commission) -> str:
    """The text of the file: fifteen lines, and an event for each currency that another took the place of."""
    pair = told.pair
    figures = ", ".join(f'"{name}"' for name in FIGURES if standard(pair, name))
    host = re.match(r"https?://(?:www\.)?([^/:]+)", told.article or "")
    author = told.author or (host[1] if host else "")
    lines = [
        f"#:schema {SCHEMA}",
        f"# {pair.name}. `relations lines {told.one} {told.other}` lists what can be drawn without being written here.",
        f'countries = ["{told.one}", "{told.other}"]',
        f"window = {{ start = {pair.first}, end = {pair.last} }} # the years it is about",
        f"standard = [{figures}] # figures that follow from the pair; take out what the story does not show",
        "",
        "[article]",
        f"author = {quoted(author)}",
        *([f"title = {quoted(told.title)}"] if told.title else []),
        *([f"url = {quoted(told.article)}"] if told.article else []),
        f"published = {told.published}",
        *([f'precision = "{told.appeared.precision}"'] if told.appeared.precision != "day" else []),
        f"known_until = {told.appeared.end} # the last day of data its author could have seen",
    ]
    return "\n".join([*lines, *_written(sorted(_changes(pair)), told.published), ""])


class _Change(NamedTuple):
    """A currency that took another's place, and who says so."""

    day: date
    name: str
    label: str
    sentence: str
    source: str  #: the key of a work
    work: str  #: it, as lines of TOML


def _changes(pair: Pair) -> Iterator[_Change]:
    """Where one currency took another's place in these years, and where zeros were cut off one."""
    for country in (pair.one, pair.other):
        had = pair.tender(country)
        for old, new in pairwise(had):
            code, name = new.currency.code, new.currency.name
            said = f"In {country.name} the {name} takes the place of the {old.currency.name}."
            label = f"{'Euro' if code == 'EUR' else code} adopted"
            yield _Change(new.since, f"{code.lower()}-in-{slug(country.name)}", label, said, "cldr", _CLDR)
        for one in (change for was in had for change in redenominations(was.currency.code)):
            if pair.first <= one.first <= pair.last:
                said = f"One new {one.currency} takes the place of {one.factor:,} old ones ({one.withdrawn})."
                key = f"{one.currency.lower()}-{one.first.year}"
                short = re.split(" of |[,:]", one.source)[0]
                work = f"author = {quoted(one.source)}\nshort = {quoted(short)}"
                yield _Change(one.first, key, f"{one.currency} redenominated", said, key, work)


def _written(changes: Sequence[_Change], published: date) -> Iterator[str]:
    """Works and events as blocks of the file."""
    for key, work in {one.source: one.work for one in changes}.items():
        yield f"\n[works.{key}]\n{work}"
    for one in changes:
        role = "context" if one.day <= published else "after"
        yield (
            f'\n[[events]]\nid = "{one.name}"\ndate = {one.day}\nlabel = "{one.label}"\n'
            f'sentence = {quoted(one.sentence)}\nrole = "{role}"\nkind = "currency"\nsources = ["{one.source}"]'
        )


def quoted(text: str) -> str:
    """A text as a string of TOML."""
    import tomlkit

    return tomlkit.item(text).as_string()
