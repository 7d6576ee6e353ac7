"""What a story's file may say and makes no sense: lines nobody has, days without a value, events in no figure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path

from relations import cache
from relations.story import FigureSpec, Panel, Problem, Story, standard
from relations.values import Rate, Unstated, cross
from sources import Habits, NotCached, Rejected, SourceError, habits, indicator_of, publisher_of, source

LONGEST = 34  #: characters of an event's label, beyond which a figure cuts or drops it
REACH = timedelta(days=31)  #: how far back from a day a value is looked for, at most


def sense(story: Story, path: Path) -> Iterator[Problem]:
    """What is wrong with a story that can be read; errors name what was found, and all else is a warning."""
    if story.id != path.stem:
        said = f"the file is called {path.name}; a story is called like its file, so take `id` out"
        yield Problem("id", said, story.id, (path.stem,))
    if story.article.known_until < story.article.published - timedelta(days=31):
        yield Problem(
            "article.known_until", f"lies before the article, of {story.article.published}; its author knew more"
        )
    yield from _lines(story)
    yield from _figures(story)
    yield from _events(story)
    yield from _works(story)


def _lines(story: Story) -> Iterator[Problem]:
    """Keys that no release has, crosses that no publisher can make, lines nothing uses."""
    for name, line in story.lines.items():
        for i, key in enumerate(line.keys):
            if not _can_be_had(key):
                said = f"{key} cannot be had: {publisher_of(key)} is a release without it"
                yield Problem(f"lines.{name}.keys[{i}]", said, key)
        if line.cross and not _solvable(story, *line.cross):
            said = "no publisher has both in one common currency; name keys of one publisher in both lines"
            yield Problem(f"lines.{name}.cross", said, name)


def _can_be_had(key: str) -> bool:
    """Whether there can be a copy of a key, as far as its publisher's module knows."""
    return _habits(publisher_of(key)).has(key.split("/", 1)[1])


@lru_cache(maxsize=64)
def _habits(publisher: str) -> Habits:
    try:
        return habits(source(f"{publisher}/"))
    except SourceError:
        return Habits()


def _solvable(story: Story, over: str, under: str) -> bool:
    """Whether some publisher has both rates, in units that share one currency, as far as is known offline."""
    for a, b in product(story.lines[over].keys, story.lines[under].keys):
        if publisher_of(a) == publisher_of(b):
            with suppress(SourceError):
                one, other = (_described(key) for key in (a, b))
                if Unstated() in (one.unit, other.unit):
                    return True
                if isinstance(one.unit, Rate) and isinstance(other.unit, Rate) and cross(one.unit, other.unit):
                    return True
    return False


_described = lru_cache(maxsize=4096)(indicator_of)


@lru_cache(maxsize=4096)
def _span(key: str) -> tuple[date, date] | None:
    """The first and the last day of a copy; None if there is none that can be read."""
    try:
        copy = cache.glance(key)
    except (NotCached, Rejected):
        return None
    return copy.first, copy.last


def _copy(story: Story, name: str) -> tuple[date, date] | None:
    """The first and the last day of what a line is drawn from now; None if there is nothing."""
    line = story.lines[name]
    spans = [_copy(story, part) for part in line.parts] if line.parts else [
        next((span for key in line.keys if (span := _span(key))), None)
    ]  # fmt: skip
    there = [span for span in spans if span]
    return (max(a for a, _ in there), min(b for _, b in there)) if len(there) == len(spans) else None


def _figures(story: Story) -> Iterator[Problem]:
    """Panels without a value, days that fall off their lines, titles that are still those of the pair."""
    for i, figure in enumerate(story.figures):
        for j, panel in enumerate(figure.panels):
            yield from _panel(story, figure, panel, f"figures[{i}].panels[{j}]")
        plain = standard(story.pair, figure.id)
        if plain and figure.title == plain["title"]:
            yield Problem(f"figures[{i}].title", f"“{figure.id}” has no finding yet; write `title` under its `id`")


def _panel(story: Story, figure: FigureSpec, panel: Panel, place: str) -> Iterator[Problem]:
    spans = {name: _copy(story, name) for name in panel.lines}
    for name, span in spans.items():
        if span is None:
            if not panel.optional:
                yield Problem(
                    f"{place}.lines", f"'{name}' is not in the cache; `relations refresh {story.id}` fetches it"
                )
        elif span[1] < figure.window.start or span[0] > figure.window.end:
            yield Problem(f"{place}.lines", f"'{name}' has no value in the window: it goes from {span[0]} to {span[1]}")
    there = [span for span in spans.values() if span]
    days = [("values", day) for day in panel.values] + [
        ("changes", day) for change in panel.changes for day in (change.start, change.end)
    ]
    for field, day in days:
        if there and not any(first <= day <= last + REACH for first, last in there):
            yield Problem(f"{place}.{field}", f"{day} lies outside of what its lines have; its label is left out")
        elif not figure.window.start <= day <= figure.window.end:
            yield Problem(f"{place}.{field}", f"{day} lies outside of the figure's window; its label is left out")


def _events(story: Story) -> Iterator[Problem]:
    """Events no figure shows, and labels too long to stand in one."""
    shown = {event.id for figure in story.figures for event in story.events_of(figure)}
    for i, event in enumerate(story.events):
        if event.id not in shown:
            yield Problem(f"events[{i}]", f"“{event.id}” is in no figure: none has a window it lies in")
        if len(event.label) > LONGEST:
            yield Problem(
                f"events[{i}].label", f"{len(event.label)} characters; more than {LONGEST} are cut or left out"
            )


def _works(story: Story) -> Iterator[Problem]:
    """Sources nobody can follow."""
    for key, work in story.works.items():
        if not (work.url or work.locator or work.publisher or work.title):
            yield Problem(f"works.{key}", f"{work.author} has no address; write `url`, or where it stands as `locator`")
