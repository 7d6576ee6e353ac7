"""Claims of the first story, against the values its brief expects; others may stand beside them."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from relations.cache import read, read_table, tables
from relations.claims import Verdict
from tests.found import STORY, ledger, sentence, verdicts

NOW, THEN = verdicts(), verdicts(then=True)


def number(verdict: Verdict, name: str) -> float:
    found = verdict.number(name)
    assert isinstance(found, float | int)
    return found


def answers(verdict: Verdict) -> dict[str, str]:
    return {one.name: one.answer for one in verdict.answers}


def test_every_claim_has_its_verdict() -> None:
    expected = {
        "rouble-freefall": ("supported", "supported"),
        "oil-drop": ("supported", "supported"),
        "tenge-may-fall-further": ("came true", "not yet known"),
        "market-170m": ("supported", "not yet known"),
        "trade-will-grow": ("did not come true", "not yet known"),
        "crisis-hits-kazakhstan": ("depends on definition", "not yet known"),
        "russia-main-partner": ("supported", "supported"),
        "hardest-year": ("not borne out", "not yet known"),
    }
    words = ledger(STORY.id)
    assert {name: words[name] for name in expected} == expected
    assert [NOW[name].paragraph for name in expected] == [10, 10, 10, 4, 4, 10, 2, 12]


def test_the_rouble_lost_half_of_its_dollar_value_both_ways_given() -> None:
    found = NOW["rouble-freefall"]
    if "imf/RUB" not in found.keys:
        return
    assert found.value == pytest.approx(100 * (33.843417 / 68.928997 - 1))
    assert number(found, "change-of-the-other") == pytest.approx(103.67, abs=0.01)
    assert (found.start, found.end) == (date(2014, 6, 30), date(2015, 1, 30))
    assert (
        "−50.9 % of the value of the Russian rouble against the US dollar, or +103.7 % the other way round"
        in sentence(found)
    )


def test_no_fall_of_the_rouble_was_deeper_and_it_was_still_falling() -> None:
    """19 windows of 154 business days; the next deepest is that of 2008–09, the one that ended a day earlier none."""
    found = NOW["rouble-freefall"]
    assert (number(found, "deeper-episodes"), number(found, "business-days")) == (0, 154)
    assert number(found, "windows") >= 19
    assert number(found, "against-the-mean-before") == pytest.approx(-25, abs=0.5)
    assert re.search(r"The next deepest: \d+ Jul 2008 to \d+ Feb 2009 \(−3\d\.\d %\)", sentence(found))
    assert "The answer is the same on every day of it." in sentence(found)


def test_oil_fell_by_more_than_half_and_once_more_before() -> None:
    """WTI 106.07 on 2014-06-30, 47.79 on 2015-01-30; Brent 111.03 and 47.52."""
    found = NOW["oil-drop"]
    expected = {"fred/DCOILWTICO": 100 * (47.79 / 106.07 - 1)}
    assert found.value == pytest.approx(expected.get(found.keys[0], 100 * (47.52 / 111.03 - 1)))
    assert number(found, "deeper-episodes") == 1
    assert re.search(r"\d+ May 2008 to \d+ Dec 2008 \(−7\d\.\d %\)", sentence(found))
    assert re.search(r"Since then deeper: .*18 Jun 2015 to 20 Jan 2016 \(−5\d\.\d %\)", sentence(found))


def test_the_forecast_of_the_tenge_came_true() -> None:
    found = NOW["tenge-may-fall-further"]
    assert found.number("came-true-on") == date(2015, 8, 20)
    assert (number(found, "days-after-publication"), number(found, "days-after-publication-at-most")) == (201, 231)
    assert found.value == pytest.approx(100 * (184.450277 / 255.25999 - 1))
    assert number(found, "change-of-the-other") == pytest.approx(38.39, abs=0.01)
    assert number(found, "base-rate") == pytest.approx(25, abs=0.5)
    assert "Every limit from 2.1 to 27.7 % gives that day." in sentence(found)


def test_the_market_has_a_size_under_each_definition() -> None:
    found = NOW["market-170m"]
    assert found.value == pytest.approx(170.73, abs=0.005)
    assert number(found, "sum-2") == pytest.approx(173.64, abs=0.005)


def test_trade_shrank_in_the_unions_first_years() -> None:
    found = NOW["trade-will-grow"]
    turnover = [round(number(found, f"turnover-{year}")) for year in (2014, 2015, 2016, 2017)]
    assert turnover == [20196, 15077, 12639, 16372]
    assert "−25.3 % by 2015, −37.4 % by 2016 and −18.9 % by 2017" in sentence(found)
    assert found.number("first-year-above") == 2021
    assert found.headline.forecast is not None
    assert found.headline.forecast.by == date(2018, 1, 31)


def test_the_crisis_reached_kazakhstan_on_two_channels_of_three_and_no_cause_is_shown() -> None:
    found = NOW["crisis-hits-kazakhstan"]
    assert found.value == pytest.approx(100 * (184.450277 / 68.928997) / (183.520173 / 33.843417) - 100)
    assert answers(found) == {"tenge-per-rouble": "yes", "imports": "yes", "exports": "no"}
    assert str(found.headline.badge) == "depends on definition; cause not shown"
    assert number(found, "imports-change") == pytest.approx(-23.2, abs=0.05)
    assert number(found, "exports-change") == pytest.approx(8.7, abs=0.05)
    assert str(THEN["crisis-hits-kazakhstan"].headline.badge) == "not yet known (1 of 3 known: yes)"


def test_russia_is_among_the_five_largest_markets_both_ways() -> None:
    found = NOW["russia-main-partner"]
    assert number(found, "imports-share-2014") == pytest.approx(33.4, abs=0.05)
    assert number(found, "exports-share-2014") == pytest.approx(8.0, abs=0.05)
    assert "in 2010" not in sentence(found)  # an undercount is nobody's lowest
    then = THEN["russia-main-partner"]
    assert number(then, "imports-share-2013") == pytest.approx(36.8, abs=0.05)
    assert number(then, "exports-share-2013") == pytest.approx(6.9, abs=0.05)


def test_other_years_were_worse_for_trade_when_the_article_appeared() -> None:
    found = NOW["hardest-year"]
    ranks = [number(found, name) for name in ("rank-percent", "rank-money", "years-compared")]
    assert ranks == [4, 2, 17]
    assert [number(found, name) for name in ("rank-percent-since", "rank-money-since", "years-since")] == [6, 3, 24]
    assert "2009 (−37.7 %), 1999 (−24.1 %) and 1998 (−22.8 %)" in sentence(found)
    assert not any(one.quantity.name.startswith(("change-2010", "change-2015")) for one in found.values)


def test_what_has_no_number_has_no_key() -> None:
    assert NOW["russian-minority"].value is None or NOW["russian-minority"].keys


def test_every_verdict_names_rule_keys_and_retrieval() -> None:
    for verdict in NOW.values():
        assert verdict.rule
        assert sentence(verdict).endswith((".", "]"))
        if verdict.keys:
            assert verdict.retrieved == min(
                (read_table if key in tables() else read)(key).retrieved for key in verdict.keys
            )


def test_no_verdict_speaks_of_causes() -> None:
    words = " ".join(sentence(verdict) for verdict in [*NOW.values(), *THEN.values()])
    assert "because of" not in words
    assert "impact" not in words


def test_json_is_what_the_command_line_promises() -> None:
    keys = ["id", "paragraph", "claim", "verdict", "mark", "badge", "cause", "forecast", "answers", "rule"]
    keys += ["value", "unit", "of", "values", "window", "keys", "retrieved", "formula", "finding", "sentence"]
    for verdict in [*NOW.values(), *THEN.values()]:
        found = json.loads(json.dumps(verdict.as_json(), allow_nan=False))
        assert list(found) == keys
        assert list(found["window"]) == ["start", "end"]


# ------------------------------------------------------------------------------------------- as known then


def test_nothing_after_publication_was_known_then() -> None:
    assert all(verdict.end is None or verdict.end <= date(2015, 1, 31) for verdict in THEN.values())


def test_figures_revised_since_cannot_tell_what_is_too_close() -> None:
    found = THEN["market-170m"]
    assert found.answers[0].answer == "unknown yet"
    assert "too close to 170.00 to tell with revised data" in str(found.answers[0].why)
    assert "is as revised since by Penn World Table 9.1" in sentence(found)
    assert "is the last year known" in sentence(found)


def test_the_rank_is_the_same_now_and_then() -> None:
    """What came since stands apart, and judges nothing."""
    now, then = NOW["rouble-freefall"], THEN["rouble-freefall"]
    assert number(then, "windows") == number(now, "windows")
    assert "Since then" in sentence(now)
    assert number(then, "then-less-now") == 0


def test_what_was_not_known_then_is_not_taken_from_another_answer() -> None:
    """Of 2014 the votes were known and the trade was not: their numbers have no difference."""
    found = THEN["hardest-year"]
    assert found.value == pytest.approx(-0.5)
    assert found.number("as-known-now") == pytest.approx(-15.31, abs=0.005)
    assert found.number("then-less-now") is None


def test_what_is_hidden_is_said_for_all_lines_together() -> None:
    assert re.search(r"Hidden: [\d,]+ observations from 2 Feb 2015 on of \S+/RUB;", sentence(THEN["rouble-freefall"]))
    assert "Hidden: 16 observations from 1 Jan 2014 on of wits/KAZ/RUS/exports" in sentence(THEN["trade-will-grow"])
    assert "Imports from Russia is not counted" in sentence(THEN["crisis-hits-kazakhstan"])


def test_an_empty_cache_is_a_verdict_that_names_the_way_out(cache: object) -> None:
    assert cache
    found = verdicts()
    assert found["rouble-freefall"].headline.word == "not fetched"
    assert "`relations refresh kazakhstan-russia` fetches it" in sentence(found["rouble-freefall"])
