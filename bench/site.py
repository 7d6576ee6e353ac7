"""How fast a page of the static site is, and how heavy, side by side with a bare page in one run.

    python bench/site.py

(a) first figure visible in chromium, by the page's clock, nothing in its cache ÷ the same for a bare HTML page with
    nothing but the same SVG, without and with its typeface: of medians, and of quartiles, which a busy machine
    disturbs less   goal ≤ 1.1
(b) bytes of a figure's page before anybody touches it, not compressed, with its typeface   goal ≤ 150 kB
(c) a second run, of which nothing has changed ÷ the first; it draws nothing
(d) the same figure, first visible in the dashboard, as its visitors see it for the first time

OWID's chart page cannot be run here: its grapher is in no registry of packages, and its site is asked over the network.
"""

from __future__ import annotations

import gzip
import re
import statistics
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from page import FIGURE_SEEN, FLAGS, ROOT, SEEN, STORY
from page import server as dashboard
from playwright.sync_api import Browser, sync_playwright

from relations.site import build
from tests.browser.conftest import chromium

RUNS, SHOWN = 20, 3  #: turns of the pages, and of the dashboard, which takes many times as long
FIGURES = ("money-and-oil", "trade", "partners")  #: the heaviest, one of bars, a plate


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line per request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Patient(ThreadingHTTPServer):
    """A server that is not upset by a browser that goes away."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


def seen(browser: Browser, address: str, selector: str = "svg") -> float:
    """Milliseconds until the figure of a page has been painted, in a browser that has nothing of it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    milliseconds: float = page.evaluate(SEEN, selector)
    context.close()
    return milliseconds


def bare(page: Path) -> None:
    """Write, beside a figure's page, pages with nothing but its SVG: as it is, and with its typeface."""
    text = page.read_text(encoding="utf-8")
    svg = re.search(r'<div class="drawing wide"[^>]*>(<svg.*?</svg>)', text, re.DOTALL)
    assert svg
    faces = "".join(re.findall(r"@font-face.*", text))
    start = "<!doctype html><meta charset=utf-8><title>bare</title>"
    page.with_name("bare.html").write_text(f"{start}{svg[1]}", encoding="utf-8")
    page.with_name("typeface.html").write_text(f"{start}<style>{faces}</style>{svg[1]}", encoding="utf-8")


def weight(browser: Browser, address: str, out: Path) -> tuple[int, int, list[str]]:
    """Bytes of all that a page loads by itself, as they are and compressed, and the names of the files."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    page.close()
    root = re.match(r"http://[^/]+/", address)
    files = [one.removeprefix(root[0]) if root else one for one in asked]
    data = [(out / one).read_bytes() for one in files if (out / one).is_file()]
    packed = (
        len(one) if name.endswith("woff2") else len(gzip.compress(one)) for name, one in zip(files, data, strict=False)
    )
    return sum(map(len, data)), sum(packed), files


def tell(browser: Browser, base: str, shown: str, figure: Path) -> None:
    """Look at a figure's pages in turns, so that all meet the same machine, and print how they compare."""
    address = f"{base}/{STORY}/{figure.name}"
    pages = [(f"{address}/{name}.html", "svg") for name in ("index", "bare", "typeface")]
    rounds = [[seen(browser, *page) for page in pages] for _ in range(RUNS)]
    dashed = statistics.median(
        seen(browser, f"{shown}/?story={STORY}&figure={figure.name}", FIGURE_SEEN) for _ in range(SHOWN)
    )
    quick, middle, _ = zip(*(statistics.quantiles(times, n=4) for times in zip(*rounds, strict=True)), strict=True)
    plain, packed, files = weight(browser, f"{address}/index.html", figure.parents[1])
    ratios = "; ".join(
        f"{ours:.0f} ms ÷ {alone:.0f} ms = {ours / alone:.2f}, ÷ {faced:.0f} ms with its typeface = {ours / faced:.2f}"
        for ours, alone, faced in (middle, quick)
    )
    print(
        f"(a) {figure.name}: {ratios}   "
        f"(b) {plain / 1000:.0f} kB in {len(files)} files, {packed / 1000:.0f} kB compressed   "
        f"(d) dashboard {dashed:.0f} ms, {dashed / middle[0]:.1f} times as long"
    )


def main() -> None:
    """Build the site of a story, twice, and look at its pages."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        times = []
        for _ in range(2):
            start = time.process_time()
            made = build(out, [STORY], ["en"], "https://example.org/")  # with an address, as what is served has
            times.append(time.process_time() - start)
        print(f"(c) CPU of a first run {times[0]:.1f} s, of a second {times[1]:.2f} s, which drew {made[0].drawn}")
        figures = [out / STORY / name for name in FIGURES]
        for one in figures:
            bare(one / "index.html")
        server = Patient(("127.0.0.1", 0), partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            with dashboard(ROOT / "dashboard.py") as (shown, _):
                for one in figures:
                    tell(browser, base, shown, one)
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
