"""The contract of a figure: `draw` a story's figure at a size and in a theme, and get all that belongs to it.

Drawing is a pure function of its arguments and of the cache: no clock, no network, no randomness.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from relations.cache import one_version
from relations.claims.measures import Look
from relations.evidence.known_then import editions
from relations.figures.captions import caption
from relations.figures.captions.alternative import long, short
from relations.figures.captions.method import methods
from relations.figures.filling import absent, panels
from relations.figures.finding import Check
from relations.figures.generated import clipped
from relations.figures.generated import made as generated
from relations.figures.generated.ranked import ranked_plate
from relations.figures.identity import inputs
from relations.figures.layout.compose import compose
from relations.figures.layout.frame import missing_line
from relations.figures.layout.geometry import Grid
from relations.figures.layout.ink import Spot
from relations.figures.layout.lane import names_at, ranked
from relations.figures.layout.plan import Content
from relations.figures.layout.plate import composed
from relations.figures.options import STANDARD, Options, by_publishers, chosen, edited
from relations.figures.panel import DrawnPanel, Series
from relations.figures.pointer import pointer_data
from relations.figures.spoken_story import translated
from relations.figures.theme import ThemeName
from relations.figures.titles import default, template, told_first, words
from relations.i18n import msgid, say, speaking, written
from relations.story import Event, FigureSpec, Story, Window
from relations.story.line import left_out, made_of
from relations.story.periods import stands
from relations.story.template import measures
from relations.values import Message
from sources import NotCached, Snapshot


@dataclass(frozen=True)
class Figure:
    """A chart and the words, sources and numbers that belong to it."""

    id: str
    story: Story
    options: Options
    title: str
    subtitle: str
    spec: dict[str, Any]  #: Vega-Lite, with its data
    grid: Grid  #: where its panels stand in it
    panels: tuple[DrawnPanel, ...]
    caption: str
    alt: str  #: for who cannot see it: all that it shows, as far as it is told
    alt_short: str  #: the same in a line: kind, finding, turn
    methods: str  #: how the numbers drawn were made, in a sentence or two
    shown: tuple[tuple[str, Snapshot], ...]  #: per line its label and the observations drawn
    copies: dict[str, dict[str, str]]  #: per key drawn the copies it is made of: their labels and keys
    window: Window
    events: tuple[Event, ...]
    missing: tuple[str, ...]  #: why lines of the story are not in it, and what to do
    waiting: tuple[Message, ...]  #: which lines that it can do without nobody has fetched yet
    checks: tuple[Check, ...]  #: what its finding stands on: where one does not hold, the title is neutral
    spots: tuple[Spot, ...]  #: of a plate what a pointer can read off it, in px of the picture

    @property
    def width(self) -> int:
        """In px."""
        return self.grid.width

    @property
    def height(self) -> int:
        """In px."""
        return self.grid.height

    @property
    def is_plate(self) -> bool:
        """Whether it is a plate: its picture is of one time, and has no window that could be moved."""
        return not self.grid.heights

    @property
    def family(self) -> str:
        """The typeface it is drawn with."""
        return str(self.spec["config"]["font"])

    @property
    def base(self) -> date:
        """The day changes are counted from: the base asked for, or the first of the window."""
        base = self.options.base
        return self.window.start if base is None else self.story.base_day(base)

    @property
    def reach(self) -> Window | None:
        """From the first to the last day there is of any of its lines; None if that is no stretch of time."""
        whole = [one.level for panel in self.panels for one in panel.series if one.level]
        starts = [one.first for one in whole]
        ends = [stands(one)[1][-1].astype(date) for one in whole]
        return Window(start=min(starts), end=max(ends)) if whole and min(starts) < max(ends) else None

    @property
    def untrue(self) -> list[str]:
        """What of its finding does not hold, or has no number, so that its title is the neutral one."""
        said = msgid("{figure}: its title is neutral, as its finding does not hold: {check}")
        return [say(said, figure=self.id, check=check) for check in self.checks if check.fails]

    @cached_property
    def pointer(self) -> dict[str, Any]:
        """Its picture on a page, and what a pointer reads off it there, in the language it is drawn in."""
        from relations.figures.files import drawing

        with speaking(self.options.locale):
            panels = self.panels[: len(self.grid.heights)]  # a plate has spots in their place
            spots = [(round(one.x, 1), round(one.y, 1), one.title, one.value, one.of) for one in self.spots]
            read = pointer_data(self.grid, panels, self.events, self.base)
        return read | {"spots": spots, "picture": drawing.svg(self.spec, named=True)}

    @cached_property
    def picture(self) -> str:
        """It as an SVG, for a site that has its words and its typeface: no passport, no file."""
        from relations.figures.files import drawing

        return drawing.svg(self.spec)


@one_version()
def draw(story: Story, figure_id: str, options: Options = STANDARD) -> Figure:
    """Draw a figure of a story from the cache: one of its own or of `generated.figure_ids`, or of the options' block.

    The width is exact; the figure grows in height where its panels would become unreadable, so that no label is
    lost. A panel none of whose lines is in the cache is an empty frame that says so; what is missing is in `missing`.
    Raises StoryError for an unknown figure, line or event, and for letters the typeface does not have, NotCached if
    all its lines are in the cache and none can be drawn, Rejected if none has a value in the window.
    """
    with speaking(options.locale):
        return _draw(translated(story, options.locale), figure_id, options)


def _draw(story: Story, figure_id: str, options: Options) -> Figure:
    cut = story.article.known_until if options.known_then else None
    story = edited(story, options)
    whole = translated(story, options.locale) if options.block else story
    whole, plate = generated(by_publishers(whole, options.publishers), figure_id, known_then=options.known_then)
    if plate is None:  # a plate shows what its number is of, whatever else a viewer chooses
        whole = chosen(whole, figure_id, options)
    spec = whole.figure(figure_id)
    if cut is not None:
        spec = _as_known(whole, spec, cut, own=figure_id in {one.id for one in story.figures})
    elif spec.then_and_now:
        spec = _overlaid(spec, story.article.known_until)
    made = whole if cut is None else clipped(whole, cut)
    look = Look(made, cut)
    framed, problems = panels(made, spec, cut, look.read)
    if not framed:
        raise NotCached("; ".join(problems))
    drawn = [panel for panel in framed if not panel.why]
    if spec.is_ranked and drawn:
        plate = ranked_plate(drawn)
    head = words(look, spec, options)
    framed = told_first(framed, template(look, spec, options))
    drawn = [panel for panel in framed if not panel.why]
    spec = spec.model_copy(update={"title": head.title, "subtitle": head.subtitle})
    events = tuple(event for event in made.events_of(spec) if cut is None or event.start <= cut)
    order = ranked(events, drawn, (*(options.events or ()), *spec.named))
    told_of = sorted(order[: names_at(STANDARD.width)], key=lambda event: event.date)
    alt = plate.alt(spec) if plate else long(head.title, head.subtitle, drawn, told_of)
    order = tuple(sorted(order, key=lambda event: event.id != options.highlight))
    without = absent(made, spec, framed)
    alt = " ".join([alt, *([missing_line(without)] if without else []), *(panel.why for panel in framed if panel.why)])
    content = Content(made, spec, tuple(drawn if plate else framed), events, order, alt, without)
    sheet, grid, spots = composed(content, plate, options) if plate else (*compose(content, options), ())
    if options.transparent:
        sheet["background"] = "transparent"
    return Figure(
        id=spec.id,
        story=story,
        options=options,
        title=spec.title,
        subtitle=spec.subtitle,
        spec=sheet,
        grid=grid,
        panels=content.drawn,
        caption=caption(made, spec, drawn, events, absent(made, spec, drawn)),
        alt=content.description,
        alt_short=plate.alt_short(spec) if plate else short(dict.fromkeys((head.title, head.brief)), drawn),
        methods=methods(made, drawn, cut, plate=plate is not None) if drawn else "",
        shown=tuple(content.shown),
        copies={one.shown.indicator.key: _copies(made, one) for panel in drawn for one in panel.series},
        window=spec.window,
        events=events,
        missing=tuple(problems),
        waiting=tuple(left_out(made, spec.panels)),
        checks=head.checks,
        spots=spots,
    )


def _copies(story: Story, series: Series) -> dict[str, str]:
    """The copies a line is made of, by the labels of their lines; as known then it may be an edition of one."""
    shown = series.shown.indicator.key
    keys = made_of(story, series.name).items()
    return {story.lines[part].label: shown if shown in editions(key) else key for part, key in keys}


def _as_known(story: Story, spec: FigureSpec, cut: date, *, own: bool) -> FigureSpec:
    """The figure up to the cut, with a note of it; a finding of the story's in words alone may have been made later."""
    note = say("As known on {day}: what came later is hidden.", day=written(cut))
    window = spec.window
    if window.start < cut < window.end:
        window = window.model_copy(update={"end": cut})
    title = spec.title if measures(spec.title) or not own else spec.neutral or default(story, spec)
    told = {"notes": (*spec.notes, note), "caption": (*spec.caption, note) if spec.caption else ()}
    return spec.model_copy(update={"title": title, "window": window, **told})


def _overlaid(spec: FigureSpec, known_until: date) -> FigureSpec:
    """The figure with a note of what its two strengths of colour mean."""
    words = say("Full colour: known on {day}. Pale: what came later.", day=written(known_until))
    return spec.model_copy(update={"notes": (words, *spec.notes)})
