"""What a story's fields refuse, in words: the place of each mistake as one writes it, and the way out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from relations.story.fields import Problem
from relations.values import UnknownWord

#: How to mend a field, by what pydantic calls the mistake: its own words are for programmers.
SAID = {
    "missing": "it is missing; write it",
    "extra_forbidden": "there is no such key here",
    "date_type": "write a day without quotes, as 2014-06-30",
    "tuple_type": "write a list in brackets, as [1, 2]",
    "string_type": "write a text in quotes",
    "int_type": "write a whole number without quotes",
    "float_type": "write a number without quotes",
    "bool_type": "write true or false",
    "dict_type": "write a table in braces, as { start = 2013-01-01, end = 2016-12-31 }",
    "model_type": "write a table in braces, as { start = 2013-01-01, end = 2016-12-31 }",
    "string_pattern_mismatch": "only small letters, digits and hyphens make a name",
    "string_too_short": "an empty text says nothing; write one, or take the key out",
    "greater_than": "write a number above {gt:g}",
    "greater_than_equal": "write a number of at least {ge:g}",
    "less_than": "write a number below {lt:g}",
    "less_than_equal": "write a number of at most {le:g}",
    "too_long": "write at most {max_length:g}",
    "too_short": "at least one is needed; write it",
}
BOUNDS = {kind for kind, said in SAID.items() if ":g}" in said}  #: said with the number
FOLLOWED = ("countries", "article", "window")  #: what the lines and figures of a pair follow from


def explain(path: Path, error: ValidationError) -> list[Problem]:
    """Every mistake of a file; none that only follows from another one."""
    problems = error.errors(include_url=False)
    places = {one["loc"] for one in problems}
    problems = [one for one in problems if one["loc"][:2] != ("works", "article") or one["loc"][1:] not in places]
    if ("article", "published") in places:  # what its author could know is that day, unless the story says another
        problems = [one for one in problems if one["loc"] != ("article", "known_until")]
    if any(one["loc"][0] in FOLLOWED for one in problems):  # then nothing can follow from them
        problems = [one for one in problems if one["loc"] not in (("lines",), ("figures",))]
    return [
        Problem(_place(problem["loc"]), _said(problem), *_named(problem), path=path)
        for problem in problems
        if problem["type"] != "too_short" or not any(_is_within(one["loc"], problem["loc"]) for one in problems)
    ]


def _named(problem: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The name that is not known, if it is one, and those there are."""
    match problem["type"]:
        case "extra_forbidden":
            return str(problem["loc"][-1]), ()
        case "literal_error":
            return str(problem["input"]), tuple(re.findall("'([^']*)'", problem["ctx"]["expected"]))
        case "value_error" if isinstance(error := problem["ctx"]["error"], UnknownWord):
            return error.word, error.allowed
    return "", ()


def _said(problem: Mapping[str, Any]) -> str:
    kind, said = problem["type"], str(problem["msg"]).removeprefix("Value error, ")
    if kind == "literal_error":
        return f"{problem['input']!r} is not known here; allowed: {', '.join(_named(problem)[1])}"
    if kind == "string_pattern_mismatch" and problem["ctx"]["pattern"].startswith("^https"):
        said = "write a whole address, as https://example.org/article"
    elif kind != "string_pattern_mismatch" or "[a-z0-9]" in problem["ctx"]["pattern"]:  # others are not of names
        said = SAID.get(kind, said).format(**problem.get("ctx", {})) if kind in BOUNDS else SAID.get(kind, said)
    if kind in ("missing", "value_error", "extra_forbidden", "too_short"):
        return said
    return f"{said}; found {problem['input']!r}"


def _is_within(location: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    """Whether a place is a part of another one: what is wrong with the part is then why the whole lacks it."""
    return len(location) > len(other) and location[: len(other)] == other


def _place(location: tuple[int | str, ...]) -> str:
    """A key path as one writes it: events[3].date."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location if part != "[key]")
    return "".join(parts).removeprefix(".") or "the file"
