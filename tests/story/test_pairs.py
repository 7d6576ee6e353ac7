"""Of any two countries there are lines and figures that nobody writes; a story that writes one has its own."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise
from pathlib import Path

import pycountry
import pytest

from relations import cache as copies
from relations import story as stories
from relations.i18n import say
from relations.story import Story, StoryError
from relations.values import FREQUENCIES, Unstated
from sources import habits, indicator_of, publishers, source
from sources._well_known import OF, keys
from tests.story.made_up import wrong

POST_SOVIET = "ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA RUS TJK TKM UKR UZB"
OTHERS = "USA CHN DEU FRA GBR TUR IND BRA JPN AUS ECU PAN MNE XKX CHE ARG ZAF EGY VEN HRV"
#: Every one of the 35 countries as the first and as the second of a pair, and some that share a currency.
RING = [code for both in zip(OTHERS.split(), 2 * POST_SOVIET.split(), strict=False) for code in both]
PAIRS = [*pairwise(RING), ("ECU", "USA"), ("DEU", "FRA"), ("XKX", "USA")]
STORY = """
countries = ["{one}", "{other}"]
window = {{ start = 2013-01-01, end = 2016-12-31 }}
[article]
title = "An article"
author = "A. Author"
published = 2015-01-01
"""


def story(tmp_path: Path, one: str, other: str, more: str = "", *, first: str = "") -> Story:
    path = tmp_path / "two.toml"
    path.write_text(first + STORY.format(one=one, other=other) + more, encoding="utf-8")
    return stories.load(path)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_any_two_countries_make_a_story_whose_keys_can_be_had(tmp_path: Path, pair: tuple[str, str]) -> None:
    told = story(tmp_path, *pair)
    assert {"trade", "shares", "votes"} <= {figure.id for figure in told.figures}
    for line in told.lines.values():
        assert line.label == line.label.strip()
        for key in line.keys:
            about = indicator_of(key)
            assert about.key == key
            assert habits(source(key)).has(about.code)
    named = {name for figure in told.figures for panel in figure.panels for name in panel.lines}
    assert named <= set(told.lines)
    for name in told.pair.names:
        assert told.pair.line(name), f"{name} is neither there nor is it said why not"


#: Of all countries of ISO 3166; `bench/pairs.py` tries three hundred, and every pair of the ring's.
SOME = random.Random(15).sample(sorted(one.alpha_3 for one in pycountry.countries), 8)


@pytest.mark.parametrize(("one", "other"), [*zip(SOME[::2], SOME[1::2], strict=True), ("LTU", "RUS"), ("TUR", "USA")])
def test_what_new_writes_is_drawn_in_every_language_and_nothing_is_missing(
    tmp_path: Path, cache: Path, one: str, other: str
) -> None:
    assert list(wrong(tmp_path, one, other)) == []


def test_a_line_is_there_where_something_names_it_and_only_there(tmp_path: Path) -> None:
    figure = '[[figures]]\nid = "one"\ntitle = "A"\nsubtitle = "B"\nwindow = { start = 2013-01-01, end = 2016-12-31 }\n'
    told = story(tmp_path, "KAZ", "RUS", figure + '[[figures.panels]]\nlines = ["cross"]\n')
    assert list(told.lines) == ["cross", "currency-kaz", "currency-rus"]
    assert [one.id for one in told.figures] == ["one"]
    both = story(
        tmp_path, "KAZ", "RUS", figure + '[[figures.panels]]\nlines = ["cross"]\n', first='standard = ["votes"]'
    )
    assert [one.id for one in both.figures] == ["one", "votes"]


def test_a_story_overrides_by_writing_the_line_and_keeps_the_keys_if_it_writes_none(tmp_path: Path) -> None:
    plain = story(tmp_path, "KAZ", "RUS").lines
    told = story(
        tmp_path, "KAZ", "RUS", '[lines.votes]\nlabel = "Votes"\n[lines.exports]\nlabel = "E"\nkeys = ["imf/KZT"]'
    )
    assert (told.lines["votes"].label, told.lines["votes"].keys) == ("Votes", plain["votes"].keys)
    assert told.lines["exports"].keys == ("imf/KZT",)


def test_a_figure_without_panels_is_the_standard_one_under_the_authors_title(tmp_path: Path) -> None:
    standard = story(tmp_path, "KAZ", "RUS").figure("trade")
    told = story(tmp_path, "KAZ", "RUS", '[[figures]]\nid = "trade"\ntitle = "A finding"')
    assert told.figure("trade") == standard.model_copy(update={"title": "A finding"})
    assert len(told.figures) == 5


def test_the_article_is_a_work_where_an_event_cites_it(tmp_path: Path) -> None:
    event = (
        """[[events]]\nid = "e"\ndate = 2014-02-11\nlabel = "E"\nsentence = "S."\nrole = "context"\nsources = ["{}"]"""
    )
    told = story(tmp_path, "KAZ", "RUS", event.format("article"))
    assert (told.works["article"].author, told.works["article"].year) == ("A. Author", 2015)
    assert told.article.known_until == told.article.published
    with pytest.raises(StoryError, match="'press' is not in the story"):
        story(tmp_path, "KAZ", "RUS", event.format("press"))


def reason(told: Story, name: str) -> str:
    return str(told.pair.line(name))


def test_what_two_countries_have_not_is_said_with_the_fact(tmp_path: Path) -> None:
    dollars = story(tmp_path, "ECU", "USA")
    assert reason(dollars, "currency-ecu") == (
        "Ecuador uses the dollar, in which currencies are counted here, since 2 Oct 2000"
    )
    assert "there is no rate to cross: Ecuador uses the dollar" in reason(dollars, "cross")
    assert [figure.id for figure in dollars.figures] == ["trade", "shares", "votes"]
    euros = story(tmp_path, "DEU", "FRA")
    assert reason(euros, "currency-fra") == "France has the same currency as Germany"
    assert euros.pair.line("currency-xyz") is None
    band = '[[bands]]\nid = "b"\nlabel = "B"\nstart = 2014-01-01\nend = 2015-01-01\nlines = ["currency-fra"]'
    with pytest.raises(StoryError, match="there is no 'currency-fra': France has the same currency as Germany"):
        story(tmp_path, "DEU", "FRA", band)


def test_a_country_that_took_the_euro_has_two_currencies_and_one_that_cut_zeros_has_one(tmp_path: Path) -> None:
    told = story(tmp_path, "LTU", "BLR")
    assert told.pair.currencies(told.pair.one) == ("currency-ltu", "currency-ltu-ltl")
    assert told.lines["currency-ltu"].keys[0] == "imf/EUR"
    assert "nbp/LTL" in told.lines["currency-ltu-ltl"].keys
    assert told.pair.currencies(told.pair.other) == ("currency-blr",)
    keys_of = told.lines["currency-blr"].keys
    assert keys_of.index("imf_ifs/BYN") < keys_of.index("nbp/BYN")  # which begins in July 2016


@pytest.mark.parametrize("series", OF)
def test_somebody_offers_each_series_with_a_unit_and_the_finest_rhythm_first(series: str) -> None:
    named = {"currency": "KZT", "country": "KAZ", "partner": "RUS"}
    window = date(2013, 1, 1), date(2016, 12, 31)
    found = [indicator_of(key) for key in keys(series, *(named[one] for one in OF[series]), window=window)]
    assert found
    rhythms = [FREQUENCIES.index(one.frequency) for one in found]
    assert rhythms == sorted(rhythms)
    assert len({one.unit for one in found if one.unit != Unstated()}) <= 1 or series == "population"


def test_whatever_a_publisher_offers_is_a_series_there_is() -> None:
    for publisher in publishers():
        own = habits(source(f"{publisher}/"))
        assert own.offers.keys() <= OF.keys(), publisher
        assert own.listed <= own.fixed, f"{publisher}: only a release that never changes has all its codes"


def test_a_release_lists_what_it_has_as_its_copies_do() -> None:
    """Of the shipped copies: none begins before the day its publisher's module states, nor ends after."""
    for key in copies.cached_keys():
        own, about = habits(source(key)), copies.glance(key)
        if own.listed:
            assert own.has(about.indicator.code), key
            assert own.began[about.indicator.code] <= about.first, key
            assert own.ended.get(about.indicator.code, about.last) >= about.last, key


def test_a_pair_can_be_looked_for_in_every_language(tmp_path: Path) -> None:
    pair = story(tmp_path, "TUR", "USA").pair
    for locale, words in {"en": "Türkiye Turkish lira TRY", "ru": "Турция турецкая лира TRY", "kk": "Түркия"}.items():
        said = " ".join(say(word, locale) for word in pair.words)  # type: ignore[arg-type]
        assert all(word in said for word in words.split())
