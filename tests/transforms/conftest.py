"""Small series to transform."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from relations.values import Frequency, Licence, parse_dating, parse_unit
from sources import Indicator, Snapshot, observations

Series = Callable[..., Snapshot]


@pytest.fixture(scope="session")
def series() -> Series:
    """Builds a Snapshot from values on consecutive days, or on given dates."""

    def build(
        values: Sequence[float],
        *,
        start: str = "2014-02-10",
        dates: Sequence[date] | None = None,
        key: str = "imf/KZT",
        unit: str = "KZT per USD",
        frequency: Frequency = "daily",
        date_means: str = "market day",
        **meaning: Any,
    ) -> Snapshot:
        days = dates or pd.date_range(start, periods=len(values), freq="D")
        indicator = Indicator(
            key=key,
            title="Kazakhstani tenge",
            unit=parse_unit(unit),
            frequency=frequency,
            publisher="International Monetary Fund",
            url="https://www.imf.org",
            licence=Licence("made up", "with attribution"),
            dating=parse_dating(date_means),
        )
        return Snapshot(replace(indicator, **meaning), observations(days, values), datetime(2026, 11, 24, tzinfo=UTC))

    return build
