"""UN Digital Library: roll calls of the General Assembly as the UN's own library records them, to the present.

It lets no program in: a person downloads the file, and `relations rollcalls FILE` makes a table of it in that person's
cache, which is as far as its terms go. `un_votes`, which is shipped, has votes on paragraphs and on what was not
adopted as well, so that the agreement of two members in a year is another number there.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from relations.values import Message, msgid, parse_licence
from sources import Computed, FetchFailed, Habits, Indicator, Rejected, unasked
from sources._fetch.answers import day
from sources._rollcalls import computed, described, publication

TABLE = "un_digital_library/rollcalls"  #: where the cache keeps the table
RECORD = "https://digitallibrary.un.org/record/4060887"
MISSING = msgid("{key}: the cache has no such table; download the CSV of {record}, then `relations rollcalls FILE`")
PUBLISHER = "United Nations, Dag Hammarskjöld Library, General Assembly Voting Data"
TERMS = "Non-commercial use with attribution to the United Nations Digital Library (redistribution: no)"

_LETTERS = {"Y": "Y", "A": "A", "N": "N", "X": "-"}
_TOTALS = {"yes": ("total_yes", "Y"), "abstain": ("total_abstentions", "A"), "no": ("total_no", "N")}
_COLUMNS = {"undl_id", "ms_code", "ms_vote", "date", "resolution", "title", *(name for name, _ in _TOTALS.values())}


def indicator(code: str) -> Indicator:
    """How far two members voted alike in a year; Rejected unless the code is MEMBER/MEMBER/agreement."""
    return described("un_digital_library", code, PUBLISHER, RECORD, parse_licence(TERMS))


fetch = unasked(f"{RECORD} turns programs away; download its CSV, then `relations rollcalls FILE`")


@dataclass
class _Call:
    """A roll call while its rows are read: what was voted on, the totals as printed, and votes by member."""

    about: tuple[str, str, str]
    totals: dict[str, str]
    votes: dict[str, str] = field(default_factory=dict)


def table(lines: Iterable[str], file: str, retrieved: datetime) -> tuple[dict[str, str], str]:
    """The library's CSV, a row per member and resolution, as our table: its header and its rows.

    `file` is its name. Roll calls without a readable day and votes without a member's code are left out, and counted
    in the header. Rejected if it is another file, or part of one.
    """
    calls, nameless = _calls(csv.DictReader(lines), file)
    dated = {number: when for number, call in calls.items() if (when := _day(call.about[0]))}
    if not dated:
        raise Rejected(f"{file} has no roll call; download the CSV of {RECORD}")
    members = sorted({member for call in calls.values() for member in call.votes})
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerow(["date", "symbol", "title", *_TOTALS, "votes"])
    for number in sorted(dated, key=lambda number: (dated[number], number)):
        call = calls[number]
        letters = "".join(call.votes.get(member, ".") for member in members)
        writer.writerow([dated[number], *call.about[1:], *(_total(call, name) for name in _TOTALS), letters])
    header = {
        "key": TABLE,
        "title": "Roll calls of the UN General Assembly on what it adopted, votes of all members",
        "unit": "one letter per member in the order of `members`: Y yes, A abstained, N no, - absent, . no member",
        "frequency": "irregular",
        "publisher": PUBLISHER,
        "url": RECORD,
        "licence": TERMS,
        "coverage": f"{min(dated.values()):%Y-%m} to {max(dated.values()):%Y-%m}",
        "source": file,
        "left out": f"{len(calls) - len(dated)} roll calls without a day, {nameless} votes without a member",
        "members": " ".join(members),
        "retrieved": f"{retrieved:%Y-%m-%dT%H:%M:%SZ}",
    }
    return header, rows.getvalue()


def _calls(rows: csv.DictReader[str], file: str) -> tuple[dict[str, _Call], int]:
    """The roll calls by the library's numbers, and how many votes name no member."""
    if missing := sorted(_COLUMNS - {*(rows.fieldnames or ())}):
        raise Rejected(f"{file} is no list of votes, it lacks {', '.join(missing)}; download the CSV of {RECORD}")
    calls: dict[str, _Call] = {}
    nameless = 0
    for row in rows:
        if None in row.values():
            raise Rejected(f"{file} ends in the middle of line {rows.line_num}; download it again")
        about = row["date"], _line(row["resolution"]), _line(row["title"])
        call = calls.setdefault(
            row["undl_id"], _Call(about, {name: row[column] for name, (column, _) in _TOTALS.items()})
        )
        member, letter = row["ms_code"].strip(), _LETTERS.get(row["ms_vote"].strip())
        if letter is None or call.votes.setdefault(member, letter) != letter:
            raise Rejected(
                f"{file}: line {rows.line_num} says {row['ms_vote']!r} of {member}; allowed is one of Y A N X"
            )
        nameless += not member
    for call in calls.values():
        call.votes.pop("", None)
    return calls, nameless


def _line(text: str) -> str:
    """A text on one line, without the sign that begins a comment in our tables."""
    return " ".join(text.replace("#", " ").split())


def _day(text: str) -> date | None:
    try:
        return day(text, "%Y-%m-%d")
    except FetchFailed:
        return None


def _total(call: _Call, name: str) -> int:
    """How many voted so: as printed, 120.0, or counted where nothing is."""
    printed, letter = call.totals[name], _TOTALS[name][1]
    try:
        return int(float(printed))
    except (ValueError, OverflowError):
        return Counter(call.votes.values())[letter]


HABITS = Habits(
    computed=Computed(
        TABLE, computed, missing=Message(MISSING, key=TABLE, record=RECORD), mend="import it again", read=table
    ),
    publication=publication,
    example="KAZ/RUS/agreement",
    place=1,
)
