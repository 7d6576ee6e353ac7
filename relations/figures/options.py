"""What a figure can be asked for, beside its name: one value that a command, the page and a file's passport share."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from relations.figures.theme import ThemeName
from relations.i18n import Locale
from relations.story import Name, Role, Window, drawable

LEAST_WIDTH = 320
LONGEST_BLOCK = 40_000  #: characters of a figure's block; the largest the page can make has a tenth
Shown = Literal["level", "index", "change"]
BASED: tuple[Shown, ...] = ("index", "change")  #: counted from a base


class Options(BaseModel):
    """Size, look and language of a figure, and what a viewer changes in what the story shows.

    The defaults are the story's own figure, wide and light. Equal options and equal inputs are equal figures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: Annotated[int, Field(ge=LEAST_WIDTH, le=4000)] = 1200  #: px, exact
    height: Annotated[int, Field(ge=200, le=8000)] = 675  #: px; a figure grows rather than lose a mark
    exact: bool = False  #: leave out what may leave, names of events first, before the figure grows
    magnified: Annotated[float, Field(ge=0.5, le=4)] = 1.0  #: every length and size of type of it, for a slide
    theme: ThemeName = "light"
    transparent: bool = False  #: no background, for a page that has its own
    locale: Locale = "en"
    known_then: bool = False  #: hide what was published or happened after `article.known_until`

    window: Window | None = None  #: first and last day, instead of the story's
    show: Shown | None = None  #: the lines as they are, indexed to 100 at the base, or as change since the base
    base: date | Name | None = None  #: a day or the id of an event; the first day of the window, if none is given
    roles: tuple[Role, ...] | None = None  #: events of these roles only
    kinds: tuple[Name, ...] | None = None  #: events of these kinds only
    events: tuple[Name, ...] | None = None  #: these events only, instead of the story's choice
    names: Annotated[int, Field(ge=0, le=40)] | None = None  #: events that are named, where there is room for them
    publishers: tuple[tuple[Name, str], ...] = ()  #: line and key: the copy a line shows, instead of the first it has
    block: Annotated[str, Field(max_length=LONGEST_BLOCK)] = ""  #: TOML of a figure that is edited and in no story

    hover: bool = False  #: let a pointer read dates and values, on a page
    thinned: bool = False  #: leave out of a long line what no pixel of a page shows; a file to keep has it all
    highlight: str = ""  #: id of an event to stand out

    @field_validator("base")
    @classmethod
    def _base_near(cls, base: date | str | None) -> date | str | None:
        return drawable(base) if isinstance(base, date) else base

    @model_validator(mode="after")
    def _base_of_something(self) -> Self:
        if self.base is not None and self.show not in BASED:
            raise ValueError("a base goes with show = index or show = change")
        return self

    @property
    def differing(self) -> dict[str, Any]:
        """What differs from the defaults, in types JSON has."""
        return self.model_dump(mode="json", exclude_defaults=True)


STANDARD = Options()


def asked(**wanted: Any) -> Options:
    """The options as a person or an address asks for them; ValueError says in words what cannot be had."""
    try:
        return Options(**wanted)
    except ValidationError as error:
        raise ValueError(in_words(error)) from None


def in_words(error: ValidationError) -> str:
    """What is wrong with options, each with what was found."""
    return "; ".join(map(_explained, error.errors(include_url=False)))


def _explained(problem: ErrorDetails) -> str:
    place = ".".join(map(str, problem["loc"])) or "options"
    found = "" if problem["type"] == "value_error" else f"; found {problem['input']}"  # our own words say it
    return f"{place}: {problem['msg'].removeprefix('Value error, ')}{found}"


SIZES: dict[str, dict[str, Any]] = {
    "wide": {"width": 1200, "height": 675, "exact": True},
    "column": {"width": 640, "height": 450, "exact": True},
    "square": {"width": 1080, "height": 1080, "exact": True},
    "slide": {"width": 768, "height": 432, "exact": True, "magnified": 2.5},  # 1920 × 1080: few words, large type
}


def size(words: str) -> dict[str, Any]:
    """The options of a size by its name, or as WIDTHxHEIGHT in px; ValueError names what there is."""
    if words in SIZES:
        return SIZES[words]
    match re.fullmatch(r"(\d{3,4})[x×](\d{3,4})", words):
        case re.Match() as found:
            return {"width": int(found[1]), "height": int(found[2]), "exact": True}
    raise ValueError(f"no size '{words}'; sizes: {', '.join(SIZES)}, or WIDTHxHEIGHT in px, as 800x600")
