"""The room stands on the ground: it imports nothing of ours and nothing slow."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOM = Path(__file__).parent.parent.parent / "relations" / "values"
SLOW = ("pandas", "numpy", "pydantic", "babel", "pycountry")


def test_the_room_imports_only_itself() -> None:
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.module is not None
                assert not node.module.startswith("relations") or node.module.startswith("relations.values"), path.name
                assert node.module.split(".")[0] in {*sys.stdlib_module_names, "relations", *SLOW}, path.name


def test_importing_the_room_loads_nothing_slow() -> None:
    code = f"import sys, relations.values; print([name for name in {SLOW} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOM.parent.parent
    )
    assert done.stdout.strip() == "[]"
