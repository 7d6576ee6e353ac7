"""What a series measures, its observations as published, and what can be wrong with either."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self, cast

import numpy as np
import numpy.typing as npt

from relations.values.dating import Dating, Frequency, frequency_of, parse_dating, require_fit
from relations.values.licence import Licence, parse_licence
from relations.values.message import Message
from relations.values.parse_unit import parse_unit
from relations.values.unit import Unit
from relations.values.unknown import UnknownWord

if TYPE_CHECKING:
    import pandas as pd

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


class NotListed(NoSuchSeries):
    """The publisher's list of its series, or a table with all of them, was read, and has others but not this one."""


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
        dates = self.dates
        if not np.issubdtype(dates.dtype, np.datetime64) or np.isnat(dates).any():
            raise Rejected(f"{key}: the dates are of type {dates.dtype} or missing in places; they must be dates")
        if (np.diff(dates) <= np.timedelta64(0)).any():
            raise Rejected(f"{key}: dates must be sorted, each once")
        if not np.isfinite(self.values).all():
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


def observations(dates: object, values: object) -> pd.DataFrame:
    """A frame with the columns of a Snapshot from two equally long sequences, sorted by date."""
    import pandas as pd

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
