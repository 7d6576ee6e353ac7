"""The keys that may stand at a place of a story's file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from relations.story import Story

HIDDEN = {"id", "translations"}  #: of a story, which its file does not write


@lru_cache(maxsize=1024)
def allowed_at(place: str) -> tuple[str, ...]:
    """The keys beside the last of a path: of `events[3].dat` those of an event; none if nothing is known of it."""
    parts = re.findall(r"[^.\[\]]+", place)[:-1]
    model: Any = Story
    for part in parts:
        annotation = model.model_fields[part].annotation if part in getattr(model, "model_fields", {}) else None
        found = _model(annotation)
        if found is None:
            if annotation is None and (part.isdigit() or model is not Story):
                continue  # the number of one among several, or its name
            return ()
        model = found
    return tuple(sorted(set(model.model_fields) - (HIDDEN if model is Story else set())))


def _model(annotation: Any) -> type[BaseModel] | None:
    """The part of a story that an annotation is of, however it holds it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model(one))), None)
