"""Two refreshers as processes, killed at any moment and begun anew: what either had put away is there in the end.

`RELATIONS_KILLS=40 pytest tests/cache/test_races.py` kills more often.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cache.store import Store

pytest.importorskip("s3fs", reason="the extra s3 brings it")
pytest.importorskip("localbucket", reason="a store that speaks S3")
ROOT = Path(__file__).parents[2]
# A process that has all it needs in memory forks the refreshers, two at a time.
PROGRAM = """
import os, random, signal, sys, time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
import fsspec, s3fs, aiobotocore.session
import sources
from relations import cache
from relations.cache import mirror
from relations.cache.journal import LOG
from relations.cache.vintage import ADDITIONS, REVISIONS
from relations.refresh import verify
from relations.refresh.lock import hold
from tests.cache.store import came

folder, kills = Path(sys.argv[1]), int(sys.argv[2])
random.seed(int(sys.argv[3]))
mirror.EVERY = 3600.0
BOTH, OWN = "imf/KZT", {0: "imf/RUB", 1: "imf/CNY"}

def day(number):
    return str(date(1990, 1, 1) + timedelta(number))

def refresh(machine, number):
    '''A row of each key; its number is noted once both were put away.'''
    os.environ["XDG_DATA_HOME"] = str(folder / f"machine{machine}")
    with hold(60):
        came(BOTH, {day(2 * number + machine): 400.0 + number % 7}, sources.now())
        came(OWN[machine], {day(number): 60.0 + number % 7}, sources.now())
    if mirror.address() and mirror.since()[0]:
        sys.exit(mirror.since()[0])
    with open(folder / f"done{machine}", "a") as done:
        done.write(f"{number}\\n")

def begin(machine, number):
    pid = os.fork()
    if not pid:
        try:
            refresh(machine, number)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return pid

def ended(pid):
    assert os.waitpid(pid, 0)[1] == 0

start = time.monotonic()
for pid in [begin(machine, 0) for machine in OWN]:
    ended(pid)
usual = time.monotonic() - start
for kill in range(1, kills + 1):  # two at a time: one is killed, the other ends well
    at_work = [begin(machine, kill) for machine in OWN]
    time.sleep(random.random() * usual)
    victim = at_work.pop(random.randrange(2))
    os.kill(victim, signal.SIGKILL)
    os.waitpid(victim, 0)
    ended(at_work[0])
for machine in OWN:  # what a kill left waiting goes with the next refresh
    ended(begin(machine, kills + 1))

os.environ["XDG_DATA_HOME"] = str(folder / "reader")
assert verify() == []
done = {machine: [*map(int, (folder / f"done{machine}").read_text().split())] for machine in OWN}
rows = {key: cache.read(key).data for key in (BOTH, *OWN.values())}
known = {key: dict(zip(data["date"].dt.strftime("%Y-%m-%d"), data["value"], strict=True)) for key, data in rows.items()}
for machine, numbers in done.items():
    for number in numbers:
        assert known[BOTH][day(2 * number + machine)] == 400.0 + number % 7, (machine, number)
        assert known[OWN[machine]][day(number)] == 60.0 + number % 7, (machine, number)
logged = Counter(row["key"] for row in LOG.rows())
assert all(logged[key] >= len(done[machine]) for machine, key in OWN.items())
assert logged[BOTH] >= sum(map(len, done.values()))
told = Counter((row["key"], row["first"]) for row in ADDITIONS.rows())
assert {*told} >= {(key, one) for key, rows in known.items() for one in rows}, "every row is on record"
numbers = [row["sequence"] for journal in (LOG, ADDITIONS, REVISIONS) for row in journal.rows()]
assert len(numbers) == len({*numbers})
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("where", ["store", "folder"])
def test_two_refreshers_killed_at_any_moment_lose_nothing(tmp_path: Path, where: str) -> None:
    store = Store(tmp_path / "store")
    place = "s3://team/cache" if where == "store" else str(tmp_path / "cache")
    environment = {**os.environ, **store.env, "RELATIONS_CACHE": place}
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        PROGRAM,
        str(tmp_path),
        os.environ.get("RELATIONS_KILLS", "1"),
        "1",
    ]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    finally:
        store.kill()
    assert done.returncode == 0, done.stderr
