"""What an event study of a line finds: models, tests of windows, abnormal returns, and what is refused of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relations.evidence.placebo import Rank
from relations.evidence.refusal import Refused
from relations.evidence.windows import WINDOWS, Window


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
