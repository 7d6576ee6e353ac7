"""A cache in an object store: what a refresh changed goes into it, beside what another refresh put there meanwhile.

Only under the lock. What both changed is made one: rows of a journal are added to the other's, and of a copy
the days changed here are laid over the other's, as a publisher's answer would be; so neither loses a row. Until that is
done, what was changed here lies in a folder beside the copies: a run killed in between goes on from there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from random import uniform
from time import sleep

import pandas as pd

import sources
from relations import cache
from relations.cache import mirror, remote, views
from relations.cache.cells import Form
from relations.cache.file import load
from relations.cache.journal import SEQUENCE, Journal, Row
from relations.cache.mirror import Mirror
from relations.cache.places import PRIVATE
from relations.cache.remote import Away, Taken, Version
from relations.cache.vintage import ADDITIONS, REVISIONS
from relations.cache.whole import write_whole
from relations.refresh.ledger import record_changes
from relations.refresh.merge import changes, merge
from sources import NotCached, Rejected, Snapshot

TRIES = 20  #: how often another writer may be faster
LONGEST = 2.0  #: s that are waited for others between two tries, at most


def begin() -> None:
    """Bring the local copies up to the store's version, if the cache is in a store that answers."""
    if address := mirror.address():
        mirror.forward(address, cache.cache_folder())


def push() -> None:
    """Put what was changed here into the store, if the cache is in one; if that is away, it waits here and is noted."""
    if not (address := mirror.address()):
        return
    place = cache.cache_folder()
    try:
        _push(address, place)
        mirror.noted(place, away="")
    except Away as error:
        mirror.noted(place, away=str(error))
    views.keep(place, mirror.read(place).version.number)


def _push(address: str, place: Path) -> None:
    for tries in range(TRIES):
        if tries:  # at random, ever longer: two in step would be in each other's way for ever
            sleep(uniform(0, min(LONGEST, 0.05 * 2**tries)))  # noqa: S311  (no secret)
        _replay(place)
        note, theirs = mirror.read(place), remote.latest(address)
        if theirs.number != note.version.number:
            note = _beside(address, place, note, theirs)
        ours = mirror.changed(place, note)
        if not ours:
            return
        try:
            _send(address, place, note, ours)
        except Taken:
            continue
        remote.prune(address)
        return
    raise Away(f"{address}: others were faster {TRIES} times; what was fetched waits here for the next refresh")


def _send(address: str, place: Path, note: Mirror, ours: Mapping[str, str | None]) -> None:
    """Make the next version: the files changed here over those of the version they were changed from."""
    sent = {name: remote.put(address, (place / name).read_bytes()) for name, sha in ours.items() if sha}
    kept = {name: sha for name, sha in note.version.files.items() if name not in ours}
    version = Version(note.version.number + 1, kept | sent)
    remote.commit(address, version)
    mirror.write(place, Mirror(version, mirror.states(place, version.files), note.answered))


def _beside(address: str, place: Path, note: Mirror, theirs: Version) -> Mirror:
    """The version of the store here, and on it what was changed here."""
    if theirs.number < note.version.number:  # the store was restored from an earlier day: all we have is news to it
        note = Mirror(Version(theirs.number), {}, note.answered)
    ours = mirror.changed(place, note)
    both = {name for name in ours if theirs.files.get(name) not in (None, note.version.files.get(name), ours[name])}
    aside = [name for name in ours if ours[name] and (name in both or _journal(name))]
    for name in both:
        _keep(_begun(place) / name, address, note.version.files.get(name))
    for name in aside:
        (_pending(place) / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(_pending(place) / name, (place / name).read_bytes())
    wanted = mirror.news(place, note, theirs)
    wanted = {name: sha for name, sha in wanted.items() if name not in ours or name in both}
    wanted |= {name: theirs.files[name] for name in aside if name in theirs.files}
    note = mirror.take(address, place, note, theirs, wanted)
    for name in aside:
        if name not in theirs.files:
            (place / name).unlink()
    mirror.write(place, note)
    _replay(place)
    return note


def _replay(place: Path) -> None:
    """Lay what waits beside the copies over what is here; done twice it changes nothing."""
    waiting = _pending(place)
    paths = {path.relative_to(waiting).as_posix(): path for path in waiting.rglob("*.csv") if path.name[0] != "."}
    copies = {_key(name): path for name, path in paths.items() if _key(name)}
    rows = sorted(_rows(paths, {*copies}), key=lambda row: int(row[1][SEQUENCE] or 0))
    for journal, theirs in groupby(rows, key=lambda row: row[0]):
        journal.append([[row[column] for column in journal.columns] for _, row in theirs])
    for key, path in copies.items():
        _lay(key, path, _begun(place) / path.relative_to(waiting))
    for name, path in paths.items():
        if not _key(name) and not _journal(name):
            write_whole(place / name, path.read_bytes())
    for folder in (waiting, _begun(place)):
        shutil.rmtree(folder, ignore_errors=True)


def _keep(path: Path, address: str, sha: str | None) -> None:
    """Keep what a file was before it was changed here, if the store still has it."""
    with suppress(Away):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, remote.fetch(address, sha) if sha else b"")


def _pending(place: Path) -> Path:
    """Where changed files wait, beside the copies."""
    return place.with_name(f"{place.name}.pending")


def _begun(place: Path) -> Path:
    """Where what these files were before lies."""
    return place.with_name(f"{place.name}.begun")


def _rows(paths: Mapping[str, Path], laid: set[str]) -> Iterator[tuple[Journal, Row]]:
    """The rows of journals that are not here, but for those of copies that are laid over others, and so told anew."""
    for name, path in paths.items():
        if not _journal(name):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        form = Form.of("\n".join(lines), (SEQUENCE, "key"))
        journal = Journal(re.sub(r"\.\d{4}$", "", path.stem), tuple(one for one in form.names if one != SEQUENCE))
        here = {_told(row) for row in journal.rows()}
        for line in lines[1:]:
            row = form.row(line, journal.all)
            told_anew = journal.name in (ADDITIONS.name, REVISIONS.name) and row["key"] in laid
            if not told_anew and _told(row) not in here:
                yield journal, row


def _told(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset((name, cell) for name, cell in row.items() if name != SEQUENCE)


def _lay(key: str, path: Path, begun: Path) -> None:
    """What changed in a copy since `begun`, over the copy that is here; of a day both changed, the later answer."""
    mine, theirs, base = _copy(key, path), cache.mine(key), _copy(key, begun)
    if mine is None or theirs is None:
        if mine:
            cache.write(mine)
        return
    moved, elsewhere = (changes(base.data if base else None, one.data) for one in (mine, theirs))
    if mine.retrieved <= theirs.retrieved:
        moved = moved[~moved["date"].isin(elsewhere["date"])]
    changed, gone = changes(theirs.data, moved[["date", "value"]]), _gone(base, mine, theirs, elsewhere["date"])
    later = max(mine, theirs, key=lambda one: one.retrieved)
    if not changed.empty or not gone.empty or later is mine:
        copy = Snapshot(later.indicator, merge(theirs.data, changed, gone), later.retrieved)
        record_changes(theirs, copy, changed, gone, later.retrieved)
        cache.write(copy)


def _gone(base: Snapshot | None, mine: Snapshot, theirs: Snapshot, elsewhere: pd.Series[pd.Timestamp]) -> pd.DataFrame:
    """The rows that were withdrawn here, and that the other left as they were."""
    days = theirs.data["date"]
    before = base.data["date"] if base else days[:0]
    return theirs.data[days.isin(before) & ~days.isin(mine.data["date"]) & ~days.isin(elsewhere)]


def _copy(key: str, path: Path) -> Snapshot | None:
    try:
        return load(path, key)
    except (Rejected, NotCached):
        return None


def _key(name: str) -> str:
    """The key of a copy by the name of its file; empty if it is a table, a journal or a feed."""
    key = name.removeprefix(f"{PRIVATE}/").removesuffix(".csv")
    return key if "/" in key and name.endswith(".csv") and key not in sources.tables() else ""


def _journal(name: str) -> bool:
    return name.endswith(".csv") and "/" not in name.removeprefix(f"{PRIVATE}/")
