"""How fast a page of the static site is, and how heavy, side by side with a bare page in one run.

    python bench/site.py

(a) first figure visible in chromium ÷ the same for a bare HTML page with nothing but the same SVG   goal ≤ 1.1
(b) bytes of a figure's page before anybody touches it, not compressed, with its typeface   goal ≤ 150 kB
(c) a second run, of which nothing has changed ÷ the first; it draws nothing
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

from page import FLAGS, STORY, alternating
from playwright.sync_api import Browser, sync_playwright

from relations.site import build
from tests.browser.conftest import chromium

RUNS = 9
FIGURES = ("money-and-oil", "trade", "partners")  #: the heaviest, one of bars, a plate
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line per request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def seen(browser: Browser, address: str) -> None:
    """Open a page in a new session and wait until its figure has been painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("svg", state="visible")
    page.evaluate(PAINTED)
    context.close()


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


def main() -> None:
    """Build the site of a story, twice, and look at its pages."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        times = []
        for _ in range(2):
            start = time.process_time()
            made = build(out, [STORY], ["en"])
            times.append(time.process_time() - start)
        print(f"(c) CPU of a first run {times[0]:.1f} s, of a second {times[1]:.2f} s, which drew {made[0].drawn}")
        figures = [out / STORY / name for name in FIGURES]
        for one in figures:
            text = (one / "index.html").read_text(encoding="utf-8")
            svg = re.search(r'<div class="drawing wide"[^>]*>(<svg.*?</svg>)', text, re.DOTALL)
            assert svg
            (one / "bare.html").write_text(f"<!doctype html><meta charset=utf-8><title>bare</title>{svg[1]}")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            ratios = []
            for one in figures:
                address = f"{base}/{STORY}/{one.name}"
                ours, bare = alternating(
                    partial(seen, browser, f"{address}/index.html"),
                    partial(seen, browser, f"{address}/bare.html"),
                    RUNS,
                )
                plain, packed, files = weight(browser, f"{address}/index.html", out)
                ratios.append(ours / bare)
                print(
                    f"(a) {one.name}: {1000 * ours:.0f} ms ÷ {1000 * bare:.0f} ms = {ours / bare:.2f}   "
                    f"(b) {plain / 1000:.0f} kB in {len(files)} files, {packed / 1000:.0f} kB compressed"
                )
            print(f"(a) median of all figures: {statistics.median(ratios):.2f}")
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
