"""Every message there is to translate, and where it is said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import get_args

import sources
from relations import story as stories
from relations.cache import cached_keys, is_cached, read
from relations.claims.measures import Word
from relations.evidence.refusal import Reason
from relations.figures.options import SIZES
from relations.page.parts.address import TABS
from relations.refresh.outcome import Status
from relations.refresh.status import State
from relations.story import ROLES
from sources import Indicator

ROOT = Path(__file__).parents[2]
SAYING = {"say", "msgid"}
ROOMS = ("transforms", "relations", "dashboard.py")


def in_code() -> Iterator[tuple[str, str]]:
    """Literals that are said, or marked to be said later."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")) or [ROOT / room]:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from ((text, str(path.relative_to(ROOT))) for text in _said(node))


def _said(node: ast.AST) -> Iterator[str]:
    """The literals of `say("…")`, and of `say(name) for name in ("…", "…")`."""
    match node:
        case ast.Call(func=called, args=[text, *_]) if _name(called) in SAYING:
            yield from _literals(text)
        case ast.ListComp(elt=ast.Call(func=called), generators=[ast.comprehension(iter=ast.Tuple(elts=texts))]):
            if _name(called) in SAYING:
                yield from (text for one in texts for text in _literals(one))


def _name(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literals(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*_literals(one), *_literals(other))


def in_types() -> Iterator[tuple[str, str]]:
    """Words of a few that are said as they come: verdicts, reasons, roles, names of tabs and sizes, states."""
    for where, words in {
        "relations/claims/measures": get_args(Word),
        "relations/evidence/refusal.py": get_args(Reason),
        "stories": ROLES,
        "relations/page/parts/address.py": TABS,
        "relations/figures/options.py": tuple(SIZES),
        "relations/refresh/outcome.py": get_args(Status),
        "relations/refresh/status.py": get_args(State),
    }.items():
        yield from ((word, where) for word in words)


def in_indicators() -> Iterator[tuple[str, str]]:
    """Titles, units and publishers of what the stories' lines can show and of what the cache has."""
    units: set[str] = set()
    for one in indicators():
        units.add(one.unit)
        yield from ((text, one.key) for text in (one.title, one.unit, one.publisher))
    currencies = {"USD", *(unit.removesuffix(" per USD") for unit in units if unit.endswith(" per USD"))}
    yield from ((f"{one} per {other}", "a cross rate or a value") for one, other in permutations(sorted(currencies), 2))


def indicators() -> Iterator[Indicator]:
    """As their publishers describe them today, and as the cache describes its copies."""
    lines = [line for name in stories.names() for line in stories.load(name).lines.values()]
    for key in sorted({key for line in lines for key in line.keys} | set(cached_keys())):
        publisher, code = key.split("/", 1)
        yield sources.source(publisher).indicator(code)
        if is_cached(key):
            yield read(key).indicator


@cache
def messages() -> dict[str, str]:
    """Every message, and the first place that says it."""
    found: dict[str, str] = {}
    for message, where in (*in_code(), *in_types(), *in_indicators()):
        found.setdefault(message, where)
    return found
