"""Everything at once for half an hour: viewers, faulty refreshes, half-saved stories, a store that dies.

    python bench/soak.py [--minutes 30] [--seed 1] [--guests 20] [--folder FOLDER]

A dashboard reads a cache in an object store and 20 guests wander over it by real websockets. Every minute a day passes,
a refresher runs while publishers fail and print wrong numbers by chance, and is killed now and then; a story is saved
by halves; twice the store is killed and comes back. Then everything that was shown is looked through:

(a) what was shown that no message of ours says: an exception, a trace, the name of an error, a path   goal 0
(b) values in any version of the store, or left in the end, that are not what a refresh without a fault makes   goal 0
(c) figures shown whose numbers are not those of one whole version of the cache, drawn by a whole story   goal 0
(d) memory of the server after a third of the time   goal: flat, less than 1 MB a minute

The exit code is 1 if a goal is missed. All that was met stays in the folder, if one is given, and is looked through
again, without another soak, if it is given once more.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import pickle
import shutil
import socket
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from guests import Seen, timing, wander
from load import percentile, resident
from page import ROOT
from versions import STORY, Files, figures, standing, values, versions, wrong

ADDRESS = "s3://team/cache"
#: Not played: numbers a publisher might have revised, and days to come, which come true as the days pass.
BELIEVABLE = {"revised", "revised-5", "duplicate-different", "tomorrow", "future"}
MINUTE, DEAD, HALF = 60.0, 25.0, 2.0  #: s between two refreshes, that the store is away, that a story is a half


@dataclass
class Run:
    """What a soak is made of and what it has met."""

    folder: Path
    standin: Any
    store: Any
    choice: Random
    ends: float  #: of the monotonic clock
    seen: Seen = field(default_factory=Seen)
    versions: dict[int, Files] = field(default_factory=dict)
    refreshes: Counter[str] = field(default_factory=Counter)
    traces: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)  #: minutes, MB

    def env(self, machine: str, cache: str = ADDRESS) -> dict[str, str]:
        """The environment of a process on one of the machines."""
        places = {"XDG_DATA_HOME": str(self.folder / machine), "RELATIONS_STORIES": str(self.folder / "stories")}
        return {
            **self.standin.env,
            **self.store.env,
            **places,
            "RELATIONS_CACHE": cache,
            "PYTHONPATH": str(self.program),
        }

    @property
    def program(self) -> Path:
        """The copy of the program that is soaked."""
        return self.folder / "program"

    @property
    def bucket(self) -> Path:
        """Where the store keeps the cache."""
        return self.folder / "store" / "team" / "cache"

    async def refresh(self, cache: str = ADDRESS, kill_after: float | None = None) -> None:
        """One refresh, as a process, killed after so many seconds if it is not over; its end is counted."""
        command = [sys.executable, "-m", "relations", "refresh", STORY]
        with open(self.folder / "refresh.log", "wb") as log:
            env = self.env("refresher", cache)
            process = await asyncio.create_subprocess_exec(*command, cwd=self.program, env=env, stdout=log, stderr=log)
            try:
                await asyncio.wait_for(process.wait(), kill_after)
                end = f"exit code {process.returncode}"
            except TimeoutError:
                process.kill()
                await process.wait()
                end = "killed"
        self.refreshes[end] += 1
        said = (self.folder / "refresh.log").read_text(errors="replace")
        self.traces += [f"refresh: {said[-600:]}"] if "Traceback" in said or "Error:" in said else []
        self.versions |= versions(self.bucket)

    async def refreshing(self, days: list[Any]) -> None:
        """A refresh a minute, each a day later, under whatever happens; the last two without a fault."""
        from tests.publishers import PUBLISHERS, SCENARIOS

        faults = sorted(SCENARIOS.keys() - BELIEVABLE)
        for day in days:
            if time.monotonic() > self.ends:
                break
            start, self.standin.today = time.monotonic(), day
            patience = self.choice.uniform(2, 25) if self.choice.random() < 0.15 else 5 * MINUTE
            kill = min(patience, self.ends - start)
            process = asyncio.create_task(self.refresh(kill_after=kill))
            while not process.done() or time.monotonic() < start + MINUTE:
                some = {name for name in PUBLISHERS if self.choice.random() < 0.6}
                self.standin.play(self.choice.choice(faults), some)
                await asyncio.sleep(min(15.0, max(0.1, self.ends - time.monotonic())))
                if time.monotonic() > self.ends:
                    break
            await process
        self.standin.play("live")
        self.standin.today = days[-1]
        for _ in range(2):
            await self.refresh()

    async def saving(self) -> None:
        """A story saved every minute, the first half of it first."""
        path = self.folder / "stories" / f"{STORY}.toml"
        whole, number = path.read_bytes(), 0
        while time.monotonic() < self.ends:
            text = whole + b"# saved for the %d. time\n" % (number := number + 1)
            self.seen.saves += 1
            path.write_bytes(text[: self.choice.randrange(len(text))])
            await asyncio.sleep(HALF)
            path.write_bytes(text)
            self.seen.saves += 1
            await asyncio.sleep(MINUTE - HALF)

    async def dying(self, minutes: float) -> None:
        """The store, killed after a third of the time and after two, and back soon."""
        for _ in range(2):
            await asyncio.sleep(minutes * 20)
            self.store.kill()
            await asyncio.sleep(min(DEAD, minutes * 3))
            self.store.start()

    async def weighing(self, pid: int) -> None:
        """The server's memory, every five seconds."""
        start = time.monotonic()
        while time.monotonic() < self.ends:
            self.memory.append(((time.monotonic() - start) / 60, resident(pid)))
            await asyncio.sleep(5)


@contextlib.asynccontextmanager
async def page(run: Run) -> Any:
    """The dashboard of a machine that reads the store: its address and the id of its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "relations", "dashboard", "--headless", f"--port={port}"]
    with open(run.folder / "page.log", "wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=run.program, env=run.env("page"), stdout=log, stderr=log
        )
    address, opener = f"http://127.0.0.1:{port}", urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        with contextlib.suppress(OSError):
            await asyncio.to_thread(opener.open, f"{address}/_stcore/health", timeout=2)
            break
        await asyncio.sleep(0.1)
    try:
        yield address, process.pid
    finally:
        process.terminate()
        await process.wait()
    said = (run.folder / "page.log").read_text(errors="replace")
    run.traces += [f"page: {part[-600:]}" for part in said.split("Traceback")[1:]]


async def soak(run: Run, minutes: float, guests: int, names: list[str]) -> None:
    """All of it, for so long."""
    today = datetime.now(UTC).date()
    days = [today - timedelta(days=back) for back in range(int(minutes), -1, -1)]
    run.standin.play("live")
    run.standin.today = days[0]
    await run.refresh()
    (local,) = (one for one in (run.folder / "refresher").glob("relations/stores/*") if not one.suffix)
    shutil.copytree(local, run.folder / "truth")
    run.standin.today = days[-1]
    await run.refresh(str(run.folder / "truth"))
    print(f"begun after {time.monotonic() - run.ends:.0f} s", flush=True)
    async with page(run) as (address, pid):
        run.ends = time.monotonic() + minutes * 60
        async with asyncio.TaskGroup() as group:
            group.create_task(run.refreshing(days))
            group.create_task(run.saving())
            group.create_task(run.dying(minutes))
            group.create_task(run.weighing(pid))
            group.create_task(timing(run.seen, run.ends))
            for number in range(guests):
                group.create_task(wander(address, STORY, names, run.seen, number, run.ends))


def report(run: Run) -> bool:
    """Print what was met; whether every goal was."""
    seen, truth = run.seen, values(run.folder / "truth")
    checked = set[str]()
    false, known, drawn = Counter[str](), {one: {""} for one in seen.charts}, dict[Any, str]()
    for number, files in run.versions.items():
        with standing(files, run.bucket, run.folder / "versions" / str(number)) as place:
            false.update(wrong(values(place, checked), truth))
            checked |= {f"{name.removeprefix('private/').removesuffix('.csv')} {sha}" for name, sha in files.items()}
            for asked in [one for one, states in seen.charts.items() if states.keys() - known[one]]:
                known[asked].add(figures(asked, drawn))
    with standing(run.versions[max(run.versions)], run.bucket, run.folder / "versions" / "last") as place:
        held = values(place)
    lost = sum(len(rows.keys() - held.get(key, {}).keys()) for key, rows in truth.items())
    torn = {one: sum(n for state, n in shown.items() if state not in known[one]) for one, shown in seen.charts.items()}
    charts, shown = sum(shown.total() for shown in seen.charts.values()), seen.faults + run.traces
    states = len({state for shown in seen.charts.values() for state in shown})
    warm = [one for one in run.memory if one[0] > run.memory[-1][0] / 3]
    slope, end = growth(warm), max(mb for _, mb in warm)
    runs = f"p50 {percentile(seen.runs, 0.5):.2f} s, p95 {percentile(seen.runs, 0.95):.2f} s"
    ends = ", ".join(f"{count} × {what}" for what, count in sorted(run.refreshes.items()))
    print(f"{len(seen.runs)} runs of the page, {runs}; {len(run.versions)} versions; refreshes: {ends}")
    print(f"(a) {len(shown)} things shown that are no message of ours   goal 0")
    print(*(f"    {count} × {text[:300]}" for text, count in Counter(shown).most_common(8)), sep="\n")
    print(f"    a ping took {seen.pings:.1f} s at most; the guests themselves were late by {seen.late:.1f} s at most")
    print(f"    messages shown: {seen.notes.total()}")
    print(*(f"    {count} × {text[:200]}" for text, count in seen.notes.most_common(12)), sep="\n")
    print(f"(b) {len(false)} wrong values in all versions, {lost} missing in the end   goal 0 and 0")
    print(*(f"    {count} × {text}" for text, count in false.most_common(8)), sep="\n")
    print(f"(c) {sum(torn.values())} of {charts} figures ({states} states) of no whole version   goal 0")
    print(f"    {seen.halves} more shown while a story was a half: of no whole story, and not compared")
    print(*(f"    {count} × {asked}" for asked, count in torn.items() if count), sep="\n")
    print(f"(d) {warm[0][1]:.0f} MB when warm, {end:.0f} MB at most; {slope:+.2f} MB a minute   goal < 1")
    return not shown and not false and not lost and not any(torn.values()) and slope < 1


def unpack(program: Path) -> None:
    """Copy the program, without its copies of what is asked here: the stand-in's numbers are not the world's."""
    leave = shutil.ignore_patterns(".*", "build", "private", "__pycache__")
    if not program.exists():
        shutil.copytree(ROOT, program, ignore=leave)
    sys.path.insert(0, str(program))
    from tests.publishers import PUBLISHERS

    for publisher in PUBLISHERS:
        shutil.rmtree(program / "data" / "cache" / publisher, ignore_errors=True)


def growth(samples: list[tuple[float, float]]) -> float:
    """The slope of the straight line nearest to all samples, MB a minute."""
    import numpy as np

    minutes, sizes = np.array(samples).T
    return float(np.polyfit(minutes, sizes, 1)[0])


def main() -> None:
    """Soak, report, and end with 1 if a goal was missed."""
    parser = argparse.ArgumentParser()
    for name, default in (("minutes", 30.0), ("seed", 1), ("guests", 20), ("folder", "")):
        parser.add_argument(f"--{name}", type=type(default), default=default)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(given.folder or name)
        met = folder / "met.pickle"
        unpack(folder / "program")
        from relations.story import load
        from tests.cache.store import Store
        from tests.publishers import StandIn

        if not met.exists():
            shutil.copytree(ROOT / "stories", folder / "stories")
            store = Store(folder / "store")
            try:
                with StandIn("live") as standin:
                    run = Run(folder, standin, store, Random(given.seed), time.monotonic())
                    names = [one.id for one in load(STORY).figures]
                    asyncio.run(soak(run, given.minutes, given.guests, names))
            finally:
                store.kill()
            kept = (run.seen, run.versions, run.refreshes, run.traces, run.memory)
            met.write_bytes(pickle.dumps(kept))
        os.environ["RELATIONS_STORIES"] = str(folder / "stories")
        well = report(Run(folder, None, None, Random(), 0, *pickle.loads(met.read_bytes())))
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
