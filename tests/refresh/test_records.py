from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.cache.journal import Journal

TABLE = Journal("things", ("key", "what"), limit=200, kept=3)


def whats(key: str | None = None) -> list[str]:
    return [row["what"] for row in TABLE.rows(key)]


def test_rows_come_back_oldest_first_and_by_key(folder: Path) -> None:
    assert whats() == []
    TABLE.append([("a/1", "one"), ("b/1", "two")])
    TABLE.append([("a/1", "three")])
    TABLE.append([])
    assert whats() == ["one", "two", "three"]
    assert whats("a/1") == ["one", "three"]
    assert TABLE.path.read_text() == "key,what\na/1,one\nb/1,two\na/1,three\n"


@settings(max_examples=60, deadline=None)
@given(st.text(), st.integers(0, 40))
def test_a_torn_last_line_is_not_read_and_the_next_row_is_whole(text: str, cut: int) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as at:
        patch.setenv("RELATIONS_CACHE", at)
        TABLE.append([("a/1", "one")])
        whole = TABLE.path.stat().st_size
        TABLE.append([("a/1", text)])
        torn = TABLE.path.read_bytes()[: whole + cut]
        TABLE.path.write_bytes(torn)
        before = whats()
        TABLE.append([("a/1", "three")])
        assert whats() == [*before, "three"]
        assert before[0] == "one"


def test_text_with_line_breaks_stays_on_its_line(folder: Path) -> None:
    TABLE.append([("a/1", 'one\r\nand "two", three')])
    assert whats() == ['one and "two", three']
    assert TABLE.path.read_bytes().count(b"\n") == 2


def test_it_is_bounded_and_the_newest_stay(folder: Path) -> None:
    for number in range(200):
        TABLE.append([("a/1", f"row number {number}")])
    files = [*TABLE.older(), TABLE.path]
    assert len(files) == 4
    assert sum(path.stat().st_size for path in files) < 4 * 300
    kept = whats()
    assert kept[-1] == "row number 199"
    assert kept == [f"row number {number}" for number in range(200 - len(kept), 200)]


def test_numbers_that_must_not_be_redistributed_have_tables_of_their_own(cache: Path) -> None:
    """What is committed of a refresh holds nothing of Yahoo's, and reading finds both."""
    cache.mkdir(exist_ok=True)
    table = Journal("revisions", ("key", "date", "old", "new", "when"))
    table.append([("imf/KZT", "2014-02-11", 1, 2, "now"), ("yahoo/KZT=X", "2014-02-11", 3, 4, "now")])
    assert "yahoo" not in (cache / "revisions.csv").read_text(encoding="utf-8")
    assert [row["new"] for row in table.rows("yahoo/KZT=X")] == ["4"]
    assert sorted(row["key"] for row in table.rows()) == ["imf/KZT", "yahoo/KZT=X"]
    ignored = (Path(__file__).parents[2] / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"data/cache/yahoo/", "data/cache/yahoo-*.csv"} <= set(ignored)
