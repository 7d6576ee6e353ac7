"""The page for those who read with their ears, work by keyboard, see less, or hold a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from relations.figures import draw
from relations.page.parts.choices import TABS
from tests.browser.conftest import keep
from tests.found import STORY
from tests.page.test_editing import link

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
#: Every tab with something in it, and the figure alone.
VIEWS = {
    **{tab: f"tab={tab}" for tab in TABS},
    "Figure": "figure=money-and-oil&event=crimea&show=index",
    "Claims": "tab=Claims&claim=few-support-russia",
    "the editor": f"edit=true&compose={link()}",
    "a claim's figure": "figure=claim-oil-drop",
    "a link with a mistake": "figure=nonsense",
    "the figure alone": "view=figure",
}

STILL = """
() => new Promise((done, fail) => {
  let timer
  setTimeout(() => fail(new Error('the page was not still after three minutes')), 180000)
  const again = () => { clearTimeout(timer); timer = setTimeout(look, 400) }
  const watch = new MutationObserver(again)
  const look = () => {
    // As a page opens its figure is there alone; with the run that follows come the controls.
    const alone = location.search.includes('view=figure')
    const last = document.querySelector(`[data-test-script-state=notRunning] .st-key-${alone ? 'alone' : 'look'}`)
    const root = last?.querySelector('[data-testid^=stBidi]')?.shadowRoot
    if (!last || (alone && !root?.querySelector('svg'))) return again()
    watch.disconnect()
    done()
  }
  watch.observe(document.body, {subtree: true, childList: true, attributes: true})
  again()
})
"""

# Text as it is laid out: where it leaves the window or is cut off by its box, and where it lies on other text. A box
# that shows the beginning of a text, a sign that it goes on, and all of it to a pointer that rests on it cuts nothing.
LAYOUT = """
root => {
  const wrong = []
  const found = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const block = element => {
    while (getComputedStyle(element).display.startsWith('inline')) element = element.parentElement
    return element
  }
  while (walker.nextNode()) {
    const node = walker.currentNode
    const words = node.textContent.trim()
    const parent = node.parentElement
    const unread = 'svg, style, script, template, [aria-hidden=true], [data-testid=stIconMaterial]'
    if (!words || parent.closest(unread)) continue
    if (!parent.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    let boxes = [...range.getClientRects()].map(({left, right, top, bottom}) => ({left, right, top, bottom}))
    let hidden = false
    let sticky = false
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      sticky ||= style.position === 'sticky'
      if (style.clipPath === 'inset(50%)') hidden = true
      const frame = box.getBoundingClientRect()
      const scrolls = [style.overflowX, style.overflowY].some(one => ['auto', 'scroll'].includes(one))
      const shortened = style.textOverflow === 'ellipsis' && box.title.includes(words)
      if (scrolls || shortened) boxes = boxes.map(b => ({
        left: Math.max(b.left, frame.left), right: Math.min(b.right, frame.right),
        top: Math.max(b.top, frame.top), bottom: Math.min(b.bottom, frame.bottom),
      })).filter(b => b.left < b.right && b.top < b.bottom)
      else if (['hidden', 'clip'].includes(style.overflowX) && boxes.some(b => b.right > frame.right + 1)
        && frame.width > 1 && !hidden) wrong.push(`“${words}” is cut off`)
    }
    if (hidden || sticky) continue
    for (const b of boxes) {
      if (b.right > innerWidth + 1 || b.left < -1) wrong.push(`“${words}” leaves the window`)
      const lead = (b.bottom - b.top) * .2  // a line's box is higher than its letters
      found.push({words, block: block(parent), ...b, top: b.top + lead, bottom: b.bottom - lead})
    }
  }
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  found.forEach((a, i) => found.slice(i + 1).forEach(b => {
    if (a.block !== b.block && over(a, b)) wrong.push(`“${a.words}” over “${b.words}”`)
  }))
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page scrolls sideways')
  const targets = 'button, summary, select, [role=tab], label:has(input), textarea'
  for (const one of root.querySelectorAll(targets)) {
    const {width, height} = one.getBoundingClientRect()
    if (one.checkVisibility({visibilityProperty: true}) && width && (width < 24 || height < 24))
      wrong.push(`${one.tagName} “${one.textContent}” is ${width} × ${height}`)
  }
  return {texts: found.length, wrong}
}
"""

# The element that has the focus, through shadow roots; its name; and whether a ring around it shows that.
FOCUS = """
() => {
  let one = document.activeElement
  while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
  const label = one.labels?.[0]?.textContent
  const name = one.getAttribute('aria-label') || label || one.textContent
  const ring = element => {
    const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(element)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor)
  }
  let around = one
  let visible = false
  for (let up = 0; up < 3 && around; up++, around = around.parentElement) visible ||= ring(around)
  const role = one.getAttribute('role') || (one.matches('a[href]') ? 'link' : one.type ?? one.tagName)
  return {name, role, visible, outside: one === document.body}
}
"""


def opened(browser: Browser, address: str, query: str, **settings: Any) -> Page:
    page = browser.new_context(**{"viewport": WIDE, **settings}).new_page()
    page.set_default_timeout(60_000)
    return turned(page, address, query)


def turned(page: Page, address: str, query: str) -> Page:
    """Another address of the page, drawn to its end."""
    page.goto(f"{address}/?{query}")
    page.locator("[data-testid=stMainBlockContainer]").wait_for()
    page.evaluate(STILL)
    return page


def unfold(page: Page) -> None:
    """Open all that is closed in the tab."""
    page.locator("[data-testid=stMain] details:not([open]) > summary").evaluate_all(
        "all => all.map(one => one.click())"
    )
    page.evaluate(STILL)


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    nodes = [(one, node["html"][:200]) for one in found for node in one["nodes"]]
    theirs = "stFileUploaderDropzone"  # Streamlit's place to drop a file has a role and a name, which axe calls minor
    return [f"{one['impact']} {one['id']}: {html}" for one, html in nodes if theirs not in html]


def outline(page: Page) -> list[str]:
    """What is wrong with the landmarks, the headings and the tables that tell where one is."""
    headings = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])")
    first = [] if "view=figure" in page.url else [1]
    faults = {
        "not one main part": page.get_by_role("main").count() != 1,
        f"headings begin otherwise: {headings}": headings[:1] != first,
        f"a level is left out: {headings}": not all(1 < low <= high + 1 for high, low in pairwise(headings)),
        "a column without a scope": page.locator(".relations thead th:not([scope])").count() > 0,
    }
    return [words for words, is_so in faults.items() if is_so]


@pytest.mark.parametrize(("scheme", "viewport"), [("light", WIDE), ("dark", PHONE)], ids=["light-1280", "dark-390"])
def test_every_view_is_sound_with_all_of_it_open(
    browser: Browser, page_address: str, scheme: Literal["light", "dark"], viewport: dict[str, int]
) -> None:
    """Axe finds nothing of any impact, in our components' shadow roots as well; headings and landmarks tell where one
    is; nothing is cut off or laid over, and every button is at least 24 px high and wide (WCAG 2.5.8)."""
    page = opened(browser, page_address, VIEWS["Figure"], viewport=viewport, color_scheme=scheme)
    found = {}
    for name, query in VIEWS.items():
        turned(page, page_address, query)
        unfold(page)
        layout = page.locator("[data-testid=stMain]").evaluate(LAYOUT)
        assert layout["texts"] or name == "the figure alone"
        found[name] = violations(page) + outline(page) + layout["wrong"]
        keep(page, f"{name}-{viewport['width']}-{scheme}")
    page.context.close()
    assert not any(found.values()), {name: some for name, some in found.items() if some}


def test_a_phone_shows_the_chooser(browser: Browser, page_address: str) -> None:
    page = opened(browser, page_address, "figure=trade", viewport=PHONE)
    page.locator(".chooser a[href*='figure=shares']").click()
    page.wait_for_url("**figure=shares**")
    page.context.close()


@pytest.fixture
def page(browser: Browser, page_address: str) -> Iterator[Page]:
    page = opened(browser, page_address, "")
    yield page
    page.context.close()


def focus(page: Page, name: str, role: str = "", key: str = "Tab") -> None:
    """Press a key until what has that name has the focus; on the way every focus can be seen."""
    for _ in range(80):
        page.keyboard.press(key)
        now = page.evaluate(FOCUS)
        assert now["outside"] or now["visible"], now
        if name in now["name"] and role in ("", now["role"]):
            return
    pytest.fail(f"the keyboard does not reach “{name}”")


def choose(page: Page, name: str, words: str) -> None:
    """Choose from a list by its words."""
    focus(page, name, "combobox")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)
    expect(page.get_by_role("option", name=re.compile(words)).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_the_main_job_is_done_by_keyboard_alone(page: Page) -> None:
    """Another figure, a window, an event, a value of the chart, the file of the figure, another tab."""
    focus(page, "Skip to main content")
    focus(page, "against the tenge", "link")
    page.keyboard.press("Enter")
    page.wait_for_url("**figure=tenge-per-rouble**")
    page.evaluate(STILL)
    focus(page, "The crisis", "radio")
    page.keyboard.press("Enter")
    page.wait_for_url("**window=2014-06-01..2015-02-28**")
    page.evaluate(STILL)
    focus(page, "Values of the chart", "group")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".live")).to_contain_text("KZT per RUB")
    focus(page, "Download")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="All for an article")).to_be_visible()
    focus(page, "All for an article")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert Path(waiting.value.path()).read_bytes().startswith(b"PK")
    page.keyboard.press("Escape")
    page.bring_to_front()  # the browser's own list of downloads may have taken the focus of the window
    focus(page, "Figure", "tab", "Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**tab=Events**")
    expect(page.get_by_role("tab", name="Events", exact=True)).to_be_focused()


def test_a_chart_is_told_in_words_and_as_a_table(page: Page) -> None:
    alt = draw(STORY, STORY.figures[0].id).alt
    expect(page.get_by_role("img", name=alt, exact=True)).to_be_visible()
    page.get_by_text("The numbers as a table").click()
    expect(page.get_by_test_id("stDataFrame").locator("[role=grid]").first).to_be_attached(timeout=30_000)


def test_the_page_says_its_language(page: Page, page_address: str) -> None:
    turned(page, page_address, "locale=ru")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_who_wants_no_motion_sees_none(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function("document.querySelectorAll('*').length > 500")  # all of it is there
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].map(one => [one, getComputedStyle(one)])
             .filter(([, style]) => style.transitionDuration.split(',').some(time => parseFloat(time) > 0)
               || style.animationName !== 'none' && parseFloat(style.animationDuration) > .001)
             .map(([one]) => one.outerHTML.slice(0, 200))"""
    )
    assert moving == []


def test_who_wants_more_contrast_or_own_colours_gets_them(page: Page, page_address: str) -> None:
    page.emulate_media(contrast="more")
    assert page.locator(".relations small").first.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.emulate_media(contrast="no-preference", forced_colors="active")
    hair = page.locator(".hair").evaluate("one => getComputedStyle(one).backgroundColor")
    assert hair != page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    turned(page, page_address, "tab=Events&event=crimea")
    chosen = page.locator("tr.chosen > *").first.evaluate("one => getComputedStyle(one).outlineStyle")
    assert chosen == "solid", "a shadow is not drawn in forced colours"
