"""Redenominations undone: a history in today's units, whether its publisher did it or not."""

from __future__ import annotations

from datetime import date

import pytest

from relations.values import REDENOMINATIONS, Redenomination
from tests.transforms.conftest import Series
from transforms.restated import restated

RATES = [1.95, 2.0, 2.01, 1.99]


def around(one: Redenomination) -> list[date]:
    """Two days before a redenomination and two from it on."""
    return [date.fromordinal(one.first.toordinal() + n) for n in (-4, -1, 0, 3)]


@pytest.mark.parametrize("one", REDENOMINATIONS, ids=lambda one: f"{one.currency}-{one.first}")
@pytest.mark.parametrize("quoted", ["{0} per USD", "USD per {0}", "{0} per 100 RUB", "{0} per EUR"])
def test_a_history_in_old_units_becomes_the_one_in_new_units(series: Series, one: Redenomination, quoted: str) -> None:
    if one.currency in quoted:
        return
    unit = quoted.format(one.currency)
    factor = 1 / one.factor if unit.startswith("USD") else one.factor
    whole = series(RATES, dates=around(one), unit=unit)
    old = series([rate * factor for rate in RATES[:2]] + RATES[2:], dates=around(one), unit=unit)
    assert restated(old).data["value"].tolist() == pytest.approx(RATES)
    assert restated(old).indicator == whole.indicator
    assert restated(whole) is whole, "its publisher did it"


def test_two_redenominations_of_one_currency_are_both_undone(series: Series) -> None:
    days = [date(1999, 12, 31), date(2000, 1, 1), date(2016, 6, 30), date(2016, 7, 1)]
    found = restated(series([3.2e5, 320.0, 20000.0, 2.0], dates=days, unit="BYN per USD"))
    assert found.data["value"].tolist() == pytest.approx([0.032, 0.032, 2.0, 2.0])


def test_a_fall_on_the_day_is_no_redenomination(series: Series) -> None:
    days = [date(2016, 6, 30), date(2016, 7, 1)]
    for values in ([2.0, 1.0], [2000.0, 2.0], [2.0, 20000.0], [20000.0, 0.0]):
        fallen = series(values, dates=days, unit="BYN per USD")
        assert restated(fallen) is fallen
    barrel = series([20000.0, 2.0], dates=days, unit="USD per barrel")
    assert restated(barrel) is barrel
