"""A figure as a block of a story's TOML file, and back: what the page composes, an author pastes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from relations.story._coherence import dangling, explain
from relations.story._reading import _tuples
from relations.story.fields import Name, StoryError
from relations.story.figures import FigureSpec
from relations.story.model import Story
from relations.story.series import Line

if TYPE_CHECKING:
    from tomlkit.items import AoT, Array, InlineTable, Table

WHERE = Path("the block")  #: how errors call a text that is in no file


class _Block(BaseModel):
    """What a block may hold: one figure, and the lines it needs beyond the story's."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    figures: tuple[FigureSpec]
    lines: dict[Name, Line] = {}


def figure_block(spec: FigureSpec, lines: Mapping[str, Line] | None = None) -> str:
    """A figure as TOML that can be pasted anywhere between two blocks of a story's file, in the style of one.

    Defaults are left out. `lines` are those it draws that the story does not have: they come first. The text ends
    with a line break; whether its id is free in the story is the reader's question (`load` and `read_block` ask it).
    """
    import tomlkit

    document = tomlkit.document()
    if lines:
        document["lines"] = tomlkit.table(is_super_table=True)
        for name, line in lines.items():
            document["lines"][name] = _table(line.model_dump(exclude_defaults=True))
    figure = spec.model_dump(exclude_defaults=True)
    panels = _tables(figure.pop("panels"))
    figures = _tables([figure])
    figures[0]["panels"] = panels
    document["figures"] = figures
    return tomlkit.dumps(document)


def read_block(story: Story, text: str) -> tuple[FigureSpec, dict[str, Line]]:
    """A figure and the lines it brings, from such a block; the figure may have an id that the story knows.

    Raises StoryError, as `load` does, for what a story's file would not be allowed to hold: no TOML, a key or value
    that is not known, a line or event that neither the story nor the block has, another line of a name that is taken.
    """
    block = _block(text)
    (spec,) = block.figures
    brought = {name: line for name, line in block.lines.items() if story.lines.get(name) != line}
    taken = [name for name in brought if name in story.lines]
    if taken:
        raise StoryError(f"{WHERE}: the story has another line '{taken[0]}'; give the block's line another name")
    problems = dangling(story.model_copy(update={"figures": (spec,), "lines": story.lines | brought}))
    if problems:
        raise StoryError(*(problem.at(WHERE) for problem in problems))
    return spec, brought


@lru_cache(maxsize=16)
def _block(text: str) -> _Block:
    """A block as it stands; a page reads that of an edited figure several times in every run."""
    try:
        found = _tuples(tomllib.loads(text))
    except (ValueError, RecursionError) as error:  # of TOML's syntax, of a number too long, of brackets too deep
        raise StoryError(f"{WHERE} is not TOML: {error}") from error
    try:
        return _Block.model_validate(found)
    except ValidationError as error:
        raise StoryError(*explain(WHERE, error)) from error


def _tables(values: list[dict[str, Any]]) -> AoT:
    import tomlkit

    array = tomlkit.aot()
    array.extend(map(_table, values))
    return array


def _table(values: Mapping[str, Any]) -> Table:
    import tomlkit

    table = tomlkit.table()
    table.update({name: _value(value) for name, value in values.items()})
    return table


def _value(value: Any) -> Any:
    """A value on one line: a window or a flag as an inline table, a list of them as an array."""
    import tomlkit

    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, tuple | list):
        array: Array = tomlkit.array()
        array.extend(_value(item) for item in value)
        return array
    return value


def _inline(values: Mapping[str, Any]) -> InlineTable:
    """An inline table with spaces inside its braces, as the files of this room write them."""
    import tomlkit

    table: InlineTable = tomlkit.inline_table()
    items = {name: tomlkit.item(_value(value)) for name, value in values.items()}
    table.update(items)
    first, *_, last = [*items.values(), *items.values()]
    first.trivia.indent = last.trivia.trail = " "
    return table
