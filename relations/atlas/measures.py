"""The numbers of one pair: turnover, shares, mirror ratios and co-movement by year, each as the product computes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from relations.atlas.row import Measure, Row, english
from relations.cache import is_private
from relations.claims.look import Look
from relations.claims.measures import PERCENT, by_year
from relations.claims.measures.mirror import HIGH, LOW, outside, reported
from relations.claims.yearly import changes
from relations.story import Story
from relations.story.line import made_of
from relations.values import Count, Message, Money, Unit, msgid
from sources import NotCached, SourceError

YEARLY: dict[Measure, tuple[str, ...]] = {
    "turnover": ("turnover", "partner-turnover"),
    "share": ("exports-share", "imports-share", "partner-exports-share", "partner-imports-share"),
}
#: Per flow of the first country the exporter's report and the importer's.
MIRRORS = {"exports": ("exports", "partner-imports"), "imports": ("partner-exports", "imports")}
RATIO = "imports as reported over exports as reported"
APART = msgid("the two reports are further apart than {low} to {high}")
WITHHELD = msgid("the terms of {keys} do not allow to pass its numbers on")
Flags = Mapping[tuple[str, int], str]  #: by key and year what is odd about a value


def trade(story: Story, flags: Flags) -> Iterator[Row]:
    """Turnover, shares and mirror ratios of the two countries, by year."""
    look = Look(story)
    for measure, names in YEARLY.items():
        for name in names:
            place = Row(*story.countries, measure, name)
            yield from told(place, story, (name,), partial(_yearly, place, look, name, flags))
    for flow, names in MIRRORS.items():
        place = Row(*story.countries, "mirror", flow)
        yield from told(place, story, names, partial(_mirror, place, look, names))


def told(place: Row, story: Story, names: Iterable[str], make: Callable[[], Iterable[Row]]) -> list[Row]:
    """The rows that `make` makes of these lines; where they cannot be made, the one of their place says why."""
    for name in names:
        if name not in story.lines:
            return [place.missing("cannot be", _absent(story, name))]
    try:
        if private := [key for name in names for key in made_of(story, name).values() if is_private(key)]:
            return [place.missing("withheld", Message(WITHHELD, keys=", ".join(private)))]
        return list(make())
    except NotCached as error:
        return [place.missing("not fetched", error.message)]
    except SourceError as error:
        return [place.missing("refused", error.message)]


def _absent(story: Story, name: str) -> object:
    """Why the two countries have no such line: that of its parts, if it is made of some."""
    found = story.pair.line(name)
    parts = getattr(found, "turnover", None) or ()
    return next((reason for part in parts if (reason := story.pair.line(part)) and isinstance(reason, Message)), found)


def _yearly(place: Row, look: Look, name: str, flags: Flags) -> Iterator[Row]:
    """A line's values by year and their changes: of money and counts in percent, else in points."""
    shown, keys = look.line(name), tuple(made_of(look.story, name).values())
    series, relative = by_year(shown), isinstance(shown.indicator.unit, Money | Count)
    about = place.by(shown.indicator, keys, shown.retrieved)
    odd = {int(year): flags[key, int(year)] for year in series.index for key in keys if (key, int(year)) in flags}
    yield from by_years(about, series, shown.indicator.unit, relative=relative, notes=odd)


def by_years(
    about: Row, series: pd.Series[float], unit: Unit | str, *, relative: bool, notes: Mapping[int, str] = {}
) -> Iterator[Row]:
    """A row per year of a series, with the change on the year before; a note stands by the year after it as well."""
    values: dict[Any, float] = series.to_dict()
    moved: dict[Any, float] = changes(series, relative=relative).to_dict()
    written, moves_in = str(unit), str(PERCENT) if relative else "points"
    for year, value in values.items():
        change = moved.get(year)
        odd = (notes.get(year), notes.get(year - 1) if change is not None else None)
        yield replace(
            about,
            year=year,
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            value=value,
            unit=written,
            before=None if change is None else values[year - 1],
            change=change,
            change_unit="" if change is None else moves_in,
            note="; ".join(filter(None, dict.fromkeys(odd))),
        )


def _mirror(place: Row, look: Look, names: tuple[str, ...]) -> Iterator[Row]:
    """Imports over exports by year, where both report them; a ratio far from 1 is noted."""
    exports, imports = (look.line(name) for name in names)
    ratio = reported(exports, imports)
    if ratio.empty:
        yield place.missing("refused", Message("no year is reported by both sides"))
        return
    far = english(Message(APART, low=str(LOW), high=str(HIGH)))
    keys = (one.indicator.key for one in (exports, imports))
    about = place.by(exports.indicator, keys, min(exports.retrieved, imports.retrieved))
    notes = dict.fromkeys((int(str(year)) for year in outside(ratio).index), far)
    for row in by_years(about, ratio, RATIO, relative=False):
        yield replace(row, change=None, change_unit="", before=None, note=notes.get(row.year or 0, ""))
