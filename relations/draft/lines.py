"""The lines a claim about two countries would be checked with, and where a publisher has them."""

from __future__ import annotations

import re

from relations.draft.names import Pair, currency_of
from relations.story import Line, StoryError
from relations.values import Country, Currency

_TRADE = {
    "exports": ("Exports to {other}", "wits/{a}/{b}/exports"),
    "imports": ("Imports from {other}", "wits/{a}/{b}/imports"),
    "exports-share": ("{other}’s share of exports", "wits/{a}/{b}/exports_share"),
    "imports-share": ("{other}’s share of imports", "wits/{a}/{b}/imports_share"),
    "partner-exports": ("{other}’s exports to {one}", "wits/{b}/{a}/exports"),
    "partner-imports": ("{other}’s imports from {one}", "wits/{b}/{a}/imports"),
    "votes": ("Agreement in UN votes", "un_votes/{a}/{b}/agreement"),
}
_WORLD = {
    "oil": ("Oil", ("fred/DCOILBRENTEU", "pink_sheet/CRUDE_BRENT")),
    "iron-ore": ("Iron ore", ("pink_sheet/IRON_ORE",)),
    "coal": ("Coal", ("pink_sheet/COAL_AUS",)),
    "copper": ("Copper", ("pink_sheet/COPPER",)),
    "gold": ("Gold", ("pink_sheet/GOLD",)),
    "wheat": ("Wheat", ("pink_sheet/WHEAT_US_HRW",)),
}


def line(name: str, pair: Pair) -> Line | None:
    """A line by the name a claim has for it; None where no publisher has it."""
    try:
        return _line(name, pair)
    except ValueError:  # a key that no publisher can have: pydantic says so of a line
        return None
    except StoryError:
        return None


def _line(name: str, pair: Pair) -> Line | None:
    if name in _TRADE:
        label, key = _TRADE[name]
        words = {"one": Country(pair.first).name, "other": Country(pair.second).name}
        return Line(label=label.format(**words), keys=(key.format(a=pair.first, b=pair.second),))
    if name in _WORLD:
        label, keys = _WORLD[name]
        return Line(label=label, keys=keys)
    if country := re.fullmatch(r"currency-([a-z]{3})", name):
        code = currency_of(country[1].upper())
        return (
            Line(label=_capital(Currency(code).name), keys=(f"imf/{code}", f"nbp/{code}", f"yahoo/{code}=X"))
            if code
            else None
        )
    return None


def name_of(said: str | None, pair: Pair) -> str | None:
    """The name of a line in a story for what a claim is about: a currency's code becomes the line of its country."""
    return next((f"currency-{code.lower()}" for code in pair.codes if currency_of(code) == said), said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
