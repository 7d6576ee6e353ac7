"""Composing a figure in a real browser: choose, arrange, take the block away, and get everything back from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from relations import story as stories
from relations.page.parts.composition import unpacked
from relations.story import FigureSpec, Line, Panel, Window, figure_block, read_block
from tests.browser.conftest import Scheme, tab_of
from tests.page.test_compose import BROUGHT, RICH, link

STORY = stories.load("kazakhstan-russia")
PICTURE = "[data-testid=stVegaLiteChart] svg"


@pytest.fixture
def tab(profile: BrowserContext) -> Iterator[Page]:
    with tab_of(profile, 1280, 1200) as page:
        yield page


def block(tab: Page) -> Locator:
    return tab.locator("[data-testid=stCode] code")


def combobox(tab: Page, name: str) -> Locator:
    return tab.get_by_role("combobox", name=re.compile(name)).first


def choose(tab: Page, words: str, found: str) -> None:
    """Search, and take what is found; by the keyboard alone."""
    search = tab.get_by_label("Search lines")
    search.fill(words)
    search.press("Enter")
    expect(tab.get_by_text(re.compile(r"Lines \(1 found\)")).first).to_be_visible()
    lines = combobox(tab, r"Lines \(")
    lines.focus()
    lines.press_sequentially(found)
    expect(tab.get_by_role("option", name=re.compile(found))).to_be_visible()
    lines.press("Enter")
    lines.press("Escape")
    expect(tab.get_by_text(re.compile(f"^{found}.*: ")).first).to_be_visible()


def compose(tab: Page, address: str) -> str:
    """Three lines in two panels, the second of them beyond the story; the block that comes of it."""
    tab.goto(f"{address}/?tab=Compose")
    choose(tab, "dollar representative tenge", "Tenge")
    choose(tab, "weekly KZT poland", "Kazakhstani tenge")
    scale = tab.get_by_role("switch", name="Logarithmic scale").first
    scale.focus()
    scale.press("Space")
    expect(block(tab)).to_contain_text('scale = "log"')
    label = tab.get_by_label("Label of “Kazakhstani tenge")
    label.fill("Tenge in Warsaw")
    label.press("Enter")
    expect(block(tab)).to_contain_text('label = "Tenge in Warsaw"')
    expect(tab.locator(PICTURE).first).to_contain_text("Tenge in Warsaw")
    return block(tab).inner_text()


def composed(address: str) -> str:
    """The block an address has."""
    (word,) = parse_qs(urlsplit(address).query).get("compose", [""])
    return unpacked(word).strip() if word else ""


def test_a_figure_composed_by_keyboard_is_one_the_story_can_hold(tab: Page, page_address: str, tmp_path: Path) -> None:
    text = compose(tab, page_address)
    spec, brought = read_block(STORY, text)
    assert brought == {"nbp-kzt": Line(label="Tenge in Warsaw", keys=("nbp/KZT",))}
    assert spec.panels == (Panel(lines=("tenge",), scale="log"), Panel(lines=("nbp-kzt",)))
    assert spec.window == STORY.figures[0].window
    path = tmp_path / f"{STORY.id}.toml"
    path.write_text((stories.folder() / path.name).read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
    assert stories.load(path).figure(spec.id) == spec


def test_its_link_and_its_block_bring_it_back(tab: Page, page_address: str) -> None:
    text = compose(tab, page_address)
    tab.wait_for_url(lambda url: composed(url) == text)  # the address is written when all of the page is
    linked = tab.context.new_page()
    linked.goto(tab.url)
    expect(block(linked)).to_have_text(text, use_inner_text=True)
    pasted = tab.context.new_page()
    pasted.goto(f"{page_address}/?tab=Compose")
    pasted.get_by_text("Load a block").click()
    pasted.get_by_label("A figure’s block of TOML").fill(text)
    pasted.get_by_label("A figure’s block of TOML").blur()
    pasted.get_by_role("button", name="Load", exact=True).click()
    expect(block(pasted)).to_have_text(text, use_inner_text=True)
    expect(pasted.get_by_label("Label of “Tenge in Warsaw”")).to_have_value("Tenge in Warsaw")


def test_the_block_can_be_downloaded(tab: Page, page_address: str) -> None:
    tab.goto(f"{page_address}/?tab=Compose&compose={link()}")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Download the block (TOML)").click()
    assert waiting.value.suggested_filename == f"{RICH.id}.toml"
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == figure_block(RICH, BROUGHT)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_no_text_becomes_markup_and_nothing_is_cut_off(
    profile: BrowserContext, page_address: str, width: int, scheme: Scheme
) -> None:
    evil = "![i](https://example.org/x.png) <img src=x> :red[no] $x$ **b**"
    spec = FigureSpec(
        id="evil",
        title=evil,
        subtitle=evil,
        window=Window(start=STORY.figures[0].window.start, end=STORY.figures[0].window.end),
        panels=(Panel(lines=("warsaw",)), *RICH.panels[:2]),
        events=RICH.events,
    )
    word = link(spec, {"warsaw": Line(label=evil, keys=("nbp/KZT",))})
    with tab_of(profile, width, 1200, scheme) as tab:
        foreign: list[str] = []
        tab.on("request", lambda request: foreign.append(request.url))
        tab.goto(f"{page_address}/?tab=Compose&compose={word}")
        expect(block(tab)).to_contain_text("example.org")
        expect(tab.locator(PICTURE).first).to_be_visible()
        expect(tab.get_by_text("<img src=x>").first).to_be_visible()
        main = tab.locator("[data-testid=stMainBlockContainer]")
        assert main.locator("img").count() == 0
        assert main.locator("a[href*='example.org']").count() == 0
        assert not [url for url in foreign if not url.startswith((page_address, "data:", "blob:"))]
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
