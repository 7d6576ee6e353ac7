"""What a story's fields are made of: a line of text, a name, a country, a link, and a part that nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
)

from relations import values
from relations.values import Message, Unit, Unstated, parse_unit, spelt

DAYS = (date(1000, 1, 1), date(2999, 12, 31))  #: the first and the last that can be drawn: four digits, and room around
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")  #: what no line, and no SVG, can hold


def drawable(day: date) -> date:
    """A day a figure can show; ValueError for what is too far away."""
    if not DAYS[0] <= day <= DAYS[1]:
        raise ValueError(f"{day} is too far away; days from {DAYS[0]} to {DAYS[1]} are allowed")
    return day


def _forward(end: date, info: ValidationInfo) -> date:
    """The end of a span, said of this field, so that it is said although another field is wrong."""
    start = info.data.get("start")
    if start is not None and end <= start:
        raise ValueError(f"ends on {end}, before it starts on {start}; the end must be later")
    return end


def _printable(text: str) -> str:
    if found := CONTROL.search(text):
        before = text[max(found.start() - 20, 0) : found.start()]
        raise ValueError(f"the character U+{ord(found[0]):04X} after '{spelt(before)}' cannot be printed; take it out")
    return text


def _country(code: str) -> str:
    if values.Country(code).kind == "aggregate":
        raise ValueError(f"'{code}' is a group of countries; a story is about two countries")
    return code


def _two(codes: tuple[str, str]) -> tuple[str, str]:
    if codes[0] == codes[1]:
        raise ValueError(f"{codes[0]} is written twice; a story is about two countries")
    return codes


def _stated(text: object) -> Unit:
    """The unit a text states; ValueError, with the forms there are, if it states none."""
    found = parse_unit(_printable(str(text)))
    if found == Unstated():
        raise ValueError(f"'{text}' states no unit; leave it out")
    return found


Printable = AfterValidator(_printable)
Day = Annotated[date, AfterValidator(drawable)]
End = Annotated[Day, AfterValidator(_forward)]  #: of a span, after a field `start`
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Printable]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, AfterValidator(_country)]
Countries = Annotated[tuple[Country, Country], AfterValidator(_two)]
StatedUnit = Annotated[Unit, PlainValidator(_stated), PlainSerializer(str)]
Link = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$"), Printable]


ALL = "`relations check --json`"  #: where all names are that are allowed


def as_written(location: Iterable[str | int]) -> str:
    """A place in a story's file as one writes it: events[3].date."""
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in location).removeprefix(".")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a story: its place as one writes it (events[3].date), and the way out."""

    place: str
    said: str
    found: str = ""  #: the name that is not known, if it is one
    allowed: tuple[str, ...] = ()
    path: Path | None = None

    def __str__(self) -> str:
        return f"{self.path}: {self.place}: {self.said}" if self.path else f"{self.place}: {self.said}"

    def __post_init__(self) -> None:
        """What it quotes of the file is spelt out."""
        object.__setattr__(self, "said", spelt(self.said))

    def at(self, path: Path) -> Problem:
        """The same problem, said of a file."""
        return replace(self, path=path)


class StoryError(Exception):
    """A story file cannot be used; the message names the file, the place, what was found and what is allowed."""

    def __init__(self, *problems: str | Message | Problem) -> None:
        alone = len(problems) == 1 and isinstance(problems[0], Message)  # kept as it is, to be said in any language
        super().__init__(problems[0] if alone else "\n".join(map(str, problems)))
        self.problems = tuple(one for one in problems if isinstance(one, Problem))  #: those that have a place


class UnknownStory(StoryError):
    """There is no story of that name, and no file at that path; the message names those there are."""


class Part(BaseModel):
    """A part of a story: frozen, and strict about what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
