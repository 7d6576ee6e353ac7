"""Our way to the converter against the converter itself: the same pictures to the byte, without its measuring."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from relations import story as stories
from relations.figures import Options, draw
from relations.figures.files import converter
from relations.figures.files.passport import passport
from relations.figures.files.pdf import finished
from relations.figures.options import SIZES, size
from relations.i18n import LOCALES, Locale
from tests.figures import KINDS

STORY = stories.load("kazakhstan-russia")
FIGURES = list(KINDS)
WORDS = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff"),
    min_size=1,
    max_size=20,
)


def plain(spec: dict[str, Any]) -> str:
    """What the converter makes of a specification; clip paths are numbered on from the picture before."""
    converter.svg(spec)  # the typeface is known from then on
    drawn: str = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="6.1", allowed_base_urls=[])
    first = min((int(number) for number in re.findall(r'<clipPath id="clip(\d+)', drawn)), default=1)
    return re.sub(r"(?<=clip)(\d+)(?=[\")])", lambda found: str(int(found[1]) - first + 1), drawn)


#: Every figure in every size, each in one language, so that every size and figure meets all of them.
CASES = [
    (figure, named, LOCALES[(row + column) % len(LOCALES)])
    for row, figure in enumerate(FIGURES)
    for column, named in enumerate(SIZES)
]


@pytest.mark.parametrize(("figure", "named", "locale"), CASES)
def test_the_svg_is_the_converters(figure: str, named: str, locale: Locale) -> None:
    spec = draw(STORY, figure, Options(**size(named), locale=locale)).spec
    assert converter.svg(spec) == plain(spec)


@pytest.mark.parametrize("figure", FIGURES)
def test_png_and_pdf_are_the_converters(figure: str) -> None:
    column = draw(STORY, figure, Options(**size("column")))
    spec = json.dumps(column.spec)
    png = vl_convert.vegalite_to_png(spec, scale=0.75, ppi=192, vl_version="6.1", allowed_base_urls=[])
    assert converter.png(column.spec, 2) == png
    pdf = vl_convert.vegalite_to_pdf(spec, vl_version="6.1", allowed_base_urls=[])
    papers = passport(column, "pdf", None, converter.versions())
    assert finished(converter.pdf(column.spec), column, papers) == finished(pdf, column, papers)


def shares() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A specification, and the rows of its first texts."""
    spec = draw(STORY, "shares").spec
    layers = spec["vconcat"][0]["layer"]
    return spec, next(one["data"]["values"] for one in layers if one.get("mark", {}).get("type") == "text")


@settings(max_examples=25, derandomize=True)
@given(st.lists(WORDS, min_size=3, max_size=3))
def test_words_are_words_whatever_they_are(words: list[str]) -> None:
    """Marks among them, markup, quotes, other scripts and directions."""
    spec, rows = shares()
    rows[0]["text"], rows[1]["text"] = words[0], words[1:]
    assert converter.svg(spec) == plain(spec)


@pytest.mark.parametrize(
    "text", ["@0", "</text><script>", "&amp; \"'", "  two  spaces ", " ", "é ә 中 \u200f\u05e9\u05dc", "\\1 \\g<0>"]
)
def test_hard_words(text: str) -> None:
    """On a line of their own, and between two others."""
    spec, rows = shares()
    rows[0]["text"], rows[1]["text"] = text, ["a", text, "b"]
    assert converter.svg(spec) == plain(spec)
