"""A story's claims, and what each one's numbers must be."""

from functools import cache
from typing import Any

import numpy as np

from tests.oracle import expected_facts, expected_money, expected_votes, expected_years
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
    "steeper": expected_years.of_steeper,
    "rank_among": expected_votes.of_rank_among,
    "vote_on": expected_votes.of_vote_on,
    "record": expected_facts.of_record,
    "days_between": expected_facts.of_days_between,
    "bound": expected_facts.of_bound,
    "rank_at_best": expected_facts.of_rank_at_best,
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


def texts(claim: str, keys: list[str]) -> set[str]:
    """What a sentence may quote: words of the story file, and what copies say of their publishers and themselves."""
    copies = [header(key) for key in keys if (CACHE / f"{key}.csv").exists()]
    events = [str(event["sentence"]) for event in content()["events"]]
    return {copy[name] for copy in copies for name in ("publisher", "title", "unit")} | {*events, *words(CLAIMS[claim])}


def words(told: object) -> list[str]:
    """Every longer text of a claim of the story file."""
    if isinstance(told, dict):
        return [one for value in told.values() for one in words(value)]
    if isinstance(told, list):
        return [one for value in told for one in words(value)]
    return [told] if isinstance(told, str) and len(told) > 12 else []


def parameters(told: object) -> list[float]:
    """Every number that stands in a claim of the story file: limits, horizons, years left out."""
    if isinstance(told, dict):
        return [one for value in told.values() for one in parameters(value)]
    if isinstance(told, list):
        return [one for value in told for one in parameters(value)]
    return [float(told)] if isinstance(told, int | float) and not isinstance(told, bool) else []
