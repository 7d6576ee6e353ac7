"""What a story's fields refuse, in words; and what none can tell alone: ids given twice, charts that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from relations.story.fields import ALL, Problem, as_written
from relations.story.model import Story
from relations.story.pair import Known
from relations.story.periods import charts, described
from relations.story.template import names_base, placeholders
from relations.values import Message, UnknownWord
from relations.values.nearest import listed


def incoherent(story: Story, path: Path) -> list[Problem]:
    """What does not fit together in a story of that file; how points are joined only where all else does."""
    return unfitting(story, path) or list(joined(story))


def unfitting(story: Story, path: Path) -> list[Problem]:
    """An id that is not the file's, names given twice or of nothing, and titles that are not filled."""
    return [*_named_otherwise(story, path), *_duplicates(story), *dangling(story), *_otherwise(story)]


def _named_otherwise(story: Story, path: Path) -> Iterator[Problem]:
    """An id that is not the file's: its figures would be taken for another story's."""
    if story.id != path.stem:
        said = f"the file is called {path.name}; a story is called like its file, so take `id` out"
        yield Problem("id", said, story.id, (path.stem,))


def _duplicates(story: Story) -> list[Problem]:
    groups: dict[str, tuple[Any, ...]] = {
        "events": story.events,
        "bands": story.bands,
        "periods": story.periods,
        "pass_through": story.pass_through,
        "claims": story.claims,
        "figures": story.figures,
    }
    return [
        Problem(f"{group}[{i}].id", f"two have the id '{one.id}'; ids are unique, so rename one")
        for group, parts in groups.items()
        for i, one in enumerate(parts)
        if one.id in {other.id for other in parts[:i]}
    ]


def dangling(story: Story) -> list[Problem]:
    """References to works, lines and events that the story does not have."""
    events, works, lines = {event.id for event in story.events}, set(story.works), set(story.lines)
    plain = {name for name, line in story.lines.items() if line.keys}
    wanted: list[tuple[str, str, set[str]]] = []
    for i, event in enumerate(story.events):
        wanted += [(f"events[{i}].sources[{j}]", name, works) for j, name in enumerate(event.sources)]
    for name, line in story.lines.items():
        way = "cross" if line.cross else "formula" if line.formula else "of"
        wanted += [(f"lines.{name}.{way}", part, plain) for part in line.parts]
        wanted += [(f"lines.{name}.regimes[{i}]", one.source, works) for i, one in enumerate(line.regimes)]
    wanted += [("factor", name, lines) for name in (story.factor,) if name]
    for i, one in enumerate(story.pass_through):
        wanted += [(f"pass_through[{i}]", name, lines) for name in (one.line, one.factor)]
        wanted.append((f"pass_through[{i}].event", one.event, events))
    for i, band in enumerate(story.bands):
        wanted += [(f"bands[{i}].lines", name, lines) for name in band.lines]
    for i, claim in enumerate(story.claims):
        for j, measure in enumerate(claim.measures):
            place = f"claims[{i}].measures[{j}]"
            wanted += [(f"{place}.{parameter}", name, lines) for parameter, name in measure.lines_named]
            wanted += [(place, name, events) for name in measure.events_used]
            wanted += [(place, name, works) for name in measure.works_used]
        wanted += [(f"claims[{i}].event", name, events) for name in (claim.event,) if name]
    for i, figure in enumerate(story.figures):
        wanted += [(f"figures[{i}].named[{j}]", name, events) for j, name in enumerate(figure.named)]
        if figure.events != "all":
            wanted += [(f"figures[{i}].events[{j}]", name, events) for j, name in enumerate(figure.events)]
        wanted += [(f"figures[{i}]", name, lines) for name in figure.lines_told]
        for j, panel in enumerate(figure.panels):
            place = f"figures[{i}].panels[{j}]"
            wanted += [(f"{place}.lines[{k}]", name, lines) for k, name in enumerate(panel.lines)]
            wanted += [(f"{place}.flags", flag.line, set(panel.lines)) for flag in panel.flags if flag.line]
            wanted += [(f"{place}.changes", one.line, set(panel.lines)) for one in panel.changes if one.line]
            if isinstance(panel.base, str):
                wanted.append((f"{place}.base", panel.base, events))
    absent = (
        (place, name, sorted({*have, *_unwritten(story, have)})) for place, name, have in wanted if name not in have
    )
    return [Problem(place, _absent(story, name, allowed), name, tuple(allowed)) for place, name, allowed in absent]


def _unwritten(story: Story, allowed: set[str]) -> Iterator[str]:
    """The lines of the pair, which need not be written, where lines are allowed."""
    if allowed == set(story.lines):
        yield from (name for name in story.pair.names if isinstance(story.pair.line(name), Known))


def _absent(story: Story, name: str, allowed: list[str]) -> str:
    """That a name is not in the story, or why its pair has no such line."""
    if isinstance(reason := story.pair.line(name), Message):
        return f"there is no '{name}': {reason}"
    return f"'{name}' is not in the story; allowed: {listed(name, allowed, ALL)}"


def _otherwise(story: Story) -> Iterator[Problem]:
    """Titles that name a base there is not, and translations that are filled with something else than the title is."""
    for i, figure in enumerate(story.figures):
        for field in ("title", "short", "neutral", "subtitle"):
            text = getattr(figure, field) or ""
            if names_base(text) and all(panel.base is None for panel in figure.panels):
                yield Problem(f"figures[{i}].{field}", "{base} is of a panel that has a base, and none has one")
            for locale, words in story.translations.items():
                if placeholders(words.get(text, text)) != placeholders(text):
                    wanted = ", ".join(re.findall("{[^{}]*}", text)) or "nothing"
                    said = f"in '{locale}' it is not filled with the same; it takes {wanted}"
                    yield Problem(f"figures[{i}].{field}", said)


def joined(story: Story) -> Iterator[Problem]:
    """Panels whose points would be joined although their values are of whole periods, by their lines' first copies."""
    for i, figure in enumerate(story.figures):
        for j, panel in enumerate(figure.panels):
            if panel.chart != "line":
                continue
            datings = {name: about.dating for name in panel.lines if (about := described(story, name))}
            across = [f"{name} ({dating})" for name, dating in datings.items() if dating.is_across]
            if across:
                allowed = ", ".join(charts(datings.values()))
                problem = f"'line' joins points, and a value stands for its whole period in {', '.join(across)}"
                yield Problem(f"figures[{i}].panels[{j}].chart", f"{problem}; allowed: {allowed}")


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
        Problem(
            as_written(part for part in problem["loc"] if part != "[key]") or "the file",
            _said(problem),
            *_named(problem),
            path=path,
        )
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
        found, allowed = _named(problem)
        return f"{problem['input']!r} is not known here; allowed: {listed(found, allowed, ALL)}"
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
