"""An author's own numbers, from a file of theirs: `relations import` brings them into the cache, and nobody is asked.

What they are is said when they are brought, so that offline a code alone tells nothing.
"""

from __future__ import annotations

import re

from relations.values import INSTANT, Unstated, parse_licence
from sources import Habits, Indicator, Rejected, unasked

HABITS = Habits(fixed=True)
LICENCE = parse_licence("Stated by whoever brought the numbers (redistribution: unknown)")


def indicator(code: str) -> Indicator:
    """A series of the author's; Rejected unless its name is of small letters, digits and hyphens."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", code):
        raise Rejected(f"own/{code}: allowed are small letters, digits and hyphens, for example own/coal-to-ukraine")
    return Indicator(
        key=f"own/{code}",
        title=code.replace("-", " ").capitalize(),
        unit=Unstated(),
        frequency="daily",
        publisher="The author’s own file",
        url="",  # whoever brings the numbers says where they are from
        licence=LICENCE,
        dating=INSTANT,
    )


fetch = unasked("is an author's own; `relations import` brings it from a file")
