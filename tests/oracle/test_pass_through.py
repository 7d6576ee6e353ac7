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
    """Slope, interval and fit; what a factor 10 % lower went with, both moves, the part, the rest and the noise."""
    fit = pass_through.fit(one)
    x, r = float(one.x[:, 0].sum()), float(one.r.sum())
    slopes = (fit.b, fit.low, fit.high)
    logs = [x, r, r - fit.b * x, *(b * np.log(0.9) for b in slopes), *(b * x for b in slopes)]
    noise = 100 * 1.96 * fit.sigma * np.sqrt(fit.k)
    return [*slopes, fit.r_squared, *(100 * float(np.expm1(log)) for log in logs), float(noise), float(fit.k)]


def test_every_number_of_the_caption_is_computed(sample: Returns, pass_through_words: str) -> None:
    notes = pass_through_words.partition("Data: ")[0]
    known = [value for one in samples(sample) for value in said_of(one)]
    bases = [line(name).rows for name in (ASKED["line"], ASKED["factor"])]
    known += [float(rows.values[rows.last(np.datetime64("2014-11-09"))]) for rows in bases]
    known += [float(n) for n in LENGTHS] + [
        10.0,
        100.0,
        95.0,
    ]  # lengths, the 10 % lower, the index's base, the interval
    assert [one for one in numbers(notes) if not told(one, known)] == []


def test_every_slope_is_told_with_its_interval_and_fit(sample: Returns, pass_through_words: str) -> None:
    told_slopes = re.findall(r"N = (\d+): b = (\S+) \((\S+) to (\S+)\), R² = (\S+),", pass_through_words)
    fits = [pass_through.fit(one) for one in samples(sample)]
    wanted = [(str(fit.n), *(f"{part:.2f}" for part in (fit.b, fit.low, fit.high, fit.r_squared))) for fit in fits]
    assert [tuple(part.replace("−", "-") for part in one) for one in told_slopes] == wanted


def test_how_many_tests_are_unusual(events_in_words: str) -> None:
    labels = {content()["lines"][name]["label"]: name for name in content()["lines"]}
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
