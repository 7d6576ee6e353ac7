"""Parsers of answers: what they read, what they refuse, and that nothing else ever happens."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources import (
    FetchFailed,
    bank_of_russia,
    fred,
    imf,
    national_bank_kz,
    nbp,
    pink_sheet,
)
from sources._fetch.answers import Unreadable, by_day, said, snapshot
from tests.sources.samples import ALL, CASES, CBR, CBR_LIST, HEAD, IMF, NBK, NBP, PINK, Case, workbook

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
