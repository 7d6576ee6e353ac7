"""What a figure can be asked for: one value that a command, the page and a passport share; and a story so changed."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from relations.figures.theme import ThemeName
from relations.i18n import Locale
from relations.story import Event, FigureSpec, Name, Panel, Role, Story, StoryError, Window, drawable, read_block
from relations.values.nearest import listed

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


def edited(story: Story, options: Options) -> Story:
    """The story with the figure of the options' block for its only one, and the lines it brings; else as it is.

    Raises StoryError for a block that a story's file could not hold.
    """
    if not options.block:
        return story
    spec, brought = read_block(story, options.block)
    return story.model_copy(update={"figures": (spec,), "lines": {**story.lines, **brought}})


def chosen(story: Story, figure_id: str, options: Options) -> Story:
    """The story with its figure as the options ask for it.

    Raises StoryError for events, lines and keys the story does not have.
    """
    spec = story.figure(figure_id)
    window = options.window or spec.window
    panels = tuple(one for panel in spec.panels for one in _panels(story, panel, window, options))
    events = tuple(event.id for event in _events(story, spec, options))
    changes: dict[str, object] = {"window": window, "panels": panels, "events": events}
    changed = FigureSpec.model_validate(spec.model_copy(update=changes).model_dump())
    others = tuple(one for one in story.figures if one.id != figure_id)
    return story.model_copy(update={"figures": (*others, changed)})


def by_publishers(story: Story, wanted: tuple[tuple[str, str], ...]) -> Story:
    """The story with each line reduced to the one copy that was chosen for it."""
    lines = dict(story.lines)
    for name, key in wanted:
        if name not in lines:
            raise StoryError(f"{story.id} has no line '{name}'; lines: {listed(name, lines, 'the file of the story')}")
        if key not in lines[name].keys:
            allowed = ", ".join(lines[name].keys) or "none, it is made of other lines"
            raise StoryError(f"the line '{name}' cannot be drawn from {key}; its copies: {allowed}")
        lines[name] = lines[name].model_copy(update={"keys": (key,)})
    return story.model_copy(update={"lines": lines})


def _events(story: Story, spec: FigureSpec, options: Options) -> list[Event]:
    """The events to draw: the figure's or those asked for, as far as their role and kind are asked for too."""
    kinds = dict.fromkeys(event.kind for event in story.events if event.kind)
    if unknown := [one for one in options.kinds or () if one not in kinds]:
        raise StoryError(f"{story.id} has no events of kind '{unknown[0]}'; kinds: {', '.join(kinds)}")
    names = options.events if options.events is not None else spec.events
    found = list(story.events) if names == "all" else [story.event(name) for name in names]
    return [
        event
        for event in found
        if (options.roles is None or event.role in options.roles)
        and (options.kinds is None or event.kind in options.kinds)
    ]


def _panels(story: Story, panel: Panel, window: Window, options: Options) -> tuple[Panel, ...]:
    """The panel, showing its lines as the options ask: level, index or change.

    The values a story writes at its lines are left out if the panel shows something else than the story's. Lines that
    shared a panel as they were all indexed get one each.
    """
    if options.show is None or panel.chart in ("bar", "rank"):
        return (panel,)
    base = None if options.base is None else story.base_day(options.base)
    kept = {"values": panel.values if options.show == panel.show else ()}
    if options.show != "level":
        shown: dict[str, object] = {
            "show": "index" if options.show == "index" else "since",
            "base": base or window.start,
        }
        return (panel.model_copy(update=shown | kept),)
    plain = panel.model_copy(update={"show": "level", "base": None, **kept})
    if panel.show == "level":
        return (plain,)
    return tuple(_alone(plain, name) for name in panel.lines)


def _alone(panel: Panel, name: str) -> Panel:
    """The panel of one of its lines, with what is said of that line."""
    own: dict[str, object] = {
        "lines": (name,),
        "weight": panel.weight / len(panel.lines),
        "changes": tuple(one for one in panel.changes if one.line in (None, name)),
        "flags": tuple(one for one in panel.flags if one.line in (None, name)),
    }
    return panel.model_copy(update=own)
