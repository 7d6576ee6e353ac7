"""Parsers against real answers, where they are at hand beside this repository."""

from __future__ import annotations

from datetime import date

from sources import bank_of_russia, fred, national_bank_kz, wits, world_bank
from sources._fetch.answers import parse_xml, text
from tests.sources.conftest import RECORDED


def recorded(name: str) -> bytes:
    return (RECORDED / name).read_bytes()


def test_bank_of_russia() -> None:
    rows = list(bank_of_russia.parse(recorded("bank_of_russia/XML_dynamic_R01235_2026-03-01_05.xml"), "R01235"))
    assert rows == [(date(2026, 3, 3), 77.1734), (date(2026, 3, 4), 77.6093), (date(2026, 3, 5), 77.8009)]


def test_bank_of_russias_list() -> None:
    found = bank_of_russia.parse_list(recorded("bank_of_russia/XML_daily_2026-04-26.xml"))
    assert len(found) > 40
    assert found.items() >= {code: own for code, own in bank_of_russia._IDENTITIES.items() if code != "BYR"}.items()


def test_national_bank_kz() -> None:
    body = recorded("national_bank_kz/get_rates_2026-04-01.xml")
    (row,) = national_bank_kz.parse(body, date(2026, 4, 1), "AUD")
    assert row == (date(2026, 4, 1), 328.01)


def test_national_bank_kz_divides_by_the_number_of_units() -> None:
    body = recorded("national_bank_kz/get_rates_2026-04-01.xml")
    item = next(item for item in parse_xml(body, "rates").iter("item") if item.findtext("title") == "UZS")
    (row,) = national_bank_kz.parse(body, date(2026, 4, 1), "UZS")
    assert item.findtext("quant") == "100"
    assert row[1] == float(str(item.findtext("description"))) / 100


def test_fred() -> None:
    rows = dict(fred.parse(recorded("fred/DCOILBRENTEU_first_59_rows.csv"), "DCOILBRENTEU"))
    assert rows[date(2010, 1, 4)] == 79.05
    assert date(2010, 1, 18) not in rows
    assert len(rows) == text(recorded("fred/DCOILBRENTEU_first_59_rows.csv")).count(".")


def test_wits() -> None:
    body = recorded("wits/tradestats_trade_USA_2017_WLD_all_MPRT-TRD-VL.json")
    assert list(wits.parse(body, "USA", "WLD", "MPRT-TRD-VL")) == [(date(2017, 1, 1), 2407390189.46)]
    assert list(wits.parse(body, "USA", "RUS", "MPRT-TRD-VL")) == []


def test_world_bank() -> None:
    body = recorded("world_bank/wbjl_v2_indicator_US_NY.GNP.PCAP.CD_1990-1997.json")
    found = dict(world_bank.parse(body, "USA", "NY.GNP.PCAP.CD"))
    assert len(found) == 8
    assert found[date(1997, 1, 1)] == 31270.0
