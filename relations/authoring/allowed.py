"""The keys that may stand at a place of a story's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from relations.story import Story
from relations.story.claims import Measure, kinds, spec_of

HIDDEN = {"id", "translations"}  #: of a story, which its file does not write


def allowed_at(place: str, written: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys beside the last of a path: of `events[3].dat` those of an event; none if nothing is known of it.

    `written` is the file, which says of what kind a measure is.
    """
    parts = re.findall(r"[^.\[\]]+", place)[:-1]
    model: Any = Story
    here: Any = written
    for part in parts:
        here = _within(here, part)
        annotation = model.model_fields[part].annotation if part in getattr(model, "model_fields", {}) else None
        found = next(parts_of(annotation), None)
        if model is Measure and part.isdigit():  # one of a claim's measures, whose kind says which parameters it has
            kind = here.get("kind") if isinstance(here, Mapping) else None
            found = spec_of(kind) if kind in kinds() else Measure
        if found is None:
            if annotation is None and (part.isdigit() or model is not Story):
                continue  # the number of one among several, or its name
            return ()
        model = found
    return tuple(sorted(set(model.model_fields) - (HIDDEN if model is Story else set())))


def _within(written: Any, part: str) -> Any:
    """A part of what is written; of a claim with one measure that one."""
    if isinstance(written, (list, tuple)):
        return written[int(part)] if part.isdigit() and int(part) < len(written) else None
    if not isinstance(written, Mapping):
        return None
    return [written["measure"]] if part == "measures" and "measure" in written else written.get(part)


def parts_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """The parts of a story that an annotation is of, however it holds them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in get_args(annotation):
        yield from parts_of(one)
