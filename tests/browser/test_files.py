"""Files of figures where their readers open them: a browser without a network, and three renderers compared."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page, expect

from relations.figures import Figure, Options, draw, fonts
from relations.figures.export import export
from relations.figures.options import SIZES
from tests.browser.conftest import ROOT
from tests.browser.test_accessible import STILL
from tests.found import STORY

BLUR = 2  #: px: renderers smooth edges each in their way, within a px
FAINT = 64  #: of 255; a text in another typeface or three px off differs by more than 80, a good one by 40


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Any:
    """Opens a page from its file, with every address but files refused; and what it complained of."""
    made: list[Page] = []

    def open_it(html: bytes, width: int = 1300) -> tuple[Page, list[str]]:
        path = tmp_path / "figure.html"
        path.write_bytes(html)
        page = browser.new_page(viewport={"width": width, "height": 900})
        made.append(page)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
        page.goto(path.as_uri())
        page.wait_for_selector("body.drawn #figure svg", timeout=60_000)
        return page, complaints

    yield open_it
    for page in made:
        page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_html_opens_offline_and_tells_a_pointer_date_and_value(opened: Any, theme: Any) -> None:
    figure = draw(STORY, "tenge-per-rouble", Options(theme=theme))
    page, complaints = opened(export(figure, "html"))
    box = page.locator("#figure svg").bounding_box()
    assert (box["width"], box["height"]) == (figure.width, figure.height)
    line = page.locator("#figure .mark-line path").first.bounding_box()
    for step in range(40):  # through days with values and gaps without
        page.mouse.move(line["x"] + line["width"] * 0.3 + step, line["y"] + line["height"] / 2)
    tooltip = page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for(timeout=20_000)
    assert "Tenge per rouble" in tooltip.inner_text()
    assert f"{theme}-theme" in (tooltip.get_attribute("class") or "")
    assert page.evaluate("[...document.fonts].every(face => face.status === 'loaded')")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == css(figure.spec["background"])
    assert complaints == []


def css(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_html_shrinks_with_its_window_and_is_magnified_as_a_slide(opened: Any) -> None:
    html = export(draw(STORY, "trade", Options(**SIZES["slide"])), "html")
    for width, shown in ((2200, 1920), (800, 768)):
        page, _ = opened(html, width)
        box = page.locator("#figure svg").bounding_box()
        assert box["width"] == pytest.approx(shown, abs=16)
        assert box["height"] == pytest.approx(box["width"] * 675 / 1200, abs=1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def program(name: str) -> str:
    """A renderer of the machine; in CI a missing one is a failure, elsewhere a skip."""
    found = shutil.which(name)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"no {name}: `apt-get install librsvg2-bin poppler-utils`"
        )
    return str(found)


def in_chromium(browser: Browser, svg: Path, size: tuple[int, int]) -> Image.Image:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(svg.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    seen = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return seen


def in_librsvg(svg: Path, folder: Path) -> Image.Image:
    """With our typeface as the only one there is."""
    settings = folder / "fonts.conf"
    places = f"<dir>{fonts.FOLDER}</dir><cachedir>{folder / 'fonts'}</cachedir>"
    settings.write_text(f'<?xml version="1.0"?><fontconfig>{places}</fontconfig>')
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    subprocess.run([program("rsvg-convert"), str(svg), "-o", str(folder / "rsvg.png")], check=True, env=environment)
    return Image.open(folder / "rsvg.png")


def in_poppler(figure: Figure, folder: Path) -> Image.Image:
    """Drawn twice as fine, then scaled down: Poppler puts the letters of large words on whole pixels."""
    (folder / "figure.pdf").write_bytes(export(figure, "pdf"))
    paths = str(folder / "figure.pdf"), str(folder / "poppler")
    subprocess.run([program("pdftoppm"), "-r", "192", "-png", "-singlefile", *paths], check=True)
    return Image.open(folder / "poppler.png").reduce(2)


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of lightness, of 255, at any place of two pictures of the same size."""
    assert one.size == other.size
    soft = [image.convert("L").filter(ImageFilter.GaussianBlur(BLUR)) for image in (one, other)]
    _, largest = ImageChops.difference(*soft).getextrema()
    return int(largest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "size", "look"),
    [
        ("money-and-oil", "wide", {}),
        ("money-and-oil", "slide", {}),
        ("trade", "column", {"locale": "ru", "theme": "dark"}),
        ("tenge-per-rouble", "square", {"locale": "kk"}),
    ],
)
def test_every_renderer_draws_the_same_picture(
    browser: Browser, tmp_path: Path, name: str, size: str, look: dict[str, Any]
) -> None:
    figure = draw(STORY, name, Options(**SIZES[size], **look))
    svg = tmp_path / "figure.svg"
    svg.write_bytes(export(figure, "svg"))
    whole = round(figure.width * figure.options.magnified), round(figure.height * figure.options.magnified)
    seen = in_chromium(browser, svg, whole)
    others = {
        "librsvg": in_librsvg(svg, tmp_path),
        "our own PNG": Image.open(io.BytesIO(export(figure, "png", 1))),
        "poppler, from the PDF": in_poppler(figure, tmp_path),
    }
    differences = {renderer: difference(seen, other) for renderer, other in others.items()}
    assert max(differences.values()) < FAINT, differences
    assert difference(seen, ImageChops.offset(seen, 3, 0)) > FAINT, "it would be seen"


def test_the_texts_of_a_pdf_can_be_searched_and_copied(tmp_path: Path) -> None:
    figure = draw(STORY, "trade", Options(locale="kk"))
    (tmp_path / "figure.pdf").write_bytes(export(figure, "pdf"))
    command = [program("pdftotext"), "-layout", str(tmp_path / "figure.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words = " ".join(text.split())
    assert " ".join(figure.title.split()) in words, "a copied text has plain spaces"
    for event in figure.events:
        assert event.label in words


@pytest.mark.parametrize(("kind", "size", "theme"), [("png", "column", "dark")])  # all kinds: figures/test_export.py
def test_the_page_gives_the_file_the_command_writes(
    browser: Browser, page_address: str, tmp_path: Path, kind: str, size: str, theme: str
) -> None:
    """With the state of the page: window, transform and base, roles, publisher, language, what was known then."""
    query = (
        "figure=money-and-oil&window=2014-01-01..2015-06-30&show=index&base=crimea&roles=cited,context&then=true"
        "&locale=ru&copies=tenge:nbp/KZT"
    )
    page = browser.new_context(accept_downloads=True).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{page_address}/?{query}")
    page.evaluate(STILL)
    page.get_by_role("button", name="Скачать").first.click()
    spoken = {"column": "колонка", "wide": "широкий", "square": "квадрат", "dark": "тёмная", "light": "светлая"}
    for label, wanted in (("Размер", size), ("Тема файла", theme)):
        page.evaluate(STILL)
        page.get_by_role("combobox", name=label, exact=False).click()
        page.get_by_role("option", name=spoken[wanted]).first.click()
    page.evaluate(STILL)
    page.get_by_role("tab", name="Команда").click()
    command = page.get_by_test_id("stCode").filter(has_text=f"--format png --size {size}")
    expect(command).to_contain_text("--theme dark" if theme == "dark" else f"--size {size} --locale ru")
    page.evaluate(STILL)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=kind.upper(), exact=True).click()
    program, *words = shlex.split(command.inner_text().replace("--format png", f"--format {kind}"))
    assert program == "relations"
    subprocess.run([sys.executable, "-m", program, *words, "--out", str(tmp_path)], cwd=ROOT, check=True)
    name = waiting.value.suggested_filename
    assert waiting.value.path().read_bytes() == (tmp_path / name).read_bytes()
    page.context.close()
