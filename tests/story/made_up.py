"""A story of any two countries, written and drawn from made-up copies: what is wrong with it, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from relations import cache as copies
from relations import story as stories
from relations.authoring.scaffold import Commission, scaffold
from relations.figures import Figure, draw
from relations.figures.options import Options
from relations.i18n import LOCALES, say
from relations.story import Story
from relations.story.events import Dated
from relations.values import Country, Message
from sources import Snapshot, habits, indicator_of, now, observations, source

PUBLISHED = date(2015, 6, 1)
ONE = ("nbp/", "imf_sdmx/", "yahoo/")  #: of whom both sides of a cross rate are taken
LATIN = re.compile(r"\b[a-z]{4,}\b")  #: English words in another language; codes are in capitals


def copy(key: str) -> None:
    """A copy of a key: a value on each first of January, or of every month, that goes up and down."""
    about = indicator_of(key)
    years = range(2010, 2018)
    days = [date(year, month, 1) for year in years for month in ((1,) if about.frequency == "annual" else range(1, 13))]
    copies.write(Snapshot(about, observations(days, [20.0 + (7 * i) % 5 for i in range(len(days))]), now()))


def told(folder: Path, one: str, other: str) -> Story:
    """The story `relations new` writes of two countries."""
    path = folder / "two.toml"
    path.write_text(
        scaffold(Commission(Country(one), Country(other), Dated(date=PUBLISHED), article="https://a.b/c")), "utf-8"
    )
    return stories.load(path)


def wrong(folder: Path, one: str, other: str) -> Iterator[str]:
    """What is wrong with it: keys nobody has, lines without a reason, panels without a word, words of one language."""
    story = told(folder, one, other)
    for name in story.pair.names:
        if not (found := story.pair.line(name)):
            yield f"{name} is neither there nor is it said why not"
        elif isinstance(found, Message):
            yield from (
                f"{name} in '{locale}': {said}" for locale in LOCALES[1:] if _foreign(said := say(found, locale))
            )
    for line in story.lines.values():
        for key in line.keys:
            if not habits(source(key)).has(indicator_of(key).code):
                yield f"{key} cannot be had"
        for key in {*line.keys[:1], *(key for key in line.keys if key.startswith(ONE))}:
            copy(key)
    figure = story.figures[len(one + other) % len(story.figures)]
    for locale in LOCALES:
        yield from _drawn_wrong(draw(story, figure.id, Options(locale=locale)), locale)


def _drawn_wrong(figure: Figure, locale: str) -> Iterator[str]:
    yield from figure.missing
    for panel in figure.panels:
        if not panel.series:
            yield f"{figure.id}: a panel without a line"
    words = [figure.title, figure.subtitle, *(series.label for panel in figure.panels for series in panel.series)]
    yield from (f"'{locale}': {text}" for text in words if locale != LOCALES[0] and _foreign(text))


def _foreign(text: str) -> bool:
    return bool(LATIN.search(re.sub(r"\{.*?\}", "", text)))
