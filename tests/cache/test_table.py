"""A table among the copies: whole or refused, and known to all that looks after the cache."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import relations.__main__ as command_line
from relations import cache as copies
from relations import refresh
from sources import NotCached, Rejected, _rollcalls, un_votes

SHIPPED = Path(__file__).parents[2] / "data" / "cache" / "un_votes" / "rollcalls.csv"


@pytest.fixture
def table(cache: Path) -> Path:
    """The roll calls, alone in a cache."""
    path = cache / "un_votes" / "rollcalls.csv"
    path.parent.mkdir(parents=True)
    return Path(shutil.copy(SHIPPED, path))


def run(*command: str) -> str:
    answer = CliRunner().invoke(command_line.app, command)
    return f"{answer.exit_code} {answer.output}"


def test_it_is_no_copy_and_no_stray_and_is_looked_after(table: Path) -> None:
    assert copies.cached_keys() == copies.strays() == []
    assert copies.tables() == [un_votes.TABLE]
    assert run("cache", "verify") == "0 "
    (standing,) = refresh.status([])
    assert (standing.key, standing.rows, standing.state) == (un_votes.TABLE, 2664, "closed")
    assert "| 1992-01 – 2021-12 |" in run("codebook")


@pytest.mark.parametrize("change", [("YYY.YYY-", "NYY.YYY-"), ("CC0 1.0", "none"), ("# coverage", "# covers")])
def test_a_changed_table_is_refused_and_named(table: Path, change: tuple[str, str]) -> None:
    table.write_text(table.read_text().replace(*change, 1))
    with pytest.raises(Rejected, match=r"rollcalls\.csv: .*restore the file"):
        copies.rollcalls()
    assert run("cache", "verify").startswith("1 ")
    (standing,) = refresh.status([])
    assert standing.state == "never"
    assert "rollcalls.csv" in run("codebook")


def test_no_table_is_said(cache: Path) -> None:
    with pytest.raises(NotCached, match="the cache has no such table"):
        copies.rollcalls()
    (outcome,) = refresh.refresh([["un_votes/DEU/FRA/agreement"]])
    assert "has no such table" in str(outcome.error)


def test_a_refresh_computes_any_pair_from_it_once(table: Path) -> None:
    (outcome,) = refresh.refresh([["un_votes/DEU/FRA/agreement"]])
    assert (outcome.status, outcome.error, outcome.requests) == ("added", None, 0)
    copy = copies.read("un_votes/DEU/FRA/agreement")
    assert (
        copy.data["value"].tolist() == _rollcalls.agreement(copies.rollcalls()[1], "FRA", "DEU")["agreement"].tolist()
    )
    (again,) = refresh.refresh([["un_votes/DEU/FRA/agreement"]])
    assert again.status == "fixed"
