"""What tests of claims share: the small series of the transforms, and a claim checked on lines that are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from relations.claims import Verdict, claims
from relations.story import Claim
from sources import Snapshot
from tests.found import STORY
from tests.transforms.conftest import Series, series

__all__ = ["series"]

Check = Callable[..., Verdict]


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Check:
    """Checks one measure, or several, of a claim on lines that are given by name."""

    def checked(
        *measures: dict[str, Any], known_then: bool = False, causal: bool = False, **lines: Snapshot
    ) -> Verdict:
        named = {name.replace("_", "-"): snapshot for name, snapshot in lines.items()}
        monkeypatch.setattr("relations.claims.look.line", lambda _, name: named[name])
        claim = Claim.model_validate(
            {"id": "x", "paragraph": 1, "claim": "It is so.", "causal": causal, "measures": measures}
        )
        (found,) = claims(STORY.model_copy(update={"claims": (claim,)}), known_then=known_then)
        return found

    return checked


def yearly(series: Series, values: Sequence[float], first: int, **meaning: Any) -> Snapshot:
    days = [date(first + place, 1, 1) for place in range(len(values))]
    return series(values, dates=days, frequency="annual", date_means="sum of year", **meaning)
