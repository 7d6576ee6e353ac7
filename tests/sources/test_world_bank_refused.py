"""Answers of the World Bank that are none: its errors in its own words, and forms that are not its own."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest

from sources import FetchFailed
from tests.sources.bank import KEY, Answer, body, fetch, row
from tests.sources.replies import replies


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Let the World Bank answer with these bytes, in turn; the addresses asked for come into the list."""
    return partial(replies, monkeypatch)


INVALID = {"id": "120", "key": "Invalid value", "value": "The value is not valid"}


IN_XML = (
    b'\n<?xml version="1.0" encoding="utf-8"?>\n<wb:error xmlns:wb="http://www.worldbank.org">'
    b'<wb:message id="120" key="Invalid value">The value\n is not valid</wb:message></wb:error>'
)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (json.dumps([{"message": [INVALID]}]).encode(), "the World Bank says “The value is not valid”"),
        (b'{"message": [{"id": "175", "value": "Not found"}]}', "the World Bank says “Not found”"),
        (IN_XML, "World Bank, World Development Indicators answered with “The value is not valid” instead of JSON"),
    ],
)
def test_an_error_is_told_in_the_banks_words(answers: Answer, sent: bytes, words: str) -> None:
    answers(sent)
    with pytest.raises(FetchFailed) as error:
        fetch()
    assert str(error.value) == f"world_bank/{KEY}: {words}"


def test_a_header_without_rows_is_no_observation(answers: Answer) -> None:
    answers(body(None))
    with pytest.raises(FetchFailed, match=f"^world_bank/{KEY}: World Bank, World Development Indicators has no obs"):
        fetch()


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{}", b"null", b"3", b'[{"page": 1}]', b"[[[[", b'[{"total": "many"}, []]']
)
def test_answers_of_another_form(answers: Answer, text: bytes) -> None:
    answers(text)
    with pytest.raises(FetchFailed, match=f"^world_bank/{KEY}: "):
        fetch()


@pytest.mark.parametrize("rows", [[None], [1], [{"date": "2019"}], [{"countryiso3code": "", "country": None}], "rows"])
def test_rows_of_another_form(answers: Answer, rows: Any) -> None:
    answers(body(rows))
    with pytest.raises(FetchFailed, match=f"^world_bank/{KEY}: "):
        fetch()


def test_rows_of_another_country(answers: Answer) -> None:
    answers(body([row("2019", 1.0, "Exports", "NE.EXP.GNFS.CD", countryiso3code="RUS")]))
    with pytest.raises(FetchFailed, match=r"RUS/NE\.EXP\.GNFS\.CD instead"):
        fetch()


def test_fewer_rows_than_the_header_says_are_no_answer(answers: Answer) -> None:
    answers(body([row("2019", 1.0, "Any")]).replace(b'"total": 1', b'"total": 2'))
    with pytest.raises(FetchFailed, match="1 of 2 rows"):
        fetch("KAZ/X.Y")
