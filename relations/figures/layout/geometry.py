"""Where a panel is, and the pixels of its days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from relations.figures.dates import milliseconds
from relations.figures.layout.placement import Floats


@dataclass(frozen=True)
class Geometry:
    """Where a panel is: its size, the px left and right of it up to the margins, and the height of its heading."""

    width: float
    height: float
    left: float
    right: float
    heading: float
    x: Callable[[date], float]

    def xs(self, dates: pd.Series[pd.Timestamp]) -> Floats:
        """Pixels of many dates at once."""
        return self.at(dates.to_numpy().astype("datetime64[ms]").astype(float))

    def at(self, ms: Floats) -> Floats:
        """Pixels of many of Vega's times, in milliseconds from 1970."""
        start, end = milliseconds(date(1970, 1, 1)), milliseconds(date(1971, 1, 1))
        origin, slope = self.x(date(1970, 1, 1)), self.x(date(1971, 1, 1)) - self.x(date(1970, 1, 1))
        return np.asarray(origin + slope * (ms - start) / (end - start), dtype=float)
