"""The command that writes every figure of a story in every size and theme, with a page that shows them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from relations.cli import EPILOG, OneStory, answered, app, end, terminal

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext


class Image(StrEnum):
    """What a page shows as an image."""

    png = "png"
    svg = "svg"


class Language(StrEnum):
    """Languages of a figure's own words."""

    en = "en"
    ru = "ru"
    kk = "kk"


@app.command(epilog=EPILOG)
def gallery(
    story: OneStory,
    out: Annotated[Path, typer.Option(help="Folder the files go into.")],
    format: Annotated[Image, typer.Option(help="png or svg.")] = Image.png,  # noqa: A002
    locale: Annotated[Language, typer.Option(help="en, ru or kk.")] = Language.en,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at work; as many as cores, if not said.")] = None,
) -> None:
    """Write every figure of a story in every size and theme, and index.html, a page that shows them all."""
    with answered(), workers(jobs or cores()) as spread:
        from relations import story as stories
        from relations.figures.export import save
        from relations.figures.gallery import complaints, make, page, pieces

        told = stories.load(story)
        out.mkdir(parents=True, exist_ok=True)
        wanted = pieces(told, format.value, locale.value)
        names = terminal.progress([f"{one.figure} {one.size} {one.theme}" for one in wanted], "Drawing")
        made = [one for _, one in zip(names, spread(make, repeat(told), wanted, repeat(out)), strict=True)]
        index = out / "index.html"
        save(page(told, made, locale.value).encode(), index)
    for path in [*(out / one.file for one in made if one.file), index]:
        typer.echo(path)
    problems = complaints(made)
    if problems:
        raise end("\n".join(problems), 1)


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(jobs: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """A `map` that has several processes at work, as the converter makes one figure at a time in each.

    They import what they need while this process finds out what there is to draw.
    """
    if jobs == 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(
            jobs, mp_context=processes("relations.figures.gallery", "relations.figures.export")
        ) as pool:
            pool.submit(os.getpid)  # a first task starts them
            yield pool.map
    except BrokenProcessPool as error:
        raise end("A process that drew figures was ended from outside; fewer --jobs need less memory.", 1) from error


def processes(*modules: str) -> BaseContext:
    """How to start processes: as copies of one that has imported these modules and done nothing else, if there can be.

    Never as copies of this one, whose threads they would not have. They leave Ctrl-C to this one, which ends them.
    """
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*modules, "altair", "vl_convert"])
    if threading.current_thread() is threading.main_thread():
        from multiprocessing.forkserver import ensure_running

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # as what is begun now has it, and all that is begun by that
        ensure_running()
        signal.signal(signal.SIGINT, _ended)
    return context


def _ended(*_: object) -> NoReturn:
    """On Ctrl-C nobody waits for what processes are at, and they say nothing of their own."""
    import multiprocessing

    for process in multiprocessing.active_children():
        process.kill()
    raise KeyboardInterrupt
