"""Who may import whom, and what may be slow when."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ["locales", "sources", "stories", "transforms", "figures"]
MAY_IMPORT = {room: set(ROOMS[: place + 1]) for place, room in enumerate(ROOMS)} | {"refresh": {"sources", "refresh"}}
ONLY_IN = {
    "streamlit": {"dashboard.py", "views"},
    "altair": {"figures/vega", "figures/files/converter.py"},
    "vl_convert": {"figures/files/converter.py"},
}
NETWORK = {"yfinance", "wbgapi", "httpx", "requests", "urllib", "socket", "http"}
ALLOWED_NETWORK = {("refresh/lock.py", "socket")}  # the name of this machine, for the note of who holds the lock
# Ours: not the tests, not the benches, not what is built, and no virtual environment, whatever it is called.
NOT_OURS = [ROOT / name for name in ("tests", "bench", "build")] + [path.parent for path in ROOT.rglob("pyvenv.cfg")]
FILES = [path for path in ROOT.rglob("*.py") if not any(path.is_relative_to(folder) for folder in NOT_OURS)]


def imports(path: Path) -> set[str]:
    """The top names of all modules a file imports, inside functions as well."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_there_are_files_to_look_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} >= {*ROOMS, "refresh", "dashboard.py", "relations.py"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    name, room = path.relative_to(ROOT).as_posix(), path.relative_to(ROOT).parts[0]
    found = imports(path)
    if room in MAY_IMPORT:
        assert (
            found & {*ROOMS, "refresh", "views", "commands", "dashboard", "relations", "terminal"} <= MAY_IMPORT[room]
        )
    for library, places in ONLY_IN.items():
        assert library not in found or any(name == place or name.startswith(f"{place}/") for place in places)
    if room != "sources":
        assert {one for one in found & NETWORK if (name, one) not in ALLOWED_NETWORK} == set()


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in answer.stdout.split()}


def test_the_command_line_loads_nothing_heavy_before_it_is_needed() -> None:
    assert not loaded_after("import relations") & {
        "pandas",
        "numpy",
        "altair",
        "streamlit",
        "rich",
        "pydantic",
        "httpx",
    }


def test_drawing_loads_no_network_library() -> None:
    drawn = loaded_after("import figures, stories; figures.draw(stories.load('kazakhstan-russia'), 'trade')")
    assert not drawn & {"yfinance", "wbgapi", "httpx", "requests", "streamlit", "vl_convert"}
