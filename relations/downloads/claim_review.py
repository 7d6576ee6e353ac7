"""The ledger as open data: each verdict a ClaimReview of schema.org, so that others can read, cite and compare it.

https://schema.org/ClaimReview. Our verdicts are words, and no scale orders them: a rating has its word as
`alternateName` and no number. A verdict that only says why there is none is no rating at all, but a headline.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from relations import cache
from relations.claims import Verdict
from relations.claims.verdict import REFUSALS
from relations.story import Article, Story
from relations.values import When
from relations.values.plain import Say, plain
from sources import NotCached

CONTEXT = "https://schema.org"
TURNING = "the number the claim turns on"  #: the description of that number, in every language


def ledger(story: Story, verdicts: Iterable[Verdict], say: Say, language: str, *, known_then: bool) -> dict[str, Any]:
    """The verdicts as one JSON-LD document, in the order of the ledger; texts are said by `say`."""
    reviews = [_review(story, one, say) | {"inLanguage": language} for one in verdicts]
    if known_then:
        reviews = [one | {"temporalCoverage": f"../{story.article.known_until.isoformat()}"} for one in reviews]
    return {"@context": CONTEXT, "@graph": reviews}


def _review(story: Story, verdict: Verdict, say: Say) -> dict[str, Any]:
    """One claim: what the article says and where, what we say of it, and the numbers and data that stand for it."""
    words = {
        "@type": "ClaimReview",
        "identifier": verdict.id,
        "author": {"@type": "Organization", "name": "relations"},
        "claimReviewed": say(verdict.claim),
        "itemReviewed": {"@type": "Claim", "text": say(verdict.claim), "appearance": _appearance(story, verdict, say)},
        "headline": f"{verdict.headline.mark} {say(verdict.headline.badge)}",
        "reviewBody": verdict.told(say),
        "mentions": _numbers(verdict, say),
        "isBasedOn": [_dataset(key) for key in verdict.keys],
    }
    if verdict.headline.word in REFUSALS:
        return words
    rule = "; ".join(map(say, verdict.rule))
    rating = {"@type": "Rating", "alternateName": say(verdict.headline.word), "ratingExplanation": rule}
    return words | {"reviewRating": rating}


def _appearance(story: Story, verdict: Verdict, say: Say) -> dict[str, Any]:
    article: Article = story.article
    known = {
        "headline": say(article.title) if article.title else None,
        "author": {"@type": "Person", "name": say(article.author)},
        "publisher": {"@type": "Organization", "name": say(article.publisher)} if article.publisher else None,
        "url": article.url,
        "datePublished": str(When(article.published, article.precision)),
        "pagination": f"¶{verdict.paragraph}",
    }
    return {"@type": "Article"} | {name: value for name, value in known.items() if value is not None}


def _numbers(verdict: Verdict, say: Say) -> list[dict[str, Any]]:
    """The numbers of the ledger; the one the claim turns on says so. A number that is not there is left out."""
    turning = verdict.turning.value if verdict.turning else None
    numbers = {one.quantity.name: (one.quantity, say(one.label)) for one in verdict.values}
    if turning and verdict.turning:
        numbers = {turning.name: (turning, say(verdict.turning.label))} | numbers
    return [
        {
            "@type": "PropertyValue",
            "propertyID": quantity.name,
            "name": name,
            "value": plain(quantity.value),
            **({"unitText": str(quantity.unit)} if quantity.unit else {}),
            **({"description": TURNING} if turning and quantity.name == turning.name else {}),
        }
        for quantity, name in numbers.values()
        if quantity.value is not None
    ]


def _dataset(key: str) -> dict[str, Any]:
    """The publisher's series behind a number, with its terms; of one that has left the cache only its key."""
    known = {"@type": "Dataset", "identifier": key}
    try:
        about = cache.read_table(key) if key in cache.tables() else cache.read(key).indicator
    except NotCached:
        return known
    return known | {
        "name": about.title,
        "url": about.url,
        "creator": {"@type": "Organization", "name": about.publisher},
        "license": {"@type": "CreativeWork", "name": about.licence.name},
    }
