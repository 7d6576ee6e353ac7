"""What lies in the cache and is no copy, or is one that nobody may read: named, and stepped over by everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import relations.__main__ as command_line
from relations import cache, refresh
from relations.cache.file import header_of, sealed
from tests.page.pages import page
from tests.page.test_page_evidence import html
from tests.refresh.frozen import frozen


@pytest.fixture
def cluttered(cache: Path) -> Path:
    """The shipped copies, and among them what people, sync services and other users leave."""
    shutil.copytree(frozen(), cache)
    shutil.copy(cache / "imf" / "KZT.csv", cache / "imf" / "KZT (1).csv")
    (cache / "imf" / "EUR.csv").mkdir()
    unreadable = cache / "nbp" / "RUB.csv"
    unreadable.unlink()
    unreadable.symlink_to(unreadable)  # a reader gets an OSError, whoever runs the tests
    other = cache / "nbp" / "KZT.csv"
    rows = other.read_text().partition("date,value\n")[2]
    other.write_text(sealed(header_of(other), f"day,rate\n{rows}"))
    (cache / "additions.csv").write_text("key,first,last,rows,when\nimf/KZT,2014-02-11,2014-02-11,,sometime\n")
    return cache


@pytest.mark.parametrize(
    ("command", "code", "named"),
    [
        ("status", 0, ["KZT (1).csv", "EUR.csv", "additions.csv: line 2"]),
        ("cache verify", 1, ["KZT (1).csv", "EUR.csv", "additions.csv: line 2", "nbp/RUB.csv", "nbp/KZT.csv"]),
        ("codebook", 1, ["nbp/RUB.csv", "nbp/KZT.csv"]),
    ],
)
def test_a_command_goes_on_and_names_it_once(cluttered: Path, command: str, code: int, named: list[str]) -> None:
    answer = CliRunner().invoke(command_line.app, command.split())
    assert answer.exit_code == code, answer.output
    assert [answer.stderr.count(name) for name in named] == [1] * len(named), answer.stderr
    assert command == "cache verify" or "imf/KZT" in answer.stdout
    assert "imf/KZT (1)" not in answer.stdout


def test_what_is_no_copy_alone_is_no_failure(cache: Path) -> None:
    (cache / "imf" / "EUR.csv").mkdir(parents=True)
    assert CliRunner().invoke(command_line.app, ["cache", "verify"]).exit_code == 0
    assert CliRunner().invoke(command_line.app, ["codebook"]).exit_code == 0


@pytest.mark.parametrize("tab", ["Status", "Compose"])
def test_the_page_goes_on(cluttered: Path, tab: str) -> None:
    app = page(tab=tab)
    said = html(app)
    assert not app.exception
    assert "is no key" not in said
    if tab == "Status":
        assert "Passed over" in said
        assert "imf/KZT (1).csv: is no copy" in said
        assert str(cluttered) not in said[said.index("Passed over") : said.index("<h2>Copies")]


def test_a_refresh_replaces_no_copy_of_a_later_format(cluttered: Path) -> None:
    path = cluttered / "imf" / "KZT.csv"
    later = path.read_text().replace("# format: 2\n", "# format: 9\n")
    path.write_text(later)
    (outcome,) = refresh.refresh([["imf/KZT"]])
    assert outcome.status == "rejected"
    assert "format 9" in str(outcome.error)
    assert path.read_text() == later
    assert not list(cluttered.rglob("*.damaged"))


def test_keys_are_those_that_can_be(cluttered: Path) -> None:
    assert "imf/KZT" in cache.cached_keys()
    assert not {"imf/KZT (1)", "imf/EUR"} & {*cache.cached_keys()}
