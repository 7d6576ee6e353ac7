"""The contract of a file format: `png`, `svg`, `pdf`, `web` (HTML) and `vegalite` (JSON) are one each.

    finished(drawn, figure, passport) -> bytes    what the converter drew, with the figure's words and its passport
    passport(data) -> str | None                  the passport's text in a file, which may hold anything; None: none

and for a format that has checksums of its own, `mended(data)`, which makes them right again.

`converter` draws them, `passport` is what is written into all of them. Reading trusts nothing: it unpacks nothing,
follows nothing, and never looks outside the bytes.
"""

from __future__ import annotations

import hashlib
from types import ModuleType

from pydantic import ValidationError

from relations.figures.files import pdf, png, svg, vegalite, web
from relations.figures.files.passport import LONGEST, UNSEALED, Passport

MODULES: dict[str, ModuleType] = {"png": png, "svg": svg, "pdf": pdf, "html": web, "json": vegalite}
FORMATS = tuple(MODULES)
#: Bytes of a file that is read: many times what a figure of ours has, and what can be read in little memory.
LARGEST = {"png": 48_000_000, "svg": 16_000_000, "pdf": 16_000_000, "html": 16_000_000, "json": 4_000_000}


def sealed(data: bytes, format: str) -> bytes:  # noqa: A002
    """A finished file with its seal."""
    return _resealed(data, UNSEALED, hashlib.sha256(data).hexdigest(), format)


def is_whole(data: bytes, found: Passport) -> bool:
    """Whether a file is as it was when it was sealed, to the bit."""
    if data.count(found.sha256.encode()) != 1:
        return False
    before = _resealed(data, found.sha256, UNSEALED, found.format)
    return hashlib.sha256(before).hexdigest() == found.sha256 and sealed(before, found.format) == data


def _resealed(data: bytes, old: str, new: str, format: str) -> bytes:  # noqa: A002
    data = data.replace(old.encode(), new.encode())
    return png.mended(data) if format == "png" else data


def passport_of(data: bytes, format: str) -> Passport | None:  # noqa: A002
    """The passport in a file of that format; None if it has none of ours."""
    text = MODULES[format].passport(data)
    if text is None or len(text) > LONGEST:
        return None
    try:
        found = Passport.model_validate_json(text)
    except ValidationError:
        return None
    return found if found.format == format else None
