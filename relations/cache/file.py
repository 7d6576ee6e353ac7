"""One copy as a file: what its numbers mean in `# name: value` lines, then its rows as CSV."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

from relations.cache.places import served, unreadable, within
from relations.values import UnknownWord, parse_licence
from sources import Indicator, NotCached, Rejected, Snapshot, as_csv

#: Of the cache file, in its first line. In format 1, whose files need not say so, the hash is of the rows alone, and
#: `date_means` stands for `dating`.
FORMAT, ROWS_ONLY = "2", "1"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"  #: how the cache writes a moment, in UTC
Made = TypeVar("Made")
_MEANING = tuple(field.name for field in fields(Indicator))


class LaterFormat(Rejected):
    """A file is of a format that a later version of this program writes: it is whole, and not ours to replace."""


@lru_cache(maxsize=1024)
def moment(when: datetime) -> str:
    """A moment as the cache writes it: 2026-11-24T05:17:00Z."""
    return when.astimezone(UTC).strftime(MOMENT)


@dataclass(frozen=True)
class Glance:
    """What a copy is of and how far it goes, without its values."""

    indicator: Indicator
    rows: int
    first: date
    last: date
    retrieved: datetime


def load(path: Path, key: str) -> Snapshot:
    """The copy a file holds, whole or not at all; Rejected says what is wrong with it, NotCached that there is none."""
    return _opened(path, key, _copy)


def glance(path: Path, key: str) -> Glance:
    """The facts of the copy a file holds, in a tenth of the time: its hash vouches for the values. Raises as `load`."""
    return _opened(path, key, _facts)


def _opened(path: Path, key: str, made: Callable[[Mapping[str, str], str], Made]) -> Made:
    """What is made of a file's header and rows."""
    try:
        return made(*unsealed(path.read_text(encoding="utf-8"), key))
    except FileNotFoundError:
        raise NotCached(f"{key} is not in the cache; `relations refresh --only {key}` fetches it") from None
    except LaterFormat as error:
        raise LaterFormat(f"{within(path)}: {error}") from error
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 text ({error.reason})"
    except OSError as error:
        raise Rejected(unreadable(path, error)) from error
    except (Rejected, ValueError) as error:
        problem = " ".join(str(error).split())
    raise Rejected(f"{within(path)}: {problem}; restore the file or refresh {key}")


def header_of(path: Path) -> dict[str, str]:
    """What a file says of itself, unchecked; nothing if it cannot be read or there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return _split("".join(takewhile(lambda line: line.startswith("# "), file)))[0]
    except (OSError, UnicodeDecodeError, Rejected):
        return {}


def hash_covers_header(path: Path) -> bool:
    """Whether a file is of a format whose hash is of the header as well."""
    return header_of(path).get("format", ROWS_ONLY) != ROWS_ONLY


def text(snapshot: Snapshot) -> str:
    """A copy as the text of its file."""
    header = {"format": FORMAT} | snapshot.indicator.header | {"retrieved": moment(snapshot.retrieved)}
    return sealed(header, as_csv(snapshot.data))


def sealed(header: Mapping[str, str], rows: str) -> str:
    """Header and rows, with the hash of both in the header's last line."""
    lines = _lines(header)
    return f"{lines}# sha256: {_sha256(lines + rows)}\n{rows}"


def _lines(header: Mapping[str, str]) -> str:
    """The lines of a header that its hash is taken of."""
    return "".join(f"# {name}: {value}\n" for name, value in header.items() if name != "sha256")


def unsealed(content: str, key: str, names: Collection[str] = _MEANING) -> tuple[dict[str, str], str]:
    """Header and rows of a file's text; Rejected unless it is of the key, has these names, and is as it was sealed."""
    header, rows = _split(content)
    written = header.get("format", ROWS_ONLY)
    if written not in (FORMAT, ROWS_ONLY):
        raise LaterFormat(f"is of format {written}; this version reads up to {FORMAT}, a later one may read it")
    meaning = {*names} - {"dating"} | {"date_means"} if written == ROWS_ONLY else {*names}
    if missing := [name for name in (*sorted(meaning), "retrieved", "sha256") if name not in header]:
        raise Rejected(f"the header lacks {', '.join(missing)}")
    if header["key"] != key:
        raise Rejected(f"holds {header['key']}, not {key}")
    hashed, what = (rows, "the rows") if written == ROWS_ONLY else (_lines(header) + rows, "header and rows")
    if _sha256(hashed) != header["sha256"]:
        raise Rejected(f"{what} are not those its sha256 was taken of")
    if served() and not may_be_passed_on(header["licence"]):
        raise NotCached(f"{key} may not be passed on, and this server shows strangers only what may")
    return header, rows


def may_be_passed_on(licence: object) -> bool:
    """Whether terms clearly allow it; terms we do not know do not."""
    try:
        return parse_licence(str(licence)).may_be_passed_on
    except UnknownWord:
        return False


def retrieval(header: Mapping[str, str]) -> datetime:
    """When a file's numbers were retrieved; ValueError if its header does not say so as we write it."""
    return datetime.strptime(header["retrieved"], MOMENT).replace(tzinfo=UTC)


def _copy(header: Mapping[str, str], rows: str) -> Snapshot:
    """The copy; Rejected or ValueError, saying what is wrong with it."""
    import pandas as pd  # the heaviest of libraries; a story that has no copies yet does without it

    _require_columns(rows)
    data = pd.read_csv(io.StringIO(rows), dtype={"date": str, "value": float})
    data["date"] = data["date"].to_numpy(object).astype("datetime64[us]")  # pandas takes four times as long
    return Snapshot(Indicator.read(header), data, retrieval(header))


def _require_columns(rows: str) -> None:
    first, _, _ = rows.partition("\n")
    if first != "date,value":
        raise Rejected(f"the columns are {first[:80]}, not date,value")


def _facts(header: Mapping[str, str], rows: str) -> Glance:
    """The facts; ValueError or Rejected, saying what is wrong with them."""
    _require_columns(rows)
    found = rows.split()[1:]
    if not found:
        raise Rejected("has no rows")
    first, last = (date.fromisoformat(row.partition(",")[0]) for row in (found[0], found[-1]))
    return Glance(Indicator.read(header), len(found), first, last, retrieval(header))


def _split(content: str) -> tuple[dict[str, str], str]:
    """The `# name: value` lines above the header row, and everything below them; Rejected if a name comes twice."""
    header: dict[str, str] = {}
    position = 0
    while content.startswith("# ", position):
        end = content.find("\n", position)
        end = len(content) if end < 0 else end + 1
        name, _, value = content[position + 2 : end].strip().partition(": ")
        if name in header:
            raise Rejected(f"the header says {name} twice")
        header[name] = value
        position = end
    return header, content[position:]


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
