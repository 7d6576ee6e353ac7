"""Numbers of a sentence with their units: percent, times, money, spans of time, things counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from relations.draft import russian, russian_ways
from relations.draft.currencies import currency_of
from relations.draft.names import places
from relations.draft.words import any_of, has, is_mostly_cyrillic, number, number_words, one_of, spoken, table


@dataclass(frozen=True)
class Quantity:
    """A number and its unit as the text says them, and where."""

    start: int
    end: int
    kind: str  #: change, percent, points, times, money, time, count
    value: float
    counted_in: str  #: %, USD mn, years
    currency: str = ""  #: of a sum


_FEW = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred"
_COINS = r"roubles?|rubles?|liras?|yuan|lari|tenge|hryvnias?|lei|leu|naira|pesos?|rupees?|won|yen|zlotys?|rand|reais"
_PART_OF = (
    r"(?=\s(?:of|in|since|from|between|over|to|less|more|lower|higher|smaller|within|as|by|against|during|below|above|on"
    r"|that|compared)\b|[.,;)]|$)"
)
_NO_COIN = r"(?!(?:an?|one) (?:dollar|euro|pound)\b)"  #: "a dollar" is what has a price
_NO_HALF = r"(?<!a )(?<!the )(?<!first )(?<!second )(?<!other )"
SUM = r"(?:[a-z]{0,2}[$€£])?"
_SPAN = spoken("span", rf"\bfrom (?:\w+ )?{number_words()}(?: [\w’]+){{0,6}}? to (?:\w+ )?{SUM}(?P<n>{number_words()})")
_FROM = spoken("from", r"\bfrom (?:\w+ ){0,2}$", 0)
_TO = spoken("to", rf"(?<!\w)to (?:\w+ ){{0,2}}?{SUM}(?P<n>{number_words()})")
_HALF = rf"{_NO_HALF}(?P<part>half)(?! (?:a|an|hour|past|year|century|decade)\b)(?!-)"


@lru_cache(maxsize=2)
def _patterns(in_russian: bool) -> list[tuple[str, re.Pattern[str]]]:
    ways = russian_ways.amounts() if in_russian else _english_ways()
    return [
        (way, re.compile(rf"(?<![\w.])(?:{one})(?!\w)", re.IGNORECASE))
        for way, all_of in ways.items()
        for one in all_of
    ]


def _english_ways() -> dict[str, list[str]]:
    n, scale = rf"(?P<n>{number_words()})", rf"(?P<scale>{one_of(table('scales'))})"
    money = rf"(?P<money>{one_of(word for word in table('money') if word.isalpha())}|{_COINS})"
    sign = rf"(?P<money>{one_of(word for word in table('money') if not word.isalpha())})"
    part = rf"(?:another|(?<!\bfirst )(?<!\blast )(?P<n>a|an|{_FEW})) (?P<part>{one_of(table('fractions'))}){_PART_OF}"
    things = f"{any_of('stuff').english}|{any_of('crowd').english}"
    return {
        "change": [rf"(?P<word>{one_of(table('multiples'))})"],
        "percent": [rf"{n}(?:\s?(?:–|-|to)\s?(?:\d[\d.]*))?(?P<half> and a half)?\s?(?:per cent|percent|%|pct)"],
        "points": [rf"{n}(?P<half> and a half)? (?:percentage )?points?"],
        "times": [rf"{n}(?P<half> and a half)? times", r"(?P<n>\d+)-?fold"],
        "part": [part, _HALF],
        "ratio": [
            rf"(?P<n>{_FEW}) (?:\w+ )?(?:in|out of) (?:every )?(?!two\b)(?P<of>{_FEW}|10|100)(?! (?:per|million)\b)",
            rf"(?P<n>{_FEW}) of (?:every |the )?(?P<of>ten|hundred|10|100)",
            rf"of (?:every|each) (?P<of>{_FEW})\b[^,.;]{{0,40}}? (?P<n>{_FEW}) (?=is|are|was|were|go|come)",
            rf"every (?P<of>other|{one_of(table('ordinals'))})",
        ],
        "money": [
            rf"{sign}\s?{n}(?:\s?{scale})?",
            rf"{_NO_COIN}{n}(?: {scale})?(?: (?:of )?(?P<whose>(?-i:[A-Z])\w*|current))? {money}",
        ],
        "time": [rf"{n}[ -](?P<time>day|week|month|year)s?(?! (?:ago|later|earlier|before|after|old|from now)|-old)"],
        "count": [
            rf"(?!an? ){n}(?: {scale})?(?: \w+)? (?P<thing>{things})",
            rf"{n} {scale} (?P<people>(?-i:[A-Z])\w+s)",
            r"(?P<n>\d{1,3}(?:,\d{3})+) (?P<people>(?-i:[A-Z])\w+)",
            rf"{n} {scale}",
        ],
    }


def quantities(text: str, currency: str = "") -> list[Quantity]:
    """The quantities of a text in their order; of those that overlap, the longest.

    A sum without a currency is of the one that was named last, if one was.
    """
    found = [(one, way) for way, pattern in _patterns(is_mostly_cyrillic(text)) for one in pattern.finditer(text)]
    chosen: list[Quantity] = []
    for one, way in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if not chosen or one.start() >= chosen[-1].end:
            quantity = _read(one, way)
            chosen.append(_of(quantity, currency))
            counts_things = quantity.kind == "count" and quantity.counted_in not in {"k", "mn", "bn", "trn"}
            currency = quantity.currency or ("" if counts_things else currency)
    return chosen


def _of(quantity: Quantity, currency: str) -> Quantity:
    """A bare million or billion as one of the currency that was named last."""
    if currency and quantity.kind == "count" and quantity.counted_in in {"mn", "bn", "trn"}:
        return replace(quantity, kind="money", counted_in=f"{currency} {quantity.counted_in}", currency=currency)
    return quantity


def _read(one: re.Match[str], way: str) -> Quantity:
    parts = {name: part for name, part in one.groupdict().items() if part is not None}
    value = number(parts["n"]) if "n" in parts else 1.0
    value += 0.5 if parts.get("half") else 0.0
    if way == "fold":
        return _fold(one, parts)
    if way == "change":
        times = table("multiples")[parts["word"].lower()]
        return Quantity(one.start(), one.end(), way, 100 * abs(times - 1), "%")
    if way == "part":
        pieces = table("ordinals")[parts["of"].lower()] if "of" in parts else value
        share = 100 * value / table("fractions")[parts["part"].lower()] if "part" in parts else 100 / pieces
        return Quantity(one.start(), one.end(), "percent", round(share, 1), "%")
    if way == "ratio":
        many = {"other": 2, **table("ordinals")}.get(parts["of"].lower()) or number(parts["of"])
        return Quantity(one.start(), one.end(), way, round(100 * value / many, 1), "%")
    currency = _currency(parts) if way == "money" else ""
    counted_in = {"percent": "%", "points": "pp", "times": "times"}.get(way) or _unit(parts, currency)
    return Quantity(one.start(), one.end(), way, value, counted_in, currency)


def _fold(one: re.Match[str], parts: dict[str, str]) -> Quantity:
    """Of a rise so many times, of a fall the part that is lost: сократился вдвое is 50 %."""
    folds: dict[str, float] = table("folds")
    times = folds[parts["word"].lower()] if "word" in parts else number(parts["n"]) + 0.5 * ("half" in parts)
    around = one.string[max(one.start() - 60, 0) : one.end() + 25]
    if has("down", around) and not has("up", around) and times > 1:
        return Quantity(one.start(), one.end(), "change", round(100 - 100 / times, 1), "%")
    return Quantity(one.start(), one.end(), "times", times, "times")


def _currency(parts: dict[str, str]) -> str:
    """That of whose money it is, else that of its name or sign."""
    sums = {word.lower(): code for word, code in table("money").items()}
    money = parts["money"].lower()
    whose = next((code for _, place in places(parts.get("whose", "")) if (code := currency_of(place))), "")
    return whose or sums.get(money, money)


def _unit(parts: dict[str, str], currency: str) -> str:
    """USD mn, years, mn tonnes."""
    if "time" in parts:
        time = parts["time"].lower()
        return f"{russian.table('steps').get(time, time)}s"
    scale = table("scales").get(parts.get("scale", "").lower(), "")
    thing = "people" if "people" in parts else parts.get("thing", "").lower().replace("человек", "people")
    words = (currency, scale) if currency else (scale, thing)
    return " ".join(word for word in words if word)


def bare_span(text: str, start: int) -> Quantity | None:
    """Of "from 33 to the dollar to 56" the second number, which has no unit."""
    found = _SPAN.search(text[start:])
    return Quantity(start + found.start("n"), start + found.end("n"), "bare", number(found["n"]), "") if found else None


def end_of_span(text: str, all_of: list[Quantity]) -> Quantity | None:
    """Of "from almost 18 per cent to 8" the second number, in the unit of the first where it has none."""
    for one in all_of:
        if not _FROM.search(text[: one.start]):
            continue
        if later := _TO.search(text[one.end :]):
            place = one.end + later.start("n")
            own = next((other for other in all_of if other.start <= place < other.end and other is not one), None)
            return own or replace(one, start=place, end=one.end + later.end("n"), value=number(later["n"]))
    return None
