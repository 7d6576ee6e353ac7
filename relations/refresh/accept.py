"""Letting in by hand what is held back: what the publisher says now, and nothing of the future."""

from __future__ import annotations

import math
from datetime import date

import sources
from relations import cache
from relations.refresh import ledger, quarantine
from relations.refresh.lock import Unwritable, hold
from relations.refresh.merge import changes, merge
from relations.refresh.quarantine import Held, span
from relations.refresh.rhythm import first_known
from sources import NotCached, Rejected, Snapshot


class NotQuarantined(Rejected):
    """Nothing of that key and these days is held back."""


def accept(key: str, first: date, last: date | None = None, *, wait: float = 10.0) -> dict[date, float]:
    """Let the values held back of a day, or of `first` to `last`, into the copy, and return them by day.

    The copy says as before when its publisher was asked. Raises NotQuarantined if there is none that can be let in,
    Rejected if there is no copy and none can be made, Locked, Unwritable.
    """
    with hold(wait):
        waiting = [one for one in quarantine.quarantined(key) if first <= one.day <= (last or first)]
        if not waiting:
            asked = span([first, last or first])
            raise NotQuarantined(f"{key}: no value of {asked} is in quarantine; those that are: {_all(key)}")
        fit = [one for one in waiting if math.isfinite(one.value) and _was_known(one)]
        if not fit:
            raise NotQuarantined(f"{key}: nothing of {span([first, last or first])} can be let in: {waiting[0].reason}")
        try:
            _put_in(key, fit)
            quarantine.mark_accepted(fit)
        except OSError as error:
            raise Unwritable(f"{key}: the new copy cannot be written ({error.strerror or error})") from error
        return {one.day: one.value for one in fit}


def _was_known(one: Held) -> bool:
    """Whether the day or period was over when the publisher said so, and is by our clock."""
    return not one.is_early and first_known(one.day, cache.described(one.key)) <= sources.now().date()


def _put_in(key: str, rows: list[Held]) -> None:
    """Write rows over a copy, recorded; a copy that has them already stays as it is."""
    data = sources.observations([one.day for one in rows], [one.value for one in rows])
    try:
        old = cache.read(key)
    except NotCached:
        old = None
    changed = changes(old.data if old else None, data)
    if not changed.empty:
        asked = old.retrieved if old else max(one.when for one in rows)
        copy = Snapshot(cache.described(key), merge(old.data if old else None, changed), asked)
        ledger.record_changes(old, copy, changed, gone=data.head(0), when=sources.now())
        cache.write(copy)


def _all(key: str) -> str:
    """The dates of a key that wait, in words."""
    days = [one.day for one in quarantine.quarantined(key)]
    return f"{days[0]} to {days[-1]}, {len(days)} in all" if len(days) > 9 else ", ".join(map(str, days)) or "none"
