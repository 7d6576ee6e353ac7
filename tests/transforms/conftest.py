"""Small series to transform."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from sources import Frequency, Indicator, Snapshot, observations

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
        **meaning: Any,
    ) -> Snapshot:
        days = dates or pd.date_range(start, periods=len(values), freq="D")
        indicator = Indicator(
            key=key,
            title="Kazakhstani tenge",
            unit=unit,
            frequency=frequency,
            publisher="International Monetary Fund",
            url="https://www.imf.org",
            licence="attribution",
            date_means="market day",
        )
        return Snapshot(replace(indicator, **meaning), observations(days, values), datetime(2026, 11, 24, tzinfo=UTC))

    return build
