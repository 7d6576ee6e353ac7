"""The page in Russian and in Kazakh, tab by tab: no English word of ours is left, numbers and dates are the language's.

What stays English, such as errors and references, is marked so in lang="en", for screen readers too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from relations.figures.spoken_story import words as words_of
from relations.i18n import Locale, say
from relations.page.parts.choices import TABS
from relations.values import NO_BREAK
from tests.found import STORY, evidence, verdicts
from tests.i18n.messages import messages
from tests.i18n.test_catalogues import BRACES, OTHERS, OURS, missing, translated
from tests.page import pages

MONTHS = {
    "ru": r"\d{1,2} (янв|февр|марта|апр|мая|июн|июл|авг|сент|окт|нояб|дек)",
    "kk": r"\d{4} ж\. (\d{1,2} )?[а-яәіқғңүұөһ]+",
}
ENGLISH_DAY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{4}|\b(?:Mon|Tue|Wed|Thu|Fri)\b"
)
MARKED = (
    re.compile(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', re.DOTALL),
    re.compile(r"<a [^>]*target=\"_blank\".*?</a>", re.DOTALL),  #: works, as they are cited
    re.compile(r"<(code|style)[^>]*>.*?</\1>", re.DOTALL),
)
FIELDS = ("label", "help", "placeholder", "body", "options", "captions")


@cache
def page(tab: str, locale: Locale) -> AppTest:
    """A tab with an event chosen, as known when the article appeared: so that what there is to say is said."""
    return pages.page(tab=tab, locale=locale, event="key-rate-17", claim="market-170m", then="true")


def markup(app: AppTest) -> str:
    """Our markup, without what is marked as English, citations and code."""
    body = " ".join(element.proto.body for element in app.get("html"))
    for pattern in MARKED:
        body = pattern.sub(" ", body)
    return body


def texts(app: AppTest) -> set[str]:
    """Every text that stands on its own: in cells, headings and paragraphs, in labels and options of controls."""
    body = markup(app)
    found = [*re.split(r"<[^>]*>", body), *re.findall(r'aria-label="([^"]*)"', body), *_of_controls(app)]
    plain = (re.sub(r"\\(.)", r"\1", unescape(text)) for text in found)
    return {text.strip(" \n,;:.·△✓✕◐–●○□") for text in plain}


def _of_controls(app: AppTest) -> Iterator[str]:
    for element in app:
        proto = getattr(element, "proto", None)
        for name in FIELDS:
            yield from _strings(getattr(proto, name, "")) if element.type != "html" else ()
        if told := getattr(proto, "json", ""):
            yield from json.loads(told).get("words", {}).values()


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case _:
            yield from (one if isinstance(one, str) else one.content for one in value)  # type: ignore[attr-defined]


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("tab", TABS)
def test_a_tab_is_in_its_language(tab: str, locale: Locale) -> None:
    app = page(tab, locale)
    assert not app.exception
    assert not app.error
    (ours,) = (path for one, path in OURS if one == locale)
    words = translated(ours) | STORY.translations[locale]
    english = {text.rstrip(".:") for text, said in words.items() if said != text and len(text) > 3}
    shown = texts(app)
    assert english & shown == set()
    assert len({said.rstrip(".:") for said in words.values()} & shown) > 20


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("tab", TABS)
def test_numbers_have_decimal_commas_and_days_their_names(tab: str, locale: Locale) -> None:
    words = unescape(re.sub(r"<[^>]*>", " ", markup(page(tab, locale))))
    assert re.findall(r"\d+\.\d+", EDITIONS.sub("", words)) == []
    assert re.findall(r"\b(?:[2-9]|[1-9]\d\d?),\d{3}\b", words) == [], "thousands; a p is at most 1,000"
    assert ENGLISH_DAY.findall(words) == []
    assert re.search(MONTHS[locale], words)


#: What names a work: its title, its author in full and as a label has it, its reference.
CITED = {
    words
    for work in (STORY.article, *STORY.works.values())
    for words in (work.reference, work.name, work.title, work.author, work.short)
    if words
}
LATIN = re.compile(r"[A-Za-z]{2,}")
#: Keys of series, codes of currencies and what is written in Latin letters in every language.
NAMES = re.compile(
    r"\w+/[\w/.]*\w|\b(?:KZT|RUB|USD|CAR|ln|WTI|WITS|World Bank|UN Comtrade|Penn World Table|Feenstra|Inklaar|Timmer"
    r"|Brent|Newey|Allied Relations|Alliance|relations refresh)\b"
)


#: Editions of the Penn World Table, which no language writes with a comma.
EDITIONS = re.compile(r"\b[89]\.[01]\b")


@cache
def lacking(locale: Locale) -> list[str]:
    """The parts of what the catalogue lacks, the longest first: tests/i18n lists it, and English is right for it."""
    (ours,) = (path for one, path in OURS if one == locale)
    forms = [form for one in missing(ours, [*messages()]) for form in ((one,) if isinstance(one, str) else one)]
    return sorted({part.strip() for form in forms for part in BRACES.split(form) if part.strip()}, key=len)[::-1]


def english(text: str, locale: Locale) -> list[str]:
    """The words of a text in Latin letters, but for names and codes, and for what is cited, which stays as it is."""
    for words in (*sorted(CITED, key=len, reverse=True), STORY.id):
        text = text.replace(words, " ")
    text = NAMES.sub(" ", text)
    for words in lacking(locale) if LATIN.search(text) else ():
        text = text.replace(words, " ")
    return LATIN.findall(text)


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("tab", ["Events", "Claims"])
def test_the_evidence_has_no_english_but_works_and_names(tab: str, locale: Locale) -> None:
    words = unescape(re.sub(r"<[^>]*>", " ", markup(page(tab, locale))))
    assert english(words, locale) == []


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("then", [False, True])
def test_every_message_of_the_evidence_is_in_the_language_and_every_number_in_it(locale: Locale, then: bool) -> None:
    words = words_of(STORY, locale)
    for one in verdicts(then=then).values():
        told = one.as_json(lambda message: words.get(str(message)) or say(message, locale, words))
        labels = [value["label"] for value in told["values"].values()]
        said = " ".join((told["claim"], told["rule"], told["formula"], told["sentence"], told["of"] or "", *labels))
        assert english(said, locale) == []
        assert decimals(told["sentence"]) == decimals(" ".join(map(str, one.sentence)))
    for event in evidence(then=then).values():
        assert english(" ".join(say(series.detail or "", locale, words) for series in event.series), locale) == []


def decimals(text: str) -> int:
    """How many numbers of a text have decimals."""
    return len(re.findall(r"\d[.,]\d{1,2}\b(?!\d)", text))


@pytest.mark.parametrize("locale", OTHERS)
def test_what_has_no_copy_is_said_in_the_language(cache: Path, locale: Locale) -> None:
    assert cache
    words = words_of(STORY, locale)
    sentences = {part for one in verdicts().values() for part in one.sentence}
    details = {series.detail or "" for one in evidence().values() for series in one.series}
    said = " ".join(say(one, locale, words) for one in sentences | details)
    assert english(said.replace(STORY.id, ""), locale) == []


def test_a_claim_is_said_in_its_language() -> None:
    (claim,) = (claim for claim in STORY.claims if claim.id == "market-170m")
    body = unescape(" ".join(element.proto.body for element in page("Claims", "ru").get("html"))).replace(NO_BREAK, " ")
    assert "По состоянию на 31 янв. 2015: Сумма за 2011 год: Россия, Казахстан и Беларусь (169,4 млн человек)" in body
    caveat = str(STORY.translations["ru"].get(claim.caveat or "", claim.caveat)).replace(NO_BREAK, " ")
    assert f" {caveat} По нынешним данным число: 170,73 млн человек; тогда минус сейчас: −1,35;" in body
    assert "<td>169,38 млн человек</td><td>170,73 млн человек</td><td>−1,35</td>" in body


def test_a_link_to_another_event_keeps_the_language() -> None:
    body = " ".join(element.proto.body for element in page("Events", "kk").get("html"))
    links = re.findall(r'href="(\?story=[^"]*)"', body)
    assert len(links) > len(STORY.events), "each row, the ways to its neighbours, and to the figure"
    assert all("&then=true&locale=kk" in unescape(link) for link in links)
