"""The typeface: it can write what we write, and our widths are those of the file that is drawn."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

import stories
from figures import fonts


def test_it_writes_russian_kazakh_and_typography() -> None:
    letters = "АаЁёЯя ӘәҒғҚқҢңӨөҰұҮүҺһІі ¶ † − – — ’ “ ” · ₽ ₸ № %   0123456789"
    assert fonts.missing_glyphs(letters) == set()


@pytest.mark.parametrize("name", stories.names())
def test_it_writes_every_word_of_a_story(name: str) -> None:
    assert fonts.missing_glyphs(stories.load(name).model_dump_json().replace("\\", "")) == set()


def test_digits_are_tabular() -> None:
    assert len({fonts.width(digit, 12) for digit in "0123456789"}) == 1


def test_the_page_and_the_files_use_one_typeface() -> None:
    """The WOFF2 served to browsers has the widths of the TTF that measures and draws."""
    for weight, path in fonts.FILES.items():
        ours, served = TTFont(path), TTFont(path.with_suffix(".woff2"))
        assert served["hmtx"].metrics == ours["hmtx"].metrics
        assert served.getBestCmap() == ours.getBestCmap()
        assert ours["OS/2"].usWeightClass == weight
        assert ours["name"].getBestFamilyName() == fonts.FAMILY


@given(st.text("abc defghij ", min_size=1, max_size=80), st.floats(40, 300))
def test_wrapping_loses_no_word_and_keeps_the_width(text: str, limit: float) -> None:
    for wrapped in (fonts.wrap(text, 12, limit), fonts.balanced(text, 12, limit)):
        assert " ".join(wrapped) == text
        assert all(fonts.width(line, 12) <= limit or " " not in line for line in wrapped)
    assert len(fonts.balanced(text, 12, limit)) == len(fonts.wrap(text, 12, limit))
