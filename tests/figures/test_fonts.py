"""The typeface: it can write what we write, and our widths are those of the file that is drawn."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from relations import story as stories
from relations.figures import draw, fonts
from relations.figures.export import export
from relations.story import Story, StoryError
from tests.found import STORY, shipped


def test_it_writes_russian_kazakh_and_typography() -> None:
    letters = "АаЁёЯя ӘәҒғҚқҢңӨөҰұҮүҺһІі ¶ † − – — ’ “ ” · ₽ ₸ № %   0123456789"
    assert fonts.missing_glyphs(letters) == set()


@pytest.mark.parametrize("name", stories.names())
def test_it_writes_every_word_of_a_story(name: str) -> None:
    assert fonts.missing_glyphs(shipped(name).model_dump_json().replace("\\", "")) == set()


def with_label(label: str) -> Story:
    """A story whose only event is called that."""
    told = STORY
    event = told.event("tenge-devalued").model_copy(update={"label": label})
    return told.model_copy(update={"events": (event,), "figures": (told.figure("money-and-oil"),)})


def test_a_figure_takes_the_larger_typeface_for_georgian_and_armenian_and_only_then() -> None:
    for label, family in (("Tenge", fonts.FAMILY), ("ლარი", fonts.PLUS), ("Դրամ", fonts.PLUS)):
        figure = draw(with_label(label), "money-and-oil")
        assert figure.family == family
        written = export(figure, "svg").decode()
        assert f"font-family:'{family}'" in written
        assert f'font-family="{family}"' in written
        assert label in written


@pytest.mark.parametrize(
    ("label", "named"), [("🔥 crisis", "🔥 (FIRE)"), ("协议", "协 (CJK UNIFIED"), ("สัญญา", "THAI")]
)
def test_what_the_typeface_cannot_write_is_refused_by_name(label: str, named: str) -> None:
    with pytest.raises(StoryError, match=re.escape(named)) as refused:
        draw(with_label(label), "money-and-oil")
    assert f"“{label}”" in str(refused.value)


def test_digits_are_tabular() -> None:
    assert len({fonts.width(digit, 12) for digit in "0123456789"}) == 1


def test_the_page_and_the_files_use_one_typeface() -> None:
    """The WOFF2 served to browsers has the widths of the TTF that measures and draws."""
    for family, weight, path in ((name, *one) for name, files in fonts.FILES.items() for one in files.items()):
        ours, served = TTFont(path), TTFont(path.with_suffix(".woff2"))
        assert served["hmtx"].metrics == ours["hmtx"].metrics
        assert served.getBestCmap() == ours.getBestCmap()
        assert ours["OS/2"].usWeightClass == weight
        assert ours["name"].getBestFamilyName() == family


@given(st.text("abc defghij ", min_size=1, max_size=80), st.floats(40, 300))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, limit: float) -> None:
    """Also of a word longer than a line, an address or a compound; one that has room on a line stays whole."""
    words = [word for word in text.split(" ") if fonts.width(word, 12) <= limit]
    for wrapped in (fonts.wrap(text, 12, limit), fonts.balanced(text, 12, limit)):
        assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")
        assert all(fonts.width(line, 12) <= limit for line in wrapped)
        whole = [word for line in wrapped for word in line.split(" ")]
        assert all(words.count(word) <= whole.count(word) for word in words)
    assert len(fonts.balanced(text, 12, limit)) == len(fonts.wrap(text, 12, limit))


@pytest.mark.parametrize("weight", fonts.FILES[fonts.FAMILY])
def test_digits_and_signs_of_both_weights_are_as_wide_as_each_other(weight: int) -> None:
    """Numbers below each other line up, whatever their sign."""
    assert len({fonts.width(digit, 12, weight) for digit in "0123456789"}) == 1
    assert fonts.width("+", 12, weight) == fonts.width("−", 12, weight)


@pytest.mark.parametrize(
    "together",
    [
        "17 %",
        "16 Dec 2014",
        "16 дек. 2014",
        "16 жел. 2014",
        "Voloshin 2013",
        "10 Feb 2014 –",
        "barrel ·",
        "(2006 году",
        "9 пунктов",
        "38.3 billion",
        "импорт ←",
        "с Россией",
        "қолдағаны —",
        "(2010 ж. 31 желтоқсан",
        "¶: paragraph",
        "signed ¶2",
        "30 Jun 2014 = 100",
        "30 июн. 2014 = 100",
    ],
)
def test_what_belongs_together_is_not_broken(together: str) -> None:
    """At every width that has room for it: a number and its unit, a day and its month, a dash and what it follows."""
    text = f"Some words before {together} and some after it, to fill two lines or three"
    for limit in range(round(fonts.width(together, 12)) + 1, 400, 7):
        for wrapped in (fonts.wrap(text, 12, limit), fonts.balanced(text, 12, limit), fonts.settled(text, 12, limit)):
            assert any(together in line for line in wrapped), (limit, wrapped)


def test_a_last_line_is_not_a_lone_word_where_that_can_be() -> None:
    text = "Data: a publisher and another one, retrieved on a day of this year, and the source of the event."
    limit = fonts.width(text.removesuffix(" event."), 12) + 1
    assert fonts.wrap(text, 12, limit)[-1] == "event."
    settled = fonts.settled(text, 12, limit)
    assert len(settled) == 2
    assert fonts.width(settled[-1], 12) >= 0.2 * limit


@pytest.mark.parametrize("pair", ["рубль: −9 %", "лира: +0,5 %", "Экспорт → Ресей", "Импорт ← Ресей", "33.8 → 68.9"])
def test_a_sign_or_an_arrow_stays_with_what_it_leads_to(pair: str) -> None:
    """No line ends with an arrow, or with the colon before a number that has its sign."""
    text = f"«ОПЕК: без сокращений» {pair} и ещё слова"
    room = fonts.width(pair, 20)
    for limit in range(int(room) + 1, int(room) + 400, 7):
        for line in fonts.wrap(text, 20, limit):
            assert not re.search(r"(?:[→←]|(?:рубль|лира):)$", line)
