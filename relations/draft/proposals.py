"""From an article to blocks, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from relations.draft import claims, events, rules
from relations.draft.article import Article
from relations.draft.currencies import is_of_both, said, whose
from relations.draft.dates import mentions
from relations.draft.events import Dated
from relations.draft.names import Pair, places
from relations.draft.quantities import SUM, quantities
from relations.draft.reckoning import resolve
from relations.draft.sentences import Sentence, Span, clause, segments, sentences
from relations.draft.spans import BOUNDS, Times, times
from relations.draft.timeline import Timeline, When
from relations.draft.topics import CURRENCY, PRICE, good, is_quote, topic
from relations.draft.words import any_of, has, number, number_words, spoken

LEVELS = {"total", "extreme"}  #: measures of how much there was of something
_IT = spoken("it", r"^\W*its?\b")
_GOES_ON = spoken(
    "goes_on",
    r"^\W*(it|its|they|their|that|this|both|and|but|the (figure|share|rate|number|fall|rise|drop)|by|alone|since|in)\b"
    r"|^\W*only (in|once)\b"
    r"|^\W*(?:[\w-]+ ){0,9}(it|they)\b|\bof (it|them|these)\b",
)
_LOWER = spoken("lower", r"\b(halv\w+|less|lower|worst)\b|(?:%|\bper ?cent) below\b")
_ABOUT = (
    rf"(?:(?:about|almost|nearly|around|roughly|some|just|only|over|under|above|below|more|less|than|as|much|many|a|the"
    rf"|record) )*{SUM}"
)
_HIGHER = spoken("higher", r"\b((?:doubl|trebl|tripl|quadrupl|quintupl)\w+|more|higher)\b|(?:%|\bper ?cent) above\b")
_SLOWED = spoken("slowed", rf"\bslow(?:ed|s|ing|er)?\b|\bgrowth\b[^,;.]*{any_of('down').english}")
_CAME_TO = spoken("came_to", rf"\bto {_ABOUT}$")
_CAME_FROM = spoken(
    "came_from", rf"\bfrom {_ABOUT}(?P<n>{number_words()})(?: (?:a |the )?[a-zA-Z’]+){{0,4}} to {_ABOUT}$"
)
_NEARLY = spoken(
    "nearly", r"\b(?:almost|nearly|about|around|roughly|some|close to|just under|approximately)(?: an?)? ?$"
)
_ABROAD = spoken("abroad", r"\b(in|at|near) $", 0)


@dataclass(frozen=True)
class Proposal:
    """A block of a draft: an event or a claim, where the article says it, and what is to be checked."""

    kind: str
    paragraph: int
    words: str
    when: When | None
    told: str = ""  #: the whole clause that says it
    said: str | None = None  #: an event's date as the text says it
    measure: str | None = None
    line: str | None = None
    number: float | None = None
    counted_in: str | None = None
    ahead: bool = False  #: whether it is a forecast
    way: int = 0  #: -1 of a fall, 1 of a rise; 0 if it does not tell
    came_from: float | None = None  #: what its number was before: of "from 185 to 160" the first
    is_level: bool = False  #: whether its number is what it came to, and not by how much
    nearly: bool = False  #: whether its number is told as almost or about so much
    since: When | None = None  #: where the span begins that it is about, and `when` ends, or if that is not told, now
    against: When | None = None  #: what `when` is compared with: of "20 per cent less in 2015 than in 2010" the second
    in_part: bool = False  #: whether it is about no more than a part of `when`: the first half of a year
    is_open: bool = False  #: whether it tells of a move its end alone: by 2015


@dataclass
class _Reader:
    """What is known at a place in the article."""

    line: Timeline
    pair: Pair | None
    currency: str = ""  #: of the last sum
    about: tuple[str, str] | None = None
    sentence: Sentence | None = None  #: that was about it
    setting: str = ""  #: its paragraph so far
    claimed: tuple[int, claims.Claimed] | None = None  #: what was claimed last, and in which sentence
    way: int = 0  #: of what was claimed last
    last: tuple[int, Proposal] | None = None  #: the claim that was made last, and in which sentence
    paragraph: int = 0
    told: set[str] = field(default_factory=set)  #: of the two currencies, those named with their countries so far

    def read(self, sentence: Sentence) -> Iterator[Proposal]:
        """What a sentence proposes; a vote is one claim, with its number if it has one, and no event beside it."""
        found = self._read(sentence)
        votes = [one for one in found if one.measure == "vote_on"]
        shares = [one for one in votes if one.counted_in == "%"]
        counted = [one for one in votes if one.number and one not in shares]
        told = [*shares, *counted[:1]] or votes[:1]
        dates = {one.when for one in votes}
        yield from (
            one for one in found if one in told or not (one in votes or (one.kind == "event" and one.when in dates))
        )

    def _read(self, sentence: Sentence) -> list[Proposal]:
        dated = self._dates(sentence)
        if sentence.paragraph != self.paragraph:
            self.setting, self.claimed, self.last, self.paragraph = "", None, None, sentence.paragraph
        self.setting += f" {sentence.bare}"
        self.told |= set(said(self.pair, sentence.bare)) if self.pair else set()
        once: set[str] = set()
        entry = events.entry(sentence, dated, self.line)
        made: list[Proposal] = []
        for span in segments(sentence):
            found = events.events(sentence, span, dated, self.line)
            part = self._part(sentence, span, is_event=bool(found))
            claimed = rules.claim(part) if self._is_recent(dated, span) else None
            if claimed and claimed.measure not in once:
                once |= {claimed.measure} & {"mirror"}
                self.claimed = sentence.place, claimed
                self.way = _way(part, claimed.measure) or (
                    self.way if part.moves is None and part.before is not None else 0
                )
                known = times(dated, span, sentence.bare, claimed.measure)
                made.append(self._from_before(sentence, _claim(part, claimed, known, self.way)))
            is_claim = claimed and claimed.measure not in {"days_between", "vote_on", "rank_among"}
            is_bare = events.is_elided(sentence.bare, span) and not (made and made[-1].kind == "event")
            if not (is_claim or is_bare or self._is_of_others(sentence)):
                made += [_event(one, span) for one in found if entry is None or one.said != entry[0].said]
        return [_event(*entry), *made] if entry and not any(one.kind == "claim" for one in made) else made

    def _from_before(self, sentence: Sentence, one: Proposal) -> Proposal:
        """A move whose end alone is told, counted from the level of the same line that was told right before it."""
        place, last = self.last or (sentence.place, None)
        self.last = sentence.place, one
        if last is None or last.when is None or last.line != one.line or not one.is_open or one.when is None:
            return one
        is_level = last.measure in LEVELS or last.is_level
        is_start = is_level and sentence.place - place <= 1 and last.when.end < one.when.day
        return replace(one, against=last.when, is_open=False) if is_start else one

    def _dates(self, sentence: Sentence) -> list[Dated]:
        dated = []
        for one in mentions(sentence.bare):
            when = resolve(self.line, one, sentence)
            dated.append(Dated(one, when))
            is_told = one.before not in BOUNDS and not events.is_of_before(dated[-1], dated, sentence.bare)
            if when and is_told:
                self.line = self.line.after(when, sentence, sentence.bare)
        return dated

    def _part(self, sentence: Sentence, span: tuple[int, int], *, is_event: bool) -> claims.Part:
        text = claims.without_condition(sentence.bare[slice(*span)])
        about = topic(text, self.pair)
        is_it = _IT.search(text) and about and self.about and about[0] == self.about[0] == CURRENCY
        if (about is None or is_it) and self._goes_on(sentence, text):  # it fell, after another currency had
            about = self.about
        if about and about[0] == CURRENCY and self.pair and is_of_both(about[1], self.pair):
            so_far = f"{self.setting[: len(self.setting) - len(sentence.bare)]}{sentence.bare[: span[1]]}"
            about = CURRENCY, whose(self.pair, sentence.bare[: span[1]], span[0], so_far, self.told) or about[1]
        if about and self._is_price_of_another(sentence, text, about):
            about = PRICE, good(text)
        if about:
            self.about, self.sentence = about, sentence
        inside = quantities(sentence.bare[: span[1]], self.currency)
        self.currency = next((one.currency for one in reversed(inside) if one.currency), self.currency)
        here = " " * span[0] + text
        stated = tuple(one for one in inside if here[one.start : one.end].strip())
        before = self.claimed[1] if self.claimed and sentence.place - self.claimed[0] <= 1 else None
        return claims.Part(sentence, span, stated, about, is_event, self.pair, self.setting, before)

    def _is_price_of_another(self, sentence: Sentence, text: str, about: tuple[str, str]) -> bool:
        """Whether it names another good than the one whose price was the matter: and that of gas by 20 per cent."""
        is_price = self.about is not None and self.about[0] == PRICE
        return is_price and about[1] == f"exports-of-{good(text)}" and self._goes_on(sentence, text)

    def _goes_on(self, sentence: Sentence, text: str) -> bool:
        """Whether it may be about what was the matter before: in this sentence, or right before in its paragraph."""
        if self.sentence is None or self.sentence.paragraph != sentence.paragraph:
            return False
        apart = sentence.place - self.sentence.place
        return apart == 0 or (apart == 1 and _GOES_ON.search(text) is not None)

    def _is_recent(self, dated: list[Dated], span: tuple[int, int]) -> bool:
        inside = (one for one in dated if span[0] <= one.mention.start < span[1] and one.mention.before not in BOUNDS)
        here = [one.when for one in inside if one.when]
        return not any(self.line.is_aside(when) for when in here) or any(not self.line.is_aside(when) for when in here)

    def _is_of_others(self, sentence: Sentence) -> bool:
        """Whether the sentence names countries, not only as the place of something, and neither of the two."""
        found = places(sentence.bare)
        named = {code for at, code in found if not _ABROAD.search(sentence.bare[:at])}
        return self.pair is not None and bool(named) and {code for _, code in found}.isdisjoint(self.pair.codes)


def _event(found: events.Found, span: Span) -> Proposal:
    told = _told(found.sentence, span)
    return Proposal("event", found.sentence.paragraph, found.words, found.when, said=found.said, told=told)


def _told(sentence: Sentence, span: Span) -> str:
    """The part of a sentence that says it; all of it where the part begins with its verb, or has left it out."""
    told = clause(sentence, span)
    is_part = events.is_past(told.split(" ")[0]) or events.is_elided(sentence.bare, span)
    return clause(sentence, (0, len(sentence.text))) if is_part else told


def _way(part: claims.Part, measure: str) -> int:
    """Down, up or neither: growth that slows is no fall; a dollar's price rises as money falls, by another per cent.

    Of a highest or lowest value it is which of the two.
    """
    if measure == "worst_year" and not has("steepest", part.text):
        return 0
    if _SLOWED.search(part.text) or (part.about and part.about[0] == CURRENCY and is_quote(part.text)):
        return 0
    if measure == "extreme":
        return rules.lowest_or_highest(part.text)
    if has("down", part.text) or _LOWER.search(part.text):
        return -1
    return int(has("up", part.text) or _HIGHER.search(part.text) is not None)


def _claim(part: claims.Part, claimed: claims.Claimed, known: Times, way: int) -> Proposal:
    before = part.sentence.bare[: claimed.cue[0]]
    first = _CAME_FROM.search(before)
    return Proposal(
        "claim",
        part.sentence.paragraph,
        claims.words_of(part, claimed),
        known.when,
        told=_told(part.sentence, part.span),
        measure=claimed.measure,
        line=claimed.line,
        number=claimed.number,
        counted_in=claimed.counted_in,
        since=known.since,
        against=known.against,
        in_part=known.in_part,
        is_open=known.is_open and not part.is_ahead,
        ahead=part.is_ahead,
        way=way,
        came_from=number(first["n"]) if first else None,
        is_level=_CAME_TO.search(before) is not None,
        nearly=_NEARLY.search(before) is not None,
    )


def proposals(article: Article, pair: Pair | None) -> list[Proposal]:
    """The events and claims of an article in the order it tells them, each once."""
    published = When(article.published, article.precision) if article.published else None
    reader = _Reader(Timeline(published), pair)
    found = [one for sentence in sentences(article.paragraphs) for one in reader.read(sentence) if one.words]
    return list(dict.fromkeys(found))
