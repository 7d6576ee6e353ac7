"""When an article appeared, as a command is told: a day, a month or a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relations.cli import end

if TYPE_CHECKING:
    from relations.story.events import Dated


def published(words: str) -> Dated:
    """A day, or the month or year that is known; ends the command for anything else."""
    from relations.story.events import Dated
    from relations.values import UnknownWord, parse_when

    try:
        found = parse_when(words)
    except UnknownWord:
        found = None
    if found is None or found.precision == "quarter":
        raise end(f"'{words}' is no date; write it as 2018-09-01, 2018-09 or 2018", 2)
    return Dated(date=found.day, precision=found.precision)
