"""What a claim is about in time: where it begins and ends, what it is compared with, and what of that is not told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from relations.draft import events
from relations.draft.dates import Mention
from relations.draft.events import Dated
from relations.draft.quantities import SUM
from relations.draft.sentences import Span
from relations.draft.timeline import When
from relations.draft.words import any_of, has, months, number_words, one_of, spoken

MOVES = {"growth", "fall", "falls"}  #: measures of a change, which has a beginning and an end
RANKS = {"extreme", "worst_year"}  #: of one period among those since another
BOUNDS = {"since", "than", "until", "till", "like"}  #: before a date that something is compared with
_N = number_words()
_COMPARED = spoken(
    "compared",
    r"\b(?:share|level|figure|rate|number|value) of (?:the year )?$"
    r"|\b(than|since|as|against|with|to|was|were|been|from) (?:in |for |that of |those of )?$"
    r"|\b(before|until|till|after) (?:the )?$|\bof what (?:it|they|he|she) (?:had |have )?\w+ in $",
)
_AGAINST = spoken(
    "against",
    r"(?:\b(?:against|versus|vs\.?|relative to|compar\w+ (?:with|to))"
    r"|(?:%|\bper ?cent|\btimes) (?:on|(?:lower|higher|less|more|smaller|larger|weaker|stronger|down|up) than)"
    r"|\b(?:below|above)) (?:the (?:level|figure|value)s? (?:of|in) |in |for |that of |those of )?$"
    rf"|\bfrom (?:about |almost |nearly )?{SUM}{_N}(?: (?!per)[a-z]+){{0,3}} in $",
)
_EXTREME = spoken("extreme", rf"\b(?:\w{{3,}}est|most|first|worst|best)\b|{any_of('record').english}")
_FROM = spoken("grew_from", r"\bfrom (?:(?![,;] ).)*$")
_TO = spoken("grew_to", r"^(?:(?![,;] ).)*\bto\b")
_PART_OF = spoken(
    "part_of_year",
    r"\b(?:half|halves|thirds?|quarters?|months?|weeks?|days?|part|start|beginning|middle|at the end)"
    r" of(?: the year)? $|\b(?:months|weeks) in $|\b(?:early|late|mid)(?: in)?[ -]$|\b(?:[HQ][1-4]|[1-4][HQ])(?: of)? $"
    r"|\b(?:half-?|mid)?way through $"
    rf"|\b(?:{one_of(months())}) ?(?:[–-]|and|to|through) ?$",
)
_GOES_TO = spoken("goes_to_month", rf"^ ?(?:[–-]|and|to|through) ?(?:{one_of(months())})\b|^ ?[HQ][1-4]\b")
_IN_PART = spoken(  # of a year that stands elsewhere: in the first nine months, exports rose by 15 per cent in 2015
    "in_part",
    rf"\b(?:in|over|during|for) the (?:first|last|second) (?:(?:{_N}) )?(?:half|halves|months?|weeks?|days)\b"
    r"|\b(?:in|over|during|for) (?:the )?(?:[HQ][1-4]|[1-4][HQ])\b",
)
_AND_THE_END = spoken("and_the_end", r"\s(?:to|until|till|through|and)\sthe (?:end|close) of ")
_DASH = re.compile(r"\s?[–—-]\s?")
_EARLY = re.compile(r"(?:early|late|mid|end of|beginning of)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Times:
    """The dates of a claim."""

    since: When | None = None  #: where the span begins that it is about, and `when` ends, or if that is not told, now
    when: When | None = None
    against: When | None = None  #: what `when` is compared with: of "20 per cent less in 2015 than in 2010" the second
    in_part: bool = False  #: whether it is about no more than a part of `when`: the first half of a year
    is_open: bool = False  #: whether it tells of a move its end alone: by 2015


def times(dated: list[Dated], span: Span, text: str, measure: str) -> Times:
    """Those of a claim in a part of a sentence: a span, else the most exact date near it and what that is set against.

    `text` is the whole sentence, `dated` all times it names; `measure` says whether a beginning is needed.
    """
    told = [one for one in dated if not events.is_of_the_news(*_around(one, text))]
    here = [one for one in told if span[0] <= one.mention.start < span[1]] or told
    if measure in RANKS:
        found = _among(told, here, dated, span, text)
        return found if measure == "extreme" else replace(found, is_open=False)
    for one, other in pairwise(here):
        if one.when and other.when and _is_span(one, other, text):
            return Times(one.when, other.when, in_part=_is_in_part(other.when, dated, span, text))
    for one, other in pairwise(here):  # from so much in one year to so much in another
        if (
            other.when
            and _FROM.search(text[: one.mention.start])
            and _TO.search(text[one.mention.end : other.mention.start])
        ):
            return Times(None, other.when, one.when, _is_in_part(other.when, dated, span, text))
    fit = [one for one in here if one.when and not one.mention.is_relative and not _is_compared(one, text)]
    ends = [one for one in fit if measure in MOVES and one.mention.before == "by"]
    if not fit:
        return Times(next((one.when for one in here if one.mention.before == "since"), None))
    end = min(ends or fit, key=lambda one: one.rank)
    since, against = _beginning(here, end, text) if measure in MOVES else (None, None)
    in_part = _is_in_part(end.when, dated, span, text)
    return Times(since, end.when, against, in_part, is_open=end in ends and not (since or against))


def _is_span(one: Dated, other: Dated, text: str) -> bool:
    """Whether two dates are the ends of a span: from 2010 to 2015, between 2010 and the end of 2015, 2010–2015."""
    between = text[one.mention.end : other.mention.start]
    is_between = one.mention.before in {"from", "between"} and _AND_THE_END.fullmatch(between) is not None
    return is_between or _DASH.fullmatch(between) is not None or events.spans(one, other, text)


def _among(told: list[Dated], here: list[Dated], dated: list[Dated], span: Span, text: str) -> Times:
    """The period that is said to be a highest, and since when; open where it is neither told nor "ever"."""
    since = next((one for one in here if one.mention.before in {"since", "from"}), None)
    for among in (here, [one for one in told if one.mention.end <= span[0]]):
        fit = [one for one in among if one.when and not one.mention.is_relative and not _is_compared(one, text)]
        if fit:
            break
    when = min(fit, key=lambda one: one.rank).when if fit else None
    begin = since.when if since and since.when and when and since.when.end < when.day else None
    is_open = begin is None and (since is not None or not has("ever", text[slice(*span)]))
    return Times(begin, when, None, _is_in_part(when, dated, span, text), is_open)


def _beginning(here: list[Dated], end: Dated, text: str) -> tuple[When | None, When | None]:
    """Since when something moved, or what it was compared with, where one such time is told, before its end."""
    found = [(one, _is_since(one, text)) for one in here if _is_since(one, text) or _is_against(one, text)]
    if len(found) != 1 or end.when is None or found[0][0].when is None or found[0][0].when.day >= end.when.day:
        return None, None
    (one, is_since) = found[0]
    return (one.when, None) if is_since and one.mention.before == "since" else (None, one.when)


def _is_since(one: Dated, text: str) -> bool:
    """Whether a move is counted from a date: since 2010, from 2010; "the most since 2010" compares moves."""
    is_bound = one.mention.before in {"since", "from"}
    return is_bound and not _EXTREME.search(text[: one.mention.start])


def _is_against(one: Dated, text: str) -> bool:
    return _AGAINST.search(text[: one.mention.start]) is not None


def _is_in_part(when: When | None, dated: list[Dated], span: Span, text: str) -> bool:
    """Whether a date is told as that of which something is a part."""
    told = [one.mention for one in dated if when and one.when == when]
    is_year = when is not None and when.precision == "year"  # which in Russian is told with what is before it
    if is_year and _IN_PART.search(text[slice(*span)]):
        return True
    early = any(_EARLY.match(text[one.start : one.end]) and one.before != "by" for one in told)
    goes_on = any(_GOES_TO.search(text[one.end :]) for one in told)
    starts = (text.find(one.parts["y"], one.start) if is_year and "y" in one.parts else one.start for one in told)
    return early or goes_on or any(_PART_OF.search(text[:start]) for start in starts)


def _around(one: Dated, text: str) -> tuple[Mention, str, str]:
    return one.mention, text[: one.mention.start], text[one.mention.end :]


def _is_compared(one: Dated, text: str) -> bool:
    """Whether a date is that of what something is compared with."""
    before = text[: one.mention.start]
    return _COMPARED.search(before) is not None or _is_against(one, text)
