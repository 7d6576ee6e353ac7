"""Files of figures: their sizes, names and words, and the same bytes for the same figure."""

from __future__ import annotations

import io
import json
import os
import re
import struct
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import pikepdf
import pytest
from PIL import Image

from relations.figures import Figure, Options, draw, fonts
from relations.figures.export import command, export, filename, save
from relations.figures.files import FORMATS
from relations.figures.options import SIZES, STANDARD, asked
from relations.story import Window
from tests.figures import KINDS
from tests.figures.rendered import valid
from tests.found import STORY

SVG = "{http://www.w3.org/2000/svg}"
FIGURES = list(KINDS)


@cache
def drawn(name: str = "trade", options: Options = STANDARD) -> Figure:
    return draw(STORY, name, options)


@cache
def exported(kind: str, name: str = "trade", options: Options = STANDARD) -> bytes:
    return export(drawn(name, options), kind)


def texts(svg: bytes) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(("size", "scale"), [("column", 1), ("column", 3.5), ("slide", 1), ("slide", 2)])
def test_a_png_has_the_pixels_asked_for_and_says_how_large_one_is(size: str, scale: float) -> None:
    figure = drawn(options=Options(**SIZES[size]))
    png = export(figure, "png", scale)
    image = Image.open(io.BytesIO(png))
    px = (figure.width * figure.options.magnified, figure.height * figure.options.magnified)
    assert image.size == tuple(round(side * scale) for side in px)
    at = png.index(b"pHYs") + 4
    assert struct.unpack(">IIB", png[at : at + 9]) == (round(96 * scale / 0.0254), round(96 * scale / 0.0254), 1)


def test_a_png_says_what_it_shows_and_nothing_of_the_run() -> None:
    russian = Options(locale="ru")
    figure, png = drawn(options=russian), exported("png", options=russian)
    image = Image.open(io.BytesIO(png))
    image.load()
    assert (image.info["Title"], image.info["Description"]) == (figure.title, figure.alt)
    assert {"Source", "Software", "relations"} < set(image.info)
    assert b"tIME" not in png


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("size", SIZES)
def test_an_svg_is_as_large_as_its_figure_and_keeps_its_text(name: str, size: str) -> None:
    figure = drawn(name, Options(**SIZES[size]))
    svg = export(figure, "svg")
    root = ET.fromstring(svg)
    larger = figure.options.magnified
    assert (float(root.attrib["width"]), float(root.attrib["height"])) == (
        figure.width * larger,
        figure.height * larger,
    )
    assert root.attrib["viewBox"] == f"0 0 {figure.width} {figure.height}"
    assert {row.split()[0] for row in (figure.title, figure.subtitle)} <= set(" ".join(texts(svg)).split())


def test_without_a_background_what_lies_behind_a_figure_is_seen() -> None:
    figure = draw(STORY, "trade", Options(theme="dark", transparent=True))
    with Image.open(io.BytesIO(export(figure, "png"))) as picture:
        assert picture.getpixel((2, 2)) == (0, 0, 0, 0)
    assert b'fill="none"/><g' in export(figure, "svg")
    assert "--transparent" in command(figure, "png")
    assert filename(figure, "png") == "trade-wide-dark-transparent.png"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_svg_brings_its_words_its_background_and_its_typeface_along(theme: Any) -> None:
    figure = draw(STORY, "trade", Options(theme=theme))
    svg = export(figure, "svg").decode()
    root = ET.fromstring(svg)
    assert [child.tag.removeprefix(SVG) for child in root][:5] == ["title", "desc", "metadata", "style", "rect"]
    assert (root[0].text, root[1].text) == (figure.title, figure.alt)
    whole = {"width": str(figure.width), "height": str(figure.height), "fill": figure.spec["background"]}
    assert root[4].attrib == whole
    assert svg.count("@font-face") == 2
    assert f"font-family:'{fonts.FAMILY}'" in svg
    assert not list(root.iter(f"{SVG}image"))
    assert not re.findall(r"(?:href|src)=|url\((?!#|data:)|@import", svg)


@pytest.mark.parametrize("size", SIZES)
def test_a_pdf_page_has_the_size_in_points_and_embedded_fonts(size: str) -> None:
    figure = drawn("money-and-oil", Options(**SIZES[size]))
    with pikepdf.open(io.BytesIO(export(figure, "pdf"))) as file:
        (page,) = file.pages
        points = 0.75 * figure.options.magnified
        assert [float(edge) for edge in page.mediabox] == pytest.approx(
            [0, 0, figure.width * points, figure.height * points]
        )
        used = {str(font.BaseFont).split("+")[1] for font in page.resources["/Font"].values()}
        assert used == {"RelationsSans-Regular", "RelationsSans-Semibold"}
        for font in page.resources["/Font"].values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font
        assert "/XObject" not in page.resources, "nothing in it is a bitmap"


def test_a_pdf_says_what_it_shows_and_nothing_of_the_run() -> None:
    figure = draw(STORY, "trade", Options(locale="kk"))
    data = export(figure, "pdf")
    with pikepdf.open(io.BytesIO(data)) as file:
        info = {name: str(text) for name, text in file.docinfo.items()}
        assert (info["/Title"], info["/Subject"], str(file.Root.Lang)) == (figure.title, figure.alt, "kk")
        assert set(info) == {"/Title", "/Subject", "/Author", "/Keywords", "/Creator", "/Producer", "/Relations"}
    assert b"/CreationDate" not in data


def test_json_is_vegalite_with_its_data_and_no_address_but_its_schema() -> None:
    figure = drawn()
    spec = json.loads(exported("json"))
    valid(spec)
    passport = spec["usermeta"].pop("passport")
    assert passport["figure"] == "trade"
    assert re.findall(r"https?://[^\"]*", json.dumps(spec)) == [alt.SCHEMA_URL]
    assert {**spec, "usermeta": figure.spec["usermeta"]} == json.loads(json.dumps(figure.spec))


class Page(HTMLParser):
    """The elements of a page: name and attributes; its scripts' texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def meta(self, name: str) -> str:
        (found,) = (a["content"] for tag, a in self.elements if tag == "meta" and a.get("name") == name)
        return str(found)


def test_html_is_one_file_that_asks_for_nothing_and_says_what_it_shows() -> None:
    russian = Options(locale="ru")
    figure, page = drawn(options=russian), Page(exported("html", options=russian).decode())
    assert dict(page.elements)["html"]["lang"] == "ru"
    assert page.meta("description") == figure.alt_short
    assert {figure.title, figure.caption, figure.alt} < set(page.texts)
    assert not {tag for tag, _ in page.elements} & {"link", "img", "iframe", "object", "embed", "base"}
    assert not [a for tag, a in page.elements if "src" in a]
    linked = {a["href"] for tag, a in page.elements if tag == "a"}
    assert linked == {snapshot.indicator.url for _, snapshot in figure.shown}


def test_what_a_story_says_cannot_become_markup_or_code() -> None:
    evil = "</script><script>alert(1)</script>\"'&<b>"
    spec = STORY.figure("trade").model_copy(update={"title": evil})
    told = STORY.model_copy(update={"figures": (spec,)})
    figure = draw(told, "trade")
    page = Page(export(figure, "html").decode())
    assert [tag for tag, _ in page.elements].count("script") == 5
    assert "b" not in {tag for tag, _ in page.elements}
    root = ET.fromstring(export(figure, "svg"))
    assert root[0].text == evil


@pytest.mark.parametrize("kind", FORMATS)
def test_two_exports_in_one_process_are_equal(kind: str) -> None:
    before = exported(kind)
    export(drawn("money-and-oil"), kind)  # whatever the converter counts on from
    assert export(draw(STORY, "trade"), kind) == before


@pytest.mark.parametrize("kind", FORMATS)
def test_the_page_and_the_command_give_the_same_file(kind: str) -> None:
    """A figure drawn for a screen, with hover and a highlighted event, is exported as one drawn for a file."""
    event = STORY.events[0].id
    for locale in ("en", "ru"):
        shown = drawn(options=asked(locale=locale, hover=True, highlight=event))
        assert export(shown, kind) == exported(kind, options=asked(locale=locale))


@pytest.mark.parametrize(
    ("options", "kind", "scale", "name"),
    [
        ({}, "png", 2, "trade-wide.png"),
        ({}, "png", 3, "trade-wide-3x.png"),
        ({}, "pdf", 3, "trade-wide.pdf"),
        (SIZES["slide"], "svg", 2, "trade-slide.svg"),
        ({"width": 800, "height": 600}, "svg", 2, "trade-800x600.svg"),
        ({"theme": "dark", "locale": "kk", "known_then": True}, "html", 2, "trade-wide-dark-kk-as-known-then.html"),
        ({"window": Window.model_validate_json('{"start": "2000-01-01", "end": "2015-12-31"}'), "show": "change"},
         "svg", 2, "trade-wide-2000-01-01-2015-12-31-change.svg"),
    ],
)  # fmt: skip
def test_a_name_says_what_differs_from_the_defaults(options: Any, kind: str, scale: float, name: str) -> None:
    assert filename(drawn(options=Options(**options)), kind, scale) == name


def test_figures_of_different_events_have_different_names() -> None:
    names = {filename(drawn(options=asked(roles=roles)), "png") for roles in (None, ("cited",), ("context",))}
    assert len(names) == 3


def test_what_cannot_be_exported_is_refused_with_what_can() -> None:
    figure = drawn()
    with pytest.raises(ValueError, match="no format 'gif'; formats: png, svg, pdf, html, json"):
        export(figure, "gif")
    with pytest.raises(ValueError, match="no scale 9; a PNG has 1 to 4"):
        export(figure, "png", 9)


def test_a_file_is_written_at_once_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "trade.png"
    path.write_bytes(b"old")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            save(b"new", path)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"trade.png": b"old"}
    save(b"new", path)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"trade.png": b"new"}


def test_a_folder_in_a_files_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "trade.png").mkdir()
    with pytest.raises(IsADirectoryError, match=r"trade\.png is a folder"):
        save(b"new", tmp_path / "trade.png")
