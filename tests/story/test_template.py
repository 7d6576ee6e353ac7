"""A title's template is taken apart once, and what is none is refused with the words there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import story as stories
from relations.story import StoryError
from relations.story.template import Bound, Measure, conditions, measures, pieces, plain
from tests.story.test_stories import GOOD

FALL = "rouble: fall 2014-06-30..2015-01-30"


def test_a_template_is_its_words_its_measures_and_its_days() -> None:
    lost = Measure("rouble", "fall", date(2014, 6, 30), date(2015, 1, 30), "day", None, FALL)
    assert pieces(f"Lost {{{FALL}}} from {{from: year}} on: {{{{}}}}") == (
        "Lost ", lost, " from ", Bound("from", "year"), " on: ", "{", "}",
    )  # fmt: skip
    (one,) = measures("{tenge-per-rouble of RUB: value 2014-06}")
    assert (one.currency, one.start, one.end, one.precision) == ("RUB", date(2014, 6, 1), date(2014, 6, 1), "month")


@given(st.text())
def test_plain_words_say_what_they_are(text: str) -> None:
    assert "".join(map(str, pieces(plain(text)))) == text


def test_a_condition_is_against_a_number_a_range_or_another_measure() -> None:
    first, second = conditions(f"{FALL} in 45..55 and trade: fall 2013..2014 < trade: fall 1997..1998")
    assert (first.left.line, first.way, first.right) == ("rouble", "in", (45, 55))
    assert isinstance(second.right, Measure)
    assert (second.way, second.right.start) == ("<", date(1997, 1, 1))


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("{rouble: plunge 2014-06-30..2015-01-30}", "'plunge' is no statistic"),
        ("{rouble: plunge 2014-06-30..2015-01-30}", "allowed: fall; rise; change"),
        ("{rouble fell}", "LINE: STATISTIC DAY..DAY"),
        ("{rouble: fall 2014-06-30}", "and all else of two"),
        ("{rouble: value 2014-06-30..2015-01-30}", "a value is of one day"),
        ("{rouble: fall 2015-01-30..2014-06-30}", "the second day must be later"),
        ("{rouble: fall 2014..2015-01-30}", "as precise"),
        ("{rouble: fall 2014-02-30..2015-01-30}", "there is no day 2014-02-30"),
        ("{from: century}", "allowed: year; month; day"),
        ("{base} = 100", "none has one"),
        ("a { brace", "write {{ for the sign itself"),
        ("{franc: fall 2014-06-30..2015-01-30}", "'franc' is not in the story; allowed: "),
    ],
)
def test_what_is_no_template_is_refused_with_the_way_out(tmp_path: Path, title: str, reason: str) -> None:
    with pytest.raises(StoryError, match="figures") as error:
        stories.load(_story(tmp_path, f'title = "{title}"'))
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ('neutral = "{rouble: value 2014-06-30}"', "only a title and its short form name numbers"),
        ('guards = { "held" = "rouble: fall 2014-06-30..2015-01-30" }', "is no condition"),
        ('guards = { "held" = "rouble: fall 2014-06-30..2015-01-30 in 45" }', "LOW..HIGH"),
        ('guards = { "held" = "franc: fall 2014-06-30..2015-01-30 < 3" }', "'franc' is not in the story"),
    ],
)
def test_nor_is_a_guard_or_a_neutral_title_that_says_too_much(tmp_path: Path, fields: str, reason: str) -> None:
    with pytest.raises(StoryError) as error:
        stories.load(_story(tmp_path, f'title = "A title"\n{fields}'))
    assert reason in str(error.value)


def test_a_translation_is_filled_with_the_same(tmp_path: Path) -> None:
    path = _story(tmp_path, f'title = "It lost {{{FALL}}}"')
    for words, fits in ((f"{{{FALL}}} потерял рубль", True), ("Рубль потерял 51 %", False)):
        said = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "It lost {{{FALL}}}"\n'
        path.with_suffix(".ru.po").write_text(f'{said}msgstr "{words}"\n', encoding="utf-8")
        if fits:
            stories.load(path)
        else:
            with pytest.raises(StoryError, match="in 'ru' it is not filled with the same"):
                stories.load(path)


def _story(folder: Path, fields: str) -> Path:
    path = folder / "story.toml"
    path.write_text(GOOD.replace('title = "A finding"', fields), encoding="utf-8")
    return path
