"""The roll calls a person has downloaded: every vote of the file is in the table, in that person's cache alone."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import relations.__main__ as command_line
from relations import cache as copies
from relations import refresh
from sources import FetchFailed, Rejected, _rollcalls, un_digital_library

HEAD = ["undl_id", "ms_code", "ms_name", "ms_vote", "date", "resolution", "title", "vote_note"]
HEAD += ["total_yes", "total_no", "total_abstentions"]
MEMBERS = ("KAZ", "RUS", "TUR", "UKR")
NOW = datetime(2026, 11, 26, tzinfo=UTC)
VOTES = {"Y": 1.0, "A": 2.0, "N": 3.0, "X": 0.0}

Call = tuple[date, str, dict[str, str]]
CALLS = st.lists(
    st.tuples(
        st.dates(date(1946, 1, 1), date(2026, 2, 6)),
        st.text("Aбc,;\"'# \n", max_size=8),
        st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from("YANX"), min_size=1),
    ),
    min_size=1,
    max_size=6,
)


def printed(calls: list[Call]) -> str:
    """The library's CSV, a row per member; totals as it prints them."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEAD)
    for number, (day, title, votes) in enumerate(calls):
        totals = [f"{[*votes.values()].count(letter)}.0" for letter in "YNA"]
        for member, vote in votes.items():
            writer.writerow([9000 + number, member, member.title(), vote, day, f"A/RES/{number}", title, "", *totals])
    return file.getvalue()


def table(text: str) -> tuple[dict[str, str], str]:
    return un_digital_library.table(io.StringIO(text, newline=""), "voting.csv", NOW)


@settings(max_examples=20)
@given(calls=CALLS)
def test_every_vote_comes_back_on_its_day(calls: list[Call]) -> None:
    header, rows = table(printed(calls))
    found = _rollcalls.rollcalls("".join(f"# {name}: {value}\n" for name, value in header.items()) + rows)
    by_symbol = found.set_index("symbol")
    for number, (day, title, votes) in enumerate(calls):
        row = by_symbol.loc[f"A/RES/{number}"]
        assert (row["date"].date(), row["title"]) == (day, " ".join(title.replace("#", " ").split()))
        assert [row[name] for name in ("yes", "no", "abstain")] == [[*votes.values()].count(letter) for letter in "YNA"]
        assert {member: row[member] for member in votes} == {member: VOTES[vote] for member, vote in votes.items()}
        assert all(row[member] != row[member] for member in header["members"].split() if member not in votes)
    assert found["date"].is_monotonic_increasing


GOOD = printed([(date(2022, 3, 2), "ES-11/1", dict(zip(MEMBERS, "ANYY", strict=True)))])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no list of votes, it lacks date"),
        ("<!DOCTYPE html>\n<html></html>\n", "no list of votes"),
        (GOOD.replace("ms_vote", "vote"), "it lacks ms_vote"),
        (GOOD[:-20], "ends in the middle of line 5"),
        (GOOD.replace(",A,", ",Q,"), "line 2 says 'Q' of KAZ"),
        (GOOD.replace("RUS,Rus,N", "KAZ,Kaz,N"), "line 3 says 'N' of KAZ"),
        (GOOD.replace("2022-03-02", "March"), "has no roll call"),
        (GOOD.splitlines()[0], "has no roll call"),
    ],
)
def test_another_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(Rejected, match=f"voting.csv.* {said}|voting.csv:? {said}"):
        table(text)


def test_what_has_no_day_or_no_member_is_left_out_and_counted() -> None:
    header, rows = table(
        GOOD + GOOD.partition("\n")[2].replace("9000", "9001").replace("2022-03-02", "").replace("KAZ", "")
    )
    assert header["left out"] == "1 roll calls without a day, 1 votes without a member"
    assert rows.count("\n") == 2


@pytest.mark.usefixtures("cache")
class TestImport:
    KEY = "un_digital_library/KAZ/UKR/agreement"

    def run(self, file: Path) -> str:
        answer = CliRunner().invoke(command_line.app, ["rollcalls", str(file)])
        return f"{answer.exit_code} {answer.output}"

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "voting.csv"
        last = (date(2026, 2, 6), "later", {"KAZ": "Y", "UKR": "N"})
        path.write_text("\ufeff" + GOOD + printed([last]).partition("\n")[2].replace("9000", "9009"))
        return path

    def test_the_table_is_private_and_a_refresh_computes_from_it(self, cache: Path, file: Path) -> None:
        """Of 2026 only January and February are in the file: the year is not told."""
        assert self.run(file).startswith("0 un_digital_library/rollcalls: 2 roll calls from 2022-03 to 2026-02")
        kept = cache / "private" / "un_digital_library" / "rollcalls.csv"
        assert "# licence: Non-commercial use with attribution" in kept.read_text()
        (outcome,) = refresh.refresh([[self.KEY]])
        assert (outcome.added, outcome.error) == (1, None)
        data = copies.read(self.KEY).data
        assert (data["date"].dt.date.tolist(), data["value"].tolist()) == ([date(2022, 1, 1)], [50.0])
        assert copies.is_private(self.KEY)
        assert refresh.verify() == []
        assert copies.strays() == []

    def test_a_newer_file_is_computed_from_at_the_next_refresh(self, file: Path) -> None:
        self.run(file)
        refresh.refresh([[self.KEY]])
        more = [(date(2025, 12, 1), "more", {"KAZ": "Y", "UKR": "Y", "RUS": "N"})]
        file.write_text(GOOD + printed(more).partition("\n")[2].replace("9000", "9008"))
        self.run(file)
        (outcome,) = refresh.refresh([[self.KEY]])
        assert (outcome.added, outcome.error) == (1, None)

    def test_a_bad_file_changes_nothing(self, file: Path) -> None:
        self.run(file)
        before = copies.read_table(un_digital_library.TABLE)
        for spoiled in (b"<html>", b"\x89PNG", file.read_bytes()[:-30]):
            file.write_bytes(spoiled)
            assert self.run(file).startswith("1 voting.csv")
        assert copies.read_table(un_digital_library.TABLE) == before

    def test_without_a_table_the_way_to_one_is_said(self) -> None:
        (outcome,) = refresh.refresh([[self.KEY]])
        assert (
            "download the CSV of https://digitallibrary.un.org/record/4060887, then `relations rollcalls FILE`"
            in str(outcome.error)
        )
        with pytest.raises(FetchFailed, match="turns programs away"):
            un_digital_library.fetch(un_digital_library.indicator("KAZ/UKR/agreement"))
