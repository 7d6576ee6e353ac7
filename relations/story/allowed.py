"""The keys that may stand at a place of a story's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from relations.story.claims import Measure, kinds, spec_of
from relations.story.model import Story

HIDDEN = {"id", "translations"}  #: of a story, which its file does not write


def allowed_at(place: str, written: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys beside the last of a path: of `events[3].dat` those of an event; none if nothing is known of it.

    `written` is the file, which says of what kind a measure is.
    """
    model = model_at(re.findall(r"[^.\[\]]+", place)[:-1], written)
    return tuple(sorted(set(model.model_fields) - (HIDDEN if model is Story else set()))) if model else ()


def model_at(parts: Sequence[str | int], written: Mapping[str, Any]) -> type[BaseModel] | None:
    """What a place of a story is checked by: at ("events", 3) an event; of one among several by its name what they are.

    None if nothing is known of it.
    """
    model: Any = Story
    here: Any = written
    for part in map(str, parts):
        here = part_at(here, part)
        annotation = model.model_fields[part].annotation if part in getattr(model, "model_fields", {}) else None
        found = next(parts_of(annotation), None)
        if model is Measure and part.isdigit():  # one of a claim's measures, whose kind says which parameters it has
            kind = here.get("kind") if isinstance(here, Mapping) else None
            found = spec_of(kind) if kind in kinds() else Measure
        if found is None:
            if annotation is None and (part.isdigit() or model is not Story):
                continue  # the number of one among several, or its name
            return None
        model = found
    return model  # type: ignore[no-any-return]


def part_at(written: Any, part: str) -> Any:
    """A part of what is written; of a claim with `measure` that one, after its `measures` if it has both."""
    if isinstance(written, (list, tuple)):
        return written[int(part)] if part.isdigit() and int(part) < len(written) else None
    if not isinstance(written, Mapping):
        return None
    if part == "measures" and "measure" in written:
        others = written.get(part, ())
        return [*(others if isinstance(others, list) else ()), written["measure"]]
    return written.get(part)


def parts_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """The parts of a story that an annotation is of, however it holds them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in get_args(annotation):
        yield from parts_of(one)
