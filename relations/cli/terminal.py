"""What the command line shows while it works and when it is done: rich for a person, plain lines elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from relations.spelt import UNSEEN, spelt

if TYPE_CHECKING:
    from rich.console import RenderableType

    from relations.refresh import Event

COLUMNS = ("publisher", "indicator", "state", "added", "revised", "seconds")


def progress(items: Sequence[str], words: str) -> Iterable[str]:
    """The items, with a bar on standard error where a person waits for them."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, words, console=Console(stderr=True), transient=True)


@contextmanager
def refreshing(*, quiet: bool) -> Iterator[Callable[[Event], None]]:
    """Shows a refresh as it goes on: a table that fills at a terminal, else a line per finished indicator."""
    if quiet:
        yield lambda _: None
    elif not sys.stdout.isatty():
        yield _print_event
    else:
        from rich.live import Live

        rows: dict[str, tuple[str, ...]] = {}
        with Live(_table(COLUMNS, []), refresh_per_second=8) as live:

            def show(event: Event) -> None:
                rows[event.key] = _row(event)
                live.update(_table(COLUMNS, rows.values()))

            yield show


def _row(event: Event) -> tuple[str, ...]:
    publisher, code = event.key.split("/", 1)
    done = event.outcome
    if done is None:
        return publisher, code, event.state, "", "", ""
    return publisher, code, done.status, str(done.added), str(done.revised), f"{done.seconds:.1f}"


def _print_event(event: Event) -> None:
    if event.outcome is not None:
        _, _, state, added, revised, seconds = _row(event)
        print(f"{event.key}: {state}, {added} rows added, {revised} revised, {seconds} s", flush=True)  # noqa: T201


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: drawn at a terminal, tab-separated elsewhere."""
    words = [tuple("" if cell is None else line(str(cell)) for cell in row) for row in rows]
    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(_table(columns, words))
    else:
        print("\n".join("\t".join(row) for row in (tuple(columns), *words)))  # noqa: T201


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        drawn.add_column(name)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))  # Text: a publisher's words are no markup
    return drawn


LONGEST = 2000  #: characters of a line that says what a stranger's file says


def line(text: str) -> str:
    """A text of anybody as one line that does nothing but stand there: what is no letter of it is spelt out."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
    return spelt(short, kept="")


def notes(sentences: Iterable[str]) -> None:
    """Print what is wrong where it does not mix with what was asked for."""
    for sentence in sentences:
        print(spelt(sentence), file=sys.stderr)  # noqa: T201


def as_json(records: Iterable[Mapping[str, Any]] | Mapping[str, Any]) -> None:
    """Print records as a JSON array, or one as a JSON object; dates in ISO form.

    What nobody sees is escaped as JSON does, for the program that reads it is to find it.
    """
    document = records if isinstance(records, Mapping) else list(records)
    text = json.dumps(document, default=str, ensure_ascii=not _writes_unicode(), indent=2)
    print("\n".join(UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", one) for one in text.split("\n")))  # noqa: T201


def _writes_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
