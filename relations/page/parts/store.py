"""What the page keeps for all viewers: so many bytes at most, whatever is asked for; what lay longest goes first.

Each thing is kept under a hash of all it is made of, so it cannot be stale. Of what changes with the copies or with a
story's file only the latest is kept: a page that stays up would fill its memory with what nobody asks for again.
"""

from __future__ import annotations

import gc
import hashlib
import sys
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, TypeVar

import numpy as np

from relations.story import Story

LIMIT = 128_000_000  #: bytes
LATER = 1.5  #: how much larger a figure is when its picture and what a pointer reads have been made of it
SHARED = (type, ModuleType, FunctionType, Story)  #: what others hold too
T = TypeVar("T")


class Kept(NamedTuple):
    """A thing, its bytes, and what it is the latest state of, if that has states."""

    made: Any
    weight: int
    of: bytes


class Store:
    """Things made once, of at most `limit` bytes together."""

    def __init__(self, limit: int) -> None:
        self.limit, self.bytes = limit, 0
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self._latest: dict[bytes, bytes] = {}  #: of what has states, the one kept
        self._making: dict[bytes, Lock] = {}
        self._lock = Lock()

    def once(self, made_of: tuple[object, ...], make: Callable[[], T], state: str = "") -> T:
        """What `make` makes, kept under the text of all it is made of; viewers who ask at once wait for the first.

        `state` is the hash of what changes under it, such as the copies: what was made of another goes.
        """
        of = _digest(made_of)
        key = _digest((of, state)) if state else of
        with self._lock:
            turn = self._making.setdefault(key, Lock())
        try:
            with turn:
                made: T = (self._found(key) or self._keep(key, make(), of if state else b"")).made
        finally:
            with self._lock:
                self._making.pop(key, None)
        return made

    def _found(self, key: bytes) -> Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: bytes, made: object, of: bytes = b"") -> Kept:
        kept = Kept(made, weight(made), of)
        with self._lock:
            self._drop(self._latest.get(of, key))
            self._drop(key)
            self.bytes += kept.weight
            self._kept[key] = kept
            if of:
                self._latest[of] = key
            while self.bytes > self.limit:
                self._drop(next(iter(self._kept)))
        return kept

    def _drop(self, key: bytes) -> None:
        if gone := self._kept.pop(key, None):
            self.bytes -= gone.weight
            self._latest.pop(gone.of, None)


def _digest(made_of: object) -> bytes:
    return hashlib.sha256(repr(made_of).encode()).digest()


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
