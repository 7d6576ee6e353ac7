"""Roll calls of the UN General Assembly: how every member voted, and how often two of them voted alike.

A fixed release. It ends in 2021 on purpose: what later files of this source hold of 2022 to 2024 lacks every vote of
the emergency session on Ukraine, has wrong days, and no Turkey from September 2023. In April 2026 the roll calls left
the deposit. Before 2003 the source's day is a day of the week, so only the month is known.
"""

from __future__ import annotations

from relations.values import Message, msgid, parse_licence
from sources import Computed, Habits, Indicator, unasked
from sources._rollcalls import computed, described, publication

TABLE = "un_votes/rollcalls"  #: where the cache keeps the roll calls
MISSING = msgid("{key}: the cache has no such table; install the program again, it comes with it")

HABITS = Habits(
    fixed=True,
    computed=Computed(
        TABLE, computed, missing=Message(MISSING, key=TABLE), mend="restore the file, it comes with the program"
    ),
    publication=publication,
    offers={"votes": ("{country}/{partner}/agreement",)},
)


def indicator(code: str) -> Indicator:
    """How far two members voted alike in a year; Rejected unless the code is MEMBER/MEMBER/agreement."""
    coders = "UN General Assembly roll calls, coded by Voeten, Strezhnev and Bailey"
    return described("un_votes", code, coders, "https://doi.org/10.7910/DVN/LEJUQZ", parse_licence("CC0 1.0"))


fetch = unasked(
    "the roll calls are a fixed release, of which the shipped table is the newest; "
    "un_digital_library/{code} is computed from those of the UN's own library"
)
