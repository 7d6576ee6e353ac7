"""How long the evidence takes: all events × all lines of a story, the placebo rank, and how the cost grows.

Run from the working tree: python bench/evidence.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))


from relations import story as stories
from relations.claims import claims
from relations.evidence.daily import Daily
from relations.evidence.event_study import event_study
from relations.evidence.events import events
from relations.evidence.subject import Subject

ROWS, EVENTS = 10_000, 20


def milliseconds(work: Callable[[], object], repeats: int = 7) -> float:
    """The fastest of several runs, after one to warm up."""
    work()
    took = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return 1000 * min(took)


def simulated(rows: int) -> tuple[Daily, Daily]:
    """A rate and oil as random walks of so many business days."""
    rng = np.random.default_rng(1)
    days = np.busday_offset(np.datetime64("1900-01-01"), np.arange(rows), roll="forward")
    values = np.exp(np.cumsum(rng.normal(0, 0.01, (2, rows)), axis=1))
    return Daily("rate", days, values[0]), Daily("oil", days, values[1])


def study(rate: Daily, oil: Daily, count: int) -> object:
    """The event study of so many days, evenly over the sample and away from its ends."""
    at = np.linspace(200, rate.days.size - 50, count).astype(int)
    return event_study(Subject(rate, oil), {str(i): rate.day(int(i)) for i in at})


def exponent(sizes: list[int], took: list[float]) -> float:
    """Slope of log time on log size: 1 is linear."""
    return float(np.polyfit(np.log(sizes), np.log(took), 1)[0])


def main() -> None:
    """Print every number with the goal it is measured against."""
    story = stories.load("kazakhstan-russia")
    print(f"all events × all lines        {milliseconds(lambda: events(story)):8.1f} ms   (goal < 300)")
    print(f"all claims                    {milliseconds(lambda: claims(story)):8.1f} ms")
    print(f"all claims, as known then     {milliseconds(lambda: claims(story, known_then=True)):8.1f} ms")

    sample = simulated(ROWS)
    took = milliseconds(partial(study, *sample, EVENTS))
    print(f"event study with placebo rank {took:8.1f} ms   (goal < 50; {ROWS:,} rows × {EVENTS} events, 3 windows)")

    rows = [10_000, 20_000, 40_000, 80_000]
    by_rows = [milliseconds(partial(study, *simulated(n), EVENTS)) for n in rows]
    print(f"exponent of cost in rows      {exponent(rows, by_rows):8.2f}      {_table(rows, by_rows)}")
    counts = [20, 80, 320, 1280]
    by_events = [milliseconds(partial(study, *sample, n)) for n in counts]
    print(f"exponent of cost in events    {exponent(counts, by_events):8.2f}      {_table(counts, by_events)}")


def _table(sizes: list[int], took: list[float]) -> str:
    return ", ".join(f"{size:,}: {ms:.1f} ms" for size, ms in zip(sizes, took, strict=True))


if __name__ == "__main__":
    main()
