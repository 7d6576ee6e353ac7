"""The article, what it and we cite, and what happened when."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, ValidationInfo, field_validator

from relations.story.fields import Day, Link, Name, Part, Text
from relations.values import When, nested

Precision = Literal["day", "month", "year"]
Role = Literal["cited", "context", "after"]

ROLES: tuple[Role, ...] = get_args(Role)


class Dated(Part):
    """Something that happened on a day, or in a month or a year of which no more is known."""

    date: Day  #: the day, without quotes: 2014-02-11
    precision: Precision = "day"  #: day, month or year: how much of the date is known

    @property
    def start(self) -> Day:
        """First day it can have happened on."""
        return When(self.date, self.precision).day

    @property
    def end(self) -> Day:
        """Last day it can have happened on."""
        return When(self.date, self.precision).last


class Work(Part):
    """A thing one can cite. What is not known of it is left out, never invented."""

    author: Text  #: a person or, where none is named, the body that published it
    year: int | None = None  #: the year it appeared
    title: Text | None = None  #: what it is called
    publisher: Text | None = None  #: who brought it out
    url: Link | None = None  #: its address
    locator: Text | None = None  #: where it stands, if there is no address: an item number, a chapter
    short: Text | None = None  #: the author as a figure's label names it, where `author` is too long for that

    @property
    def name(self) -> str:
        """What a label calls it: author and, if known, year, as in the author–date system of citation."""
        author = self.short or self.author
        return f"{author} {self.year}" if self.year else author

    @property
    def reference(self) -> str:
        """The work in one line: author, year, title, publisher, and the place in it that is cited."""
        title = nested(f"“{self.title}”") if self.title else None
        parts = [self.author, str(self.year) if self.year else "n.d.", title, self.publisher, self.locator]
        return ", ".join(part for part in parts if part)


class Article(Work):
    """The article the story is about."""

    published: Day  #: the day it appeared, without quotes
    precision: Precision = "day"  #: day, month or year: how much of that day is known
    known_until: Day  #: the last day of data its author could have seen


class Event(Dated):
    """A dated, neutral sentence with at least one source behind it."""

    id: Name  #: its name in the story: small letters, digits, hyphens
    label: Text  #: two or three words, as they stand in a figure
    sentence: Text  #: what happened, neutrally, as captions say it
    role: Role  #: cited by the article, context, or after it
    kind: Name | None = None  #: what it is about, in the story's own words, for a reader who wants to see only some
    paragraphs: Annotated[
        tuple[Annotated[int, Field(ge=1)], ...], Field(validate_default=True)
    ] = ()  #: ¶ of the article that cites it
    sources: Annotated[tuple[str, ...], Field(min_length=1)]  #: works of the story
    note: Text | None = None  #: what a reader of its card should know besides

    @field_validator("paragraphs")  # of a field, so that it is said although another field is wrong
    @classmethod
    def _cited_somewhere(cls, value: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        if "role" in info.data and (info.data["role"] == "cited") != bool(value):
            raise ValueError(
                'an event with role = "cited" names its paragraphs, and no other does; write them, or another role'
            )
        return value


class Note(Part):
    """Where the article is loose: what its paragraph says and what is the case."""

    paragraph: Annotated[int, Field(ge=1)]  #: ¶ of the article, from 1
    text: Text  #: what it says and what is the case
