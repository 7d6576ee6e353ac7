"""Every number said of how a line went with its factor, and of how many tests are unusual."""

import re

import numpy as np
import pytest

from tests.oracle import pass_through, sights
from tests.oracle.around import WINDOWS, Sight
from tests.oracle.compare import numbers, told
from tests.oracle.returns import Returns, returns
from tests.oracle.story import content, daily, line, zeros

LENGTHS = (60, 120, 250)
ASKED = content()["pass_through"][0]
TALLY = re.compile(r"^(.+) \[(\S+),(\S+)\]: (\d+) of (\d+) distinct tests ≤ 5 %; chance alone ([\d.]+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def sample() -> Returns:
    return returns(line(ASKED["line"]).rows, line(ASKED["factor"]).rows)


def samples(sample: Returns) -> list[Returns]:
    """The regressions of both sides."""
    sides = [
        side(sample, zeros()[ASKED["event"]], n) for side in (pass_through.before, pass_through.after) for n in LENGTHS
    ]
    return [one for one in sides if one is not None]


def said_of(one: Returns) -> list[float]:
    """What the line's worth did where the factor was 10 % lower, with the interval, and how many changes there were."""
    fit = pass_through.fit(one)
    return [*(100 * float(np.expm1(-b * np.log(0.9))) for b in (fit.b, fit.low, fit.high)), float(fit.n)]


def slope_of(one: Returns) -> list[float]:
    """The slope in the terms of the line's worth, which is 1 / P, with its interval, and how much it explains."""
    fit = pass_through.fit(one)
    return [-fit.b, -fit.low, -fit.high, fit.r_squared, float(fit.n)]


def move_of(one: Returns) -> list[float]:
    """What factor and worth did, what goes with the factor, with its interval, and what is left, in per cent.

    Then the noise in log points, and its business days.
    """
    fit, moved, by = pass_through.fit(one), float(one.r.sum()), float(one.x[:, 0].sum())
    logs = [by, -moved, *(-b * by for b in (fit.b, fit.low, fit.high)), fit.b * by - moved]
    return [*(100 * float(np.expm1(log)) for log in logs), 196 * fit.sigma * fit.k**0.5, float(fit.k)]


def test_every_number_of_the_caption_is_computed(sample: Returns, pass_through_words: str) -> None:
    words = pass_through_words.partition("Sources: ")[0]
    found = samples(sample)
    known = [
        *(value for one in found for value in (*said_of(one), *slope_of(one))),
        10.0,
        100.0,
        95.0,
        *move_of(found[-1]),
    ]
    assert [one for one in numbers(words) if not told(one, known)] == []


def test_both_sides_are_told_with_their_intervals(sample: Returns, pass_through_words: str) -> None:
    told_sides = re.findall(r"came with (\S+) % of the rouble \(95 % interval (\S+) to (\S+) %\)", pass_through_words)
    longest = [said_of(one)[:3] for one in samples(sample) if pass_through.fit(one).n == LENGTHS[-1]]
    wanted = {tuple(f"{part:+.1f}" for part in (moved, *sorted(ends))) for moved, *ends in longest}
    assert {tuple(part.replace("−", "-") for part in one) for one in told_sides} == wanted


def test_how_many_tests_are_unusual(events_in_words: str) -> None:
    labels = {one.get("label", name): name for name, one in content()["lines"].items()}
    tallies = TALLY.findall(events_in_words)
    assert {labels[label] for label, *_ in tallies} >= {"rouble", "oil"}
    for label, first, final, unusual, tests, chance in tallies:
        window = (int(first.replace("−", "-")), int(final.replace("−", "-")))
        shares = ranks(labels[label], *window)
        assert (int(unusual), int(tests)) == (sum(share <= 0.05 for share in shares), len(shares))
        assert float(chance) == round(0.05 * len(shares), 1)


def ranks(name: str, first: int, final: int) -> list[float]:
    """The ranks of a window, one for each day 0."""
    assert daily(name)
    assert (first, final) in WINDOWS
    one_of_a_day = {zero: event for event, zero in zeros().items()}
    trees = [sights.series_tree(Sight(name, event)) for event in one_of_a_day.values()]
    tests = [test for tree in trees if tree["event_study"] for test in tree["event_study"]["tests"]]
    return [test["rank"]["share"] for test in tests if test["window"] == [first, final]]


def test_no_number_is_less_than_nothing(events_in_words: str) -> None:
    assert re.findall(r"[-−]0\.0+(?!\d)", events_in_words) == []
