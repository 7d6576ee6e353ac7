"""Who may import whom, file by file, and what may be slow when."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = ("relations", "sources", "transforms")
#: From the ground floor up: a room may import itself, the rooms it names, and what those may.
BELOW: dict[str, set[str]] = {
    "relations.shipped": set(),
    "relations.logs": set(),
    "relations.spelt": set(),
    "relations.values": {"relations.spelt"},
    "relations.i18n": {"relations.values"},
    "sources": {"relations.values"},
    "transforms": {"sources"},
    "relations.cache": {"sources", "relations.shipped", "relations.values"},
    "relations.refresh": {"relations.cache"},
    "relations.story": {"transforms", "relations.cache"},
    "relations.evidence": {"relations.story"},
    "relations.claims": {"relations.evidence"},
    "relations.draft": {"relations.claims"},
    "relations.figures": {"relations.claims", "relations.i18n"},
    "relations.markup": {"relations.figures"},
    "relations.downloads": {"relations.figures"},
    "relations.news": {"relations.figures", "relations.refresh"},
    "relations.authoring": {"relations.news"},
    "relations.site": {"relations.downloads", "relations.markup", "relations.news"},
    "relations.atlas": {"relations.authoring", "relations.site"},
    "relations.page": {"relations.downloads", "relations.draft", "relations.markup", "relations.news"},
    "relations.doctor": {"relations.authoring"},
    "relations.serving": {"relations.shipped"},
    "relations.cli": {
        "relations.atlas",
        "relations.downloads",
        "relations.doctor",
        "relations.draft",
        "relations.logs",
        "relations.serving",
        "relations.site",
    },
    "relations": {"relations.cli"},
    "dashboard": {"relations.page", "relations.serving"},
}
ONLY_IN = {
    "streamlit": ("dashboard", "relations.page", "relations.serving", "relations.logs"),
    "altair": ("relations.figures.vega", "relations.figures.files.converter"),
    "vl_convert": ("relations.figures.files.converter",),
}
NETWORK = {"yfinance", "httpx", "requests", "urllib", "socket", "http"}
ALLOWED_NETWORK = {
    ("relations.refresh.lock", "socket"),  # the name of this machine, for the note of who holds the lock
    ("relations.page.parts.address", "urllib"),  # how an address is written
    ("relations.site.rendering", "urllib"),  # the same, of a picture that lies in its address
}


def files() -> dict[str, Path]:
    """Every file of the program under its module's name."""
    paths = [ROOT / "dashboard.py", *(path for room in PROGRAM for path in (ROOT / room).rglob("*.py"))]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


FILES = files()


@cache
def imports(path: Path) -> set[str]:
    """Every module a file imports, and every name it imports from one as if it were a module; lazy imports as well."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@cache
def ours(module: str) -> set[str]:
    """The files of the program that a module imports: the file that is named, not the room it is reached through."""
    names = imports(FILES[module]) & FILES.keys() - {module}
    return {name for name in names if not any(other.startswith(f"{name}.") for other in names)}


@cache
def room(module: str) -> str:
    """The room a module is in: the longest that its name begins with."""
    return max((one for one in BELOW if module == one or module.startswith(f"{one}.")), key=len)


@cache
def reachable(name: str) -> set[str]:
    """A room and every room below it."""
    return {name}.union(*map(reachable, BELOW[name]))


def test_every_file_has_a_room() -> None:
    assert {room(module) for module in FILES} == set(BELOW)


def test_a_file_imports_only_what_its_room_may() -> None:
    above = {module: {room(one) for one in ours(module)} - reachable(room(module)) for module in FILES}
    assert {module: rooms for module, rooms in above.items() if rooms} == {}


def test_what_computes_speaks_no_language() -> None:
    """Messages and quantities go up; what says them is captions, page, command line and files."""
    silent = ("relations.values", "sources", "transforms", "relations.story", "relations.evidence", "relations.claims")
    speaking = {one for one in FILES if one.startswith(silent) and any("i18n" in name for name in imports(FILES[one]))}
    assert speaking == set()


def test_a_library_stays_in_its_room() -> None:
    assert {module: found for module in FILES if (found := strangers(module))} == {}


def strangers(module: str) -> set[str]:
    """The libraries a file imports that it may not."""
    libraries = {name.split(".")[0] for name in imports(FILES[module])}
    network = set() if room(module) == "sources" else libraries & NETWORK
    return {one for one in network if (module, one) not in ALLOWED_NETWORK} | {
        library
        for library, places in ONLY_IN.items()
        if library in libraries and not any(module == one or module.startswith(f"{one}.") for one in places)
    }


def test_no_files_import_each_other_in_a_circle() -> None:
    """Lazy imports count: a circle that is put off is a circle."""
    try:
        TopologicalSorter({module: ours(module) for module in FILES}).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_what_a_room_imports_for_others_is_taken_from_it() -> None:
    """Names in an `__init__` are used there, or by somebody who imports the room: what is left over is nobody's."""
    everywhere = " ".join(
        path.read_text(encoding="utf-8") for path in [*FILES.values(), *(ROOT / "tests").rglob("*.py")]
    )
    imported, called, said = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set), defaultdict(set)
    for where, names in re.findall(r"from ([\w.]+) import (\([^)]*\)|.*)", everywhere):
        imported[where] |= {*re.findall(r"\w+", names)}
    for name, other in re.findall(r"import (\w+) as (\w+)", everywhere):
        called[name].add(other)
    for name, attribute in re.findall(r"\b(\w+)\.(?=(\w+))", everywhere):
        said[name].add(attribute)
    left = set()
    for module in (one for one, path in FILES.items() if path.name == "__init__.py" and one != "relations.draft"):
        tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
        own = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {"annotations"}
        given = {one.asname or one.name for node in tree.body if isinstance(node, ast.ImportFrom) for one in node.names}
        last = module.split(".")[-1]
        taken = imported[module].union(*(said[name] for name in {last, *called[last]}))
        left |= {f"{module}.{name}" for name in given - own - taken}
    assert not left


def loaded_after(statement: str) -> set[str]:
    """The top names of all modules loaded by a statement in a new process."""
    code = f"import sys; {statement}; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in answer.stdout.split()}


def test_the_command_line_loads_nothing_heavy_before_it_is_needed() -> None:
    heavy = {"pandas", "numpy", "altair", "streamlit", "rich", "pydantic", "httpx"}
    assert not loaded_after("import relations.__main__") & heavy


def test_a_story_of_which_no_copy_is_read_needs_no_pandas() -> None:
    assert "pandas" not in loaded_after("from relations import draft, story; from relations.authoring import supply")


def test_drawing_loads_no_network_library() -> None:
    drawn = loaded_after("from relations import figures, story; figures.draw(story.load('kazakhstan-russia'), 'trade')")
    assert not drawn & {"yfinance", "httpx", "requests", "streamlit", "vl_convert"}
