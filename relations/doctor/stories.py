"""The stories: what `relations check STORY` finds."""

from __future__ import annotations

from collections.abc import Iterator

from relations.authoring.check import checked
from relations.doctor.finding import Finding
from relations.story import names

AREA = "stories"


def examined() -> Iterator[Finding]:
    """Every mistake with its file and line, and how many stories have none."""
    found, told = list(checked(names())), names()
    yield from (Finding(AREA, one.severity, str(one).replace(f": {one.severity}: ", ": ", 1)) for one in found)
    sound = len(told) - len({one.file for one in found if one.severity == "error"})
    if sound:
        yield Finding(AREA, "ok", f"{sound} of {len(told)} are sound")
    elif not told:
        yield Finding(AREA, "error", "there is none; let RELATIONS_STORIES name a folder that has one")
