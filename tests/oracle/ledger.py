"""A story's claims, and what each one's numbers must be."""

from functools import cache
from typing import Any

import numpy as np

from tests.oracle import expected_money, expected_years
from tests.oracle.expected import Expected, Standpoint
from tests.oracle.rows import CACHE
from tests.oracle.story import content, header

KINDS = {
    "fall": expected_money.of_fall,
    "falls": expected_money.of_falls,
    "first_fall": expected_money.of_first_fall,
    "total": expected_years.of_total,
    "shares": expected_years.of_shares,
    "growth": expected_years.of_growth,
    "worst_year": expected_years.of_worst_year,
}
WITHOUT_NUMBERS = {"unanswered"}
CLAIMS = {claim["id"]: claim for claim in content()["claims"]}


def standpoint(then: bool) -> Standpoint:
    article = content()["article"]
    earliest, cut = (np.datetime64(str(article[name])) for name in ("published", "known_until"))
    return Standpoint(earliest, cut, cut if then else None)


def measures(claim: dict[str, Any]) -> list[dict[str, Any]]:
    return claim.get("measures") or [claim["measure"]]


@cache
def expected(claim: str, then: bool) -> list[Expected]:
    """What each of a claim's measures must give."""
    at, specs = standpoint(then), measures(CLAIMS[claim])
    return [Expected() if spec["kind"] in WITHOUT_NUMBERS else KINDS[spec["kind"]](spec, at) for spec in specs]


def publishers(keys: list[str]) -> list[str]:
    """What copies say of who published them and what they are: names, whatever numbers stand in them."""
    copies = [key for key in keys if (CACHE / f"{key}.csv").exists()]
    return [header(key)[name] for key in copies for name in ("publisher", "title")]


def parameters(told: object) -> list[float]:
    """Every number that stands in a claim of the story file: limits, horizons, years left out."""
    if isinstance(told, dict):
        return [one for value in told.values() for one in parameters(value)]
    if isinstance(told, list):
        return [one for value in told for one in parameters(value)]
    return [float(told)] if isinstance(told, int | float) and not isinstance(told, bool) else []
