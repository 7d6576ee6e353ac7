"""Files made of numbers, in every form a publisher has been seen to use, are read back as those numbers."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from sources import bank_of_russia, imf, national_bank_kz, nbp, pink_sheet, wits

Days = dict[date, float]
DAYS = st.dates(date(1998, 1, 1), date(2026, 11, 24))
RATES = st.integers(1, 10**9).map(lambda n: n / 10_000)
ROWS = st.dictionaries(DAYS, RATES, max_size=12)
Draw = Any
FEW = settings(max_examples=40)


def shuffled(data: Draw, rows: Days) -> list[tuple[date, float]]:
    return list(data.draw(st.permutations(sorted(rows.items()))))


def grouped(value: float, mark: str, separator: str) -> str:
    """A number with its thousands apart and a decimal mark: 1 335,5000."""
    return f"{value:,.4f}".replace(",", "~").replace(".", mark).replace("~", separator)


@FEW
@given(data=st.data(), rows=ROWS)
def test_bank_of_russia(data: Draw, rows: Days) -> None:
    def record(day: date, rate: float) -> str:
        units = data.draw(st.sampled_from([1, 10, 100, 10_000]))
        value = grouped(rate * units, ",", data.draw(st.sampled_from(["", " ", "\u00a0"])))
        unit_rate = data.draw(st.sampled_from(["", f"<VunitRate>{rate!r}</VunitRate>".replace(".", ",")]))
        texts = f"<Nominal>{units}</Nominal><Value>{value}</Value>{unit_rate}"
        return f'<Record Date="{day:%d.%m.%Y}" Id="R01090B">{texts}</Record>'

    encoding = data.draw(st.sampled_from(["windows-1251", "utf-8"]))
    text = f'<?xml version="1.0" encoding="{encoding}"?><ValCurs ID="R01090B" name="Курсы">'
    body = text + "".join(record(*row) for row in shuffled(data, rows)) + "</ValCurs>"
    found = dict(bank_of_russia.parse(body.encode(encoding), "R01090B"))
    assert found == {day: pytest.approx(rate, abs=1e-4, rel=1e-9) for day, rate in rows.items()}


@FEW
@given(data=st.data(), rates=st.dictionaries(st.sampled_from(["USD", "UZS", "AMD", "RUB"]), RATES), day=DAYS)
def test_national_bank_kz(data: Draw, rates: dict[str, float], day: date) -> None:
    units = {code: data.draw(st.sampled_from([1, 10, 100, 10_000])) for code in rates}
    items = [
        f"<item><title>{code}</title><description>{rates[code]!r}</description><quant>{units[code]}</quant></item>"
        for code in data.draw(st.permutations(sorted(rates)))
    ]
    body = f"<rates><date>{day:%d.%m.%Y}</date>{''.join(items)}</rates>".encode()
    for code in ("USD", "UZS"):
        expected = [(day, rates[code] / units[code])] if code in rates else []
        assert list(national_bank_kz.parse(body, day, code)) == expected


@FEW
@given(data=st.data(), rows=ROWS)
def test_nbp(data: Draw, rows: Days) -> None:
    rates = [{"no": "1/A", "effectiveDate": str(day), "mid": mid} for day, mid in shuffled(data, rows)]
    mark = data.draw(st.sampled_from(["", "\ufeff"]))
    body = mark + json.dumps({"table": "A", "code": "HRK", "rates": rates})
    assert dict(nbp.parse(body.encode(), "HRK")) == rows


@FEW
@given(data=st.data(), rows=ROWS, turned=st.booleans())
def test_imf(data: Draw, rows: Days, turned: bool) -> None:
    days = sorted({*rows, *data.draw(st.sets(DAYS, max_size=3))})
    cut = data.draw(st.integers(0, len(days)))
    name = "Australian dollar(1)" if turned else "Australian dollar"
    lines = ["Representative Exchange Rates for Selected Currencies"]
    for block in (days[:cut], days[cut:]):
        cells = [f"{rows[day]:,.6f}" if day in rows else data.draw(st.sampled_from(["NA", ""])) for day in block]
        tail = [""] * data.draw(st.integers(0, 1))
        lines += ["\t".join(["Currency", *(f"{day:%B %d, %Y}" for day in block), *tail])]
        lines += ["\t".join(["Bahrain dinar", *["0.376"] * len(block)]), "\t".join([name, *cells, *tail]), ""]
    body = data.draw(st.sampled_from(["\r\n", "\n"])).join([*lines, "Notes:"]).encode()
    assert dict(imf.parse(body, "Australian dollar")) == {
        day: 1 / rate if turned else rate for day, rate in rows.items()
    }


@FEW
@given(data=st.data(), rows=st.dictionaries(st.integers(1988, 2026), RATES, max_size=10))
def test_wits(data: Draw, rows: dict[int, float]) -> None:
    """Numbers point into lists of codes, which come in any order and hold other series' too."""
    places = {"A": ["A"], "ROM": ["KAZ", "ROM"], "OAS": ["OAS", "WLD"], "Total": ["Food", "Total"], "XPRT-TRD-VL": []}
    codes = [data.draw(st.permutations(listed or [code])) for code, listed in places.items()]
    years = data.draw(st.permutations(sorted({*rows, 1987})))
    ours = ":".join(str(listed.index(code)) for listed, code in zip(codes, places, strict=True))
    other = ":".join(str(len(listed) - 1 - int(n)) for listed, n in zip(codes, ours.split(":"), strict=True))
    seen = {str(years.index(year)): [value, 0] for year, value in rows.items()}
    answer = {
        "dataSets": [
            {
                "series": {
                    other: {"observations": {"0": [7.0, 0]}},
                    ours: {"observations": {**seen, str(years.index(1987)): [None, 0]}},
                }
            }
        ],
        "structure": {
            "dimensions": {
                "series": [{"values": [{"id": code} for code in listed]} for listed in codes],
                "observation": [{"values": [{"id": str(year)} for year in years]}],
            }
        },
    }
    found = dict(wits.parse(json.dumps(answer).encode(), "ROM", "OAS", "XPRT-TRD-VL"))
    assert found == {date(year, 1, 1): value for year, value in rows.items()}


@FEW
@given(data=st.data(), codes=st.sets(st.sampled_from(sorted(pink_sheet._SERIES)), min_size=1, max_size=5))
def test_pink_sheet(data: Draw, codes: set[str]) -> None:
    """Titles above, notes below and behind headings, a row of codes or none, a month that is not the first."""
    columns = data.draw(st.permutations(sorted(codes)))
    prices = st.none() | st.sampled_from(["…", "..", ""]) | RATES
    months = sorted({day.replace(day=1) for day in data.draw(st.sets(DAYS, min_size=1, max_size=5))})
    table = {code: {month: data.draw(prices) for month in months} for code in columns}
    names = [pink_sheet._SERIES[code] for code in columns]
    notes = st.sampled_from(["", " ", " **", "**", " a/"])
    head: list[list[Any]] = [
        [None, *(name + data.draw(notes) for name, _ in names)],
        [None, *(f"({unit})" for _, unit in names)],
        *[[None, *columns]] * data.draw(st.integers(0, 1)),
    ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(pink_sheet.SHEET)
    for row in ([["World Bank Commodity Price Data"]] * data.draw(st.integers(0, 6))) + head:
        sheet.append(row)
    for month in months:
        sheet.append([f"{month:%YM%m}", *(table[code][month] for code in columns)])
    sheet.append(["** a series that was changed"])
    file = io.BytesIO()
    book.save(file)
    for code in columns:
        expected = {month: price for month, price in table[code].items() if isinstance(price, float)}
        assert dict(pink_sheet.parse(file.getvalue(), code)) == expected


@FEW
@given(first=DAYS, length=st.integers(0, 9000))
def test_the_spans_of_the_nbp_are_every_day_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    spans = list(nbp._spans(first, last))
    assert spans[0][0] == first
    assert spans[-1][1] == last
    assert all(later - end == timedelta(days=1) for (_, end), (later, _) in pairwise(spans))
    assert all((end - start).days < 367 for start, end in spans)
