"""What could be known on a day."""

from __future__ import annotations

from datetime import date

import pytest

from relations.cache import read
from relations.evidence.known_then import VINTAGE, Known, known_then
from relations.evidence.refusal import Refusal
from tests.transforms.conftest import Series

YEARS = [date(year, 1, 1) for year in (2011, 2012, 2013)]
CUT = date(2015, 1, 31)


def known(key: str, cut: date) -> Known:
    found = known_then(read(key), cut)
    assert isinstance(found, Known)
    return found


@pytest.mark.parametrize(
    ("cut", "last", "hidden"),
    [(date(2014, 6, 30), 2012, 1), (date(2014, 7, 1), 2013, 0), (date(2013, 7, 1), 2012, 1)],
)
def test_a_year_is_known_from_july_of_the_next(series: Series, cut: date, last: int, hidden: int) -> None:
    found = known_then(series([1, 2, 3], dates=YEARS, frequency="annual"), cut)
    assert isinstance(found, Known)
    assert found.snapshot.last.year == last
    assert found.hidden == hidden
    assert "a convention" in found.rule


@pytest.mark.parametrize(
    ("key", "day", "known_on"),
    [
        ("fred/DCOILBRENTEU", date(2014, 12, 31), date(2014, 12, 31)),  # its file is a week late, the price is not
        ("nbp/KZT", date(2014, 12, 31), date(2014, 12, 31)),
        ("national_bank_ukraine/RUB", date(2014, 12, 22), date(2014, 12, 19)),  # set on Friday, applies on Monday
        ("national_bank_ukraine/RUB", date(2014, 12, 23), date(2014, 12, 22)),
        ("imf_ifs/RUB", date(2014, 12, 31), date(2014, 12, 31)),
        ("pink_sheet/CRUDE_BRENT", date(2014, 12, 1), date(2015, 1, 6)),  # the fourth from Thursday the 1st
        ("pink_sheet/CRUDE_BRENT", date(2014, 10, 1), date(2014, 11, 6)),  # from Monday the 3rd
        ("wits/KAZ/RUS/exports", date(2013, 1, 1), date(2014, 7, 1)),
        ("world_bank/KAZ/NE.EXP.GNFS.CD", date(2013, 1, 1), date(2014, 7, 1)),
        ("stat_kz/KZ/pop", date(2014, 1, 1), date(2014, 7, 1)),
        ("penn_world_table/KAZ/pop", date(2011, 1, 1), date(2013, 7, 2)),
        ("penn_world_table/KAZ/pop", date(2014, 1, 1), date(2016, 6, 30)),
        ("penn_world_table/KAZ/pop", date(2017, 1, 1), date(2019, 4, 30)),
        ("un_votes/KAZ/RUS/agreement", date(2014, 1, 1), date(2014, 12, 31)),
    ],
)
def test_each_publisher_has_its_day(key: str, day: date, known_on: date) -> None:
    """Known when that day has ended, and not when the one before has."""
    assert known(key, known_on).snapshot.last >= day
    before = known_then(read(key), date.fromordinal(known_on.toordinal() - 1))
    assert isinstance(before, Refusal) or before.snapshot.last < day


def test_population_known_in_january_2015_ends_in_2011_and_is_a_later_revision() -> None:
    found = known("penn_world_table/KAZ/pop", CUT)
    assert (found.snapshot.last.year, found.hidden, found.first_hidden) == (2011, 6, date(2012, 1, 1))
    said = str(found.caveat)
    assert said == "values are as revised since by Penn World Table 9.1; those of that day are not held"
    assert known("imf/RUB", CUT).caveat is None


def test_a_sum_of_two_copies_goes_by_the_rule_of_their_publisher(series: Series) -> None:
    found = known_then(series([1, 2, 3], dates=YEARS, frequency="annual", key="penn_world_table/KAZ/pop_and_pop"), CUT)
    assert isinstance(found, Known)
    assert found.snapshot.last.year == 2011


def test_a_day_is_known_on_its_date(series: Series) -> None:
    days = series([1, 2, 3], start="2015-01-30")
    found = known_then(days, date(2015, 1, 31))
    assert isinstance(found, Known)
    assert found.snapshot.data["value"].tolist() == [1, 2]
    assert (found.hidden, found.first_hidden) == (1, date(2015, 2, 1))
    assert len(days.data) == 3


def test_a_vintage_is_what_was_known(series: Series) -> None:
    now = series([1.5, 2.5, 3.5], dates=YEARS, frequency="annual")
    then = series([1, 2], dates=YEARS[:2], frequency="annual")
    found = known_then(now, date(2012, 1, 1), then)
    assert isinstance(found, Known)
    assert found.snapshot is then
    assert (found.hidden, found.rule) == (1, VINTAGE)


def test_nothing_known_is_a_result_with_a_reason(series: Series) -> None:
    found = known_then(series([1, 2, 3], dates=YEARS, frequency="annual"), date(2012, 6, 30))
    assert isinstance(found, Refusal)
    assert found.reason == "not yet known"
