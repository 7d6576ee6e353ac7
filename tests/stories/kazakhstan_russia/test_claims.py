"""Claims of the first story, against the values its brief expects; others may stand beside them."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from relations import story as stories
from relations.cache import read
from relations.claims import Verdict, claims

STORY = stories.load("kazakhstan-russia")
NOW = {verdict.id: verdict for verdict in claims(STORY)}
THEN = {verdict.id: verdict for verdict in claims(STORY, known_then=True)}


def number(verdict: Verdict, name: str) -> float:
    found = verdict.number(name)
    assert isinstance(found, float | int)
    return found


def sentence(verdict: Verdict) -> str:
    return " ".join(map(str, verdict.sentence))


def test_every_claim_has_its_verdict() -> None:
    expected = {
        "rouble-freefall": "supported",
        "oil-drop": "supported",
        "tenge-may-fall-further": "supported",
        "market-170m": "supported",
        "trade-will-grow": "not borne out",
        "crisis-hits-kazakhstan": "supported",
        "russia-main-partner": "depends on definition",
        "hardest-year": "not borne out",
        "russian-minority": "cannot be tested with these data",
    }
    assert {name: NOW[name].verdict for name in expected} == expected
    assert [NOW[name].paragraph for name in expected] == [10, 10, 10, 4, 4, 10, 1, 12, 6]


def test_the_rouble_lost_half_of_its_dollar_value_both_ways_given() -> None:
    found = NOW["rouble-freefall"]
    assert found.value == pytest.approx(100 * (33.843417 / 68.928997 - 1))
    assert number(found, "change-of-the-other") == pytest.approx(103.67, abs=0.01)
    assert number(found, "rank") == 2  # among thousands of windows
    assert (found.start, found.end) == (date(2014, 6, 30), date(2015, 1, 30))
    assert "−50.9 % of the value of RUB in USD, or +103.7 % of the value of USD in RUB" in sentence(found)


def test_oil_fell_by_more_than_half() -> None:
    """WTI 106.07 on 2014-06-30, 47.79 on 2015-01-30."""
    found = NOW["oil-drop"]
    if found.keys == ("fred/DCOILWTICO",):
        assert found.value == pytest.approx(100 * (47.79 / 106.07 - 1))
    assert number(found, "share-of-windows-with-a-deeper-fall") < 5


def test_the_forecast_of_the_tenge_came_true() -> None:
    found = NOW["tenge-may-fall-further"]
    assert found.number("came-true-on") == date(2015, 8, 20)
    assert number(found, "days-after-publication") == (date(2015, 8, 20) - date(2015, 1, 31)).days == 201
    assert found.value == pytest.approx(100 * (184.450277 / 255.25999 - 1))
    assert number(found, "change-of-the-other") == pytest.approx(38.39, abs=0.01)
    assert sentence(found).startswith("It came true on 20 Aug 2015, 201 days after publication")


def test_the_market_has_a_size_under_each_definition() -> None:
    found = NOW["market-170m"]
    assert found.value == pytest.approx(170.73, abs=0.005)
    assert number(found, "sum-2") == pytest.approx(173.64, abs=0.005)
    assert number(found, "sum-3") == pytest.approx(179.41, abs=0.005)


def test_trade_shrank_in_the_unions_first_two_years() -> None:
    found = NOW["trade-will-grow"]
    assert [round(number(found, f"turnover-{year}")) for year in (2014, 2015, 2016)] == [
        20196,
        15077,
        12639,
    ]
    assert "20,196, 15,077 and 12,639" in sentence(found)
    assert found.number("first-year-above") == 2021


def test_the_crisis_reached_kazakhstan_on_both_channels() -> None:
    found = NOW["crisis-hits-kazakhstan"]
    assert found.value == pytest.approx(100 * (184.450277 / 68.928997) / (183.520173 / 33.843417) - 100)
    assert number(found, "imports-earlier") == 17971.76
    assert number(found, "imports-later") == 13807.69
    assert found.keys == ("imf/KZT", "imf/RUB", "wits/KAZ/RUS/imports")


def test_russias_share_depends_on_which_trade_is_meant() -> None:
    found = NOW["russia-main-partner"]
    assert number(found, "imports-share-2014") == pytest.approx(33.4, abs=0.05)
    assert number(found, "exports-share-2014") == pytest.approx(8.0, abs=0.05)
    assert "in 2010" not in sentence(found)  # an undercount is nobody's lowest


def test_other_years_were_worse_for_trade() -> None:
    found = NOW["hardest-year"]
    assert number(found, "rank-money") == 3
    assert number(found, "change-2009-money") < number(found, "change-2015-money") < -3651
    assert number(found, "rank-percent") == 6
    assert not any(one.quantity.name.startswith(("change-2010", "change-2011")) for one in found.values)


def test_what_no_data_can_tell_is_said() -> None:
    assert NOW["russian-minority"].value is None
    assert NOW["russian-minority"].keys == ()
    assert "cannot be tested with these data" in sentence(NOW["hardest-year"])


def test_every_verdict_names_rule_keys_and_retrieval() -> None:
    for verdict in NOW.values():
        assert verdict.rule
        assert sentence(verdict).endswith(".")
        if verdict.value is not None:
            assert verdict.retrieved == min(read(key).retrieved for key in verdict.keys)
            assert verdict.start is not None
            assert verdict.end is not None
            assert verdict.unit is not None


def test_no_verdict_speaks_of_causes() -> None:
    words = " ".join(sentence(verdict) for verdict in [*NOW.values(), *THEN.values()])
    assert "because of" not in words
    assert "impact" not in words


def test_json_is_what_the_command_line_promises() -> None:
    keys = ["id", "paragraph", "claim", "verdict", "rule", "value", "unit", "of", "values", "window", "keys"]
    keys += ["retrieved", "formula", "sentence"]
    for verdict in [*NOW.values(), *THEN.values()]:
        found = json.loads(json.dumps(verdict.as_json(), allow_nan=False))
        assert list(found) == keys
        assert list(found["window"]) == ["start", "end"]


# ------------------------------------------------------------------------------------------- as known then


def test_nothing_after_publication_was_known_then() -> None:
    for name in ("tenge-may-fall-further", "trade-will-grow", "hardest-year"):
        assert THEN[name].verdict == "cannot be tested with these data"
    assert all(verdict.end is None or verdict.end <= date(2015, 1, 31) for verdict in THEN.values())


def test_the_latest_year_known_then_stands_in_and_says_so() -> None:
    found = THEN["market-170m"]
    assert found.number("year") == 2013
    assert found.value == pytest.approx(170.28, abs=0.005)
    assert number(found, "then-less-now") == pytest.approx(-0.45, abs=0.005)
    assert "2013 is the last year known" in sentence(found)


def test_the_rank_is_among_the_windows_known_then() -> None:
    found = THEN["rouble-freefall"]
    assert number(found, "windows") < number(NOW["rouble-freefall"], "windows")
    assert number(found, "windows-as-known-now") == number(NOW["rouble-freefall"], "windows")
    assert number(found, "then-less-now") == 0


def test_what_is_hidden_is_said() -> None:
    assert re.search(r"Hidden: [\d,]+ observations from 2 Feb 2015 on of imf/RUB;", sentence(THEN["rouble-freefall"]))
    assert "from 2 Feb 2015 on of imf/KZT and imf/RUB;" in sentence(THEN["crisis-hits-kazakhstan"])
    assert "from 1 Jan 2014 on of wits/KAZ/RUS/exports" in sentence(THEN["trade-will-grow"])
    assert "Imports from Russia is not counted" in sentence(THEN["crisis-hits-kazakhstan"])


def test_an_empty_cache_is_a_verdict_that_names_the_way_out(cache: object) -> None:
    assert cache
    found = {verdict.id: verdict for verdict in claims(STORY)}
    assert found["rouble-freefall"].verdict == "cannot be tested with these data"
    assert "`relations refresh kazakhstan-russia` fetches it" in sentence(found["rouble-freefall"])
