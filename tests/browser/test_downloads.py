"""A figure taken from the page is the file the command line writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT
from tests.browser.test_explore import open_page
from tests.browser.test_page import desktop  # noqa: F401 (a fixture)

QUERY = "figure=money-and-oil&window=2014-01-01..2015-06-30&show=index&base=crimea&kinds=currency,oil&locale=ru"
OPTIONS = "--window 2014-01-01..2015-06-30 --show index --base crimea --kinds currency,oil --locale ru"


@pytest.mark.parametrize(("kind", "size"), [("svg", "column"), ("png", "wide"), ("pdf", "wide")])
def test_the_page_gives_the_bytes_of_the_command_line(
    desktop: Page,  # noqa: F811
    page_address: str,
    tmp_path: Path,
    kind: str,
    size: str,
) -> None:
    command = f"figure kazakhstan-russia money-and-oil --format {kind} --size {size} {OPTIONS} --out {tmp_path}"
    done = subprocess.run(
        [sys.executable, "-m", "relations", *command.split()], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (path,) = (Path(line) for line in done.stdout.split())

    open_page(desktop, page_address, QUERY)
    desktop.get_by_text("Взять график").first.click()
    desktop.locator(".st-key-file-format input").first.fill(kind.upper())
    desktop.keyboard.press("Enter")
    desktop.locator(".st-key-file-size input").first.fill(f"{640 if size == 'column' else 1200}")
    desktop.keyboard.press("Enter")
    button = desktop.get_by_test_id("stDownloadButton").get_by_role("button").first
    expect(button).to_be_visible()
    with desktop.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == path.name
    assert Path(waiting.value.path()).read_bytes() == path.read_bytes()
