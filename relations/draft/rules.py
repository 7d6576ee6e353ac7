"""By which measure a part of a sentence could be checked: rules in the order they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable

from relations.draft import moves
from relations.draft.claims import Claimed, Part, of
from relations.draft.names import places
from relations.draft.quantities import Quantity
from relations.draft.sentences import Span
from relations.draft.topics import flow, named_first
from relations.draft.words import any_of, has, number, number_words, one_of, spoken, table

REACH = 40  #: characters between a record and its number
_N = number_words()
_VOTES = spoken(
    "votes",
    rf"(?<!\w)(?<!\b[Tt]he )(?P<n>{_N}) (?:(?:other )?(?:votes?|states|countries|members|nations)|to {_N}|in favour"
    rf"|against|for|abst\w+)|\b(?:(?:by|with|only) (?P<k>{_N})(?: votes)?\b(?! [A-Z])|on (?P<j>{_N})(?=[.,;]|$| of\b))"
    rf"|\bin (?P<i>{_N}) of\b",
)
_OF_VOTES = spoken(
    "of_votes", r"\b(?:out of|of|in) (?:every |the )?[\w-]+ (?:UN )?(?:votes|roll[- ]calls|resolutions)\b"
)
_ALIKE = spoken("alike", r"\b(?:together|alike|the same|agreed?|the two|both|sided|each other)\b")
_VOTED = spoken(
    "voted",
    r"\b(voted|sided|abstained|votes) (with|against|for|as|like|together|alongside|on(?! \d))\b"
    r"|\bvote (alike|together|with|against|as|like)\b",
    0,
)
_ORDINALS = one_of(table("ordinals"))
_PLACED = spoken(
    "placed", rf"\b(?P<n>{one_of(table('ordinals'))})[- ](?:\w+est|best|worst)\b|\b(?P<k>second) only to\b"
)
_WHOLES = (
    r"income|budget|arrivals|output|production|reserves|debts?|supply|supplies|consumption|needs|revenues?|exports?|imports?|trade"
    r"|sales|total|turnover|goods|everything|market|demand|investment|GDP"
)
_PARTS = r"(?:per ?cent|%|half|third|quarter|fifth|tenth)s?"
_SHARE_OF = spoken(
    "share_of",
    rf"{_PARTS} of (?!(?:19|20)\d\d\b)(?:\S+ ){{0,4}}?(?:{_WHOLES}|{any_of('goods').english})"
    rf"|{_PARTS} of (?:it|them|these|its|all|their|that|[A-Z][\w ]+[’'](?:s)?)(?!\w)"
    r"(?! (?:\w+ )?(?:value|worth|price|level|size)\b)"
    rf"|{_PARTS} of what \w+ (?:exports?|imports?|sells?|buys?|sold|bought|\w+ed)",
)
_SHARES = spoken(
    "shares",
    r"\b(shares?|proportion|slice|account(s|ed|ing)? for|represent(s|ed|ing)?|constitut\w+|compris\w+"
    r"|ma[kd]es? up|(depend|rel[iy])\w* on .+ for)\b",
    0,
)
_ALL_OF = spoken(
    "all_of",
    r"\b((nearly|almost|virtually|practically) (all|everything|every \w+)|(most|the bulk|the lion’s share) of)\b"
    r".*\b(com(es?|ing)|came|go(es)?|went|is|are|was|were) (\w+ )?(from|to)\b",
)
_BEST = any_of("best").english
_ORDINAL = spoken("ordinal", rf"\b(?:(?P<n>{one_of(table('ordinals'))})[- ])?{_BEST}")
_PLACE = re.compile(rf"\b(?:(?P<n>{_N}) {_BEST}|top (?P<k>{_N})\b)", re.IGNORECASE)
_RANKED = spoken(
    "ranked",
    rf"\b(?:rank\w*|com(?:es?|ing)|came|stands?|stood|placed) (?P<n>{_ORDINALS})\b(?! to\b)",
)
_THEIRS = re.compile(rf"[’']s (?P<n>{_ORDINALS})\W*$", re.IGNORECASE)
_TIMES_AS = spoken(
    "times_as",
    r"\b(times|twice|half) (those|that|what|the size)\b|\btimes (more|larger|bigger)\b"
    r"|\b(times|twice|half) as (much|many|large|big)\b(?!.{0,20}\bas (?:in|it|a|they|before|\d+)\b)",
)
_SIDES = spoken("sides", r"\b(two|both) (sides|countries|customs|capitals|governments)\b")  #: without their names
_IN_THE_WORLD = spoken("in_the_world", r"\b(in the world|of all (countries|members)|of any (country|member))\b")
_CALENDAR = spoken("calendar", r"\b(years?|months?|quarters?|ever|decades?|since|records?|never|time|(19|20)\d\d)\b")
_A_RECORD = spoken("a_record", r"(?<!\bon )\brecord(?! of\b)\b")
_NO_EXTREME = spoken(
    "no_extreme",
    r"\b(?:one of|among|almost|nearly|close to|near|not|no longer|below|above|than) (?:the |its |their |an? )?$",
)
_OF_CHANGES = spoken(  # or a number that no unit tells
    "of_changes",
    r"^ (?:\w+ ){0,2}?(?:growth|rise|fall|drop|decline|increase|gain|loss|slump|pace|rate|one-day|surplus|deficit)\b"
    r"|^ (?:level )?(?:of|at) (?:about )?[\d$€£]",
)
_RELATIONS = spoken("relations", r"\b(year|relations)\b", 0)
_WORLD = spoken("world", r"\b(world|global)\b", 0)


def claim(part: Part) -> Claimed | None:
    """What a part of a sentence claims by the first rule that applies; None if there is nothing to check."""
    if not part.is_meant:
        return None
    return next((found for rule in _RULES if (found := rule(part, part.text)) is not None), None)


def _vote(part: Part, text: str) -> Claimed | None:
    """Votes counted, or a vote with or against somebody, in a sentence that is of votes in the United Nations."""
    is_counted = part.first("ratio") and _OF_VOTES.search(text) and _ALIKE.search(part.sentence.bare)
    if not (has("ballot", part.sentence.bare) and (has("assembly", part.setting) or is_counted)):
        return None
    if percent := part.first("percent", "ratio"):
        return of("vote_on", percent, "votes")
    for counted in _VOTES.finditer(text):
        group = next(name for name, said in counted.groupdict().items() if said)
        if (count := number(counted[group])) >= 2:
            return Claimed("vote_on", "votes", count, "votes", part.at(counted, group))
    if few := any_of("few").search(text):
        return Claimed("rank_among", "votes", None, None, part.at(few))
    voted = _VOTED.search(text)
    return Claimed("vote_on", "votes", None, None, part.at(voted)) if voted else None


def _mirror(part: Part, _: str) -> Claimed | None:
    """Two sides' figures of one thing."""
    whole = part.sentence.bare
    quantity = part.first("money", "percent", "count")
    if (
        quantity is None
        or not any_of("books").search(whole)
        or len({code for _, code in places(whole)}) < 2 - 2 * bool(_SIDES.search(whole))
    ):
        return None
    return of("mirror", quantity, part.line) if has("differ", whole) or len(_bookkeepers(whole)) > 1 else None


def _bookkeepers(text: str) -> set[str]:
    """The countries whose own books a text names: Turkish customs, Moscow’s figures."""
    named = places(text)
    ends = (found.start() for found in any_of("books").finditer(text))
    return {code for end in ends for place, code in named if re.fullmatch(r"[\w. ]+?(’s|'s)?\s", text[place:end])}


def _share(part: Part, text: str) -> Claimed | None:
    """What part of a whole something is."""
    quantity = part.span_end or part.stated or part.first("points", "percent", "change")
    if ratio := part.first("ratio"):
        return of("shares", ratio, "share") if part.about else of("untestable", ratio, None)
    if quantity is None and part.about and (most := _ALL_OF.search(text)):
        return Claimed("shares", "share", None, None, part.at(most))
    if (
        quantity is None
        or quantity.counted_in not in {"%", "pp"}
        or not (_SHARE_OF.search(text) or _SHARES.search(text))
    ):
        return None
    partner = part.line in {"exports", "imports"} and not (has("goods", text) or _WORLD.search(text))
    if partner and (third := _third(part)):
        return of("shares", quantity, f"{part.line}-{third.lower()}-share")
    return of("shares", quantity, f"{flow(text, part.pair, whole=True) or part.line}-share" if partner else "share")


def _third(part: Part) -> str | None:
    """A country outside the pair whose share it is: it is named, and the partner is not."""
    named = [code for _, code in places(part.text)]
    if part.pair is None or part.pair.second in named:
        return None
    return next((code for code in named if code != part.pair.first), None) or named_first(part.text.lstrip(" The"))


def _worst(part: Part, text: str) -> Claimed | None:
    """A record: the highest or lowest value, or else the worst or best year."""
    cue = any_of("record").search(text)
    if (part.is_ahead and part.moves) or _PLACED.search(text):
        return None
    if cue and _IN_THE_WORLD.search(text):
        return Claimed("rank_among", part.line or "votes", 1, "rank", part.at(cue))
    if cue is None or not (part.about or has("crowd", text) or _RELATIONS.search(text)):
        return None
    if not _CALENDAR.search(text):
        return None
    amounts = (one for one in part.quantities if one.kind in {"change", "percent", "money", "count", "times"})
    near = min(amounts, key=lambda one: _apart(one, part.at(cue)), default=None)
    near = near if near and _apart(near, part.at(cue)) < REACH else None
    measure = "extreme" if lowest_or_highest(text) and _is_of_level(part, text, near) else "worst_year"
    is_share = part.line in {"exports", "imports"} and _SHARES.search(text)
    line = f"{part.line}-share" if is_share else part.line
    return of(measure, near, line) if near else Claimed(measure, line, None, None, part.at(cue))


def lowest_or_highest(text: str) -> int:
    """Whether it tells of a lowest value (-1) or of a highest (1), a record among them; 0 if of none, or of both."""
    low, high = has("lows", text), has("highs", text)
    if low or high:
        return high - low
    return (-1 if has("down", text) else 1) if _A_RECORD.search(text) else 0


def _is_of_level(part: Part, text: str, number: Quantity | None) -> bool:
    """Whether a record is of how much there was: no steepest fall, no "one of the lowest", no change told beside it."""
    cue = any_of("lows", "highs").search(text) or _A_RECORD.search(text)
    if cue is None or _NO_EXTREME.search(text[: cue.start()]):
        return False
    of_another = _OF_CHANGES.search(text[cue.end() :]) and number is None
    changes = any(one.kind in {"change", "percent", "points", "times"} for one in part.quantities)
    return not (of_another or changes)


def _apart(quantity: Quantity, cue: Span) -> int:
    """How many characters lie between a number and the words it may belong to."""
    return max(quantity.start - cue[1], cue[0] - quantity.end, 0)


def _rank(part: Part, text: str) -> Claimed | None:
    """A place among countries: the third-largest market, one of the few, twice as much as another."""
    line = "votes" if has("ballot", text) else part.line or "turnover"
    if has("partner", text):
        if place := _PLACE.search(text):
            return Claimed("rank_among", line, number(place["n"] or place["k"]), "rank", part.at(place))
        if first := _ORDINAL.search(text):
            place_of = table("ordinals")[(first["n"] or "first").lower()]
            return Claimed("rank_among", line, place_of, "rank", part.at(first))
    ranked = (
        _PLACED.search(text)
        or _RANKED.search(text)
        or (_THEIRS.search(text) if part.before and part.before.measure == "rank_among" else None)
    )
    if ranked and (part.about or part.before or has("partner", text)):
        said = next(filter(None, ranked.groups())).lower()
        return Claimed("rank_among", line, table("ordinals")[said], "rank", part.at(ranked))
    few = any_of("few").search(text)
    if few and (part.about or part.before or places(text)):
        return Claimed("rank_among", line, None, None, part.at(few))
    times = part.first("times", "change")
    if times and _TIMES_AS.search(text) and len({code for _, code in places(text)}) > 1:
        return of("rank_among", times, line)
    return None


def _polled(part: Part, text: str) -> Claimed | None:
    """What part of those who were asked think something."""
    quantity = part.first("percent", "ratio")
    return of("untestable", quantity, None) if quantity and has("mind", text) and moves.ASKED.search(text) else None


_RULES: tuple[Callable[[Part, str], Claimed | None], ...] = (
    *(_polled, _vote, _mirror, _share, _worst, _rank),
    *(moves.fall, moves.growth, moves.total, moves.again, moves.moved, moves.lasted, moves.other),
)
