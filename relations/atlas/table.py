"""The table of an atlas, as parquet and as CSV: pair by pair, so that memory does not grow with their number."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from relations.atlas.row import COLUMNS, DAYS, Row
from relations.cache.whole import beside

PARQUET, CSV = "atlas.parquet", "atlas.csv"
NUMBERS = ("value", "before", "change")
#: For a question to the table: what it sorts beyond that lies on the disk meanwhile, however many pairs there are.
MODEST: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "300MB", "threads": 2}
GROUP = 20_000  #: rows that parquet keeps together


def write(out: Path, rows: Iterable[Row]) -> int:
    """Write both files, each in one step, the same bytes for the same rows; how many rows they have. OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {**dict.fromkeys(NUMBERS, pa.float64()), **dict.fromkeys(DAYS, pa.date32()), "year": pa.int32()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    left, count = iter(rows), 0
    with (
        beside(out / CSV) as text,
        beside(out / PARQUET) as binary,
        text.open("w", encoding="utf-8", newline="") as file,
        pq.ParquetWriter(binary, schema, compression="zstd") as columns,
    ):
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(COLUMNS)
        while group := [[getattr(row, name) for name in COLUMNS] for row in islice(left, GROUP)]:
            lines.writerows(group)
            columns.write_table(pa.table([*map(list, zip(*group, strict=True))], schema=schema))
            count += len(group)
    return count


def read(out: Path, query: str, **known: Any) -> list[dict[str, Any]]:
    """The rows that a query in SQL finds in the table, where it is called `atlas`, as dictionaries."""
    import duckdb

    with TemporaryDirectory() as spill, duckdb.connect(config=MODEST | {"temp_directory": spill}) as base:
        base.from_parquet(str(out / PARQUET)).create_view("atlas")
        found = base.execute(query, known)
        names = [one[0] for one in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
