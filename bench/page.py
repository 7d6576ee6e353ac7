"""How fast the page, the command line and a drawing are, as ratios to the bare tools, side by side in one run.

    python bench/page.py

(a) first figure visible in chromium ÷ the same for an empty Streamlit page   goal ≤ 1.3; and what of it no page with a
    Vega-Lite chart can do without: a page with nothing but this figure's specification ÷ the empty one
(b) `relations figure` for one PNG, as a process ÷ a bare process with the same libraries and spec   goal ≤ 1.2
(c) `relations --help` ÷ `python -c pass`   goal < 8
(d) read and draw a figure with warm imports   goal ≤ 60 ms
(e) from a click on another figure until it is visible   goal ≤ 200 ms; CPU of the server per rerun   goal ≤ 30 ms
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
STORY, FIGURE = "kazakhstan-russia", "money-and-oil"
RUNS = 9
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
EMPTY = "import streamlit as st\nst.set_page_config(layout='wide')\nst.write('an empty page')\n"
ALONE = """
import json, pathlib, streamlit as st
st.set_page_config(layout="wide")
st.vega_lite_chart(json.loads(pathlib.Path({spec!r}).read_text()), width="content", theme=None)
"""
BARE = """
import sys, json, pandas, altair, vl_convert
vl_convert.register_font_directory({fonts!r})
spec = open({spec!r}).read()
open({out!r}, "wb").write(vl_convert.vegalite_to_png(spec, scale=0.75, ppi=192))
"""


def seconds(work: Callable[[], object]) -> float:
    """Seconds the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternating(ours: Callable[[], object], theirs: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Medians of both, measured in turns, so that both meet the same machine."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


@contextmanager
def server(script: Path | None = None) -> Iterator[tuple[str, int]]:
    """A running Streamlit page, or the dashboard as it is served: its address, and the id of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    bare = ["streamlit", "run", str(script), f"--server.port={port}", *options]
    words = bare if script else ["relations", "dashboard", "--headless", f"--port={port}"]
    process = subprocess.Popen([sys.executable, "-m", *words], stdout=subprocess.DEVNULL, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        try:
            opener.open(f"{address}/_stcore/health", timeout=2)
            break
        except OSError:
            time.sleep(0.1)
    try:
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


SEEN = """
selector => new Promise(resolve => {
  const roots = () => [document, ...[...document.querySelectorAll("[data-testid^=stBidi]")].map(one => one.shadowRoot)]
  const look = () => roots().some(root => root?.querySelector(selector))
    ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
    : requestAnimationFrame(look)
  look()
})
"""


def visible(browser: Browser, address: str, selector: str) -> float:
    """Seconds from the request to the frame after which something of a page can be seen, by the page's own clock.

    A new session each time; the browser has the program's files already, as it has for every visit but the first.
    """
    tab = browser.contexts[0].new_page()
    tab.goto(address, wait_until="commit")
    milliseconds: float = tab.evaluate(SEEN, selector)
    tab.close()
    return milliseconds / 1000


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


CLICKED = """
([name, words]) => new Promise(resolve => {
  const label = document.querySelector(`.chooser a[href*="figure=${name}"]`)
  const start = performance.now()
  label.click()
  const figure = () => document.querySelector(".st-key-pointer [data-testid^=stBidi]")?.shadowRoot.querySelector("svg")
  const look = () => figure()?.textContent.includes(words)
    ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)))
    : requestAnimationFrame(look)
  look()
})
"""
CHART, WORDS = "[data-testid=stVegaLiteChart] svg text", "[data-testid=stMarkdownContainer] p"
FIGURE_SEEN = ".picture svg text"


def page(browser: Browser, folder: Path) -> None:
    """(a) and (e)."""
    from relations.figures import Options, draw
    from relations.story import load

    spec, alone, empty = folder / "spec.json", folder / "alone.py", folder / "empty.py"
    spec.write_text(json.dumps(draw(load(STORY), FIGURE, Options(width=920, height=736, thinned=True)).spec))
    alone.write_text(ALONE.format(spec=str(spec)))
    empty.write_text(EMPTY)
    with server(ROOT / "dashboard.py") as (ours, _), server(alone) as (bare, _), server(empty) as (theirs, _):
        visits = ((f"{ours}/?figure={FIGURE}", FIGURE_SEEN), (bare, CHART), (theirs, WORDS))
        rounds = [[visible(browser, *visit) for visit in visits] for _ in range(14)]
        a, b, c = (statistics.median(times) for times in zip(*rounds[2:], strict=True))  # two fill the browser's cache
        print(f"(a) first figure {a * 1000:.0f} ms ÷ empty page {c * 1000:.0f} ms = {a / c:.2f}   goal ≤ 1.3")
        print(f"    a page with nothing but its specification {b * 1000:.0f} ms ÷ empty page = {b / c:.2f}")
    with server() as (ours, pid):
        clicks(browser, f"{ours}/?figure={FIGURE}", pid)


def clicks(browser: Browser, address: str, pid: int) -> None:
    """(e)."""
    from relations.figures import draw
    from relations.story import load

    tab = browser.contexts[0].new_page()
    tab.goto(address)
    tab.locator(FIGURE_SEEN).first.wait_for()
    tab.locator(".chooser a").first.wait_for()
    story = load(STORY)
    words = {name: draw(story, name).title[:24] for name in ("trade", "tenge-per-rouble", FIGURE)}
    found = []
    for turn in range(33):
        if turn == 3:  # by then all have been drawn once
            before = cpu_seconds(pid)
        name = list(words)[turn % 3]
        found.append(tab.evaluate(CLICKED, [name, words[name]]))
        tab.wait_for_timeout(300)  # what the page does after the figure belongs to the rerun
    print(f"(e) click to figure {statistics.median(found[3:]):.0f} ms   goal ≤ 200 ms")
    print(f"    CPU per rerun {(cpu_seconds(pid) - before) / 30 * 1000:.0f} ms   goal ≤ 30 ms")


def processes(folder: Path) -> None:
    """(b) and (c)."""
    from relations.figures import draw, fonts
    from relations.story import load

    spec = folder / "spec.json"
    spec.write_text(json.dumps(draw(load(STORY), FIGURE).spec))
    bare = BARE.format(fonts=str(fonts.FOLDER), spec=str(spec), out=str(folder / "bare.png"))

    def run(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT)

    relations = [sys.executable, str(Path(sys.executable).with_name("relations"))]
    ours = run(*relations, "figure", STORY, FIGURE, "--out", str(folder))
    a, b = alternating(ours, run(sys.executable, "-c", bare), 5)
    print(f"(b) relations figure {a:.2f} s ÷ bare process {b:.2f} s = {a / b:.2f}   goal ≤ 1.2")
    a, b = alternating(run(*relations, "--help"), run(sys.executable, "-c", "pass"), 15)
    print(f"(c) relations --help {a * 1000:.0f} ms ÷ python -c pass {b * 1000:.0f} ms = {a / b:.1f}   goal < 8")


def drawing() -> None:
    """(d)."""
    from relations.figures import draw
    from relations.story import load

    story = load(STORY)
    for spec in story.figures:
        draw(story, spec.id)
        median = statistics.median(seconds(lambda: draw(story, spec.id)) for _ in range(RUNS))  # noqa: B023
        print(f"(d) read and draw {spec.id} {median * 1000:.0f} ms   goal ≤ 60 ms")


def main() -> None:
    """Print all ratios."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        browser.new_context(viewport={"width": 1280, "height": 900})
        page(browser, folder)
        browser.close()
        processes(folder)
        drawing()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
