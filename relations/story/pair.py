"""The two countries of a story, and the lines that follow from them: nobody need write these.

`currency-tur`, `population-tur` and `gdp-tur` are of a country, by its code in small letters; `cross` is what the
second's currency costs in the first's. `exports` and `imports` are of the first country with the second as the first
reports them, `partner-exports` and `partner-imports` as the second does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from relations.story.figures import Window
from relations.values import Country, CurrencyName, Message, Tender, UnknownWord, capital, msgid, small, tender
from sources._well_known import keys

_COUNTRY = re.compile(r"(currency|population|gdp)-([a-z]{3})(?:-([a-z]{3}))?")
#: Trade: what an English story calls that which its first country reports, and what names both countries.
_TRADE = {
    "exports": ("Exports to {partner}", msgid("Exports of {country} to {partner}")),
    "imports": ("Imports from {partner}", msgid("Imports of {country} from {partner}")),
    "exports-share": ("Share of exports to {partner}", msgid("Share of exports of {country} to {partner}")),
    "imports-share": ("Share of imports from {partner}", msgid("Share of imports of {country} from {partner}")),
    "exports-by-month": ("Exports to {partner} by month", msgid("Exports of {country} to {partner} by month")),
    "imports-by-month": ("Imports from {partner} by month", msgid("Imports of {country} from {partner} by month")),
}
_PEOPLE = {"population": msgid("Population of {country}"), "gdp": msgid("Gross domestic product of {country}")}
_WORLD = {
    "oil": msgid("Oil"),
    "gas": msgid("Natural gas"),
    "coal": msgid("Coal"),
    "iron-ore": msgid("Iron ore"),
    "copper": msgid("Copper"),
    "aluminium": msgid("Aluminium"),
    "gold": msgid("Gold"),
    "wheat": msgid("Wheat"),
}
Whose = Literal["first", "second"]


@dataclass(frozen=True)
class Known:
    """A line that need not be written: what it is called, and its keys or what it is made of."""

    label: Message
    said: Message | None = None  #: what a sentence calls it, where that is another word
    short: Message | None = None  #: what English calls it in a story of its two countries, which need not be named
    keys: tuple[str, ...] = ()
    colour: Whose | None = None  #: whose it is, where its keys do not tell
    cross: tuple[str, str] | None = None
    turnover: tuple[str, str] | None = None

    @property
    def written(self) -> dict[str, object]:
        """The line as a story's file would have it."""
        made: dict[str, object] = {"keys": self.keys}
        if self.cross:
            made = {"cross": self.cross}
        if self.turnover:
            made = {"transform": "turnover", "of": self.turnover}
        hue = {"colour": self.colour} if self.colour else {}
        label = capital(str(self.short or self.label))
        said = small(label) if self.said is None and self.label.text[:1].isupper() else str(self.said or label)
        return {"label": label, "said": said, **hue, **made}


@dataclass(frozen=True)
class Pair:
    """Two countries over some years."""

    one: Country
    other: Country
    first: date
    last: date

    @property
    def name(self) -> Message:
        """Both: Kazakhstan and Russia."""
        return Message("{countries}", countries=(self.one, self.other))

    @property
    def joined(self) -> Message:
        """Both as one thing: Kazakhstan–Russia."""
        return Message("{one}–{other}", one=self.one, other=self.other)

    @property
    def words(self) -> tuple[Message, ...]:
        """What somebody may look for who wants this pair: countries and currencies, by name and by code."""
        codes = [Message("{code}", code=country.code) for country in (self.one, self.other)]
        names = [Message("{country}", country=country) for country in (self.one, self.other)]
        money = {str(had.currency) for country in (self.one, self.other) for had in self.tender(country)}
        return (*names, *codes, *(Message("{name} {code}", name=CurrencyName(c), code=c) for c in sorted(money)))

    def tender(self, country: Country) -> tuple[Tender, ...]:
        """The currencies a country had in these years, the earliest first."""
        return tender(country, self.first, self.last)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all lines there may be of this pair, in the order in which one reads them."""
        codes = [country.code.lower() for country in (self.one, self.other)]
        money = [name for country in (self.one, self.other) for name in self.currencies(country)]
        trade = [f"{whose}{flow}" for whose in ("", "partner-") for flow in (*_TRADE, "turnover")]
        people = [f"{what}-{code}" for what in ("population", "gdp") for code in codes]
        return (*money, "cross", *trade, "votes", *people)

    def currencies(self, country: Country) -> tuple[str, ...]:
        """The names of the lines of a country's currencies: the last without, any earlier with its own code."""
        name = f"currency-{country.code.lower()}"
        *earlier, _ = self.tender(country) or (None,)
        return (name, *(f"{name}-{had.currency.code.lower()}" for had in earlier if had))

    def currency_of(self, name: str) -> tuple[Country, Tender] | None:
        """Whose currency the line of that name is, and since when; None for any other line."""
        for country in (self.one, self.other):
            had = self.tender(country)
            known = dict(zip(self.currencies(country), (*had[-1:], *had[:-1]), strict=False))  # some have none
            if name in known:
                return country, known[name]
        return None

    def line(self, name: str) -> Known | Message | None:
        """A line by its name; why there is none of that name, or None for a name that means nothing."""
        if found := _COUNTRY.fullmatch(name):
            what, code, former = found.groups()
            try:
                country = Country(code.upper())
            except UnknownWord:
                return None
            if what == "currency":
                return self._currency(country, former)
            label = Message(_PEOPLE[what], country=country)
            return _drawn(label, keys(what, country.code, window=self._window), self._whose(country))
        if name == "cross":
            return self._cross()
        if name in _WORLD:
            return _drawn(Message(_WORLD[name]), keys(name.replace("-", "_"), window=self._window))
        reporter, partner, flow = self.one, self.other, name
        if name.startswith("partner-"):
            reporter, partner, flow = self.other, self.one, name.removeprefix("partner-")
        return self._between(reporter, partner, flow)

    @property
    def _window(self) -> tuple[date, date]:
        return self.first, self.last

    def _whose(self, country: Country) -> Whose | None:
        return "first" if country == self.one else "second" if country == self.other else None

    def _between(self, reporter: Country, partner: Country, flow: str) -> Known | Message | None:
        """Trade or votes of one country with the other."""
        own = reporter == self.one
        if flow == "turnover":
            whose = ("exports", "imports") if own else ("partner-exports", "partner-imports")
            both = {"one": reporter, "other": partner}
            return Known(Message("{one}–{other}", **both), Message("{one}–{other} trade", **both), turnover=whose)
        if flow == "votes" and own:
            return _drawn(Message("Agreement in UN votes"), self._keys("votes", reporter, partner))
        if flow not in _TRADE:
            return None
        short, label = _TRADE[flow]
        drawn = _drawn(Message(label, country=reporter, partner=partner), self._keys(flow, reporter, partner))
        if own and isinstance(drawn, Known):
            return replace(drawn, short=Message(short, partner=partner))
        return drawn

    def _keys(self, series: str, *countries: Country) -> tuple[str, ...]:
        return keys(series.replace("-", "_"), *(country.code for country in countries), window=self._window)

    def _currency(self, country: Country, former: str | None) -> Known | Message | None:
        had = self.tender(country)
        if not had:
            return Message("{country} has no currency of its own that the CLDR knows", country=country)
        chosen = had[-1]
        if former:
            earlier = {one.currency.code.lower(): one for one in had[:-1]}
            if former not in earlier:
                return None
            chosen = earlier[former]
        code = chosen.currency.code
        if code == "USD":
            return Message(
                "{country} uses the dollar, in which currencies are counted here, since {since}",
                country=country, since=chosen.since,
            )  # fmt: skip
        if former is None and country == self.other and self._shared:
            return Message("{country} has the same currency as {other}", country=country, other=self.one)
        until = next((one.since for one in had if one.since > chosen.since), self.last)
        found = keys("rate", code, window=(max(self.first, chosen.since), min(self.last, until)))
        return _drawn(Message("{currency}", currency=CurrencyName(code)), found, self._whose(country))

    @property
    def _shared(self) -> bool:
        """Whether both have one currency in the end."""
        return [one.currency for one in self.tender(self.one)[-1:]] == [
            one.currency for one in self.tender(self.other)[-1:]
        ]

    def _cross(self) -> Known | Message:
        names = [self.currencies(country)[0] for country in (self.one, self.other)]
        for name in names:
            if not isinstance(found := self.line(name), Known):
                return Message("there is no rate to cross: {reason}", reason=found or Message("{name}", name=name))
        one, other = (CurrencyName(self.tender(country)[-1].currency.code) for country in (self.one, self.other))
        return Known(Message("{currency} per {other}", currency=one, other=other), cross=(names[0], names[1]))


def _drawn(label: Message, found: tuple[str, ...], whose: Whose | None = None) -> Known | Message:
    return Known(label, keys=found, colour=whose) if found else Message("no publisher has it: {label}", label=label)


def years(window: Window | None, published: date) -> tuple[date, date]:
    """The years a story is about: its window; else from two years before its article to the end of the next."""
    if window:
        return window.start, window.end
    return date(published.year - 2, 1, 1), date(published.year + 1, 12, 31)


def labels(pair: Pair) -> Iterator[tuple[str, Message]]:
    """What English calls all lines of a pair, with what says it in every language."""
    for name in (*pair.names, *_WORLD):
        if isinstance(found := pair.line(name), Known):
            yield str(found.short or found.label), found.label
            if found.said:
                yield str(found.said), found.said
