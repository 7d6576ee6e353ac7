"""How fast figures are made, as ratios to the bare tools and to others' tools, side by side in one run.

    pip install -e '.[bench]'; python bench/drawing.py [a] [b] [c] [d] [e]

(a) draw and export a figure to PNG, warm ÷ the bare converter on the same specification   goal ≤ 1.25
(b) `relations gallery` with one job ÷ with one per core   goal ≥ 1.7 on two cores
(c) placing the labels of 40 events, and its share of drawing the figure   goal < 50 ms
(d) matplotlib, and plotly with kaleido, drawing the same annotated figure at the same size ÷ ours   goal ≥ 1
(e) draw and export a figure to SVG, warm   goal < 80 ms; SVGs and PNGs of all figures in a long run   goal 20 a second

(a), (c), (e) and matplotlib are measured in CPU time, which is the same on a machine that is busy with others; plotly's
picture is made by another process, so there both are measured by the clock.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from relations.figures import Figure, Options, draw, fonts
from relations.figures.export import export
from relations.figures.layout.lane import lane
from relations.figures.options import size
from relations.figures.theme import style_of
from relations.story import Event, Story, load

ROOT = Path(__file__).parents[1]
STORY, ANNOTATED = "kazakhstan-russia", "money-and-oil"
SCALE, PPI = 0.75, 192  #: what the converter is told for two pixels per px
RUNS = 7
WIDE = Options(**size("wide"))

Work = Callable[[], object]
Clock = Callable[[], float]


def seconds(work: Work, clock: Clock) -> float:
    """Seconds the work takes."""
    start = clock()
    work()
    return clock() - start


def in_turns(*works: Work, runs: int = RUNS, clock: Clock = time.process_time) -> list[float]:
    """Medians of each, after one to warm up, measured in turns, so that all meet the same machine."""
    for work in works:
        work()
    turns = [[seconds(work, clock) for work in works] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*turns, strict=True)]


def figures(story: Story) -> None:
    """(a) Ours against the converter alone."""
    import vl_convert

    ours = theirs = 0.0
    for spec in story.figures:
        text = json.dumps(draw(story, spec.id, WIDE).spec)
        a, b = in_turns(
            lambda: export(draw(story, spec.id, WIDE), "png"),  # noqa: B023
            lambda: vl_convert.vegalite_to_png(text, scale=SCALE, ppi=PPI),  # noqa: B023
        )
        print(f"(a) {spec.id}: {a * 1000:.0f} ms ÷ bare converter {b * 1000:.0f} ms = {a / b:.2f}   goal ≤ 1.25")
        ours, theirs = ours + a, theirs + b
    count = len(story.figures)
    print(f"(a) all: {count / ours:.1f} ÷ {count / theirs:.1f} figures per second; {ours / theirs:.2f}   goal ≤ 1.25")


def gallery() -> None:
    """(b) One process against one per core."""

    def run(*options: str) -> Work:
        command = [sys.executable, "-m", "relations", "gallery", STORY, *options]
        return lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT)

    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as all_of_them:
        a, b = in_turns(run("--out", one, "--jobs", "1"), run("--out", all_of_them), runs=3, clock=time.perf_counter)
        count = len(list(Path(one).glob("*.png")))
    cores = len(os.sched_getaffinity(0))
    print(f"(b) gallery of {count}: 1 job {a:.1f} s ÷ {cores} jobs {b:.1f} s = {a / b:.2f}   goal ≥ 1.7 on two cores")


def crowd(story: Story, *, clustered: bool) -> list[Event]:
    """Forty events in the figure's window, spread over all of it or within two months, by a fixed draw."""
    chance = random.Random(40)
    window = story.figure(ANNOTATED).window
    span = 60 if clustered else (window.end - window.start).days
    template = next(event for event in story.events if event.role == "context")
    days = sorted(window.start + timedelta(chance.randrange(span)) for _ in range(40))
    return [
        template.model_copy(update={"id": f"event-{n}", "date": day, "label": "label " * chance.randint(1, 6)})
        for n, day in enumerate(days)
    ]


def placement(story: Story) -> None:
    """(c) The lane of forty events, all of them wanted by name."""
    window = story.figure(ANNOTATED).window
    days = (window.end - window.start).days

    def x(day: date) -> float:
        return 1000 * (day - window.start).days / days

    style = style_of("light", 1200)
    for clustered in (False, True):
        events = crowd(story, clustered=clustered)
        (lanes,) = in_turns(lambda: lane(events, x, (-60.0, 1120.0), style))  # noqa: B023
        told = story.model_copy(update={"events": (*story.events, *events)})
        options = Options(**size("wide"), events=tuple(event.id for event in events))
        (whole,) = in_turns(lambda: draw(told, ANNOTATED, options))  # noqa: B023
        kind = "clustered" if clustered else "spread"
        print(
            f"(c) 40 events, {kind}: {lanes * 1000:.1f} ms   goal < 50 ms; "
            f"drawing the figure {whole * 1000:.0f} ms, so {lanes / whole:.2f} of it"
        )


# ---------------------------------------------------------------------------------------------- others' tools


def heights(figure: Figure) -> list[tuple[Event, float]]:
    """The figure's events known to the day, each with a height for its label, in six rows: others place none."""
    days = [event for event in figure.events if event.precision == "day"]
    return [(event, 1.05 + 0.11 * (place % 6)) for place, event in enumerate(days)]


def in_matplotlib(figure: Figure, story: Story) -> bytes:
    """Panels, lines, rules, labels, bands, titles and sources, as a matplotlib user would draw them."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import font_manager
    from matplotlib import pyplot as plt

    font_manager.fontManager.addfont(str(fonts.FILES[fonts.FAMILY][fonts.REGULAR]))
    plt.rcParams["font.family"] = fonts.FAMILY
    plt.rcParams["svg.fonttype"] = "none"
    sheet, axes = plt.subplots(len(figure.shown), sharex=True, figsize=(figure.width / 96, figure.height / 96))
    for place, (axis, (label, shown)) in enumerate(zip(axes, figure.shown, strict=True)):
        axis.plot(shown.data["date"], shown.data["value"], linewidth=1.5)
        axis.set_title(f"{label}, {shown.indicator.unit}", loc="left", fontsize=9)
        axis.grid(axis="y", linewidth=0.5)
        for band in story.bands:
            axis.axvspan(band.start, band.end, alpha=0.1)
        for event, height in heights(figure):
            axis.axvline(event.date, linewidth=0.6, color="grey")
            if place == 0:
                axis.annotate(event.label, (event.date, height), xycoords=("data", "axes fraction"), fontsize=8)
    sheet.suptitle(figure.title, x=0.05, ha="left")
    sheet.text(0.05, 0.02, figure.caption[:200], fontsize=7)
    sheet.subplots_adjust(top=0.72, bottom=0.1, hspace=0.4)
    file = io.BytesIO()
    sheet.savefig(file, format="png", dpi=PPI)
    plt.close(sheet)
    return file.getvalue()


def in_plotly(figure: Figure, story: Story) -> Any:
    """The same with plotly; the picture is made by `kaleido`, in a browser."""
    from plotly.subplots import make_subplots

    titles = [f"{label}, {shown.indicator.unit}" for label, shown in figure.shown]
    sheet = make_subplots(rows=len(figure.shown), shared_xaxes=True, subplot_titles=titles)
    for row, (_, shown) in enumerate(figure.shown, 1):
        sheet.add_scatter(x=shown.data["date"], y=shown.data["value"], mode="lines", row=row, col=1)
    days = heights(figure)
    whole = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1}
    rules = [{**whole, "type": "line", "x0": event.date, "x1": event.date, "line_width": 1} for event, _ in days]
    bands = [
        {**whole, "type": "rect", "opacity": 0.1, "x0": band.start, "x1": band.end, "fillcolor": "tan"}
        for band in story.bands
    ]
    labels = [
        {"xref": "x", "yref": "paper", "x": event.date, "y": 1 + (y - 1) / 3, "text": event.label, "showarrow": False}
        for event, y in days
    ]
    sheet.update_layout(
        title=figure.title, shapes=rules + bands, annotations=list(sheet.layout.annotations) + labels,
        width=figure.width, height=figure.height, margin_t=200, showlegend=False,
    )  # fmt: skip
    return sheet


@contextmanager
def browser() -> Iterator[Callable[[Any, Figure], bytes]]:
    """Kaleido with the chromium that is here, started once; nothing is fetched."""
    import kaleido

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    kaleido.start_sync_server(n=1, path=path, enable_sandbox=False, mathjax=False, silence_warnings=True)
    try:
        yield lambda sheet, figure: kaleido.calc_fig_sync(
            sheet, opts={"format": "png", "width": figure.width, "height": figure.height, "scale": 2}
        )
    finally:
        kaleido.stop_sync_server(silence_warnings=True)


def others(story: Story) -> None:
    """(d) The same annotated figure by others."""
    figure = draw(story, ANNOTATED, WIDE)

    def ours() -> bytes:
        return export(draw(story, ANNOTATED, WIDE), "png")

    if missing := lacking("matplotlib"):
        print(f"(d) matplotlib: not measured, {missing}")
    else:
        report("matplotlib", in_turns(ours, lambda: in_matplotlib(figure, story)), in_matplotlib(figure, story))
    if missing := lacking("plotly", "kaleido") or ("" if shutil.which("chromium") else "chromium is not here"):
        print(f"(d) plotly and kaleido: not measured, {missing}")
    else:
        with browser() as picture:
            times = in_turns(ours, lambda: picture(in_plotly(figure, story), figure), clock=time.perf_counter)
            report("plotly and kaleido", times, picture(in_plotly(figure, story), figure))


def long_run(story: Story) -> None:
    """(e) Each figure as SVG, then all of them again and again."""

    def drawn(name: str, format: str) -> Work:  # noqa: A002
        return lambda: export(draw(story, name, WIDE), format)

    names = [spec.id for spec in story.figures]
    for name in names:
        (took,) = in_turns(drawn(name, "svg"))
        print(f"(e) {name} as SVG {took * 1000:.0f} ms   goal < 80 ms")
    for format in ("svg", "png"):  # noqa: A001
        took = sum(in_turns(*(drawn(name, format) for name in names), runs=20))
        print(f"(e) {len(names) / took:.1f} figures as {format.upper()} a second and core   goal ≥ 20")


def lacking(*libraries: str) -> str:
    """Which libraries are not installed, and what installs them; empty if all are."""
    missing = [name for name in libraries if not find_spec(name)]
    return f"{', '.join(missing)} not installed: pip install -e '.[bench]'" if missing else ""


def report(name: str, times: Sequence[float], png: bytes) -> None:
    """Print a tool's time against ours, and the size of its picture, which must be ours in pixels."""
    ours, theirs = times
    width, height = (int.from_bytes(png[start : start + 4]) for start in (16, 20))
    ratio = f"{theirs * 1000:.0f} ms ÷ ours {ours * 1000:.0f} ms = {theirs / ours:.2f}"
    print(f"(d) {name} {ratio}   ({width} × {height} pixels)")


def main() -> None:
    """Print the ratios asked for, or all."""
    story = load(STORY)
    parts: dict[str, Work] = {
        "a": lambda: figures(story),
        "b": gallery,
        "c": lambda: placement(story),
        "d": lambda: others(story),
        "e": lambda: long_run(story),
    }
    for part in sys.argv[1:] or parts:
        parts[part]()


if __name__ == "__main__":
    main()
