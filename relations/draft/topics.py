"""Which line a text is about: a currency, a price, exports, imports, turnover, a share, votes."""

from __future__ import annotations

import re
from functools import cache

from relations.draft import russian
from relations.draft.currencies import coins, currency_of
from relations.draft.names import Pair, places
from relations.draft.words import any_of, has, spoken, table

CURRENCY, PRICE, TRADE, ECONOMY = "currency", "price", "trade", "economy"
OTHER_SIDE = {"exports": "imports", "imports": "exports"}
BESIDE = 30  #: characters from a country to its exports
QUOTED = {"oil", "gold", "copper", "iron-ore"}  #: goods whose price is meant where nothing else is said
_SELLS = spoken("sells", r"\b(exports?|exported|exporting|sales|sold|sells?|shipments?|shipped|deliver(?:y|ies))\b")
_BUYS = spoken("buys", r"\b(imports?|imported|importing|buys?|bought|purchase[sd]?)\b")
_CAUSE = re.compile(r"(?<=\S )(?:as|because|when|while|since|after|если|когда|из-за)\s.*")
_TAKES = spoken(
    "takes",
    r"\b(?:takes?|took|taken|absorbs?|absorbed|suppl(?:y|ies|ied)|accounts? for|accounted for|receives?|received)\b",
)
_FRAME = spoken("frame", r"^\W*(?:When|As|While|Since|Once|After|Before|Because|Although|Though)\s[^,]+,")  #: of others
_BALANCE = spoken("balance", r"\b(deficit|surplus|trade balance|gap)\b")
_TOWARD = spoken("toward", r"\b(?:to|from|into)\s(?:the\s)?(?=[A-Z]|world\b|rest\b)", 0)
_WITH = spoken("trade_with", r"\b(?:[Tt]rade|[Tt]urnover|[Cc]ommerce) with (?:the\s)?(?=[A-Z]|world\b|rest\b)", 0)
_ADJOINING = re.compile(r"[\w.]+(?: [A-Z]\w+)?(?:[’'](?:s)?)?\s(?:[\w-]+\s)?")
_PRICE = spoken("price", "price")
_COST = spoken(
    "cost",
    r"\b(?:dollar|euro|pound)s? (?:\w+ )?(?:costs?|bought|buys|fetch\w+|stood at|stands at|was worth|is worth)\b"
    r"|\b(?:fix|peg|froze)\w* (?:\w+ )?at [\d.,]+ (?:to|per|against|for) (?:the |a )?(?:dollar|euro|pound)\b"
    r"|\bbuy (?:a|one) (?:dollar|euro|pound)\b",
)
_ABROAD = spoken("abroad", r"\b(in|at|near) $", 0)
_RATE = spoken("rate", r"\b(exchange rate|(?:its|the|their|\w+[’'](?:s)?|\w+an) currency)\b")
GOODS = {
    "ore": "iron-ore",
    "natural gas": "gas",
    "неф": "oil",
    "газ": "gas",
    "руд": "iron-ore",
    "жел": "iron-ore",
    "зол": "gold",
    "мед": "copper",
    "пше": "wheat",
}


#: Who has a share in what another sells: the share of Russia in exports.
_ITS_SHARE = spoken(
    "its_share",
    r"\b(?:[Ss]hare of (?:the )?(?P<whose>[A-Z][\w ]+?)|(?P<held>[A-Z]\w+)(?:[’']s?)? share)"
    r" (?:in|of) (?:the |its |total |all )*$",
    0,
)


def topic(text: str, pair: Pair | None) -> tuple[str, str] | None:
    """The kind of thing a text measures and the line's name, if it is about one."""
    frame = _FRAME.match(text)  # when the rouble fell, the dram lost
    if frame and (main := topic(text[frame.end() :], pair)):
        return main
    named = good(text)
    if money := pair and _money(text, pair):
        return CURRENCY, money
    if has("value", text) and (named or _PRICE.search(text)):
        return PRICE, named or "prices"
    if line := flow(text, pair):
        return TRADE, f"{line}-of-{named}" if named and line.startswith(("exports", "imports")) else line
    if found := any_of("economy").search(text):
        return ECONOMY, re.sub(r"\W+", "-", found[0].lower())
    return ((PRICE, named) if named in QUOTED else (TRADE, f"exports-of-{named}")) if named else None


def is_quote(text: str) -> bool:
    """Whether it tells what foreign money costs, or how an exchange rate moved, which may be quoted either way."""
    return _COST.search(text) is not None or "exchange rate" in text


def good(text: str) -> str:
    """The name of the line of the price of a good that a text names; empty, if it names none, or as a cause."""
    found = any_of("goods").search(_CAUSE.sub("", text))
    return _good(found[0].lower()) if found else ""


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
    if word.startswith("нефтепродукт"):
        return "oil-products"
    return GOODS.get(word if word.isascii() else word[:3], word.replace(" ", "-"))


def flow(text: str, pair: Pair | None, *, whole: bool = False) -> str | None:
    """Exports or imports of the pair's first country, by who sells; turnover or balance where nobody is named.

    Of a `whole` that something is a part of it matters whose books it stands in: of all the second buys it is
    partner-imports.

    Of others' trade, or theirs with others, it is a line of its own: exports-blr-pol.
    """
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
        return _turnover(text, pair) if has("trade", text) else None
    verb = min((found for found in (sells, buys) if found), key=lambda found: found.start())
    side = "exports" if verb is sells else "imports"
    return _of_pair(text, verb, side, pair, whole=whole) if pair else side


def _of_pair(text: str, verb: re.Match[str], side: str, pair: Pair, *, whole: bool) -> str:
    actor, partner = actor_and_partner(text, verb, pair)
    if {actor, partner} - {*pair.codes, None}:
        if partner in pair.codes and actor not in pair.codes:  # their side of it: what they sell is what we buy
            actor, partner, side = partner, actor, OTHER_SIDE[side]
        return _line(side, actor or pair.first, partner)
    if actor is None and partner:
        actor = pair.other(partner)
    if actor != pair.second:
        return side
    is_noun = verb[1].lower().startswith(("export", "import", "экспорт", "импорт"))
    return f"partner-{side}" if whole and is_noun else OTHER_SIDE[side]


def _turnover(text: str, pair: Pair | None) -> str:
    """Trade of the two, or of one of them with a country or union that is named right after the word."""
    found = _WITH.search(text)
    partner = found and named_first(text[found.end() :])
    if found is None or pair is None or partner is None or partner in pair.codes:
        return "turnover"
    return _line("turnover", _beside(text, found.start()) or pair.first, partner)


def _line(flow_: str, actor: str, partner: str | None) -> str:
    return "-".join(part.lower() for part in (flow_, actor, partner) if part)


def named_first(text: str) -> str | None:
    """The country a text begins with, by its code, or the union, by a word."""
    if bloc := _blocs().match(text):
        return str(table("blocs")[bloc[0]])
    return next((code for at, code in places(text)[:1] if at == 0), None)


@cache
def _blocs() -> re.Pattern[str]:
    return re.compile(rf"(?:{russian.one_of(table('blocs'))})(?!\w)")


def _beside(text: str, end: int, *, is_partnered: bool = False) -> str | None:
    """The country named right before a place: Polish exports, Poland’s own; not as where, if the partner is theirs."""
    near = [
        code
        for at, code in places(text[:end])
        if _ADJOINING.fullmatch(text[at:end]) and not (is_partnered and _ABROAD.search(text[:at]))
    ]
    return near[-1] if near else None


def actor_and_partner(text: str, verb: re.Match[str], pair: Pair) -> tuple[str | None, str | None]:
    """Who exports or imports, and to or from where, as far as it is told; a third country only where it is clear."""
    after = text[verb.end() :]
    found = (named_first(after[one.end() :]) for one in _TOWARD.finditer(after))
    partner = next(filter(None, found), None)
    is_noun = verb[1].lower() in {"exports", "imports", "sales", "export", "import"} or not verb[1].isascii()
    if not is_noun and partner is None:
        partner = named_first(after[1:])  # sold Poland
    owner = [code for at, code in places(after)[:1] if at == 1 and not verb[1].isascii()]
    if owner:  # экспорт Казахстана
        return owner[0], partner
    held = _ITS_SHARE.search(text[: verb.start()])
    if held and partner is None:  # Russia’s share in exports
        holder = named_first(next(filter(None, held.groups())))
        if holder in pair.codes:
            return pair.other(holder), holder
    if beside := _beside(text, verb.start(), is_partnered=partner in pair.codes):
        return beside, partner
    reach = BESIDE if is_noun else len(text)
    before = [(place, code) for place, code in places(text[: verb.start()]) if code in pair.codes]
    at, country = before[-1] if before else (0, None)
    if country and partner is None and _TAKES.search(text[at : verb.start()]):  # Russia takes a fifth of exports
        return pair.other(country), country
    if country and verb.start() - at <= reach:
        return country, partner
    return None, partner
