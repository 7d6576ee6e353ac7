"""The table of an atlas, as parquet and as CSV: pair by pair, so that memory does not grow with their number."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from itertools import islice
from pathlib import Path
from typing import IO, Any

from relations.atlas.row import COLUMNS, DAYS, Row

PARQUET, CSV = "atlas.parquet", "atlas.csv"
NUMBERS = ("value", "before", "change")
GROUP = 20_000  #: rows that parquet keeps together


def write(out: Path, rows: Callable[[], Iterable[Row]]) -> int:
    """Write both files, each in one step, the same bytes for the same rows; how many rows they have. OSError."""
    count = 0
    with _whole(out / CSV) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows():
            writer.writerow("" if cell is None else cell for cell in astuple(row))
            count += 1
    _parquet(out / PARQUET, rows())
    return count


def _parquet(path: Path, rows: Iterable[Row]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {**dict.fromkeys(NUMBERS, pa.float64()), **dict.fromkeys(DAYS, pa.date32()), "year": pa.int32()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    partial = _partial(path)
    try:
        with pq.ParquetWriter(partial, schema, compression="zstd") as writer:
            left = iter(rows)
            while group := list(islice(left, GROUP)):
                columns = zip(*map(astuple, group), strict=True)
                writer.write_table(pa.table([*map(list, columns)], schema=schema))
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    """A text file that is there when all of it is."""
    partial = _partial(path)
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def read(out: Path, query: str, **known: Any) -> list[dict[str, Any]]:
    """The rows that a query in SQL finds in the table, where it is called `atlas`, as dictionaries."""
    import duckdb

    with duckdb.connect() as base:
        base.from_parquet(str(out / PARQUET)).create_view("atlas")
        found = base.execute(query, known)
        names = [one[0] for one in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
