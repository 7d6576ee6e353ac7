"""Cut a series to a window of days."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sources import Rejected, Snapshot
from transforms import derived


def window(snapshot: Snapshot, start: date, end: date) -> Snapshot:
    """The observations dated `start` to `end`, both included; unit and title unchanged.

    An annual or monthly observation is dated the first day of its period and belongs to the window that holds
    that day. Raises Rejected if the window is empty or has its ends the wrong way round.
    """
    if end < start:
        raise Rejected(f"a window cannot end on {end}, before it starts on {start}")
    dates = snapshot.data["date"]
    inside = (dates >= pd.Timestamp(start)) & (dates <= pd.Timestamp(end))
    if not inside.any():
        raise Rejected(
            f"{snapshot.indicator.key} has no observation from {start} to {end}; "
            f"it runs from {snapshot.first} to {snapshot.last}"
        )
    kept = snapshot.data[inside]
    return derived(snapshot, kept, title=snapshot.indicator.title, unit=snapshot.indicator.unit)
