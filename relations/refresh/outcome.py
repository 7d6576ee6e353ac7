"""What became of one indicator in a run, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relations.cache import is_cached
from relations.values import parting
from sources import Snapshot

Status = Literal["added", "revised", "fresh", "unchanged", "fixed", "later", "rejected", "failed"]
BAD: tuple[Status, ...] = ("rejected", "failed")


@dataclass(frozen=True)
class Outcome:
    """What became of one indicator.

    status: `added` there are new rows (some values may have changed as well); `revised` only values changed; `fresh`
    nothing new, and nothing is missing; `unchanged` nothing new, though by its rhythm there should be; `fixed` a
    release that never changes, or of a publisher this program cannot ask: it was not asked for; `later` not asked for,
    as its publisher's budget was spent: the next run begins with it; `rejected` the publisher's answer is not fit to be
    used; `failed` it gave none, or the disk took none. After the last two the old copy stands.
    """

    key: str
    status: Status
    added: int = 0
    revised: int = 0
    largest_revision: float | None = None  #: relative: 0.02 is 2 %
    requests: int | None = None  #: sent to the publisher
    seconds: float = 0.0
    error: str | None = None  #: one line: what the publisher answered, what we did
    absent: bool = False  #: whether it answered that it has no such series
    listed: bool = False  #: whether that answer lists others of its series, so that it is no outage
    remark: str | None = None  #: one line on a copy that is well: what nobody could compare, what is missing inside

    unwritten: bool = False  #: whether the disk took none of it: no other publisher makes up for that

    @property
    def bad(self) -> bool:
        """Whether the copy could not be brought up to date."""
        return self.status in BAD


def written(value: float, digits: int = 6) -> str:
    """A number as a sentence has it: 1,000 and 0.101, and no powers of ten."""
    return f"{float(f'{value:.{digits}g}'):,}".removesuffix(".0")


def written_apart(*values: float, digits: int = 6) -> tuple[str, ...]:
    """Numbers of one sentence, with as many digits more as tell them apart."""
    return tuple(written(value, parting(values, digits)) for value in values)


def kept(key: str, status: Status, said: str, old: Snapshot | None) -> Outcome:
    """What the publisher answered and what the cache holds now, in one line."""
    return Outcome(key, status, error=f"{key}: {said.removeprefix(f'{key}: ')}; {_stands(key, old)}")


def _stands(key: str, old: Snapshot | None) -> str:
    if old:
        return f"our copy of {old.retrieved:%Y-%m-%d} stands, it ends {old.last}"
    return "our copy of it stays as it is" if is_cached(key) else "we have no copy of it yet"
