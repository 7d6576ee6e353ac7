"""A block of TOML as a word of an address, and back."""

from __future__ import annotations

import base64
import zlib

from relations.figures.options import LONGEST_BLOCK
from relations.i18n import say


def packed(block: str) -> str:
    """A block as a word of an address."""
    return base64.urlsafe_b64encode(zlib.compress(block.encode(), 9)).decode().rstrip("=")


def unpacked(word: str) -> str:
    """The block again; ValueError for what is no such word, or would be longer than a block is."""
    unpacking = zlib.decompressobj()
    try:
        code = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        text = unpacking.decompress(code, LONGEST_BLOCK).decode()
    except (ValueError, zlib.error):
        raise ValueError(say("this is no figure; the link may have been changed on its way")) from None
    if not unpacking.eof:
        raise ValueError(say("this figure is cut off, or too long; copy the whole link"))
    return text
