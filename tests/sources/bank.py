"""What tests of the World Bank share: its rows, and an answer of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sources import Snapshot, world_bank

KEY = "KAZ/NE.EXP.GNFS.CD"


Answer = Callable[..., list[str]]


def fetch(code: str = KEY, since: date | None = None) -> Snapshot:
    return world_bank.fetch(world_bank.indicator(code), since)


def row(when: str, value: object, name: str, /, series: str = "X.Y", **more: Any) -> dict[str, object]:
    """A row of KAZ as the WDI sends it."""
    place = {"country": {"id": "KZ", "value": "Kazakhstan"}, "countryiso3code": "KAZ"}
    return {"indicator": {"id": series, "value": name}, "date": when, "value": value, "unit": ""} | place | more


def body(rows: list[Any] | None, source: str = "2") -> bytes:
    head = {"page": 1, "pages": 1, "per_page": 20000, "total": len(rows or []), "sourceid": source}
    return json.dumps([head, rows]).encode()
