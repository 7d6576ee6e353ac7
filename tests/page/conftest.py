"""The page is looked at with one story in it; how it is with several, tests with stories of their own see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.found import alone


@pytest.fixture(autouse=True, scope="module")
def _one_story() -> Iterator[None]:
    """Of a module and not of a test, so that a page which all tests of a module look at is opened like theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_STORIES", str(alone()))
        yield
