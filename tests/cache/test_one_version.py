"""Who reads many copies of a cache in a store reads those of one version, whatever comes meanwhile."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from random import Random
from threading import Thread, current_thread

import pytest

from relations import cache as copies
from relations.cache import mirror, remote, views
from relations.cache.places import layers
from relations.cache.remote import Away, Version
from relations.cache.whole import write_whole
from relations.refresh.lock import hold

ADDRESS = "s3://team/cache"
KEYS = [f"imf/{code}" for code in ("KZT", "RUB", "CNY", "EUR", "USD", "TRY")]
JOURNAL = "additions.csv"
State = dict[str, str]  #: the text of each copy


class Store:
    """A store in memory: its versions, each with copies that say which one they are of."""

    def __init__(self) -> None:
        self.number, self.bytes, self.away = 0, dict[str, bytes](), False
        self.files: Mapping[str, str] = {}

    def put(self, _: str, content: bytes) -> str:
        self.bytes[sha := remote.sha256(content)] = content
        return sha

    def make(self, names: list[str]) -> None:
        """The next version, in which these files are others."""
        self.number += 1
        self.files = {**self.files, **{name: self.put("", f"{name} of {self.number}\n".encode()) for name in names}}

    def latest(self, _: str) -> Version:
        if self.away:
            raise Away("the store is away")
        return Version(self.number, self.files)

    def commit(self, _: str, version: Version) -> None:
        self.number, self.files = version.number, version.files


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    store = Store()
    monkeypatch.setenv("RELATIONS_CACHE", ADDRESS)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(mirror, "EVERY", 3600.0)
    for name, of in {"latest": store.latest, "put": store.put, "commit": store.commit}.items():
        monkeypatch.setattr(remote, name, of)
    monkeypatch.setattr(remote, "fetch", lambda _, sha: store.bytes[sha])
    monkeypatch.setattr(remote, "prune", lambda _: None)
    store.make([*map(file, KEYS), JOURNAL])
    yield store
    assert not views._held


def file(key: str) -> str:
    return f"{key}.csv"


def pull() -> None:
    mirror.pull(ADDRESS, copies.cache_folder())


def state() -> State:
    """What a reader reads: of each copy its bytes, if it is there."""
    return {key: path.read_text() for key in KEYS if (path := copies.where(key)).exists()}


def whole(store: Store) -> State:
    return {key: store.bytes[store.files[file(key)]].decode() for key in KEYS if file(key) in store.files}


def course(store: Store, monkeypatch: pytest.MonkeyPatch, seed: int) -> tuple[list[State], list[State]]:
    """What a reader found time after time while versions came, and what the versions were.

    Reading and writing take turns, in an order of the seed: before each step it is drawn who goes on.
    """
    choice, seen, versions = Random(seed), list[State](), [whole(store)]
    pull()
    turns = Turns(choice)

    def write() -> None:
        for _ in range(6):
            store.make(choice.sample([*map(file, KEYS)], choice.randint(2, len(KEYS))))
            gone = file(choice.choice(KEYS)) if choice.random() < 0.3 else ""
            store.files = {name: sha for name, sha in store.files.items() if name != gone}
            versions.append(whole(store))
            pull()

    def read() -> None:
        while "writer" in turns.threads:
            with copies.one_version():
                found = State()
                for key in choice.sample(KEYS, len(KEYS)):
                    turns.step()
                    if (path := copies.where(key)).exists():
                        found[key] = path.read_text()
                seen.append(found)

    with monkeypatch.context() as patch:
        for name in ("replace", "link"):
            step(patch, name, turns)
        turns.take({"writer": write, "reader": read})
    return seen, versions


def step(patch: pytest.MonkeyPatch, name: str, turns: Turns) -> None:
    """Let another have its turn before each call of a function of `os`."""
    call = getattr(os, name)

    def stepped(one: Path, other: Path) -> None:
        turns.step()
        call(one, other)

    patch.setattr(os, name, stepped)


@pytest.mark.parametrize("seed", range(12))
def test_a_reader_reads_one_version_whatever_step_of_whatever_change_comes_between_two_of_its_steps(
    store: Store, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    seen, versions = course(store, monkeypatch, seed)
    assert len({repr(one) for one in seen}) > 1, "it has seen changes"
    assert [one for one in seen if one not in versions] == []
    with copies.one_version():
        assert state() == versions[-1]


def test_a_reader_who_holds_no_version_reads_a_mixture(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail."""
    monkeypatch.setattr(copies, "one_version", nullcontext)
    seen, versions = course(store, monkeypatch, 1)
    assert [one for one in seen if one not in versions]


@pytest.mark.parametrize("held", [True, False])
def test_a_version_that_is_read_stays_however_many_come_after_it(store: Store, held: bool) -> None:
    pull()
    with copies.one_version():
        before, view = state(), views.latest(copies.cache_folder())
        assert view
        store.make([*map(file, KEYS)])
        pull()
        assert state() == before
        os.utime(view, (0, 0))  # much later
        if held:
            views.still_held()
        store.make([*map(file, KEYS)])
        pull()
        assert view.exists() is held
        assert (state() == before) is held


@pytest.mark.parametrize("away", [False, True])
def test_who_reads_beside_a_refresh_sees_all_of_it_or_nothing(store: Store, away: bool) -> None:
    pull()
    path = copies.cache_folder() / file(KEYS[0])
    store.away = away
    with copies.one_version():
        before = state()
        after = {**before, KEYS[0]: "changed here"}
        with hold(1):
            write_whole(path, b"changed here")
            assert state() == after, "the refresh itself"
            view = views.latest(copies.cache_folder())
            assert view
            assert (view / file(KEYS[0])).read_text() == before[KEYS[0]], "who begins to read meanwhile"
        assert state() == before, "who began before"
    with copies.one_version():
        assert state() == after


def test_what_a_killed_refresh_leaves_half_done_is_read_once_the_next_has_done_it(store: Store) -> None:
    pull()
    path = copies.cache_folder() / file(KEYS[0])
    write_whole(path, b"half of what it would have changed")
    store.make([file(KEYS[1])])
    pull()
    with copies.one_version():
        assert state() == {key: f"{file(key)} of 1\n" for key in KEYS}
    with hold(1):
        pass
    with copies.one_version():
        assert state()[KEYS[0]] == "half of what it would have changed"
        assert state()[KEYS[1]] == f"{file(KEYS[1])} of 2\n"


def test_a_journal_that_grows_is_as_it_was_in_a_version_that_is_read(store: Store) -> None:
    pull()
    with copies.one_version(), views.held(copies.cache_folder()) as view:
        assert view
        with open(copies.cache_folder() / JOURNAL, "a") as journal:
            journal.write("another line\n")
        assert (view / JOURNAL).read_text() == f"{JOURNAL} of 1\n"
        assert (view / file(KEYS[0])).samefile(copies.cache_folder() / file(KEYS[0])), "copies take no room twice"


def test_a_disk_without_links_has_copies(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refused)
    pull()
    with copies.one_version():
        assert state() == whole(store)


def test_a_plain_folder_keeps_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "plain"
    monkeypatch.setenv("RELATIONS_CACHE", str(place))
    with hold(1), copies.one_version():
        assert layers()[0] == place
    with copies.one_version():
        assert layers()[0] == place
    assert [path.name for path in tmp_path.iterdir()] == ["plain"]


class Turns:
    """Threads of which one goes at a time, as a seed says."""

    def __init__(self, choice: Random) -> None:
        self.choice, self.threads, self.turn = choice, dict[str, Thread](), ""

    def take(self, works: dict[str, Callable[[], None]]) -> None:
        """Do all of it; what one raises is raised here."""
        failed = list[BaseException]()

        def run(name: str, work: Callable[[], None]) -> None:
            try:
                self._wait(name)
                work()
            except BaseException as error:  # noqa: BLE001  (it is raised below)
                failed.append(error)
            finally:
                del self.threads[name]
                self.turn = next(iter(self.threads), "")

        self.threads = {name: Thread(target=run, args=(name, work), name=name) for name, work in works.items()}
        threads, self.turn = [*self.threads.values()], next(iter(works))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for error in failed:
            raise error

    def step(self) -> None:
        """Let another go on, perhaps; the thread of the test itself has nobody beside it."""
        name = current_thread().name
        if name in self.threads:
            self.turn = self.choice.choice(sorted(self.threads))
            self._wait(name)

    def _wait(self, name: str) -> None:
        while self.turn != name:
            time.sleep(0.0001)
