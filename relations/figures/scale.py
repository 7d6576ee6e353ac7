"""The scale a panel's values are read on: round ends that enclose them, few ticks, and no storm in a calm line."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from relations.figures.layout.placement import Floats
from relations.i18n import number
from relations.values import Change, Index, Price, Rate, Share, Since, Unit

MOST = 6  #: ticks
NICE = (1, 2, 2.5, 5)
FROM_ZERO = 0.4  #: a line whose lowest value is below this share of its highest is drawn from zero
CALM = 0.15  #: of its mean, the least span of the axis of a rate or a price
POINTS = {Index: 20.0, Since: 10.0, Share: 10.0, Change: 10.0}  #: the least span of an axis of these


@dataclass(frozen=True)
class Scale:
    """An axis of values: its ends, its ticks, how many decimals its labels need, and how it runs."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int
    log: bool = False
    inverted: bool = False  #: high values are below: a quote that falls with its currency

    def y(self, values: float | Floats, height: float) -> Floats:
        """Pixels from the top of a panel of that height."""
        place = np.log if self.log else np.asarray
        low, high = (float(place(end)) for end in (self.low, self.high))
        down = (high - place(np.asarray(values, dtype=float))) / (high - low)
        return np.asarray(height * (1 - down if self.inverted else down))

    def spaced(self, height: float, least: float) -> Scale:
        """The scale with every tick, every second or so, as they stand `least` px apart; 0, or 100, is one of them."""
        fixed = next((self.ticks.index(mark) for mark in (0, 100) if mark in self.ticks), 0)
        for step in range(1, len(self.ticks)):
            ticks = self.ticks[fixed % step :: step]
            if len(ticks) < 2 or np.abs(np.diff(self.y(np.array(ticks), height))).min() >= least:
                return replace(self, ticks=ticks)
        return self

    def label(self, tick: float) -> str:
        """A tick's label, as the axis writes it."""
        return number(tick, self.decimals)

    def value(self, value: float) -> str:
        """A value with a decimal more than the axis has, as far as it can be told apart."""
        return number(value, 0 if abs(value) >= 1000 else self.decimals + 1)


def fitting(low: float, high: float, unit: Unit, *, zero: bool, inverted: bool = False) -> Scale:
    """The scale for values of a unit between two, from zero if it must; a calm line stays calm on it."""
    if not zero and not isinstance(unit, Index | Since):
        zero = 0 <= low < FROM_ZERO * high and not inverted
    if not zero and (room := least_span(low, high, unit) - (high - low)) > 0:
        low, high = low - room / 2, high + room / 2
    return replace(value_scale(low, high, zero=zero), inverted=inverted)


def least_span(low: float, high: float, unit: Unit) -> float:
    """The least that an axis of that unit spans around values between two."""
    if isinstance(unit, Rate | Price):
        return CALM * abs(low + high) / 2
    return next((points for kind, points in POINTS.items() if isinstance(unit, kind)), 0.0)


def value_scale(low: float, high: float, *, zero: bool) -> Scale:
    """A scale with up to six ticks at nice numbers, and ends at half a step or at one that enclose the data."""
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-9 * max(abs(low), abs(high), 1e-9):  # a constant still needs an axis around it
        low, high = low - abs(low) / 10 - 0.5, high + abs(high) / 10 + 0.5
    step = _step(low, high)
    first, last = math.floor(2 * low / step + 1e-9) / 2, math.ceil(2 * high / step - 1e-9) / 2
    ticks = tuple(k * step for k in range(math.ceil(first), math.floor(last) + 1))
    return Scale(first * step, last * step, ticks, decimals_of(step))


def _step(low: float, high: float) -> float:
    """The smallest nice step that puts no more than six ticks between round ends."""
    power = 10.0 ** (math.floor(math.log10(high - low)) - 1)
    for step in (power * ten * nice for ten in (1, 10) for nice in NICE):
        if math.floor(high / step + 0.5) - math.ceil(low / step - 0.5) + 1 <= MOST:
            return step
    return 100 * power


def decimals_of(step: float) -> int:
    """The decimals that tell ticks so far apart from each other."""
    scaled = ((places, step * 10**places) for places in range(20))
    return next((places for places, whole in scaled if abs(whole - round(whole)) < 1e-6 * whole), 20)


def log_scale(low: float, high: float) -> Scale:
    """A logarithmic scale whose ticks are 1, 2 and 5 times powers of ten, or fewer where those are many."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in ((1, 1.5, 2, 3, 4, 5, 7), (1, 2, 5), (1, 3), (1,)):
        nice = [step * 10.0**power for power in powers for step in steps]
        first = max((tick for tick in nice if tick <= low), default=nice[0])
        last = min((tick for tick in nice if tick >= high), default=nice[-1])
        ticks = [tick for tick in nice if first <= tick <= last]
        if len(ticks) <= MOST:
            break
    if first == last:  # a constant
        first, last, ticks = first / 2, first * 2, [first / 2, first, first * 2]
    decimals = max(0, *(1 - math.floor(math.log10(tick)) if tick < 10 and tick != round(tick) else 0 for tick in ticks))
    return Scale(first, last, tuple(ticks), decimals, log=True)


def proportional(scales: list[Scale]) -> list[Scale]:
    """Scales of quotes of different currencies, so that equal heights are equal percentages."""
    found, ratio = [], max(scale.high / scale.low for scale in scales)
    for scale in scales:
        spare = math.sqrt(ratio * scale.low / scale.high)
        low, high = scale.low / spare, scale.high * spare
        linear = value_scale(low, high, zero=False)
        ticks = tuple(tick for tick in linear.ticks if low <= tick <= high)
        found.append(Scale(low, high, ticks, linear.decimals, log=True, inverted=scale.inverted))
    return found
