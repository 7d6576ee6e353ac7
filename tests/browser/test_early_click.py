"""Who clicks while the page is still being made: the click counts, and what the link asked for stays."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import serving
from tests.browser.test_accessible import STILL

LINK = "tab=Figure&event=crimea&figure=money-and-oil&roles=cited,context"


def test_an_early_click_changes_nothing_it_does_not_mean(browser: Browser) -> None:
    """The first run of a new server takes seconds; a click ends it before all controls are made."""
    with serving("relations", "dashboard", "--headless", "--port") as address:
        page = browser.new_context().new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/?{LINK}")
        page.get_by_role("button", name="Download").dispatch_event("click")
        expect(page.get_by_role("button", name="All for an article")).to_be_visible(timeout=60_000)
        page.evaluate(STILL)
        assert page.url == f"{address}/?{LINK}"
        expect(page.get_by_role("button", name="Close the card")).to_be_attached()
        page.context.close()
