"""Every number the ledger prints is computed a second time, apart from the program."""

import re
from typing import Any

import pytest

from tests.oracle.compare import numbers, same, told
from tests.oracle.expected import Number
from tests.oracle.known import hidden
from tests.oracle.ledger import CLAIMS, expected, measures, parameters, standpoint, texts
from tests.oracle.story import content

Printed = dict[str, Any]
HIDDEN = re.compile(r"Hidden: ([\d,]+) observations? from [^;]*? on of ([^;]*);")
VOTE = re.compile(r": Kazakhstan (yes|no|abstained|absent), Russia (yes|no|abstained|absent)")


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
    return {
        ("" if place == 1 else f"measure-{place}-") + name: value
        for place, one in enumerate(expected(claim, then), 1)
        for name, value in one.values.items()
    }


def headline(claim: str, then: bool) -> tuple[int, float | None]:
    """The first number of a claim, and of which of its measures it is."""
    heads = [(place, one.headline) for place, one in enumerate(expected(claim, then)) if one.headline is not None]
    return heads[0] if heads else (-1, None)


def also_now(claim: str) -> dict[str, Number]:
    """What the ledger of then says of now; numbers of two measures are not subtracted from each other."""
    then, now = all_expected(claim, True), all_expected(claim, False)
    (one, known), (other, today) = headline(claim, True), headline(claim, False)
    less = None if known is None or today is None or one != other else known - today
    changed = {f"{name}-as-known-now": value for name, value in now.items() if not same(then.get(name), value)}
    return {**changed, "as-known-now": today, "then-less-now": less}


def test_every_number_is_known_and_the_same(row: Printed, then: bool) -> None:
    known = all_expected(row["id"], then) | (also_now(row["id"]) if then else {})
    printed = {name: value["value"] for name, value in row["values"].items()}
    assert {name for name in printed if name not in known} == set()
    assert {name: value for name, value in printed.items() if not same(value, known[name])} == {}
    assert same(row["value"], headline(row["id"], then)[1])


def test_no_number_is_left_out(row: Printed, then: bool) -> None:
    assert {name for name in all_expected(row["id"], then) if name not in row["values"]} == set()


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
    sure = [float(one) for one in known.values() if isinstance(one, int | float)]
    sure += [one for part in found for one in part.said] + [part.base_rate for part in found if part.base_rate]
    sure += parameters(CLAIMS[row["id"]]) + [float(len(part.answers)) for part in found]
    sure += [float(len(row["answers"])), float(sum(one["answer"] in ("yes", "no") for one in row["answers"]))]
    for words in (row["sentence"], row["badge"]):
        printed = [*sure, *(one / 1000 for one in sure)] if "billion" in words else sure  # ours are in US$ million
        unknown = [one for one in numbers(without_names(words, row)) if not told(one, printed)]
        assert unknown == [], words


def without_names(words: str, row: Printed) -> str:
    """A sentence without what it quotes: the story's own words, names of works, publishers and series."""
    shown = words.partition("Hidden:")[0]
    for text in sorted(texts(row["id"], row["keys"]), key=len, reverse=True):
        shown = shown.replace(text, "")
    return re.sub(r"\[[^\]]*\]", "", shown)


def test_hidden_rows_are_counted_over_all_copies(row: Printed, then: bool) -> None:
    for count, keys in HIDDEN.findall(row["sentence"]):
        named = re.findall(r"\w+(?:/[\w.-]+)+", keys)
        cut = standpoint(True).known
        assert cut is not None
        assert int(count.replace(",", "")) == sum(hidden(key, cut) for key in named)


def test_forecasts_have_their_base_rate(row: Printed, then: bool) -> None:
    rates = [one.base_rate for one in expected(row["id"], then) if one.base_rate is not None]
    if row["forecast"]:  # two measures have two rates, which stand among the values
        assert same(row["forecast"]["base_rate"], rates[0] if len(rates) == 1 else None)


def test_votes_are_told_as_they_were_cast(row: Printed, then: bool) -> None:
    cast = [word for part in expected(row["id"], then) for word in part.words]
    assert [word for pair in VOTE.findall(row["sentence"]) for word in pair] == cast


def test_no_kind_of_measure_is_left_out() -> None:
    assert [claim["id"] for claim in content()["claims"]] == list(CLAIMS)
    for name, claim in CLAIMS.items():
        assert len(expected(name, False)) == len(measures(claim)), name
