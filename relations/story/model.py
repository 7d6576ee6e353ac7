"""The frozen types a story is made of: article, works, lines, events, figures; `Story` holds them all."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Literal, Self, TypeVar, get_args

from pydantic import Field, model_validator

import transforms
from relations import cache
from relations.story.claims import Claim
from relations.story.fields import Country, Day, Link, Name, Part, StatedUnit, StoryError, Text
from sources import Rejected, SourceError, publishers, require_key, source

_Named = TypeVar("_Named")

Precision = Literal["day", "month", "year"]
Role = Literal["cited", "context", "after"]
Chart = Literal["line", "bar", "step"]
Kind = Literal["peg", "corridor", "crawl", "managed"]
Show = Literal["level", "index", "since", "value", "change"]

ROLES: tuple[Role, ...] = get_args(Role)


class Dated(Part):
    """Something that happened on a day, or in a month or a year of which no more is known."""

    date: Day
    precision: Precision = "day"

    @property
    def start(self) -> Day:
        """First day it can have happened on."""
        if self.precision == "year":
            return self.date.replace(month=1, day=1)
        return self.date.replace(day=1) if self.precision == "month" else self.date

    @property
    def end(self) -> Day:
        """Last day it can have happened on."""
        if self.precision == "year":
            return self.date.replace(month=12, day=31)
        if self.precision == "month":
            return self.date.replace(day=calendar.monthrange(self.date.year, self.date.month)[1])
        return self.date


class Work(Part):
    """A thing one can cite. What is not known of it is left out, never invented."""

    author: Text  #: a person or, where none is named, the body that published it
    year: int | None = None
    title: Text | None = None
    publisher: Text | None = None
    url: Link | None = None
    locator: Text | None = None  #: where it stands, if there is no address: an item number, a chapter
    short: Text | None = None  #: the author as a figure's label names it, where `author` is too long for that

    @property
    def name(self) -> str:
        """What a label calls it: author and, if known, year, as in the author–date system of citation."""
        author = self.short or self.author
        return f"{author} {self.year}" if self.year else author

    @property
    def reference(self) -> str:
        """It in one line: author, year, title, publisher, and where it stands in it."""
        title = f"“{self.title}”" if self.title else None
        parts = [self.author, str(self.year) if self.year else "n.d.", title, self.publisher, self.locator]
        return ", ".join(part for part in parts if part)


class Article(Work):
    """The article the story is about."""

    published: Day
    precision: Precision = "day"
    known_until: Day  #: the last day of data its author could have seen


class Regime(Part):
    """How a rate was held or managed for a time, where no number of its own shows it."""

    start: Day | None = None  #: first day; None: as long as the line goes back
    end: Day | None = None  #: first day on which it was over; None: it goes on
    kind: Kind
    against: Text  #: what it was held against
    source: str  #: a work of the story

    @property
    def is_held(self) -> bool:
        """Whether the central bank decides where the rate is, so that what is usual says nothing about it."""
        return self.kind != "managed"

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}; the end must be later")
        return self


class Line(Part):
    """A series to watch: the keys it can be drawn from, best first, or what is made of other lines."""

    label: Text
    keys: tuple[str, ...] = ()
    unit: StatedUnit | None = None  #: in which its numbers are, where their publisher states none
    cross: tuple[Name, Name] | None = None  #: numerator, denominator: both in units of one common currency
    transform: str | None = None  #: a file of `transforms`, whose function makes it
    of: tuple[Name, ...] = ()  #: of these lines, in this order
    regimes: tuple[Regime, ...] = ()  #: when a rate was held or managed

    @property
    def parts(self) -> tuple[str, ...]:
        """The lines it is made of; none, if it has keys of its own."""
        return self.cross or self.of

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if [bool(self.keys), bool(self.cross), bool(self.transform and self.of)].count(True) != 1:
            raise ValueError("a line has either keys or cross, or a transform and the lines it is of")
        if self.unit and not self.keys:
            raise ValueError("unit goes with keys: what is made of other lines has the unit that follows from theirs")
        try:
            if self.transform:
                transforms.named(self.transform, len(self.of))
        except SourceError as error:
            raise ValueError(str(error)) from error
        for key in self.keys:
            try:
                _require_possible(key)
            except SourceError as error:
                raise ValueError(str(error)) from error
        return self


@lru_cache(maxsize=4096)  # what is possible stays so, and a story is read once per language
def _require_possible(key: str) -> None:
    """Raise Rejected for a key that no publisher has, so that nobody is told to fetch it."""
    require_key(key)
    publisher, code = key.split("/", 1)
    if publisher not in cache.known_publishers():
        raise Rejected(f"{key}: unknown publisher; known: {', '.join(cache.known_publishers())}")
    if publisher in publishers():
        source(key).indicator(code)  # raises Rejected


class Event(Dated):
    """A dated, neutral sentence with at least one source behind it."""

    id: Name
    label: Text  #: two or three words, as they stand in a figure
    sentence: Text
    role: Role
    kind: Name | None = None  #: what it is about, in the story's own words, for a reader who wants to see only some
    paragraphs: tuple[Annotated[int, Field(ge=1)], ...] = ()  #: ¶ of the article that cites it
    sources: Annotated[tuple[str, ...], Field(min_length=1)]  #: works of the story
    note: Text | None = None

    @model_validator(mode="after")
    def _cited_somewhere(self) -> Self:
        if (self.role == "cited") != bool(self.paragraphs):
            raise ValueError("an event the article cites names its paragraphs, and no other does")
        return self


class _Span(Part):
    start: Day
    end: Day

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}; the end must be later")
        return self


class Band(_Span):
    """A stretch of time shaded behind lines it concerns."""

    id: Name
    label: Text
    lines: Annotated[tuple[Name, ...], Field(min_length=1)]


class Window(_Span):
    """First and last day of a figure."""


class Period(_Span):
    """A stretch of time worth looking at by itself, by name."""

    id: Name
    label: Text


class Flag(Part):
    """An observation that must not be read like the others."""

    date: Day
    note: Text
    line: Name | None = None  #: whose it is, where the panel has others as well


class Change(_Span):
    """A move from one day's value to another's."""


class Panel(Part):
    """One axis of a figure: its lines share a unit."""

    lines: Annotated[tuple[Name, ...], Field(min_length=1)]
    chart: Chart = "line"
    show: Show = "level"
    base: Day | Name | None = None  #: for show = "index" and "since": a day, or an event's id
    scale: Literal["linear", "log"] = "linear"
    values: tuple[Day, ...] = ()  #: days whose value is written at the line
    changes: tuple[Change, ...] = ()  #: moves written at the line, with their percentages
    flags: tuple[Flag, ...] = ()
    optional: bool = False  #: left out, and not missed, as long as nobody has fetched any of its lines

    def flagged(self, line: str) -> tuple[Day, ...]:
        """The days of a line whose observations must not be read like the others."""
        return tuple(flag.date for flag in self.flags if flag.line in (None, line))

    @model_validator(mode="after")
    def _base_of_an_index(self) -> Self:
        if (self.show in ("index", "since")) != (self.base is not None):
            raise ValueError('base goes with show = "index" or "since": a date or the id of an event')
        if self.scale == "log" and self.chart == "bar":
            raise ValueError("bars begin at zero, which a logarithmic scale does not have; draw a line")
        return self


class FigureSpec(Part):
    """What a figure shows; how it is laid out is not the story's concern."""

    id: Name
    title: Text  #: the finding, in words
    subtitle: Text  #: what is measured, where and when
    window: Window
    panels: Annotated[tuple[Panel, ...], Field(min_length=1)]
    events: Literal["all"] | tuple[Name, ...] = "all"
    then_and_now: bool = False  #: what was not known at `article.known_until` is drawn pale
    notes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _something_is_there(self) -> Self:
        if all(panel.optional for panel in self.panels):
            raise ValueError("a figure has a panel that is not optional")
        return self


class PassThrough(Part):
    """An event that may have changed how a line follows a factor: the year before it against the year from it on."""

    id: Name = "pass-through"  #: of its figure
    line: Name
    factor: Name
    event: Name


class Note(Part):
    """Where the article is loose: what its paragraph says and what is the case."""

    paragraph: Annotated[int, Field(ge=1)]
    text: Text


class Story(Part):
    """An article about two countries: works, lines to watch, events, bands, claims and figures."""

    id: Name
    article: Article
    countries: tuple[Country, Country]
    works: dict[str, Work]
    lines: dict[Name, Line]
    events: tuple[Event, ...] = ()
    factor: Name | None = None  #: the line whose returns explain those of all others in an event study
    pass_through: tuple[PassThrough, ...] = ()
    bands: tuple[Band, ...] = ()
    periods: tuple[Period, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: Annotated[tuple[FigureSpec, ...], Field(min_length=1)]
    notes: tuple[Note, ...] = ()
    translations: dict[str, dict[str, str]] = Field(
        default={}
    )  #: per language the story's words in it, where there are any

    @property
    def title(self) -> str:
        """The article's title."""
        return self.article.title or self.id

    def cite(self, key: str) -> str:
        """A work as a label cites it: author and year, with a letter where the story has several of one year."""
        name = self.works[key].name
        alike = [other for other, work in self.works.items() if work.name == name]
        return name if len(alike) == 1 else f"{name}{chr(ord('a') + alike.index(key))}"

    def event(self, event_id: str) -> Event:
        """The event of that id; StoryError if there is none."""
        return _named(self, "event", event_id, {event.id: event for event in self.events})

    def figure(self, figure_id: str) -> FigureSpec:
        """The figure of that id; StoryError if there is none."""
        return _named(self, "figure", figure_id, {figure.id: figure for figure in self.figures})

    def claim(self, claim_id: str) -> Claim:
        """The claim of that id; StoryError if there is none."""
        return _named(self, "claim", claim_id, {claim.id: claim for claim in self.claims})

    @property
    def preferences(self) -> list[tuple[str, ...]]:
        """Per line that is fetched, its keys, best first."""
        return [line.keys for line in self.lines.values() if line.keys]

    def events_of(self, figure: FigureSpec) -> tuple[Event, ...]:
        """A figure's events that touch its window, in the order of time; those of one day as they are listed."""
        chosen = self.events if figure.events == "all" else tuple(self.event(name) for name in figure.events)
        window = figure.window
        return tuple(
            sorted(
                (event for event in chosen if event.start <= window.end and event.end >= window.start),
                key=lambda event: event.date,
            )
        )


def _named(story: Story, kind: str, name: str, known: Mapping[str, _Named]) -> _Named:
    if name not in known:
        raise StoryError(f"{story.id} has no {kind} '{name}'; {kind}s: {', '.join(known)}")
    return known[name]
