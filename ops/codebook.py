"""Puts the codebook of the cache into the README, between its two marks.

relations codebook | python ops/codebook.py README.md
"""

from __future__ import annotations

import sys
from pathlib import Path

FIRST, LAST = "<!-- codebook: relations codebook -->\n", "<!-- end of codebook -->"


def replaced(readme: str, table: str) -> str:
    """The README with another table in its codebook; ValueError if its marks are not there once each."""
    before, rest = readme.split(FIRST)
    _, after = rest.split(LAST)
    return f"{before}{FIRST}{table}{LAST}{after}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(replaced(path.read_text(encoding="utf-8"), sys.stdin.read()), encoding="utf-8")
