"""Numbers and days of an answer: what a cell is read as, and what a cell that is none becomes."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import (
    FetchFailed,
    Snapshot,
    fred,
)
from sources._fetch.answers import Unreadable, by_day, day, number, quotient, snapshot


class TestNumbers:
    @pytest.mark.parametrize(
        ("cell", "decimal", "thousands", "value"),
        [
            ("33,6012", ",", " ", 33.6012),
            ("1\u00a0335,5", ",", " ", 1335.5),
            ("1\u202f335 000,5", ",", " ", 1335000.5),
            ("24,893.000000", ".", ",", 24893.0),
            ("-37.63", ".", "", -37.63),
            ("1e-05", ".", "", 0.00001),
            (7, ".", "", 7.0),
        ],
    )
    def test_read_whole(self, cell: object, decimal: str, thousands: str, value: float) -> None:
        assert number(cell, decimal, thousands) == value

    @pytest.mark.parametrize(
        ("cell", "decimal", "thousands"),
        [
            ("1.335,5", ",", " "),
            ("33,6012", ".", ""),
            ("1,23,456", ".", ","),
            ("1 2", ".", " "),
            ("12 34,5", ",", " "),
            ("٣٣", ".", ""),
            ("1_000", ".", ""),
            ("0x10", ".", ""),
            ("", ".", ""),
            ("NaN", ".", ""),
            ("Infinity", ".", ""),
            ("1e999", ".", ""),
            (10**400, ".", ""),
            (float("inf"), ".", ""),
            (True, ".", ""),
            (None, ".", ""),
            ([1], ".", ""),
        ],
    )
    def test_or_not_at_all_and_what_stood_there_is_told(self, cell: object, decimal: str, thousands: str) -> None:
        found = number(cell, decimal, thousands)
        assert isinstance(found, Unreadable)
        assert math.isnan(found)
        assert found.said == repr(cell)[:40]

    def test_what_was_made_of_no_number_is_none_and_tells_the_same(self) -> None:
        cell = number("n/a")
        for made in (cell / 2, 2 / cell, cell * 100, 100 * cell, quotient(cell, 3.0), quotient(3.0, cell)):
            assert repr(made) == "'n/a'"

    @pytest.mark.parametrize(("value", "divisor"), [(1.0, 0.0), (0.0, 0.0), (1e300, 1e-300)])
    def test_a_quotient_is_a_finite_number_or_none(self, value: float, divisor: float) -> None:
        assert quotient(3.0, 2.0) == 1.5
        assert repr(quotient(value, divisor)) == f"'{value!r} / {divisor!r}'"

    @given(st.floats(allow_nan=False, allow_infinity=False))
    def test_every_finite_number_is_read_as_it_was_printed(self, value: float) -> None:
        assert number(repr(value)) == value
        assert number(f"{value:,.6f}", thousands=",") == float(f"{value:.6f}")

    def test_a_date_of_another_format_is_no_date(self) -> None:
        assert day("03.04.2022", "%d.%m.%Y") == date(2022, 4, 3)
        for wrong in ("2022-04-03", "04/03/2022", "31.02.2022", "", None):
            with pytest.raises(FetchFailed, match=r"like 31\.12\.2014"):
                day(wrong, "%d.%m.%Y")

    def test_a_day_with_two_values_is_refused_and_one_said_twice_is_not(self) -> None:
        when = date(2022, 4, 3)
        assert by_day([(when, 1.0), (when, 1.0)]) == {when: 1.0}
        with pytest.raises(FetchFailed, match="sent row 2022-04-03 twice"):
            by_day([(when, 1.0), (when, 2.0)])

    def test_so_is_one_with_a_number_and_none_unless_none_is_said_twice(self) -> None:
        when = date(2022, 4, 3)
        assert repr(by_day([(when, number("n/a")), (when, number("n/a"))])[when]) == "'n/a'"
        with pytest.raises(FetchFailed, match=r"twice, as 1\.0 and as 'n/a'"):
            by_day([(when, 1.0), (when, number("n/a"))])


class TestUnreadable:
    """How many cells that are no numbers an answer may have."""

    def read(self, numbers: int, others: int, since: date | None = None) -> Snapshot:
        cells = [number("n/a")] * others + [1.0] * numbers
        days = [(datetime(2014, 1, 1, tzinfo=UTC) + timedelta(days=n)).date() for n in range(len(cells))]
        return snapshot(fred.indicator("DCOILBRENTEU"), zip(days, cells, strict=True), since)

    @pytest.mark.parametrize(("numbers", "others"), [(1, 1), (1, 10), (500, 10), (1089, 11), (5, 0)])
    def test_a_few_cost_their_own_rows(self, numbers: int, others: int) -> None:
        found = self.read(numbers, others)
        assert len(found.data) == numbers
        assert len(found.unreadable) == others
        assert found.unreadable[:1] == ((date(2014, 1, 1), "'n/a'"),)[:others]

    @pytest.mark.parametrize(("numbers", "others"), [(0, 1), (0, 10), (1, 11), (1088, 11), (9000, 100)])
    def test_more_are_an_answer_of_another_form(self, numbers: int, others: int) -> None:
        said = f"row 2014-01-01: 'n/a' where a number should be; {others} of {numbers + others} rows cannot be read"
        with pytest.raises(FetchFailed, match=f"^fred/DCOILBRENTEU: {said}"):
            self.read(numbers, others)

    def test_those_not_asked_for_are_not_counted(self) -> None:
        assert self.read(50, 40, since=date(2014, 2, 5)).unreadable == tuple(
            (date(2014, 2, day), "'n/a'") for day in (5, 6, 7, 8, 9)
        )
