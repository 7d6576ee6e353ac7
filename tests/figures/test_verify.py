"""`relations verify`: a file is what would be drawn now, or what changed is named; no file makes it fail."""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from typer.testing import CliRunner, Result

import relations.__main__ as command_line
import sources
from relations import downloads
from relations import story as stories
from relations.cache import read, write
from relations.cli import verify as command
from relations.cli.verify import PROVES
from relations.figures import Options, draw
from relations.figures import verify as verify_module
from relations.figures.export import export
from relations.figures.files import FORMATS, converter
from relations.figures.verify import Finding, verify
from tests.figures.forged import hurtful, resealed

ROOT = Path(__file__).parents[2]
STORY = stories.load("kazakhstan-russia")


@lru_cache
def file(kind: str, name: str = "trade") -> bytes:
    return export(draw(STORY, name), kind)


@pytest.fixture
def own_cache(cache: Path) -> Path:
    """The shipped cache, in a folder a test may change."""
    shutil.copytree(ROOT / "data" / "cache", cache)
    return cache


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command_line.app, ["verify", *map(str, arguments)])


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_as_it_was_drawn_is_identical(kind: str) -> None:
    assert verify(file(kind), kind) == Finding("identical", passport=verify(file(kind), kind).passport)


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
    assert "`relations refresh kazakhstan-russia` fetches it" in found.details[0]


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


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_changed_file_is_identical_and_none_makes_it_fail(kind: str, data: st.DataObject) -> None:
    """Whatever bits flip, wherever it is cut or grown: an answer, and not `identical`."""
    whole = bytearray(file(kind))
    place = data.draw(st.integers(0, len(whole) - 1))
    match data.draw(st.sampled_from(["flip", "cut", "insert", "drop"])):
        case "flip":
            whole[place] ^= 1 << data.draw(st.integers(0, 7))
        case "cut":
            del whole[place:]
        case "insert":
            whole[place:place] = data.draw(st.binary(min_size=1, max_size=40))
        case _:
            del whole[place : place + data.draw(st.integers(1, 400))]
    found = verify(bytes(whole), kind)
    assert found.status in ("not ours", "altered after it was drawn")


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=60)
@given(start=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"<svg>", b'{"usermeta":']), rest=st.binary())
def test_a_file_of_anything_is_not_ours(kind: str, start: bytes, rest: bytes) -> None:
    assert verify(start + rest, kind).status == "not ours"


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("what", ["1e999", "null", "[]", '{"tool": 1}', "[" * 100_000, '"\\ud800"'])
def test_a_passport_of_anything_is_not_ours(kind: str, what: str) -> None:
    data = file(kind)
    if kind == "json":
        forged = b'{"usermeta":{"passport":' + what.encode() + b"}}"
    elif kind == "png":
        body = b"iTXtrelations\0\0\0\0\0" + what.encode()
        forged = data[:8] + struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    else:
        forged = {
            "svg": b"<relations:passport>" + what.encode() + b"</relations:passport>",
            "html": b'<meta name="relations-passport" content="' + what.replace('"', "&quot;").encode() + b'">',
            "pdf": b"%PDF-1.7 /Relations (" + what.encode() + b")",
        }[kind]
    assert verify(forged, kind).status == "not ours"


@pytest.mark.parametrize("kind", FORMATS)
def test_large_and_repetitive_files_are_answered_quickly(kind: str) -> None:
    """Openings of a passport without an end, a million times: no search may go over the file again for each."""
    openings = {
        "png": b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0iTXt\0\0\0\0" * 500_000,
        "svg": b"<relations:passport>" * 200_000,
        "html": b'<meta name="relations-passport" content="' * 200_000,
        "pdf": b"/Relations (" * 500_000,
        "json": b'{"usermeta":{"passport":' * 200_000,
    }
    assert verify(openings[kind], kind).status == "not ours"


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


def test_files_made_to_hurt_are_answered_in_little_time_and_memory() -> None:
    """Bombs of every kind, sides of a whole wall, openings without an end: the goal is 10 s and 500 MB."""
    for kind, data in hurtful():
        start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = verify(data, kind)
        assert found.status not in ("identical", "altered after it was drawn"), kind
        assert time.process_time() - start < 10, (kind, found)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, (kind, found)


def test_what_a_file_says_is_one_line_that_does_nothing(tmp_path: Path) -> None:
    def spoof(papers: dict[str, Any]) -> None:
        papers["sources"][0]["key"] = "a\nforged.png: identical\x1b[2K\r\u202e\u2028" + "long" * 1000

    path = tmp_path / "trade.svg"
    path.write_bytes(resealed(file("svg"), "svg", spoof))
    (said,) = run(path).stdout.splitlines()
    assert said.startswith(
        f"{path}: the data have changed since; a\\u000aforged.png: identical\\u001b[2K\\u000d\\u202e"
    )
    assert said.isprintable()
    assert len(said) < 2100
    records = run(path, "--json").stdout
    assert "\u202e" not in records
    assert "a\nforged.png" in json.loads(records)[0]["details"][0]


def test_an_empty_folder_is_a_failure_and_what_is_proved_is_said(tmp_path: Path) -> None:
    answer = run(tmp_path)
    assert (answer.exit_code, answer.stdout) == (1, f"{tmp_path}: cannot be read; no figure is in this folder\n")
    assert "accidents, not authors" in answer.stderr


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(command, "SECONDS", 0.1)

    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(verify_module, "verify", endless)
    (tmp_path / "a.svg").write_bytes(b"")
    assert "cannot be drawn again; it takes more than 0.1 seconds" in run(tmp_path).stdout
