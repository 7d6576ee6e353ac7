"""What holds for every publisher, whatever it is."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import sources
from relations import cache
from relations.values import Rate, Unstated
from tests.publishers import StandIn

ROOT = Path(__file__).parents[2]
TODAY = datetime.now(UTC).date()


@dataclass(frozen=True)
class Example:
    """Codes to try a publisher with, and a day from which on the stand-in has some of its observations."""

    valid: tuple[str, ...]
    invalid: tuple[str, ...]
    since: date
    fixed: bool = False  # nothing that a program could fetch


EXAMPLES = {
    "bank_of_russia": Example(("USD", "KZT"), ("usd", "XYZ", "RUB", "USD/KZT"), date(2016, 6, 1)),
    "fred": Example(
        ("DCOILBRENTEU", "MCOILWTICO", "GDP", "DDDI01RUA156NWDB"), ("dcoil", "A B", "X/Y"), date(2016, 6, 1)
    ),
    "frankfurter": Example(
        ("CBR/RUB", "NBG/GEL", "NBG/GEL/RUB"),
        ("GEL", "XYZ/GEL", "NBG/XYZ", "NBG/USD", "NBG/GEL/USD", "NBG/GEL/GEL", "nbg/gel", "NBG/GEL/RUB/all"),
        date(2016, 6, 4),  # a Saturday: what is answered begins with the day before
    ),
    "imf": Example(("KZT", "RUB"), ("kzt", "USD", "XYZ", "KZT/RUB"), TODAY - timedelta(days=200)),
    "national_bank_kz": Example(("USD", "RUB"), ("usd", "KZT", "XYZ", "USD/RUB"), TODAY - timedelta(days=20)),
    "imf_sdmx": Example(
        ("KZT/end", "KAZ/RUS/exports", "KAZ/RUS/imports", "KZT/end/quarterly", "RUS/DEU/exports/annual"),
        (
            "kzt/end",
            "USD/end",
            "BYR/end",
            "EUR/end",
            "KZT",
            "KAZ/RUS",
            "KAZ/KAZ/exports",
            "KAZ/XYZ/exports",
            "WLD/KAZ/exports",
            "KZT/end/monthly",
            "KZT/annual",
            "KAZ/RUS/annual",
            "KAZ/RUS/exports/annual/annual",
        ),
        date(2016, 6, 1),
    ),
    "imf_ifs": Example(("KZT", "RUB"), ("kzt", "USD", "XYZ", "KZT/RUB"), date(2000, 1, 1), fixed=True),
    "national_bank_ukraine": Example(("RUB", "UAH"), ("rub", "USD", "XYZ", "RUB/UAH"), date(2004, 1, 1), fixed=True),
    "nbp": Example(
        ("KZT", "RUB", "RUB/weekly"),
        ("kzt", "PLN", "USD", "XYZ", "KZT/weekly", "RUB/daily", "RUB/"),
        date(2018, 6, 1),
    ),
    "own": Example(("coal-to-ukraine",), ("Coal", "a/b", "coal to ukraine"), date(2000, 1, 1), fixed=True),
    "penn_world_table": Example(("KAZ/pop",), ("kaz/pop", "KAZ", "KAZ/gdp", "XYZ/pop"), date(2000, 1, 1), fixed=True),
    "pink_sheet": Example(("CRUDE_BRENT", "CRUDE_WTI"), ("crude_brent", "UNOBTAINIUM"), date(2016, 6, 1)),
    "stat_kz": Example(("KZ/pop", "KZ-59/pop"), ("KZ", "KZ/gdp", "KZ-99/pop", "kz/pop"), date(2000, 1, 1), fixed=True),
    "un_digital_library": Example(
        ("KAZ/RUS/agreement",), ("KAZ/RUS", "KAZ/KAZ/agreement", "KAZ/XYZ/agreement"), date(2000, 1, 1), fixed=True
    ),
    "un_votes": Example(
        ("KAZ/RUS/agreement", "FRA/DEU/agreement"),
        ("KAZ/RUS", "KAZ/KAZ/agreement", "KAZ/XYZ/agreement", "kaz/rus/agreement", "rollcalls"),
        date(2000, 1, 1),
        fixed=True,
    ),
    "wdi_archive": Example(
        ("KAZ/NE.EXP.GNFS.CD/201904", "WLD/SP.POP.TOTL/199704"),
        ("KAZ/NE.EXP.GNFS.CD", "KAZ/NE.EXP.GNFS.CD/2019", "KAZ/NE.EXP.GNFS.CD/201913", "XYZ/SP.POP.TOTL/201904"),
        date(2000, 1, 1),
        fixed=True,
    ),
    "wits": Example(
        ("KAZ/RUS/exports", "KAZ/RUS/imports", "KAZ/RUS/exports_share", "KAZ/RUS/imports_share"),
        ("KAZ/RUS", "KAZ/RUS/gifts", "KAZ/KAZ/exports", "kaz/rus/exports", "XYZ/RUS/exports", "KAZ/RUS/exports/all"),
        date(2010, 6, 1),
    ),
    "world_bank": Example(
        ("KAZ/NE.EXP.GNFS.CD", "RUS/NE.IMP.GNFS.CD", "XKX/SP.POP.TOTL", "KAZ/GE.EST", "KAZ/DPANUSSPB/monthly"),
        (
            "KAZ",
            "KAZ/",
            "KAZ/exports",
            "XYZ/NE.EXP.GNFS.CD",
            "kaz/NE.EXP.GNFS.CD",
            "KAZ/NE.EXP.GNFS.CD/2019",
            "KAZ/GE.EST/",
        ),
        date(2010, 6, 1),
    ),
    "yahoo": Example(
        ("KZT=X", "RUB=X", "BZ=F", "CL=F"),
        ("kzt=x", "XYZ=X", "KZTXYZ=X", "USD=X", "EUREUR=X", "A B", ""),
        date(2016, 6, 1),
    ),
}

#: What stands before and after a currency in the keys of those that have rates.
ENDS = (
    ("bank_of_russia/", ""),
    ("frankfurter/ECB/", ""),
    ("frankfurter/CBR/RUB/", ""),
    ("imf/", ""),
    ("imf_ifs/", ""),
    ("imf_sdmx/", "/end"),
    ("national_bank_kz/", ""),
    ("national_bank_ukraine/", ""),
    ("nbp/", ""),
    ("yahoo/", "=X"),
    ("yahoo/EUR", "=X"),
)

#: Whose numbers the other stand-in computes, so that it leaves out some that are none.
COMPUTED = {"frankfurter", "imf_sdmx"}


def pairs(name: str, *, fixed: bool = True) -> list[Any]:
    """A publisher and one of its codes each; without those of a fixed release, if they are not to be asked."""
    return [
        pytest.param(p, code, id=f"{p}/{code}")
        for p in sources.publishers()
        for code in getattr(EXAMPLES[p], name)
        if fixed or not EXAMPLES[p].fixed
    ]


def asked(publisher: str) -> Any:
    return sources.source(f"{publisher}/")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between requests that go no further than this machine, and none answered from memory."""
    from sources import imf, national_bank_kz

    monkeypatch.setattr(national_bank_kz, "PACE", 0.0)
    monkeypatch.setattr(imf._pages, "finished", {})


def test_every_publisher_has_an_example() -> None:
    assert sorted(EXAMPLES) == sources.publishers()


@pytest.mark.parametrize("publisher", sources.publishers())
def test_its_habits_are_what_its_functions_do(publisher: str) -> None:
    """A refresh that does not know the first day takes what is older for vanished."""
    habits = sources.habits(asked(publisher))
    assert (habits.fixed or habits.computed is not None) == EXAMPLES[publisher].fixed
    first = getattr(asked(publisher), "FIRST", None)
    assert habits.first == first or habits.fill


class TestIndicator:
    @pytest.mark.parametrize(("publisher", "code"), pairs("valid"))
    def test_describes_a_code(self, publisher: str, code: str) -> None:
        found = asked(publisher).indicator(code)
        assert found.key == f"{publisher}/{code}"
        assert found.code == code
        assert found.url.startswith("https://") or (publisher == "own" and not found.url)
        assert found == asked(publisher).indicator(code)

    @pytest.mark.parametrize(("publisher", "code"), pairs("invalid"))
    def test_rejects_what_is_none_and_says_what_is_allowed(self, publisher: str, code: str) -> None:
        with pytest.raises(sources.Rejected, match="allowed"):
            asked(publisher).indicator(code)

    @pytest.mark.parametrize("key", list(cache.cached_keys()))
    def test_is_the_header_of_the_shipped_copy(self, key: str) -> None:
        shipped = cache.read(key).indicator
        assert sources.source(key).indicator(shipped.code) == shipped


class TestFetch:
    @pytest.mark.parametrize(("publisher", "code"), pairs("valid", fixed=False))
    def test_gives_that_indicator_from_that_day_on(self, standin: Any, publisher: str, code: str) -> None:
        since = EXAMPLES[publisher].since
        standin.scenario = "live"
        snapshot = asked(publisher).fetch(asked(publisher).indicator(code), since)
        said = asked(publisher).indicator(code)
        if said.unit == Unstated():  # only an answer tells what it is
            said = replace(snapshot.indicator, key=said.key, licence=said.licence)
        assert snapshot.indicator == said
        assert snapshot.first >= since
        assert standin.requests

    @pytest.mark.parametrize("publisher", sources.publishers())
    def test_fails_in_one_way_only(self, standin: Any, publisher: str) -> None:
        standin.scenario = "all-down"
        code = EXAMPLES[publisher].valid[0]
        with pytest.raises(sources.FetchFailed, match=f"^{publisher}/{code}: "):
            asked(publisher).fetch(asked(publisher).indicator(code), EXAMPLES[publisher].since)

    @pytest.mark.parametrize("publisher", [name for name in sources.publishers() if not EXAMPLES[name].fixed])
    def test_a_cell_that_is_no_number_is_told_apart_and_costs_no_other(
        self, standin: Any, monkeypatch: pytest.MonkeyPatch, publisher: str
    ) -> None:
        """Of a series one cell is text, one NaN, one infinite; the negative one is a number, for refresh to judge."""
        standin.today = date(2019, 1, 31)
        monkeypatch.setattr(asked(publisher), "now", lambda: datetime(2019, 1, 31, 12, tzinfo=UTC), raising=False)
        indicator = asked(publisher).indicator(EXAMPLES[publisher].valid[0])
        since = min(EXAMPLES[publisher].since, date(2018, 12, 10))
        usual = asked(publisher).fetch(indicator, since)
        standin.scenario = "garbage"
        spoiled = asked(publisher).fetch(indicator, since)
        assert usual.unreadable == ()
        lost = sorted(set(usual.data["date"].dt.date) - set(spoiled.data["date"].dt.date))
        told = [day for day, _ in spoiled.unreadable]
        if publisher in COMPUTED and not isinstance(standin, StandIn):
            assert set(told) <= set(lost)
        else:
            assert len(lost) == (4 if publisher == "nbp" else 3)  # whose rates are made of two series, each spoiled
            nulls = lost[1:] if publisher == "yahoo" else []  # the stand-in gives yfinance text and NaN as null
            assert told == [day for day in lost if day not in nulls]
        both = usual.data.merge(spoiled.data, on="date")
        assert (both["value_x"] == both["value_y"].abs()).all()
        assert set(spoiled.data["date"]) <= set(usual.data["date"])

    @pytest.mark.parametrize("publisher", sources.publishers())
    def test_no_observation_is_a_failure(self, standin: Any, publisher: str) -> None:
        code = EXAMPLES[publisher].valid[0]
        standin.today = date(2030, 6, 1)
        with pytest.raises(sources.FetchFailed, match=f"^{publisher}/{code}: "):
            asked(publisher).fetch(asked(publisher).indicator(code), date(2030, 1, 1))


def test_no_country_whose_money_is_the_publishers_own_brings_down_a_command() -> None:
    """A dollarised country asks for dollars per dollar, and so on: refused, as any code is that there cannot be."""
    for key in (f"{start}{code}{end}" for start, end in ENDS for code in ("USD", "EUR", "RUB", "KZT", "UAH", "PLN")):
        try:
            unit = sources.indicator_of(key).unit
        except sources.Rejected:
            continue
        assert isinstance(unit, Rate), key
        assert unit.quote != unit.base


def test_a_page_can_describe_every_code_without_a_network_or_a_slow_library() -> None:
    """Importing all publishers and describing a code of each opens no socket and loads no library for fetching."""
    program = f"""
import socket, sys
def refuse(*_): raise AssertionError("a socket was opened")
socket.socket.connect = socket.getaddrinfo = refuse
import sources
for key in {[f"{p}/{e.valid[0]}" for p, e in EXAMPLES.items()]!r}:
    sources.source(key).indicator(key.split("/", 1)[1])
slow = {{"yfinance", "requests", "httpx", "stamina", "openpyxl", "defusedxml"}} & sys.modules.keys()
assert not slow, slow
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
