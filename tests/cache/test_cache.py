"""The cache file: what is written is read back, and what is not whole is refused."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.cache import cache_path, cached_keys, read, write
from relations.cache.file import may_be_passed_on, sealed
from relations.values import INSTANT, Licence, Rate
from sources import Indicator, NotCached, Rejected, Snapshot, observations

INDICATOR = Indicator(
    key="imf/KZT",
    title="Kazakhstani tenge, representative rate",
    unit=Rate("KZT", "USD"),
    frequency="daily",
    publisher="International Monetary Fund",
    url="https://www.imf.org",
    licence=Licence("made up", "with attribution"),
    dating=INSTANT,
)
NOW = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)


def snapshot(*values: float) -> Snapshot:
    days = pd.date_range("2014-02-10", periods=len(values), freq="D")
    return Snapshot(INDICATOR, observations(days, values), NOW)


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20),
    st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (hypothesis adds the zone)
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, values: list[float], retrieved: datetime
) -> None:
    """To the last bit of every value, with all of its meaning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_CACHE", str(tmp_path_factory.mktemp("cache")))
        written = replace(snapshot(*values), retrieved=retrieved.replace(microsecond=0))
        write(written)
        found = read("imf/KZT")
    assert found.indicator == written.indicator
    assert found.retrieved == written.retrieved
    assert found.sha256 == written.sha256
    pd.testing.assert_frame_equal(found.data, written.data)


def test_the_file_is_the_one_a_person_expects(cache: Path) -> None:
    path = write(snapshot(155.56, 163.9))
    assert path == cache / "imf" / "KZT.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    hashed = "".join(f"{line}\n" for line in lines if not line.startswith("# sha256"))
    assert lines.pop(10) == f"# sha256: {hashlib.sha256(hashed.encode()).hexdigest()}"
    assert lines == [
        "# format: 2",
        "# key: imf/KZT",
        "# title: Kazakhstani tenge, representative rate",
        "# unit: KZT per USD",
        "# frequency: daily",
        "# publisher: International Monetary Fund",
        "# url: https://www.imf.org",
        "# licence: made up (redistribution: with attribution)",
        "# dating: market or fixing day",
        "# retrieved: 2026-11-24T03:30:00Z",
        "date,value",
        "2014-02-10,155.56",
        "2014-02-11,163.9",
    ]


def test_a_missing_copy_names_the_command_that_fetches_it(cache: Path) -> None:
    with pytest.raises(NotCached, match=r"imf/KZT is not in the cache; `relations refresh --only imf/KZT`"):
        read("imf/KZT")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("163.9", "163.8", "header and rows are not those its sha256 was taken of"),
        ("KZT per USD", "USD per KZT", "header and rows are not those its sha256 was taken of"),
        ("publisher: International", "publisher: Some", "header and rows are not those its sha256 was taken of"),
        ("with attribution", "yes", "header and rows are not those its sha256 was taken of"),
        ("2026-11-24T03", "2031-11-24T03", "header and rows are not those its sha256 was taken of"),
        ("# unit: KZT per USD\n", "# unit: KZT per USD\n# unit: USD per KZT\n", "the header says unit twice"),
        ("# unit: KZT per USD\n", "", "the header lacks unit"),
        ("# key: imf/KZT", "# key: imf/RUB", "holds imf/RUB, not imf/KZT"),
    ],
)
def test_a_damaged_file_is_refused(cache: Path, old: str, new: str, said: str) -> None:
    path = write(snapshot(155.56, 163.9))
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(Rejected, match=said):
        read("imf/KZT")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-11-24T03:30:00Z", "yesterday", "does not match format"),
        ("frequency: daily", "frequency: hourly", r"allowed: daily \(D\); weekly \(W\)"),
        ("date,value\n", "day,value\n", "the columns are day,value, not date,value"),
        ("date,value\n", "date,value,note\n", "the columns are date,value,note, not date,value"),
        ("163.9", "n/a", "every value must be a finite number"),
    ],
)
def test_a_whole_file_that_holds_no_copy_is_refused(cache: Path, old: str, new: str, said: str) -> None:
    """Whoever takes the hash anew after an edit is told what the edit made of it."""
    path = write(snapshot(155.56, 163.9))
    head, _, rows = path.read_text(encoding="utf-8").replace(old, new).partition("\nd")
    header = dict(line[2:].split(": ", 1) for line in head.splitlines())
    path.write_text(sealed(header, f"d{rows}"), encoding="utf-8")
    with pytest.raises(Rejected, match=said):
        read("imf/KZT")


def test_bytes_that_are_no_text_are_refused(cache: Path) -> None:
    write(snapshot(1.0)).write_bytes(b"\xff\xfe")
    with pytest.raises(Rejected, match="not UTF-8"):
        read("imf/KZT")


@pytest.mark.parametrize(
    "key", ["imf", "imf/", "imf/../x", "IMF/KZT", "imf//KZT", "/etc/passwd", "imf/.KZT", "imf/K T"]
)
def test_a_key_cannot_point_outside_the_cache(key: str) -> None:
    with pytest.raises(Rejected, match="is no key"):
        cache_path(key)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("2014-02-10", float("nan"))],
        [("2014-02-10", float("inf"))],
        [("2014-02-10", 1.0), ("2014-02-10", 2.0)],
        [(None, 1.0)],
    ],
)
def test_what_is_no_snapshot_cannot_be_built(rows: list[tuple[str | None, float]]) -> None:
    with pytest.raises(Rejected):
        Snapshot(INDICATOR, observations([day for day, _ in rows], [value for _, value in rows]), NOW)


def test_unsorted_rows_are_refused() -> None:
    data = snapshot(1.0, 2.0).data.iloc[::-1]
    with pytest.raises(Rejected, match="sorted"):
        Snapshot(INDICATOR, data, NOW)


def test_a_write_leaves_nothing_beside_the_file(cache: Path) -> None:
    for step in range(3):
        write(replace(snapshot(1.0 + step), retrieved=NOW + timedelta(days=step)))
    assert [name for _, _, names in os.walk(cache) for name in names] == ["KZT.csv"]


def test_the_shipped_snapshot_is_whole_and_may_all_be_passed_on() -> None:
    """A refresh may put others beside it, in a folder of their own, which git leaves out."""
    assert "data/cache/private/" in (Path(__file__).parents[2] / ".gitignore").read_text().splitlines()
    shipped = [key for key in cached_keys() if "private" not in cache_path(key).parts]
    assert {"imf/RUB", "imf/KZT", "nbp/RUB", "nbp/KZT", "pink_sheet/CRUDE_BRENT"} <= set(shipped)
    for key in shipped:
        assert may_be_passed_on(read(key).indicator.licence)
