"""A line ready to be tested: its models, when no test of it means anything, and the windows one is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from relations.evidence.daily import Daily, Flags, Positions
from relations.evidence.held import Holds
from relations.evidence.market_model import Fits, Model, cumulative, model
from relations.evidence.placebo import elsewhere
from relations.evidence.refusal import Floats, Refusal, thin
from relations.evidence.windows import Window, not_positive, observed
from relations.values import Message

Taken = tuple[int, int]  #: days (start, end], by their numbers


@dataclass(frozen=True, eq=False)
class Subject:
    """A line with the story's factor and, for a rate between currencies, what tells whether it was held.

    `holds` has the figures of the line under an empty name, and of the lines it is made of under theirs.
    """

    line: Daily
    factor: Daily | None = None
    holds: Mapping[str, Holds] = field(default_factory=dict)
    _refusals: dict[int, Refusal | None] = field(default_factory=dict)
    _pools: dict[tuple[object, ...], tuple[Floats, Positions, Positions]] = field(default_factory=dict)

    @cached_property
    def mean(self) -> Model:
        """The constant mean."""
        return model(self.line)

    @cached_property
    def market(self) -> Model | None:
        """The market model; None without a factor."""
        return model(self.line, self.factor) if self.factor else None

    @cached_property
    def zeros(self) -> Positions:
        """The numbers of all business days of the sample, each a day 0 to compare with."""
        return np.arange(self.line.numbers[0], self.line.numbers[-1] + 1)

    @cached_property
    def usable(self) -> Flags:
        """Which of them have no reason to refuse that holds for all windows."""
        usable = self.mean_fits.daily & (self.mean_fits.sigma > 0)
        for one in self.holds.values():
            usable &= ~one.at(self.zeros)
        return usable

    @cached_property
    def mean_fits(self) -> Fits:
        """The constant mean before each of them."""
        return self.mean.fits(self.zeros)

    def refusal(self, zero: int) -> Refusal | None:
        """Why nothing can be tested at a day 0, whatever the window; None if something can."""
        if zero not in self._refusals:
            self._refusals[zero] = self._refusal(zero)
        return self._refusals[zero]

    def _refusal(self, zero: int) -> Refusal | None:
        fits = self.mean.fits(np.array([zero]))
        if (few := thin(self.line.key, int(fits.count[0]))) is not None:
            return few
        if not fits.daily[0]:
            words = Message("{key} skips days before the event more often than not", key=self.line.key)
            return Refusal("coarse frequency", words)
        for part, one in self.holds.items():
            if (held := one.refusal(zero)) is not None:
                return Refusal("held", Message("{line}: {why}", line=part, why=held.detail)) if part else held
        if not fits.sigma[0] > 0:
            return Refusal("no variation", Message("{key} did not move before the event", key=self.line.key))
        return None

    def market_refusal(self, fits: Fits, ends: tuple[int, int]) -> Refusal | None:
        """Why the market model, fitted before a day 0, cannot be used between two observations; None if it can."""
        if self.market is None or self.factor is None:
            return None
        for end in ends:
            if not np.isfinite(self.market.levels[end]).all():
                return Refusal("factor missing", _missing(self.factor, self.line, end))
        if (few := thin(f"{self.line.key}, {self.factor.key}", int(fits.count[0]))) is not None:
            return few
        if not fits.sigma[0] > 0:
            return Refusal("no variation", Message("{key} did not move before the event", key=self.factor.key))
        return None

    def placebos(self, model: Model, window: Window, own: Taken, asked: tuple[Taken, ...]) -> Floats:
        """The t of every window that can be tested and holds none of its own days, nor of those asked for by events.

        Days are given as (start, end], by their numbers.
        """
        if (known := (model.name, window, asked)) not in self._pools:
            self._pools[known] = self._pool(model, window, asked)
        t, start, end = self._pools[known]
        return np.asarray(t[elsewhere(start, end, [own])])

    def _pool(self, model: Model, window: Window, asked: tuple[Taken, ...]) -> tuple[Floats, Positions, Positions]:
        """The t of the windows of all days that can be tested, and their starts and ends, none in those asked for."""
        windows = observed(self.line, self.zeros, window)
        first, last = np.maximum(windows.first, 0), np.minimum(windows.last, self.line.numbers.size - 1)
        fits = self.mean_fits if model is self.mean else self._market_fits
        car, sd = cumulative(fits, *model.spans(first, last))
        with np.errstate(invalid="ignore", divide="ignore"):
            t = car / sd
        allowed = windows.fits & self.usable & np.isfinite(t) & elsewhere(windows.start, windows.end, asked)
        return t[allowed], windows.start[allowed], windows.end[allowed]

    @cached_property
    def _market_fits(self) -> Fits:
        return (self.market or self.mean).fits(self.zeros)


def _missing(factor: Daily, line: Daily, position: int) -> Message:
    """That the factor has no value for one of the line's days, or none with a logarithm."""
    at = int(np.searchsorted(factor.numbers, line.numbers[position]))
    if at < factor.numbers.size and factor.numbers[at] == line.numbers[position]:
        for near in (at, at - 1):
            if near >= 0 and factor.values[near] <= 0:
                return not_positive(factor, near)
        return Message("{key} begins on {day}", key=factor.key, day=factor.day(at))
    return Message("{key} has no value on {day}", key=factor.key, day=line.day(position))
