"""Claims of an article, and the measures that check them: what is computed, from which lines, over which days.

A measure is declared, not programmed: its kind and parameters stand in the story's file. Which parameters a kind has is
said by the file of `relations/claims/measures` that has the kind's name, and so is its arithmetic.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, SerializeAsAny

from relations.story.fields import Name, Part, Text

Percent = Annotated[float, Field(gt=0, le=100)]
CalendarYear = Annotated[int, Field(ge=1800, le=2200)]
Lines = Annotated[tuple[Name, ...], Field(min_length=1)]

_MEASURES = "relations.claims.measures"  # found by its files' names when a story names them: nothing here imports one


def kinds() -> list[str]:
    """The kinds of measures there are: the files of their room."""
    room = Path(__file__).parents[1] / "claims" / "measures"
    return sorted(path.stem for path in room.glob("*.py") if not path.stem.startswith("_"))


class Measure(Part):
    """What all measures' parameters have; `Spec` in the file of a kind adds its own."""

    naming: ClassVar[tuple[str, ...]] = ()  #: the parameters that name lines

    kind: str

    @property
    def lines_used(self) -> tuple[str, ...]:
        """Names of the story's lines it needs, each once."""
        return tuple(dict.fromkeys(_names(tuple(getattr(self, parameter) for parameter in self.naming))))

    @property
    def unfit(self) -> tuple[int, ...]:
        """Years it leaves out, which its figure flags."""
        return ()

    def compared(self, lines: Collection[str]) -> tuple[date, ...]:  # noqa: ARG002 - for who overrides it
        """The days whose values its figure writes at these lines; none: the ends of the verdict."""
        return ()


def _names(value: object) -> Iterator[str]:
    """The lines a parameter names, however it holds them."""
    match value:
        case str():
            yield value
        case dict():
            yield from _names(tuple(value.values()))
        case tuple():
            for part in value:
                yield from _names(part)


def _of_its_kind(value: Any) -> Any:
    """The parameters as the model of their kind; ValueError names the kinds if there is no such."""
    if not isinstance(value, Mapping):
        return value
    kind = value.get("kind")
    if kind not in kinds():
        raise ValueError(f"there is no measure of the kind {kind!r}; kinds: {', '.join(kinds())}")
    return importlib.import_module(f"{_MEASURES}.{kind}").Spec.model_validate(value)


class Claim(Part):
    """A checkable statement of the article, in our own words, with the measure that checks it."""

    id: Name
    paragraph: Annotated[int, Field(ge=1)]
    claim: Text
    measure: Annotated[SerializeAsAny[Measure], BeforeValidator(_of_its_kind)]
    event: Name | None = None  #: of the story, what the claim is about or what came of it
    caveat: Text | None = None  #: what the measure cannot tell of the claim
