"""How the numbers of a figure were made, sentence by sentence; only what was done to what is drawn is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from relations import cache
from relations.claims.measures import Look
from relations.figures.dates import named
from relations.figures.panel import DrawnPanel, Series, is_quote
from relations.i18n import active, msgid, number, say, written
from relations.story import Story
from relations.story.line import made_of
from relations.values import APPLIES, Rate, business_days


def methods(story: Story, panels: Sequence[DrawnPanel], cut: date | None, *, plate: bool) -> str:
    """How the numbers drawn were made from those the publishers print, in the language spoken.

    Frequency first, then what was computed and in which order, then how it is drawn. A plate draws the numbers of its
    panels, but not on their axes.
    """
    return " ".join(_sentences(story, panels, cut, plate=plate))


def _sentences(story: Story, panels: Sequence[DrawnPanel], cut: date | None, *, plate: bool) -> Iterator[str]:
    kinds = dict.fromkeys(one.shown.indicator.frequency for panel in panels for one in panel.series)
    words = {
        "daily": say("daily"),
        "weekly": say("weekly"),
        "monthly": say("monthly"),
        "quarterly": say("quarterly"),
        "annual": say("annual"),
    }
    computed = {bool(story.lines[one.name].parts) for panel in panels for one in panel.series}
    begun = msgid("Observations as published ({frequencies}); nothing is interpolated, filled or spliced.")
    if computed == {True}:
        begun = msgid(
            "Computed from observations as published ({frequencies}); nothing is interpolated, filled or spliced."
        )
    elif True in computed:
        begun = msgid(
            "Observations as published, and lines computed from such ({frequencies}); nothing is interpolated, filled "
            "or spliced."
        )
    yield say(begun, frequencies=_listed(words[kind] for kind in kinds))
    if days := list(_calendars(panels)):
        yield say("Business days with a value, from a line’s first here to its last: {lines}.", lines=_listed(days))
    if cut is not None:
        yield say("As known on {day}: {rules}.", day=written(cut), rules="; ".join(_rules(story, panels, cut)))
    crosses = {one.name: one.label for panel in panels for one in panel.series if story.lines[one.name].cross}
    yield from _crossed(story, crosses)
    yield from _computed(story, panels)
    yield from dict.fromkeys(sentence for panel in panels for sentence in _formula(story, panel))
    yield from _order(panels, cut, crosses=bool(crosses))
    yield from _drawing(panels, plate=plate)


def _crossed(story: Story, crosses: Mapping[str, str]) -> Iterator[str]:
    """Through which currency the cross rates of those names and labels are made."""
    through: dict[str, list[str]] = {}
    for name, label in crosses.items():
        units = [cache.described(key).unit for key in made_of(story, name).values()]
        first, second = ({unit.quote, unit.base} for unit in units if isinstance(unit, Rate))
        through.setdefault(min(first & second), []).append(label)
    for currency, labels in through.items():
        words = msgid(
            "Cross rate ({lines}): of the rates of both to {currency}, of one publisher, on days that have both."
        )
        if currency == "USD":
            words = msgid(
                "Cross rate ({lines}): (A per dollar) / (B per dollar), of one publisher, on days that have both."
            )
        yield say(words, lines=_listed(labels), currency=currency)


def _computed(story: Story, panels: Sequence[DrawnPanel]) -> Iterator[str]:
    """Per line of a formula the formula, and what the words in it mean."""
    lines = {one.name: story.lines[one.name] for panel in panels for one in panel.series}
    made = [line for line in lines.values() if line.formula]
    for line in made:
        parts = _listed([f"{name}: {story.lines[name].label}" for name in line.parts])
        yield say("{line} = {formula} ({parts}).", line=line.label, formula=line.formula, parts=parts)
    if any("(" in (line.formula or "") and "," in (line.formula or "") for line in made):
        yield say("Mean, sum and last are of whole months, quarters or years: those that lack values are left out.")
    if any(_is_moved(story, one) for panel in panels for one in panel.series):
        yield say("An official rate counts here on the day it was set, the business day before it applies.")


def _is_moved(story: Story, one: Series) -> bool:
    """Whether a line's formula takes official rates for the days they were set, beside a market's or by month."""
    if not story.lines[one.name].formula or one.shown.indicator.dating == APPLIES:
        return False
    return any(cache.described(key).dating == APPLIES for key in made_of(story, one.name).values())


def _calendars(panels: Sequence[DrawnPanel]) -> Iterator[str]:
    """On how many days from Monday to Friday each daily line has a value: each publisher has its own holidays."""
    for one in (series for panel in panels for series in panel.series):
        if one.shown.indicator.frequency == "daily":
            days = one.shown.data["date"].to_numpy().astype("datetime64[D]")
            weekdays = int(np.is_busday(days).sum())
            all_days = int(business_days(days[0], days[-1] + 1))
            yield say("{line} {count} of {days}", line=one.label, count=number(weekdays, 0), days=number(all_days, 0))


def _rules(story: Story, panels: Sequence[DrawnPanel], cut: date) -> Iterator[str]:
    """By which rule the lines' observations count as known."""
    look = Look(story, cut)
    for panel in panels:
        for one in panel.series:
            look.line(one.name)
    yield from dict.fromkeys(say(known.rule) for known in look.hidden.values())
    yield from dict.fromkeys(say(known.caveat) for known in look.hidden.values() if known.caveat)


def _formula(story: Story, panel: DrawnPanel) -> Iterator[str]:
    base = panel.spec.base
    day = "" if base is None else written(story.base_day(base))
    if base and any(is_quote(one.level.indicator.unit, one.hue) for one in panel.series if one.level):
        yield say("The value of a currency is 1 / P, P its quote in units per dollar.")
    match panel.spec.show:
        case "index":
            yield say("Indexed values are 100 × P_t / P_b, b the last observation on or before {day}.", day=day)
        case "since":
            yield say(
                "Changes are 100 × (P_t / P_b − 1) in percent, b the last observation on or before {day}.", day=day
            )
        case "change":
            yield say("Changes are 100 × (P_t / P_s − 1) in percent, s the same period a year before.")
        case "value":
            yield say("The value of a currency is 1 / P, P its quote in units per dollar.")


def _order(panels: Sequence[DrawnPanel], cut: date | None, *, crosses: bool) -> Iterator[str]:
    """The order of operations, where there is another than the cut to the figure's window."""
    words = {"index": say("index"), "since": say("change"), "change": say("change"), "value": say("value")}
    shown = dict.fromkeys(words[panel.spec.show] for panel in panels if panel.spec.show in words)
    steps = [*[say("cross rate")] * crosses, *[say("as known")] * (cut is not None), *shown, say("window")]
    if len(steps) > 1:
        yield say("Order of operations: {steps}.", steps=" → ".join(steps))


def _drawing(panels: Sequence[DrawnPanel], *, plate: bool) -> Iterator[str]:
    logarithmic = [one.label for panel in panels if panel.scale.log for one in panel.series]
    if logarithmic and not plate:
        labels = _listed(logarithmic)
        yield say("The axis of {lines} is logarithmic: equal distances are equal ratios.", lines=labels)
    flagged = sorted({day for panel in panels for day in _flagged(panel)})
    if flagged:
        days = _listed(words for _, words in flagged)
        yield say("Flagged observations (dashed) are drawn as published: {days}.", days=days)


def _flagged(panel: DrawnPanel) -> Iterator[tuple[date, str]]:
    """The flags of observations that are drawn."""
    for one in panel.series:
        days = one.shown.data["date"].to_numpy()
        flags = (day for day in panel.spec.flagged(one.name) if np.datetime64(day) in days)
        yield from ((day, named(one.shown.indicator, day)) for day in flags)


def _listed(words: Iterator[str] | Sequence[str]) -> str:
    """a, b and c, each once, as the language writes it."""
    from babel.lists import format_list

    return format_list(list(dict.fromkeys(words)), locale=active())
