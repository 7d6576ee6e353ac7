"""The World Bank's answers: what they say an indicator is, in each of their forms, and what is wrong in its words."""

from __future__ import annotations

from datetime import date
from functools import partial
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.values import Unstated, parse_dating, parse_unit
from sources import FetchFailed, RateLimited, Rejected, world_bank
from sources._fetch import http
from sources._fetch import world_bank as wire
from tests.sources.bank import KEY, Answer, body, fetch, row
from tests.sources.replies import replies


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Let the World Bank answer with these bytes, in turn; the addresses asked for come into the list."""

    return partial(replies, monkeypatch)


def test_a_429_is_asked_again_once_after_the_rest_it_asks_for(answers: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(wire, "sleep", waited.append)
    asked = answers("7", body([row("2014", 1.0, "GDP (current US$)")]))
    assert fetch("KAZ/X.Y").data["value"].tolist() == [1.0]
    assert (len(asked), waited) == (2, [7.0])
    asked = answers("7", "", b"never asked for")
    with pytest.raises(RateLimited, match="429"):
        fetch("KAZ/X.Y")
    assert (len(asked), waited) == (2, [7.0, 7.0])


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("GDP (current US$)", "current US$"),
        ("GDP per capita (constant 2015 US$)", "constant 2015 US$"),
        ("GDP per capita, PPP (current international $)", "current international $"),
        ("GDP per person employed (constant 2021 PPP $)", "other: constant 2021 PPP $"),
        ("Foreign direct investment, net inflows (BoP, current US$)", "current US$"),
        ("Total reserves (includes gold, current US$)", "current US$"),
        ("Net ODA received per capita (current US$)", "current US$"),
        ("Physicians (per 1,000 people)", "other: per 1,000 people"),
        ("GDP growth (annual %)", "% a year"),
        ("Rural population (% of total population)", "% of total population"),
        ("Unemployment, total (% of total labor force) (modeled ILO estimate)", "% of total labor force"),
        ("Poverty headcount ratio at $3.00 a day (2021 PPP) (% of population)", "% of population"),
        ("Increase in poverty gap at $2.15 (2017 PPP $) (% of poverty line)", "% of poverty line"),
        ("School enrollment, primary (% gross)", "other: % gross"),
        ("Life expectancy at birth, total (years)", "other: years"),
        ("Consumer price index (2010 = 100)", "other: 2010 = 100"),
        ("GDP (current LCU)", "other: current local currency of Kazakhstan"),
        ("Official exchange rate (LCU per US$, period average)", None),
        ("Battle-related deaths (number of people)", "number of people"),
        ("Population, total", "not stated"),
        ("Gini index (World Bank estimate)", "not stated"),
        ("Human capital index (HCI)", "not stated"),
        ("Energy use (kg of oil equivalent) per $1,000 GDP (constant 2021 PPP)", "not stated"),
        ("Government Effectiveness: Estimate", "not stated"),
        ("Exchange rate, new LCU per USD extended backward, period average,,", "not stated"),
        ("", "not stated"),
    ],
)
def test_the_unit_is_the_words_in_the_closing_brackets_of_the_name(name: str, unit: str | None) -> None:
    expected = unit or "other: local currency of Kazakhstan per US$, period average"
    assert str(wire.unit_of(name, "Kazakhstan")) == expected


@settings(max_examples=200)
@given(st.text("abcX %$(),0129.", max_size=40))
def test_a_unit_of_any_name_is_one_the_cache_can_hold(name: str) -> None:
    found = wire.unit_of(name, "Kazakhstan")
    assert parse_unit(str(found)) == found


class TestDescription:
    @pytest.mark.parametrize("series", ["SH.MED.PHYS.ZS", "DT.ODA.ODAT.PC.ZS", "NY.GDP.MKTP.CD", "SP.POP.TOTL"])
    def test_the_end_of_a_code_tells_no_unit(self, series: str) -> None:
        assert world_bank.indicator(f"KAZ/{series}").unit == Unstated()

    def test_trade_in_wdi_is_with_the_world_not_with_a_partner(self) -> None:
        assert world_bank.indicator(KEY).title.endswith("Kazakhstan, with the world")

    @pytest.mark.parametrize("place", ["XKX", "WLD", "ECS", "EUU", "SSA", "CHI"])
    def test_its_own_codes_of_countries_and_groups(self, place: str) -> None:
        assert world_bank.indicator(f"{place}/SP.POP.TOTL").unit == Unstated()

    @pytest.mark.parametrize("code", ["ROM/SP.POP.TOTL", "KAZ/X/weekly", "KAZ/pop", "KAZ/NE.EXP.GNFS.CD/"])
    def test_what_it_cannot_have_is_refused_offline(self, code: str) -> None:
        with pytest.raises(Rejected, match="allowed"):
            world_bank.indicator(code)


class TestWhatTheAnswerSays:
    def test_title_unit_and_database(self, answers: Answer) -> None:
        answers(body([row("2023", 4.2, "Physicians (per 1,000 people)"), row("2022", None, "")]))
        found = fetch("KAZ/X.Y").indicator
        assert (found.title, str(found.unit)) == (
            "Physicians (per 1,000 people), Kazakhstan",
            "other: per 1,000 people",
        )
        assert found.publisher == "World Bank, World Development Indicators"
        assert found.url == "https://data.worldbank.org/indicator/X.Y?locations=KAZ"

    def test_a_unit_in_its_own_field_beats_the_name(self, answers: Answer) -> None:
        answers(body([row("2023", 4.2, "Water (%)", unit="litres")]))
        assert str(fetch("KAZ/X.Y").indicator.unit) == "other: litres"

    def test_of_another_database_the_country_stands_under_its_id(self, answers: Answer) -> None:
        elsewhere: dict[str, Any] = {"countryiso3code": "", "country": {"id": "KAZ", "value": "Kazakhstan"}}
        answers(body([row("2023", -0.1, "Government Effectiveness: Estimate", **elsewhere)], "3"))
        found = fetch("KAZ/X.Y")
        assert found.indicator.publisher == "World Bank, Worldwide Governance Indicators"
        assert found.indicator.url == "https://api.worldbank.org/v2/country/KAZ/indicator/X.Y"
        assert found.data["value"].tolist() == [-0.1]

    def test_a_database_we_have_no_name_of_is_asked_for_it(self, answers: Answer) -> None:
        named = [{"id": "12", "name": "Education Statistics"}]
        asked = answers(body([row("2023", 1.0, "Schools")], "12"), body(named))
        assert fetch("KAZ/X.Y").indicator.publisher == "World Bank, Education Statistics"
        assert asked[1:] == ["https://api.worldbank.org/v2/source/12?"]

    @pytest.mark.parametrize(
        ("code", "when", "dating", "first"),
        [
            ("KAZ/X.Y", "2017M12", "whole month", date(2017, 12, 1)),
            ("KAZ/X.Y/monthly", "2017M12", "whole month", date(2017, 12, 1)),
            ("KAZ/X.Y/quarterly", "2017Q4", "whole quarter", date(2017, 10, 1)),
            ("KAZ/X.Y/annual", "2017", "whole year", date(2017, 1, 1)),
        ],
    )
    def test_the_rhythm_is_that_of_its_dates(
        self, answers: Answer, code: str, when: str, dating: str, first: date
    ) -> None:
        asked = answers(body([row(when, 1.0, "Rate")]))
        found = fetch(code)
        assert (found.indicator.dating, found.first) == (parse_dating(dating), first)
        assert ("M12" in asked[0], "Q4" in asked[0]) == (code.endswith("monthly"), code.endswith("quarterly"))

    def test_another_rhythm_than_the_code_says_names_both(self, answers: Answer) -> None:
        answers(body([row("2017", 1.0, "Rate")]))
        with pytest.raises(FetchFailed, match="monthly values were asked for, and the World Bank sent annual ones"):
            fetch("KAZ/X.Y/monthly")

    def test_several_rhythms_in_one_answer_are_never_mixed(self, answers: Answer) -> None:
        answers(body([row("2017", 1.0, "Rate"), row("2017M12", 1.0, "Rate")]))
        with pytest.raises(FetchFailed, match=r"name world_bank/KAZ/X\.Y/annual or world_bank/KAZ/X\.Y/monthly"):
            fetch("KAZ/X.Y")

    def test_a_group_without_a_name_of_ours_has_the_banks(self, answers: Answer) -> None:
        africa: dict[str, Any] = {"countryiso3code": "SSA", "country": {"id": "ZF", "value": "Sub-Saharan Africa"}}
        answers(body([row("2017", 1.0, "Roads (km)", **africa)]))
        assert fetch("SSA/X.Y").indicator.title == "Roads (km), Sub-Saharan Africa"


@settings(max_examples=60)
@given(
    st.dictionaries(st.integers(1960, 2025), st.none() | st.floats(-1e15, 1e15), min_size=1),
    st.sampled_from([(1, "{}"), (4, "{}Q{}"), (12, "{}M{:02}")]),
    st.randoms(use_true_random=False),
)
def test_what_is_published_is_read_whatever_its_order(
    values: dict[int, float | None], form: tuple[int, str], random: Any
) -> None:
    periods, text = form
    sent = {(year, 1 + year % periods): value for year, value in values.items()}
    rows = [row(text.format(*when), value, "Any") for when, value in sent.items()]
    random.shuffle(rows)
    read = dict(world_bank.parse(body(rows), "KAZ", "X.Y"))
    length = 12 // periods
    expected = {date(y, (n - 1) * length + 1, 1): value for (y, n), value in sent.items() if value is not None}
    assert read == expected


@pytest.mark.usefixtures("standin")
class TestFetch:
    def test_takes_one_request_which_is_counted(self, standin: Any) -> None:
        with http.counting() as asked:
            snapshot = fetch()
        assert asked == [request["url"] for request in standin.requests]
        assert len(asked) == 1
        assert (snapshot.first, snapshot.last) == (date(1994, 1, 1), date(2023, 1, 1))
        assert snapshot.data["value"].iloc[-1] == 90360130435.25917

    def test_gives_the_years_from_since_on(self) -> None:
        assert fetch(since=date(2015, 6, 1)).first == date(2016, 1, 1)

    def test_all_pages_are_read(self, standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = fetch().data
        monkeypatch.setattr(wire, "PER_PAGE", 7)
        standin.requests.clear()
        assert fetch().data.equals(whole)
        assert len(standin.requests) == 10  # 66 years, most of them null

    @pytest.mark.parametrize(
        ("scenario", "fact", "attempts"),
        [("wb-502", "502", 3), ("wb-html", "answered with a page", 1), ("wb-xml-error", "is not valid", 1)],
    )
    def test_says_what_was_answered(self, standin: Any, scenario: str, fact: str, attempts: int) -> None:
        standin.scenario = scenario
        with pytest.raises(FetchFailed, match=fact):
            fetch()
        assert len(standin.requests) == attempts

    def test_silence_does_not_pass(self, standin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        standin.scenario = "wb-hang"
        monkeypatch.setattr(http, "READ", 0.2)
        begun = monotonic()
        with pytest.raises(FetchFailed, match="timed out"):
            fetch()
        assert monotonic() - begun < 15, "it never answers, and half a minute is what it has otherwise"

    def test_tells_the_years_that_have_no_number_apart(self, standin: Any) -> None:
        standin.scenario = "garbage"
        found = fetch()
        assert [(day.year, said) for day, said in found.unreadable] == [(2017, "inf"), (2019, "nan"), (2021, "'n/a'")]
        assert (found.first, found.last, len(found.data)) == (date(1994, 1, 1), date(2023, 1, 1), 27)

    def test_a_year_to_come_goes_through(self, standin: Any) -> None:
        """Refresh refuses it, and says so; were it dropped here nobody would know."""
        standin.scenario = "future"
        assert fetch().last == date(standin.today.year + 1, 1, 1)
