"""The package of a figure for an article, and the block in it, from which the same figure comes again."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from relations.downloads.bundle import bundle
from relations.downloads.package import embedding, texts, zipped_package
from relations.figures import Figure, Options, draw
from relations.figures.editor.begin import block_of
from relations.figures.export import export
from relations.figures.generated import figure_ids
from relations.figures.verify import verify
from relations.story import StoryError
from tests.found import STORY

ADDRESS = "https://example.org/?story=kazakhstan-russia&figure=trade"
GENERATED = ("claim-trade-will-grow", "around-kyiv-coal", "pass-through")


@lru_cache
def trade() -> Figure:
    return draw(STORY, "trade", Options(width=640, height=450, exact=True))


def test_a_package_has_all_that_an_article_needs() -> None:
    with ZipFile(BytesIO(zipped_package(trade(), ADDRESS))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    pictures = {f"trade-column.{kind}" for kind in ("png", "svg", "pdf", "html", "xlsx", "csv")}
    words = {"caption.txt", "alt-short.txt", "alt-long.txt", "citation.txt", "citation.bib", "sources.txt"}
    assert set(found) == {*pictures, *words, "embed.html", "trade.toml"}
    assert len(found["alt-short.txt"].decode().strip()) <= 160
    assert verify(found["trade-column.svg"], "svg").status == "identical"
    citation = found["citation.txt"].decode()
    assert ADDRESS in citation
    newest = max(snapshot.retrieved for _, snapshot in trade().shown)
    assert str(newest.year) in citation
    assert f"url = {{{ADDRESS}}}" in found["citation.bib"].decode()


@pytest.mark.usefixtures("cache")
def test_a_figure_none_of_whose_lines_has_a_copy_can_be_taken_all_the_same() -> None:
    nothing = draw(STORY, "trade", Options())
    assert nothing.shown == ()
    with ZipFile(BytesIO(zipped_package(nothing))) as archive:
        assert "trade-wide.xlsx" in archive.namelist()
    assert bundle(nothing)


def test_without_an_address_none_is_cited() -> None:
    assert "example.org" not in texts(trade())["citation.txt"]


def test_what_is_embedded_has_the_size_really_drawn_and_no_markup_of_the_words() -> None:
    code = embedding(trade(), ADDRESS)
    assert f'width="{trade().width}" height="{trade().height}"' in code
    assert "figure=trade&amp;view=figure" in code
    assert 'src="trade-column.svg"' in embedding(trade())
    assert embedding(trade(), 'https://example.org/"><script>').count("<") == 2


@pytest.mark.parametrize("name", ["money-and-oil", "trade", "then-and-now", *GENERATED])
def test_a_block_draws_the_same_numbers_and_is_verified(name: str) -> None:
    assert name in figure_ids(STORY)
    figure = draw(STORY, name)
    again = draw(STORY, name, Options(block=block_of(figure)))
    assert (again.title, again.subtitle, again.window) == (figure.title, figure.subtitle, figure.window)
    for (label, old), (other, new) in zip(figure.shown, again.shown, strict=True):
        assert (label, old.data.to_dict()) == (other, new.data.to_dict())
    assert block_of(again) == again.options.block
    assert verify(export(again, "svg"), "svg").status == "identical"


def test_an_edit_begins_with_what_the_viewer_sees() -> None:
    seen = draw(STORY, "money-and-oil", Options(show="index", base="crimea", events=("crimea",), locale="ru"))
    again = draw(STORY, "money-and-oil", Options(block=block_of(seen), locale="ru"))
    assert again.title == seen.title
    assert again.events == seen.events
    assert [panel.spec.base for panel in again.panels] == [panel.spec.base for panel in seen.panels]


def test_a_block_that_no_story_could_hold_is_refused_in_words() -> None:
    with pytest.raises(StoryError, match="the block"):
        draw(STORY, "x", Options(block="figures = []"))
