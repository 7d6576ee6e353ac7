"""The boxes that the tests of label placement reckon with are those a browser gives the texts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from relations import story as stories
from relations.figures import Options, draw
from relations.figures.export import export
from relations.figures.options import size
from tests.figures.rendered import Rendered

PX = 1.0  #: by which a browser may round
# A line may end with a space, for who copies it; nobody sees it, and it is not measured.
BOXES = """() => [...document.querySelectorAll('svg text')].map(text => {
    for (const part of text.childNodes) part.textContent = part.textContent.trimEnd();
    const box = text.getBoundingClientRect();
    return [[...text.childNodes].map(part => part.textContent).join(' '), box.x, box.y, box.right, box.bottom];
})"""


@pytest.mark.parametrize(("name", "words"), [("money-and-oil", "column"), ("trade", "wide")])
def test_no_text_is_larger_than_it_is_measured(browser: Browser, name: str, words: str) -> None:
    figure = draw(stories.load("kazakhstan-russia"), name, Options(**size(words)))
    page = browser.new_page(viewport={"width": 1300, "height": 1200})
    page.set_content(f'<body style="margin: 0">{export(figure, "svg").decode()}</body>')
    page.evaluate("document.fonts.ready")
    left = Rendered(figure).texts
    for text, x, y, x2, y2 in page.evaluate(BOXES):
        same = [one for one in left if one[0] == text]
        assert same, text
        nearest = min(same, key=lambda one: abs(one[1].x - x) + abs(one[1].y - y))
        left.remove(nearest)
        box = nearest[1].grown(PX)
        assert box.x <= x, text
        assert box.y <= y, text
        assert x2 <= box.x2, text
        assert y2 <= box.y2, text
        assert x2 - x >= 0.93 * (nearest[1].x2 - nearest[1].x) - PX, f"{text}: another typeface was drawn"
    assert left == []
    page.close()
