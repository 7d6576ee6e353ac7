"""Numbers of the evidence in words: changes both ways, ranks, windows, days, sources."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from relations.i18n import change, percent, say, together, written
from relations.i18n import number as in_digits
from relations.i18n import weekday as day_of_week
from relations.markup import citation
from relations.story import Event, Story
from relations.values import Rate, Unit
from relations.values.number import BOUND, BOUND_IN_ENGLISH, NO_BREAK

if TYPE_CHECKING:
    from relations.evidence.placebo import Rank

_JOINED = "\u2060"  #: has no width, and no line ends at it
#: Of markup what is no running text, to be passed over; a space before a unit; the place before the case of 51 %-ға.
_APART = re.compile(
    rf"<(script|style|svg|pre|code)\b.*?</\1>|<[^>]*>|(?<=\d) (?=(?:{BOUND}|{BOUND_IN_ENGLISH})(?!\w))|(?<=%-)(?=\w)",
    re.DOTALL,
)


def unparted(markup: str) -> str:
    """The same markup, in whose text no line ends between a number and its unit."""
    return _APART.sub(lambda found: {" ": NO_BREAK, "": _JOINED}.get(found[0], found[0]), markup)


def signed(number: float, digits: int | None = None, unit: str = " %") -> str:
    """A change with its sign, +18.6 %, with so many decimals or as many digits as tell it from none."""
    return together(f"{change(number) if digits is None else in_digits(number, digits, signed=True)}{unit}")


def both_ways(quote: float, value: float | None, unit: Unit | None) -> str:
    """A change in words: for a rate between currencies what either of them gained or lost in the other."""
    if value is None or not isinstance(unit, Rate):
        return signed(quote)
    return f"{unit.base} {signed(quote)}, {unit.quote} {signed(value)}"


def share(rank: float) -> str:
    """A placebo rank as a percentage, with as many digits as tell it from zero."""
    return percent(100 * rank, 2 if 100 * rank < 1 else 1)


def span(window: tuple[int, int]) -> str:
    """An event window as the literature writes it: [−1,+1], [0,+10]."""
    first, last = (f"{day:+d}" if day else "0" for day in window)
    return f"[{first},{last}]".replace("-", "−")


def ranked(found: Rank | None) -> str:
    """A rank with how many windows it is among, and the word for it; markup."""
    if found is None:
        return "–"
    among = say(
        "of {count} windows ({apart} that do not overlap)",
        count=in_digits(found.windows, 0),
        apart=in_digits(found.apart, 0),
    )
    error = say("± {error}", error=share(found.error))
    word = f"<br><strong>{escape(say(found.word))}</strong>" if found.word else ""
    return f"{share(found.share)} <small>{escape(error)}</small>{word}<br><small>{escape(among)}</small>"


def source_links(story: Story, keys: tuple[str, ...]) -> str:
    """Works as links, one after the other; markup."""
    return "; ".join(citation(story, key) for key in keys)


def when(event: Event) -> str:
    """Tue 11 Feb 2014; no weekday where the day is not known."""
    weekday = f"{day_of_week(event.date, short=True)} " if event.precision == "day" else ""
    return f"{weekday}{written(event.date, event.precision)}"
