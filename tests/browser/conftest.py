"""A running page and a real browser. In CI a missing browser is a failure, elsewhere a skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.found import alone
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
Scheme = Literal["light", "dark"]
WAIT = 60_000  #: ms; a first view of a tab takes seconds on a busy machine, and what stands is seen at once
expect.set_options(timeout=WAIT)
PICTURES, LONGEST = ROOT / "build" / "screenshots", 8000  #: px
# Nothing of the browser's own may call out: there is no network here, and a page needs none.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The browser of the machine, or the one CHROMIUM names."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("CHROMIUM") or next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium on this machine; install Debian's package of that name")
        pytest.skip("no chromium on this machine: `apt-get install chromium`, or name one in $CHROMIUM")
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:
            pytest.fail(f"{path} does not start: {error}")
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def profile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser whose profile is on disk, so that it compiles the scripts of a page once and not for every test."""
    folder = tmp_path_factory.mktemp("profile")
    kept = browser.browser_type.launch_persistent_context(folder, executable_path=chromium(), args=FLAGS)
    yield kept
    kept.close()


@contextmanager
def tab_of(profile: BrowserContext, width: int, height: int, scheme: Scheme = "light") -> Iterator[Page]:
    """A new tab, and with it at its end all that was opened from it; a page remembers nothing of the one before."""
    before = set(profile.pages)
    page = profile.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.set_default_timeout(WAIT)
    yield page
    for one in set(profile.pages) - before:
        if one.url.startswith("http"):
            one.evaluate("localStorage.clear(), sessionStorage.clear()")
        one.close()


@contextmanager
def serving(*command: str, **places: str) -> Iterator[str]:
    """The address of a page, with one story, started by a command that a port is added to; `places` are its files."""
    port = free_port()
    env = {**os.environ, "RELATIONS_STORIES": str(alone()), **places}
    server = subprocess.Popen([sys.executable, "-m", *command, str(port)], cwd=ROOT, env=env)
    try:
        _wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def page_address() -> Iterator[str]:
    """The address of a page that was started as a user starts it."""
    with serving("relations", "dashboard", "--headless", "--port") as address:
        yield address


def keep(page: Page, name: str) -> None:
    """A picture of a page, as long as what is in it, for a person to look at: build/screenshots/<name>.png."""
    size = page.viewport_size
    assert size
    long = page.evaluate("Math.max(innerHeight, document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0)")
    page.set_viewport_size({"width": size["width"], "height": min(long, LONGEST)})
    page.wait_for_timeout(200)  # a frame in which it is laid out anew
    page.screenshot(path=PICTURES / f"{name}.png")
    page.set_viewport_size(size)


def _wait_for(address: str, server: subprocess.Popen[bytes], seconds: float = 180) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the page ended with exit code {server.returncode}")
        try:
            opener.open(f"{address}/_stcore/health", timeout=2)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the page did not answer within {seconds} s")
