"""The ledger as open data: what a reader of schema.org makes of it, with a JSON-LD library and nothing of ours."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pytest
from rdflib import RDF, SDO, Graph, Literal
from rdflib.term import Identifier

from relations.claims import Verdict
from relations.claims.verdict import REFUSALS
from relations.downloads.claim_review import ledger
from relations.i18n import say
from tests.cli.inside import run
from tests.found import STORY
from tests.found import verdicts as found

#: As much of schema.org's own context as the ledger uses.
CONTEXT = {
    "@vocab": "http://schema.org/",
    "url": {"@id": "http://schema.org/url", "@type": "@id"},
    "datePublished": {"@id": "http://schema.org/datePublished", "@type": "http://schema.org/Date"},
}
#: Which properties schema.org lets each type have, of those the ledger uses.
PROPERTIES = {
    "ClaimReview": "identifier author claimReviewed itemReviewed headline reviewBody mentions isBasedOn reviewRating "
    "inLanguage temporalCoverage",
    "Claim": "text appearance",
    "Article": "headline author publisher url datePublished pagination",
    "Rating": "alternateName ratingExplanation",
    "PropertyValue": "propertyID name value unitText description",
    "Dataset": "identifier name url creator license",
    "Organization": "name",
    "Person": "name",
    "CreativeWork": "name",
}


@lru_cache
def verdicts(*, known_then: bool) -> tuple[Verdict, ...]:
    return tuple(found(then=known_then).values())


def document(*, known_then: bool = False) -> dict[str, Any]:
    return ledger(STORY, verdicts(known_then=known_then), say, "en", known_then=known_then)


def graph(document: dict[str, Any]) -> Graph:
    """What the document says, as a JSON-LD library reads it without a network."""
    assert document["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps(document | {"@context": CONTEXT}), format="json-ld")


def table(data: Graph) -> list[tuple[Any, ...]]:
    """The ledger's table, from the graph alone: claim, paragraph, verdict, the number it turns on, and its unit."""
    rows = data.query(
        """
        PREFIX s: <http://schema.org/>
        SELECT ?id ?paragraph ?verdict ?value ?unit WHERE {
            ?review a s:ClaimReview ; s:identifier ?id ; s:headline ?verdict ;
                    s:itemReviewed/s:appearance/s:pagination ?paragraph .
            OPTIONAL { ?review s:mentions ?number .
                       ?number s:value ?value ; s:description "the number the claim turns on" .
                       OPTIONAL { ?number s:unitText ?unit } }
        }"""
    )
    found = [{str(name): literal(value) for name, value in row.items()} for row in rows.bindings]
    return [tuple(row.get(name) for name in ("id", "paragraph", "verdict", "value", "unit")) for row in found]


def literal(value: Identifier) -> Any:
    assert isinstance(value, Literal)
    return value.toPython()


def test_every_word_is_one_of_schema_org_and_stands_where_it_may() -> None:
    data = graph(document())
    for subject, kind in data.subject_objects(RDF.type):
        name = str(kind).rpartition("/")[2]
        assert name in SDO
        said = {str(predicate).rpartition("/")[2] for predicate in data.predicates(subject) if predicate != RDF.type}
        assert said <= set(PROPERTIES[name].split()), name
        assert all(one in SDO for one in said)
    assert len(set(data.subjects())) == len(set(data.subjects(RDF.type))), "nothing is without a type"


def test_the_table_of_the_ledger_can_be_made_from_it_alone() -> None:
    records = [one.as_json(say) for one in verdicts(known_then=False)]
    expected = [
        (one["id"], f"¶{one['paragraph']}", f"{one['mark']} {one['badge']}", one["value"], one["unit"])
        for one in records
    ]
    assert sorted(table(graph(document())), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("known_then", [False, True])
def test_a_verdict_is_a_rating_without_a_number_and_a_refusal_is_no_rating(known_then: bool) -> None:
    reviews = document(known_then=known_then)["@graph"]
    for one, verdict in zip(reviews, verdicts(known_then=known_then), strict=True):
        assert one["identifier"] == verdict.id
        assert ("reviewRating" in one) is (verdict.headline.word not in REFUSALS)
        assert not {"ratingValue", "bestRating", "worstRating"} & one.get("reviewRating", {}).keys()
    assert {one.get("temporalCoverage") for one in reviews} == {"../2015-01-31" if known_then else None}


def test_the_command_prints_it_in_a_language() -> None:
    answer = run("claims", "kazakhstan-russia", "--format", "jsonld", "--locale", "ru")
    assert answer.returncode == 0, answer.stderr
    printed = json.loads(answer.stdout)
    assert {one["inLanguage"] for one in printed["@graph"]} == {"ru"}
    assert len(graph(printed)) == len(graph(document()))
