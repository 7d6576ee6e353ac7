"""A page that opens: its figure is there before the rest, also where things are blocked, and on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Scheme
from tests.browser.test_accessible import STILL
from tests.browser.test_page import CHART

# A line of the picture's may end with a space, for who copies it; none is measured here.
TEXTS = """
svg => [...svg.querySelectorAll('text')].filter(one => one.textContent.trim()).map(one => {
  for (const part of one.childNodes) part.textContent = part.textContent.trimEnd()
  const {left, top, width} = one.getBoundingClientRect()
  const words = [...one.childNodes].map(part => part.textContent).join(' ')
  return [words, Math.round(left), Math.round(top), Math.round(width)]
}).sort()
"""


MOVED = """
window.moved = []
new PerformanceObserver(list => {
  for (const {previousRect: was, currentRect: now} of list.getEntries().flatMap(one => one.sources))
    if (was.height && now.height && Math.abs(now.y - was.y) > 100) moved.push([was.y, now.y, now.height])
}).observe({type: 'layout-shift', buffered: true})
"""


def test_nothing_jumps_when_the_figure_comes(browser: Browser, page_address: str) -> None:
    """The buttons below it are not shown in its place first."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(MOVED)
    page.goto(f"{page_address}/?figure=trade")
    expect(page.locator(CHART)).to_be_visible(timeout=60_000)
    expect(page.locator(".bar")).to_be_visible()
    expect(page.locator(".st-key-look")).to_be_visible(timeout=60_000)
    page.evaluate(STILL)
    assert page.evaluate("moved") == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_figure_is_there_first_and_stays_as_it_is(browser: Browser, page_address: str, scheme: Scheme) -> None:
    """The rest of the page comes after it; no script that draws is asked for."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{page_address}/?figure=money-and-oil")
    picture = page.locator(CHART)
    expect(picture).to_be_visible(timeout=60_000)
    expect(page.get_by_role("img", name=re.compile("^The rouble lost 51"))).to_be_visible()
    page.evaluate("document.fonts.ready")
    seen = picture.evaluate(TEXTS)
    expect(page.locator(".st-key-look")).to_be_visible(timeout=60_000)  # the rest of the page is there
    page.evaluate(STILL)
    assert picture.evaluate(TEXTS) == seen
    assert "Rouble" in read(page, picture.bounding_box())
    assert not [one for one in asked if "embed" in one or "vega" in one.lower()]
    page.close()


def read(page: Page, box: Any) -> str:
    """What the pointer's card says in the middle of a figure."""
    page.mouse.move(5, 5)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".card")).to_be_visible()
    return page.locator(".card").inner_text()


BLOCKED = """
Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})
"""


def test_a_reader_who_blocks_storage_sees_the_figure(browser: Browser, page_address: str) -> None:
    """As in a frame of another site, where the browser refuses it."""
    page = browser.new_page(viewport={"width": 900, "height": 700})
    page.add_init_script(BLOCKED)
    page.goto(f"{page_address}/?view=figure&figure=trade&theme=dark")
    expect(page.locator(f"{CHART} text").first).to_be_visible(timeout=60_000)
    assert page.get_by_text("BidiComponent Error").count() == 0
    page.close()


def test_on_a_phone_the_picture_has_the_width_of_one(browser: Browser, page_address: str) -> None:
    phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36"
    context = browser.new_context(viewport={"width": 390, "height": 844}, user_agent=phone)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{page_address}/?figure=trade")
    picture = page.locator(CHART)
    expect(picture).to_be_visible(timeout=60_000)
    box = picture.bounding_box()
    assert box
    assert box["width"] == float(picture.get_attribute("width") or 0), "its type is not scaled"
    assert box["x"] + box["width"] <= 390
    context.close()
