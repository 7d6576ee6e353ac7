from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.cache import settle
from relations.cache.journal import Journal

TABLE = Journal("things", ("key", "what"), limit=200, kept=3)


def whats(key: str | None = None) -> list[str]:
    return [row["what"] for row in TABLE.rows(key)]


def test_rows_come_back_oldest_first_and_by_key(folder: Path) -> None:
    assert whats() == []
    TABLE.append([("imf/KZT", "one"), ("imf/RUB", "two")])
    TABLE.append([("imf/KZT", "three")])
    TABLE.append([])
    assert whats() == ["one", "two", "three"]
    assert whats("imf/KZT") == ["one", "three"]
    assert TABLE.path.read_text() == "sequence,key,what\n1,imf/KZT,one\n2,imf/RUB,two\n3,imf/KZT,three\n"


@settings(max_examples=60, deadline=None)
@given(st.text(), st.integers(0, 40))
def test_a_torn_last_line_is_not_read_and_the_next_row_is_whole(text: str, cut: int) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as at:
        patch.setenv("RELATIONS_CACHE", at)
        TABLE.append([("imf/KZT", "one")])
        whole = TABLE.path.stat().st_size
        TABLE.append([("imf/KZT", text)])
        torn = TABLE.path.read_bytes()[: whole + cut]
        TABLE.path.write_bytes(torn)
        before = whats()
        TABLE.append([("imf/KZT", "three")])
        assert whats() == [*before, "three"]
        assert before[0] == "one"


def test_text_with_line_breaks_stays_on_its_line(folder: Path) -> None:
    TABLE.append([("imf/KZT", 'one\r\nand "two", three')])
    assert whats() == ['one and "two", three']
    assert TABLE.path.read_bytes().count(b"\n") == 2


def test_it_is_bounded_and_the_newest_stay(folder: Path) -> None:
    for number in range(200):
        TABLE.append([("imf/KZT", f"row number {number}")])
    files = [*TABLE.older(TABLE.path.parent), TABLE.path]
    assert len(files) == 4
    assert sum(path.stat().st_size for path in files) < 4 * 300
    kept = whats()
    assert kept[-1] == "row number 199"
    assert kept == [f"row number {number}" for number in range(200 - len(kept), 200)]


def test_numbers_that_may_not_be_passed_on_have_files_of_their_own(cache: Path) -> None:
    """What is committed of a refresh holds nothing of them, and reading finds both."""
    cache.mkdir(exist_ok=True)
    journal = Journal("revisions", ("key", "date", "old", "new", "when"))
    rest = ("2014-02-11", 1, 2, "2026-11-24T03:30:00Z")
    journal.append([("imf/KZT", *rest), ("yahoo/KZT=X", *rest), ("imf/RUB", *rest), ("nobody/knows", *rest)])
    assert "yahoo" not in (cache / "revisions.csv").read_text(encoding="utf-8")
    assert "nobody" not in (cache / "revisions.csv").read_text(encoding="utf-8")
    assert [row["new"] for row in journal.rows("yahoo/KZT=X")] == ["2"]
    assert sorted(row["key"] for row in journal.rows()) == ["imf/KZT", "imf/RUB", "nobody/knows", "yahoo/KZT=X"]
    assert (cache / "private" / "revisions.csv").is_file()


def test_what_earlier_versions_named_after_a_publisher_is_read_and_moved(cache: Path) -> None:
    (cache / "yahoo").mkdir(parents=True)
    old = cache / "yahoo-revisions.csv"
    old.write_text("key,date,old,new,when\nyahoo/KZT=X,2014-02-11,1,2,2026-11-24T03:30:00Z\n")
    journal = Journal("revisions", ("key", "date", "old", "new", "when"))
    before = list(journal.rows("yahoo/KZT=X"))
    settle()
    assert not old.exists()
    assert list(journal.rows("yahoo/KZT=X")) == before != []


JOURNAL = Journal("quarantine", ("key", "date", "value", "reason", "when"))
#: The same two lines as programs of several countries save them.
SAVED = {
    "as it was": "sequence,key,date,value,reason,when\n1,imf/KZT,2026-11-25,45000.5,a,2026-11-13T12:00:00Z\n"
    "2,imf/KZT,2026-11-05,0.5,b,2026-11-13T12:00:00Z\n",
    "without numbers": "key,date,value,reason,when\nimf/KZT,2026-11-25,45000.5,a,2026-11-13T12:00:00Z\n"
    "imf/KZT,2026-11-05,0.5,b,2026-11-13T12:00:00Z\n",
    "German": "\ufeffsequence;key;date;value;reason;when\r\n1;imf/KZT;25.11.2026;45000,5;a;2026-11-13T12:00:00Z\r\n"
    "2;imf/KZT;05.11.2026;0,5;b;13.11.2026 12:00\r\n",
    "American": "sequence,key,date,value,reason,when\r\n1,imf/KZT,11/25/2026,45000.5,a,11/13/2026 12:00\r\n"
    "2,imf/KZT,11/5/2026,0.5,b,2026-11-13 12:00:00\r\n",
    "British": "sequence,key,date,value,reason,when\n1,imf/KZT,25/11/2026,45000.5,a,2026-11-13T14:00:00+02:00\n"
    "2,imf/KZT,05/11/2026,0.5,b,13/11/2026 12:00:00\n",
    "columns and lines moved": "when,reason,value,sequence,date,key\n2026-11-13T12:00:00Z,b,0.5,2,2026-11-05,imf/KZT\n"
    "2026-11-13T12:00:00Z,a,45000.5,1,2026-11-25,imf/KZT\n",
}


@pytest.mark.parametrize("form", SAVED)
def test_a_journal_is_read_after_a_spreadsheet_has_saved_it(cache: Path, form: str) -> None:
    cache.mkdir()
    (cache / "quarantine.csv").write_text(SAVED[form], encoding="utf-8", newline="")
    assert [tuple(row[name] for name in JOURNAL.columns) for row in JOURNAL.rows()] == [
        ("imf/KZT", "2026-11-25", "45000.5", "a", "2026-11-13T12:00:00Z"),
        ("imf/KZT", "2026-11-05", "0.5", "b", "2026-11-13T12:00:00Z"),
    ]
    assert list(JOURNAL.unreadable()) == []
    JOURNAL.append([("imf/KZT", "2026-11-06", 1.5, "c", "2026-11-14T12:00:00Z")])
    assert [row["reason"] for row in JOURNAL.rows()] == ["a", "b", "c"], "and goes on, in our form"
    assert (cache / "quarantine.csv").read_text().startswith("sequence,key,date")


@pytest.mark.parametrize(
    "line",
    [
        "3,imf/KZT,05/11/2026,1,x,2026-11-13T12:00:00Z",  # 5 November or 11 May
        "3,imf/KZT,2026-11-31,1,x,2026-11-13T12:00:00Z",
        '3,imf/KZT,2026-11-05,"37,900",x,2026-11-13T12:00:00Z',
        "3,imf/KZT,2026-11-05,,x,2026-11-13T12:00:00Z",
        "3,imf/KZT,2026-11-05,1,x,yesterday",
        "3,imf/KZT,2026-11-05,1,x",
        f"3,imf/KZT,2026-11-05,1,{'x' * 140_000},2026-11-13T12:00:00Z",
        "<<<<<<< HEAD imf/KZT",
        "\x00\x00\x00imf/KZT",
    ],
)
def test_a_line_that_is_not_clear_is_named_and_passed_over(cache: Path, line: str) -> None:
    cache.mkdir()
    head, first, second = SAVED["as it was"].splitlines()
    (cache / "quarantine.csv").write_text(f"{head}\n{first}\n{line}\n{second}\n", encoding="utf-8")
    assert [row["reason"] for row in JOURNAL.rows("imf/KZT")] == ["a", "b"]
    (said,) = JOURNAL.unreadable()
    assert f"{cache / 'quarantine.csv'}: line 3 cannot be read" in said


@given(st.lists(st.sampled_from(["quarantine", "revisions", "additions"]), min_size=1, max_size=8))
def test_every_line_of_every_journal_has_a_higher_number_than_those_before(names: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as at:
        patch.setenv("RELATIONS_CACHE", at)
        numbers = []
        for step, name in enumerate(names):
            journal = Journal(name, ("key", "what"), limit=60)
            journal.append([("imf/KZT", step), ("yahoo/KZT=X", step)])
            numbers += sorted(int(row["sequence"]) for row in journal.rows() if row["what"] == str(step))
        assert numbers == list(range(1, 2 * len(names) + 1))
