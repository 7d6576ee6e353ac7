"""Exploring a figure with a pointer and the keyboard, its link, its card, and the figure alone for a screenshot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from relations.story.line import line
from tests.browser.test_accessible import STILL
from tests.browser.test_page import CHART, FOUND, TOUCHES, desktop  # noqa: F401 (a fixture)
from tests.figures import KINDS
from tests.found import STORY

OVERLAY = ".overlay"
PUBLISHERS = {"copies": "rouble:imf/RUB,tenge:imf/KZT,oil:fred/DCOILBRENTEU"}


def open_page(page: Page, address: str, query: str) -> None:
    """Open the page and wait until the pointer's overlay lies on the figure, and nothing moves them any more."""
    page.goto(f"{address}/?{query}")
    page.locator(f"{CHART} text").first.wait_for()
    page.evaluate(STILL)
    page.wait_for_function(
        """() => {
             const find = root => [...root.querySelectorAll('*')].flatMap(e =>
               [...(e.classList.contains('overlay') ? [e] : []), ...(e.shadowRoot ? find(e.shadowRoot) : [])])
             const [overlay] = find(document)
             return overlay && overlay.clientWidth > 300
           }"""
    )


def x_of(page: Page, day: date) -> float:
    """Px of a day on the page: two rules of events, whose days are known, give the scale."""
    box = page.locator(OVERLAY).bounding_box()
    rules = page.locator(CHART).first.evaluate(
        """svg => [...svg.querySelectorAll('.mark-rule line')].map(l => l.getBoundingClientRect())
             .filter(b => b.height > 60 && b.width < 4).map(b => (b.left + b.right) / 2).sort((a, b) => a - b)"""
    )
    assert box
    days = sorted(event.date for event in STORY.events_of(STORY.figure("tenge-per-rouble")))
    first, last = days[0], days[-1]
    return float(rules[0] + (rules[-1] - rules[0]) * (day - first).days / (last - first).days)


def y_of(page: Page) -> float:
    box = page.locator(OVERLAY).bounding_box()
    assert box
    return box["y"] + box["height"] * 0.6


def test_a_pointer_reads_value_change_publisher_and_the_nearest_event(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=tenge-per-rouble")
    desktop.mouse.move(x_of(desktop, date(2014, 6, 27)), y_of(desktop))
    card = desktop.locator(".card")
    expect(card).to_be_visible()
    words = card.inner_text()
    shown = line(STORY, "tenge-per-rouble").data.set_index("date")["value"]
    read = re.search(r"values of (\d+) Jun 2014", words) or re.search(r"(\d+) Jun 2014", words)
    assert read, words
    value = shown[f"2014-06-{int(read[1]):02d}"]
    assert f"{value:.3f} KZT per RUB" in words
    base = shown[:"2013-07-01"].iloc[-1]
    assert f"{100 * (value / base - 1):+.1f} %".replace("-", "−") in words, "what the rouble is worth, as in the title"
    size = card.bounding_box()
    assert size
    assert size["width"] < 290
    assert size["height"] < 130
    assert "Union treaty signed\n29 May 2014 · observations after it: " in words
    assert "change since 1 Jul 2013" in words


@pytest.mark.parametrize("window", ["2013-07-01..2016-03-31", "2003-06-01..2019-01-31"], ids=["all sent", "one of two"])
def test_observations_are_counted_in_the_whole_line(desktop: Page, page_address: str, window: str) -> None:  # noqa: F811
    """Also where a line has more days than a pointer is told."""
    open_page(desktop, page_address, f"figure=tenge-per-rouble&window={window}&roles=cited")
    box = desktop.locator(OVERLAY).bounding_box()
    assert box
    days = line(STORY, "tenge-per-rouble").data["date"].dt.date
    for share in (0.15, 0.21, 0.26):
        desktop.mouse.move(box["x"] + box["width"] * share, y_of(desktop))
        words = desktop.locator(".card").inner_text()
        read = pd.to_datetime(words.split("\n")[0], format="%d %b %Y").date()
        found = re.search(r"Union treaty signed\n29 May 2014 · observations before it: (\d+)", words)
        assert found, words
        assert int(found[1]) == ((days > read) & (days <= date(2014, 5, 29))).sum()


def test_a_brush_is_a_window_for_all_panels_and_back_undoes_it(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=tenge-per-rouble")
    y = y_of(desktop)
    desktop.mouse.move(x_of(desktop, date(2014, 6, 1)), y)
    desktop.mouse.down()
    desktop.mouse.move(x_of(desktop, date(2014, 12, 31)), y, steps=4)
    desktop.mouse.up()
    desktop.wait_for_url(re.compile(r"window=2014-0[56]-\d\d\.\.(2014-12|2015-01)-\d\d"))
    years = desktop.locator(CHART).first.locator("text").filter(has_text=re.compile(r"^201\d$"))
    expect(years.filter(has_text="2014")).to_have_count(1)
    expect(years.filter(has_text="2016")).to_have_count(0)
    expect(years.filter(has_text="2013")).to_have_count(0)
    desktop.go_back()
    expect(years.filter(has_text="2016")).to_have_count(1)


def test_a_drag_goes_on_when_the_figure_is_drawn_anew_below_it(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=tenge-per-rouble")
    y = y_of(desktop)
    desktop.mouse.move(x_of(desktop, date(2014, 6, 1)), y)
    desktop.mouse.down()
    desktop.mouse.move(x_of(desktop, date(2014, 7, 1)), y, steps=4)
    desktop.get_by_role("button", name="Closer").evaluate("button => button.click()")
    desktop.wait_for_url("**window=**")
    desktop.evaluate(STILL)
    expect(desktop.locator(".brush")).to_be_visible()
    closer = desktop.url
    desktop.mouse.move(x_of(desktop, date(2014, 8, 1)), y, steps=4)
    desktop.mouse.up()
    desktop.wait_for_url(lambda url: url != closer)
    expect(desktop.locator(".brush")).to_be_hidden()


def test_everything_a_pointer_does_the_keyboard_does(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=tenge-per-rouble")
    overlay = desktop.locator(OVERLAY)
    overlay.focus()
    desktop.keyboard.press("End")
    desktop.keyboard.press("ArrowLeft")
    expect(desktop.locator(".live")).to_contain_text("KZT per RUB")
    for key, said in (("Control+ArrowLeft", "29 Feb 2016"), ("ArrowUp", "Tenge floated")):
        desktop.keyboard.press(key)
        expect(desktop.locator(".live")).to_contain_text(said)
    desktop.keyboard.press("+")
    desktop.wait_for_url("**window=**")
    expect(desktop.locator(".live")).to_contain_text(re.compile(r"^From \d+ \w+ 201\d to \d+ \w+ 201\d$"))
    desktop.get_by_role("button", name="Whole window").click()
    desktop.wait_for_url(lambda url: "window=" not in url)
    open_page(desktop, page_address, "figure=tenge-per-rouble")
    overlay.focus()
    desktop.keyboard.press("Home")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**event=tenge-devalued**")


def test_a_card_stays_open_when_the_figure_is_drawn_anew_below_it(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=tenge-per-rouble")
    desktop.mouse.move(x_of(desktop, date(2014, 6, 27)), y_of(desktop))
    card, live = desktop.locator(".card"), desktop.locator(".live")
    expect(card).to_contain_text("Jun 2014")
    desktop.get_by_role("button", name="Closer").evaluate("button => button.click()")  # and the pointer rests
    desktop.wait_for_url("**window=**")
    expect(card).to_contain_text(re.compile("Sep|Oct 2014"))
    expect(card).to_be_visible()
    desktop.locator(OVERLAY).focus()
    desktop.keyboard.press("End")
    expect(live).to_contain_text("KZT per RUB")
    read = live.inner_text().split(",")[0]
    desktop.keyboard.press("-")
    expect(live).to_contain_text("From ")
    expect(card).to_be_visible()
    desktop.keyboard.press("ArrowLeft")
    desktop.keyboard.press("ArrowRight")
    expect(live).to_contain_text(read)
    desktop.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_line_is_hidden_singled_out_and_dims_the_others(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=money-and-oil")
    shown = """svg => Object.fromEntries([...svg.querySelectorAll(".mark-line[class*=' line-']")].map(
      g => [/line-\\d+-([a-z]+)/.exec(g.getAttribute('class'))[1], g.style.opacity || '1']))"""
    svg = desktop.locator(CHART).first
    rouble = desktop.get_by_role("button", name="Rouble", exact=True)
    rouble.click()
    assert svg.evaluate(shown)["rouble"] == "0"
    expect(rouble).to_have_attribute("aria-pressed", "false")
    desktop.locator(OVERLAY).hover(position={"x": 300, "y": 300})
    expect(desktop.locator(".card")).not_to_contain_text("Rouble")
    rouble.click(modifiers=["Shift"])
    assert {name for name, ink in svg.evaluate(shown).items() if ink != "0"} == {"rouble"}
    rouble.click(modifiers=["Shift"])
    assert "0" not in svg.evaluate(shown).values()


def test_a_line_of_then_and_now_is_hidden_whole(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=then-and-now")
    button = desktop.locator("#lines button, .lines button").nth(1)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    inks = "svg => [...svg.querySelectorAll('.mark-line[class*=line-1-votes]')].map(g => g.style.opacity)"
    assert desktop.locator(CHART).first.evaluate(inks) == ["0", "0"]


def test_no_two_buttons_of_lines_are_called_the_same(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=turnover")  # one line in two panels: nothing to choose between
    assert desktop.locator("#lines button, .lines button").all_inner_texts() == []
    open_page(desktop, page_address, "figure=money-and-oil")
    names = desktop.locator("#lines button, .lines button").all_inner_texts()
    assert len(names) == len(set(names)) > 1


def test_the_slider_under_the_chart_sets_the_window(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=tenge-per-rouble")
    end = desktop.get_by_role("slider", name="Last day shown")
    expect(end).to_have_attribute("aria-valuetext", "31 Mar 2016")
    end.focus()
    desktop.keyboard.press("ArrowRight")
    desktop.wait_for_url("**window=2013-07-01..2016-04-01**")


def test_a_click_on_an_event_shows_its_card_and_leads_to_its_window(desktop: Page, page_address: str) -> None:  # noqa: F811
    open_page(desktop, page_address, "figure=tenge-per-rouble")
    desktop.mouse.click(x_of(desktop, date(2014, 12, 16)) + 1, y_of(desktop))
    desktop.wait_for_url("**event=key-rate-17**")
    card = desktop.locator(".st-key-card-of-event")
    expect(card).to_contain_text(STORY.event("key-rate-17").sentence)
    expect(card.get_by_role("link", name="EUobserver").first).to_have_attribute("target", "_blank")
    expect(card).to_contain_text("no event study")
    card.get_by_role("button", name="The days around it").click()
    desktop.wait_for_url("**window=2014-11-18..2015-01-13**")
    card.get_by_role("button", name="Close the card").click()
    desktop.wait_for_url(lambda url: "event=" not in url)


def test_the_link_is_copied(browser: Browser, page_address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    open_page(page, page_address, "figure=money-and-oil&locale=en")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    address, words = copied.split("?")
    assert address == page.url.split("?")[0]
    assert dict(parse_qsl(words)) == {"story": STORY.id, **dict(parse_qsl(page.url.split("?")[1])), **PUBLISHERS}
    context.close()


@pytest.fixture(params=[(1200, 675), (1080, 1080)], ids=["wide", "square"])
def alone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    yield page
    page.close()


@pytest.mark.parametrize("figure", KINDS)
def test_a_screenshot_of_the_figure_alone_can_be_printed(alone: Page, page_address: str, figure: str) -> None:
    """Nothing but the figure, exactly as large as the window, and nothing touches."""
    assert alone.viewport_size
    width, height = alone.viewport_size["width"], alone.viewport_size["height"]
    alone.goto(f"{page_address}/?view=figure&figure={figure}")
    alone.wait_for_function(
        f"([w, h]) => {{ const s = {FOUND}; return s && s.querySelector('text')"
        " && s.viewBox.baseVal.width === w && s.viewBox.baseVal.height === h }",
        arg=[width, height],
    )
    alone.evaluate("document.fonts.ready")
    box = alone.locator(CHART).first.bounding_box()
    assert box == {"x": 0, "y": 0, "width": width, "height": height}
    assert alone.locator(CHART).first.evaluate(TOUCHES)["touch"] == []
    for test_id in ("stSidebar", "stHeader", "stToolbar"):
        for part in alone.get_by_test_id(test_id).all():
            expect(part).to_be_hidden()
    assert alone.evaluate("document.documentElement.scrollHeight") <= height
