"""New values against a whole copy and against another publisher's."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from relations import cache
from relations.refresh.check import check_file
from relations.values import Rate, parse_unit
from sources import Rejected, Snapshot
from tests.refresh.checked import (
    ANNUAL,
    DAILY,
    OLD,
    reasons,
    snapshot,
)
from tests.refresh.fakes import days


@pytest.fixture(autouse=True)
def _alone(folder: Path) -> None:
    """No other publisher in the cache."""


class TestAnotherPublisher:
    def shock(self, factor: float) -> dict[str, str]:
        return reasons({"2026-11-12": 450.0 * factor}, OLD)

    def peer(self, rows: dict[str, float], unit: str = "KZT per USD") -> None:
        indicator = replace(DAILY, key="imf/KZT", publisher="IMF", unit=parse_unit(unit))
        cache.write(snapshot(rows, indicator))

    def test_confirms_a_move_on_its_day(self) -> None:
        assert self.shock(1.6)
        self.peer({"2026-11-11": 450.0, "2026-11-12": 700.0})
        assert not self.shock(1.6)

    def test_that_has_not_moved_confirms_nothing(self) -> None:
        self.peer({"2026-11-11": 450.0, "2026-11-12": 455.0})
        assert self.shock(1.6)
        assert self.shock(0.5)

    def test_of_another_unit_says_nothing(self) -> None:
        self.peer({"2026-11-11": 450.0, "2026-11-12": 720.0}, unit="KZT per EUR")
        assert self.shock(1.6)

    def test_that_is_damaged_says_nothing_and_stops_nothing(self) -> None:
        self.peer({"2026-11-12": 720.0})
        path = cache.cache_path("imf/KZT")
        path.write_text(path.read_text().replace("720", "721"))
        assert self.shock(1.6)


class TestFile:
    def check(
        self, old: dict[str, float] | None, new: dict[str, float], since: date | None = None, *, accept: bool = False
    ) -> pd.DataFrame:
        return check_file(snapshot(old) if old else None, snapshot(new), DAILY, since, accept_shrink=accept)

    def test_nothing_goes_when_all_is_there(self) -> None:
        assert self.check(OLD, OLD | {"2026-11-12": 1.0}).empty
        assert self.check(None, OLD).empty

    @pytest.mark.parametrize("lost", [OLD.keys() - set(list(OLD)[5:]), set(list(OLD)[-1:]), set(list(OLD)[:1])])
    def test_history_that_vanishes_is_rejected(self, lost: set[str]) -> None:
        rest = {day: value for day, value in OLD.items() if day not in lost}
        with pytest.raises(
            Rejected,
            match=f"^{len(lost)} observations .* have vanished"
            if len(lost) > 1
            else "^the observation of .* has vanished",
        ):
            self.check(OLD, rest)
        assert len(self.check(OLD, rest, accept=True)) == len(lost)

    def test_a_hole_in_a_daily_answer_is_no_loss_of_history(self) -> None:
        rest = {day: value for day, value in OLD.items() if day != "2026-10-15"}
        assert self.check(OLD, rest).empty

    def test_what_was_not_asked_for_has_not_vanished(self) -> None:
        tail = dict(list(OLD.items())[-5:])
        assert self.check(OLD, tail, date.fromisoformat(next(iter(tail)))).empty

    def test_a_year_that_vanishes_is_history(self) -> None:
        old = {f"{year}-01-01": 100.0 for year in range(1995, 2022)}
        new = {day: value for day, value in old.items() if day != "2010-01-01"}
        with pytest.raises(Rejected, match="2010-01-01"):
            check_file(snapshot(old, ANNUAL), snapshot(new, ANNUAL), ANNUAL, None, accept_shrink=False)

    def test_the_unit_and_the_key_stay(self) -> None:
        for meaning in ({"unit": Rate("USD", "KZT")}, {"key": "market/RUB"}):
            new = snapshot(OLD, replace(DAILY, **meaning))
            with pytest.raises(Rejected):
                check_file(snapshot(OLD), new, DAILY, None, accept_shrink=True)

    def test_a_unit_that_was_not_stated_or_wrongly_named_is_named(self) -> None:
        rows = {f"{year}-01-01": year / 500 for year in range(1995, 2022)}
        revised, other = rows | {"2021-01-01": 4.1}, {day: value * 10 for day, value in rows.items()}
        named = replace(ANNUAL, unit=parse_unit("other: per 1,000 people"))
        for old, new, may in (
            ("%", rows, True),
            ("%", revised, True),
            ("%", other, False),
            ("not stated", other, True),
        ):
            before, now = snapshot(rows, replace(ANNUAL, unit=parse_unit(old))), snapshot(new, named)
            with nullcontext() if may else pytest.raises(Rejected, match=r"was '%'.*take the copy away"):
                check_file(before, now, named, None, accept_shrink=False)
        thousand = replace(ANNUAL, unit=parse_unit("US$ thousand"))
        with pytest.raises(Rejected, match="unit"):
            check_file(snapshot(rows, ANNUAL), snapshot(rows, thousand), ANNUAL, None, accept_shrink=False)


def test_other_publishers_are_read_once_however_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write(snapshot(OLD, replace(DAILY, key="imf/KZT", publisher="IMF")))
    reads: list[str] = []
    real = cache.read

    def read(key: str) -> Snapshot:
        reads.append(key)
        return real(key)

    monkeypatch.setattr(cache, "read", read)
    rows = days("2000-01-03", [450.0] * 500 + [450000.0] * 1000)
    assert len(reasons(rows)) == 1000
    assert reads == ["imf/KZT"]
