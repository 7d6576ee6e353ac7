"""What `verify` says of a file when a key or certificates are given: signed by it, not signed by it, or forged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from relations.cli import end, terminal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from relations.figures.verify import Finding, Status

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
