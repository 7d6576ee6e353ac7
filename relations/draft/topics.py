"""Which line a text is about: a currency, a price, exports, imports, turnover, a share, votes."""

from __future__ import annotations

import re

from relations.draft.currencies import coins, currency_of
from relations.draft.names import Pair, places
from relations.draft.words import any_of, has, spoken

CURRENCY, PRICE, TRADE, ECONOMY = "currency", "price", "trade", "economy"
QUOTED = {"oil", "gold", "copper", "iron-ore"}  #: goods whose price is meant where nothing else is said
_SELLS = spoken("sells", r"\b(exports?|exported|exporting|sales|sold|sells?|shipments?|shipped|deliver(?:y|ies))\b")
_BUYS = spoken("buys", r"\b(imports?|imported|importing|buys?|bought|purchase[sd]?)\b")
_BALANCE = spoken("balance", r"\b(deficit|surplus|trade balance|gap)\b")
_TOWARD = spoken("toward", r"\b(?:to|from|into)\s(?:the\s)?(?=[A-Z])", 0)
_PRICE = spoken("price", "price")
_COST = spoken(
    "cost",
    r"\b(?:dollar|euro|pound)s? (?:\w+ )?(?:costs?|bought|buys|fetch\w+|stood at|stands at|was worth|is worth)\b"
    r"|\bbuy (?:a|one) (?:dollar|euro|pound)\b",
)
_ABROAD = spoken("abroad", r"\b(in|at|near) $", 0)
_RATE = spoken("rate", r"\b(exchange rate|(?:its|the|their|\w+[’'](?:s)?|\w+an) currency)\b")
GOODS = {
    "ore": "iron-ore",
    "неф": "oil",
    "газ": "gas",
    "руд": "iron-ore",
    "зол": "gold",
    "мед": "copper",
    "пше": "wheat",
}


def topic(text: str, pair: Pair | None) -> tuple[str, str] | None:
    """The kind of thing a text measures and the line's name, if it is about one."""
    goods = any_of("goods").search(text)
    named = _good(goods[0].lower()) if goods else ""
    if money := pair and _money(text, pair):
        return CURRENCY, money
    if has("value", text) and (goods or _PRICE.search(text)):
        return PRICE, named or "prices"
    if line := flow(text, pair):
        return TRADE, line
    if found := any_of("economy").search(text):
        return ECONOMY, re.sub(r"\W+", "-", found[0].lower())
    return ((PRICE, named) if named in QUOTED else (TRADE, "exports")) if goods else None


def _money(text: str, pair: Pair) -> str | None:
    """The currency that a text is about: the first it names as a thing, else that in which a price is told."""
    named = sorted(coins(pair, text), key=lambda one: (one.is_beside, one.start))
    if things := [one.code for one in named if not one.is_amount]:
        return things[0]
    if not (_COST.search(text) or _RATE.search(text)):
        return None
    found = [(at, code) for at, code in places(text) if not _ABROAD.search(text[:at])]
    theirs = [code for _, code in found if code in pair.codes] or [code for _, code in found] or [pair.first]
    return next(filter(None, (*(one.code for one in named), *map(currency_of, theirs))), "exchange-rate")


def _good(word: str) -> str:
    """The name of the line of a good's price."""
    return GOODS.get(word if word.isascii() else word[:3], word.replace(" ", "-"))


def flow(text: str, pair: Pair | None) -> str | None:
    """Exports or imports of the pair's first country, by who sells; turnover or balance where nobody is named."""
    if _BALANCE.search(text):
        return "balance"
    sells, buys = _SELLS.search(text), _BUYS.search(text)
    both = (
        sells
        and buys
        and sells[1].lower().startswith(("export", "экспорт"))
        and buys[1].lower().startswith(("import", "импорт"))
    )
    if both or not (sells or buys):
        return "turnover" if has("trade", text) else None
    verb = min((found for found in (sells, buys) if found), key=lambda found: found.start())
    side = "exports" if verb is sells else "imports"
    actor = _actor(text, verb, pair)
    if pair and actor == pair.second:
        return "imports" if side == "exports" else "exports"
    return side


def _actor(text: str, verb: re.Match[str], pair: Pair | None) -> str | None:
    """Who exports or imports: the country named right before, else the one that is not named right after."""
    if pair is None:
        return None
    before = [(place, code) for place, code in places(text[: verb.start()]) if code in pair.codes]
    noun = verb[1].lower() in {"exports", "imports", "sales", "export", "import"} or not verb[1].isascii()
    owner = [code for at, code in places(text[verb.end() :])[:1] if at == 1 and not verb[1].isascii()]
    if owner and owner[0] in pair.codes:  # экспорт Казахстана
        return owner[0]
    beside = 30 if noun else len(text)
    if before and verb.start() - before[-1][0] <= beside:
        return before[-1][1]
    after = _TOWARD.search(text[verb.end() :])
    partner = [code for _, code in places(text[verb.end() + after.end() :])[:1]] if after else []
    return pair.other(partner[0]) if partner and partner[0] in pair.codes else None
