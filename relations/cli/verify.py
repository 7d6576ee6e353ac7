"""The commands about published figures: verify, whether they are what would be drawn now, and sign, who vouches."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from relations.cli import EPILOG, Json, answered, app, end, terminal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from relations.figures.verify import Finding, Status
    from relations.story import Story

TOO_MUCH: Final = "cannot be drawn again"
CODES = (
    "Exit codes: 0 all well, every file is identical · 1 a file cannot be read or drawn again, or a folder has none · "
    "2 the command was not understood · 3 data or story have changed since · 4 drawn by another version · "
    "5 altered, not ours, not signed by the key, or forged. Of several files the highest."
)
PROVES = "This finds accidents, not authors: anybody can draw a file and seal it. `--trust KEY` asks who signed it."
Files = Annotated[list[Path], typer.Argument(help="Files of figures, and folders of them.", metavar="FILE|DIR…")]
Trust = Annotated[
    Path | None, typer.Option(help="A public key or certificates, PEM: who must have signed each file.", metavar="KEY")
]


@app.command(epilog=CODES)
def verify(
    files: Files,
    story: Annotated[str | None, typer.Option(help="The story's file, for figures of a story given by path.")] = None,
    trust: Trust = None,
    as_json: Json = False,
) -> None:
    """Say whether figures are what would be drawn now: read the passport in each file, draw it again, compare.

    It finds what happened by accident. Who made a file it knows only with --trust.
    """
    import relations.figures.verify  # noqa: F401  (once, and the copies of this process have it)
    from relations import story as stories
    from relations.cli import apart

    with keyed(), answered():
        given = stories.load(story) if story else None
        vouch = asked(trust) if trust else None
    paths = list(_files(files))
    judged = apart.each(paths, partial(_judged, given, vouch, as_json), partial(_lost, as_json))
    bar = terminal.progress([str(path) for path in paths], "Drawing again")  # a thread: it begins after the process
    found = [one for one, _ in zip(judged, bar, strict=True)]
    if as_json:
        terminal.as_json(said for _, said in found)
    else:
        for _, said in found:
            typer.echo(said)
        if vouch is None:
            terminal.notes([PROVES])
    raise typer.Exit(max((code for code, _ in found), default=0))


@app.command(epilog=EPILOG)
def sign(
    files: Files,
    key: Annotated[Path, typer.Option(help="An Ed25519 private key, PEM.", metavar="KEY")],
    c2pa: Annotated[
        Path | None,
        typer.Option(help="The key's certificates, PEM: Content Credentials go into PNG and SVG.", metavar="PEM"),
    ] = None,
) -> None:
    """Sign figures: write FILE.sig beside each, and print its path. Without --c2pa the file itself is not touched."""
    from relations.figures.export import save
    from relations.figures.files import is_whole, passport_of
    from relations.figures.signature import KINDS, SUFFIX, certificates, core, private_key, signature, signed

    with keyed(), answered():
        own, chain = private_key(key), certificates(c2pa) if c2pa else None
        for path in _files(files):
            data, kind = _data(path)
            found = passport_of(data, kind)
            if found is None or not is_whole(core(data, kind), found):
                raise end(terminal.line(f"{path} is no whole figure of ours; nothing more is signed"), 1)
            if chain and kind in KINDS:
                data = signed(data, kind, chain, own)
                save(data, path)
            beside = path.with_name(path.name + SUFFIX)
            save(signature(data, own).encode(), beside)
            typer.echo(terminal.line(str(beside)))


def _files(named: Sequence[Path]) -> Iterator[Path]:
    """What was named, and in a folder every file that could be a figure by path; a folder without one as it is."""
    from relations.figures.files import FORMATS

    for path in named:
        if path.is_dir():
            inside = (one for one in path.rglob("*") if one.suffix.lower()[1:] in FORMATS and one.is_file())
            yield from sorted(inside) or [path]
        else:
            yield path


def _data(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and its kind; NoFigure."""
    from relations.figures.files import LARGEST

    kind = path.suffix.lower()[1:]
    try:
        if path.is_dir():
            raise NoFigure("cannot be read", "no figure is in this folder")
        if path.exists() and not path.is_file():
            raise NoFigure("cannot be read", "it is not a file")
        size = path.stat().st_size
        if kind not in LARGEST:
            raise NoFigure("not ours", f"figures are {', '.join(LARGEST)}")
        if size > LARGEST[kind]:
            raise NoFigure("not ours", "it is larger than any figure")
        return path.read_bytes(), kind
    except (OSError, ValueError) as error:
        raise NoFigure("cannot be read", getattr(error, "strerror", None) or str(error)) from error


def _judged(story: Story | None, vouch: Vouch | None, as_json: bool, path: Path) -> tuple[int, Any]:
    """The exit code for a file, and what is said of it."""
    from relations.cli.apart import SECONDS
    from relations.figures.verify import Finding, TooLong, verify

    try:
        data, kind = _data(path)
    except NoFigure as no:
        return _said(as_json, path, Finding(no.status, (str(no),)))  # type: ignore[arg-type]
    try:
        with _at_most(SECONDS):
            found = verify(data, kind, story)
    except TooLong as error:
        found = Finding(TOO_MUCH, (str(error),))
    return _said(as_json, path, vouch(path, data, found) if vouch else found)


def _lost(as_json: bool, path: Path, why: str) -> tuple[int, Any]:
    from relations.figures.verify import Finding

    return _said(as_json, path, Finding(TOO_MUCH, (why,)))


def _said(as_json: bool, path: Path, found: Finding) -> tuple[int, Any]:
    line = terminal.line("; ".join([f"{path}: {found.status}", *found.details]))
    return found.code, _record(path, found) if as_json else line


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """End what takes more seconds of computing, where a process can be told so."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_long(*_: object) -> NoReturn:
    from relations.cli.apart import SECONDS
    from relations.figures.verify import TooLong

    raise TooLong(f"it takes more than {SECONDS} seconds")


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


#: A file, its bytes and what was found of them: what is then said.
Vouch = Callable[[Path, bytes, "Finding"], "Finding"]


class NoFigure(Exception):
    """A path is no figure that could be read; the text says why, and `status` as what it counts."""

    def __init__(self, status: str, why: str) -> None:
        super().__init__(why)
        self.status = status


@contextmanager
def keyed() -> Iterator[None]:
    """What is wrong with a key or a file, or which library is missing, in words."""
    from relations.figures.signature import KeyRefused

    try:
        yield
    except KeyRefused as error:
        raise end(terminal.line(str(error)), 2) from error
    except NoFigure as error:
        raise end(terminal.line(str(error)), 1) from error
    except ImportError as error:
        raise end("keys need the libraries cryptography and c2pa-python: pip install 'relations[sign]'", 1) from error


def asked(path: Path) -> Vouch:
    """Who is trusted: a public key, for the file beside a figure, or certificates, for what is inside it.

    Raises KeyRefused, OSError, and ImportError where the library is missing.
    """
    from relations.figures.signature import CERTIFICATE, certificates, public_key, read

    if CERTIFICATE in read(path):
        import c2pa  # noqa: F401  (that it is missing is said before a file is read)

        return partial(_credited, certificates(path).decode(errors="replace"))
    return partial(_vouched, public_key(path))


def _vouched(key: Ed25519PublicKey, path: Path, data: bytes, found: Finding) -> Finding:
    """The finding where a file is signed by the key; else that it is not, or that it is forged."""
    from relations.figures.signature import LARGEST, SUFFIX, names, vouches

    try:
        with path.with_name(path.name + SUFFIX).open("rb") as file:
            beside = file.read(LARGEST)
    except OSError:
        return replace(found, status="not signed by that key", details=(f"there is no {path.name}{SUFFIX} beside it",))
    if vouches(beside, data, key):
        return replace(found, details=(*found.details, "signed by that key"))
    if names(beside, key):
        return replace(found, status="forged", details=("it is not what that key has signed",))
    return replace(found, status="not signed by that key", details=("another key has signed it, or none",))


def _credited(anchors: str, path: Path, data: bytes, found: Finding) -> Finding:
    """The finding where Content Credentials lead to the certificates; else that they do not, or that it is forged."""
    from relations.figures.signature import state

    is_, words = state(data, path.suffix.lower()[1:], anchors)
    if is_ == "trusted":
        return replace(found, details=(*found.details, f"signed by {words}, whom these certificates name"))
    if is_ == "another's":
        words = f"{words} has signed it, whom these certificates do not name"
    status: Status = "forged" if is_ == "forged" else "not signed by that key"
    return replace(found, status=status, details=(words,))
