"""What is unusual about a line around an event: abnormal returns, their sum, and how rare such a sum is.

    CAR = R − K·a − b_0·X − b_1·X′          t = CAR / sd(CAR)

over the line's own window of K business days; the market model is that of `market_model`, the rank that of `placebo`.
Where the factor fails, and only there, a constant mean stands in its place, and the reason beside it. MacKinlay (1997),
“Event studies in economics and finance”, JEL 35(1), p. 13–39.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from relations.evidence.daily import number
from relations.evidence.market_model import CONSTANT_MEAN, MARKET_MODEL, Fits, Model, cumulative, solve
from relations.evidence.placebo import Rank, elsewhere, holm, rank
from relations.evidence.refusal import MINIMUM, Floats, Refusal, Refused
from relations.evidence.subject import Subject
from relations.evidence.windows import WINDOWS, Window, length, window_of
from relations.evidence.worth import simple_percent
from relations.values import msgid


@dataclass(frozen=True)
class Fit:
    """An estimated model; the factor's two coefficients are None for a constant mean."""

    model: str  #: MARKET_MODEL or CONSTANT_MEAN
    factor: str | None  #: key of x
    alpha: float  #: log points a business day, and so on with standard errors
    alpha_error: float
    beta: float | None
    beta_error: float | None
    beta_lag: float | None
    beta_lag_error: float | None
    sigma: float  #: log points, of one business day
    count: int  #: returns in the estimation window
    start: date  #: of its first return's end
    end: date


@dataclass(frozen=True)
class Without:
    """The same test, the days ± 1 of the other events left out of the estimation window."""

    events: int
    count: int  #: returns left
    car: float  #: log points
    t: float
    depends: bool  #: whether |t| crosses 2, and by more than 0.5


@dataclass(frozen=True)
class WindowTest:
    """A window's result, sums in log points; `percent` is `100 × (exp(car) − 1)`, of the quote."""

    window: Window
    start: date
    end: date
    business_days: int
    model: str  #: which of the fits
    car: float
    percent: float
    sd: float
    t: float
    rank: Rank | None  #: None if there are too few windows to compare
    without: Without | None  #: None without other events, or with fewer than 60 returns left


@dataclass(frozen=True)
class Abnormal:
    """The abnormal return of one observation, in log points, over k business days; None where it has none."""

    day: date
    business_days: int
    value: float | None


@dataclass(frozen=True)
class EventStudy:
    """The event study of one line at one day 0: windows with their tests, and what is refused of them."""

    fits: tuple[Fit, ...]
    events: tuple[str, ...]  #: ids of other events in the estimation window
    abnormal: tuple[Abnormal, ...]
    tests: tuple[WindowTest, ...]
    refused: tuple[Refused, ...]  #: market models and ranks that are not given

    @property
    def first(self) -> WindowTest | None:
        """The test over [−1,+1], if it could be made."""
        return next((one for one in self.tests if one.window == WINDOWS[0]), None)


NEAR = (-5, 10)  #: business days about day 0 whose abnormal returns are given
RANK = msgid("placebo rank")
DIFFERENT, TWO = 0.5, 2.0  #: when a t depends on the days left out


def event_study(subject: Subject, events: Mapping[str, date]) -> dict[str, EventStudy | Refusal]:
    """One result per event, by its id: a Refusal where no window can be tested, whatever it is.

    `events` are all dated events of the story, since one event's days are no placebo of another's. The cost is O(n)
    per line, window and event: a model is fitted before every day of the sample once.
    """
    zeros = {name: number(day) for name, day in events.items()}
    return _adjusted({name: _study(subject, name, zeros) for name in events}, zeros)


@dataclass(frozen=True, eq=False)
class _At:
    """A model before one event, with the events inside its estimation window."""

    model: Model
    fits: Fits
    others: tuple[str, ...]
    without: tuple[Fits, int] | None  #: estimated without the days of the others, and how many returns are left


def _study(subject: Subject, name: str, zeros: Mapping[str, int]) -> EventStudy | Refusal:
    zero = zeros[name]
    ends = {window: window_of(subject.line, zero, window) for window in WINDOWS}
    complete = {window: found for window, found in ends.items() if not isinstance(found, Refusal)}
    no = subject.refusal(zero) if complete else next(one for one in ends.values() if isinstance(one, Refusal))
    if no is not None:
        return no
    others = {other: z for other, z in zeros.items() if other != name}
    models: dict[str, _At] = {}
    if subject.market:
        models[MARKET_MODEL] = _at(subject.market, zero, others)
    asked = {one: tuple((z + one[0] - 1, z + one[1]) for z in zeros.values()) for one in complete}
    tests: list[WindowTest] = []
    refused: list[Refused] = []
    for window, found in complete.items():
        no_factor = subject.market_refusal(models[MARKET_MODEL].fits, found) if subject.market else None
        if (fails := no_factor is not None or not subject.market) and CONSTANT_MEAN not in models:
            models[CONSTANT_MEAN] = _at(subject.mean, zero, others)
        chosen = models[CONSTANT_MEAN if fails else MARKET_MODEL]
        test, no_rank = _test(subject, chosen, window, found, asked[window])
        tests.append(test)
        for statistic, no in ((MARKET_MODEL, no_factor), (RANK, no_rank)):
            refused += [Refused(statistic, window, no.reason, no.detail)] if no else []
    used = [one for one in models.values() if any(test.model == one.model.name for test in tests)]
    return EventStudy(
        tuple(_fit(one) for one in used), used[0].others, _abnormal(used[0], zero), tuple(tests), tuple(refused)
    )


def _at(model: Model, zero: int, others: Mapping[str, int]) -> _At:
    """The model before a day 0, and again without the days ± 1 of the other events in its estimation window."""
    fits = model.fits(np.array([zero]))
    rows = model.rows[fits.start[0] : fits.end[0]]
    start, end = model.line.numbers[rows - 1], model.line.numbers[rows]
    inside = tuple(name for name, z in others.items() if not elsewhere(start, end, [(z - 2, z + 1)]).all())
    kept = elsewhere(start, end, [(others[name] - 2, others[name] + 1) for name in inside])
    count = int(kept.sum())
    if not inside or count < MINIMUM:
        return _At(model, fits, inside, None)
    z, r, k = (part[fits.start[0] : fits.end[0]][kept] for part in model.design)
    weighted = z / k[:, None]
    coefficients, inverse, rest = solve((z.T @ weighted)[None], (r @ weighted)[None], np.array([r @ (r / k)]))
    sigma = np.sqrt(rest / (count - z.shape[1]))
    return _At(model, fits, inside, (replace(fits, coefficients=coefficients, inverse=inverse, sigma=sigma), count))


def _test(
    subject: Subject, at: _At, window: Window, ends: tuple[int, int], asked: tuple[tuple[int, int], ...]
) -> tuple[WindowTest, Refusal | None]:
    """A window's test, and why it has no rank."""
    line, (first, last) = subject.line, ends
    spans = at.model.spans(np.array([first]), np.array([last]))
    (car,), (sd,) = cumulative(at.fits, *spans)
    start, end = int(line.numbers[first]), int(line.numbers[last])
    others = subject.placebos(at.model, window, (start, end), asked)
    found = rank(float(car / sd), others, length(window))
    test = WindowTest(
        window=window,
        start=line.day(first),
        end=line.day(last),
        business_days=end - start,
        model=at.model.name,
        car=float(car),
        percent=simple_percent(float(car)),
        sd=float(sd),
        t=float(car / sd),
        rank=found if isinstance(found, Rank) else None,
        without=_without(at, float(car / sd), *spans),
    )
    return test, found if isinstance(found, Refusal) else None


def _without(at: _At, t: float, moved: Floats, explained: Floats) -> Without | None:
    if at.without is None:
        return None
    fits, count = at.without
    (car,), (sd,) = cumulative(fits, moved, explained)
    if not sd > 0:
        return None
    other = float(car / sd)
    crosses = (abs(t) > TWO) != (abs(other) > TWO)
    return Without(len(at.others), count, float(car), other, crosses and abs(abs(t) - abs(other)) > DIFFERENT)


def _fit(at: _At) -> Fit:
    model, fits = at.model, at.fits
    rows = model.rows[fits.start[0] : fits.end[0]]
    alpha, *slopes = fits.coefficients[0].tolist()
    alpha_error, *errors = fits.errors[0].tolist()
    (beta, lag), (beta_error, lag_error) = slopes or (None, None), errors or (None, None)
    return Fit(
        model=model.name,
        factor=model.factor.key if model.factor else None,
        alpha=alpha,
        alpha_error=alpha_error,
        beta=beta,
        beta_error=beta_error,
        beta_lag=lag,
        beta_lag_error=lag_error,
        sigma=float(fits.sigma[0]),
        count=int(fits.count[0]),
        start=model.line.day(rows[0]),
        end=model.line.day(rows[-1]),
    )


def _abnormal(at: _At, zero: int) -> tuple[Abnormal, ...]:
    line = at.model.line
    near = (line.numbers >= zero + NEAR[0]) & (line.numbers <= zero + NEAR[1])
    last = np.flatnonzero(near)
    last = last[last > 0]
    moved, explained = at.model.spans(last - 1, last)
    values = moved - explained @ at.fits.coefficients[0]
    return tuple(
        Abnormal(line.day(int(i)), int(line.gaps[i]), float(value) if np.isfinite(value) else None)
        for i, value in zip(last, values, strict=True)
    )


def _adjusted(found: Mapping[str, EventStudy | Refusal], zeros: Mapping[str, int]) -> dict[str, EventStudy | Refusal]:
    """The studies with Holm's adjustment of their ranks, window by window; two events of one day 0 are one test."""
    told = dict(found)
    for window in WINDOWS:
        ranks = {
            zeros[name]: test.rank.share
            for name, study in found.items()
            if isinstance(study, EventStudy)
            for test in study.tests
            if test.window == window and test.rank
        }
        adjusted = dict(zip(ranks, holm(list(ranks.values())), strict=True))
        for name, study in told.items():
            if isinstance(study, EventStudy) and zeros[name] in adjusted:
                tests = tuple(
                    replace(one, rank=replace(one.rank, holm=adjusted[zeros[name]]))
                    if one.window == window and one.rank
                    else one
                    for one in study.tests
                )
                told[name] = replace(study, tests=tests)
    return told
