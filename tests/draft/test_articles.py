"""Whole articles, of three kinds and forms: what is found, what is missed, and what is never made up."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import pytest

from relations.draft import Article, Proposal
from tests.draft.found import ARTICLES, NAMES, of_file, shared

Pairs = list[tuple[dict[str, Any], Proposal]]


@cache
def drafted(name: str) -> tuple[Article, list[Proposal]]:
    return of_file(name)


@cache
def wanted(name: str) -> dict[str, Any]:
    return tomllib.loads((ARTICLES / f"{name}.toml").read_text(encoding="utf-8"))


def matched(name: str, kind: str) -> Pairs:
    """Each thing wanted with the proposal that says it best: three words of the same paragraph at least."""
    left = [one for one in drafted(name)[1] if one.kind == kind]
    pairs: Pairs = []
    for item in wanted(name)[f"{kind}s"]:
        near = [(shared(one.words, item["words"]), one) for one in left if one.paragraph == item["paragraph"]]
        best = max(near, key=lambda pair: pair[0], default=(0, None))
        if best[1] is not None and best[0] >= 3:
            pairs.append((item, best[1]))
            left.remove(best[1])
    return pairs


def counts(kind: str) -> tuple[int, int, int]:
    """Over all articles: how many are wanted, proposed and found."""
    asked = sum(len(wanted(name)[f"{kind}s"]) for name in NAMES)
    proposed = sum(one.kind == kind for name in NAMES for one in drafted(name)[1])
    return asked, proposed, sum(len(matched(name, kind)) for name in NAMES)


def test_most_events_are_found_and_most_of_what_is_proposed_is_one() -> None:
    asked, proposed, found = counts("event")
    assert found >= 0.9 * asked
    assert found >= 0.9 * proposed


def test_their_dates_are_right() -> None:
    pairs = [pair for name in NAMES for pair in matched(name, "event")]
    dates = [(item["date"], item["precision"]) for item, _ in pairs]
    assert [one.when and (one.when.day, one.when.precision) for _, one in pairs] == dates


def test_most_claims_are_found_and_most_of_what_is_proposed_is_one() -> None:
    asked, proposed, found = counts("claim")
    assert found >= 0.8 * asked
    assert found >= 0.9 * proposed


def test_their_measures_and_numbers_are_right() -> None:
    pairs = [pair for name in NAMES for pair in matched(name, "claim")]
    assert sum(one.measure == item["measure"] for item, one in pairs) >= 0.9 * len(pairs)
    numbers = [(item["number"], one.number) for item, one in pairs if "number" in item]
    assert sum(said == found for said, found in numbers) >= 0.9 * len(numbers)


@pytest.mark.parametrize("name", NAMES)
def test_an_article_is_read_without_what_stands_around_it(name: str) -> None:
    article, _ = drafted(name)
    assert (article.published, len(article.paragraphs)) == (wanted(name)["published"], wanted(name)["paragraphs"])


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_stands_in_its_paragraph_and_is_short(name: str) -> None:
    article, found = drafted(name)
    text = {one.number: one.text for one in article.paragraphs}
    assert [one for one in found if one.words.rstrip("…") not in text[one.paragraph]] == []
    assert [one for one in found if one.told not in " ".join(text[one.paragraph].split())] == []
    assert [one for one in found if not 1 <= len(one.words.split()) <= 12] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_date_is_said_in_the_text(name: str) -> None:
    """What the article says of it stands in the same paragraph, and what is not exact there is not exact here."""
    article, found = drafted(name)
    text = {one.number: one.text for one in article.paragraphs}
    events = [one for one in found if one.kind == "event"]
    assert [one for one in events if not one.said or one.said not in text[one.paragraph]] == []
    assert [one for one in events if one.when and one.when.precision == "year" and one.when.day.month != 1] == []
