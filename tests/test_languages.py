"""The page in Russian and in Kazakh, tab by tab: no English word of ours is left, numbers and dates are the language's.

What stays English is marked so: sentences of the transforms and errors, in lang="en", for screen readers too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

import stories
from locales import Locale, catalogue, speaking
from tests import pages
from tests.locales.test_catalogues import OTHERS, OURS
from transforms.claims import claims
from transforms.events import events
from views._address import TABS
from views._told import NAMES, REASONS, RULES, told
from views.claims import LESS

STORY = stories.load("kazakhstan-russia")
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
    app = pages.page(tab=tab, locale=locale, event="key-rate-17", then="true")
    if tab == "Compose":
        lines = app.multiselect(key="compose-lines")
        lines.select(lines.options[0]).run()
    return app


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
    words = catalogue(ours) | STORY.translations[locale]
    english = {text.rstrip(".:") for text, said in words.items() if said != text and len(text) > 3}
    shown = texts(app)
    assert english & shown == set()
    assert len({said.rstrip(".:") for said in words.values()} & shown) > 20


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "Compose"])
def test_numbers_have_decimal_commas_and_days_their_names(tab: str, locale: Locale) -> None:
    words = unescape(re.sub(r"<[^>]*>", " ", markup(page(tab, locale))))
    assert re.findall(r"\d+\.\d+", words.replace("Penn World Table 9.1", "")) == []
    assert re.findall(r"\b(?:[2-9]|[1-9]\d\d?),\d{3}\b", words) == [], "thousands; a p is at most 1,000"
    assert ENGLISH_DAY.findall(words) == []
    assert re.search(MONTHS[locale], words)


@pytest.mark.parametrize("locale", OTHERS)
def test_every_short_text_of_the_transforms_is_translated(locale: Locale) -> None:
    """Reasons, rules, formulas, names and units of the shipped story: a new one needs its template."""
    found = [series for one in events(STORY) for series in one.series if series.refused]
    verdicts = claims(STORY, known_then=True)
    short: list[tuple[str, tuple[str, ...]]] = [(one.detail or "", REASONS) for one in found]
    short += [(text, RULES) for one in verdicts for text in (one.rule, one.formula)]
    short += [(text, NAMES) for one in verdicts for text in (*one.values, one.unit or "") if text != LESS]
    with speaking(locale):
        said = {text: told(STORY, text, templates) for text, templates in short}
    assert [text for text, words in said.items() if 'lang="en"' in words] == []


def test_sentences_of_the_transforms_are_marked_as_english() -> None:
    (claim,) = (claim for claim in STORY.claims if claim.id == "market-170m")
    body = " ".join(element.proto.body for element in page("Claims", "ru").get("html"))
    assert '<p><span lang="en">As known on 31 January 2015: In 2013 the sum was' in body
    assert f'</span> {STORY.translations["ru"][claim.caveat or ""]} <span lang="en">' in body
    assert 'lang="en"' not in " ".join(element.proto.body for element in page("Claims", "en").get("html"))


def test_a_link_to_another_event_keeps_the_language() -> None:
    body = " ".join(element.proto.body for element in page("Events", "kk").get("html"))
    links = re.findall(r'href="(\?story=[^"]*)"', body)
    assert len(links) == len(STORY.events)
    assert all("&then=true&locale=kk" in unescape(link) for link in links)
