"""What a claim may leave untold that a measure must know: as a draft’s file has it, and as a message again."""

from __future__ import annotations

import re

from relations.values import Message

NEEDS = {  # what no sentence tells a measure, and who writes the story must
    "rank_among": Message("the countries it is among"),
    "vote_on": Message("the symbols of the resolutions"),
    "days_between": Message("the ids of two events"),
    "total": Message("the lines of the sum"),
    "untestable": Message("a series that measures it"),
}
COUNTRIES, DATE, LEVEL = Message("the two countries"), Message("a date"), Message("a level in percent")
PUBLISHED, LINE = Message("the article’s date"), Message("a line")
WHOSE = Message("which of the two countries’ currencies is meant")
FORECAST = Message("a measure of a forecast with a number, or of a fall")
KIND, WAY = Message("whether a level or a change is meant, and since when"), Message("whether it fell or rose")
DAYS, START = Message("the two days it is measured between"), Message("the date it is counted from")
NUMBER = Message("a line in the unit of its number")
MONTHLY = Message("a line by month or quarter, for it tells of a part of a year")
KNOWN = {str(one): one for one in (*NEEDS.values(), *vars().copy().values()) if isinstance(one, Message)}
_NAMED = re.compile("the line ([a-z0-9-]+)")


def needed(text: str) -> Message | str:
    """What a draft's file says is missing as a message again; as it is, if somebody wrote it there in other words."""
    named = _NAMED.fullmatch(text)
    return Message("the line {name}", name=named[1]) if named else KNOWN.get(text, text)
