"""A small answer of each publisher, as its parser is given it, and the rows that are in it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pytest

from sources import (
    bank_of_russia,
    fred,
    imf,
    national_bank_kz,
    nbp,
    pink_sheet,
    wits,
    world_bank,
)
from sources._fetch.answers import Row

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
