"""Meaning is asked of values: no code of the program looks into the text of a unit, a dating or a licence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from sources import publishers
from tests.test_imports import FILES, imports, room

VALUES = {"unit", "dating", "licence"}  #: what an indicator says of itself as a value
LOOKS = {"startswith", "endswith", "removesuffix", "removeprefix", "split", "partition", "find", "index", "replace"}
LOOKS |= {"fullmatch", "match", "search", "findall", "parse_unit", "parse_dating", "parse_licence"}
#: Where text becomes a value: a header, the licence of one, what an author says of a file; and the rooms
#: of the values themselves, and of who reads articles.
DOORS = {"sources", "relations.cache.file", "relations.authoring.own"}
ROOMS = {"relations.values", "relations.draft"}


@cache
def seen(module: str) -> tuple[list[str], set[object]]:
    """What `looks` finds in a file, and its constants."""
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    return list(looks(tree)), {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}


def looks(tree: ast.AST) -> Iterator[str]:
    """Expressions that take apart, match or compare with a text what an attribute named as a value says."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in LOOKS and not _makes_another(node.func):
            parts = [*node.args, *([node.func.value] if isinstance(node.func, ast.Attribute) else [])]
            if any(_is_value(part) for part in parts):
                yield ast.unparse(node)
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            texts = any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides)
            if texts and any(_is_value(side) for side in sides):
                yield ast.unparse(node)


def _makes_another(called: ast.expr) -> bool:
    """Whether it is `replace` of dataclasses, not of texts."""
    return isinstance(called, ast.Name) and called.id == "replace"


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def _is_value(node: ast.expr) -> bool:
    """`one.unit`, `one.indicator.unit`, a variable named unit, or the text of one of these."""
    if isinstance(node, ast.Call) and _name(node.func) == "str" and node.args:
        return _is_value(node.args[0])
    return _name(node) in VALUES


@pytest.mark.parametrize("module", [one for one in FILES if room(one) not in ROOMS and one not in DOORS])
def test_no_file_looks_into_the_text_of_a_value(module: str) -> None:
    assert seen(module)[0] == []


@pytest.mark.parametrize(
    "code",
    [
        'indicator.unit.startswith("%")',
        're.fullmatch(r"[A-Z]{3} per USD", snapshot.indicator.unit)',
        'if "per barrel" in indicator.unit: pass',
        'str(unit).split(" per ")',
        'one.licence == "CC BY 4.0"',
        'indicator.dating != "market day"',
        "parse_unit(indicator.unit)",
    ],
)
def test_the_test_would_see_it(code: str) -> None:
    assert list(looks(ast.parse(code)))


@pytest.mark.parametrize("module", [one for one in FILES if one.removeprefix("sources.") not in publishers()])
def test_no_file_but_its_own_names_a_publisher(module: str) -> None:
    """What is said of one stands in its habits: no other file imports its module, or has its name as a text."""
    named = set(publishers()) - {"own"}  # a word of many files; that room is the reader's own
    assert not seen(module)[1] & named
    assert not {f"sources.{one}" for one in named} & imports(FILES[module])
