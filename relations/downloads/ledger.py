"""The ledger as files: CSV of the answers, Excel of claims, answers and numbers, and reviews as JSON-LD.

The command line prints the same CSV and JSON-LD as the page hands out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from relations.claims import Verdict
from relations.downloads.claim_review import ledger
from relations.downloads.sheets import Cell, book_of
from relations.downloads.text import lines
from relations.story import Story
from relations.values.plain import Say

SAID = ("claim", "paragraph", "sentence", "verdict", "badge")
CLAIMS = (*SAID, "value", "unit", "finding", "rule", "formula", "first day", "last day", "series", "retrieved")
ANSWERS = (*SAID, "answer_id", "label", "answer", "value", "unit", "why")
NUMBERS = ("claim", "number_id", "label", "value", "unit")


def written_as(
    kind: str, story: Story, verdicts: Sequence[Verdict], say: Say, language: str, *, known_then: bool
) -> bytes:
    """The verdicts as a file: `csv`, `xlsx` or `jsonld`, its texts said by `say`; equal verdicts give equal bytes."""
    if kind == "jsonld":
        document = ledger(story, verdicts, say, language, known_then=known_then)
        return (json.dumps(document, default=str, ensure_ascii=False, indent=2) + "\n").encode()
    if kind == "csv":
        return lines(ANSWERS, [row for one in verdicts for row in _answers(one.as_json(say))]).encode()
    return _workbook(verdicts, [one.as_json(say) for one in verdicts])


def _workbook(verdicts: Sequence[Verdict], told: Sequence[dict[str, Any]]) -> bytes:
    days = [one.retrieved.astimezone(UTC).replace(tzinfo=None) for one in verdicts if one.retrieved]
    sheets = {
        "claims": (CLAIMS, [_claim(one) for one in told]),
        "answers": (ANSWERS, [row for one in told for row in _answers(one)]),
        "numbers": (NUMBERS, [row for one in told for row in _numbers(one)]),
    }
    return book_of(max(days, default=datetime(2000, 1, 1)), sheets)  # noqa: DTZ001  (Excel knows no zones)


def _said(one: dict[str, Any]) -> tuple[Cell, ...]:
    """What is of the claim, and stands on every line of it."""
    return one["id"], one["paragraph"], one["claim"], one["verdict"], one["badge"]


def _claim(one: dict[str, Any]) -> tuple[Cell, ...]:
    number = (one["value"], one["of"] or one["unit"])
    found = (one["sentence"], one["rule"], one["formula"])
    window, keys = one["window"], ", ".join(one["keys"])
    return (*_said(one), *number, *found, window["start"], window["end"], keys, one["retrieved"])


def _answers(one: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for answer in one["answers"]:
        number = (answer["value"], answer["of"] or answer["unit"])
        yield *_said(one), answer["id"], answer["label"], answer["answer"], *number, answer["why"]


def _numbers(one: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for name, number in one["values"].items():
        yield one["id"], name, number["label"], number["value"], number["unit"]
