"""The table below a figure in a browser: a filter, then all four files, opened and checked against the cache."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from relations import cache
from tests.browser.conftest import ROOT, keep, serving

APP = """
from relations import figures
from relations import story as stories
from relations.page.parts import data
story = stories.load("kazakhstan-russia")
data.show(story, figures.draw(story, "money-and-oil"))
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with nothing but the table."""
    script = tmp_path_factory.mktemp("app") / "app.py"
    script.write_text(APP, encoding="utf-8")
    options = ("--server.address", "127.0.0.1", "--server.headless", "true", "--server.port")
    with serving("streamlit", "run", str(script), *options, PYTHONPATH=str(ROOT)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.goto(address)
    page.get_by_text("The numbers as a table").click(timeout=60_000)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=60_000)
    yield page
    context.close()


def only(page: Page, line: str) -> None:
    """Choose a line in the filter, with the keyboard."""
    box = page.get_by_role("combobox", name="Lines")
    box.click()
    box.press_sequentially(line)
    box.press("Enter")
    expect(page.get_by_text("days. Rounded here")).to_be_visible()
    page.keyboard.press("Escape")


def file(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download() as caught:
        page.get_by_role("button", name=label).click()
    return caught.value.suggested_filename, caught.value.path().read_bytes()


def test_all_files_can_be_taken_and_hold_what_the_cache_holds(page: Page) -> None:
    only(page, "Tenge")
    page.get_by_role("button", name="Download the data").click()
    expect(page.get_by_role("button", name="zip")).to_be_visible()
    keep(page, "data")
    copy = cache.read("imf/KZT")

    name, content = file(page, "What is drawn")
    drawn = pd.read_csv(io.BytesIO(content))
    assert name == "kazakhstan-russia-money-and-oil.csv"
    assert set(drawn["key"]) == {"imf/KZT"}
    assert set(drawn["unit"]) == {"index, 2014-06-30 = 100"}
    assert drawn.loc[drawn["date"] == "2014-06-30", "value"].tolist() == pytest.approx([100])
    assert set(pd.to_datetime(drawn["date"])) < set(copy.data["date"])

    name, content = file(page, "The whole series")
    full = pd.read_csv(io.BytesIO(content))
    assert full[full["key"] == "imf/KZT"]["value"].tolist() == copy.data["value"].tolist()

    name, content = file(page, "Excel")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert name.endswith(".xlsx")
    heading = "Tenge, index, 2014-06-30 = 100"
    assert [cell.value for cell in book["data"][1]] == ["date", "start", "end", heading, "Events"]
    values = [row[3] for row in book["data"].iter_rows(min_row=2, values_only=True) if row[3] is not None]
    assert values == drawn["value"].tolist()

    name, content = file(page, "zip")
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        rows = archive.read("data/imf-KZT.csv").decode()
    assert cache.cache_path("imf/KZT").read_text("utf-8").endswith(rows)


def test_the_table_of_a_phone_is_not_wider_than_it(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    page.get_by_text("The numbers as a table").click(timeout=60_000)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    keep(page, "data-390")
    context.close()
