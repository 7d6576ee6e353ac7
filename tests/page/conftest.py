"""The page is looked at with one story in it; how it is with several, tests with stories of their own see."""

from __future__ import annotations

import pytest

from tests.found import alone


@pytest.fixture(autouse=True)
def _one_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELATIONS_STORIES", str(alone()))
