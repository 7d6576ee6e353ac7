"""A cache in an object store: one refreshes, others read, two refreshers lose nothing, and the store may go away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from relations import cache as copies
from relations.cache import mirror, remote
from relations.cache.journal import LOG
from relations.cache.remote import Away, Taken, Version
from relations.cache.vintage import ADDITIONS, REVISIONS
from relations.refresh import share
from relations.refresh.lock import hold
from tests.cache.store import Store, came

pytest.importorskip("s3fs", reason="the extra s3 brings it")
pytest.importorskip("localbucket", reason="a store that speaks S3")
ADDRESS = "s3://team/cache"
FIRST = datetime(2020, 1, 6, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for all these tests: to begin one takes as long as most of them."""
    server = Store(tmp_path_factory.mktemp("stores"))
    yield server
    server.kill()


@pytest.fixture
def server(process: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store, which goes on and has nothing in it."""
    if process.process.poll() is not None:
        process.start()
    shutil.rmtree(process.folder / "team")
    (process.folder / "team").mkdir()
    for name, value in process.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("RELATIONS_CACHE", ADDRESS)
    monkeypatch.setattr(mirror, "EVERY", 3600.0)
    remote._store.cache_clear()
    remote._heeds_conditions.cache_clear()
    remote._store("s3").invalidate_cache()  # the library has one object for each address
    return process


@pytest.fixture
def on(server: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Go to a machine, by its name: each has local copies of its own. What it has is brought up to date."""

    def go(name: str) -> Path:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / name))
        place = copies.cache_folder()
        mirror.pull(ADDRESS, place)
        return place

    return go


def values(key: str) -> dict[str, float]:
    data = copies.read(key).data
    return dict(zip(data["date"].dt.strftime("%Y-%m-%d"), data["value"], strict=True))


def test_what_one_refreshes_another_reads(on: Any) -> None:
    on("refresher")
    with hold(1):
        came("imf/KZT", {"2020-01-02": 380.0, "2020-01-03": 381.0}, FIRST)
    on("reader")
    assert values("imf/KZT") == {"2020-01-02": 380.0, "2020-01-03": 381.0}
    assert [row["key"] for row in LOG.rows()] == ["imf/KZT"]
    assert mirror.since()[0] == ""


class Killed(BaseException):
    """The end of a process, at any point."""


def ends(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("killed", [False, True])
def test_two_refreshers_lose_nothing_whatever_both_change(
    on: Any, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    on("one")
    with hold(1):
        came("imf/KZT", {"2020-01-02": 380.0, "2020-01-03": 381.0}, FIRST)
    on("two")
    with suppress(Killed), monkeypatch.context() as patch, hold(1):
        if killed:  # while what both changed is made one
            patch.setattr(share, "_lay", ends)
        came("imf/KZT", {"2020-01-03": 381.5, "2020-01-06": 382.0}, FIRST + timedelta(days=1))
        came("imf/RUB", {"2020-01-06": 61.0}, FIRST + timedelta(days=1))
        on_two = copies.cache_folder()
        on("one")  # which began before the other was done
        with hold(1):
            came("imf/KZT", {"2020-01-06": 382.25, "2020-01-07": 383.0}, FIRST + timedelta(days=2))
            came("fred/DCOILBRENTEU", {"2020-01-06": 68.0}, FIRST + timedelta(days=2))
        on("two")
        assert copies.cache_folder() == on_two
    with hold(1):
        pass
    for machine in ("one", "two", "reader"):
        on(machine)
        expected = {"2020-01-02": 380.0, "2020-01-03": 381.5, "2020-01-06": 382.25, "2020-01-07": 383.0}
        assert values("imf/KZT") == expected, machine
        assert {*copies.cached_keys()} >= {"imf/KZT", "imf/RUB", "fred/DCOILBRENTEU"}
        assert sorted(row["key"] for row in LOG.rows()) == ["fred/DCOILBRENTEU", *["imf/KZT"] * 3, "imf/RUB"]
        numbers = [row["sequence"] for journal in (LOG, ADDITIONS, REVISIONS) for row in journal.rows()]
        assert len(numbers) == len({*numbers})
        first = copies.read("imf/KZT", as_of=FIRST.date())
        assert dict(zip(first.data["date"].dt.day, first.data["value"], strict=True)) == {2: 380.0, 3: 381.0}
        assert copies.read("imf/KZT", as_of=date(2030, 1, 1)).last == date(2020, 1, 7)


def test_what_waits_to_be_sent_is_not_written_over_by_a_newer_version(on: Any) -> None:
    on("one")
    with hold(1):
        came("imf/KZT", {"2020-01-02": 380.0}, FIRST)
    on("two")
    came("imf/KZT", {"2020-01-03": 381.0}, FIRST + timedelta(days=1))  # of a refresh that ended before it was sent
    on("one")
    with hold(1):
        came("imf/KZT", {"2020-01-06": 382.0}, FIRST + timedelta(days=2))
    on("two")
    assert values("imf/KZT") == {"2020-01-02": 380.0, "2020-01-03": 381.0}
    with hold(1):
        pass
    assert values("imf/KZT") == {"2020-01-02": 380.0, "2020-01-03": 381.0, "2020-01-06": 382.0}


def test_a_reader_goes_on_while_the_store_is_away_and_says_so(server: Store, on: Any) -> None:
    place = on("reader")
    with hold(1):
        came("imf/KZT", {"2020-01-02": 380.0}, FIRST)
    server.kill()
    mirror.pull(ADDRESS, place)
    said, answered = mirror.since()
    assert ADDRESS in said
    assert answered
    assert values("imf/KZT") == {"2020-01-02": 380.0}
    server.start()
    mirror.pull(ADDRESS, place)
    assert mirror.since()[0] == ""


@pytest.mark.parametrize("at", [1, "commit"])
def test_a_store_killed_in_the_middle_of_a_push_has_all_of_it_or_none_and_then_all(
    server: Store, on: Any, monkeypatch: pytest.MonkeyPatch, at: int | str
) -> None:
    on("refresher")
    with hold(1):
        came("imf/KZT", {"2020-01-02": 380.0}, FIRST)
    put, commit, numbers = remote.put, remote.commit, count()

    def one_put(address: str, content: bytes) -> str:
        if next(numbers) == at:
            server.kill()
        return put(address, content)

    def one_commit(address: str, version: Version) -> None:
        if at == "commit":
            server.kill()
        commit(address, version)

    with monkeypatch.context() as patch:
        patch.setattr(remote, "put", one_put)
        patch.setattr(remote, "commit", one_commit)
        with hold(1):
            came("imf/KZT", {"2020-01-03": 381.0}, FIRST + timedelta(days=1))
    assert mirror.since()[0], "the refresher knows"
    server.start()
    on("reader")
    assert values("imf/KZT") == {"2020-01-02": 380.0}
    on("refresher")
    assert values("imf/KZT") == {"2020-01-02": 380.0, "2020-01-03": 381.0}, "what waits is not written over"
    with hold(1):
        pass
    on("reader")
    assert values("imf/KZT") == {"2020-01-02": 380.0, "2020-01-03": 381.0}


def test_a_version_is_made_once(server: Store) -> None:
    sha = remote.put(ADDRESS, b"x")
    remote.commit(ADDRESS, Version(1, {"a/b.csv": sha}))
    remote.commit(ADDRESS, Version(1, {"a/b.csv": sha}))  # asked again, for the first answer was lost
    with pytest.raises(Taken):
        remote.commit(ADDRESS, Version(1, {"a/c.csv": sha}))
    assert remote.latest(ADDRESS).files == {"a/b.csv": sha}


def test_a_store_that_writes_over_what_is_there_is_not_trusted(server: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store = remote._store("s3")
    write = store.pipe_file
    monkeypatch.setattr(store, "pipe_file", lambda place, content, mode="": write(place, content))
    with pytest.raises(Away, match="does not heed"):
        remote.commit(ADDRESS, Version(1, {}))
    assert remote.latest(ADDRESS).number == 0


@pytest.mark.parametrize("name", ["../outside.csv", "/etc/outside.csv", ".lock", "a/.hidden/b.csv", "a\\b.csv"])
def test_a_store_cannot_write_outside_the_cache(server: Store, name: str) -> None:
    remote.commit(ADDRESS, Version(1, {name: remote.put(ADDRESS, b"x")}))
    with pytest.raises(Away, match="not ours"):
        remote.latest(ADDRESS)


def test_bytes_that_are_not_what_their_name_says_are_not_taken(server: Store) -> None:
    sha = remote.put(ADDRESS, b"x")
    (server.folder / "team" / "cache" / "files" / sha).write_bytes(b"y")
    with pytest.raises(Away, match="restore"):
        remote.fetch(ADDRESS, sha)


def test_old_versions_go_and_what_is_named_stays(server: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "KEPT", 1)
    monkeypatch.setattr(remote, "UNUSED", timedelta(0))
    shas = [remote.put(ADDRESS, b"%d" % number) for number in range(4)]
    for number, sha in enumerate(shas, 1):
        remote.commit(ADDRESS, Version(number, {"a/b.csv": sha}))
    remote.prune(ADDRESS)
    names = {path.name for path in (server.folder / "team" / "cache").rglob("*") if path.is_file()}
    assert names - {"condition"} == {"00000003.json", "00000004.json", *shas[2:]}


def test_an_address_that_is_no_store_of_ours_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Away, match="s3://"):
        remote.latest("ftp://somewhere/cache")
