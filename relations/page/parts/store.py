"""What the page keeps for all viewers: so many bytes at most, whatever is asked for; what lay longest goes first.

Each thing is kept under a hash of all it is made of, so it cannot be stale.
"""

from __future__ import annotations

import gc
import hashlib
import sys
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from types import FunctionType, ModuleType
from typing import Any, TypeVar

import numpy as np

from relations.story import Story

LIMIT = 128_000_000  #: bytes
LATER = 1.5  #: how much larger a figure is when its picture and what a pointer reads have been made of it
SHARED = (type, ModuleType, FunctionType, Story)  #: what others hold too
T = TypeVar("T")


class Store:
    """Things made once, of at most `limit` bytes together."""

    def __init__(self, limit: int) -> None:
        self.limit, self.bytes = limit, 0
        self._kept: OrderedDict[bytes, tuple[Any, int]] = OrderedDict()
        self._making: dict[bytes, Lock] = {}
        self._lock = Lock()

    def once(self, made_of: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` makes, kept under the text of all it is made of; viewers who ask at once wait for the first."""
        key = hashlib.sha256(repr(made_of).encode()).digest()
        with self._lock:
            turn = self._making.setdefault(key, Lock())
        try:
            with turn:
                made: T = (self._found(key) or self._keep(key, make()))[0]
        finally:
            with self._lock:
                self._making.pop(key, None)
        return made

    def _found(self, key: bytes) -> tuple[Any, int] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: bytes, made: object) -> tuple[Any, int]:
        kept = made, weight(made)
        with self._lock:
            self.bytes += kept[1] - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = kept
            while self.bytes > self.limit:
                self.bytes -= self._kept.popitem(last=False)[1][1]
        return kept


def weight(made: object) -> int:
    """The bytes a thing takes, with all it refers to but what others hold too."""
    seen: set[int] = set()
    waiting, total = [made], 0
    while waiting:
        one = waiting.pop()
        if id(one) in seen or (isinstance(one, SHARED) and one is not made):
            continue
        seen.add(id(one))
        total += max(sys.getsizeof(one), one.nbytes if isinstance(one, np.ndarray) else 0)
        waiting += gc.get_referents(one)
    return round(total * LATER)


STORE = Store(LIMIT)
once = STORE.once
