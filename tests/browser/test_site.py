"""A site opened from a folder, and one that is served: without scripts all is there, with them nobody is kept out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.built import NAME, folder, site

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
FIGURE = f"{NAME}/trade/index.html"
EVERY = ("index.html", f"{NAME}/index.html", FIGURE, f"{NAME}/claims/index.html", f"ru/{NAME}/events/index.html",
         f"{NAME}/claims/largest-partner/index.html", f"{NAME}/method/index.html")  # fmt: skip


def opened(page: Page, path: str) -> list[str]:
    """Open a page of the site as a file; what the browser complains of from then on."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((folder() / path).as_uri())
    return complaints


def sideways(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found


@pytest.mark.parametrize(("width", "seen", "unseen"), [(1280, "wide", "phone"), (390, "phone", "wide")])
def test_without_scripts_a_figure_its_words_and_tables_are_there(
    browser: Browser, width: int, seen: str, unseen: str
) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": width, "height": 844})
    assert opened(page, FIGURE) == []
    expect(page.locator(f".drawing.{seen} svg")).to_be_visible()
    expect(page.locator(f".drawing.{unseen}")).to_be_hidden()
    expect(page.get_by_role("heading", name="Long description")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("World Bank WITS")
    expect(page.locator("button.interactive")).to_be_hidden()
    page.close()


def test_every_kind_of_page_fits_a_phone_and_keeps_nobody_out(browser: Browser) -> None:
    """axe finds nothing, in the dark as well; no page scrolls sideways; the browser has nothing to complain of."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    for path in EVERY:
        complaints = opened(page, path)
        assert sideways(page) <= 0, path
        page.evaluate(AXE)
        found = page.evaluate("async () => (await axe.run()).violations.map(one => [one.id, one.nodes[0].html])")
        assert found == [], path
        assert complaints == [], path
    page.close()


def test_a_figure_becomes_interactive_once_asked_and_not_before(browser: Browser) -> None:
    """Within its policy: nothing is refused, no text is made a script, and nothing is asked of anybody else."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints = opened(page, f"{NAME}/votes/index.html")  # lines, whose rows come joined
    assert not [one for one in asked if "vega" in one]
    page.get_by_role("button", name="Read values").click()
    expect(page.locator(".drawing.wide[data-shown] svg.marks")).to_be_visible()
    assert all(one.startswith("file://") for one in asked)
    assert [one for one in complaints if not one.startswith("WARN Conflicting scale property")] == []
    box = page.locator(".drawing.wide svg.marks").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.7)
    expect(page.locator("#vg-tooltip-element")).to_contain_text("20")
    page.close()


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line per request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served() -> Iterator[str]:
    """Where the site that was made for an address is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site())))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("path", [FIGURE, f"ru/{FIGURE}"])
def test_a_served_page_asks_early_for_its_typefaces_each_once(browser: Browser, served: str, path: str) -> None:
    """A browser complains, some seconds later, of what it was told to ask for and did not use."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda one: complaints.append(one.text) if "favicon" not in one.location["url"] else None)
    page.goto(f"{served}/{path}", wait_until="load")
    early = page.evaluate("[...document.querySelectorAll('link[rel=preload]')].map(one => one.href)")
    page.wait_for_timeout(6000)
    assert len(early) == 2
    assert [asked.count(one) for one in early] == [1, 1]
    assert complaints == []
    page.close()


def test_only_a_site_with_an_address_asks_early_for_typefaces() -> None:
    """From a folder each browser refuses it in words."""
    assert "preload" in (site() / FIGURE).read_text(encoding="utf-8")
    assert "preload" not in (folder() / FIGURE).read_text(encoding="utf-8")
