"""The contract every publisher satisfies, and the cache its observations are kept in.

Every other file of this room is one publisher: a module with two functions,

    indicator(code) -> Indicator              the full meaning of a code, built offline
    fetch(indicator, since) -> Snapshot       its observations from a day on, over the network

The page and the figures only ever `read` the cache; `fetch` is called by `relations refresh` alone.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
import os
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol, cast, get_args

import numpy as np
import pandas as pd

from relations.values import Message

Frequency = Literal["daily", "weekly", "monthly", "annual"]
FREQUENCIES: tuple[str, ...] = get_args(Frequency)

#: Of the cache file, in its first line; a file without that line is of format 1, which it says nothing of.
FORMAT = "1"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"  #: how the cache writes a moment, in UTC

# A code becomes a path below the cache: segments that start with a letter, a digit or the caret of an index.
_KEY = re.compile(r"[a-z][a-z0-9_]*(/[A-Za-z0-9^][A-Za-z0-9=.^_-]*)+")
_URL = re.compile(r"https?://[^\s<>\"']+")  # it becomes a link, which no other scheme may


class SourceError(Exception):
    """A series cannot be had; the message says the fact and the way out."""

    @property
    def message(self) -> Message | str:
        """What it says, to be said in any language where it was raised with a message."""
        return next((one for one in self.args if isinstance(one, Message)), str(self))


class NotCached(SourceError):
    """The cache has no copy of an indicator."""


class FetchFailed(SourceError):
    """A publisher did not answer, or answered with something that is not data."""


class RateLimited(FetchFailed):
    """A publisher asks to be left alone for a while; its other indicators are better not asked for in this run."""


class Rejected(SourceError):
    """Observations, or the file that holds them, are not fit to be used."""


@dataclass(frozen=True)
class Indicator:
    """What a series measures. A number without all of these is not shown."""

    key: str  #: publisher/code, for example imf/KZT
    title: str  #: what is measured, in words
    unit: str  #: direction spelled out: "KZT per USD", never "USD/KZT"
    frequency: Frequency
    publisher: str  #: full name, as it is cited
    url: str  #: a page a person can open
    licence: str
    date_means: str  #: what the date of an observation stands for

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise Rejected(f"'{self.key}' is no key; a key is publisher/code, for example imf/KZT")
        if self.frequency not in FREQUENCIES:
            raise Rejected(f"{self.key}: frequency '{self.frequency}'; allowed: {', '.join(FREQUENCIES)}")
        for field in fields(self):
            text = getattr(self, field.name)
            if not text or text != text.strip() or "\n" in text:
                raise Rejected(f"{self.key}: {field.name} is {text!r}; it must be one line of text")
        if not _URL.fullmatch(self.url):
            raise Rejected(f"{self.key}: url is {self.url!r}; it must begin with http:// or https://")

    @property
    def code(self) -> str:
        """The key without its publisher."""
        return self.key.split("/", 1)[1]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """An indicator's observations as published on the day we retrieved them.

    `data` has the columns `date` (datetime64, no time zone) and `value` (float, in the indicator's unit),
    sorted by date, dates unique, values finite, never empty; anything else raises Rejected. What a publisher said
    besides is told by `fetch` alone and never kept in the cache file.
    """

    indicator: Indicator
    data: pd.DataFrame
    retrieved: datetime
    unreadable: tuple[tuple[date, str], ...] = ()  #: days with a cell that is no finite number, and what it says
    stopped: FetchFailed | None = None  #: why the publisher could be asked for a part only; the next run goes on

    def __post_init__(self) -> None:
        key, data = self.indicator.key, self.data
        if list(data.columns) != ["date", "value"]:
            raise Rejected(f"{key}: columns {list(data.columns)}; they must be date, value")
        if data.empty:
            raise Rejected(f"{key}: no observations")
        dates = data["date"].to_numpy()
        if not np.issubdtype(dates.dtype, np.datetime64) or np.isnat(dates).any():
            raise Rejected(f"{key}: the dates are of type {dates.dtype} or missing in places; they must be dates")
        if (np.diff(dates) <= np.timedelta64(0)).any():
            raise Rejected(f"{key}: dates must be sorted, each once")
        if not np.isfinite(data["value"].to_numpy(dtype=float)).all():
            raise Rejected(f"{key}: every value must be a finite number")
        if self.retrieved.tzinfo is None:
            raise Rejected(f"{key}: the time of retrieval needs a time zone")

    @property
    def first(self) -> date:
        """Date of the first observation."""
        return cast(pd.Timestamp, self.data["date"].iloc[0]).date()

    @property
    def last(self) -> date:
        """Date of the last observation."""
        return cast(pd.Timestamp, self.data["date"].iloc[-1]).date()

    @property
    def sha256(self) -> str:
        """Hash of the rows as the cache file holds them."""
        return hashlib.sha256(_rows(self.data).encode()).hexdigest()


class Source(Protocol):
    """What a publisher's module offers."""

    def indicator(self, code: str) -> Indicator:
        """Describe a code without the network; raise Rejected, saying what is allowed, if there is no such code."""

    def fetch(self, indicator: Indicator, since: date | None = None) -> Snapshot:
        """Ask the publisher for the observations from `since` on (None: all); raise FetchFailed."""


def publishers() -> list[str]:
    """Names of the publishers this program can ask: the files of this room."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def known_publishers() -> list[str]:
    """Names of the publishers a key may start with: those we can ask, and those the cache holds a copy of."""
    folder = cache_folder()
    kept = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    return sorted(kept | set(publishers()))


def source(key: str) -> Source:
    """The module that can fetch a key; FetchFailed if this program cannot ask its publisher."""
    publisher = key.split("/", 1)[0]
    if publisher not in publishers():
        raise FetchFailed(
            f"{key}: '{publisher}' cannot be fetched by this version, its shipped copy stands; "
            f"publishers that can: {', '.join(publishers())}"
        )
    return cast(Source, importlib.import_module(f"{__name__}.{publisher}"))


def observations(dates: object, values: object) -> pd.DataFrame:
    """A frame with the columns of a Snapshot from two equally long sequences, sorted by date."""
    frame = pd.DataFrame({"date": pd.to_datetime(dates), "value": values})  # type: ignore[call-overload]
    frame = frame.astype({"date": "datetime64[us]", "value": "float64"})
    return frame.sort_values("date", ignore_index=True)


def now() -> datetime:
    """The present moment in UTC, to the second: what a fresh Snapshot says of its retrieval."""
    return datetime.now(UTC).replace(microsecond=0)


# ---------------------------------------------------------------------------------------------- the cache


def cache_folder() -> Path:
    """Where the cache is: $RELATIONS_CACHE if set, else data/cache beside the code."""
    chosen = os.environ.get("RELATIONS_CACHE")
    return Path(chosen) if chosen else Path(__file__).parent.parent / "data" / "cache"


def cache_path(key: str) -> Path:
    """The file that holds a key's copy; Rejected if the key could point outside the cache."""
    if not _KEY.fullmatch(key):
        raise Rejected(f"'{key}' is no key; a key is publisher/code, for example imf/KZT")
    return cache_folder().joinpath(*key.split("/")).with_name(key.rsplit("/", 1)[1] + ".csv")


def is_cached(key: str) -> bool:
    """Whether the cache has a copy of a key."""
    return cache_path(key).is_file()


def cached_keys() -> Iterator[str]:
    """The keys of all copies in the cache, sorted."""
    folder = cache_folder()
    for path in sorted(folder.glob("*/**/*.csv")):
        yield path.relative_to(folder).as_posix().removesuffix(".csv")


def read(key: str, as_of: date | None = None) -> Snapshot:
    """The cached copy of a key, or that copy as it was known when the day `as_of` ended (UTC).

    Raises NotCached if there is none, Rejected if the file is not whole: a header line missing, the rows not
    those its hash was taken of, or not a Snapshot.
    """
    copy = _read(key)
    if as_of is None:
        return copy
    from sources._vintage import rebuild

    return rebuild(copy, as_of)


def moment(when: datetime) -> str:
    """A moment as the cache writes it: 2026-11-24T05:17:00Z."""
    return when.astimezone(UTC).strftime(MOMENT)


def fingerprint(key: str) -> str:
    """A sha256 of a copy's file, header included; empty if there is none. Equal means an equal copy.

    It is taken once per file: the cache replaces files, it edits none.
    """
    path = cache_path(key)
    try:
        file = path.stat()
    except FileNotFoundError:
        return ""
    return _fingerprint(path, (file.st_ino, file.st_mtime_ns, file.st_size))


@lru_cache(maxsize=4096)
def _fingerprint(path: Path, _: tuple[int, int, int]) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(key: str) -> Snapshot:
    """The cached copy of a key, whole or not at all."""
    path = cache_path(key)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotCached(f"{key} is not in the cache; `relations refresh --only {key}` fetches it") from None
    except UnicodeDecodeError as error:
        raise Rejected(f"{path}: not UTF-8 text ({error.reason}); restore the file or refresh {key}") from error
    header, rows = _split(text)
    wanted = [field.name for field in fields(Indicator)] + ["retrieved", "sha256"]
    missing = [name for name in wanted if name not in header]
    if missing:
        raise Rejected(f"{path}: the header lacks {', '.join(missing)}; restore the file or refresh {key}")
    if header.get("format", FORMAT) != FORMAT:
        raise Rejected(f"{path}: is of format {header['format']}; this version reads {FORMAT}, a later one may read it")
    if header["key"] != key:
        raise Rejected(f"{path}: holds {header['key']}, not {key}; restore the file or refresh {key}")
    if hashlib.sha256(rows.encode()).hexdigest() != header["sha256"]:
        raise Rejected(f"{path}: the rows are not those its sha256 was taken of; restore the file or refresh {key}")
    try:
        data = pd.read_csv(io.StringIO(rows), dtype={"date": str, "value": float})
        data["date"] = data["date"].to_numpy(object).astype("datetime64[us]")  # pandas takes four times as long
        retrieved = datetime.strptime(header["retrieved"], MOMENT).replace(tzinfo=UTC)
    except ValueError as error:
        raise Rejected(f"{path}: {error}; restore the file or refresh {key}") from error
    meaning = {field.name: header[field.name] for field in fields(Indicator)}
    return Snapshot(Indicator(**cast(dict[str, Frequency], meaning)), data, retrieved)


def write(snapshot: Snapshot) -> Path:
    """Put a copy into the cache in one step: a reader sees the old file or the new one, never a part.

    Raises OSError, the old file untouched, if the new one cannot be written.
    """
    from sources._records import sync_folder

    path = cache_path(snapshot.indicator.key)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = {"format": FORMAT} | {field.name: getattr(snapshot.indicator, field.name) for field in fields(Indicator)}
    header["retrieved"] = moment(snapshot.retrieved)
    rows = _rows(snapshot.data)
    header["sha256"] = hashlib.sha256(rows.encode()).hexdigest()
    text = "".join(f"# {name}: {value}\n" for name, value in header.items()) + rows
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(partial, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
        sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)
    return path


def _rows(data: pd.DataFrame) -> str:
    """The rows as text, the header row first; floats in their shortest exact form."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["date", "value"])
    days = np.datetime_as_string(data["date"].to_numpy(), unit="D").tolist()
    table.writerows(zip(days, map(repr, data["value"].tolist()), strict=True))
    return text.getvalue()


def _split(text: str) -> tuple[dict[str, str], str]:
    """The `# name: value` lines above the header row, and everything below them."""
    header: dict[str, str] = {}
    position = 0
    while text.startswith("# ", position):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end + 1
        name, _, value = text[position + 2 : end].strip().partition(": ")
        header[name] = value
        position = end
    return header, text[position:]
