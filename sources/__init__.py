"""The contract every publisher satisfies.

Every other file of this room is one publisher: a module with two functions and, if it is unlike most, a constant,

    indicator(code) -> Indicator              the meaning of a code, built offline
    fetch(indicator, since) -> Snapshot       its observations from a day on, over the network; or `unasked(why)`
    HABITS = Habits(first=…)                  what else a refresh has to know of it

`fetch` is called by `relations refresh` alone, which puts what it gives into the cache (`relations/cache`). Where only
an answer tells what a code means, its unit is `Unstated` offline; the indicator of the Snapshot has it all.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Protocol, Self, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations.values import (
    Dating,
    Frequency,
    Licence,
    Message,
    Publication,
    Unit,
    UnknownWord,
    frequency_of,
    parse_dating,
    parse_licence,
    parse_unit,
    publication,
    require_fit,
)

# A code becomes a path below the cache: segments that start with a letter, a digit or the caret of an index.
_KEY = re.compile(r"[a-z][a-z0-9_]*(/[A-Za-z0-9^][A-Za-z0-9=.^_-]*)+")
_URL = re.compile(r"https?://[^\s<>\"']+")  # it becomes a link, which no other scheme may


class SourceError(Exception):
    """A series cannot be had; the text, or the Message, says the fact and the way out."""

    @property
    def message(self) -> Message | str:
        """What it says, to be said in any language where it was raised with a message."""
        return next((one for one in self.args if isinstance(one, Message)), str(self))


class NotCached(SourceError):
    """The cache has no copy of an indicator."""


class FetchFailed(SourceError):
    """A publisher did not answer, or answered with something that is not data."""


class NoSuchSeries(FetchFailed):
    """A publisher answered that it has no such series, or no longer."""


class RateLimited(FetchFailed):
    """A publisher asks to be left alone for a while; its other indicators are better not asked for in this run."""


class Rejected(SourceError):
    """Observations, or the file that holds them, are not fit to be used."""


def require_key(key: str) -> None:
    """Raise Rejected unless this could be a key: it becomes a path below the cache, and none outside it."""
    if not _KEY.fullmatch(key):
        raise Rejected(f"'{key}' is no key; a key is publisher/code, for example imf/KZT")


@dataclass(frozen=True)
class Indicator:
    """What a series measures. A number without all of these is not shown."""

    key: str  #: publisher/code, for example imf/KZT
    title: str  #: what is measured, in words
    unit: Unit
    frequency: Frequency
    publisher: str  #: full name, as it is cited
    url: str  #: a page a person can open; empty for numbers that nobody has brought yet
    licence: Licence
    dating: Dating  #: what the date of an observation stands for

    def __post_init__(self) -> None:
        require_key(self.key)
        for name in ("title", "publisher"):
            text = getattr(self, name)
            if not text or text != text.strip() or "\n" in text:
                raise Rejected(f"{self.key}: {name} is {text!r}; it must be one line of text")
        try:
            require_fit(self.frequency, self.dating)
        except UnknownWord as error:
            raise Rejected(f"{self.key}: {error}") from error
        if self.url and not _URL.fullmatch(self.url):
            raise Rejected(f"{self.key}: url is {self.url!r}; it must begin with http:// or https://")

    @property
    def code(self) -> str:
        """The key without its publisher."""
        return self.key.split("/", 1)[1]

    @property
    def header(self) -> dict[str, str]:
        """What it says of itself as text, by the names the cache's header has."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def read(cls, header: Mapping[str, str]) -> Self:
        """The indicator a header describes, of either format; UnknownWord for a word that means nothing."""
        return cls(
            **{name: header[name] for name in ("key", "title", "publisher", "url")},
            unit=parse_unit(header["unit"]),
            frequency=frequency_of(header["frequency"]),
            licence=parse_licence(header["licence"]),
            dating=parse_dating(header["dating"] if "dating" in header else header["date_means"]),
        )


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
        if not self.indicator.url:
            raise Rejected(f"{key}: there is no url; numbers need a page that has them")
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

    @cached_property
    def dates(self) -> npt.NDArray[np.datetime64]:
        """The dates of the observations."""
        return self.data["date"].to_numpy()

    @cached_property
    def values(self) -> npt.NDArray[np.float64]:
        """The values of the observations."""
        return self.data["value"].to_numpy(dtype=np.float64)

    @property
    def first(self) -> date:
        """Date of the first observation."""
        return cast(date, self.dates[0].astype("datetime64[D]").astype(date))

    @property
    def last(self) -> date:
        """Date of the last observation."""
        return cast(date, self.dates[-1].astype("datetime64[D]").astype(date))

    @property
    def sha256(self) -> str:
        """Hash of the rows as the cache file holds them."""
        return hashlib.sha256(as_csv(self.data).encode()).hexdigest()


@dataclass(frozen=True)
class Computed:
    """How a publisher's copies follow from a table that lies beside them (`relations/cache/table.py`)."""

    table: str  #: the key it lies under
    copy: Callable[[Indicator, str], Snapshot]  #: a copy, computed from the text of the table
    missing: Message  #: that there is no table, and where it comes from
    mend: str  #: what to do about a damaged one
    #: The header and rows of a table from the lines of a file that a person has downloaded, its name, and the moment.
    read: Callable[[Iterable[str], str, datetime], tuple[dict[str, str], str]] | None = None


@dataclass(frozen=True)
class Habits:
    """What a refresh has to know of a publisher to ask it well. The defaults are those of most."""

    #: The first day it answers for. A copy that begins earlier keeps its beginning: those days were not asked for.
    first: date | None = None
    #: Whether it is a release that never changes: what the cache has of it is not asked for again.
    fixed: bool = False
    #: By code the last day of a series that has ended: a copy that has it is not asked for again.
    ended: Mapping[str, date] = field(default_factory=dict)
    #: In place of `fetch`, for who answers so little at a time that a history takes many runs: given the copy there is,
    #: if any, ask for some of what it lacks and return both together.
    fill: Callable[[Indicator, Snapshot | None], Snapshot] | None = None
    #: In place of `fetch`, for copies that follow from a table of the publisher's which the cache has.
    computed: Computed | None = None
    #: From which days the observations of an indicator count as known, where its dates alone do not tell.
    publication: Callable[[Indicator], Publication] | None = None
    #: The publisher that keeps earlier editions of its series, under their codes and an edition's name, which sorts.
    archive: str | None = None
    #: The well-known series it has (`sources/_well_known.py`), each with the forms of its codes there, best first.
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: A code that it has, where its offers and the shipped copies show none.
    example: str = ""
    #: By code the first day of a series that began later than others of the publisher.
    began: Mapping[str, date] = field(default_factory=dict)
    #: Whether `began` has every code there is, so that no other can ever be had.
    listed: bool = False
    #: Its place among publishers that are alike in rhythm, licence and age: the lower comes first.
    place: int = 0

    def has(self, code: str) -> bool:
        """Whether there can be a copy of a code that the publisher's module accepts."""
        return code in self.began or not self.listed

    def spans(self, code: str, first: date, last: date) -> bool:
        """Whether a series can reach from one day to another, as far as the publisher's module knows."""
        begin = self.began.get(code) or self.first
        return (begin is None or begin <= first) and self.ended.get(code, last) >= last

    def complete(self, code: str, last: date) -> bool:
        """Whether a copy of a code that goes up to a day has all there will ever be."""
        end = self.ended.get(code)
        return self.fixed or (end is not None and last >= end)


class Source(Protocol):
    """What a publisher's module offers; beside it, if the defaults are not its own, `HABITS`."""

    def indicator(self, code: str) -> Indicator:
        """Describe a code without the network; raise Rejected, saying what is allowed, if there is no such code."""

    def fetch(self, indicator: Indicator, since: date | None = None) -> Snapshot:
        """Ask the publisher for the observations from `since` on (None: all); raise FetchFailed."""


def unasked(why: str) -> Callable[..., Snapshot]:
    """The `fetch` of a publisher there is nothing to ask: FetchFailed, which says why; `{code}` in it is the code."""

    def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:  # noqa: ARG001 - the contract's signature
        raise FetchFailed(f"{indicator.key}: {why.format(code=indicator.code)}")

    return fetch


def habits(publisher: Source) -> Habits:
    """A publisher's habits: those its module declares, or the defaults."""
    found: Habits = getattr(publisher, "HABITS", Habits())
    return found


def publishers() -> list[str]:
    """Names of the publishers this program can ask: the files of this room."""
    return list(_files())


@lru_cache(maxsize=1)  # a program's files stay as they are while it runs
def _files() -> tuple[str, ...]:
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")))


def publisher_of(key: str) -> str:
    """The name of the publisher a key is of: imf of imf/KZT."""
    return key.split("/", 1)[0]


def source(key: str) -> Source:
    """The module that can fetch a key; FetchFailed if this program cannot ask its publisher."""
    publisher = publisher_of(key)
    if publisher not in publishers():
        raise FetchFailed(
            f"{key}: '{publisher}' cannot be fetched by this version, its shipped copy stands; "
            f"publishers that can: {', '.join(publishers())}"
        )
    return cast(Source, importlib.import_module(f"{__name__}.{publisher}"))


def tables() -> dict[str, Computed]:
    """The tables that copies are computed from, by their keys; of two of the same kind the preferred comes first."""
    return _tables(_files())


@lru_cache(maxsize=4)
def _tables(files: tuple[str, ...]) -> dict[str, Computed]:
    found = [(one.place, one.computed) for one in map(habits, map(source, files)) if one.computed]
    return {one.table: one for _, one in sorted(found, key=lambda each: each[0])}


def indicator_of(key: str) -> Indicator:
    """What a key measures, as far as its module can say offline; Rejected, or FetchFailed if it has no module."""
    return source(key).indicator(key.split("/", 1)[1])


def published(indicator: Indicator) -> Publication:
    """From which days an indicator's observations count as known: by its publisher's rule, else by its dates."""
    try:
        own = habits(source(indicator.key)).publication
    except FetchFailed:
        own = None
    return own(indicator) if own else publication(indicator.frequency, indicator.dating)


def observations(dates: object, values: object) -> pd.DataFrame:
    """A frame with the columns of a Snapshot from two equally long sequences, sorted by date."""
    frame = pd.DataFrame({"date": pd.to_datetime(dates), "value": values})  # type: ignore[call-overload]
    frame = frame.astype({"date": "datetime64[us]", "value": "float64"})
    return frame.sort_values("date", ignore_index=True)


def as_csv(data: pd.DataFrame) -> str:
    """The rows as text, the header row first; floats in their shortest exact form."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["date", "value"])
    days = np.datetime_as_string(data["date"].to_numpy(), unit="D").tolist()
    table.writerows(zip(days, map(repr, data["value"].tolist()), strict=True))
    return text.getvalue()


def now() -> datetime:
    """The present moment in UTC, to the second: what a fresh Snapshot says of its retrieval."""
    return datetime.now(UTC).replace(microsecond=0)
