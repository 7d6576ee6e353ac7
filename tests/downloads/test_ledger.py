"""The ledger as files: every claim, answer and number once, numbers in full, and text that stays text."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from relations.claims import Verdict
from relations.downloads.ledger import written_as
from tests.found import STORY
from tests.found import verdicts as verdicts_of_story


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return [*verdicts_of_story().values()]


def made(kind: str, verdicts: list[Verdict]) -> bytes:
    return written_as(kind, STORY, verdicts, str, "en", known_then=False)


def sheets(verdicts: list[Verdict]) -> dict[str, list[dict[str, Any]]]:
    book = load_workbook(BytesIO(made("xlsx", verdicts)))
    return {sheet.title: list(_records(sheet.iter_rows(values_only=True))) for sheet in book}


def _records(rows: Iterator[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    head = next(rows)
    return (dict(zip(head, row, strict=True)) for row in rows)


def test_the_workbook_has_every_claim_answer_and_number_in_full(verdicts: list[Verdict]) -> None:
    found, told = sheets(verdicts), [one.as_json() for one in verdicts]
    assert [(row["claim"], row["verdict"], row["value"]) for row in found["claims"]] == [
        (one["id"], one["verdict"], one["value"]) for one in told
    ]
    assert [(row["claim"], row["answer_id"], row["answer"], row["value"]) for row in found["answers"]] == [
        (one["id"], answer["id"], answer["answer"], answer["value"]) for one in told for answer in one["answers"]
    ]
    assert [(row["claim"], row["number_id"], row["value"]) for row in found["numbers"]] == [
        (one["id"], name, number["value"]) for one in told for name, number in one["values"].items()
    ]


def test_equal_verdicts_give_equal_files_and_one_claim_has_its_own(verdicts: list[Verdict]) -> None:
    assert made("xlsx", verdicts) == made("xlsx", [*verdicts])
    (one,) = json.loads(made("jsonld", verdicts[:1]))["@graph"]
    assert one["identifier"] == verdicts[0].id
    rows = list(csv.DictReader(StringIO(made("csv", verdicts[:1]).decode())))
    assert len(rows) == len(verdicts[0].answers)


def test_what_a_spreadsheet_would_run_is_text(verdicts: list[Verdict]) -> None:
    evil = [replace(verdicts[0], claim="=cmd()")]
    (row, *_) = csv.DictReader(StringIO(made("csv", evil).decode()))
    assert row["sentence"] == "'=cmd()"
    book = load_workbook(BytesIO(made("xlsx", evil)))
    assert book["claims"]["C2"].data_type == "s"
    assert book["claims"]["C2"].value == "=cmd()"
