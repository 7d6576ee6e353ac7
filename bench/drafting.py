"""How long a draft takes, beside a process that only starts Python and imports what checks claims.

Run from the working tree: python bench/drafting.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "tests" / "draft" / "articles" / "argentina-brazil.md"
RUNS = 5


def seconds(*arguments: str) -> float:
    """The fastest of several runs of a process."""
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - start)
    return min(took)


def main() -> None:
    """Print the seconds of an article and of a hundred times as much text, and the ratio to the imports alone."""
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
