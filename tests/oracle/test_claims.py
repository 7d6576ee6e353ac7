"""Every number the ledger prints is computed a second time, apart from the program."""

from typing import Any

import pytest

from tests.oracle.compare import numbers, same, told
from tests.oracle.expected import Expected, Number
from tests.oracle.ledger import CLAIMS, expected, measures, parameters, publishers

Printed = dict[str, Any]


@pytest.fixture(params=["now", "then"])
def then(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "then")


@pytest.fixture(params=CLAIMS)
def row(request: pytest.FixtureRequest, then: bool) -> Printed:
    rows = request.getfixturevalue("claims_then" if then else "claims_now")
    found: Printed = next(one for one in rows if one["id"] == request.param)
    return found


def all_expected(claim: str, then: bool) -> dict[str, Number]:
    """The numbers of a claim by name; those of a second measure carry its place."""
    values: dict[str, Number] = {}
    for place, one in enumerate(expected(claim, then), 1):
        prefix = "" if place == 1 else f"measure-{place}-"
        values |= {f"{prefix}{name}": value for name, value in one.values.items()}
    return values


def also_now(claim: str) -> dict[str, Number]:
    """What the ledger of then says of now."""
    then, now = all_expected(claim, True), all_expected(claim, False)
    known, today = headline(expected(claim, True)), headline(expected(claim, False))
    less = None if known is None or today is None else known - today
    changed = {f"{name}-as-known-now": value for name, value in now.items() if not same(then.get(name), value)}
    return {**changed, "as-known-now": today, "then-less-now": less}


def headline(found: list[Expected]) -> float | None:
    return next((one.headline for one in found if one.headline is not None), None)


def test_every_number_is_known_and_the_same(row: Printed, then: bool) -> None:
    known = all_expected(row["id"], then) | (also_now(row["id"]) if then else {})
    printed = {name: value["value"] for name, value in row["values"].items()}
    assert {name for name in printed if name not in known} == set()
    assert {name: value for name, value in printed.items() if not same(value, known[name])} == {}
    assert same(row["value"], headline(expected(row["id"], then)))


def test_every_answer_has_its_number(row: Printed, then: bool) -> None:
    answers: dict[str, tuple[Number, Number]] = {}
    for place, one in enumerate(expected(row["id"], then), 1):
        prefix = "" if place == 1 else f"measure-{place}-"
        answers |= {f"{prefix}{name}": (value, one.flips.get(name)) for name, value in one.answers.items()}
    for answer in row["answers"]:
        value, flips = answers.get(answer["id"], (None, None))
        assert same(answer["value"], value), answer["id"]
        assert same(answer["flips_at"], flips), answer["id"]


def test_every_number_of_a_sentence_is_one_of_them(row: Printed, then: bool) -> None:
    found = [*expected(row["id"], then), *(expected(row["id"], False) if then else [])]
    known = {**all_expected(row["id"], False), **all_expected(row["id"], then), **(also_now(row["id"]) if then else {})}
    numbers_known = [float(one) for one in known.values() if isinstance(one, int | float)]
    numbers_known += [one for part in found for one in part.said]
    numbers_known += parameters(CLAIMS[row["id"]]) + [float(len(part.answers)) for part in found]
    sentence = row["sentence"].partition("Hidden:")[0]
    for name in publishers(row["keys"]):
        sentence = sentence.replace(name, "")
    unknown = [one for one in numbers(sentence) if not told(one, numbers_known)]
    assert unknown == [], row["sentence"]


def test_forecasts_have_their_base_rate(row: Printed, then: bool) -> None:
    rate = next((one.base_rate for one in expected(row["id"], then) if one.base_rate is not None), None)
    if row.get("forecast"):
        assert same(row["forecast"]["base_rate"], rate)


def test_no_kind_of_measure_is_left_out() -> None:
    for name, claim in CLAIMS.items():
        assert len(expected(name, False)) == len(measures(claim)), name
