"""`python -m tests.refresh.aside`: the program that `python -m refresh` is, with publishers that do as told.

`yahoo` answers only when there is a file `go` in the folder $FAKES; those a line prefers to it fail at once, and all
others answer at once.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import sources
from relations.refresh.__main__ import main
from sources import FetchFailed, Indicator, Snapshot
from tests.refresh.fakes import Fake, Rows, days

PREFERRED = ("imf", "nbp", "national_bank_ukraine")
SECONDS = 60  #: after which a test that forgot `go` fails instead of hanging


class Same(dict[str, Rows | Exception]):
    """The same answer to every question."""

    def __missing__(self, code: str) -> Rows | Exception:
        return days("2014-06-30", [450.0] * 9)


@dataclass
class Slow(Fake):
    """A publisher that answers when it is let go."""

    answers: dict[str, Rows | Exception] = field(default_factory=Same)

    def fetch(self, indicator: Indicator, since: date | None = None) -> Snapshot:
        print("a library that prints")  # noqa: T201
        until = time.monotonic() + SECONDS
        while not (Path(os.environ["FAKES"]) / "go").exists() and time.monotonic() < until:
            time.sleep(0.02)
        return super().fetch(indicator, since)


class Down(Fake):
    """A publisher that is down, and says so in markup."""

    def fetch(self, indicator: Indicator, since: date | None = None) -> Snapshot:  # noqa: ARG002
        raise FetchFailed(f"{indicator.key}: answered 503 <img src=x onerror=alert(1)>")


def publisher(key: str) -> sources.Source:
    """Whoever answers for a key."""
    name = key.split("/", maxsplit=1)[0]
    kind = Slow if name == "yahoo" else Down if name in PREFERRED else Fake
    return kind(name, answers=Same())


if __name__ == "__main__":
    sources.source = publisher
    sys.exit(main(sys.argv[1], sys.stdout))
