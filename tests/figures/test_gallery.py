"""The gallery: every figure in every size and theme, as the `figure` command writes it, and a page that shows them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
import tomlkit

from relations import story as stories
from relations.figures import Figure, Options, draw
from relations.figures.export import export, filename
from relations.figures.gallery import Made, Piece, complaints, make, page, pieces
from relations.figures.options import SIZES, STANDARD
from relations.story import Story
from tests.cli.inside import run as relations
from tests.found import STORY

ROOT = Path(__file__).parents[2]
SEED = "0"  #: of hashes, of the processes that make the gallery
SHIPPED = STORY
SMALL = SHIPPED.model_copy(update={"figures": SHIPPED.figures[2:4]})  #: two figures: what is true of them is of more


def written(folder: Path, **lines: object) -> Path:
    """The file of a story with those two figures, and with the publishers' keys named for some of its lines."""
    told = tomlkit.parse((stories.folder() / f"{SHIPPED.id}.toml").read_text(encoding="utf-8")).unwrap()
    for name, keys in lines.items():
        told["lines"].setdefault(name, {"label": SHIPPED.lines[name].label})["keys"] = keys
    told["figures"] = told["figures"][2:4]
    path = folder / f"{SHIPPED.id}.toml"
    path.write_text(tomlkit.dumps(told), encoding="utf-8")
    return path


@cache
def drawn(figure: str, options: Options = STANDARD) -> Figure:
    return draw(SHIPPED, figure, options)


class Images(HTMLParser):
    """The tags of a page, and the attributes of its images."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.images: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))


def read(text: str) -> Images:
    images = Images()
    images.feed(text)
    return images


def run(story: Path | str, out: Path, *options: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "relations", "gallery", str(story), "--out", str(out), "--format", "svg", *options],
        cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small story's gallery, made by two processes."""
    out = tmp_path_factory.mktemp("gallery")
    answer = run(written(tmp_path_factory.mktemp("story")), out, "--jobs", "2", PYTHONHASHSEED=SEED, TZ="UTC")
    assert answer.returncode == 0, answer.stderr
    assert {Path(line) for line in answer.stdout.splitlines()} == set(out.iterdir())
    return out


def test_it_has_every_figure_in_every_size_and_theme(gallery: Path) -> None:
    wanted = {filename(drawn(one.figure, one.options), "svg") for one in pieces(SMALL, "svg")}
    assert len(wanted) == len(SMALL.figures) * len(SIZES) * 2
    assert {path.name for path in gallery.iterdir()} == {*wanted, "index.html"}


@pytest.mark.parametrize("piece", pieces(SMALL, "svg"), ids=lambda one: f"{one.figure}-{one.size}-{one.theme}")
def test_its_files_are_the_bytes_of_an_export(gallery: Path, piece: Piece) -> None:
    figure = drawn(piece.figure, piece.options)
    assert (gallery / filename(figure, "svg")).read_bytes() == export(figure, "svg")


def test_a_png_is_that_of_the_figure_command(tmp_path: Path) -> None:
    options = ["--out", str(tmp_path), "--size", "column", "--theme", "dark"]
    assert relations("figure", SHIPPED.id, "trade", *options).returncode == 0
    (written,) = tmp_path.iterdir()
    own = tmp_path / "own"
    own.mkdir()
    made = make(SHIPPED, Piece("trade", "column", "dark", "png"), own)
    assert (own / made.file).read_bytes() == written.read_bytes()
    assert made.file == written.name


def test_every_image_of_the_page_has_the_alternative_text_of_its_figure(gallery: Path) -> None:
    found = read((gallery / "index.html").read_text(encoding="utf-8"))
    alts = {spec.id: drawn(spec.id).alt_short for spec in SMALL.figures}
    assert [image["alt"] for image in found.images] == [alts[one.figure] for one in pieces(SMALL, "svg")]
    for image in found.images:
        assert (gallery / str(image["src"])).is_file()
        assert "script" not in found.tags


def test_the_page_opens_without_a_network(gallery: Path) -> None:
    text = (gallery / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?:https?:)?/', text) == []
    assert set(re.findall(r"url\((.{10})", text)) == {"data:font/"}


def test_what_a_story_says_is_text_on_the_page_and_no_markup() -> None:
    piece = Piece("x", "wide", "light", "png")
    made = [Made(piece, ("no <b>",), "x.png", "<i>", 'a & "b"', 'alt "quoted" <script>', 1, 1)]
    found = read(page(SMALL, made))
    assert found.images[0]["alt"] == 'alt "quoted" <script>'
    assert not {"i", "script"} & set(found.tags)


def test_one_process_or_two_and_any_hash_seed_make_the_same_page(
    gallery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This one process has a seed of its own, and is far from the time zone of those two."""
    assert os.environ.get("PYTHONHASHSEED") != SEED
    monkeypatch.setenv("TZ", "Asia/Almaty")
    time.tzset()
    options = ("--out", str(tmp_path / "out"), "--format", "svg", "--jobs", "1")
    answer = relations("gallery", str(written(tmp_path)), *options)
    monkeypatch.undo()
    time.tzset()
    assert answer.returncode == 0
    for path in gallery.iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def lacking() -> Story:
    """The story with a figure of a line that no cache has."""
    line = SHIPPED.lines["oil"].model_copy(update={"keys": ("yahoo/NOWHERE",)})
    spec = SHIPPED.figures[0].model_copy(update={"panels": SHIPPED.figures[0].panels[1:]})
    return SHIPPED.model_copy(update={"lines": {**SHIPPED.lines, "oil": line}, "figures": (spec, SHIPPED.figures[3])})


def test_a_figure_that_fails_is_said_and_the_others_are_made(tmp_path: Path) -> None:
    made = [make(lacking(), piece, tmp_path) for piece in pieces(lacking(), "svg")]
    assert complaints(made) == [
        "money-and-oil: Oil: not in the cache (yahoo/NOWHERE); `relations refresh kazakhstan-russia` fetches it"
    ]
    assert {one.piece.figure for one in made if one.file} == {"money-and-oil", "shares"}
    text = page(lacking(), made)
    assert len(read(text).images) == len(SIZES) * 4
    assert "Oil: not in the cache" in text


def test_the_command_ends_with_1_if_a_figure_fails(tmp_path: Path) -> None:
    lacking = str(written(tmp_path, exports=["yahoo/NOWHERE"]))
    answer = relations("gallery", lacking, "--out", str(tmp_path / "out"), "--format", "svg", "--jobs", "1")
    assert answer.returncode == 1
    assert answer.stderr.count(": not in the cache (yahoo/NOWHERE)") == 1
    assert (tmp_path / "out" / "shares-wide.svg").is_file()
    assert (tmp_path / "out" / "index.html").is_file()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = relations("gallery", SHIPPED.id, "--out", str(tmp_path / "file"))
    assert answer.returncode == 1
    assert f"{tmp_path / 'file'}" in answer.stderr
