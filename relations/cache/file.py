"""One copy as a file: what its number means in `# name: value` lines, then its rows as CSV."""

from __future__ import annotations

import hashlib
import io
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pandas as pd

from sources import Frequency, Indicator, Rejected, Snapshot, as_csv

#: Of the cache file, in its first line; a file without that line is of format 1, which it says nothing of.
FORMAT = "1"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"  #: how the cache writes a moment, in UTC


def moment(when: datetime) -> str:
    """A moment as the cache writes it: 2026-11-24T05:17:00Z."""
    return when.astimezone(UTC).strftime(MOMENT)


def parse(text: str, path: Path, key: str) -> Snapshot:
    """The copy a file holds, whole or not at all: Rejected, saying what is wrong with the file."""
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


def text(snapshot: Snapshot) -> str:
    """A copy as the text of its file."""
    header = {"format": FORMAT} | {field.name: getattr(snapshot.indicator, field.name) for field in fields(Indicator)}
    header["retrieved"] = moment(snapshot.retrieved)
    header["sha256"] = snapshot.sha256
    return "".join(f"# {name}: {value}\n" for name, value in header.items()) + as_csv(snapshot.data)


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
