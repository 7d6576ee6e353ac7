"""The clock: nothing that has happened lies in its future."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sources
from relations import cache
from relations.doctor.finding import Finding
from sources import SourceError

APART = timedelta(minutes=5)  #: as far as clocks of machines differ that are right
AREA = "clock"


def examined() -> Iterator[Finding]:
    """The clock against the copy retrieved last and against this program's own files."""
    now = sources.now()
    latest, what = max([*_retrieved(), (datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC), "this program")])
    if latest > now + APART:
        said = (
            f"it says {now:%Y-%m-%d %H:%M} UTC, but {what} is of {latest:%Y-%m-%d %H:%M}; set the clock, or refresh it"
        )
        yield Finding(AREA, "error", said)
    else:
        yield Finding(AREA, "ok", f"{now:%Y-%m-%d %H:%M} UTC, after all that is here")


def _retrieved() -> Iterator[tuple[datetime, str]]:
    """When each copy was retrieved; those that cannot be read are another area's."""
    for key in cache.cached_keys():
        with suppress(SourceError):
            yield cache.glance(key).retrieved, key
