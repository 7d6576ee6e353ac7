"""What many viewers at once meet: real sessions over websockets, on this machine, server and viewers sharing its cores.

    python bench/load.py [VIEWERS …]       25 and 100, if none are given

Every viewer opens the page and goes every 10 s to a figure, as it is or as it was known then, as Back and Forward do.
Half of them have the dark theme. Each run is timed from the request to the message that it
has finished, and what came is compared with what this viewer asked for: figure, cut and theme. Nothing is taken from
a browser's memory of messages, so the bytes are the most that a change needs. A plain page, a box to choose from and an
Altair chart of the same data, is visited likewise, in turns with ours.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from page import ROOT, STORY, cpu_seconds, server
from viewers import CHANGES, Met, Viewer, session, shown, view

GOALS = {25: 300, 100: 600}  #: ms, for the 95th percentile of the reruns of so many viewers
PLAIN = """
import altair as alt, pandas as pd, streamlit as st
st.set_page_config(layout="wide")
data = st.cache_data(pd.read_csv)({csv!r}, parse_dates=["date"])
name = st.selectbox("Figure", list(data["figure"].unique()), key="figure", bind="query-params")
chart = alt.Chart(data[data["figure"] == name]).mark_line().properties(width=860, height=180)
st.altair_chart(chart.encode(x="date:T", y="value:Q", row="line:N", tooltip=["date:T", "value:Q"]), key="chart")
"""


@dataclass(frozen=True)
class Round:
    """What so many viewers met, and what they cost."""

    met: Met
    memory: float  #: MB that the server grew per session
    left: float  #: s until the server counted no session, once they had gone
    server: float  #: cores the server was busy with
    viewers: float  #: cores the viewers were busy with


async def visit(address: str, pid: int, expected: dict[str, frozenset[str]], viewers: int) -> Round:
    """Send viewers to a page, all at once, and away again."""
    await acquaint(address, expected)
    met, leave = Met(), asyncio.Event()
    memory, start = resident(pid), time.perf_counter()
    busy, ours = cpu_seconds(pid), time.process_time()
    tasks = [asyncio.create_task(view(address, met, expected, number, leave)) for number in range(viewers)]
    while len(met.reruns) + len(met.errors) < viewers * CHANGES and not all(task.done() for task in tasks):
        await asyncio.sleep(0.2)
    seconds = time.perf_counter() - start
    busy, ours, memory = cpu_seconds(pid) - busy, time.process_time() - ours, resident(pid) - memory
    if sessions(address) != viewers:
        met.errors.append(f"{sessions(address)} sessions of {viewers} viewers")
    leave.set()
    await asyncio.gather(*tasks)
    return Round(met, memory / viewers, await gone(address), busy / seconds, ours / seconds)


async def acquaint(address: str, expected: dict[str, frozenset[str]]) -> None:
    """Draw everything once, so that what a page keeps for all viewers is not counted as one's own."""
    for number, figure, then in product((0, 1), expected, (False, True)):
        async with session(address) as stream:
            await Viewer(stream, Met(), expected, number).open(figure, then=then)


async def gone(address: str, patience: float = 20) -> float:
    """Seconds until the server has no session any more; infinite if it keeps one."""
    start = time.perf_counter()
    while sessions(address):
        if time.perf_counter() - start > patience:
            return float("inf")
        await asyncio.sleep(0.1)
    return time.perf_counter() - start


def sessions(address: str) -> int:
    """The active sessions, as the server's own metrics count them."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    text = opener.open(f"{address}/_stcore/metrics?families=active_sessions", timeout=10).read().decode()
    return sum(int(float(line.split()[-1])) for line in text.splitlines() if line.startswith("active_sessions"))


def resident(pid: int) -> float:
    """Memory of a process, MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that this share of all does not exceed."""
    return sorted(values)[max(0, round(share * len(values) + 0.5) - 1)] if values else float("nan")


def report(name: str, viewers: int, found: Round) -> None:
    """One round, as lines with their goals."""
    met = found.met
    middle, most, first_view = (
        percentile(times, share) * 1000 for times, share in ((met.reruns, 0.5), (met.reruns, 0.95), (met.opened, 0.95))
    )
    first, change = (max(sizes, default=0) / 1000 for sizes in (met.first, met.change))
    goal = f"goal p95 ≤ {GOALS[viewers]} ms" if viewers in GOALS else ""
    sent = "compressed" if met.compressed else "not compressed"
    lines = (
        f"{viewers} viewers of {name}: rerun p50 {middle:.0f} ms, p95 {most:.0f} ms, of {len(met.reruns)}   {goal}",
        f"    first view p95 {first_view:.0f} ms; cores busy: server {found.server:.2f}, viewers {found.viewers:.2f}",
        f"    {len(met.errors)} errors, {met.strange} of {met.charts} charts another's   goal 0 and 0",
        f"    memory {found.memory:.2f} MB per session   goal ≤ 1; last session closed after {found.left:.1f} s",
        f"    bytes, {sent}: first view {first:.0f} kB   goal ≤ 300; change {change:.0f} kB   goal ≤ 150",
        *(f"    {error}" for error in sorted(set(met.errors))[:3]),
    )
    print("\n".join(lines))


def figures_of(story_id: str, csv: Path) -> dict[str, frozenset[str]]:
    """The lines of each figure of a story; its data go into a file."""
    import pandas as pd

    from relations import downloads
    from relations.figures import draw
    from relations.story import load

    story = load(story_id)
    drawn = {spec.id: draw(story, spec.id) for spec in story.figures}
    pd.concat([downloads.drawn(figure).assign(figure=name) for name, figure in drawn.items()]).to_csv(csv, index=False)
    lines = {name: shown(figure.pointer)[0] for name, figure in drawn.items()}
    return {name: some for name, some in lines.items() if some}  # one without lines cannot be compared


def main(sizes: Sequence[int]) -> None:
    """Print what each number of viewers meets on our page and on a plain one."""
    with tempfile.TemporaryDirectory() as name:
        expected = figures_of(STORY, Path(name) / "data.csv")
        plain = Path(name) / "plain.py"
        plain.write_text(PLAIN.format(csv=str(Path(name) / "data.csv")))
        unknown = dict.fromkeys(expected, frozenset[str]())
        for viewers in sizes:
            medians = []
            for title, script, figures in (("ours", ROOT / "dashboard.py", expected), ("plain Altair", plain, unknown)):
                with server(script) as (address, pid):
                    found = asyncio.run(visit(address, pid, figures, viewers))
                report(title, viewers, found)
                medians.append([statistics.median(found.met.reruns), percentile(found.met.reruns, 0.95)])
            (a, b), (c, d) = medians
            print(f"ours ÷ plain, {viewers} viewers: p50 {a / c:.2f}, p95 {b / d:.2f}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main([int(argument) for argument in sys.argv[1:]] or list(GOALS))
