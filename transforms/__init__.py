"""The words transforms share. Every other file of this room is one pure transform, named after it.

A transform takes Snapshots and gives Snapshots: what changes a number changes its unit in the same function, so
that a number never stands under a unit that is not its own. Inputs are never changed. Nothing is interpolated,
filled or spliced; what cannot be computed raises Rejected and says why.

Order of operations: aggregate to frequency → transform units → combine.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pandas as pd

from relations.i18n import say
from relations.i18n.units import spoken
from sources import Indicator, Rejected, Snapshot

DOLLAR_RATE = " per USD"


def named(name: str, count: int) -> Callable[..., Snapshot]:
    """The transform of so many Snapshots, and nothing else, in the file of that name; Rejected if there is none."""
    files = sorted(module.name for module in pkgutil.iter_modules(__path__))
    if name not in files:
        raise Rejected(f"there is no transform '{name}'; transforms: {', '.join(files)}")
    found: Callable[..., Snapshot] | None = getattr(importlib.import_module(f"{__name__}.{name}"), name, None)
    taken = inspect.signature(found, eval_str=True).parameters.values() if found else []
    if found is None or [one.annotation for one in taken] != [Snapshot] * count:
        raise Rejected(f"transforms/{name}.py has no function `{name}` of {count} Snapshots and nothing else")
    return found


def derived(snapshot: Snapshot, data: pd.DataFrame, *, title: str, unit: str) -> Snapshot:
    """The same indicator's numbers after a transform: new rows, title and unit, the same provenance.

    Raises Rejected if no row is left.
    """
    indicator = replace(snapshot.indicator, title=title, unit=unit)
    return Snapshot(indicator, data.reset_index(drop=True), snapshot.retrieved)


def combined(key: str, data: pd.DataFrame, *, title: str, unit: str, like: Indicator, retrieved: datetime) -> Snapshot:
    """Numbers made from several indicators of one publisher; `retrieved` is the oldest of theirs."""
    return Snapshot(replace(like, key=key, title=title, unit=unit), data.reset_index(drop=True), retrieved)


def currency(snapshot: Snapshot) -> str:
    """The currency a dollar rate quotes: "KZT" for "KZT per USD"; Rejected for anything else."""
    unit = snapshot.indicator.unit
    if not unit.endswith(DOLLAR_RATE):
        key = snapshot.indicator.key
        raise Rejected(say("{key} is in {unit}; a rate in currency per USD is needed", key=key, unit=spoken(unit)))
    return unit.removesuffix(DOLLAR_RATE)
