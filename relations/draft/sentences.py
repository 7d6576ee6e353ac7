"""Paragraphs as sentences, sentences as segments, and a quotation of at most twelve words from one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from relations.draft.article import Paragraph
from relations.draft.blocks import DATELINE
from relations.draft.words import any_of, listed, spoken

WORDS = 12  #: at most so many are quoted
PHRASE = 4  #: words before the last that a quotation has, where it may begin earlier: "up 18 percent" says of nothing
AROUND = ' ,;:.–—()"“”!?'  #: what may stand around a quotation and is none of it
CLOSES = ",;:.!?)—”»"  #: at its end a word ends a clause
HIDDEN = "¤"  #: stands where a letter of somebody else's words was
Span = tuple[int, int]
_END = spoken("end", r"[.!?…]+['\"”’)\]]*\s+(?=['\"“‘(\[]*[A-Z0-9ÄÖÜÉ])", 0)
_CUT = spoken(
    "cut",
    r"[;:]\s|(?<!года)(?<!году)(?<!спустя)(?<!позже)\s[-–—]{1,2}\s|(?<![\s\d])—|\s\(|\)\s?|,\s(?=(?:and|but|while|whereas|so|then|yet|though|although"
    r"|where|who|which|when|before|making|leaving|reaching|bringing|taking)\b|\w+ than ever\b)",
    0,
)
_MEASURED = spoken(
    "measured",
    r"%|\bper ?cent\b|\b[mb]illion\b|\bhalved\b|\bdollars\b|\beuros\b|\btimes\b|\b\w+[aeu]bled\b|[$€£]\d"
    r"|\b\w+[- ](?:largest|biggest)\b|\b\w+-\w+est\b|\ba (?:half|third|quarter|fifth|sixth|seventh|eighth|tenth) of\b"
    r"|\bhalf (?:the|of)\b|\b(?:months|quarters|years) (?:in a row|running)\b|\bsecond only to\b|\d,\d{3}\b",
)
_JOIN = spoken(
    "join",
    r",?\s(?=(?:and|or|because|whereas)\s)|,\s(?=(?:some|about|almost|nearly|roughly|around|with)\s)"
    r"|,\s(?=after an?\s|\w+ times (?:the|as)\b|second only\b|(?:less|more) than (?:an?|half)\b|half (?:the|of)\b)"
    r"|,\s(?=\d[\d.]*\s?(?:%|per ?cent) of\b)"
    r"|,\s(?=as\s(?!of\b|in\b|well\b|much\b|many\b|against\b|compared\b|opposed\b))"
    r"|,\s(?=(?:the|its|their)\s(?!\w+est\b|most\b|least\b|first\b|same\b|second\b))",
    0,
)
_BETWEEN = spoken("between", r"\bbetween (?:[\w.$€£]+ ){0,3}[\w.]+$")
_TIMED = spoken(
    "timed", r"\b(?:19|20)\d\d\b|\b(?:later|afterwards?|earlier|within (?:\w+ ){0,2}(?:hours|days|weeks|months))\b"
)
_VERB = spoken("verb", rf"\sand\s(?=(?:\w+ly |then |again )?(?:\w+ed|{any_of('past').english})\b)", 0)
_RECORD = spoken("new_record", rf",\s(?!for\b)(?=(?:[\w-]+ ){{0,3}}{any_of('record').english})")
_BY = re.compile(r"(?<=\d),\s(?=by\s)")  #: devalued on 21 February 2015, by 33 per cent
_QUOTED = re.compile(
    r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|(?<!\w)\"[^\"]*(?:\"|$)|(?<!\w)‘(?=\w+[^\w’]\w+[^\w’]\w+)[^‘]*?’(?!\w)"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, where it stands in its paragraph, and the same with all that is quoted in it hidden."""

    paragraph: int
    place: int  #: counted through the whole article
    start: int
    text: str
    bare: str  #: as long as the text, with е for ё

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("\"'”’) ").endswith("?")


def sentences(paragraphs: tuple[Paragraph, ...]) -> list[Sentence]:
    """All sentences of an article in their order."""
    spans = [(one, start, end) for one in paragraphs for start, end in _spans(one.text)]
    return [_sentence(one, start, end, place) for place, (one, start, end) in enumerate(spans)]


def _sentence(paragraph: Paragraph, start: int, end: int, place: int) -> Sentence:
    hidden = HIDDEN * len(paragraph.text) if paragraph.quoted else _QUOTED.sub(_hide, paragraph.text)
    return Sentence(
        paragraph.number, place, start, paragraph.text[start:end], hidden[start:end].replace("ё", "е").replace("Ё", "Е")
    )


def _hide(found: re.Match[str]) -> str:
    return re.sub(r"[^\W_]", HIDDEN, found[0])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    short = any_of("short_forms")
    dateline = DATELINE.match(text)
    start = dateline.end() if dateline else 0
    for end in _END.finditer(text):
        if end.start() < start:
            continue
        last = text[start : end.start()].rsplit(maxsplit=1)
        if end[0].startswith(".") and last and short.fullmatch(last[-1].lstrip("(“\"'")):
            continue
        yield start, start + len(text[start : end.end()].rstrip())
        start = end.end()
    if text[start:].strip():
        yield start, len(text)


def segments(sentence: Sentence) -> list[Span]:
    """From where to where in a sentence its parts go that say one thing each."""
    cuts = [0, *(place for found in _CUT.finditer(sentence.bare) for place in found.span()), len(sentence.bare)]
    parts = (part for a, b in zip(cuts[::2], cuts[1::2], strict=True) for part in _measured(sentence.bare, a, b))
    return [(a, b) for a, b in parts if re.search(r"\w", sentence.bare[a:b])]


def _measured(text: str, start: int, end: int) -> Iterator[Span]:
    """A part in two or more: before a record, and where each of two joined by a word has a number with its unit."""
    for joint, needed in ((_JOIN, _MEASURED), (_VERB, _TIMED), (_BY, None), (_RECORD, None)):
        for found in joint.finditer(text, start, end):
            before, after = text[start : found.start()], text[found.end() : end]
            is_range = joint is _JOIN and after.startswith(("and ", "и ")) and _BETWEEN.search(before)
            if not is_range and (needed is None or (needed.search(before) and needed.search(after))):
                yield start, found.start()
                start = found.end()
    yield start, end


def quotation(sentence: Sentence, within: Span, *needed: Span) -> str:
    """At most twelve words of a part of a sentence, with … where it breaks off; what is needed first above all."""
    words = [found.span() for found in re.finditer(r"\S+", sentence.text) if within[0] <= found.start() < within[1]]
    plain = [sentence.text[a:b] for a, b in words]
    marked = [[i for i, (c, d) in enumerate(words) if c < b and a < d] for a, b in needed]
    marks = [i for one in marked for i in one]
    low, high = min(marks, default=0), max(marks, default=0)
    if high - low >= WORDS and marked[0]:
        low, high = marked[0][0], min(marked[0][-1] + 3, len(words) - 1)
    start, end = _bounds(plain, low, high)
    if not words:
        return ""
    is_cut = end < len(words) - 1 and plain[end][-1] not in CLOSES
    return sentence.text[words[start][0] : words[end][1]].strip(AROUND) + "…" * is_cut


def clause(sentence: Sentence, within: Span) -> str:
    """A whole part of a sentence, without a word by which it is joined to the one before."""
    words = sentence.text[slice(*within)].strip(AROUND).split()
    while len(words) > 1 and words[0].lower() in listed("links"):
        words = words[1:]
    return " ".join(words)


def _bounds(words: list[str], low: int, high: int) -> Span:
    """First and last word of a quotation that has the words from low to high: it begins where a phrase does."""
    first = max(high - WORDS + 1, 0)
    starts = [i for i in range(first, low + 1) if i == 0 or words[i - 1][-1] in ",;:"]
    start = next((i for i in reversed(starts) if high - i >= PHRASE), starts[0] if starts else first)
    while start < low and words[start].lower() in listed("links"):
        start += 1
    end = min(start + WORDS, len(words)) - 1
    while end > max(high, start) and words[end].lower() in listed("dangling"):
        end -= 1
    return start, end
