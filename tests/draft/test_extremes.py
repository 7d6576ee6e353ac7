"""Claims of a record, and of the highest or lowest for so long: with the span they are told of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relations.draft.checks import spec
from tests.draft.found import PAIR, PUBLISHED, claims_of


def extreme(line: str, which: str, start: date, **more: Any) -> dict[str, Any]:
    return {"kind": "extreme", "line": line, "which": which, "start": start, **more}


JANUARY = date(2016, 1, 1), date(2016, 1, 31)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Exports to Russia were the highest on record in 2008.", extreme("exports", "highest", date(2008, 1, 1))),
        ("In 2016 exports to Russia were the lowest since 2005.",
         extreme("exports", "lowest", date(2016, 1, 1), since=date(2005, 12, 31), until=date(2016, 12, 31))),
        ("Exports to Russia fell by 20 per cent in 2016, to the lowest level since 2005.",
         extreme("exports", "lowest", date(2016, 1, 1), since=date(2005, 12, 31), until=date(2016, 12, 31))),
        ("Exports to Russia hit a record $6.2 billion in 2008.",
         extreme("exports", "highest", date(2008, 1, 1), to=6150)),
        ("Exports to Russia fell to a record 1.2 billion dollars in 1999.",
         extreme("exports", "lowest", date(1999, 1, 1), to=1250)),
        ("In 2014 exports to Russia had their lowest share since 2009.",
         extreme("exports-share", "lowest", date(2014, 1, 1), since=date(2009, 12, 31), until=date(2014, 12, 31))),
        ("In January 2016 the rouble fell to a record low.",
         extreme("currency-rus", "lowest", JANUARY[0], end=JANUARY[1], of="RUB")),
        ("On 21 January 2016 the rouble fell to its weakest level ever.",
         extreme("currency-rus", "lowest", date(2016, 1, 21), of="RUB")),
        ("In January 2016 oil was at its lowest since March 2003.",
         extreme("oil", "lowest", JANUARY[0], end=JANUARY[1], since=date(2003, 3, 31), until=JANUARY[1])),
        ("В 2016 году экспорт в Россию упал до минимума с 2005 года.",
         extreme("exports", "lowest", date(2016, 1, 1), since=date(2005, 12, 31), until=date(2016, 12, 31))),
        ("В 2008 году экспорт в Россию достиг рекордных 6,2 млрд долларов.",
         extreme("exports", "highest", date(2008, 1, 1), to=6150)),
        ("В январе 2016 года рубль опустился до исторического минимума.",
         extreme("currency-rus", "lowest", JANUARY[0], end=JANUARY[1], of="RUB")),
        ("2009 was the worst year for exports to Russia since 1998.",
         {"kind": "worst_year", "line": "exports", "since": 1998, "year": 2009}),
    ],
)  # fmt: skip
def test_a_record_is_of_the_span_that_is_told(text: str, measure: dict[str, Any]) -> None:
    assert spec(claims_of(text)[-1], PAIR, PUBLISHED) == measure


def test_at_least_is_no_lowest_value() -> None:
    (found,) = claims_of("В 2008 году импорт из России вырос как минимум на 20 процентов.")
    assert (found.measure, found.number, found.way) == ("growth", 20, 1)
