"""The words that go with a figure: what it shows, for a caption and for a reader who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relations.figures.captions.method import method_sentences
from relations.figures.dates import named
from relations.figures.layout.frame import notes, sources_line
from relations.figures.layout.remarks import changes, number, shaded
from relations.figures.panel import DrawnPanel, Series, unflagged
from relations.i18n import msgid, say, written
from relations.i18n.units import spoken
from relations.story import Event, FigureSpec, Story
from relations.values import Other

KINDS = {"line": msgid("Line chart"), "bar": msgid("Bar chart"), "step": msgid("Step chart")}
#: What is said of one observation, and of more. A publisher's own words may have a preposition: per 1,000 people.
OF_A_UNIT = (
    msgid("{line} in {unit}: {first}."),
    msgid("{line} in {unit}: from {first} to {last}, lowest {low}, highest {high}."),
)
OF_WORDS = (
    msgid("{line}, {unit}: {first}."),
    msgid("{line}, {unit}: from {first} to {last}, lowest {low}, highest {high}."),
)


def caption(story: Story, spec: FigureSpec, panels: Sequence[DrawnPanel], events: Sequence[Event]) -> str:
    """Title and measure, changes with their days, what is shaded, notes, events and sources, as one paragraph."""
    shown = [(series.label, series.shown) for panel in panels for series in panel.series]
    bands = dict.fromkeys(shaded(band) for panel in panels for band in panel.bands)
    moves = dict.fromkeys(note for panel in panels for note in changes(panel))
    parts = [spec.title, spec.subtitle, *moves, *bands, *notes(spec), *marked(story, events), sources_line(shown)]
    return " ".join(map(_ended, parts))


def marked(story: Story, events: Sequence[Event]) -> list[str]:
    """All events of a figure with their days and sources: first those the article cites, with its paragraphs."""
    cited = [event for event in events if event.role == "cited"]
    others = [event for event in events if event.role != "cited"]
    article = story.article.name
    said = [
        say("Events cited in {article}: {events}.", article=article, events=_listed(story, cited)) if cited else "",
        say("Other events: {events}.", events=_listed(story, others)) if others else "",
    ]
    return [words for words in said if words]


def _listed(story: Story, events: Sequence[Event]) -> str:
    return "; ".join(
        f"{event.label}, {written(event.date, event.precision)}"
        f" ({''.join(f'¶{number} ' for number in event.paragraphs).rstrip()}"
        f"{', ' if event.paragraphs else ''}{story.cite(event.sources[0])})"
        for event in events
    )


def _ended(part: str) -> str:
    """A sentence with its full stop, and with one only."""
    return part if part.endswith((".", "?", "!")) else f"{part}."


def alt_text(spec: FigureSpec, panels: Sequence[DrawnPanel], events: Sequence[Event]) -> str:
    """Kind of chart, what each line does in numbers, and the events marked."""
    sentences = [_ended(spec.title)]
    for panel in panels:
        sentences += [f"{say(KINDS[panel.spec.chart])}. {_course(panel, series)}" for series in panel.series]
        sentences += changes(panel)
        sentences += dict.fromkeys(_ended(flag.note) for flag in panel.spec.flags)
    if events:
        marked = "; ".join(f"{event.label}, {written(event.date, event.precision)}" for event in events)
        sentences.append(say("Events marked: {events}.", events=marked))
    return " ".join(sentences)


def _course(panel: DrawnPanel, series: Series) -> str:
    """From where to where a line goes, and between which values; what is flagged is none of them."""
    whole = series.shown.data
    fit = unflagged(panel.spec, series.name, whole)
    data = whole if fit.empty else fit
    low, high = data.iloc[int(data["value"].argmin())], data.iloc[int(data["value"].argmax())]
    first, last = data.iloc[0], data.iloc[-1]
    at = {
        name: f"{number(row['value'])} ({named(series.shown.indicator, row['date'].date())})"
        for name, row in (("first", first), ("last", last), ("low", low), ("high", high))
    }
    one, more = OF_WORDS if isinstance(series.unit, Other) else OF_A_UNIT
    return say(one if len(data) == 1 else more, line=series.label, unit=spoken(series.unit), **at)


def methods(story: Story, panels: Sequence[DrawnPanel], cut: date | None = None) -> str:
    """How the numbers drawn were made from those the publishers print, in the order it was done."""
    return " ".join(method_sentences(story, panels, cut))
