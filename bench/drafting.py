"""How long a draft takes, beside a process that only imports what checks claims.

Run from the working tree: python bench/drafting.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from cpu import ROOT, seconds

ARTICLE = ROOT / "tests" / "draft" / "articles" / "argentina-brazil.md"
RUNS = 3


def least(*arguments: str) -> float:
    """The least CPU time of several runs of a process."""
    return min(seconds(*arguments) for _ in range(RUNS))


def main() -> None:
    """Print the seconds of an article and of forty times as much text, and the ratio to the imports alone."""
    bare = least("-c", "import relations.claims, relations.story")
    one = least("-m", "relations", "draft", str(ARTICLE), "--json")
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.md"
        long.write_text(ARTICLE.read_text(encoding="utf-8") * 40, encoding="utf-8")
        many = least("-m", "relations", "draft", str(long), "--json")
    print(f"imports {bare:.2f} s; a draft {one:.2f} s = {one / bare:.2f} (goal < 2 s)")
    print(f"an article of 40 times that length {many:.2f} s = {many / one:.1f} times that")


if __name__ == "__main__":
    main()
