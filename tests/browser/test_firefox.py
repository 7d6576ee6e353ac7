"""In Firefox, for a reader who lets no page keep anything: the figure is there, and all that is done on it works."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.browser import firefox
from tests.browser.firefox import END, LEFT, TAB, Firefox
from tests.browser.test_frame import other_site  # noqa: F401 (a fixture)
from tests.browser.test_page import CHART
from tests.site.built import NAME, site

DRAWN = f'all("{CHART} text").length > 0'
CARD = 'all(".card")[0]?.innerText'
# Firefox tells no style of a thumb, but drops a rule it does not understand.
HELD = """[...all(".slider")[0].getRootNode().styleSheets].flatMap(sheet => [...sheet.cssRules]).some(rule =>
  rule.selectorText?.endsWith(":focus-visible::-moz-range-thumb") && rule.style.outline.includes("solid"))"""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = firefox.path()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("no Firefox on this machine; install Debian's firefox-esr")
        pytest.skip("no Firefox on this machine: `apt-get install firefox-esr`, or name one in $FIREFOX")
    with firefox.running(program, tmp_path_factory.mktemp("firefox")) as opened:
        yield opened


def test_a_figure_is_read_zoomed_and_left_for_another(window: Firefox, page_address: str) -> None:
    window.open(f"{page_address}/?figure=tenge-per-rouble")
    window.until(f'{DRAWN} && document.querySelector(".st-key-under-figure") !== null')
    window.until('document.documentElement.dataset.links === "followed"')
    assert "KZT per RUB" in window.read(".overlay", CARD)
    window.keep("firefox-1280-light")

    window.look('(all("input.from")[0].focus(), 1)')
    window.press(TAB)
    window.press(LEFT)
    window.until('location.search.includes("window=2013-07-01..2016-03-30")')
    window.keep("firefox-slider")
    assert window.look(HELD), "who uses keys sees which of the two is held"
    window.look('(all("button.whole")[0].click(), 1)')
    window.until('!location.search.includes("window=")')

    window.look('(all(".overlay")[0].focus(), 1)')
    window.press(END)
    assert "KZT per RUB" in window.until('all(".live")[0].textContent')
    left, top, width, height = window.box(".chooser a[href*='figure=trade']")
    window.point(left + width / 2, top + height / 2, click=True)
    window.until('location.search.includes("figure=trade")')
    window.until(f'all("{CHART}")[0]?.textContent.includes("Trade with Russia fell")')


def test_a_link_has_its_theme_on_a_phone(window: Firefox, page_address: str) -> None:
    window.open(f"{page_address}/?figure=shares&theme=dark", 390, 844)
    window.until(DRAWN)
    ground = 'getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor'
    window.until(f'{ground} === "rgb(14, 17, 23)"')
    window.until(f'all("{CHART}")[0].width.baseVal.value <= 390')
    assert window.look("document.documentElement.scrollWidth") <= 390
    window.keep("firefox-390-dark")


def test_in_the_frame_of_another_site_the_figure_is_there(window: Firefox, other_site: str) -> None:  # noqa: F811
    window.open(other_site)
    window.until(DRAWN, window.frame())
    with pytest.raises(RuntimeError, match="insecure"):
        window.look("localStorage.length", window.frame())
    window.keep("firefox-frame")


def test_a_page_of_the_site_shows_its_values(window: Firefox) -> None:
    window.open((site() / NAME / "votes" / "index.html").as_uri())
    assert window.look("document.querySelector('.drawing.wide svg text').getBoundingClientRect().width") > 0
    window.look("(document.querySelector('button.interactive').click(), 1)")
    window.until("document.querySelector('.drawing.wide[data-shown] svg.marks') !== null")
    tooltip = "document.querySelector('#vg-tooltip-element')?.innerText"
    assert "20" in window.read(".drawing.wide svg.marks", tooltip)
