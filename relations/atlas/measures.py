"""The numbers of one pair: turnover, shares, mirror ratios and co-movement by year, each as the product computes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

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
from sources import Indicator, NotCached, Snapshot, SourceError

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


@dataclass(frozen=True)
class Place:
    """Where rows belong: their countries, their measure and their line."""

    one: str
    other: str
    measure: Measure
    of: str

    def row(self) -> Row:
        """One without anything else."""
        return Row(self.one, self.other, self.measure, self.of)

    def missing(self, why: str, words: object) -> Row:
        """That there is no number, and why."""
        return replace(self.row(), why=why, reason=english(words))


def trade(story: Story, flags: Flags) -> Iterator[Row]:
    """Turnover, shares and mirror ratios of the two countries, by year."""
    look = Look(story)
    for measure, names in YEARLY.items():
        for name in names:
            place = Place(*story.countries, measure, name)
            yield from told(place, story, (name,), partial(_yearly, place, look, name, flags))
    for flow, names in MIRRORS.items():
        place = Place(*story.countries, "mirror", flow)
        yield from told(place, story, names, partial(_mirror, place, look, names))


def told(place: Place, story: Story, names: Iterable[str], make: Callable[[], Iterable[Row]]) -> list[Row]:
    """The rows that `make` makes of these lines; where they cannot be made, one that says why."""
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


def _yearly(place: Place, look: Look, name: str, flags: Flags) -> Iterator[Row]:
    """A line's values by year and their changes: of money and counts in percent, else in points."""
    shown, keys = look.line(name), tuple(made_of(look.story, name).values())
    series, relative = by_year(shown), isinstance(shown.indicator.unit, Money | Count)
    about = replace(_about(place.row(), shown.indicator, keys), retrieved=shown.retrieved.date())
    odd = {int(year): flags[key, int(year)] for year in series.index for key in keys if (key, int(year)) in flags}
    yield from by_years(about, series, shown.indicator.unit, relative=relative, notes=odd)


def by_years(
    about: Row, series: pd.Series[float], unit: Unit | str, *, relative: bool, notes: Mapping[int, str] = {}
) -> Iterator[Row]:
    """A row per year of a series, with the change on the year before; a note stands by the year after it as well."""
    values, moved = (_by_year(one) for one in (series, changes(series, relative=relative)))
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


def _by_year(series: pd.Series[float]) -> dict[int, float]:
    return {int(year): float(value) for year, value in zip(series.index.tolist(), series.tolist(), strict=True)}


def _mirror(place: Place, look: Look, names: tuple[str, ...]) -> Iterator[Row]:
    """Imports over exports by year, where both report them; a ratio far from 1 is noted."""
    exports, imports = (look.line(name) for name in names)
    ratio = reported(exports, imports)
    if ratio.empty:
        yield place.missing("refused", Message("no year is reported by both sides"))
        return
    far = english(Message(APART, low=str(LOW), high=str(HIGH)))
    about = _of_both(place.row(), exports, imports)
    notes = dict.fromkeys((int(str(year)) for year in outside(ratio).index), far)
    for row in by_years(about, ratio, RATIO, relative=False):
        yield replace(row, change=None, change_unit="", before=None, note=notes.get(row.year or 0, ""))


def _of_both(row: Row, *both: Snapshot) -> Row:
    keys = tuple(one.indicator.key for one in both)
    return replace(_about(row, both[0].indicator, keys), retrieved=min(one.retrieved for one in both).date())


def _about(row: Row, about: Indicator, keys: Iterable[str]) -> Row:
    """Who says so, and on which terms."""
    return replace(row, publisher=about.publisher, keys=" ".join(keys), licence=str(about.licence))
