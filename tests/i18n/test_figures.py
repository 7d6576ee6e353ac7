"""Figures in Russian and Kazakh: no English left, decimal commas, their names of months, and no text on another."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import combinations

import pytest

from relations import downloads
from relations.figures import Figure, Options, draw, fonts
from relations.figures.layout.ink import Box, Text
from relations.figures.options import SIZES
from relations.i18n import Locale
from relations.values.number import BOUND
from tests.figures import KINDS
from tests.figures.test_draw import data_layers, texts
from tests.found import STORY
from tests.i18n.test_catalogues import OTHERS, OURS, translated

FIGURES = [figure.id for figure in STORY.figures]
MADE = ["around-tenge-devalued", "claim-market-170m", "claim-russia-main-partner", "pass-through"]
LATIN = re.compile(r"[A-Za-z]{2,}")
CURRENCIES = {"KZT", "RUB", "USD"}  #: codes of ISO 4217, the same in every language


@cache
def cited() -> set[str]:
    """Words of works: names of authors, titles, publishers."""
    works = [STORY.article, *STORY.works.values()]
    found = {word for work in works for word in LATIN.findall(" ".join(map(str, work.model_dump().values())))}
    return found | {word for key in STORY.works for word in LATIN.findall(STORY.cite(key))}


@cache
def latin(locale: Locale) -> set[str]:
    """Words that translations themselves have in Latin letters: WTI, FRED, UN Comtrade."""
    (path,) = (path for one, path in OURS if one == locale)
    return {word for words in translated(path).values() for word in LATIN.findall(re.sub(r"\{\w+\}", "", words))}


@pytest.fixture(scope="module", params=OTHERS)
def locale(request: pytest.FixtureRequest) -> Locale:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module", params=[*FIGURES, *MADE])
def figure(request: pytest.FixtureRequest, locale: Locale) -> Figure:
    return draw(STORY, request.param, Options(locale=locale))


def test_no_english_is_left(figure: Figure, locale: Locale) -> None:
    """In the picture, in the text for those who cannot see it, and in the caption."""
    written = " ".join([*texts(figure), figure.alt, figure.caption, figure.methods])
    assert set(LATIN.findall(written)) - cited() - latin(locale) - CURRENCIES == set()


def test_numbers_have_decimal_commas(figure: Figure) -> None:
    written = " ".join([*texts(figure), figure.alt])
    assert re.findall(r"\d\.\d", written.replace("Penn World Table 9.1", "")) == []
    assert re.findall(r"\d,\d{3}\D", written) == []
    assert figure.id in ("shares", "trade") or re.search(r"\d,\d", written)


def test_no_number_is_parted_from_its_unit(figure: Figure) -> None:
    """The caption and all that goes with a figure is set by others, who must not break a line there."""
    written = f"{figure.title} {figure.subtitle} {figure.caption} {figure.alt} {figure.alt_short} {figure.methods}"
    assert re.findall(rf".{{9}}\d (?:{BOUND})(?!\w).{{9}}", written) == []


def numbers(figure: Figure) -> dict[str, list[object]]:
    """The values of a figure and their units."""
    drawn = downloads.drawn(figure)
    return {column: drawn[column].tolist() for column in ("value", "unit")}


@cache
def english(name: str) -> dict[str, list[object]]:
    return numbers(draw(STORY, name))


def test_its_data_are_those_of_the_english_figure(figure: Figure) -> None:
    assert numbers(figure) == english(figure.id)


@pytest.mark.parametrize(
    ("locale", "axis", "months", "note", "met"),
    [
        ("ru", ["июль 2013", "янв. 2014"], ["июль", "окт.", "апр."], "24–25 нояб. 2026", "24 ноября 2026"),
        ("kk", ["2013 ж. шіл.", "2014 ж. қаң."], ["шіл.", "қаз.", "сәу."], "24–25 қараша", "2026 ж. 24 қараша"),
    ],
)
def test_months_have_their_names(locale: Locale, axis: list[str], months: list[str], note: str, met: str) -> None:
    """On an axis with room for half years or for quarters, in the note, and in what a pointer is told."""
    narrow = texts(draw(STORY, "money-and-oil", Options(**SIZES["column"], locale=locale)))
    figure = draw(STORY, "money-and-oil", Options(locale=locale, hover=True))
    assert [label for label in axis if label not in narrow] == []
    assert [label for label in months if label not in texts(figure)] == []
    assert note in " ".join(texts(figure))
    (told,) = {layer["layer"][1]["encoding"]["tooltip"][0]["format"] for layer in data_layers(figure)}
    november = figure.spec["config"]["locale"]["time"]["months"][10]
    assert told.replace("%-d", "24").replace("%B", november).replace("%Y", "2026") == met


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", KINDS)
def test_no_text_stands_on_another_or_outside(name: str, size: str, locale: Locale) -> None:
    figure = draw(STORY, name, Options(**SIZES[size], locale=locale))
    placed = boxes(figure)
    assert [(a, b) for (a, box), (b, other) in combinations(placed, 2) if box.grown(-0.6).overlaps(other)] == []
    left = min(row["x"] for row in figure.spec["vconcat"][0]["layer"][0]["data"]["values"])
    assert [text for text, box in placed if box.x < left or box.x2 > left + SIZES[size]["width"]] == []


def boxes(figure: Figure) -> list[tuple[str, Box]]:
    """Every text of the panels with its box, in px from the first panel's corner."""
    found, top = [], 0.0
    for view in figure.spec["vconcat"]:
        for layer in view["layer"]:
            if layer.get("mark", {}).get("type") == "text":
                found += [
                    (json.dumps(row["text"], ensure_ascii=False), box(row, top)) for row in layer["data"]["values"]
                ]
        top += view["height"] + figure.spec["spacing"]
    return found


def box(row: dict[str, object], top: float) -> Box:
    lines = row["text"] if isinstance(row["text"], list) else [row["text"]]
    x, y, size, weight = (float(str(row[name])) for name in ("x", "y", "size", "weight"))
    return Text(x, y + top, tuple(lines), size, "", int(weight), row["align"]).box  # type: ignore[arg-type]


def test_an_untranslated_story_is_drawn_in_its_own_words_and_ours() -> None:
    assert "The rouble lost" not in " ".join(texts(draw(STORY, "money-and-oil", Options(locale="ru"))))
    bare = STORY.model_copy(update={"translations": {}})
    written = " ".join(texts(draw(bare, "money-and-oil", Options(locale="ru"))))
    assert "The rouble lost" in written
    assert "Полые: случилось позже." in written


def test_words_fit_in_the_typeface() -> None:
    for locale in OTHERS:
        written = " ".join(texts(draw(STORY, "money-and-oil", Options(locale=locale))))
        assert fonts.missing_glyphs(written) == set()
