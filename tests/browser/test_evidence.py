"""The evidence in a real browser: no text touched, nothing wider than a phone, every tab reached by the keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from relations.figures import Options, draw
from relations.figures.export import export
from tests.browser.test_accessible import STILL
from tests.browser.test_page import CHART, TOUCHES, desktop, scheme, tab  # noqa: F401 (fixtures)
from tests.found import STORY, drawn

MADE = ["around-rouble-floated", "around-opec-no-cut", "around-kyiv-coal", "around-tenge-floated"]


@pytest.mark.parametrize("size", [(1200, 675), (640, 450), (320, 380)], ids=["wide", "column", "phone"])
def test_nothing_touches_in_a_made_figure(browser: Browser, tmp_path: Path, size: tuple[int, int]) -> None:
    width, height = size
    page = browser.new_page(viewport={"width": width + 100, "height": 1400})
    for name in (*MADE, *(f"claim-{one}" for one in drawn()), "pass-through"):
        path = tmp_path / f"{name}.svg"
        path.write_bytes(export(draw(STORY, name, Options(width=width, height=height)), "svg"))
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready")
        found = page.locator("svg").first.evaluate(TOUCHES)
        assert found["texts"] > 8, name
        assert found["touch"] == [], name
    page.close()


@pytest.mark.parametrize(
    "query", ["tab=Events&event=key-rate-17&then=true", "tab=Claims&claim=trade-will-grow", "tab=Method"]
)
def test_a_tab_is_whole_and_fits(tab: Page, page_address: str, query: str) -> None:  # noqa: F811
    tab.goto(f"{page_address}/?{query}")
    tab.locator(".relations h2").first.wait_for()
    if "Method" not in query:
        tab.locator(f"{CHART} text").first.wait_for()
    tab.evaluate(STILL)
    assert tab.locator("[data-testid=stException], [data-testid=stAlert]").count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= tab.evaluate("window.innerWidth")
    assert tab.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth <= main.clientWidth")
    for chart in tab.locator(CHART).all():
        assert chart.evaluate(TOUCHES)["touch"] == []


def test_the_switch_stays_on_from_tab_to_tab_and_in_the_address(desktop: Page, page_address: str) -> None:  # noqa: F811
    desktop.goto(f"{page_address}/?tab=Events&event=crimea")
    desktop.evaluate(STILL)
    desktop.get_by_text("As known on 31 Jan 2015: only").click()
    desktop.wait_for_url("**then=true**")
    expect(desktop.get_by_text("Hidden, as known on 31 Jan 2015")).to_be_visible()
    desktop.get_by_role("tab", name="Claims").click()
    # Inside its own panel: the tab that was left keeps its chart, which says “As known on …” too, until it has gone.
    claims = desktop.get_by_role("tabpanel", name="Claims").get_by_text(re.compile("^As known on 31 Jan 2015"))
    expect(claims.first).to_be_visible(timeout=60_000)
    desktop.get_by_role("tab", name="Figure").click()
    expect(desktop.locator(CHART).first).to_contain_text("As known on 31 Jan 2015")


def choose(page: Page, row: str, chosen: str) -> None:
    """Choose a row of a table by keyboard: the page stays, the address says so, the row is marked and has the focus."""
    link = page.get_by_role("link", name=row, exact=True)
    link.wait_for()
    page.evaluate(STILL)
    page.locator("html[data-links]").wait_for(state="attached")
    link.focus()
    page.evaluate("window.stayed = true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{chosen}**")
    expect(page.locator("tr.chosen")).to_contain_text(row)
    expect(link).to_be_focused()
    assert page.evaluate("window.stayed")


def test_a_row_is_chosen_by_keyboard(desktop: Page, page_address: str) -> None:  # noqa: F811
    desktop.goto(f"{page_address}/?tab=Events")
    choose(desktop, "Rouble floated", "event=rouble-floated")
    expect(desktop.locator(".st-key-event-beside h2")).to_be_in_viewport()
    expect(desktop.locator(CHART).first).to_contain_text("Rouble floated")


def test_a_claim_is_chosen_by_keyboard_and_its_card_is_seen(desktop: Page, page_address: str) -> None:  # noqa: F811
    desktop.goto(f"{page_address}/?tab=Claims&verdict=supported")
    choose(desktop, "The price of oil is dropping.", "claim=oil-drop&verdict=supported")
    expect(desktop.get_by_role("heading", name="The price of oil is dropping.")).to_be_in_viewport()
    expect(desktop.locator(CHART).first).to_contain_text("Brent crude, dollars a barrel")
