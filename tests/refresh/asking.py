"""What tests of one indicator's update share: a month of a rate, and a refresh of some keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from relations.refresh import Outcome, refresh
from tests.refresh.fakes import Fake, days

Publish = Callable[..., Fake]


LEVEL = days("2026-10-01", [450.0 + n % 3 for n in range(30)])  # to 11 November


def ask(*keys: str, **options: bool) -> list[Outcome]:
    return refresh([[key] for key in keys], **options)  # type: ignore[arg-type]


def states(outcomes: Sequence[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]
