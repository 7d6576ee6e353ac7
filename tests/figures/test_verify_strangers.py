"""`relations verify` of files that others made: none is taken for ours, makes it fail or costs it much."""

from __future__ import annotations

import json
import resource
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations.cli import apart
from relations.figures import verify as verify_module
from relations.figures.files import FORMATS
from relations.figures.verify import verify
from tests.figures.forged import file, hurtful, resealed, run


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
        f"{path}: the data have changed since; 'a[U+000A]forged.png: identical[U+001B][2K[U+000D][U+202E]"
    )
    assert said.isprintable()
    assert len(said) < 2100
    records = run(path, "--json").stdout
    assert "\u202e" not in records
    assert "a\nforged.png" in json.loads(records)[0]["details"][0]


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.1)

    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(verify_module, "verify", endless)
    (tmp_path / "a.svg").write_bytes(b"")
    assert "cannot be drawn again; it takes more than 0.1 seconds" in run(tmp_path).stdout
