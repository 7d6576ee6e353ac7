"""The pages that follow from the program are current, and what they show as an example can be written."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from relations.authoring.reference import pages
from relations.story import Claim
from relations.story._reading import _tuples
from relations.story.claims import kinds
from sources import publishers
from tests.authoring.test_schema import VALIDATOR, plain

EXAMPLE = re.compile(r"```toml\n(.*?)```\n", re.DOTALL)
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """What the program writes, by the name of the page."""
    return pages()


def test_every_page_is_the_one_the_program_writes(written: dict[str, str]) -> None:
    """But for its examples, which are of stories that others write: `python -m relations.authoring.reference`."""
    assert written
    for name, page in written.items():
        kept = (DOCS / name).read_text(encoding="utf-8")
        assert EXAMPLE.sub("", kept) == EXAMPLE.sub("", page), name


def test_every_example_is_a_claim_of_the_measure_it_stands_under() -> None:
    shown = re.split(r"\n## ", (DOCS / "measures.md").read_text(encoding="utf-8"))[1:]
    assert [one.splitlines()[0] for one in shown] == [*kinds()]
    for one in shown:
        kind = one.splitlines()[0]
        if not (examples := EXAMPLE.findall(one + "\n")):
            continue  # of a measure that no shipped story uses yet
        (claim,) = tomllib.loads(*examples)["claims"]
        told = Claim.model_validate(_tuples(claim))
        assert kind in [measure.kind for measure in told.measures]
        found = [error.message for error in VALIDATOR.evolve(schema=_claims()).iter_errors(plain([claim]))]
        assert found == []


def _claims() -> dict[str, object]:
    made = VALIDATOR.schema
    return {**made["properties"]["claims"], "definitions": made["definitions"]}


def test_every_publisher_has_its_row_and_every_key_of_the_format_says_what_it_is(written: dict[str, str]) -> None:
    rows = re.findall(r"^\| `(\w+)/", written["publishers.md"], re.MULTILINE)
    assert rows == [name for name in publishers() if name != "own"]
    assert not re.findall(r"^\| (.*) \| .* \|  \|$", written["format.md"], re.MULTILINE)
