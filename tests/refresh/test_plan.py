from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import sources
from relations.refresh.outcome import Outcome
from relations.refresh.plan import first_keys, next_keys
from sources import Rejected
from tests.refresh.fakes import Fake

LINES = [["yahoo/KZT=X", "imf/KZT", "nbp/KZT"], ["wits/KAZ/RUS/exports"], []]
BAD, GOOD = Outcome("", "failed"), Outcome("", "added")


def test_by_default_the_first_of_each_line_and_what_the_cache_has(folder: Path) -> None:
    assert first_keys(LINES, None, everything=False) == ["yahoo/KZT=X", "wits/KAZ/RUS/exports"]


def test_copies_of_a_line_are_kept_up_to_date(shipped: Path) -> None:
    keys = first_keys(LINES, None, everything=False)
    assert keys == ["yahoo/KZT=X", "imf/KZT", "nbp/KZT", "wits/KAZ/RUS/exports"]
    assert "penn_world_table/KAZ/pop" not in keys


def test_everything_is_every_key_of_the_lines_once(folder: Path) -> None:
    assert first_keys([*LINES, LINES[0]], None, everything=True) == [key for line in LINES for key in line]


def test_only_names_keys_or_beginnings(shipped: Path) -> None:
    assert first_keys(LINES, ["imf/"], everything=False) == ["imf/KZT", "imf/RUB"]
    assert first_keys(LINES, ["yahoo/EURUSD=X", "yahoo/"], everything=False) == ["yahoo/EURUSD=X", "yahoo/KZT=X"]


@pytest.mark.parametrize("name", ["yahoo", "nobody/", "nobody/X", "../etc", "world_bank/KAZ", "fred/lower", ""])
def test_only_rejects_what_names_nothing(shipped: Path, name: str) -> None:
    with pytest.raises(Rejected):
        first_keys(LINES, [name], everything=False)


def test_a_code_is_rejected_before_anybody_is_asked(
    publish: Callable[..., Fake], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("market", {})
    monkeypatch.setattr(sources, "require_key", lambda _: None)
    with pytest.raises(Rejected, match="allowed are"):
        first_keys(LINES, ["market/no such"], everything=False)


def test_the_next_key_follows_when_all_before_it_have_failed() -> None:
    first, second, third = LINES[0]
    assert next_keys(LINES, {first: None}) == []
    assert next_keys(LINES, {first: GOOD}) == []
    assert next_keys(LINES, {first: BAD}) == [second]
    assert next_keys(LINES, {first: BAD, second: None}) == []
    assert next_keys(LINES, {first: BAD, third: GOOD}) == []
    assert next_keys(LINES, {first: BAD, second: BAD}) == [third]
    assert next_keys(LINES, {first: BAD, second: BAD, third: BAD}) == []


def test_of_a_publisher_that_has_nothing_of_what_it_was_asked_for_another_copy_tells_whether_it_is_in_order(
    shipped: Path,
) -> None:
    lines, gone = [["wits/KAZ/RUS/exports"], ["wits/KAZ/RUS/imports"]], Outcome("", "failed", absent=True)
    (exports,), (imports,) = lines
    assert next_keys(lines, {exports: gone, imports: None}) == []
    assert next_keys(lines, {exports: gone, imports: BAD}) == []
    (other,) = next_keys(lines, {exports: gone, imports: gone})
    assert other.startswith("wits/")
    assert next_keys(lines, {exports: gone, imports: gone, other: gone}) == []
    listed = replace(gone, listed=True)
    assert next_keys(lines, {exports: gone, imports: listed}) == [], "its list was whole, so it is in order"
    assert next_keys([], {exports: gone}) == [], "who names keys is answered about these"
    assert next_keys([["wits/NOR/SWE/exports"]], {"wits/NOR/SWE/exports": gone}) == [], "no copy is at stake"
