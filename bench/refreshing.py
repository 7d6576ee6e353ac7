"""How long a refresh takes against what its publishers take, and what it costs to have many indicators.

    python bench/refreshing.py

(a) `relations refresh`, as a process, with every answer taking 1 s ÷ the slowest publisher's own chain   goal ≤ 1.2
(b) refresh of 200 indicators: peak of memory   goal < 400 MB; time per indicator ÷ that of 20   goal ≤ 1.2
(c) copies rewritten by a refresh that finds nothing new   goal 0
(d) a first load of 6,500 rows of which 6,000 are refused ÷ one that is all let in, beside another publisher   goal ≤ 2

(a) needs the stand-in for publishers beside this repository, in ../shared/tools; without it, it is left out.

"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sources import Indicator, Snapshot, Source

ROOT = Path(__file__).parent.parent
PUBLISHERS = 10  # of the made-up indicators
YEARS = 25  # of daily observations of each


@dataclass
class MadeUp:
    """A publisher that answers at once: a level that goes up and down by a thousandth."""

    name: str
    factor: float = 1  #: the latest rows are wrong by it, all but two years

    def indicator(self, code: str) -> Indicator:
        """Daily tenge per dollar, whatever the code."""
        from relations.values import INSTANT, Licence, Rate
        from sources import Indicator

        words = {"publisher": self.name, "url": "https://example.org"}
        return Indicator(
            f"{self.name}/{code}",
            title=code,
            unit=Rate("KZT", "USD"),
            frequency="daily",
            licence=Licence("made up", "yes"),
            dating=INSTANT,
            **words,
        )

    def fetch(self, indicator: Indicator, since: date | None = None) -> Snapshot:
        """Weekdays from `since` on, or of all the years."""
        import pandas as pd

        import sources

        last = sources.now().date() - timedelta(days=1)
        days = pd.bdate_range(since or last - timedelta(days=365 * YEARS), last)
        values = (450 + 0.45 * (days.dayofyear.to_numpy() % 7)) * [*[1.0] * 500, *[self.factor] * len(days)][
            : len(days)
        ]
        return sources.Snapshot(indicator, sources.observations(days, values), sources.now())


def against_the_slowest(folder: Path) -> None:
    """(a): from the shipped cache on, with and without the one publisher whose chain is far longer than all others."""
    from tests.publishers import StandIn

    with StandIn(scenario="slow") as standin:
        for number, only in enumerate(((), ("fred/", "nbp/", "pink_sheet/", "wits/", "world_bank/"))):
            cache = folder / str(number)
            shutil.copytree(ROOT / "data" / "cache", cache)
            wall, chains = timed(only, standin.env | {"RELATIONS_CACHE": str(cache)})
            slowest = max(chains, key=chains.__getitem__)
            ratio = wall / chains[slowest]
            words = f"relations refresh of {len(chains)} publishers {wall:.1f} s"
            print(f"(a) {words} ÷ {slowest}'s own chain {chains[slowest]:.1f} s = {ratio:.2f}   goal ≤ 1.2")


def timed(only: Sequence[str], environment: dict[str, str]) -> tuple[float, dict[str, float]]:
    """Seconds of a refresh as a process, its start included, and those of each publisher's indicators together."""
    command = [
        sys.executable,
        "-m",
        "relations",
        "refresh",
        "--json",
        *(word for key in only for word in ("--only", key)),
    ]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE)
    wall = time.perf_counter() - start
    if done.returncode not in (0, 1):  # 1: the stand-in has not all series of the stories
        raise SystemExit(f"relations refresh ended with {done.returncode}")
    chains: dict[str, float] = defaultdict(float)
    for outcome in json.loads(done.stdout)["indicators"]:
        chains[outcome["key"].split("/")[0]] += outcome["seconds"]
    return wall, chains


def many(count: int) -> None:
    """In a process of its own: load `count` indicators, refresh them again, and print what it took as JSON."""
    import sources
    from relations import refresh
    from relations.cache import cache_path, cached_keys

    made_up = {f"p{number}": MadeUp(f"p{number}") for number in range(PUBLISHERS)}
    sources.source = lambda key: cast("Source", made_up[key.split("/", 1)[0]])
    lines = [[f"p{number % PUBLISHERS}/X{number}"] for number in range(count)]
    refresh.refresh([["p0/warm"]])
    start = time.perf_counter()
    added = [outcome.status for outcome in refresh.refresh(lines)].count("added")
    middle = time.perf_counter()
    before = {key: cache_path(key).stat().st_mtime_ns for key in cached_keys()}
    again = time.perf_counter()
    refresh.refresh(lines)
    end = time.perf_counter()
    rewritten = sum(cache_path(key).stat().st_mtime_ns != when for key, when in before.items())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first, second = (1000 * span / count for span in (middle - start, end - again))
    print(json.dumps({"added": added, "first": first, "second": second, "rewritten": rewritten, "peak": peak}))


def few_and_many(folder: Path) -> None:
    """(b) and (c)."""
    found = {}
    for count in (20, 200):
        environment = os.environ | {"RELATIONS_CACHE": str(folder / str(count))}
        command = [sys.executable, __file__, str(count)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        found[count] = json.loads(done.stdout)
        assert found[count]["added"] == count, found[count]
    few, lot = found[20], found[200]
    print(f"(b) peak of memory {lot['peak']:.0f} MB with 200 indicators, {few['peak']:.0f} MB with 20   goal < 400 MB")
    for words, which in (("first load", "first"), ("nothing new", "second")):
        ratio = lot[which] / few[which]
        print(f"(b) {words}, per indicator: {lot[which]:.1f} ms ÷ {few[which]:.1f} ms = {ratio:.2f}   goal ≤ 1.2")
    print(f"(c) copies rewritten where nothing is new: {lot['rewritten']} of 200   goal 0")


def refused(folder: Path) -> None:
    """(d)."""
    import sources
    from relations import refresh

    os.environ["RELATIONS_CACHE"] = str(folder)
    made_up = {"p0": MadeUp("p0"), "p1": MadeUp("p1"), "p2": MadeUp("p2", 1000)}
    sources.source = lambda key: cast("Source", made_up[key.split("/", 1)[0]])
    spans = []
    for name in made_up:
        start = time.perf_counter()
        refresh.refresh([[f"{name}/X"]])
        spans.append(time.perf_counter() - start)
    print(f"(d) refused {spans[2]:.2f} s ÷ let in {spans[1]:.2f} s = {spans[2] / spans[1]:.2f}   goal ≤ 2")


def main() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as name:
        against_the_slowest(Path(name) / "slow")
        few_and_many(Path(name))
        refused(Path(name) / "refused")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) > 1:
        many(int(sys.argv[1]))
    else:
        main()
