"""What a story's figures show: windows, panels, and what is written and shaded in them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from relations.story.fields import Day, End, Name, Part, Text
from relations.story.template import conditions, measures, pieces

Chart = Literal["line", "bar", "step", "rank"]  #: a rank is drawn where all of a figure’s panels are ranks
Show = Literal["level", "index", "since", "value", "change"]


def _template(text: str) -> str:
    pieces(text)
    return text


def _without_numbers(text: str) -> str:
    if named := measures(text):
        raise ValueError(
            f"{{{named[0].text}}} is a number, and only a title and its short form name numbers; take it out here"
        )
    return text


def _guard(text: str) -> str:
    conditions(text)
    return text


Template = Annotated[Text, AfterValidator(_template)]  #: a text with numbers in it, as `relations.story.template` says
Days = Annotated[Text, AfterValidator(_without_numbers)]  #: a text with no more in it than the figure's days
Guard = Annotated[Text, AfterValidator(_guard)]


class _Span(Part):
    start: Day  #: first day
    end: End  #: last day


class Band(_Span):
    """A stretch of time shaded behind lines it concerns."""

    id: Name  #: its name in the story
    label: Text  #: what is written at it
    lines: Annotated[tuple[Name, ...], Field(min_length=1)]  #: behind whose panels it is shaded


class Window(_Span):
    """First and last day of a figure."""


class Period(_Span):
    """A stretch of time worth looking at by itself, by name."""

    id: Name  #: its name in the story
    label: Text  #: what a reader chooses it by


class Flag(Part):
    """An observation that must not be read like the others."""

    date: Day  #: the day of the observation
    note: Text  #: why, as the caption says it
    line: Name | None = None  #: whose it is, where the panel has others as well
    label: Text | None = None  #: what is written beside it, in a word or two


class Change(_Span):
    """A move from one day's value to another's."""

    line: Name | None = None  #: whose it is, where the panel has others as well


class Panel(Part):
    """One axis of a figure: its lines share a unit."""

    lines: Annotated[tuple[Name, ...], Field(min_length=1)]  #: names of lines
    chart: Chart = "line"  #: lines that join points, bars from zero, steps over whole periods, or who is above whom
    show: Show = "level"  #: as published, 100 at base, change since base, worth in dollars, change on a year before
    base: Annotated[Day | Name | None, Field(validate_default=True)] = (
        None  #: for show = "index" and "since": a day, or an event's id
    )
    scale: Literal["linear", "log"] = "linear"  #: linear, or log where the same step is the same percentage
    values: tuple[Day, ...] = ()  #: days whose value is written at the line
    changes: tuple[Change, ...] = ()  #: moves written at the line, with their percentages
    flags: tuple[Flag, ...] = ()  #: observations that must not be read like the others
    level: Day | None = None  #: of bars: the day whose total is drawn on, up to when it is passed
    weight: Annotated[float, Field(gt=0)] = 1.0  #: its share of the height; the panel the title is about has most
    optional: bool = False  #: left out, and not missed, as long as nobody has fetched any of its lines

    def flagged(self, line: str) -> tuple[Day, ...]:
        """The days of a line whose observations must not be read like the others."""
        return tuple(flag.date for flag in self.flags if flag.line in (None, line))

    @field_validator("base")
    @classmethod
    def _base_of_an_index(cls, base: Day | str | None, info: ValidationInfo) -> Day | str | None:
        if "show" in info.data and (info.data["show"] in ("index", "since")) != (base is not None):
            raise ValueError(
                'a base goes with show = "index" or "since" only; write a day or the id of an event, or none'
            )
        return base

    @field_validator("scale")
    @classmethod
    def _bars_begin_at_zero(cls, scale: str, info: ValidationInfo) -> str:
        if scale == "log" and info.data.get("chart") in ("bar", "rank"):
            raise ValueError("bars begin at zero, which a logarithmic scale does not have; draw a line")
        return scale


class FigureSpec(Part):
    """What a figure shows; how it is laid out is not the story's concern."""

    id: Name  #: its name, in addresses and file names
    title: Template  #: the finding, with the numbers it names
    short: Template | None = None  #: the same in fewer words, for a narrower figure
    neutral: Days | None = None  #: what is drawn, where the finding does not hold, or was not known
    guards: dict[str, Guard] = Field(default={})  #: words of the title, each with the condition that makes it true
    subtitle: Days  #: what is measured, where and when
    window: Window  #: first and last day drawn
    panels: Annotated[tuple[Panel, ...], Field(min_length=1)]  #: one axis each, from above
    events: Literal["all"] | tuple[Name, ...] = "all"  #: ids of those that are marked, or "all"
    named: tuple[Name, ...] = ()  #: the events that are named first where not all have room
    then_and_now: bool = False  #: what was not known at `article.known_until` is drawn pale
    notes: tuple[Text, ...] = ()  #: sentences under it
    caption: tuple[Text, ...] = ()  #: what its caption says in place of its notes

    @property
    def is_ranked(self) -> bool:
        """Whether it shows who is above whom at the end of its window, the first line of a panel among the others."""
        return all(panel.chart == "rank" for panel in self.panels)

    @property
    def lines_told(self) -> tuple[str, ...]:
        """The lines that its titles and their guards name, each once."""
        told = [one.line for text in (self.title, self.short or "") for one in measures(text)]
        for guard in self.guards.values():
            for condition in conditions(guard):
                told += [one.line for one in (condition.left, condition.right) if not isinstance(one, tuple)]
        return tuple(dict.fromkeys(told))

    @field_validator("panels")
    @classmethod
    def _something_is_there(cls, panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
        if panels and all(panel.optional for panel in panels):
            raise ValueError("all its panels are optional; a figure has one that is not")
        return panels
