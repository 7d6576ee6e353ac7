"""What the transforms say, in the language spoken: after a template where one fits, else in English, marked as such.

Transforms compute and speak English, for files and commands too. Their short texts are a few words around numbers,
days and units, so a template finds those and says the rest; whole sentences stay English, for a screen reader too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from html import escape

from figures.units import spoken
from locales import active, msgid, number, say, written
from stories import Story, word

#: Why there is no test; transforms/refusal.py and where else a Refusal is made.
REASONS = (
    msgid("{share} % of the daily moves before the event are below {limit} %"),
    msgid("the rate stayed in a band {width} % wide before the event, steps left out"),
    msgid("{count} returns before the event; {minimum} are needed"),
    msgid("known to the year only ({year})"),
    msgid("known to the month only ({keys})"),
    msgid("{keys} is {frequency}; day 0 needs a daily series"),
    msgid("{keys}: none from {day} on"),
    msgid("{keys}: the first after {day} is on {later}, {count} days later"),
    msgid("{day} is after {cut}"),
    msgid("{keys}: nothing was known on {day}"),
    msgid("the series ends {count} trading days after day 0"),
    msgid("a value of 0 or less lies in the windows; it has no logarithm"),
    msgid("the factor did not move before the event"),
)

#: By which rule a verdict is given, and by which formula; transforms/measures.
RULES = (
    msgid("cannot be tested if the observations the measure needs are not there"),
    msgid("cannot be tested if no line of the story measures it"),
    msgid("supported if it fell, and by more than in all but {share} % of equally long windows"),
    msgid("supported if it lost more than {share} % of its dollar value on any day after publication"),
    msgid(
        "supported if the sum is above {value} {unit} under every definition, not borne out if under none, else it "
        "depends on the definition"
    ),
    msgid("supported if every year of {years} is above {year}, not borne out if none is, else it depends on the year"),
    msgid(
        "supported if every line that can be computed fell by at least {share} %, not borne out if none did, else it "
        "depends on the line"
    ),
    msgid(
        "supported if every share is at least {share} %, not borne out if none is, else it depends on the definition"
    ),
    msgid(
        "supported if trade fell more in {year} than in every other year since {since} under every reading, not borne "
        "out if under none, else it depends on the reading"
    ),
    msgid(
        "100 × (later / earlier − 1) of the dollar value, 1 / quote; and the share of all windows of {count} trading "
        "days in the series whose fall is deeper"
    ),
    msgid(
        "100 × (later / earlier − 1); and the share of all windows of {count} trading days in the series whose fall "
        "is deeper"
    ),
    msgid(
        "100 × (dollar value of one {unit} / its value on {day} − 1), first day below −{share} %; days counted from "
        "{published}"
    ),
    msgid("sum of the lines of the year in {unit}, under each definition of what is counted"),
    msgid("{title} + {other}; 100 × (later year / {year} − 1)"),
    msgid("100 × (later / earlier − 1) of each line; a rate between currencies also as its inverse"),
    msgid("100 × trade with the partner / trade with the world, in a year, as its reporter publishes it"),
    msgid("{title} + {other}; change on the year before, in percent and in money, ranked from the deepest fall"),
)

#: Names and units of the numbers of a measure; those with fewer words of their own come later.
NAMES = (
    msgid("as known now"),
    msgid("{name}, as known now"),
    msgid("trading days"),
    msgid("windows"),
    msgid("windows with a deeper fall"),
    msgid("share of windows with a deeper fall, %"),
    msgid("rank"),
    msgid("rank by {unit}"),
    msgid("year"),
    msgid("years compared"),
    msgid("compared with"),
    msgid("came true on"),
    msgid("days after publication"),
    msgid("% of its dollar value"),
    msgid("change of its dollar value, %"),
    msgid("change of the quote, % {unit}"),
    msgid("change, %"),
    msgid("earlier, {unit}"),
    msgid("later, {unit}"),
    msgid("at publication, {unit}"),
    msgid("on that day, {unit}"),
    msgid("first year above {year}"),
    msgid("turnover {year}, {unit}"),
    msgid("share in {name} {year}, %"),
    msgid("change {since} to {year}, %"),
    msgid("change {year}, {unit}"),
    msgid("{name}, earlier, {unit}"),
    msgid("{name}, later, {unit}"),
    msgid("{name}, change of {unit}, %"),
    msgid("{name}, change, %"),
    msgid("% on {year}"),
    msgid("% of {name}"),
    "%",
    "% {unit}",
    "{name}, {unit}",
)

DAY = r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}"
VALUE = r"[−+-]?\d[\d,]*(?:\.\d+)?"
NARROW = {"year": r"\d{4}", "since": r"\d{4}", "years": r"\d{4}(?:(?:, | and )\d{4})*"}
NARROW |= dict.fromkeys(("day", "later", "cut", "published"), DAY)
NARROW |= dict.fromkeys(("share", "limit", "width", "count", "minimum", "value"), VALUE)
AS_IT_IS = {"year", "since", "keys"}


def told(story: Story, text: str, templates: Iterable[str] = ()) -> str:
    """A text of the transforms as markup: after one of the templates, else in English but for the story's own in it."""
    said = text if active() == "en" else _said(story, text, templates)
    return escape(said) if said else _but_for_the_own(story, text)


def _said(story: Story, text: str, templates: Iterable[str]) -> str | None:
    """A text in the language spoken, as a catalogue has it or after a template; None if none has it."""
    if (whole := word(story, spoken(text))) != text:
        return whole
    for template in templates:
        if found := _pattern(template).fullmatch(text):
            return say(template, **{name: _part(story, name, part) for name, part in found.groupdict().items()})
    return None


@lru_cache
def _pattern(template: str) -> re.Pattern[str]:
    """What fits a template."""
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(f"(?P<{part}>{NARROW.get(part, '.+')})" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    )


def _part(story: Story, name: str, part: str) -> str:
    """What stands in a template: a day, a number, or words of ours, of a publisher or of the story."""
    if name in AS_IT_IS:
        return part
    if name == "years":
        return ", ".join(re.findall(NARROW["year"], part))
    if re.fullmatch(DAY, part):
        return written(_day(part))
    if re.fullmatch(VALUE, part):
        return _number(part)
    return _said(story, part, NAMES if name == "name" else ()) or part


def _day(text: str) -> date:
    return date.fromisoformat(text) if text[:4].isdigit() else datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007


def _number(text: str) -> str:
    """With the decimals it has."""
    plain = text.replace(",", "").replace("−", "-")
    return number(float(plain), len(plain.partition(".")[2]), signed=text.startswith("+"))


def _but_for_the_own(story: Story, text: str) -> str:
    """English, but for a sentence of the story's own, such as a caveat of a claim."""
    words = story.translations.get(active(), {})
    own = max((one for one in words if one.endswith(".") and one in text), key=len, default="")
    before, _, after = text.partition(own) if own else (text, "", "")
    return " ".join(filter(None, (english(before.strip()), escape(words.get(own, "")), english(after.strip()))))


def english(text: str) -> str:
    """A text that is English whatever the page's language is, so that it is read out as English."""
    return f'<span lang="en">{escape(text)}</span>' if text else ""
