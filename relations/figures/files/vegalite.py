"""JSON: the Vega-Lite specification with its data, and the passport where it keeps what is not for it: `usermeta`."""

from __future__ import annotations

import json

from relations.figures import Figure
from relations.figures.files.passport import Passport


def finished(drawn: bytes, figure: Figure, passport: Passport) -> bytes:
    """The specification, its title and its passport."""
    spec = json.loads(drawn)
    meta = {**spec.get("usermeta", {}), "title": figure.title, "passport": json.loads(passport.json_text)}
    return (json.dumps({**spec, "usermeta": meta}, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def passport(data: bytes) -> str | None:
    """The text of `usermeta.passport`."""
    try:
        found = json.loads(data)["usermeta"]["passport"]
        return json.dumps(found)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None
