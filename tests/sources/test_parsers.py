"""Parsers of answers: what they read, what they refuse, and that nothing else ever happens."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources import (
    FetchFailed,
    Snapshot,
    bank_of_russia,
    fred,
    imf,
    national_bank_kz,
    nbp,
    pink_sheet,
    wits,
    world_bank,
)
from sources._fetch.answers import Row, Unreadable, by_day, day, number, quotient, said, snapshot

CBR = """<?xml version="1.0" encoding="windows-1251"?>
<ValCurs ID="R01335" DateRange1="03.03.2015" DateRange2="06.03.2015" name="Курсы">
<Record Date="03.03.2015" Id="R01335"><Nominal>100</Nominal><Value>33,6012</Value></Record>
<Record Date="04.03.2015" Id="R01335"><Nominal>10</Nominal><Value>3,4</Value><VunitRate>0,34</VunitRate></Record>
<Record Date="06.03.2015" Id="R01335"><Nominal>1\u00a0000</Nominal><Value>1\u00a0335,5</Value></Record>
</ValCurs>""".encode("windows-1251")

CBR_LIST = """<?xml version="1.0" encoding="windows-1251"?>
<ValCurs Date="03.03.2015" name="Foreign Currency Market">
<Valute ID="R01235"><NumCode>840</NumCode><CharCode>USD</CharCode><Nominal>1</Nominal><Name>Доллар США</Name></Valute>
<Valute ID="R01335"><NumCode>398</NumCode><CharCode>KZT</CharCode><Nominal>100</Nominal><Name>Тенге</Name></Valute>
</ValCurs>""".encode("windows-1251")

NBK = """<?xml version="1.0" encoding="utf-8"?>
<rates><title>Official rates</title><date>20.08.2015</date>
<item><fullname>ДОЛЛАР США</fullname><title>USD</title><description>188.38</description><quant>1</quant></item>
<item><fullname>СУМ</fullname><title>UZS</title><description>7.34</description><quant>100</quant></item>
</rates>""".encode()

FRED = b"observation_date,DCOILBRENTEU\n2014-06-18,114.21\n2014-06-19,115.19\n2014-06-20,\n2014-06-23,-1.5\n"

IMF = (
    b"Representative Exchange Rates for Selected Currencies for February 2014\r\n"
    b"Currency\tFebruary 10, 2014\tFebruary 11, 2014\r\n"
    b"Kazakhstani tenge\t155.560000\t163.900000\r\n"
    b"Iranian rial\t24,893.000000\tNA\r\n"
    b"Australian dollar(1)\t0.800000\tn/a\r\n"
    b"\r\n"
    b"Representative Exchange Rates for Selected Currencies for February 2014 Continued\r\n"
    b"Currency\tFebruary 12, 2014\tFebruary 13, 2014\t\r\n"
    b"Kazakhstani tenge\t1,184.500000\tNA\t\r\n"
    b"Notes:\r\n"
)

NBP = json.dumps(
    {
        "table": "B",
        "currency": "tenge (Kazachstan)",
        "code": "KZT",
        "rates": [
            {"no": "001/B/NBP/2014", "effectiveDate": "2014-01-08", "mid": 0.019853},
            {"no": "002/B/NBP/2014", "effectiveDate": "2014-01-15", "mid": 0.0198},
        ],
    }
).encode()

WITS = json.dumps(
    {
        "dataSets": [
            {
                "series": {
                    "0:0:0:0:0": {"observations": {"0": [5.5, 0]}},
                    "0:0:0:1:0": {"observations": {"0": [7018750.25, 0], "1": [None, 0], "2": [5602530, 0]}},
                }
            }
        ],
        "structure": {
            "dimensions": {
                "series": [
                    {"id": "FREQ", "values": [{"id": "A"}]},
                    {"id": "REPORTER", "values": [{"id": "KAZ"}]},
                    {"id": "PARTNER", "values": [{"id": "RUS"}]},
                    {"id": "PRODUCTCODE", "values": [{"id": "Food"}, {"id": "Total"}]},
                    {"id": "INDICATOR", "values": [{"id": "XPRT-TRD-VL"}]},
                ],
                "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2021"}, {"id": "2020"}, {"id": "2019"}]}],
            }
        },
    }
).encode()

WORLD_BANK = json.dumps(
    [
        {"page": 1, "pages": 1, "per_page": 50, "total": 2, "sourceid": "2"},
        [
            {"countryiso3code": "KAZ", "indicator": {"id": "SP.POP.TOTL"}, "date": "2024", "value": None},
            {"countryiso3code": "KAZ", "indicator": {"id": "SP.POP.TOTL"}, "date": "2023", "value": 20330104},
        ],
    ]
).encode()


def workbook(rows: Iterable[Iterable[object]], title: str = pink_sheet.SHEET) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet(title)
    for row in rows:
        book[title].append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEAD: list[list[object]] = [
    ["World Bank Commodity Price Data (The Pink Sheet)"],
    [],
    [],
    [],
    [None, "Crude oil, average", "Crude oil, Brent"],
    [None, "($/bbl)", "($/bbl)"],
]
PINK = workbook([*HEAD, ["1960M01", 1.63, 1.6300000111], ["1960M02", "…", ".."], ["1960M12", 1.63, 2], [None, None]])


@dataclass(frozen=True)
class Case:
    parse: Callable[[bytes], Iterable[Row]]
    good: bytes
    rows: list[Row]


CASES = {
    "bank_of_russia": Case(
        lambda body: bank_of_russia.parse(body, "R01335"),
        CBR,
        [(date(2015, 3, 3), 0.336012), (date(2015, 3, 4), 0.34), (date(2015, 3, 6), 1.3355)],
    ),
    "national_bank_kz": Case(
        lambda body: national_bank_kz.parse(body, date(2015, 8, 20), "UZS"), NBK, [(date(2015, 8, 20), 7.34 / 100)]
    ),
    "fred": Case(
        lambda body: fred.parse(body, "DCOILBRENTEU"),
        FRED,
        [(date(2014, 6, 18), 114.21), (date(2014, 6, 19), 115.19), (date(2014, 6, 23), -1.5)],
    ),
    "imf": Case(
        lambda body: imf.parse(body, "Kazakhstani tenge"),
        IMF,
        [(date(2014, 2, 10), 155.56), (date(2014, 2, 11), 163.9), (date(2014, 2, 12), 1184.5)],
    ),
    "nbp": Case(lambda body: nbp.parse(body, "KZT"), NBP, [(date(2014, 1, 8), 0.019853), (date(2014, 1, 15), 0.0198)]),
    "wits": Case(
        lambda body: wits.parse(body, "KAZ", "RUS", "XPRT-TRD-VL"),
        WITS,
        [(date(2021, 1, 1), 7018750.25), (date(2019, 1, 1), 5602530.0)],
    ),
    "pink_sheet": Case(
        lambda body: pink_sheet.parse(body, "CRUDE_BRENT"),
        PINK,
        [(date(1960, 1, 1), 1.6300000111), (date(1960, 12, 1), 2.0)],
    ),
    "world_bank": Case(
        lambda body: world_bank.parse(body, "KAZ", "SP.POP.TOTL"),
        WORLD_BANK,
        [(date(2023, 1, 1), 20330104.0)],
    ),
}
ALL = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
TEXT = pytest.mark.parametrize("case", [CASES[name] for name in CASES if name != "pink_sheet"])

HTML = b"<!DOCTYPE html><html><head><title>DDOS-GUARD</title></head><body>Please wait</body></html>"
WORDS = st.sampled_from(
    ["", "NaN", "n/a", "Infinity", "-1", "0", "1e999", "1,5", "null", "{}", "[]", '"', "<x/>", "99.99.9999"]
)


# A cell of each answer, that of its first row.
CELLS = {
    "bank_of_russia": b"33,6012",
    "national_bank_kz": b"7.34",
    "fred": b"114.21",
    "imf": b"155.560000",
    "nbp": b"0.019853",
    "wits": b"7018750.25",
    "world_bank": b"20330104",
}


def rows_or_failure(case: Case, body: bytes) -> None:
    """What a parser may do: give rows of a day and a finite number, or of what stood in its place; or FetchFailed."""
    with suppress(FetchFailed):
        rows = by_day(case.parse(body))
        found = snapshot(fred.indicator("DCOILBRENTEU"), rows.items(), None)
        assert {when for when, _ in found.unreadable} == rows.keys() - set(found.data["date"].dt.date)
        assert len(found.data) + len(found.unreadable) == len(rows)


class TestReading:
    @ALL
    def test_a_good_answer(self, case: Case) -> None:
        assert list(case.parse(case.good)) == case.rows

    @ALL
    @pytest.mark.parametrize(
        "body", [b"", b" ", HTML, b"\xff\xfe\x00", b"null", b"[]", b"{}", b"<a/>", b"<a>" * 1000, b"[" * 100_000]
    )
    def test_no_data(self, case: Case, body: bytes) -> None:
        with pytest.raises(FetchFailed):
            list(case.parse(body))

    @pytest.mark.parametrize("name", ["bank_of_russia", "national_bank_kz"])
    def test_a_dtd_is_refused(self, name: str) -> None:
        case = CASES[name]
        bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
        head, rest = case.good.split(b"?>", 1)
        with pytest.raises(FetchFailed, match="DTD"):
            list(case.parse(head + b"?>" + bomb + rest))

    def test_the_list_of_the_bank_of_russia(self) -> None:
        assert bank_of_russia.parse_list(CBR_LIST) == {"USD": "R01235", "KZT": "R01335"}

    def test_an_error_of_the_bank_of_russia(self) -> None:
        with pytest.raises(FetchFailed, match="Error in parameters"):
            list(bank_of_russia.parse(b"<ValCurs>\r\n Error in parameters\r\n</ValCurs>", "R01235"))

    def test_an_empty_span_of_the_bank_of_russia_has_no_rows(self) -> None:
        assert list(bank_of_russia.parse(b"<ValCurs ID='R01235'></ValCurs>", "R01235")) == []

    def test_another_currency(self) -> None:
        with pytest.raises(FetchFailed, match="R01335"):
            list(bank_of_russia.parse(CBR, "R01235"))
        with pytest.raises(FetchFailed, match="KZT"):
            list(nbp.parse(NBP, "RUB"))

    def test_another_day(self) -> None:
        with pytest.raises(FetchFailed, match=r"20\.08\.2015"):
            list(national_bank_kz.parse(NBK, date(2015, 8, 21), "USD"))

    def test_a_day_without_rates(self) -> None:
        assert list(national_bank_kz.parse(b"<rates><date>01.01.2015</date></rates>", date(2015, 1, 1), "USD")) == []

    def test_an_older_header_of_fred(self) -> None:
        assert list(fred.parse(b"DATE,X\n2014-06-19,115.19\n2014-06-20,.\n", "X")) == [(date(2014, 6, 19), 115.19)]

    @pytest.mark.parametrize("name", CELLS)
    @pytest.mark.parametrize("word", ["n/a", "NaN", "Infinity", "#REF!"])
    def test_a_cell_that_is_no_number_costs_its_row_and_no_other(self, name: str, word: str) -> None:
        case = CASES[name]
        quoted = f'"{word}"' if case.good[:1] in b"[{" and word not in {"NaN", "Infinity"} else word
        assert case.good.count(CELLS[name]) == 1
        (when, value), *others = case.parse(case.good.replace(CELLS[name], quoted.encode()))
        assert when == case.rows[0][0]
        assert isinstance(value, Unreadable)
        assert value.said in {repr(word), repr(float("nan")), repr(float("inf"))}
        assert others == case.rows[1:]

    @pytest.mark.parametrize("name", ["bank_of_russia", "national_bank_kz"])
    @pytest.mark.parametrize("units", ["0", "n/a", ""])
    def test_a_rate_of_so_many_units_needs_their_number(self, name: str, units: str) -> None:
        case = CASES[name]
        (when, value), *others = case.parse(case.good.replace(b">100<", f">{units}<".encode()))
        assert when == case.rows[0][0]
        assert isinstance(value, Unreadable)
        assert others == case.rows[1:]

    @pytest.mark.parametrize("line", ["2014-06-19", "2014-06-19,1,2", "2014-06-19,1,5", "19.06.2014,1", "NaN,1"])
    def test_a_line_that_is_none_of_freds(self, line: str) -> None:
        with pytest.raises(FetchFailed):
            list(fred.parse(f"observation_date,X\n{line}\n".encode(), "X"))

    def test_a_line_of_the_imf_that_was_cut(self) -> None:
        with pytest.raises(FetchFailed, match="1 rates for 2 days"):
            list(imf.parse(IMF[: IMF.index(b"\t163.9")], "Kazakhstani tenge"))

    def test_what_the_imf_quotes_in_dollars_per_unit_is_turned_round(self) -> None:
        (first, rate), (_, unreadable) = imf.parse(IMF, "Australian dollar")
        assert (first, rate) == (date(2014, 2, 10), 1.25)
        assert repr(unreadable) == "'n/a'"
        assert str(imf.indicator("AUD").unit) == "AUD per USD"

    def test_a_workbook_with_another_unit(self) -> None:
        rows: list[list[object]] = [*HEAD[:5], [None, "($/bbl)", "(EUR/bbl)"], ["1960M01", 1.0, 1.0]]
        with pytest.raises(FetchFailed, match=r"'Crude oil, Brent, \(EUR/bbl\)' is not in \$/bbl, the unit we know"):
            list(pink_sheet.parse(workbook(rows), "CRUDE_BRENT"))

    def test_a_workbook_with_text_for_a_price(self) -> None:
        book = workbook([*HEAD, ["1960M01", 1, 1], ["1960M02", 1, "#N/A"], ["1960M03", 1, 3]])
        first, (month, cell), third = pink_sheet.parse(book, "CRUDE_BRENT")
        assert (first, third) == ((date(1960, 1, 1), 1.0), (date(1960, 3, 1), 3.0))
        assert (month, repr(cell)) == (date(1960, 2, 1), "'#N/A'")

    def test_a_workbook_that_would_fill_the_memory(self) -> None:
        file = io.BytesIO(PINK)
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb", bytes(30_000_000))
        with pytest.raises(FetchFailed, match="unpacks to"):
            list(pink_sheet.parse(file.getvalue(), "CRUDE_BRENT"))

    def test_a_workbook_without_the_sheet(self) -> None:
        with pytest.raises(FetchFailed, match="Monthly Prices"):
            list(pink_sheet.parse(workbook(HEAD, "Annual Prices"), "CRUDE_BRENT"))

    @pytest.mark.parametrize("link", ["https://thedocs.worldbank.org/x/", "/x/"])
    def test_the_link_to_the_workbook(self, link: str) -> None:
        page = f'<a href="{link}CMO-Historical-Data-Annual.xlsx"></a><a href="{link}{pink_sheet.FILE}">x</a>'
        assert pink_sheet.find_workbook(page.encode()).endswith(f"worldbank.org/x/{pink_sheet.FILE}")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (HTML, "a page of its guard DDoS-Guard"),
        (
            b"\n<html><title>\n Just a moment... </title><script src='cdn-cgi/challenge' data-x='cloudflare'/>",
            "Cloudflare",
        ),
        (b"<HTML><HEAD><TITLE>Access Denied</TITLE>", "a page of HTML, “Access Denied”"),
        (b"<html><body>x</body></html>", "a page of HTML"),
        (
            b'<string>\n<e:error xmlns:e="x"><e:message id="150">Not  valid.</e:message></e:error></string>',
            "“Not valid.”",
        ),
        (b'<?xml version="1.0"?><e:error><e:message id="150" key="Invalid Code."/></e:error>', "“Invalid Code.”"),
        (b'[{"message":[{"id":"120","key":"Invalid","value":"The value is not valid"}]}]', "“The value is not valid”"),
        (b'{"finance":{"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}', "“Invalid Crumb”"),
        ("400 BadRequest - Błędny zakres dat".encode(), "“400 BadRequest - Błędny zakres dat”"),
        (b"x" * 5000, f"“{'x' * 120}”"),
        (b" \n", "nothing"),
    ],
)
def test_what_an_answer_without_data_says(body: bytes, words: str) -> None:
    assert said(body).endswith(words)


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
        with pytest.raises(FetchFailed, match="comes twice"):
            by_day([(when, 1.0), (when, 2.0)])

    def test_so_is_one_with_a_number_and_none_unless_none_is_said_twice(self) -> None:
        when = date(2022, 4, 3)
        assert repr(by_day([(when, number("n/a")), (when, number("n/a"))])[when]) == "'n/a'"
        with pytest.raises(FetchFailed, match=r"comes twice, as 1\.0 and as 'n/a'"):
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


FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestFuzz:
    @ALL
    @FUZZ
    @given(data=st.data())
    def test_cut_shuffled_and_overwritten(self, case: Case, data: Any) -> None:
        good = case.good
        cuts = sorted(data.draw(st.lists(st.integers(0, len(good)), min_size=1, max_size=4)))
        pieces = [good[a:b] for a, b in zip([0, *cuts], [*cuts, len(good)], strict=True)]
        kept = data.draw(st.lists(st.sampled_from([*pieces, HTML, b"\x00", b"\xff"]), max_size=6))
        rows_or_failure(case, b"".join(kept))
        rows_or_failure(case, good[: cuts[0]])

    @TEXT
    @FUZZ
    @given(data=st.data())
    def test_words_replaced(self, case: Case, data: Any) -> None:
        words = re.split(rb"([<>\"\s,:;\t/\[\]{}]+)", case.good)
        for _ in range(data.draw(st.integers(1, 3))):
            place = data.draw(st.integers(0, len(words) - 1))
            words[place] = data.draw(WORDS | st.text(max_size=5)).encode()
        body = b"".join(words)
        rows_or_failure(case, body)

    @TEXT
    @pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1251", "utf-7"])
    def test_another_encoding(self, case: Case, encoding: str) -> None:
        rows_or_failure(case, case.good.decode("cp1251").encode(encoding, "replace"))

    @ALL
    @FUZZ
    @given(body=st.binary(max_size=200))
    def test_noise(self, case: Case, body: bytes) -> None:
        rows_or_failure(case, body)
        rows_or_failure(case, case.good[:20] + body)

    @pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl warns of what it mends
    @FUZZ
    @given(data=st.data())
    def test_a_workbook_spoiled_inside(self, data: Any) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(PINK)) as source, zipfile.ZipFile(file, "w") as spoiled:
            victim = data.draw(st.sampled_from(source.namelist()))
            for name in source.namelist():
                body = source.read(name)
                if name == victim:
                    words = re.split(rb"([<>\"\s/=]+)", body)
                    words[data.draw(st.integers(0, len(words) - 1))] = data.draw(WORDS).encode()
                    body = b"".join(words)
                spoiled.writestr(name, body)
        rows_or_failure(CASES["pink_sheet"], file.getvalue())
