"""A formula of lines as it is written: `100 * exports / gdp`, `mean(rouble, month)`.

It has names of lines, numbers, + - * / and brackets, and `mean`, `sum`, `last` of a month, a quarter or a year; it is
read, never run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from relations.values.message import msgid

LONGEST = 200  #: characters
FUNCTIONS = ("mean", "sum", "last")
SIGNS = (ast.Add, ast.Sub, ast.Mult, ast.Div)
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
NO_FORMULA = msgid(
    "“{formula}” is no formula. One has names of lines, numbers, + - * / with spaces around them, brackets, and "
    "mean(line, month), sum(line, year), last(line, quarter)"
)


def tree(text: str) -> ast.expr | None:
    """The tree of a formula, its names as `name_of` reads them; None if it is none, or has no line."""
    if len(text) > LONGEST or "_" in text or not text.isprintable():
        return None
    try:
        found = ast.parse(NAME.sub(lambda name: f"_{name[0].replace('-', '_')}", text.strip()), mode="eval").body
        return found if any(_names(found)) else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def names(text: str) -> tuple[str, ...]:
    """The lines a formula is of, in its order; none if it is no formula."""
    found = tree(text)
    return () if found is None else tuple(dict.fromkeys(_names(found)))


def name_of(node: ast.expr) -> str:
    """The name a node of the tree stands for: one with hyphens, which names of Python may not have."""
    return node.id[1:].replace("_", "-") if isinstance(node, ast.Name) else ""


def is_percent(node: ast.expr) -> bool:
    """Whether a formula is 100 times something."""
    match node:
        case ast.Call(args=[part, _]) | ast.BinOp(left=part, op=ast.Mult() | ast.Div()):
            return is_percent(part)
    return isinstance(node, ast.Constant) and node.value == 100


def _names(node: ast.expr) -> Iterator[str]:
    """The lines of a tree; ValueError for what a formula may not have."""
    match node:
        case ast.Name() if node.id.startswith("_"):
            yield name_of(node)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool) and abs(value) <= 1e12:
            return
        case ast.BinOp(left=left, op=sign, right=right) if isinstance(sign, SIGNS):
            yield from _names(left)
            yield from _names(right)
        case ast.Call(func=function, args=[part, ast.Name()], keywords=[]) if name_of(function) in FUNCTIONS:
            yield from _names(part)
        case _:
            raise ValueError(ast.dump(node))
