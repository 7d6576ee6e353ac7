"""`python -m relations.news`: `relations.refresh` in a process of its own, which then records what reads otherwise."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from relations import news, story
from relations.refresh import Outcome
from relations.refresh.__main__ import main
from relations.story import Story, StoryError


def _refresh(lines: Sequence[Sequence[str]], **options: Any) -> list[Outcome]:
    return news.refresh(_stories(), lines, **options).outcomes


def _stories() -> list[Story]:
    """All stories that can be read: any of them may show what is refreshed."""
    told = []
    for name in story.names():
        with suppress(StoryError):
            told.append(story.load(name))
    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.stdout, _refresh))
