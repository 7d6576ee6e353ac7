"""CPU time of a process, which is the same on a machine that is busy with others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def seconds(*arguments: str, check: bool = True, **environment: str) -> float:
    """CPU seconds of Python with these arguments, from the working tree; `check`: only if it ends well."""
    start = os.times()
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, check=check, capture_output=True
    )
    end = os.times()
    return end.children_user + end.children_system - start.children_user - start.children_system
