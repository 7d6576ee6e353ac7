"""What a file of any form is read into: blocks in their order, a title and a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from relations.draft import russian
from relations.draft.words import months, one_of

Stamp = tuple[date, str]  #: a date and its precision
BYLINE = re.compile(r"(?:[\w .,-]{0,60}[,|•·] ?)?\d{1,2} [а-я]+ \d{4} г(?:ода|\.)?")  #: it may end in a full stop
#: Where and when an agency sent it: "SEOUL, Nov 29 (Reuters) - ", "МИНСК, 3 апр — РИА Новости. "
DATELINE = re.compile(
    r"(?=[A-ZА-ЯЁ]{3})[A-ZА-ЯЁ .,/’'-]{3,40}?"
    r"(?:, ?(?:[^\W\d]{3,9}\.? \d{1,2}|\d{1,2} [^\W\d]{3,9})(?:,? \d{4})?|,? ?\([A-ZА-ЯЁ][\w /-]{1,30}\)){1,2}"
    r"(?: ?[-–—]{1,2} (?:РИА Новости\. )?|\. ?/[А-ЯЁ ]+/\. )"
)
NOTE_MARK = re.compile(r"\s?\[\^?[\w-]{1,12}\](?=[\s.,;:)”’]|$)")


@dataclass(frozen=True)
class Block:
    """A piece of a page; `emphasised` if all of it is in italics."""

    kind: Literal["heading", "text", "item", "quote"]
    text: str
    emphasised: bool = False


@dataclass(frozen=True)
class Page:
    """What a file has: its title and date, where it names them, and its blocks."""

    title: str = ""
    published: Stamp | None = None
    blocks: list[Block] = field(default_factory=list)


def stamp(text: str) -> Stamp | None:
    """The first date in a line such as a byline: 2013-08-20, 20 August 2013, August 20, 2013, August 2013."""
    name = one_of(months()) + "|" + russian.one_of(russian.months())
    patterns = (
        r"(?P<y>(?:19|20)\d\d)-(?P<n>\d\d)-(?P<d>\d\d)",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{name})\.?,? (?P<y>\d{{4}})",
        rf"(?P<m>{name})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})",
        rf"(?P<m>{name})\.?,? (?P<y>\d{{4}})",
        r"^(?P<y>(?:19|20)\d\d)-(?P<n>\d\d)$",
        r"\b(?P<d>\d\d)\.(?P<n>\d\d)\.(?P<y>(?:19|20)\d\d)\b",
    )
    for pattern in patterns:
        if found := re.search(pattern, text, re.IGNORECASE):
            parts = found.groupdict()
            month = int(parts["n"]) if "n" in parts else months()[parts["m"].lower()]
            try:
                return date(int(parts["y"]), month, int(parts.get("d") or 1)), "day" if "d" in parts else "month"
            except ValueError:
                continue
    return None


def spaced(text: str) -> str:
    """A text on one line, without the numbers of its notes and without soft hyphens."""
    return NOTE_MARK.sub("", " ".join(text.replace("\u00ad", "").split()))
