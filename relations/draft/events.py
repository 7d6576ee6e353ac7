"""Which dates of a sentence are those of an event: something that happened, as its verb or its noun says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relations.draft.dates import Mention
from relations.draft.sentences import Sentence, Span, quotation
from relations.draft.timeline import Timeline, When
from relations.draft.words import any_of, has, spoken

BESIDE = 25  #: characters from a day of the week to who said so then
RANK = {"day": 0, "month": 1, "quarter": 2, "season": 2, "year": 3, "decade": 4}
_PAST = spoken("past", rf"\b\w{{2,}}ed\b|{any_of('past').english}", 0)
_AUXILIARY = spoken("auxiliary", r"\s(?:\w+ly\s)?(?:not\s)?(?:be|have|have been|get)?\s?(?:\w+ly\s)?")
_ASIDE = spoken("aside", r"(?:^|,)\s*(?:after|before|when|since|once|as|while)\s[^,]+,")
_BESIDE = spoken("adjacent", r",?\s(?:on |in |of |by )?")
_JOINT = spoken("joint", r",\s|\s(?:and|but|then)\s")
_HAD = spoken("had", r"\bha[ds] (?:\w+ ){1,3}(?:in|since) $")
_ENTRY = re.compile(r"\s?(?:[-–—]{1,2}|:)\s+(?=\w)")  #: between the date of an entry and what it tells
_ELIDED = spoken(
    "elided",
    r"^\W*(?:(?:and|then)\s)*(?:(?:again|once (?:more|again)|another|an?other one|a (?:second|third|fourth) time)\b"
    r"|the (?:second|third|next|last)(?: one| time)? (?:in|on)\b|(?<=then )(?:its|the|an?|in|to|with)\b)",
)
_UNTIL = spoken("spans", r"\s(to|until|till|through|and)\s")


@dataclass(frozen=True)
class Dated:
    """A time that a sentence names, and the date it was found to be."""

    mention: Mention
    when: When | None

    @property
    def rank(self) -> int:
        """How exact it is: 0 is a day."""
        return RANK[self.when.precision] if self.when else 5


@dataclass(frozen=True)
class Found:
    """An event: where it is told, in which words, and when it was, as far as the text says."""

    sentence: Sentence
    words: str
    when: When | None
    said: str  #: the date as the text says it


def events(sentence: Sentence, segment: Span, dated: list[Dated], line: Timeline) -> list[Found]:
    """The events of a part of a sentence: one for each date that is one's, in their order."""
    text = sentence.bare
    if sentence.asks or has("life", text) or has("memory", text):
        return []
    here = _apart([one for one in dated if segment[0] <= one.mention.start < segment[1]], text)
    told = [one for one in here if not is_of_before(one, dated, text)]
    return [_found(sentence, segment, one) for one in told if _is_event(text, segment, one, line)]


def entry(sentence: Sentence, dated: list[Dated], line: Timeline) -> tuple[Found, Span] | None:
    """The event of a chronicle's entry, whatever the tense of its verb, and where it is told.

    "July 4 – The curbs take effect."
    """
    text, first = sentence.bare, dated[0] if dated else None
    if first is None or first.when is None or first.rank > RANK["year"] or sentence.asks:
        return None
    told = _ENTRY.match(text[first.mention.end :])
    is_first = not re.search(r"\w", text[: first.mention.start])
    if told is None or not is_first or line.is_aside(first.when) or _is_ahead(line, first.when):
        return None
    start = first.mention.end + told.end()
    words, said = (
        quotation(sentence, (start, len(text)), (start, start + 1)),
        text[first.mention.start : first.mention.end],
    )
    return Found(sentence, words, first.when, said), (start, len(text))


def _apart(dated: list[Dated], text: str) -> list[Dated]:
    """Those that are times of their own: no duration beside a date, no second half of a span, no year beside a day."""
    fixed = [one for one in dated if not one.mention.is_relative and one.rank <= RANK["season"]]
    kept = [
        one
        for i, one in enumerate(dated)
        if not fixed or one in fixed or one.rank == RANK["year"] or (i and _goes_on(dated[i - 1], one, text))
    ]
    return [
        one
        for i, one in enumerate(kept)
        if not any(_adjacent(other, one, text) and _says_more(other, one) for other in kept)
        and not (i and spans(kept[i - 1], one, text))
    ]


def _goes_on(one: Dated, other: Dated, text: str) -> bool:
    """Whether what is counted from a date has a verb of its own: came in May and returned two years later."""
    between = text[one.mention.end : other.mention.start]
    joint = _JOINT.search(between)
    if other.mention.way != "offset" or joint is None:
        return False
    return bool(_past(between[joint.end() :]) or _past(text[other.mention.end :].partition(",")[0]))


def _says_more(one: Dated, other: Dated) -> bool:
    """Whether of two times side by side one is the more exact: a date is more than its day of the week."""
    return one.rank < other.rank or (one.rank == other.rank and other.mention.way == "weekday")


def _adjacent(one: Dated, other: Dated, text: str) -> bool:
    """Whether nothing but a comma and a preposition stands between two times."""
    first, second = sorted((one.mention, other.mention), key=lambda mention: mention.start)
    return _BESIDE.fullmatch(text[first.end : second.start]) is not None


def spans(one: Dated, other: Dated, text: str) -> bool:
    """Whether two times are the ends of one span: from May to July."""
    between = text[one.mention.end : other.mention.start]
    return _UNTIL.fullmatch(between) is not None and one.mention.before in {"from", "between"}


def _is_event(text: str, segment: Span, one: Dated, line: Timeline) -> bool:
    mention = one.mention
    before, after = text[segment[0] : mention.start], text[mention.end : segment[1]]
    if _is_excluded(one, before, after, line):
        return False
    is_told = _is_occasion(before, mention) and one.rank <= RANK["season"] and not any_of("modal").search(before)
    if is_told or (mention.way == "turned" and one.when):
        return True
    if (after.startswith((" — ", " – ")) or is_elided(text, segment)) and _happened(text[: segment[0]], ""):
        return True  # the verb is left out: а год спустя — союз
    if not _happened(before, after):
        return False
    is_year = one.when is None and (mention.is_relative or mention.parts.get("u") in {"year", "decade"})
    if one.rank < RANK["year"] or (one.when is None and not is_year):
        return True
    return mention.before in {"in", "", "on", "at"} and has("happening", before + after)


def is_elided(text: str, segment: Span) -> bool:
    """Whether a part has no verb of its own and goes on with that of the part before: and again in Moscow in May."""
    own = text[slice(*segment)]
    return bool(_ELIDED.match(own)) and not _verbs(own)


def _is_excluded(one: Dated, before: str, after: str, line: Timeline) -> bool:
    """Whether nothing happened then: it is a bound, denied, a condition, an aside of history, or still to come."""
    mention, when = one.mention, one.when
    if mention.is_bound or has("denial", before + after) or has("condition", before):
        return True
    if is_of_the_news(mention, before, after):
        return True
    if when is None:
        return False
    return when.precision == "decade" or line.is_aside(when) or _is_ahead(line, when)


def is_of_the_news(mention: Mention, before: str, after: str) -> bool:
    """Whether it is when somebody said so, not when it was: data showed on Friday."""
    return mention.way in {"weekday", "word", "eve"} and has("saying", before[-BESIDE:] + after[:BESIDE])


def is_of_before(one: Dated, dated: list[Dated], text: str) -> bool:
    """Whether a year is told beside a date as what had been before it: the status it had granted in 1996."""
    told = one.mention.way == "year" and _HAD.search(text[: one.mention.start])
    return bool(told) and any(other.rank < one.rank for other in dated)


def _is_ahead(line: Timeline, when: When) -> bool:
    return line.published is not None and when.day > line.published.end


def _is_occasion(before: str, mention: Mention) -> bool:
    """Whether the date belongs to a noun that is an event: the coup of 15 July."""
    last = re.findall(r"[\w’-]+", before)[-4:]
    return mention.before in {"of", "on", "in"} and bool(last) and bool(any_of("occasion").search(" ".join(last[-2:])))


def _happened(before: str, after: str) -> bool:
    """Whether a verb of the past rules the date: the nearest before it, else the first after it."""
    ruling = _verbs(before)
    if ruling:
        return ruling[-1][1]
    following = _verbs(after)
    return bool(following) and following[0][1]


def _verbs(text: str) -> list[tuple[int, bool]]:
    """Where verbs stand, and whether each is of the past and no modal's."""
    modal = [found.span() for found in any_of("modal").finditer(text)]
    past = [start for start, _ in _past(text) if not any(_governs(text, one, start) for one in modal)]
    return sorted([*((start, False) for start, _ in modal), *((start, True) for start in past)])


def _governs(text: str, modal: Span, start: int) -> bool:
    """Whether a modal stands right before a participle, or has it in it: may be closed, was to close."""
    between = text[modal[1] : start]
    return modal[0] <= start < modal[1] or _AUXILIARY.fullmatch(between) is not None


def _found(sentence: Sentence, segment: Span, one: Dated) -> Found:
    place = (one.mention.start, one.mention.end)
    if _is_occasion(sentence.bare[segment[0] : place[0]], one.mention):  # the noun is the event, no verb beside it
        return Found(sentence, quotation(sentence, segment, place), one.when, sentence.text[place[0] : place[1]])
    aside = [found.span() for found in _ASIDE.finditer(sentence.bare)]
    verbs = [
        span
        for span in _past(sentence.bare)
        if segment[0] <= span[0] < segment[1] and not any(a <= span[0] < b for a, b in aside)
    ]
    before, after = ([span for span in verbs if (span[0] < place[0]) == early] for early in (True, False))
    near = after[:1] if one.mention.way == "turned" else before[-1:] or after[:1]
    return Found(sentence, quotation(sentence, segment, *near, place), one.when, sentence.text[place[0] : place[1]])


def is_past(word: str) -> bool:
    """Whether a word is a verb of the past."""
    return bool(_past(word)) and word.islower()


def _past(text: str) -> list[Span]:
    """Where verbs of the past stand."""
    found = _PAST.finditer(text)
    return [one.span() for one in found if not any_of("not_past").fullmatch(one[0])]
