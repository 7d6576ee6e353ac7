"""Where the files are that come with the program besides its code: stories, first copies, typeface, dashboard.py."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
_SHARE = _PACKAGE / "share"  #: only a wheel has it; in a checkout the same things stand at the top


@cache
def is_installed() -> bool:
    """Whether this is an installed program, whose folder belongs to the installer, and no checkout."""
    return _SHARE.is_dir()


@cache
def shipped(name: str) -> Path:
    """A file or folder that comes with the program, by its path in a checkout: data/cache, static, dashboard.py."""
    return (_SHARE if is_installed() else _PACKAGE.parent) / name
