"""The table of events as files: a row per event and line, its numbers in full, or why there is none."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from relations.downloads.events import written_as
from relations.evidence.found import EventEvidence
from tests.found import STORY, evidence


@pytest.fixture(scope="module")
def found() -> list[EventEvidence]:
    return [*evidence().values()]


def test_every_event_and_line_is_a_row_with_its_number_or_a_reason(found: list[EventEvidence]) -> None:
    rows = list(csv.DictReader(StringIO(written_as("csv", STORY, found, str).decode())))
    assert [(row["event"], row["line"]) for row in rows] == [
        (one.id, series.line) for one in found for series in one.series
    ]
    for row, series in zip(rows, (series for one in found for series in one.series), strict=True):
        moved = [move.change for move in series.moves if move.window == (-1, 1)]
        assert [float(row["[-1,+1] %"])] == moved if moved else row["[-1,+1] %"] == ""
        assert row["CAR [-1,+1] %"] or row["why refused"]


def test_a_constant_mean_in_place_of_the_market_model_says_why(found: list[EventEvidence]) -> None:
    rows = csv.DictReader(StringIO(written_as("csv", STORY, found, str).decode()))
    told = {(row["event"], row["line"]): row for row in rows}
    remark, opec = told["statehood-remark", "rouble"], told["opec-no-cut", "rouble"]
    assert (remark["model"], remark["refused"]) == ("constant mean", "factor missing")
    assert (opec["model"], opec["refused"]) == ("market model", "")
    assert told["statehood-remark", "oil"]["refused"] == ""  # oil has no factor: nothing is refused


def test_the_workbook_has_the_same_numbers(found: list[EventEvidence]) -> None:
    (sheet,) = load_workbook(BytesIO(written_as("xlsx", STORY, found, str)))
    head, *table = sheet.iter_rows(values_only=True)
    place = head.index("[-1,+1] %")
    moves = [[move.change for move in series.moves if move.window == (-1, 1)] for one in found for series in one.series]
    assert [[row[place]] if row[place] is not None else [] for row in table] == moves
