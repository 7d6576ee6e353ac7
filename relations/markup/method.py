"""The method: in which order things are done, by which formulas, when no test is made, and after whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import escape

import numpy as np

import sources
from relations import cache
from relations.evidence.before_after import LATE
from relations.evidence.daily import daily
from relations.evidence.placebo import LEAST
from relations.evidence.refusal import MINIMUM
from relations.evidence.windows import AFTER, BEFORE, SLACK
from relations.i18n import say, written
from relations.markup import listing, table
from relations.markup.formulas import formulas, literature
from relations.story import Story
from relations.story.line import line
from relations.story.periods import described
from relations.values import msgid
from sources import SourceError

ORDER = (
    msgid("Redenominations are undone: undo, date, aggregate, transform units, combine, in this order."),
    msgid("Official rates are moved to the day they were set, so that one test never mixes two conventions of dating."),
    msgid("Nothing is interpolated, filled or spliced: a return goes from one observation to the next."),
    msgid("Day 0 is found, a property of the event; then each line’s own windows, whatever days another line has."),
    msgid("What moved, before and after, and the event study: each with its own refusals."),
)


def sections(story: Story) -> dict[str, str]:
    """Per heading its content as markup, in the order in which things are done."""
    refused = say("A refusal is a result: it is printed with its reason and its figures.")
    return {
        say("Order of operations"): listing((escape(say(step)) for step in ORDER), ordered=True),
        say("Formulas"): _table((say("What"), say("Formula"), say("In words")), formulas()),
        say("When no test is made"): f"<p>{escape(refused)}</p>" + _table((say("Reason"), say("When")), refusals()),
        say("Definitions"): _table((say("Word"), say("Meaning")), definitions()),
        say("The days of each line"): _table(
            (say("Line"), say("Copy"), say("Business days without a value")), calendars(story)
        ),
        say("As known when the article appeared"): _known_then(story),
        say("References"): f'<div lang="en">{listing(literature(), ordered=True)}</div>',
    }


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return table(columns, [tuple(map(escape, row)) for row in rows])


def refusals() -> Iterator[tuple[str, str]]:
    """Each reason, and when it is one, in the language spoken."""
    yield say("held"), say("A rate between currencies was held, or one that a cross rate is made of: see the formula.")
    yield say("thin window"), say("There are fewer than {count} returns in the estimation window.", count=MINIMUM)
    yield (
        say("sample too short"),
        say("Fewer than {count} windows that do not overlap can be compared with: no rank.", count=LEAST),
    )
    yield say("coarse date"), say("The event is known to the month or to the year only.")
    yield (
        say("coarse frequency"),
        say("The line is weekly, monthly or annual, or skips days before the event more often than not."),
    )
    yield (
        say("no observation"),
        say("There is none within {days} business days of day 0: no comparison of before and after.", days=LATE),
    )
    yield say("values not positive"), say("A logarithm would be needed of a value of 0 or less.")
    yield say("window not complete"), say("The line begins or ends inside the window.")
    yield (
        say("gap"),
        say("The line’s own window is more than {days} business days longer than asked for.", days=SLACK),
    )
    yield (
        say("factor missing"),
        say("The factor has no value on a day the window begins or ends: a constant mean stands in for the model."),
    )
    yield say("no variation"), say("The factor, or a price, did not move in the estimation window.")
    yield say("not in the cache"), say("There is no copy; a refresh fetches it.")
    yield say("not yet known"), say("The switch to what was known then hides it.")


def definitions() -> Iterator[tuple[str, str]]:
    """Each word, and what it means here, in the language spoken."""
    yield (
        say("Day 0"),
        say(
            "The first business day on or after the event, the same for every line. Business days are Monday to "
            "Friday, holidays or not."
        ),
    )
    yield (
        say("Overlap"),
        say(
            "The window of another event, {before} business days before to {after} after it, shares days with this "
            "one’s: what moved in them cannot be given to one of the two.",
            before=BEFORE,
            after=AFTER,
        ),
    )
    yield (
        say("Cited, context, after"),
        say("● The article says it. ○ We add it; it came before publication. □ It came later."),
    )
    yield (
        say("After"),
        say("The order of time, and nothing else: no number here says that one thing brought about another."),
    )


def calendars(story: Story) -> Iterator[tuple[str, str, str]]:
    """Per line tested by days its copy, and how many business days of the last year before publication it lacks."""
    told, year = story.by_days, str(story.article.known_until.year - 1)
    days = np.arange(year, np.datetime64(year) + 1, dtype="datetime64[D]")
    days = days[np.is_busday(days)]
    for name, one in told.lines.items():
        about = described(told, name, cache.described)
        if about is None or about.frequency != "daily":
            continue
        with suppress(SourceError):
            shown = daily(line(told, name))
            lacks = int((~np.isin(days, shown.days)).sum())
            yield one.label, shown.key, say("{count} of {number} of {year}", count=lacks, number=days.size, year=year)


def _known_then(story: Story) -> str:
    """By which day and by which rules something counts as known."""
    rules = listing(escape(say(rule)) for rule in _rules(story))
    said = say(
        "The switch hides what could not be known on {day}, when the article had appeared. Later revisions of what was "
        "out by then are not undone, except where our own records reach back to that day [9].",
        day=written(story.article.known_until),
    )
    return f"<p>{escape(said)}</p>{rules}"


def _rules(story: Story) -> list[str]:
    """The rules of the publishers whose copies the story's lines show, each once."""
    keys = dict.fromkeys(key for keys in story.preferences for key in keys if cache.is_cached(key))
    return list(dict.fromkeys(sources.published(cache.read(key).indicator).rule for key in keys))
