"""Claims of an article, and the measures that check them: what is computed, from which lines, over which days.

A measure is declared, not programmed: its kind and parameters stand in the story's file. Which parameters a kind has is
said by the file of `relations/claims/measures` that has the kind's name, and so is its arithmetic.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, SerializeAsAny, model_validator

from relations.story.fields import Name, Part, Text
from relations.values import UnknownWord

Percent = Annotated[float, Field(gt=0, le=100)]
Size = Annotated[float, Field(gt=0)]  #: percent that may be more than the whole: of a rise
Months = Annotated[int, Field(gt=0, le=1200)]
CalendarYear = Annotated[int, Field(ge=1800, le=2200)]
Lines = Annotated[tuple[Name, ...], Field(min_length=1)]

TWOFOLD = "a claim has either measure or measures; move the one among the others"
MEASURES = "relations.claims.measures"  # found by its files' names when a story names them: nothing here imports one


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of measures there are: the files of their room, which is listed once, for every measure read asks."""
    room = Path(__file__).parents[1] / "claims" / "measures"
    return tuple(sorted(path.stem for path in room.glob("*.py") if not path.stem.startswith("_")))


class Measure(Part):
    """What all measures' parameters have; `Spec` in the file of a kind adds its own."""

    naming: ClassVar[tuple[str, ...]] = ()  #: the parameters that name lines

    kind: str  #: which of the measures it is
    part: Text | None = None  #: which part of the sentence it answers, where a claim has several measures
    by: Text | None = None  #: the stand-in that it measures the claim by, as the verdict says it: "by trade"
    awaits_refresh: bool = False  #: whether its lines have no copy until somebody refreshes, as the answer then says

    @property
    def lines_used(self) -> tuple[str, ...]:
        """Names of the story's lines it needs, each once."""
        return tuple(dict.fromkeys(name for _, name in self.lines_named))

    @property
    def lines_named(self) -> tuple[tuple[str, str], ...]:
        """Each parameter that names a line, as a path writes it, `definitions.goods`, and that line."""
        return tuple(lines_in({parameter: getattr(self, parameter) for parameter in self.naming}))

    @property
    def events_used(self) -> tuple[str, ...]:
        """Ids of the story's events it needs."""
        return ()

    @property
    def works_used(self) -> tuple[str, ...]:
        """Keys of the story's works that it cites."""
        return ()

    @property
    def unfit(self) -> tuple[int, ...]:
        """Years it leaves out, which its figure flags: those a kind's parameter `excluded` names, where it has that."""
        excluded: tuple[int, ...] = getattr(self, "excluded", ())
        return excluded

    @property
    def days_needed(self) -> tuple[tuple[str, str, date], ...]:
        """The days it needs a value on: the parameter that names the day, the line, the day."""
        return ()

    @property
    def least(self) -> int:
        """How many windows or years it must compare with to say that something is rare; 0 if it says no such thing."""
        return 0

    def sample(self, first: date, last: date) -> int:  # noqa: ARG002 - for who overrides it
        """How many of them a line has that is known from one day to another."""
        return 0

    def reads_rollcalls(self, keys: Mapping[str, Collection[str]]) -> bool:  # noqa: ARG002 - for who overrides it
        """Whether it looks at roll calls of the United Nations, beside its lines; `keys` are those of each line."""
        return False

    def compared(self, lines: Collection[str]) -> tuple[date, ...]:  # noqa: ARG002 - for who overrides it
        """The days whose values its figure writes at these lines; none: the ends of the verdict."""
        return ()


def lines_in(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """The lines that parameters name, however they hold them, each with its place: `channels[1].line`."""
    match value:
        case str():
            yield place, value
        case dict():
            for key, part in value.items():
                yield from lines_in(part, f"{place}.{key}".removeprefix("."))
        case tuple() | list():
            for number, part in enumerate(value):  # of several parts each has its line
                own = part.get("line") if isinstance(part, dict) else getattr(part, "line", part)
                yield from lines_in(own, f"{place}[{number}]{'' if own is part else '.line'}")


def spec_of(kind: str) -> type[Measure]:
    """The parameters that measures of a kind have: `Spec` in its file."""
    spec: type[Measure] = importlib.import_module(f"{MEASURES}.{kind}").Spec
    return spec


def _of_its_kind(value: Any) -> Any:
    """The parameters as the model of their kind; ValueError names the kinds if there is no such."""
    if not isinstance(value, Mapping):
        return value
    kind = value.get("kind")
    if kind not in kinds():
        raise UnknownWord(kind, "kind of measure", kinds())
    return spec_of(kind).model_validate(value)


class Claim(Part):
    """A checkable statement of the article, in our own words, with the measures that check it.

    A story file says `measure = {…}`, or `[[claims.measures]]` several times for a claim that has several parts.
    """

    id: Name  #: its name in the story
    paragraph: Annotated[int, Field(ge=1)]  #: ¶ of the article, from 1
    claim: Text  #: what it says, in our own words
    measures: Annotated[
        tuple[Annotated[SerializeAsAny[Measure], BeforeValidator(_of_its_kind)], ...], Field(min_length=1)
    ]
    causal: bool = False  #: whether it says that one thing moved another: no number here shows that
    event: Name | None = None  #: the event of the story that the claim is about, or that came of it
    caveat: Text | None = None  #: what the measures cannot tell of the claim

    @model_validator(mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        if not isinstance(value, Mapping) or "measure" not in value:
            return value
        if "measures" in value:
            raise ValueError(TWOFOLD)
        return {"measures" if name == "measure" else name: one for name, one in value.items()} | {
            "measures": (value["measure"],)
        }

    @property
    def lines_used(self) -> tuple[str, ...]:
        """Names of the story's lines its measures need, each once."""
        return tuple(dict.fromkeys(name for one in self.measures for name in one.lines_used))

    def unfit(self, lines: Collection[str]) -> tuple[int, ...]:
        """Years that a measure of one of these lines leaves out, which its figure flags."""
        theirs = (one for one in self.measures if not set(lines).isdisjoint(one.lines_used))
        return tuple(dict.fromkeys(year for one in theirs for year in one.unfit))

    def compared(self, lines: Collection[str]) -> tuple[date, ...]:
        """The days whose values its figure writes at these lines; none: the ends of the verdict."""
        return tuple(dict.fromkeys(day for one in self.measures for day in one.compared(lines)))
