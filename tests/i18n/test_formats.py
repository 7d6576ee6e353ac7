"""Numbers, dates and weekdays by hand, in the three languages, as we write them and as Vega does."""

from __future__ import annotations

import re
from datetime import date

import altair as alt
import pytest
import vl_convert

from relations.i18n import (
    LOCALES,
    Locale,
    Precision,
    d3_date,
    listed,
    number,
    say,
    speaking,
    vega,
    weekday,
    written,
)
from relations.i18n.units import spoken
from relations.story.pair import Pair
from relations.values import Country, Message, Number, Quantity, Rate, When, parse_unit

ONE = "бір доллар үшін"
MAY, NOVEMBER = date(2014, 5, 9), date(2014, 11, 10)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", ["9 May 2014", "May 2014", "2014", "10 Nov 2014", "Nov 2014"]),
        ("ru", ["9 мая 2014", "май 2014", "2014", "10 нояб. 2014", "нояб. 2014"]),
        ("kk", ["2014 ж. 9 мамыр", "2014 ж. мам.", "2014", "2014 ж. 10 қараша", "2014 ж. қар."]),
    ],
)
def test_dates(locale: Locale, expected: list[str]) -> None:
    """A month takes the genitive after a day, and the nominative alone."""
    with speaking(locale):
        spelt = [
            written(MAY),
            written(MAY, "month"),
            written(MAY, "year"),
            written(NOVEMBER),
            written(NOVEMBER, "month"),
        ]
    assert spelt == expected


@pytest.mark.parametrize(
    ("locale", "value", "decimals", "signed", "expected"),
    [
        ("en", -12345.678, 1, False, "−12,345.7"),
        ("en", 12.5, 0, True, "+12"),
        ("ru", -12345.678, 1, False, "−12\u00a0345,7"),
        ("ru", 0.5, 2, True, "+0,50"),
        ("kk", 1234567.0, 0, False, "1\u00a0234\u00a0567"),
        ("kk", 155.56, 2, False, "155,56"),
    ],
)
def test_numbers(locale: Locale, value: float, decimals: int, *, signed: bool, expected: str) -> None:
    with speaking(locale):
        assert number(value, decimals, signed=signed) == expected


@pytest.mark.parametrize(("locale", "expected"), [("en", "Tuesday Tue"), ("ru", "вторник вт"), ("kk", "сейсенбі сс")])
def test_weekdays(locale: Locale, expected: str) -> None:
    with speaking(locale):
        assert f"{weekday(date(2014, 2, 11))} {weekday(date(2014, 2, 11), short=True)}" == expected


@pytest.mark.parametrize(("locale", "expected"), [("en", "1, 2 and 3"), ("ru", "1, 2 и 3"), ("kk", "1, 2 және 3")])
def test_lists(locale: Locale, expected: str) -> None:
    with speaking(locale):
        assert (listed(["1", "2", "3"]), listed(["1"])) == (expected, "1")


@pytest.mark.parametrize(
    ("locale", "unit", "expected"),
    [
        ("en", "index, 2014-02-10 = 100 (155.56 KZT per USD)", "index, 10 Feb 2014 = 100 (155.56 KZT per USD)"),
        ("ru", "index, 2014-02-10 = 100 (155.56 KZT per USD)", "индекс, 10 февр. 2014 = 100 (155,56 тенге за доллар)"),
        ("kk", "% since 2014-02-10", "2014 ж. 10 ақпан күнінен бері, %"),
        ("ru", "CHF per USD", "CHF за доллар"),
        ("ru", "CNY per TRY", "юаней за лиру"),  # many of the one currency, one of the other
        ("ru", "USD per KRW", "долл. за вону"),
        ("ru", "other: bushels per acre-foot", "bushels per acre-foot"),
    ],
)
def test_a_unit_is_said_part_by_part(locale: Locale, unit: str, expected: str) -> None:
    with speaking(locale):
        assert spoken(parse_unit(unit)) == expected


def test_a_title_that_a_transform_made_is_said_part_by_part() -> None:
    with speaking("ru"):
        made = spoken("Population, Armenia, change on a year before")
        assert made == "Население, Армения, изменение к предыдущему году"


def test_a_title_says_its_countries_as_a_sentence_of_its_language_does() -> None:
    title = "Goods imports of Türkiye from United States, as reported by Türkiye"
    assert spoken(title) == "Goods imports of Türkiye from the United States, as reported by Türkiye"
    with speaking("ru"):
        assert spoken(title) == "Импорт товаров, США → Турция; данные страны: Турция"


@pytest.mark.parametrize(
    ("locale", "said"), [("en", "Kazakhstan–Russia"), ("ru", "Казахстан — Россия"), ("kk", "Қазақстан — Ресей")]
)
def test_two_countries_are_joined_by_the_dash_of_the_language(locale: Locale, said: str) -> None:
    pair = Pair(Country("KAZ"), Country("RUS"), date(2013, 1, 1), date(2016, 12, 31))
    assert say(pair.joined, locale) == said
    assert said in say(Message("{one}–{other} trade", one=pair.one, other=pair.other), locale)


@pytest.mark.parametrize(("locale", "said"), [("en", "Q2 2014"), ("ru", "2-й кв. 2014"), ("kk", "2014 ж. 2-тқс.")])
def test_a_quarter(locale: Locale, said: str) -> None:
    with speaking(locale):
        assert written(MAY, "quarter") == said


def as_vega_writes(day: date, precision: Precision, value: float, locale: Locale) -> list[str]:
    """A day and a number as axes and tooltips of a figure show them."""
    with speaking(locale):
        pattern = d3_date(precision)
    rows = alt.InlineData([{"day": day.isoformat(), "value": value}])
    texts = [
        alt.Text("day", type="temporal", timeUnit="utcyearmonthdate", format=pattern),
        alt.Text("value", type="quantitative", format=",.1f"),
    ]
    layers = [alt.Chart(rows).mark_text().encode(text=text) for text in texts]
    chart = alt.layer(*layers).configure(locale=alt.Locale(**vega(locale)))
    svg = vl_convert.vegalite_to_svg(chart.to_json())
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.parametrize(
    ("locale", "day", "month", "value"),
    [
        ("en", "9 May 2014", "May 2014", "1,234.5"),
        ("ru", "9 мая 2014", "май 2014", "1\u00a0234,5"),
        ("kk", "2014 ж. 9 мамыр", "2014 ж. мам.", "1\u00a0234,5"),
    ],
)
def test_vega_writes_as_we_do(locale: Locale, day: str, month: str, value: str) -> None:
    assert as_vega_writes(MAY, "day", 1234.5, locale) == [day, value]
    assert as_vega_writes(MAY, "month", -1234.5, locale) == [month, f"−{value}"]


@pytest.mark.parametrize("locale", LOCALES)
def test_an_axis_is_as_wide_as_we_measure_it(locale: Locale) -> None:
    """Labels of months are measured as `written` writes them and drawn by d3: every month is the same in both."""
    names = vega(locale)["time"]["shortMonths"]
    with speaking(locale):
        drawn = [d3_date("month").replace("%b", names[month - 1]).replace("%Y", "2014") for month in range(1, 13)]
        assert drawn == [written(date(2014, month, 1), "month") for month in range(1, 13)]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "1,234.5, +0.7 and KZT per USD on 9 May 2014 in Nov 2014: none, 33.80 RUB per USD; Oil"),
        ("ru", "1 234,5, +0,7 и тенге за доллар on 9 мая 2014 in нояб. 2014: нет, 33,80 руб. за доллар; Нефть"),
        ("kk", f"1 234,5, +0,7 және теңге, {ONE} on 2014 ж. 9 мамыр in 2014 ж. қар.: жоқ, 33,80 рубль, {ONE}; Мұнай"),
    ],
)
def test_a_message_is_filled_in_by_the_type_of_what_it_is_filled_with(locale: Locale, said: str) -> None:
    """Lists, numbers, units, days, months, messages and quantities; a story's own words by its catalogue."""
    message = Message(
        "{list} on {day} in {month}: {message}, {quantity}; {label}",
        list=(Number(1234.5, 1), Number(0.7, 1, signed=True), Rate("KZT", "USD")),
        day=MAY,
        month=When(NOVEMBER, "month"),
        message=Message("none"),
        quantity=Quantity("rate", 33.8, Rate("RUB", "USD")),
        label="Oil",
    )
    words = {"ru": {"Oil": "Нефть"}, "kk": {"Oil": "Мұнай"}}.get(locale, {})
    assert say(message, locale, words).replace("\u00a0", " ") == said


@pytest.mark.parametrize(("locale", "said"), [("en", "+1,234.50"), ("ru", "+1 234,50"), ("kk", "+1 234,50")])
def test_a_number_in_a_plain_text_is_written_as_in_a_message(locale: Locale, said: str) -> None:
    assert say("{number}", locale, number=Number(1234.5, 2, signed=True)).replace("\u00a0", " ") == said
