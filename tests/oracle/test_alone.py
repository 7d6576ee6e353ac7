"""The oracle stands alone: it imports nothing of the program it checks."""

import ast
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ALLOWED = {"numpy", "pandas", "statsmodels", "scipy", "pytest", "tests.oracle"}
THE_COMMAND_LINE = {"relations.__main__"}  # the program is only run, as anybody would, by this one file
RUNS_IT = "conftest.py"


def imported(path: Path) -> set[str]:
    """The modules a file imports, by their full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module if node.module and not node.level else "." * node.level + (node.module or ""))
    return found


def foreign(name: str) -> bool:
    """Whether a module is neither Python's own, nor of the oracle, nor one of the libraries it computes with."""
    return name.split(".", maxsplit=1)[0] not in sys.stdlib_module_names and not any(
        name == own or name.startswith(f"{own}.") for own in ALLOWED
    )


@pytest.mark.parametrize("path", sorted(HERE.glob("*.py")), ids=lambda path: path.name)
def test_no_file_of_the_oracle_imports_the_program(path: Path) -> None:
    expected = THE_COMMAND_LINE if path.name == RUNS_IT else set()
    assert {name for name in imported(path) if foreign(name)} <= expected
