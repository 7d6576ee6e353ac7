"""An atlas: pairs a second in one process and in two, memory by the number of pairs, votes of all; 16, 256 on paper.

    python bench/atlas.py [FEW MANY]       countries, of the post-Soviet states and others: 6 and 15, if not said

CPU seconds are counted, not those of a clock, as they are the same on a machine that is busy: what a further pair costs
is the difference of two runs, so that no start of a process is in it. Needs the extra `atlas`.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from datetime import date
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

DAY = date(2015, 12, 31)


def spent() -> tuple[float, float]:
    """CPU seconds of this process, and of those it has begun."""
    now = os.times()
    return now.user + now.system, now.children_user + now.children_system


def run(out: str, count: int, jobs: int) -> tuple[int, float, float]:
    """Pairs made of so many countries, and CPU seconds of this process and of its workers."""
    from relations.atlas import build, spread
    from relations.atlas.pairs import POST_SOVIET, countries

    named = list(POST_SOVIET) + [one.code for one in countries("all") if one.code not in POST_SOVIET]
    listed = [one for one in countries("all") if one.code in named[:count]]
    how = spread.processes(jobs, multiprocessing.get_context("spawn")) if jobs > 1 else map
    before = spent()
    found = build(Path(out), listed, DAY, spread=how)
    own, theirs = (after - start for after, start in zip(spent(), before, strict=True))
    assert not found.problems, found.problems[0]
    return found.pairs, own, theirs


def main(few: int, many: int) -> None:
    """Print what was measured and what follows from it."""
    costs = {}
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            run(f"{folder}/warm", 2, jobs)
            small, large = run(f"{folder}/few", few, jobs), run(f"{folder}/many", many, jobs)
            pairs, own, theirs = (b - a for a, b in zip(small, large, strict=True))
            costs[jobs] = own / pairs, theirs / pairs
            again = run(f"{folder}/many", many, 1)
            print(f"{jobs} at work: {1000 * sum(costs[jobs]):.0f} ms of CPU a further pair, "
                  f"{1000 * costs[jobs][0]:.0f} of them in the process that gives them out; "
                  f"nothing to do for {large[0]} pairs: {1000 * again[1] / large[0]:.0f} ms a pair")  # fmt: skip
    one, two = sum(costs[1]), sum(costs[2])
    print(f"pairs a second of CPU: {1 / one:.2f} in one process, {2 / two:.2f} in two: efficiency {one / two:.2f}   "
          "goal ≥ 0.85")  # fmt: skip
    given, made = costs[2]
    for workers in (16, 256):
        rate = min(workers / made, 1 / given)
        print(f"on paper {workers} workers: {rate:.0f} pairs a second, all 18,915 in {18915 / rate / 60:.0f} min, "
              f"bound by {'who gives them out' if 1 / given < workers / made else 'the workers'}")  # fmt: skip
    _memory()
    _votes()


def _memory() -> None:
    """Memory of this process by the number of pairs, without figures, which go to the disk one by one."""
    from relations.atlas import build
    from relations.atlas.pairs import countries

    found = {}
    for count in (8, 16, 24):
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder), countries("all")[:count], DAY, drawn=False)
        found[count * (count - 1) // 2] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("memory at most:", ", ".join(f"{pairs} pairs {peak:.0f} MB" for pairs, peak in found.items()))


def _votes() -> None:
    """Votes of all pairs of members, to the rows of the table."""
    from relations.atlas import votes

    start = time.process_time()
    found = votes.every()
    counted = time.process_time() - start
    pairs = list(combinations(found.number, 2))
    agreements = sum(len(found.series(*pair)) for pair in pairs)
    series = time.process_time() - start
    some = pairs[::40]
    rows = sum(len(list(found.rows(*pair))) for pair in some)
    took = (time.process_time() - start - series) * len(pairs) / len(some)
    print(f"votes of {len(pairs)} pairs: {counted:.1f} s of CPU, as {agreements} values by year {series:.1f} s   "
          f"goal ≤ 30 s; as rows of the table {took:.0f} s, from a sample of {rows}")  # fmt: skip


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (6, 15)))
