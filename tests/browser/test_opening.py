"""A page that opens: its figure is there as a picture before Vega-Lite is, and then the chart stands in its place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_accessible import STILL
from tests.browser.test_page import CHART

# A line of the picture's may end with a space, for who copies it; Vega's chart has none, and none is measured here.
TEXTS = """
svg => [...svg.querySelectorAll('text')].filter(one => one.textContent.trim()).map(one => {
  for (const part of one.childNodes) part.textContent = part.textContent.trimEnd()
  const {left, top, width} = one.getBoundingClientRect()
  const words = [...one.childNodes].map(part => part.textContent).join(' ')
  return [words, Math.round(left), Math.round(top), Math.round(width)]
}).sort()
"""


@pytest.fixture(params=["light", "dark"])
def held(request: pytest.FixtureRequest, browser: Browser) -> Any:
    """A page, and the requests for Vega's script that wait for an answer."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    page = context.new_page()
    page.set_default_timeout(60_000)
    waiting: list[Route] = []
    page.route("**/static/js/embed.*.js", lambda route: waiting.append(route))  # noqa: PLW0108 (a list's method has no signature)
    yield page, waiting
    context.close()


def test_the_picture_is_the_chart(held: tuple[Page, list[Route]], page_address: str) -> None:
    """The same words at the same places, and a pointer reads both."""
    page, waiting = held
    page.goto(f"{page_address}/?figure=money-and-oil")
    picture = page.locator(".picture svg")
    expect(picture).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-look")).to_be_visible(timeout=60_000)  # the rest of the page is there
    assert page.locator(CHART).count() == 0
    expect(page.locator(".picture")).to_have_attribute("aria-label", re.compile("^The rouble lost 51"))
    seen = picture.evaluate(TEXTS)
    card = read(page, picture.bounding_box())
    for route in waiting:
        route.continue_()
    expect(page.locator(f"{CHART} text").first).to_be_visible(timeout=60_000)
    expect(picture).to_have_count(0)
    page.evaluate(STILL)
    assert page.locator(CHART).first.evaluate(TEXTS) == seen
    assert read(page, page.locator(CHART).first.bounding_box()) == card
    assert "Rouble" in card


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
    page.route("**/static/js/embed.*.js", lambda _: None)
    page.goto(f"{page_address}/?figure=trade")
    picture = page.locator(".picture svg")
    expect(picture).to_be_visible(timeout=60_000)
    box = picture.bounding_box()
    assert box
    assert box["width"] == float(picture.get_attribute("width") or 0), "its type is not scaled"
    assert box["x"] + box["width"] <= 390
    context.close()
