"""Ten rows for each kind of measure, and what a pencil makes of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from relations.claims.move import windows
from tests.claims.conftest import Check, yearly
from tests.transforms.conftest import Series

DAYS = [day.date() for day in pd.bdate_range("2015-01-16", "2015-01-30")]  # eleven; publication is 31 January 2015


# ------------------------------------------------------------------------------------------------------- falls

PRICES = [100, 81, 70, 90, 99, 100, 95, 90, 85, 90, 72]  #: one business day apart; the last day lost 20 %
LAST_DAY = {"kind": "fall", "line": "oil", "start": date(2015, 1, 29), "end": date(2015, 1, 30)}


def test_a_fall_is_deeper_than_all_before_it(check: Check, series: Series) -> None:
    """90 → 72 is −20 %; ten other days, of which the deepest, 100 → 81, lost 19 %; the mean of 90, 85, 90 is 88.33."""
    oil = series(PRICES, dates=DAYS, unit="USD per barrel")
    found = check(LAST_DAY | {"at_least": 20, "still": 3, "deeper_at_most": 0}, oil=oil)
    assert found.headline.word == "supported"
    assert found.value == pytest.approx(-20)
    assert found.number("against-the-mean-before") == pytest.approx(100 * (72 / (265 / 3) - 1))
    assert found.number("windows") == 10
    assert found.number("deeper-episodes") == 0
    assert "The next deepest: 16 Jan 2015 to 19 Jan 2015 (−19.0 %)." in str(found.sentence[5])


def test_a_deeper_fall_before_is_counted_once(check: Check, series: Series) -> None:
    """100 → 75 is −25 % over the first day; one episode."""
    oil = series([100, 75, *PRICES[2:]], dates=DAYS, unit="USD per barrel")
    found = check(LAST_DAY | {"deeper_at_most": 0}, oil=oil)
    assert found.headline.word == "not borne out"
    assert found.number("deeper-episodes") == 1
    assert check(LAST_DAY | {"deeper_at_most": 1}, oil=oil).headline.word == "no number can tell"  # 20 are needed
    assert check(LAST_DAY, oil=oil).headline.word == "supported"


def test_windows_that_share_a_day_are_one_fall(check: Check, series: Series) -> None:
    """Over two days 100 → 60 (−40 %), 98 → 55 (−43.9 %), 60 → 40 (−33.3 %): all share a day."""
    prices = [100, 98, 60, 55, 40, 90, 90, 90, 90, 90, 72]
    measure = {"kind": "fall", "line": "oil", "start": date(2015, 1, 28), "end": date(2015, 1, 30)}
    found = check(measure, oil=series(prices, dates=DAYS, unit="USD per barrel"))
    assert found.value == pytest.approx(-20)
    assert found.number("deeper-episodes") == 1
    assert "19 Jan 2015 to 21 Jan 2015 (−43.9 %)" in str(found.sentence[3])


def test_a_window_that_shares_a_day_with_the_claims_own_is_the_same_fall(check: Check, series: Series) -> None:
    """Ended a day earlier it is deeper, 100 → 60, and shares all but a day: no deeper episode."""
    prices = [100] * 8 + [100, 60, 72]
    measure = {"kind": "fall", "line": "oil", "start": date(2015, 1, 28), "end": date(2015, 1, 30)}
    found = check(measure, oil=series(prices, dates=DAYS, unit="USD per barrel"))
    assert found.value == pytest.approx(-28)
    assert found.number("deeper-episodes") == 0
    assert found.number("above-the-low") == pytest.approx(20)


def test_a_window_that_ends_on_the_day_the_claims_own_begins_shares_that_day(check: Check, series: Series) -> None:
    """200 → 90 over the two days to the 28th, from which 90 → 72 is the claim's own."""
    prices = [100] * 6 + [200, 200, 90, 90, 72]
    measure = {"kind": "fall", "line": "oil", "start": date(2015, 1, 28), "end": date(2015, 1, 30)}
    found = check(measure, oil=series(prices, dates=DAYS, unit="USD per barrel"))
    assert found.number("deeper-episodes") == 0
    prices = [100] * 5 + [200, 200, 90, 90, 90, 72]
    assert check(measure, oil=series(prices, dates=DAYS, unit="USD per barrel")).number("deeper-episodes") == 1


def test_a_window_ends_with_an_observation_of_its_last_fortnight() -> None:
    """Twenty business days from 1 December end on the 29th; the 5th is too long ago, the 15th is not."""
    for last, count in ((5, 0), (15, 1)):
        days = np.array(["2014-12-01", f"2014-12-{last:02}", "2015-02-02"], "datetime64[D]")
        found = windows(days, np.array([100.0, 50.0, 60.0]), 20, -1)
        assert int((found.until < np.datetime64("2015-01-01")).sum()) == count


# ------------------------------------------------------------------------------------------------------- rises

UP = [72, 90, 85, 90, 95, 100, 99, 90, 70, 81, 97.2]  #: the last day gained 20 % on 81
LAST_RISE = LAST_DAY | {"kind": "rise"}


def test_a_rise_is_larger_than_some_before_it(check: Check, series: Series) -> None:
    """81 → 97.2 is +20 %; 72 → 90 was +25 %; the mean of 90, 70, 81 is 80.33; 100 in between is no end of it."""
    oil = series(UP, dates=DAYS, unit="USD per barrel")
    found = check(LAST_RISE | {"at_least": 20, "still": 3}, oil=oil)
    assert found.headline.word == "supported"
    assert found.value == pytest.approx(20)
    assert found.number("against-the-mean-before") == pytest.approx(100 * (97.2 / (241 / 3) - 1))
    assert (found.number("windows"), found.number("larger-episodes")) == (10, 1)
    assert "Larger rises of that length" in str(found.sentence[4])
    assert "16 Jan 2015 to 19 Jan 2015 (+25.0 %)" in str(found.sentence[4])
    assert str(found.titles[0]) == "oil rose by 20 % from 29 Jan 2015 to 30 Jan 2015"
    assert check(LAST_RISE | {"larger_at_most": 0}, oil=oil).headline.word == "not borne out"
    assert check(LAST_RISE | {"at_least": 20.1}, oil=oil).headline.word == "not borne out"
    assert check(LAST_DAY, oil=oil).headline.word == "not borne out"  # a rise is no fall


def test_a_rise_that_is_over_does_not_go_on(check: Check, series: Series) -> None:
    """90 → 99 over two days, below the mean of 120, 90 and 150, and 34 % below the 150 in between."""
    oil = series([90, 90, 90, 90, 90, 90, 90, 120, 90, 150, 99], dates=DAYS, unit="USD per barrel")
    measure = LAST_RISE | {"start": date(2015, 1, 28)}
    assert check(measure | {"still": 3}, oil=oil).headline.word == "not borne out"
    found = check(measure, oil=oil)
    assert found.headline.word == "supported"
    assert found.number("below-the-high") == pytest.approx(-34)
    assert "It was 34.0 % below its highest, of 29 Jan 2015." in map(str, found.sentence)


def test_a_rise_may_be_of_more_than_the_whole(check: Check, series: Series) -> None:
    oil = series([*PRICES[:-2], 30, 72], dates=DAYS, unit="USD per barrel")
    assert check(LAST_RISE | {"at_least": 140}, oil=oil).headline.word == "supported"
    with pytest.raises(ValueError, match="100"):
        check(LAST_DAY | {"at_least": 140}, oil=oil)


@pytest.mark.parametrize(
    ("kind", "of", "level", "word"),
    [
        ("rise", "KZT", 160, "supported"),  # 185 → 160 tenge per dollar: the tenge rose to 160
        ("rise", "KZT", 161, "supported"),
        ("rise", "KZT", 159, "not borne out"),
        ("fall", "KZT", 185, "not borne out"),
        ("fall", "USD", 160, "supported"),
        ("fall", "USD", 159, "not borne out"),
        ("fall", "USD", 161, "supported"),
    ],
)
def test_a_rate_comes_to_a_level(check: Check, series: Series, kind: str, of: str, level: float, word: str) -> None:
    tenge = series([185, 160], dates=DAYS[-2:], unit="KZT per USD")
    found = check(LAST_DAY | {"kind": kind, "line": "tenge", "of": of, "to": level}, tenge=tenge)
    assert found.headline.word == word
    assert f"at the end it was at {level} KZT per USD or beyond" in str(found.rule[0])
    if word == "supported":
        assert found.answers[0].flips
        assert found.answers[0].flips.quantity.value == 160


def test_rises_of_several_lines_by_much_or_to_a_level(check: Check, series: Series) -> None:
    """Trade 80 → 92 is +15 %, a share of 20 → 26 is 6 points, 17.3 → 18.0 million people are 18 million."""
    lines = {
        "exports": yearly(series, [80, 92], 2013, unit="USD million"),
        "exports_share": yearly(series, [20, 26], 2013, unit="%"),
        "population_akmola": yearly(series, [17.3, 18.0], 2013, unit="million persons"),
    }
    years = {"start": date(2013, 1, 1), "end": date(2014, 1, 1)}
    exports, share, population = ({"line": name.replace("_", "-"), **years} for name in lines)
    for asked, word in (
        ({"at_least": 15, "channels": (exports,)}, "supported"),
        ({"at_least": 15.1, "channels": (exports,)}, "not borne out"),
        ({"at_least": 6, "channels": (exports, share)}, "supported"),
        ({"at_least": 7, "channels": (exports, share)}, "depends on definition"),
        ({"channels": (population | {"to": 18},)}, "supported"),
        ({"channels": (population | {"to": 18.1},)}, "not borne out"),
        ({"channels": (exports, population | {"to": 18.1})}, "depends on definition"),
    ):
        assert check({"kind": "rises", **asked}, **lines).headline.word == word
    fell = check({"kind": "falls", "channels": (exports | {"to": 92},)}, **lines)
    assert fell.headline.word == "not borne out"


def test_what_fell_later_stands_apart(check: Check, series: Series) -> None:
    """72 → 36 in February 2015 is deeper, and judges nothing."""
    days = [*DAYS, date(2015, 2, 2), date(2015, 2, 3)]
    oil = series([*PRICES, 36, 36], dates=days, unit="USD per barrel")
    found = check(LAST_DAY | {"deeper_at_most": 0}, oil=oil)
    assert found.headline.word == "supported"
    assert (found.number("deeper-episodes"), found.number("deeper-episodes-since")) == (0, 0)  # it shares the last day
    oil = series([*PRICES, 72, 36], dates=days, unit="USD per barrel")
    assert check(LAST_DAY | {"deeper_at_most": 0}, oil=oil).number("deeper-episodes-since") == 1


def test_a_negative_price_begins_and_ends_no_window(check: Check, series: Series) -> None:
    prices = [100, 81, -37, 90, 99, 100, 95, 90, 85, 90, 72]
    found = check(LAST_DAY, oil=series(prices, dates=DAYS, unit="USD per barrel"))
    assert found.number("deeper-episodes") == 0
    end = {"kind": "fall", "line": "oil", "start": date(2015, 1, 16), "end": date(2015, 1, 20)}
    assert check(end, oil=series(prices, dates=DAYS, unit="USD per barrel")).headline.word == "no number can tell"


def test_a_month_of_publication_is_judged_on_each_of_its_days(check: Check, series: Series) -> None:
    """From 100 on 16 January: below it on every day to the 31st but the 23rd to the 25th (101)."""
    prices = [100, 81, 70, 90, 99, 101, 95, 90, 85, 90, 72]
    measure = {"kind": "fall", "line": "oil", "start": date(2015, 1, 16), "end": date(2015, 1, 31)}
    found = check(measure, oil=series(prices, dates=DAYS, unit="USD per barrel"))
    said = " ".join(map(str, found.sentence))
    assert "Up to any day of the month of publication it is −30.0 % to +1.0 %." in said
    assert "The answer would be another on 23 Jan 2015, 24 Jan 2015 and 25 Jan 2015." in said


def test_channels_answer_each_for_itself(check: Check, series: Series) -> None:
    """100 → 80 is −20 %, 100 → 95 −5 %; a limit of 10 divides them, and the cause stays open."""
    lines = {
        "imports": yearly(series, [100, 80], 2013, unit="US$ million"),
        "exports": yearly(series, [100, 95], 2013, unit="US$ million"),
    }
    channels = tuple({"line": name, "start": date(2013, 1, 1), "end": date(2014, 1, 1)} for name in lines)
    found = check({"kind": "falls", "at_least": 10, "channels": channels}, causal=True, **lines)
    assert [one.answer for one in found.answers] == ["yes", "no"]
    assert str(found.headline.badge) == "depends on definition; cause not shown"
    both = check({"kind": "falls", "at_least": 4, "channels": channels}, causal=True, **lines)
    assert (both.headline.word, both.headline.mark) == ("moved as said, cause not shown", "◐")


# --------------------------------------------------------------------------------------------------- forecasts

RATES = {
    date(2014, 11, 3): 100,  # one month on: 100, no
    date(2014, 12, 1): 100,  # 120 on 15 December: the tenge lost 16.7 %, yes
    date(2014, 12, 15): 120,  # no
    date(2014, 12, 31): 120,  # no: it rose
    date(2015, 1, 30): 100,  # its horizon ends after publication: it does not count
    date(2015, 2, 2): 105,  # −4.8 %
    date(2015, 2, 20): 112,  # −10.7 %
    date(2015, 2, 27): 130,  # −23.1 %
    date(2015, 3, 2): 200,  # after the horizon
    date(2015, 3, 3): 200,
}


def test_a_forecast_comes_true_on_the_first_day_below(check: Check, series: Series) -> None:
    tenge = series(list(RATES.values()), dates=list(RATES))
    measure = {"kind": "first_fall", "line": "tenge", "of": "KZT", "more_than": 10, "horizon": 1}
    found = check(measure, tenge=tenge)
    assert str(found.headline.badge) == "came true on 20 Feb 2015, within 1 month (base rate 25 %)"
    assert found.value == pytest.approx(100 * (100 / 112 - 1))
    assert (found.number("days-after-publication"), found.number("days-after-publication-at-most")) == (20, 50)
    assert found.number("base-rate") == 25
    later = check(measure | {"more_than": 30}, tenge=tenge)
    assert str(later.headline.badge).startswith("did not come true by 28 Feb 2015")
    assert check(measure, tenge=tenge, known_then=True).headline.word == "not yet known"


def test_a_fall_of_just_so_much_is_not_more(check: Check, series: Series) -> None:
    oil = series(
        [100.0, 75.0, 80.0], dates=[date(2015, 1, 30), date(2015, 2, 2), date(2015, 3, 2)], unit="USD per barrel"
    )
    measure = {"kind": "first_fall", "line": "oil", "horizon": 1}
    assert check(measure | {"more_than": 25}, oil=oil).headline.word == "did not come true"
    assert check(measure | {"more_than": 24.9}, oil=oil).headline.word == "came true"


# ----------------------------------------------------------------------------------------- several, and as known then


def test_parts_are_combined_and_what_no_number_can_tell_does_not_count(check: Check, series: Series) -> None:
    oil = series(PRICES, dates=DAYS, unit="USD per barrel")
    nobody = {"kind": "unanswered", "part": "who was first", "reason": "No number can tell."}
    found = check(LAST_DAY, nobody, oil=oil)
    assert found.headline.word == "supported"
    assert [one.part for one in found.answers] == [None, "who was first"]
    assert check(nobody).headline.word == "no number can tell"
    absent = {"kind": "unanswered", "answer": "not fetched", "reason": "A survey."}
    assert str(check(LAST_DAY, absent, oil=oil).headline.badge) == "not fetched (1 of 2 known: yes)"
    two = check(LAST_DAY, LAST_DAY, oil=oil)
    assert two.number("change") == two.number("measure-2-change")
    assert len({one.name for one in two.answers}) == len(two.answers) == 2


@pytest.mark.parametrize(
    ("total", "answer"), [(99.5, "unknown yet"), (100.5, "unknown yet"), (98.9, "no"), (101.1, "yes")]
)
def test_revised_figures_cannot_tell_what_is_too_close(check: Check, series: Series, total: float, answer: str) -> None:
    people = yearly(series, [total] * 10, 2003, unit="million persons", key="penn_world_table/RUS/pop")
    measure = {"kind": "total", "year": 2011, "above": 100, "definitions": {"one": ("oil",)}}
    then = check(measure, oil=people, known_then=True)
    assert [one.answer for one in then.answers] == [answer]
    assert "as revised since by" in " ".join(map(str, then.sentence))
    now = check(measure, oil=people)
    assert [one.answer for one in now.answers] == ["yes" if total > 100 else "no"]
    assert "revised" not in " ".join(map(str, now.sentence))
