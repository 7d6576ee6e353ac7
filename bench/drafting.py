"""How long a draft takes, beside a process that only imports what checks claims.

Run from the working tree: python bench/drafting.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "tests" / "draft" / "articles" / "argentina-brazil.md"
RUNS = 3


def seconds(*arguments: str) -> float:
    """The least CPU time of several runs of a process: it is the same on a machine that is busy with others."""
    took = []
    for _ in range(RUNS):
        start = os.times()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        end = os.times()
        took.append(end.children_user + end.children_system - start.children_user - start.children_system)
    return min(took)


def main() -> None:
    """Print the seconds of an article and of forty times as much text, and the ratio to the imports alone."""
    bare = seconds("-c", "import relations.claims, relations.story")
    one = seconds("-m", "relations", "draft", str(ARTICLE), "--json")
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.md"
        long.write_text(ARTICLE.read_text(encoding="utf-8") * 40, encoding="utf-8")
        many = seconds("-m", "relations", "draft", str(long), "--json")
    print(f"imports {bare:.2f} s; a draft {one:.2f} s = {one / bare:.2f} (goal < 2 s)")
    print(f"an article of 40 times that length {many:.2f} s = {many / one:.1f} times that")


if __name__ == "__main__":
    main()
