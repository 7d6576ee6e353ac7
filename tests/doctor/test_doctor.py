"""The doctor names what is wrong with an installation, and that alone, each with the way out."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import sources
from relations import cache as copies_of
from relations.doctor import Finding, clock, copies, folders, network, typeface, versions
from relations.figures import fonts
from sources import Snapshot, observations
from tests.cli.inside import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(cache: Path) -> Path:
    """The only copy of a cache."""
    data = observations(["2020-01-02", "2020-01-03"], [400.0, 401.5])
    return copies_of.write(Snapshot(sources.indicator_of("imf/KZT"), data, datetime(2020, 1, 4, tzinfo=UTC)))


def wrong(area: Any) -> list[Finding]:
    return [one for one in area.examined() if one.severity != "ok"]


@pytest.mark.parametrize("area", [versions, folders, copies, typeface, clock])
def test_nothing_is_wrong_where_nothing_is(area: Any, copy: Path) -> None:
    found = list(area.examined())
    assert found
    assert [one for one in found if one.severity == "error"] == []


def test_the_command_says_it_in_lines_and_in_json(copy: Path) -> None:
    stories = {"RELATIONS_STORIES": str(ROOT / "tests" / "stories" / "none")}
    copy.write_text(copy.read_text().replace("401.5", "410.5"))
    lines, objects = run("doctor", **stories), run("doctor", "--json", **stories)
    assert (lines.returncode, objects.returncode) == (1, 1)
    found = json.loads(objects.stdout)
    written = [f"{one['area']}: {one['severity']}: {one['said']}" for one in found]
    moving = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC|[\d.]+ GB are free")  # between the two runs
    assert [moving.sub("", line) for line in lines.stdout.splitlines()] == [moving.sub("", one) for one in written]
    (damage,) = [one for one in found if one["area"] == "copies" and one["severity"] == "error"]
    assert damage["said"].startswith("imf/KZT.csv: ")
    assert "refresh imf/KZT" in damage["said"]


def test_what_lies_among_the_copies_and_is_none_is_named_and_no_failure(copy: Path) -> None:
    copy.with_name("Copy of KZT.csv").write_text("date,value\n")
    (stray,) = wrong(copies)
    assert stray.severity == "warning"
    assert "Copy of KZT.csv" in stray.said


def test_an_empty_cache_is_an_error(cache: Path) -> None:
    (empty,) = wrong(copies)
    assert (empty.severity, "relations refresh" in empty.said) == ("error", True)


def test_python_and_libraries_that_are_not_as_needed_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "relations-9.9.dist-info"
    program.mkdir()
    needs = "Requires-Dist: numpy>=999\nRequires-Dist: no-such-library>=1\nRequires-Dist: other; extra == 'x'\n"
    (program / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: relations\nVersion: 9.9\nRequires-Python: >=3.99\n{needs}"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    said = [one.said for one in wrong(versions) if one.severity == "error"]
    assert [one.split()[0] for one in said] == ["Python", "numpy", "no-such-library"]
    assert all("install" in one for one in said)


def test_a_library_of_another_version_than_tested_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "tested", lambda: {"numpy": "1.0"})
    (one,) = wrong(versions)
    assert one.severity == "warning"
    assert "(1.0)" in one.said


def test_a_cache_that_cannot_be_written_is_told_to_who_only_reads(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)  # this user may be root, who always may
    (one,) = wrong(folders)
    assert (one.severity, str(copy.parents[1]) in one.said) == ("warning", True)


def test_a_cache_that_is_a_file_is_an_error(cache: Path) -> None:
    cache.write_text("")
    assert [one.severity for one in wrong(folders)] == ["error"]


def test_a_damaged_file_of_the_typeface_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fonts.FILES[fonts.FAMILY][fonts.REGULAR].read_bytes()
    damaged = tmp_path / "Damaged.ttf"
    damaged.write_bytes(whole[:40_000] + bytes([whole[40_000] ^ 1]) + whole[40_001:])
    monkeypatch.setattr(fonts, "FILES", {fonts.FAMILY: {fonts.REGULAR: damaged}})
    (one,) = wrong(typeface)
    assert str(damaged) in one.said


def test_a_family_the_converter_does_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FILES", {"Another Family": fonts.FILES[fonts.FAMILY]})
    assert [one.severity for one in wrong(typeface)] == ["error"]


def test_a_clock_behind_the_latest_copy_is_told(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "now", lambda: datetime(2019, 1, 1, tzinfo=UTC))
    (one,) = wrong(clock)
    assert one.severity == "error"


def test_each_publisher_that_can_be_asked_is_asked_once_and_who_does_not_answer_is_named(
    standin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["nbp", "wits", "own", "imf_ifs"]
    monkeypatch.setattr(sources, "publishers", lambda: asked)
    assert wrong(network) == []
    standin.scenario = "wits-404"
    (one,) = wrong(network)
    assert (one.area, one.severity, one.said.split()[0]) == ("publishers", "error", "wits")
