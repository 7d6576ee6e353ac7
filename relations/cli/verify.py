"""The command that says whether published figures are still what would be drawn: verify."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relations.cli import Json, answered, app, terminal

if TYPE_CHECKING:
    from relations.figures.verify import Finding
    from relations.story import Story

LARGEST = 64_000_000  #: bytes; no figure of ours is nearly as large
CODES = (
    "Exit codes: 0 all well, every file is identical · 1 a file cannot be read or drawn again · 2 the command was not "
    "understood · 3 data or story have changed since · 4 drawn by another version · 5 altered, or not ours. Of several "
    "files the highest."
)


@app.command(epilog=CODES)
def verify(
    files: Annotated[list[Path], typer.Argument(help="Files of figures, and folders of them.", metavar="FILE|DIR…")],
    story: Annotated[str | None, typer.Option(help="The story's file, for figures of a story given by path.")] = None,
    as_json: Json = False,
) -> None:
    """Say whether figures are what would be drawn now: read the passport in each file, draw it again, compare."""
    from relations import story as stories

    with answered():
        given = stories.load(story) if story else None
    paths = list(_files(files))
    found = [(path, _verified(path, given)) for path in _progress(paths)]
    if as_json:
        terminal.as_json(_record(path, one) for path, one in found)
    else:
        _tell(found)
    raise typer.Exit(max((one.code for _, one in found), default=0))


def _progress(paths: list[Path]) -> Iterator[Path]:
    return map(Path, terminal.progress([str(path) for path in paths], "Drawing again"))


def _files(named: Sequence[Path]) -> Iterator[Path]:
    """What was named, and in a folder every file that could be a figure, in the order of their paths."""
    from relations.figures.files import FORMATS

    for path in named:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower()[1:] in FORMATS and one.is_file())
        else:
            yield path


def _verified(path: Path, story: Story | None) -> Finding:
    from relations.figures.files import FORMATS
    from relations.figures.verify import Finding, verify

    kind = path.suffix.lower()[1:]
    try:
        if path.exists() and not path.is_file():
            return Finding("cannot be read", ("it is not a file",))
        if path.stat().st_size > LARGEST:
            return Finding("not ours", ("it is larger than any figure",))
        data = path.read_bytes()
    except OSError as error:
        return Finding("cannot be read", (error.strerror or str(error),))
    if kind not in FORMATS:
        return Finding("not ours", (f"figures are {', '.join(FORMATS)}",))
    return verify(data, kind, story)


def _tell(found: Sequence[tuple[Path, Finding]]) -> None:
    for path, one in found:
        typer.echo("; ".join([f"{path}: {one.status}", *one.details]))


def _record(path: Path, found: Finding) -> dict[str, object]:
    papers = found.passport
    return {
        "file": str(path),
        "status": found.status,
        "code": found.code,
        "details": found.details,
        "changes": [vars(change) for change in found.changes],
        "story": papers.story.id if papers else None,
        "figure": papers.figure if papers else None,
        "options": papers.options if papers else None,
        "citation": papers.citation if papers else None,
    }
