"""A story: an article about two countries, and all that is checked and drawn beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from relations.story.claims import Claim
from relations.story.events import Article, Event, Note, Work
from relations.story.fields import Countries, Name, Part, StoryError
from relations.story.figures import Band, FigureSpec, Period, Window
from relations.story.hue import Hue, hue_of_key, together
from relations.story.pair import Pair, years
from relations.story.series import Line, PassThrough
from relations.values import Country as Nation
from relations.values.nearest import listed

_Named = TypeVar("_Named")
Standard = Literal["money", "cross", "trade", "shares", "votes"]


class Story(Part):
    """An article about two countries: works, lines to watch, events, bands, claims and figures."""

    id: Name
    article: Article  #: the article it is about
    countries: Countries  #: two countries by their codes of ISO 3166: ["KAZ", "RUS"]
    window: Window | None = (
        None  #: the years it is about; None: from two years before the article to the next one's end
    )
    standard: tuple[Standard, ...] | None = None  #: the figures of its pair that it shows; None: all, if it has no own
    works: dict[str, Work]  #: what it cites, by a key
    lines: dict[Name, Line]  #: what it watches beyond the lines of its pair, by name
    events: tuple[Event, ...] = ()  #: what happened when
    factor: Name | None = None  #: the line whose returns explain those of all others in an event study
    pass_through: tuple[PassThrough, ...] = ()  #: events that may have changed how a line follows another
    bands: tuple[Band, ...] = ()  #: stretches of time shaded in figures
    periods: tuple[Period, ...] = ()  #: stretches of time a reader may choose to see
    claims: tuple[Claim, ...] = ()  #: what the article says that numbers can check
    figures: Annotated[tuple[FigureSpec, ...], Field(min_length=1)]  #: its own figures, and words for those of its pair
    notes: tuple[Note, ...] = ()  #: where the article is loose
    translations: dict[str, dict[str, str]] = Field(
        default={}
    )  #: per language the story's words in it, where there are any

    @property
    def pair(self) -> Pair:
        """Its two countries, over the years it is about."""
        one, other = (Nation(code) for code in self.countries)
        return Pair(one, other, *years(self.window, self.article.published))

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

    def hue(self, name: str) -> Hue:
        """Whose a line is, and so its colour in every figure."""
        line = self.lines[name]
        if line.colour:
            return line.colour
        if name == self.factor:
            return "world"
        if line.parts:
            return together(tuple(self.hue(part) for part in line.parts))
        return hue_of_key(line.keys[0], self.countries)

    def base_day(self, base: date | str) -> date:
        """The day whose close is 100: a day, or the one before an event's."""
        return self.event(base).start - timedelta(days=1) if isinstance(base, str) else base

    @property
    def by_days(self) -> Story:
        """The story as statistics of days read it: of a line the copy with the fewest missing days comes first."""
        best = {name: (one.daily, *one.keys) for name, one in self.lines.items() if one.daily in one.keys}
        lines = {name: one.model_copy(update={"keys": best.get(name, one.keys)}) for name, one in self.lines.items()}
        return self.model_copy(update={"lines": lines})

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
        whole = "`relations stories`" if kind == "figure" else f"`relations {kind}s {story.id}`"
        raise StoryError(f"{story.id} has no {kind} '{name}'; {kind}s: {listed(name, known, whole)}")
    return known[name]
