"""Is this installation well: its versions, its folders and copies, typeface, clock and stories; publishers if asked.

Each file of this room looks at one of these, and tells what it finds as `Finding`s: what is right once, in a line that
counts it, and each thing that is not, with the way out.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations.doctor import clock, copies, folders, network, stories, typeface, versions
from relations.doctor.finding import Finding


def examined(*, ask: bool = False) -> Iterator[Finding]:
    """What is found, area by area; `ask` sends each publisher one request, and compares its clock with ours."""
    for area in (versions, folders, copies, typeface, clock, stories):
        yield from area.examined()
    if ask:
        yield from network.examined()
