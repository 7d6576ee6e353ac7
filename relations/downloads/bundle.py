"""The zip of a figure: its numbers, the whole series, what they mean, their terms, and how to check them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from relations.cache import moment
from relations.downloads import DRAWN, EVERYTHING, Filter, Lines, drawn, whole
from relations.downloads.text import csv
from relations.downloads.words import licence, readme, works
from relations.figures import Figure
from sources import Snapshot

EPOCH = (1980, 1, 1, 0, 0, 0)  #: the first moment a zip can name, and so none at all
UNIX = 3  #: the system all our zips say they were made on
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {"date": "date", "start": "date", "end": "date", "value": "number", "retrieved": "date"}
TABLE = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
OPEN_LICENCES = {"CC BY 4.0": {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}}


def bundle(figure: Figure, wanted: Filter = EVERYTHING) -> bytes:
    """data/drawn.csv, data/<key>.csv per indicator, metadata.json, README.txt, LICENCE.txt, SHA256SUMS.

    metadata.json is a Data Package descriptor. Equal figures give equal bytes. Raises what `whole` does.
    """
    lines = whole(figure)
    names = filenames([snapshot.indicator.key for _, snapshot in lines])
    data = {"data/drawn.csv": csv(drawn(figure, wanted)).encode()}
    data |= {names[one.indicator.key]: csv(one.data).encode() for _, one in lines}
    about = {"data/drawn.csv": "the numbers drawn, a row each"} | {
        names[one.indicator.key]: f"{label}: {one.indicator.title}, {one.indicator.unit}, the whole series"
        for label, one in lines
    }
    about |= {
        "metadata.json": "what every file and column means, and where it comes from",
        "LICENCE.txt": "the terms of each publisher",
        "SHA256SUMS": "hashes of all other files",
    }
    descriptor = _descriptor(figure, wanted, lines, names, data)
    files = data | {
        "metadata.json": f"{json.dumps(descriptor, indent=2, ensure_ascii=False)}\n".encode(),
        "README.txt": readme(figure, wanted, about).encode(),
        "LICENCE.txt": licence(figure, lines).encode(),
    }
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return zipped(files | {"SHA256SUMS": sums.encode()})


def filenames(keys: list[str]) -> dict[str, str]:
    """Per key the path of its file: letters, digits and hyphens, no two alike even where case is not seen."""
    names: dict[str, str] = {}
    taken = {"data/drawn.csv"}
    for key in keys:
        stem = "data/" + re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")
        name, number = f"{stem}.csv", 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}.csv"
        taken.add(name.lower())
        names[key] = name
    return names


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip that names no time: equal files give equal bytes."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _descriptor(
    figure: Figure, wanted: Filter, lines: Lines, names: Mapping[str, str], data: Mapping[str, bytes]
) -> dict[str, Any]:
    """The Data Package, version 2: https://datapackage.org/standard/data-package/."""
    tidy = [{"name": name, "type": TYPES.get(name, "string")} for name in DRAWN]
    return {
        "$schema": PROFILE,
        "name": f"{figure.story.id}-{figure.id}",
        "title": figure.title,
        "licenses": [{"path": "LICENCE.txt", "title": "The terms of each publisher"}],
        "sources": [_source(work.reference, work.url) for work, _ in works(figure)],
        "figure": _figure(figure, wanted),
        "resources": [
            _resource("drawn", "data/drawn.csv", data, "The numbers drawn") | {"schema": {"fields": tidy}},
            *(_series(names[one.indicator.key], data, one) for _, one in lines),
        ],
    }


def _figure(figure: Figure, wanted: Filter) -> dict[str, Any]:
    return {
        "story": figure.story.id,
        "id": figure.id,
        "title": figure.title,
        "subtitle": figure.subtitle,
        "caption": figure.caption,
        "methods": figure.methods,
        "options": figure.options.differing,
        "filter": {name: str(value) if name != "lines" else value for name, value in asdict(wanted).items() if value},
        "events": [
            {"id": one.id, "date": one.date.isoformat(), "precision": one.precision, "sentence": one.sentence}
            for one in figure.events
        ],
    }


def _resource(name: str, path: str, data: Mapping[str, bytes], title: str) -> dict[str, Any]:
    content = data[path]
    digest = f"sha256:{sha256(content).hexdigest()}"
    return {"name": name, "path": path, **TABLE, "title": title, "bytes": len(content), "hash": digest}


def _series(path: str, data: Mapping[str, bytes], snapshot: Snapshot) -> dict[str, Any]:
    """A whole series as a resource: its file holds the rows of the cache, byte for byte."""
    one = snapshot.indicator
    name = path.removeprefix("data/").removesuffix(".csv").lower()
    fields = [
        {"name": "date", "type": "date", "description": str(one.dating)},
        {"name": "value", "type": "number", "title": one.title, "description": str(one.unit)},
    ]
    return _resource(name, path, data, one.title) | {
        "schema": {"fields": fields, "primaryKey": ["date"]},
        "sources": [_source(one.publisher, one.url)],
        "licenses": [{"title": one.licence.name, **OPEN_LICENCES.get(one.licence.name, {"path": one.url})}],
        "indicator": {**asdict(one), "retrieved": moment(snapshot.retrieved), "sha256": snapshot.sha256},
    }


def _source(title: str, url: str | None) -> dict[str, str]:
    return {"title": title, "path": url} if url else {"title": title}
