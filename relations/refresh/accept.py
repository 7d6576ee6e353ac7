"""Letting in by hand what is held back, or what somebody brings; nothing of the future."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import sources
from relations import cache
from relations.refresh import ledger, quarantine
from relations.refresh.check import Checked, Refused, check_file, check_rows
from relations.refresh.ledger import came_later, record_outcome
from relations.refresh.lock import Unwritable, hold
from relations.refresh.merge import beside, changes, merge, same
from relations.refresh.outcome import Outcome
from relations.refresh.quarantine import Held, memory, span
from relations.refresh.rhythm import first_known
from relations.refresh.store import store
from relations.refresh.update import old_copy
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


_TOLD = 5  #: refused rows that an error names


def bring(new: Snapshot, *, accept: bool = False) -> Outcome:
    """Make a snapshot the copy of its key; what was known before stays on record. `accept` takes what looks wrong.

    Raises Rejected, naming rows, if one would wait in quarantine had a publisher sent it; Locked if a refresh goes on.
    """
    key, today = new.indicator.key, sources.now().date()
    with hold():
        old = old_copy(key)
        gone = check_file(old, new, new.indicator, None, accept_shrink=True)
        judged = check_rows(old, new.data, new.indicator, memory(key, today), came_later(key))
        if judged.refused and not accept:
            raise Rejected(f"{key}: {_listed(judged.refused)}; mend the file, or say --accept if they are right")
        both = beside(old.data if old else None, new.data)
        changed = both[~same(both)].reset_index(drop=True)
        outcome = store(old, new, Checked(changed, agrees=len(changed) < len(both)), gone, today)
        record_outcome(outcome, new.retrieved)
    return outcome


def _listed(refused: Sequence[Refused]) -> str:
    rows = "; ".join(map(str, refused[:_TOLD]))
    more = f"; and {len(refused) - _TOLD} more" if len(refused) > _TOLD else ""
    return f"{len(refused)} row{'s' if len(refused) > 1 else ''} would not be taken of a publisher: {rows}{more}"
