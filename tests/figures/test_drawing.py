"""What we draw against what Vega-Lite draws from the same specification: one picture, of one set of marks."""

from __future__ import annotations

import io
import json
import re
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from relations.figures import Options, ThemeName, draw
from relations.figures.files import converter, drawing
from relations.figures.files.scales import NotDrawn
from relations.figures.options import SIZES, size
from relations.i18n import LOCALES, Locale
from tests.figures import KINDS
from tests.found import STORY

ROUNDING = 96  #: of 255: what the edge of a letter may differ by that stands a thousandth of a px further
WORDS = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff"),
    min_size=1,
    max_size=20,
)
SINCE_CRIMEA = Options(show="index", base="crimea")
#: Every kind of figure in half of the sizes, each in one language and theme, so that every size and kind meets all.
CASES = [
    (figure, named, LOCALES[(row + column) % len(LOCALES)])
    for row, figure in enumerate(KINDS)
    for column, named in enumerate(SIZES)
    if (row + column) % 2 == 0
]


def by_vega(spec: dict[str, Any]) -> str:
    """What Vega-Lite draws; the converter has been told of our typeface by then."""
    drawn: str = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="6.1", allowed_base_urls=[])
    return drawn


def pixels(svg: str) -> Any:
    png = converter.rasterised(svg, 1)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


@pytest.mark.parametrize(("figure", "named", "locale"), CASES)
def test_it_is_vegas_picture(figure: str, named: str, locale: Locale) -> None:
    dark: ThemeName = "dark" if named == "column" else "light"
    spec = draw(STORY, figure, Options(**size(named), locale=locale, theme=dark)).spec
    ours, theirs = pixels(drawing.svg(spec)), pixels(by_vega(spec))
    assert ours.shape == theirs.shape
    apart = np.abs(ours - theirs).max(axis=2)
    assert apart.max() <= ROUNDING
    assert (apart > 8).sum() < 150


@pytest.mark.parametrize("figure", KINDS)
def test_on_a_page_each_line_is_found_by_its_name(figure: str) -> None:
    """And the picture is that of the files, to the byte, but for the names."""
    drawn = draw(STORY, figure)
    found = re.findall(r' role-mark (line-[\w-]+)"', drawn.pointer["picture"])
    assert list(dict.fromkeys(found)) == [line["mark"] for line in drawn.pointer["lines"]]
    assert re.sub(r'(?<= role-mark) line-[\w-]+(?=")', "", drawn.pointer["picture"]) == drawn.picture


def test_a_pointer_counts_every_change_from_the_day_it_names() -> None:
    """An index too, whose base is another day than the first of the window."""
    pointer = draw(STORY, "money-and-oil").pointer
    assert "30 Jun 2014 = 100" in pointer["lines"][0]["unit"]
    assert pointer["base"] == "1 Jul 2013"
    assert all(line["first"] == pytest.approx(line["values"][0], rel=1e-6) for line in pointer["lines"])
    assert [line["first"] for line in draw(STORY, "money-and-oil", SINCE_CRIMEA).pointer["lines"]] == pytest.approx(
        [100] * 3
    )


@pytest.mark.parametrize(
    ("figure", "turned"), [("tenge-per-rouble", [False]), ("money-and-oil", [True, True, False])], ids=str
)
def test_a_pointer_tells_a_change_as_the_picture_does(figure: str, turned: list[bool]) -> None:
    """Of roubles per dollar the rouble's value; of tenge per rouble too, which is the line as it stands."""
    lines = draw(STORY, figure, Options(show="level")).pointer["lines"]
    assert [line["both"] for line in lines] == turned


def shares() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A specification, and the rows of its first texts."""
    spec = deepcopy(draw(STORY, "shares").spec)
    layers = spec["vconcat"][0]["layer"]
    return spec, next(one["data"]["values"] for one in layers if one.get("mark", {}).get("type") == "text")


def texts(svg: str) -> list[str]:
    """The words of a picture, line by line."""
    lines = (e for e in ET.fromstring(svg).iter() if e.tag.endswith(("text", "tspan")))
    return sorted(line.text.removesuffix(" ") for line in lines if line.text)


@settings(max_examples=25, derandomize=True)
@given(st.lists(WORDS, min_size=3, max_size=3))
def test_words_are_words_whatever_they_are(words: list[str]) -> None:
    """Marks among them, markup, quotes, other scripts and directions, on a line of their own and between others."""
    spec, rows = shares()
    rows[0]["text"], rows[1]["text"] = words[0], words[1:]
    found = texts(drawing.svg(spec))
    assert all(word.strip() in found for word in words)


def test_a_text_of_two_lines_is_copied_with_a_space_between_them() -> None:
    svg = drawing.svg(draw(STORY, "shares", Options(width=640, height=450)).spec)
    copied = ["".join(e.itertext()) for e in ET.fromstring(svg).iter() if e.tag.endswith("text")]
    assert draw(STORY, "shares").title in copied


@pytest.mark.parametrize("text", ["</text><script>", "&amp; \"'", "  two  spaces ", "é ә 中 \u200f\u05e9\u05dc"])
def test_hard_words_are_vegas(text: str) -> None:
    spec, rows = shares()
    rows[0]["text"], rows[1]["text"] = text, ["a", text, "b"]
    svg = drawing.svg(spec)
    assert texts(svg) == texts(by_vega(spec))


def _changed(spec: dict[str, Any], what: str, word: str, value: object) -> None:
    for layer in spec["vconcat"][0]["layer"]:
        for unit in layer.get("layer", [layer]):
            part = unit["mark"] if what == "mark" else (unit["encoding"].get("y") or {}).get(what)
            if part and (what == "mark" or word not in part):
                part[word] = value


@pytest.mark.parametrize(
    ("what", "word", "value"),
    [("mark", "blur", 3), ("mark", "type", "arc"), ("axis", "labelAngle", 45), ("scale", "clamp", True)],
)
def test_a_word_it_does_not_know_is_an_error(what: str, word: str, value: object) -> None:
    spec, _ = shares()
    _changed(spec, what, word, value)
    with pytest.raises(NotDrawn, match=word if word != "type" else "arc"):
        drawing.svg(spec)


def test_a_form_it_does_not_know_is_an_error() -> None:
    spec, _ = shares()
    for view in spec["vconcat"]:
        for layer in view["layer"]:
            for unit in layer.get("layer", []):
                unit["encoding"]["y"]["axis"]["format"] = "~s"
    with pytest.raises(NotDrawn, match="~s"):
        drawing.svg(spec)
