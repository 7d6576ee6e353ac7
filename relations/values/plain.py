"""Values as JSON has them: dates in ISO 8601, units in their one text, and messages said by whoever can say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from relations.values.message import Message
from relations.values.unit import Unit

Say = Callable[[Message | str], str]  #: a sentence in some language; `str` says it in English


def plain(value: Any, say: Say = str) -> Any:
    """A value of ours and all it holds as dicts, lists, texts and numbers; its keys are the names of fields."""
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, Unit):
        return str(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name), say) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: plain(part, say) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part, say) for part in value]
    return value.isoformat() if isinstance(value, date) else value
