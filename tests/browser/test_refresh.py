"""A refresh begun on the page, from the stand-in for publishers: seen by all, in nobody’s way; and the status left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from relations.cache import is_cached
from relations.page.parts.refreshing import SECRET
from tests.browser.conftest import serving
from tests.browser.test_accessible import STILL
from tests.browser.test_page import CHART, scheme, tab  # noqa: F401 (fixtures)
from tests.refresh.frozen import frozen

BUTTON = "Refresh this story"
TOKEN = "a token of twenty-six letters"
WAIT = 60_000  #: ms; how quick a page is says how busy the machine is
NEW = "fred/DCOILBRENTEU"  # not in the shipped cache


@pytest.fixture
def team_page(browser: Browser, standin: Any, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a page on a team's machine: it may refresh its own copy of the shipped cache."""
    shutil.copytree(frozen(), cache)
    monkeypatch.setenv(SECRET, TOKEN)
    with serving("relations", "dashboard", "--headless", "--port") as address:
        yield address


def opened(browser: Browser, address: str, query: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{address}/?{query}")
    return page


def give_token(page: Page) -> None:
    page.get_by_label("Token for refreshing").fill(TOKEN)
    page.get_by_label("Token for refreshing").press("Enter")


def test_a_refresh_is_seen_by_all_and_in_nobodys_way(browser: Browser, standin: Any, team_page: str) -> None:
    standin.scenario = "slow"
    first = opened(browser, team_page, "tab=Status")
    give_token(first)
    first.get_by_role("button", name=BUTTON).click()
    expect(first.locator("progress[aria-label=imf]")).to_be_visible(timeout=WAIT)
    expect(first.get_by_role("button", name=BUTTON)).to_be_disabled(timeout=WAIT)

    other = opened(browser, team_page, "tab=Figure&figure=trade")
    other.locator(f"{CHART} text").first.wait_for()
    # The figure was there before the refresh had ended.
    expect(first.locator("progress").first).to_be_visible(timeout=WAIT)

    second = opened(browser, team_page, "tab=Status")
    give_token(second)
    expect(second.locator("progress[aria-label=imf]")).to_be_visible(timeout=WAIT)
    expect(second.get_by_role("button", name=BUTTON)).to_be_disabled(timeout=WAIT)

    standin.scenario = "ok"
    for page in (first, second):
        row = page.locator(".result tbody tr", has=page.locator(f'[title="{NEW}"]'))
        expect(row).to_contain_text("✓ added", timeout=WAIT)
        expect(page.locator("progress")).to_have_count(0, timeout=WAIT)
        expect(page.get_by_text("The next refresh may begin at")).to_be_visible(timeout=WAIT)
        expect(page.get_by_role("button", name=BUTTON)).to_be_disabled(timeout=WAIT)
    assert is_cached(NEW)
    expect(first.get_by_role("heading", name="Last runs")).to_be_visible(timeout=WAIT)
    for page in (first, second, other):
        page.context.close()


def test_a_public_page_has_no_trace_of_it(tab: Page, page_address: str) -> None:  # noqa: F811
    tab.goto(f"{page_address}/?tab=Status")
    expect(tab.get_by_text("relations refresh kazakhstan-russia")).to_be_visible(timeout=WAIT)
    tab.evaluate(STILL)
    expect(tab.get_by_role("button", name=BUTTON)).to_have_count(0)
    assert tab.evaluate("document.documentElement.scrollWidth") <= tab.evaluate("window.innerWidth")
    assert tab.locator("[data-testid=stMain]").evaluate("box => box.scrollWidth <= box.clientWidth")


def test_the_heading_of_a_row_stays_when_its_table_is_scrolled(tab: Page, page_address: str) -> None:  # noqa: F811
    tab.goto(f"{page_address}/?tab=Status")
    box = tab.get_by_role("region", name="Copies")
    box.wait_for()
    tab.evaluate(STILL)
    box.focus()
    left = box.locator("tbody th").first.evaluate("cell => cell.getBoundingClientRect().left")
    box.evaluate("box => { box.scrollLeft = 200 }")
    assert box.locator("tbody th").first.evaluate("cell => cell.getBoundingClientRect().left") == left
    assert box.evaluate("box => document.activeElement === box"), "reached by the keyboard"
