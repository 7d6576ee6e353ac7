"""The page where a reader has blocked things, in another site's frame, and on paper: the figure is there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_page import CHART

NO_STORAGE = """for (const name of ["localStorage", "sessionStorage", "cookieStore", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError") } })
Object.defineProperty(document, "cookie", { get() { throw new DOMException("blocked", "SecurityError") }, set() {} })"""


@pytest.fixture
def other_site(tmp_path: Path, page_address: str) -> Iterator[str]:
    """The address of a page of another origin with ours in a frame."""
    frame = f'<title>x</title><iframe src="{page_address}/?view=figure&figure=trade" width=900 height=600></iframe>'
    (tmp_path / "index.html").write_text(frame, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


def test_the_figure_is_there_in_the_frame_of_another_site(browser: Browser, other_site: str) -> None:
    page = browser.new_page()
    page.goto(other_site)
    expect(page.frame_locator("iframe").locator(f"{CHART} text").first).to_be_visible()
    page.close()


def test_without_storage_and_cookies_the_page_is_whole_and_prints(browser: Browser, page_address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(NO_STORAGE)
    page.goto(f"{page_address}/?theme=dark&tab=Claims&claim=oil-drop")
    expect(page.locator(f"{CHART} text").first).to_be_visible()
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    page.wait_for_function(f"() => {ground} === 'rgb(14, 17, 23)'")  # a function: the page's policy allows no text
    page.emulate_media(media="print")
    for part in page.locator("[data-testid=stSidebar], [role=tablist], button").all():
        expect(part).to_be_hidden()
    page.close()
