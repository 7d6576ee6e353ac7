"""How far a line fell between two days, and how rare a fall of that size is in its history."""

from __future__ import annotations

from datetime import date

import numpy as np

from sources import Snapshot
from stories._claims import Fall
from transforms.change import both_ways
from transforms.change import percent as change
from transforms.measures import NOT_BORNE_OUT, SUPPORTED, Finding, Look, Unknown, at, percent, written
from transforms.refusal import Floats
from transforms.returns import is_dollar_rate

STEPS = {"daily": "trading days", "weekly": "weeks", "monthly": "months", "annual": "years"}


def measure(look: Look, spec: Fall) -> Finding:
    """Change from start to end in percent (of the dollar value for a currency) and the share of deeper falls."""
    snapshot = look.line(spec.line)
    unit, is_currency = snapshot.indicator.unit, is_dollar_rate(snapshot)
    (start, before), (end, after) = at(snapshot, spec.start), at(snapshot, spec.end)
    quote, fall = both_ways(before, after) if is_currency else (None, change(before, after))
    prices, steps = snapshot.data["value"].to_numpy(dtype=float), _steps(snapshot, start, end)
    deeper, windows = rank(1 / prices if is_currency else prices, steps, fall)
    if not windows:
        raise Unknown(f"{snapshot.indicator.title} has no two observations from {spec.start} to {spec.end}")
    share, length = 100 * deeper / windows, f"{steps} {STEPS[snapshot.indicator.frequency]}"
    return Finding(
        verdict=SUPPORTED if fall < 0 and share <= spec.worst else NOT_BORNE_OUT,
        rule=f"supported if it fell, and by more than in all but {spec.worst:g} % of equally long windows",
        formula=f"100 × (later / earlier − 1){' of the dollar value, 1 / quote' if is_currency else ''}; and the share "
        f"of all windows of {length} in the series whose fall is deeper",
        sentence=f"{snapshot.indicator.title}: {before:.2f} {unit} on {written(start)}, {after:.2f} on {written(end)}. "
        f"{_change(fall, quote, unit)} A deeper fall is found in {deeper:,} of {windows:,} equally long windows since "
        f"{snapshot.first.year} ({share:.2f} %).",
        value=fall,
        unit="% of its dollar value" if is_currency else "%",
        values={f"earlier, {unit}": before, f"later, {unit}": after}
        | ({"change, %": fall} if quote is None else {"change of its dollar value, %": fall})
        | ({} if quote is None else {f"change of the quote, % {unit}": quote})
        | {
            STEPS[snapshot.indicator.frequency]: steps,
            "windows": windows,
            "windows with a deeper fall": deeper,
            "rank": deeper + 1,
        }
        | {"share of windows with a deeper fall, %": share},
        start=start,
        end=end,
    )


def _steps(snapshot: Snapshot, start: date, end: date) -> int:
    """Observations from one day to another."""
    days = snapshot.data["date"].dt.date
    return int(((days > start) & (days <= end)).sum())


def _change(fall: float, quote: float | None, unit: str) -> str:
    """The change in words, both ways for a currency."""
    if quote is None:
        return f"That is {percent(fall)}."
    return f"That is {percent(fall)} of its dollar value, or {percent(quote)} {unit}."


def rank(prices: Floats, steps: int, fall: float) -> tuple[int, int]:
    """How many windows of `steps` observations show a deeper fall than `fall` percent, and how many there are.

    A window that begins or ends with a price of 0 or less has no percentage and does not count.
    """
    if steps == 0:
        return 0, 0
    earlier, later = prices[:-steps], prices[steps:]
    counts = (earlier > 0) & (later > 0)
    changes = 100 * (later[counts] / earlier[counts] - 1)
    # A window is not deeper than itself: its own change may differ in the last bit.
    return int(np.sum(changes < fall - 1e-9)), int(counts.sum())
