"""A person's own numbers, brought from a file: checked as an answer of a publisher is, and all or nothing."""

from __future__ import annotations

from collections.abc import Sequence

import sources
from relations.refresh.check import Checked, Refused, check_file, check_rows
from relations.refresh.ledger import came_later, record_outcome
from relations.refresh.lock import hold
from relations.refresh.merge import beside, same
from relations.refresh.outcome import Outcome
from relations.refresh.quarantine import memory
from relations.refresh.store import store
from relations.refresh.update import old_copy
from sources import Rejected, Snapshot

_TOLD = 5  #: refused rows that an error names


def bring(new: Snapshot, *, accept: bool = False, wait: float = 10.0) -> Outcome:
    """Make a snapshot the copy of its key; what was known before stays on record. `accept` takes what looks wrong.

    Raises Rejected, naming rows, if one would wait in quarantine had a publisher sent it; Locked if a refresh goes on.
    """
    key, today = new.indicator.key, sources.now().date()
    with hold(wait):
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
