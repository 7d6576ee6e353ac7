"""The running page and the exported files in a real browser: whole, calm, and no text touched by anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from relations.figures import Options, draw
from relations.figures.export import export
from relations.figures.options import SIZES
from tests.browser.conftest import keep, tab_of
from tests.browser.test_accessible import STILL
from tests.figures import KINDS
from tests.found import STORY

FIGURES = list(KINDS)
CHART = ".picture svg"
#: The first figure of the page, for its scripts: it stands in the root of a component.
FOUND = f"""[...document.querySelectorAll("[data-testid^=stBidi]")]
  .map(one => one.shadowRoot?.querySelector("{CHART}")).find(Boolean)"""

# Boxes as the browser lays them out. A pixel of tolerance is for rounding, not for touching.
TOUCHES = """
svg => {
  const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim())
    .map(t => ({words: t.textContent, box: t.getBoundingClientRect()}))
  const touch = []
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
    if (over(a.box, b.box)) touch.push(`text “${a.words}” over “${b.words}”`)
  }))
  const rules = [...svg.querySelectorAll('.mark-rule line')].filter(line => getComputedStyle(line).opacity !== '0')
    .map(line => line.getBoundingClientRect()).filter(box => box.height > 2 && box.width < 3)
  rules.forEach(rule => texts.forEach(text => {
    const x = (rule.left + rule.right) / 2, box = text.box
    if (box.left < x && x < box.right && rule.top < box.bottom - 1 && box.top + 1 < rule.bottom)
      touch.push(`rule at ${x} through “${text.words}”`)
  }))
  const frame = svg.getBoundingClientRect()
  texts.forEach(({words, box}) => {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
      touch.push(`“${words}” leaves the figure`)
  })
  return {texts: texts.length, rules: rules.length, touch}
}
"""


@pytest.fixture(params=["light-1280", "dark-390"])
def scheme(request: pytest.FixtureRequest) -> Any:
    """The theme of a screen: a desktop's is light, a phone's dark."""
    return request.param.split("-")[0]


@pytest.fixture
def tab(profile: BrowserContext, scheme: Any) -> Iterator[Page]:
    width, height = (1280, 900) if scheme == "light" else (390, 844)
    with tab_of(profile, width, height, scheme) as page:
        yield page


def open_figure(tab: Page, address: str, figure: str) -> None:
    """Open a figure and wait until it is drawn for the width of its place, not scaled to it, and has its typeface.

    All of the page is there then, and still.
    """
    tab.goto(f"{address}/?story={STORY.id}&figure={figure}")
    tab.locator(f"{CHART} text").first.wait_for()
    tab.evaluate(STILL)
    tab.wait_for_function(
        f"""() => {{
             const svg = {FOUND}
             const room = document.querySelector('.st-key-figure-shown')?.clientWidth
             return svg && Math.abs(svg.width.baseVal.value - room) < 24
           }}"""
    )
    tab.evaluate("document.fonts.ready")


@pytest.mark.parametrize("figure", FIGURES)
def test_the_page_shows_each_figure_whole(tab: Page, page_address: str, figure: str, scheme: str) -> None:
    foreign: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((page_address, "data:", "blob:")):
            foreign.append(request.url)

    tab.on("request", note)
    open_figure(tab, page_address, figure)
    keep(tab, f"{figure}-{tab.viewport_size['width'] if tab.viewport_size else 0}-{scheme}")
    assert tab.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert tab.locator("[data-testid=stAlert]").count() == 0
    assert foreign == [], "a page calls nobody"
    assert tab.evaluate("document.documentElement.scrollWidth") <= tab.evaluate("window.innerWidth")

    found = tab.locator(CHART).first.evaluate(TOUCHES)
    assert found["texts"] > 12
    assert found["rules"] > 0
    assert found["touch"] == []
    words = tab.locator(CHART).first.text_content() or ""
    lost = [event.label for event in STORY.events_of(STORY.figure(figure)) if event.label not in words]
    assert not lost or "Names and sources of all: caption." in words, "where the rest is told is said"


def test_the_typeface_of_the_page_is_the_one_measured(tab: Page, page_address: str) -> None:
    open_figure(tab, page_address, "trade")
    loaded = tab.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + f.weight)")
    families = {name.replace('"', "") for name in loaded}
    assert {"Relations Sans400", "Relations Sans600"} <= families


@pytest.fixture
def desktop(profile: BrowserContext) -> Iterator[Page]:
    with tab_of(profile, 1280, 900) as page:
        yield page


def test_choosing_a_figure_changes_the_address_and_back(desktop: Page, page_address: str) -> None:
    open_figure(desktop, page_address, "money-and-oil")
    desktop.locator(".chooser a[href*='figure=tenge-per-rouble']").click()
    desktop.wait_for_url("**figure=tenge-per-rouble**")
    title = re.compile(r"The rouble lost 51\s% against the tenge in seven\s*months")  # a title may be of two lines
    expect(desktop.locator(CHART).first).to_contain_text(title)
    desktop.reload()
    expect(desktop.locator(CHART).first).to_contain_text(title)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("figure", FIGURES)
def test_nothing_touches_in_an_exported_file(browser: Browser, tmp_path: Path, figure: str, size: str) -> None:
    path = tmp_path / "figure.svg"
    path.write_bytes(export(draw(STORY, figure, Options(**SIZES[size])), "svg"))
    page = browser.new_page(viewport={"width": SIZES[size]["width"] + 100, "height": 1400})
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    found = page.locator("svg").first.evaluate(TOUCHES)
    page.close()
    assert found["texts"] > 12
    assert found["touch"] == []
