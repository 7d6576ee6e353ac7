"""`relations verify`: a file is what would be drawn now, or what changed is named; no file makes it fail."""

from __future__ import annotations

import io
import json
import os
import shutil
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

import sources
from relations import downloads
from relations import story as stories
from relations.cache import read, write
from relations.cli.verify import PROVES
from relations.figures import Options, draw
from relations.figures.export import export
from relations.figures.files import FORMATS, converter
from relations.figures.verify import Finding, verify
from tests.figures.forged import file, run
from tests.found import STORY

ROOT = Path(__file__).parents[2]


@pytest.fixture
def own_cache(cache: Path) -> Path:
    """The shipped cache, in a folder a test may change."""
    shutil.copytree(ROOT / "data" / "cache", cache)
    return cache


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_as_it_was_drawn_is_identical(kind: str) -> None:
    found = verify(file(kind), kind)
    assert found == Finding("identical", passport=found.passport)


@pytest.mark.parametrize("name", ["around-crimea", "claim-oil-drop", "pass-through", "tenge-per-rouble"])
def test_figures_a_story_does_not_spell_out_are_drawn_again(name: str) -> None:
    assert verify(file("svg", name), "svg").status == "identical"


@pytest.mark.parametrize("options", [{"locale": "ru"}, {"known_then": True}, {"magnified": 1.6}, {"roles": ("cited",)}])
def test_its_options_are_those_it_is_drawn_again_with(options: dict[str, object]) -> None:
    data = export(draw(STORY, "money-and-oil", Options(**options)), "svg")  # type: ignore[arg-type]
    assert verify(data, "svg").status == "identical"


def change(key: str, what: Callable[[sources.Snapshot], sources.Snapshot]) -> None:
    write(what(read(key)))


def revised(snapshot: sources.Snapshot, last: int = 3) -> sources.Snapshot:
    """The last rows with other values, in the window of the figure."""
    data = snapshot.data.copy()
    data.loc[data.index[-last:], "value"] *= 1.5
    return replace(snapshot, data=data)


def test_what_became_of_the_data_is_counted(own_cache: Path) -> None:
    data = export(draw(STORY, "trade"), "svg")
    assert verify(data, "svg").status == "identical"
    key = "wits/KAZ/RUS/exports"
    change(key, revised)
    found = verify(data, "svg")
    assert (found.status, found.code) == ("the data have changed since", 3)
    (one,) = found.changes
    assert (one.key, one.changed, one.added, one.removed) == (key, 3, 0, 0)
    assert one.words == "wits/KAZ/RUS/exports: of 27 values drawn 3 changed and 0 went, and 0 came"


def test_rows_that_came_and_went_are_counted(own_cache: Path) -> None:
    data = export(draw(STORY, "trade"), "svg")
    change("wits/KAZ/RUS/exports", lambda one: replace(one, data=one.data.drop(index=[2, 5])))
    (one,) = verify(data, "svg").changes
    assert (one.changed, one.added, one.removed) == (0, 0, 2)
    again = export(draw(STORY, "trade"), "svg")
    shutil.copytree(ROOT / "data" / "cache", own_cache, dirs_exist_ok=True)
    (one,) = verify(again, "svg").changes
    assert (one.changed, one.added, one.removed) == (0, 2, 0)


def test_a_change_of_rows_that_are_not_drawn_is_told_as_such(own_cache: Path) -> None:
    data = export(draw(STORY, "money-and-oil"), "svg")
    change("imf/KZT", lambda one: replace(one, data=one.data.iloc[5:].reset_index(drop=True)))
    found = verify(data, "svg")
    (one,) = found.changes
    assert (found.status, one.changed, one.added, one.removed) == ("the data have changed since", 0, 0, 0)
    assert "no value drawn changed, but others of the copy" in one.words
    assert "the specification of the picture is the same" in found.details


def test_a_copy_retrieved_again_is_told_as_such(own_cache: Path) -> None:
    data = export(draw(STORY, "trade"), "svg")
    change("wits/KAZ/RUS/exports", lambda one: replace(one, retrieved=one.retrieved + timedelta(days=9)))
    (one,) = verify(data, "svg").changes
    assert "no value changed; retrieved" in one.words


def test_both_rates_of_a_cross_rate_are_watched(own_cache: Path) -> None:
    data = export(draw(STORY, "tenge-per-rouble"), "svg")
    change("imf/RUB", lambda one: replace(one, data=one.data.assign(value=one.data["value"] * 2)))
    (one,) = verify(data, "svg").changes
    assert (one.key, one.changed) == ("imf/RUB", len(downloads.drawn(draw(STORY, "tenge-per-rouble"))))


def test_data_that_are_gone_are_named(own_cache: Path) -> None:
    data = export(draw(STORY, "trade"), "svg")
    shutil.rmtree(own_cache / "wits")
    found = verify(data, "svg")
    assert found.status == "the data have changed since"
    way = "`relations refresh --only wits/KAZ/RUS/imports` fetches it"
    assert f"wits/KAZ/RUS/imports: drawn then, and not now; {way}" in found.details


def test_another_story_is_told_from_other_data() -> None:
    article = STORY.article.model_copy(update={"title": "Another title"})
    told = STORY.model_copy(update={"article": article})
    data = export(draw(told, "trade"), "pdf")
    found = verify(data, "pdf")
    assert (found.status, found.code, found.changes) == ("the story has changed since", 3, ())
    assert verify(data, "pdf", told).status == "identical"


def test_a_figure_the_story_no_longer_has_is_named() -> None:
    spec = STORY.figure("trade").model_copy(update={"id": "commerce"})
    told = STORY.model_copy(update={"figures": (*STORY.figures, spec)})
    found = verify(export(draw(told, "commerce"), "svg"), "svg")
    assert found.status == "the story has changed since"
    assert "no figure 'commerce'" in found.details[0]


def test_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = file("png")
    monkeypatch.setattr(converter, "versions", lambda: {**_versions(), "vl-convert": "9.9"})
    found = verify(data, "png")
    assert (found.status, found.code) == ("drawn by another version", 4)
    assert f"vl-convert {_versions()['vl-convert']} then, 9.9 now" in found.details


_versions = converter.versions


def test_a_picture_saved_again_is_not_ours_or_altered() -> None:
    again = io.BytesIO()
    Image.open(io.BytesIO(file("png"))).save(again, "PNG")
    assert verify(again.getvalue(), "png").status == "not ours"


def test_a_changed_pixel_is_found_though_every_checksum_is_right() -> None:
    png = file("png")
    at = png.index(b"IDAT") - 4
    (length,) = struct.unpack_from(">I", png, at)
    body = bytearray(png[at + 8 : at + 8 + length])
    body[len(body) // 2] ^= 1
    checked = b"IDAT" + bytes(body)
    other = png[: at + 4] + checked + struct.pack(">I", zlib.crc32(checked)) + png[at + 12 + length :]
    assert verify(other, "png").status == "altered after it was drawn"


def test_the_command_answers_for_files_and_folders_with_the_gravest_code(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "trade.svg").write_bytes(file("svg"))
    (tmp_path / "trade.json").write_bytes(file("json"))
    (tmp_path / "notes.txt").write_text("no figure, and in a folder not looked at")
    answer = run(tmp_path)
    assert (answer.exit_code, answer.stderr) == (0, f"{PROVES}\n")
    inside, beside = sorted([tmp_path / "in" / "trade.svg", tmp_path / "trade.json"])
    assert answer.stdout.splitlines() == [f"{inside}: identical", f"{beside}: identical"]

    (tmp_path / "other.png").write_bytes(b"\x89PNG")
    answer = run(tmp_path, tmp_path / "nothing.svg", "--json")
    assert answer.exit_code == 5
    records = {Path(one["file"]).name: one for one in json.loads(answer.stdout)}
    assert {name: one["status"] for name, one in records.items()} == {
        "trade.svg": "identical",
        "trade.json": "identical",
        "other.png": "not ours",
        "nothing.svg": "cannot be read",
    }
    assert records["trade.svg"]["figure"] == "trade"


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("missing.svg", 1, "cannot be read; No such file"),
        ("pipe.svg", 1, "cannot be read; it is not a file"),
        ("notes.txt", 5, "not ours; figures are png, svg, pdf, html, json"),
        ("huge.png", 5, "not ours; it is larger than any figure"),
    ],
)
def test_what_is_no_figure_is_said_to_be_none(tmp_path: Path, name: str, code: int, said: str) -> None:
    os.mkfifo(tmp_path / "pipe.svg")
    (tmp_path / "notes.txt").write_text("words")
    with (tmp_path / "huge.png").open("wb") as sparse:
        sparse.truncate(200_000_000)
    answer = run(tmp_path / name)
    assert answer.exit_code == code, answer.stderr
    assert said in answer.stdout


def test_a_story_of_ones_own_is_named_by_its_path(tmp_path: Path) -> None:
    story = tmp_path / "mine.toml"
    shutil.copy(ROOT / "stories" / "kazakhstan-russia.toml", story)
    (tmp_path / "trade.svg").write_bytes(export(draw(stories.load(story), "trade"), "svg"))
    answer = run(tmp_path / "trade.svg")
    assert answer.exit_code == 1
    assert "there is no story 'mine' here; `--story PATH` names its file" in answer.stdout
    answer = run(tmp_path / "trade.svg", "--story", story)
    assert (answer.exit_code, answer.stdout) == (0, f"{tmp_path / 'trade.svg'}: identical\n")


def test_an_empty_folder_is_a_failure_and_what_is_proved_is_said(tmp_path: Path) -> None:
    answer = run(tmp_path)
    assert (answer.exit_code, answer.stdout) == (1, f"{tmp_path}: cannot be read; no figure is in this folder\n")
    assert "accidents, not authors" in answer.stderr
