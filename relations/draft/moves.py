"""Claims of an amount: a move of a price, growth, a sum, a time; rules for a part of a sentence."""

from __future__ import annotations

import re

from relations.draft.claims import Claimed, Part, of
from relations.draft.quantities import Quantity, bare_span
from relations.draft.words import has, number, number_words, spoken

_N = number_words()
BARE = 3  #: words of a part that has a number and nothing more
_LASTING = spoken(
    "lasting",
    r"\b(?P<how>for|in|lasted|took|within|only|after)\s(?:(?:the|only|just|nearly|almost|about|some|less|more|than|over|first)\s)*$",
)
_FIRST = spoken("first_in", r"\bfirst(?: [\w’-]+){0,4} (?:in|for)\s*$")
_PASSED = spoken(
    "passed",
    r"\b(lasts|(to|will|would|may|could) last|lasted"
    r"|took|pass(ed)?|lay|lie|went by|dragged|separate\w*|ha[sd] been (?=.*\bsince))\b",
    0,
)
_CAME = re.compile(r"\b(came|followed)\b")
_NOBODY = spoken("nobody", r"\b(no|not|nobody|nothing|without|hardly|scarcely)\b", 0)
_SAME = spoken(
    "same",
    r"^\W*(?:(?:and|or|by|about|some|almost|nearly|roughly|around|then|to|a|another|just|only|still|barely|under|over"
    r"|below|above|(?:less|more|fewer) than|at (?:least|most))\s)*[\d$€£]"
    r"|^\W*(?:[\w’-]+ ){0,4}(?:it|they|the (?:share|figure|rate))\b"
    r"|^\W*(?:[\w’-]+ ){1,6}by (?:(?:about|some|almost|nearly|only) )?[\d]",
    0,
)
_BARE = spoken(
    "bare",
    rf"(?<!\bother)\s(?:about |some |only |just |barely |nearly |almost )?(?P<n>{_N})(?: (?:against|to) the \w+)?\W*$",
)
_TOUCHED = spoken(
    "touched",
    rf"\b(?:touch|hit|reach|pass|cross|breach)(?:es|ed)? (?:about |almost |nearly )?(?P<n>{_N})\b",
)
_PEGGED = spoken(
    "pegged",
    rf"\b(?:(?:fix|peg|froze|frozen|held|hold|set|stood|trad)\w* (?:it |\w+ )?at|to) (?P<n>{_N}) "
    r"(?:to|per|against|for) (?:the |a |one )?[A-Za-z]",
)
ASKED = spoken(
    "asked",
    r"\b(?:[Pp]oll|[Ss]urvey|asked)\b"
    r"|\bof (?:all |the |its )?(?:[A-Z]\w+|respondents|voters|those|people|citizens|exporters|firms|companies)\b",
    0,
)
_HARMED = spoken("harmed", r"\b(?:killed|wounded|injured|dead|died|arrested|detained)\b")  #: a count inside an event
_BOTH = spoken("both", r"\bboth\b")
_TRADING = spoken("trading", r"\b(exports?|imports?|trade|turnover|sales|sold)\b", 0)
_AS_MANY = spoken(
    "as_many",
    r"\btimes as (?:many|much|high|large) as (?:in|a|the|before|on)\b"
    r"|\b(?:fewer|less|more) than (?:in|a|the) (?:year|month|quarter|\d{4})\b"
    r"|\b(?:half|third|quarter|fifth|tenth) of what (?:it|they|he|she) (?:had |have )?\w+ (?:in|a year|before)\b",
)
_COUNTED = spoken("measured_in", r"%|per ?cent|points", 0)


def fall(part: Part, text: str) -> Claimed | None:
    """A move of a currency or a price, told or foretold."""
    if not part.is_priced:
        return None
    quantity = part.span_end or part.first("change", "percent", "times", "points", "money")
    quantity = quantity or bare_span(part.sentence.bare[: part.span[1]], part.span[0])
    if quantity is None and (level := _TOUCHED.search(text) or _PEGGED.search(text)):
        quantity = Quantity(*part.at(level, "n"), "change", number(level["n"]), "")
    if part.is_ahead and quantity and (part.moves or quantity.kind == "change"):
        return of("first_fall", quantity, part.line)
    if part.is_ahead and part.moves:
        return Claimed("first_fall", part.line, None, None, part.at(part.moves))
    if quantity and (
        part.moves or quantity.kind in {"change", "percent", "money", "times"} or has("other_change", text)
    ):
        return of("falls" if _BOTH.search(text) else "fall", quantity, part.line)
    return None


def growth(part: Part, text: str) -> Claimed | None:
    """More or less of something than before, told or foretold."""
    if part.about is None or part.is_priced or is_policy(text) or has("crowd", text):
        return None
    change = part.first("change")
    quantity = change or part.first("percent", "points") or part.span_end or part.first("times", "money", "count")
    if quantity is None and part.moves:
        quantity = bare_span(part.sentence.bare[: part.span[1]], part.span[0])
    if quantity and (change or part.moves or has("other_change", text)):
        return of("growth", quantity, part.line)
    if part.is_ahead and part.moves and not part.is_event:
        return Claimed("growth", part.line, None, None, part.at(part.moves))
    return None


def moved(part: Part, text: str) -> Claimed | None:
    """So many percent or times more or less of what no list knows."""
    quantity = part.first("change", "percent", "points", "times")
    moves = part.moves or _AS_MANY.search(text)
    if quantity is None or moves is None or is_policy(text) or has("crowd", text):
        return None
    return of("growth", quantity, part.line)


def again(part: Part, text: str) -> Claimed | None:
    """The same of another time or thing: and by 58 percent in May; the leu has lost eleven."""
    if part.before is None or is_policy(text) or not part.before.counted_in:
        return None
    bare = _BARE.search(text) if part.before.counted_in == "%" and not part.quantities else None
    if bare and 1 < (value := number(bare["n"])) < 100:
        measure, line = ("fall", part.line) if part.is_priced else (part.before.measure, part.before.line)
        return Claimed(measure, line, value, "%", part.at(bare, "n"))
    same = part.first("percent", "points", "change", "times", "money")
    if same is None or not _SAME.search(text) or (part.before.counted_in == "%") != (same.counted_in == "%"):
        return None
    line = part.before.line or ""
    if part.line is not None and part.moves is None and not line.startswith(part.line):  # and imports by 14 per cent
        line = f"{part.line}-share" if line.endswith("-share") else part.line
    return of(part.before.measure, same, line or None)


def total(part: Part, text: str) -> Claimed | None:
    """An amount of trade, money or people."""
    quantity = part.first("money", "count")
    if quantity is None or is_policy(text):
        return None
    if _HARMED.search(text):
        return None
    if quantity.kind == "count" and (has("crowd", text) or quantity.counted_in.endswith("people")):
        return None if part.is_event else of("total", quantity, "population")
    return of("total", quantity, part.line) if part.about and not part.is_priced else None


def lasted(part: Part, text: str) -> Claimed | None:
    """How long something took that happened, or since when it had not happened."""
    quantity = part.first("time")
    if quantity is None:
        return None
    before = part.sentence.bare[part.span[0] : quantity.start]
    lasting = _LASTING.search(before)
    how = lasting["how"].lower() if lasting else ""
    if _FIRST.search(before):  # since when there was none is no record of ours
        return None
    if (quantity.value < 2 and how not in {"within", "took"}) or (how == "for" and has("policy", part.sentence.bare)):
        return None
    happened = part.is_event or (_CAME if how == "within" else _NOBODY).search(text)
    if _PASSED.search(text) or (how and (happened or (part.about and part.moves))):
        return of("days_between", quantity, None)
    return None


def other(part: Part, text: str) -> Claimed | None:
    """A share or change of what no line of ours measures."""
    quantity = part.first("percent", "points")
    asked = ASKED.search(text)
    about = text if len(text.split()) > BARE else part.sentence.bare  # a duty on steel: 25 per cent
    if quantity is None or is_policy(about) or not (_COUNTED.search(text) or asked):
        return None
    if part.is_event and not asked:
        return None
    return of("untestable", quantity, None)


def is_policy(text: str) -> bool:
    """Whether its number is of what a state decided: a duty, a loan."""
    return has("policy", text) and not _TRADING.search(text)
