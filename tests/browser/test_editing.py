"""Editing a figure in a real browser: choose, arrange, take the block away, and get everything back from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from relations import story as stories
from relations.page.parts.packing import unpacked
from relations.story import FigureSpec, Line, Panel, Window, read_block
from tests.browser.conftest import Scheme, tab_of
from tests.browser.test_accessible import STILL
from tests.browser.test_page import CHART
from tests.found import STORY
from tests.page.test_editing import RICH, link


@pytest.fixture
def tab(profile: BrowserContext) -> Iterator[Page]:
    with tab_of(profile, 1280, 1200) as page:
        yield page


def block(tab: Page) -> Locator:
    return tab.locator("[data-testid=stCode] code")


def combobox(tab: Page, name: str) -> Locator:
    return tab.get_by_role("combobox", name=re.compile(name)).first


def edit(tab: Page, address: str, query: str = "") -> None:
    """Open the editor of a figure, and in it the block."""
    tab.goto(f"{address}/?edit=true{query}")
    tab.evaluate(STILL)
    tab.get_by_text("Save and load").click()
    expect(block(tab)).to_contain_text("[[figures]]")
    tab.evaluate(STILL)


def compose(tab: Page, address: str) -> str:
    """The rouble against the tenge, and a line beyond the story; the block that comes of it."""
    edit(tab, address, "&figure=tenge-per-rouble")
    lines = combobox(tab, r"Lines \(")
    lines.focus()
    lines.press_sequentially("Kazakhstani tenge")
    tab.get_by_role("option", name=re.compile("^Kazakhstani tenge.*Poland")).first.click()
    lines.press("Escape")
    expect(block(tab)).to_contain_text("nbp-kzt")
    scale = tab.get_by_role("switch", name="Panel 1: Logarithmic scale")
    scale.focus()
    scale.press("Space")
    expect(block(tab)).to_contain_text('scale = "log"')
    label = tab.get_by_label("Label of “Kazakhstani tenge")
    label.fill("Tenge in Warsaw")
    label.press("Enter")
    expect(block(tab)).to_contain_text('label = "Tenge in Warsaw"')
    expect(tab.locator(CHART).first).to_contain_text("Tenge in Warsaw")
    expect(block(tab)).to_contain_text("Tenge in Warsaw: KZT per")  # the words that follow the label, too
    return (block(tab).text_content() or "").strip()


def composed(address: str) -> str:
    """The block an address has."""
    (word,) = parse_qs(urlsplit(address).query).get("compose", [""])
    return unpacked(word).strip() if word else ""


def test_a_figure_composed_by_keyboard_is_one_the_story_can_hold(tab: Page, page_address: str, tmp_path: Path) -> None:
    text = compose(tab, page_address)
    spec, brought = read_block(STORY, text)
    assert brought == {"nbp-kzt": Line(label="Tenge in Warsaw", keys=("nbp/KZT",))}
    assert [panel.lines for panel in spec.panels] == [("tenge-per-rouble",), ("nbp-kzt",)]
    assert spec.panels[0].scale == "log"
    spec = spec.model_copy(update={"id": "of-my-own"})
    text = text.replace('id = "tenge-per-rouble"', 'id = "of-my-own"')
    path = tmp_path / f"{STORY.id}.toml"
    path.write_text((stories.folder() / path.name).read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
    assert stories.load(path).figure(spec.id) == spec


def test_its_link_and_its_file_bring_it_back(tab: Page, page_address: str, tmp_path: Path) -> None:
    text = compose(tab, page_address)
    tab.wait_for_url(lambda url: composed(url) == text)  # the address is written when all of the page is
    linked = tab.context.new_page()
    linked.goto(tab.url)
    linked.evaluate(STILL)
    linked.get_by_text("Save and load").click()
    expect(block(linked)).to_have_text(text)
    download = tab.get_by_role("button", name="Download the block (TOML)")
    expect(download).to_be_visible()  # an edit leaves the section open
    with tab.expect_download() as waiting:
        download.click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "tenge-per-rouble.toml"
    loaded = tab.context.new_page()
    edit(loaded, page_address)
    loaded.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)
    expect(loaded.get_by_test_id("stFileUploader")).to_contain_text("rouble.toml")  # a long name is cut in its middle
    loaded.get_by_role("button", name="Load", exact=True).click()
    expect(loaded.get_by_label("Label of “Tenge in Warsaw”")).to_have_value("Tenge in Warsaw")
    expect(block(loaded)).to_have_text(text)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
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
        edit(tab, page_address, f"&compose={word}")
        expect(block(tab)).to_contain_text("example.org")
        expect(tab.locator(CHART).first).to_be_visible()
        expect(tab.get_by_text("<img src=x>").first).to_be_visible()
        main = tab.locator("[data-testid=stMainBlockContainer]")
        assert main.locator("img").count() == 0
        assert main.locator("a[href*='example.org']").count() == 0
        assert not [url for url in foreign if not url.startswith((page_address, "data:", "blob:"))]
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
