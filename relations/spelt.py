"""What a stranger's file says, quoted so that it does nothing but stand there."""

from __future__ import annotations

import re

#: What moves a cursor, ends a line, or changes the order in which letters are read; most of it nobody sees.
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def spelt(text: str, kept: str = "\n") -> str:
    """A text in which every such character but the ends of lines, or what is kept, is spelt out: “Kaz[U+202E]akh”."""
    return UNSEEN.sub(lambda found: found[0] if found[0] in kept else f"[U+{ord(found[0]):04X}]", text)
