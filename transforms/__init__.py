"""The words transforms share. Every other file of this room is one pure transform, named after it.

A transform takes Snapshots and gives Snapshots: what changes a number changes its unit in the same function, so
that a number never stands under a unit that is not its own. Inputs are never changed. Nothing is interpolated,
filled or spliced; what cannot be computed raises Rejected and says why.

Order of operations: undo redenominations → date → aggregate → transform units → combine.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from relations.values import APPLIES, INSTANT, Message, Rate, Unit
from sources import Indicator, Rejected, Snapshot

if TYPE_CHECKING:
    import pandas as pd


def named(name: str, count: int) -> Callable[..., Snapshot]:
    """The transform of so many Snapshots, and nothing else, in the file of that name; Rejected if there is none."""
    files = sorted(module.name for module in pkgutil.iter_modules(__path__))
    if name not in files:
        raise Rejected(f"there is no transform '{name}'; transforms: {', '.join(files)}")
    found: Callable[..., Snapshot] | None = getattr(importlib.import_module(f"{__name__}.{name}"), name, None)
    if found is None or not _takes(found, count):
        raise Rejected(f"transforms/{name}.py has no function `{name}` of Snapshots alone, {count} of them")
    return found


def _takes(function: Callable[..., Snapshot], count: int) -> bool:
    """Whether a function can be called with so many Snapshots, and with nothing else."""
    taken = inspect.signature(function, eval_str=True).parameters.values()
    if any(one.annotation is not Snapshot for one in taken):
        return False
    return len(taken) == count or any(one.kind is one.VAR_POSITIONAL for one in taken)


def derived(snapshot: Snapshot, data: pd.DataFrame, *, title: str | None = None, unit: Unit | None = None) -> Snapshot:
    """The same indicator's numbers after a transform: new rows, title and unit if they change, the same provenance.

    Raises Rejected if no row is left.
    """
    about = snapshot.indicator
    indicator = replace(about, title=title or about.title, unit=unit or about.unit)
    return Snapshot(indicator, data.reset_index(drop=True), snapshot.retrieved)


def combined(key: str, data: pd.DataFrame, *, title: str, unit: Unit, like: Indicator, retrieved: datetime) -> Snapshot:
    """Numbers made from several indicators of one publisher; `retrieved` is the oldest of theirs."""
    return Snapshot(replace(like, key=key, title=title, unit=unit), data.reset_index(drop=True), retrieved)


def market_dated(snapshot: Snapshot) -> Snapshot:
    """The series dated the day a rate was set, whatever its publisher's convention.

    An official rate dated D was set on the business day before D. Where several dates fall on one such day (weekends
    repeat a rate), the last counts. Other series come back unchanged.
    """
    if snapshot.indicator.dating != APPLIES:
        return snapshot
    days = snapshot.data["date"].to_numpy().astype("datetime64[D]")
    was_set = np.busday_offset(days, -1, roll="forward")  # Saturday's, Sunday's and Monday's rate: on Friday
    data = snapshot.data.assign(date=was_set.astype("datetime64[us]"))
    data = data.drop_duplicates("date", keep="last")
    moved = derived(snapshot, data)
    return replace(moved, indicator=replace(moved.indicator, dating=INSTANT))


def rate(snapshot: Snapshot) -> Rate:
    """The unit of a rate between two currencies; Rejected for anything else."""
    unit = snapshot.indicator.unit
    if isinstance(unit, Rate):
        return unit
    key = snapshot.indicator.key
    raise Rejected(Message("{key} is in {unit}; a rate between two currencies is needed", key=key, unit=unit))


def require_positive(snapshot: Snapshot) -> None:
    """Raise Rejected unless every value is above 0, as those of a rate must be."""
    if (snapshot.data["value"] <= 0).any():
        raise Rejected(Message("{key} is not positive in places; a rate must be", key=snapshot.indicator.key))
