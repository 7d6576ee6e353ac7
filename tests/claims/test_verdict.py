"""The verdict follows from the answers: for every combination of them exactly one, which says no more than they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.claims.answer import Answer, Forecast, Says, entry
from relations.claims.measures import PERCENT
from relations.claims.verdict import MARKS, RULES, Headline, Word, headline
from relations.values import Message, When

SAYS: tuple[Says, ...] = get_args(Says)
AHEAD = Forecast(12, date(2016, 1, 31), entry("base-rate", "base rate", 25.4, PERCENT))

answers = st.lists(st.sampled_from(SAYS), min_size=1, max_size=6)
kinds = st.tuples(st.booleans(), st.sampled_from([None, AHEAD]))


def judged(*says: Says, causal: bool = False, forecast: Forecast | None = None) -> Headline:
    found = [Answer(f"a{place}", Message("a"), one) for place, one in enumerate(says)]
    return headline(found, causal=causal, forecast=forecast)


@pytest.mark.parametrize(
    ("says", "word"),
    [
        (["yes"], "supported"),
        (["yes", "yes"], "supported"),
        (["no", "no"], "not borne out"),
        (["no", "impossible"], "not borne out"),
        (["yes", "no"], "depends on definition"),
        (["impossible", "yes"], "depends on definition"),
        (["impossible"], "ruled out by a bound"),
        (["impossible", "no", "unknown yet", "not fetched"], "ruled out by a bound"),
        (["yes", "no", "unknown yet"], "depends on definition"),
        (["yes", "unknown yet"], "not yet known"),
        (["no", "unknown yet", "not fetched"], "not yet known"),
        (["yes", "not fetched"], "not fetched"),
        (["yes", "not fetched", "unfinished"], "unfinished"),
        (["not fetched", "impossible"], "not fetched"),
        (["unknowable"], "no number can tell"),
        (["unknowable", "impossible"], "ruled out by a bound"),
    ],
)
def test_the_table(says: list[Says], word: Word) -> None:
    assert judged(*says).word == word


@pytest.mark.parametrize(
    ("says", "mark", "badge"),
    [
        (["yes", "unknowable"], "◐", "supported; a part no number can tell"),
        (["unknowable", "yes", "yes"], "◐", "supported; a part no number can tell"),
        (["no", "unknowable"], "✕", "not borne out"),
        (["yes", "no", "unknowable"], "◐", "depends on definition"),
        (["yes", "unknowable", "not fetched"], "–", "not fetched (1 of 2 known: yes)"),
        (["unknowable", "unknowable"], "–", "no number can tell"),
    ],
)
def test_a_claim_with_a_part_that_no_number_can_tell_is_never_plainly_supported(
    says: list[Says], mark: str, badge: str
) -> None:
    found = judged(*says)
    assert (found.mark, str(found.badge)) == (mark, badge)
    assert "supported" not in badge or "but for a part that no number can tell" in str(found.rule)


def test_every_combination_of_answers_has_one_verdict_with_its_mark_and_its_rule() -> None:
    seen = set()
    for says in (one for size in (1, 2, 3) for one in product(SAYS, repeat=size)):
        for causal, forecast in product((False, True), (None, AHEAD)):
            found = judged(*says, causal=causal, forecast=forecast)
            assert found.mark in "✓✕◐–"
            assert RULES[found.word] in str(found.rule)
            assert str(found.badge).startswith(found.word)
            seen.add(found.word)
    assert seen == set(get_args(Word)) == set(MARKS) == set(RULES)


@given(answers, kinds, st.integers(0, 6))
def test_what_no_number_can_tell_changes_no_verdict_but_a_tick(
    says: list[Says], kind: tuple[bool, Forecast | None], place: int
) -> None:
    causal, forecast = kind
    more: list[Says] = [*says[:place], "unknowable", *says[place:]]
    with_it, without = (judged(*one, causal=causal, forecast=forecast) for one in (more, says))
    assert replace(with_it, part_open=without.part_open) == without
    assert with_it.mark != "✓"


@given(answers, kinds)
def test_only_which_answer_is_first_matters_of_their_order(
    says: list[Says], kind: tuple[bool, Forecast | None]
) -> None:
    """Of those that count: an answer that no number can tell does not."""
    causal, forecast = kind
    first, *rest = [one for one in says if one != "unknowable"] or says
    other = judged(first, *reversed(rest), causal=causal, forecast=forecast)
    assert other.word == judged(first, *rest, causal=causal, forecast=forecast).word


@given(answers, kinds)
def test_a_verdict_never_says_more_than_the_answers(says: list[Says], kind: tuple[bool, Forecast | None]) -> None:
    causal, forecast = kind
    found = judged(*says, causal=causal, forecast=forecast)
    known = [one for one in says if one != "unknowable"]
    if found.mark == "✓":
        assert set(says) == {"yes"}
        assert not causal
    if found.mark == "✕":
        assert "yes" not in known
    if found.word == "supported":
        assert not causal
        assert forecast is None
    if causal and known and set(known) == {"yes"}:
        assert "cause not shown" in str(found.badge)


def test_a_forecast_has_its_day_its_horizon_and_its_base_rate() -> None:
    found = headline([Answer("a", Message("a"), "yes", when=When(date(2015, 8, 20)))], forecast=AHEAD)
    assert str(found.badge) == "came true on 20 Aug 2015, within 12 months (base rate 25 %)"
    year = headline(
        [Answer("a", Message("a"), "yes", when=When(date(2015, 1, 1), "year"))], causal=True, forecast=AHEAD
    )
    assert str(year.badge).startswith("came true in 2015, within 12 months")
    assert str(year.badge).endswith("; cause not shown")
    assert str(judged("no", forecast=AHEAD).badge).startswith("did not come true by 31 Jan 2016")


def test_what_comes_true_in_parts_is_true_from_the_last_of_them_on() -> None:
    days = [date(2015, 3, 2), date(2015, 8, 20), date(2015, 6, 1)]
    found = headline([Answer(f"{day}", Message("a"), "yes", when=When(day)) for day in days], forecast=AHEAD)
    assert found.when == When(date(2015, 8, 20))


def test_stand_ins_are_in_the_badge() -> None:
    by = [Answer(f"a{name}", Message("a"), "no", by=f"by {name}") for name in ("trade", "UN votes")]
    assert str(headline([by[0], by[0], by[1]]).badge) == "not borne out by trade, by UN votes"


def test_what_is_known_so_far_is_counted() -> None:
    assert str(judged("yes", "unknown yet", "unknown yet").badge) == "not yet known (1 of 3 known: yes)"
    assert str(judged("unknown yet", "no", "unknowable").badge) == "not yet known (1 of 2 known: no)"
    assert str(judged("unknown yet").badge) == "not yet known"
