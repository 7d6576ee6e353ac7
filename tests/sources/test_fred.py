"""FRED: how often a series has a value is what its dates show, and no row is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.values import INSTANT, Dating, Index, Money, Other, Price, Share, Unit, Unstated, When
from sources import FetchFailed, Snapshot, fred
from sources._fetch.http import Get

JANUARY = date(2015, 1, 1)
FORMS = {
    "annual": [date(year, 1, 1) for year in range(1990, 2020)],
    "quarterly": [date(year, month, 1) for year in range(2010, 2020) for month in (1, 4, 7, 10)],
    "monthly": [date(year, month, 1) for year in range(2010, 2014) for month in range(1, 13)],
    "weekly": [JANUARY + timedelta(days=7 * n) for n in range(40)],
    "daily": [day for n in range(60) if (day := JANUARY + timedelta(days=n)).weekday() < 5],
}


def table(code: str, rows: dict[date, str]) -> bytes:
    lines = [f"observation_date,{code}", *(f"{day},{cell}" for day, cell in rows.items())]
    return "\n".join(lines).encode()


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Snapshot]:
    """What is made of days of a series, and of its page."""

    def fetch(code: str, days: list[date], since: date | None = None, page: str = "") -> Snapshot:
        @contextmanager
        def connection(_: str, **__: int) -> Iterator[Get]:
            rows = table(code, dict.fromkeys(days, "1.5"))
            yield lambda url, **asked: page.encode() if url.startswith(fred.PAGE) else b"" if "cosd" in asked else rows

        monkeypatch.setattr(fred, "connection", connection)
        return fred.fetch(fred.indicator(code), since)

    return fetch


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(data=st.data())
def test_gaps_do_not_change_how_often_there_is_a_value(form: str, data: st.DataObject) -> None:
    days = FORMS[form]
    lost = data.draw(st.sets(st.sampled_from(days[2:-1]), max_size=len(days) // 3))
    assert fred.rhythm([day for day in days if day not in lost]) == form


@pytest.mark.parametrize(
    "days",
    [
        [JANUARY],
        [JANUARY + timedelta(days=14 * n) for n in range(20)],
        [date(2000, month, 1) for month in (1, 7)] + [date(2001, 1, 1)],
        [date(year, 9, 30) for year in range(2000, 2010)],
        [date(year, 10, 1) for year in range(2000, 2010)],
    ],
    ids=["one", "fortnights", "half-years", "fiscal years by their end", "fiscal years by their beginning"],
)
def test_what_is_no_rhythm_of_ours_is_refused(days: list[date]) -> None:
    with pytest.raises(FetchFailed, match=r"dates? (like|does) "):
        fred.rhythm(days)


@pytest.mark.parametrize("form", ["quarterly", "annual"])
def test_a_stray_date_makes_no_other_rhythm_and_is_named(form: str) -> None:
    with pytest.raises(FetchFailed, match=f"its dates are {form} but for 2027-02-01"):
        fred.rhythm([*FORMS[form], date(2027, 2, 1)])


@pytest.mark.parametrize("form", FORMS)
def test_the_first_letter_of_an_id_tells_nothing(fetched: Callable[..., Snapshot], form: str) -> None:
    for code in ("DDDI01RUA156NWDB", "WPU0561", "GDP"):
        found = fetched(code, FORMS[form])
        assert found.indicator.frequency == form
        assert len(found.data) == len(FORMS[form])
        assert found.indicator.unit == Unstated()


def test_market_days_and_a_week_of_seven(fetched: Callable[..., Snapshot]) -> None:
    assert fetched("DFF", FORMS["daily"]).indicator.dating == INSTANT
    assert fetched("DFF", [*FORMS["daily"], date(2015, 3, 7)]).indicator.dating == INSTANT, "a stray Saturday"
    seven = [JANUARY + timedelta(days=n) for n in range(60)]
    assert fetched("DFF", seven).indicator.dating == Dating("whole", "day")


def test_another_rhythm_than_stated_names_both(fetched: Callable[..., Snapshot]) -> None:
    with pytest.raises(FetchFailed, match="fred/DCOILWTICO: its dates are monthly, and it is stated to be daily"):
        fetched("DCOILWTICO", FORMS["monthly"])


def page(units: str, frequency: str, of: str = "GDP") -> str:
    return (
        f"<title>Output &amp; prices ({of}) | FRED | St. Louis Fed</title>"
        f'<span class="series-meta-value"><span class="series-meta-value-units">{units}</span>,&nbsp;adjusted</span>'
        f'<span class="series-meta-value-frequency">\n {frequency}\n</span>'
    )


@pytest.mark.parametrize(
    ("units", "read"),
    [
        ("Billions of Dollars", Money("USD", 10**9)),
        ("U.S. Dollars per Metric Ton", Price("USD", "metric ton")),
        ("Percent", Share()),
        ("Index 2017=100", Index(When(date(2017, 1, 1), "year"))),
        ("Index 2017-Q1=100", Other("Index 2017-Q1=100")),
        ("Kazakh Tenge per U.S. Dollar", Other("Kazakh Tenge per U.S. Dollar")),
    ],
)
def test_title_and_unit_are_those_of_its_page(fetched: Callable[..., Snapshot], units: str, read: Unit) -> None:
    found = fetched("GDP", FORMS["quarterly"], page=page(units, "Quarterly")).indicator
    assert (found.title, found.unit) == ("Output & prices", read)
    assert found.dating == Dating("whole", "quarter")


def test_a_page_of_another_rhythm_is_an_error_that_names_both_and_one_of_another_series_says_nothing(
    fetched: Callable[..., Snapshot],
) -> None:
    with pytest.raises(FetchFailed, match="GDP: its dates are quarterly, and its page says that it is monthly, end of"):
        fetched("GDP", FORMS["quarterly"], page=page("Percent", "Monthly, End of Period"))
    assert fetched("GDP", FORMS["monthly"], page=page("Percent", "Monthly, End of Period")).indicator.dating == Dating(
        "end", "month"
    )
    assert fetched("GDP", FORMS["annual"], page=page("Percent", "Daily", of="DFF")).indicator.unit == Unstated()


def test_the_data_come_without_a_page_and_are_called_by_their_id(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def connection(_: str, **__: int) -> Iterator[Get]:
        def get(url: str, **_: object) -> bytes:
            if url.startswith(fred.PAGE):
                raise FetchFailed("answered 403 Forbidden")
            return table("GDP", dict.fromkeys(FORMS["quarterly"], "1.5"))

        yield get

    monkeypatch.setattr(fred, "connection", connection)
    found = fred.fetch(fred.indicator("GDP"))
    assert len(found.data) == len(FORMS["quarterly"])
    assert (found.indicator.title, found.indicator.unit) == ("FRED series GDP", Unstated())
    assert (found.unreadable, found.stopped) == ((), None)


def test_a_rhythm_is_read_from_all_dates_also_if_only_the_last_are_wanted(fetched: Callable[..., Snapshot]) -> None:
    found = fetched("GDP", FORMS["quarterly"], date(2019, 8, 1))
    assert (found.first, found.indicator.frequency) == (date(2019, 10, 1), "quarterly")


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.dates(date(1900, 1, 1), date(2030, 1, 1)),
        st.sampled_from(["", "."]) | st.floats(-1e9, 1e9).map(repr),
        max_size=30,
    )
)
def test_what_is_published_is_read(rows: dict[date, str]) -> None:
    numbers = {day: float(cell) for day, cell in rows.items() if cell not in ("", ".")}
    assert dict(fred.parse(table("X", rows), "X")) == numbers
