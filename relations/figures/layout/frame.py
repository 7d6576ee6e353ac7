"""What stands around the panels: title and subtitle above; sources, notes and what the marks of events mean below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from relations.figures import fonts
from relations.figures.layout.ink import Ink
from relations.figures.theme import Style
from relations.i18n import between, say, written
from relations.i18n.units import spoken
from relations.story import Article, Event, FigureSpec
from sources import Snapshot

SMALLER = (1, 0.95, 0.9, 0.85, 0.8)  #: of its size, in which a title may be set
Shown = Sequence[tuple[str, Snapshot]]  #: per line its label and its observations


def title_size(title: str, width: float, style: Style) -> float:
    """The size a title has two lines in: a long one is set a little smaller."""
    sizes = [share * style.sizes.title for share in SMALLER]
    two = (size for size in sizes if len(fonts.wrap(title, size, width, fonts.SEMIBOLD)) <= 2)
    return next(two, sizes[-1])


def head(spec: FigureSpec, width: float, style: Style, y: float = 0.0) -> tuple[Ink, float]:
    """Title and subtitle, from (0, y) down; and their lower edge."""
    ink = Ink()
    for text, size, color, weight in (
        (spec.title, title_size(spec.title, width, style), style.colors.text, fonts.SEMIBOLD),
        (spec.subtitle, style.sizes.subtitle, style.colors.muted, fonts.REGULAR),
    ):
        y = ink.block(fonts.balanced(text, size, width, weight), (0, y), size, color, weight) + 1
    return ink, y


def foot(
    ink: Ink, paragraphs: Iterable[str], width: float, style: Style, y: float = 0.0, strong: Sequence[str] = ()
) -> float:
    """Paragraphs of small type, from (0, y) down, the strong ones in ink; their lower edge."""
    size, colors = style.sizes.note, style.colors
    for words in paragraphs:
        color = colors.text if words in strong else colors.muted
        y = ink.block(fonts.settled(words, size, width), (0, y), size, color) + 1.5
    return y


def notes(spec: FigureSpec, extra: Sequence[str] = ()) -> list[str]:
    """What a reader must know of single observations, once each, and the figure's own notes."""
    flags = [flag.note for panel in spec.panels for flag in panel.flags]
    return [*dict.fromkeys(flags), *extra, *spec.notes]


def sources_line(shown: Shown, absent: Sequence[str] = ()) -> str:
    """The publishers with their lines, when they were asked, and the lines that should be there too."""
    return " ".join(filter(None, (_asked(shown) if shown else "", missing_line(absent) if absent else "")))


def missing_line(absent: Sequence[str]) -> str:
    """That a figure lacks lines, for who sees it and nothing else."""
    return say("Missing: {lines}.", lines=", ".join(absent))


def _asked(shown: Shown) -> str:
    rows = sorted({(snapshot.indicator.publisher, label) for label, snapshot in shown})
    days = sorted(snapshot.retrieved.date() for _, snapshot in shown)
    apart = "; " if any("," in label for _, label in rows) else ", "
    named = [
        f"{spoken(publisher)} ({apart.join(label for _, label in group)})"
        for publisher, group in groupby(rows, key=lambda row: row[0])
    ]
    retrieved = between(days[0], days[-1])
    if len(named) == 1:
        return say("Source: {source}. Retrieved {days}.", source=named[0], days=retrieved)
    return say("Sources: {sources}. Retrieved {days}.", sources="; ".join(named), days=retrieved)


def marks(article: Article, named: Sequence[Event], days: Sequence[Event], *, brief: bool) -> Iterator[str]:
    """What the names and ticks of events mean; `days` are all that are known to the day. Nothing if there are none."""
    cited = any(event.role == "cited" for event in days)
    ticks = len(named) < len(days)
    if ticks:
        yield say("Events known to the day: {named} named, all {count} marked.", named=len(named), count=len(days))
    if cited:
        where = (
            say("cited in the article") if brief else say("cited in the article ({article})", article=_told(article))
        )
        yield say("Bold: {cited}.", cited=where) if ticks else say("Events in bold: {cited}.", cited=where)
    if ticks and any(event.role == "after" for event in days):
        yield say("Open: came later.")
    if days:
        yield say("Names and sources of all: caption.") if ticks else say("Sources of events: caption.")


def _told(article: Article) -> str:
    """The article as a reader of newspapers knows it: who, where, when."""
    parts = (article.short or article.author, article.publisher, written(article.published, article.precision))
    return ", ".join(dict.fromkeys(part for part in parts if part))
