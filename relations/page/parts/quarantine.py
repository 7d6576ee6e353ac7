"""What is held back, drawn among the numbers around it; where a refresh is allowed, to be let in or left."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from html import escape
from math import isfinite
from pathlib import Path

import pandas as pd
import streamlit as st

from relations import cache
from relations.i18n import number, say
from relations.page import note
from relations.page.parts import refreshing
from relations.page.parts.records import dated, english, heading, html, known, short, values
from relations.refresh.quarantine import Held, alike, span
from sources import SourceError

LEFT, REFUSED = "quarantine-left", "quarantine-refused"  #: where the session keeps what was left, and an error
AROUND = 20  #: rows drawn on either side
OFFERED = 10  #: groups at a time
Point = tuple[pd.Timestamp, float]
_ROOT = str(Path(__file__).parents[3])


def show(waiting: Sequence[Held]) -> None:
    """A block for each group that waits for one reason; nothing if there is none."""
    groups = sorted(alike(waiting), key=lambda rows: not isfinite(rows[0].value))
    if not groups:
        return
    if problem := st.session_state.pop(REFUSED, ""):
        note(problem, "error")
    what = say("What looked wrong is not in the cache. Compare it with the publisher; if it is right, let it in.")
    html(heading(say("In quarantine"), len(waiting)) + f"<p>{escape(what)}</p>")
    left = st.session_state.setdefault(LEFT, set())
    for rows in [rows for rows in groups if _id(rows) not in left][:OFFERED]:
        html(_block(rows))
        if refreshing.allowed() and isfinite(rows[0].value):
            _offer(rows)
    rest = len(groups) - OFFERED
    if rest > 0:
        more = say("{count} more", count=rest)
        html(f"<p><small>{escape(more)}</small></p>")


def _id(rows: Sequence[Held]) -> str:
    return f"{rows[0].key} {span([row.day for row in rows])}"


def _offer(rows: Sequence[Held]) -> None:
    """Two buttons: what to do with a group."""
    name = _id(rows)
    with st.container(horizontal=True):
        st.button(say("Let in"), key=f"accept {name}", on_click=_accept, args=(rows[0].key, name.split()[-1]))
        st.button(say("Leave outside"), key=f"leave {name}", on_click=st.session_state[LEFT].add, args=(name,))


def _accept(key: str, days: str) -> None:
    """Let days of a key in, by the command, in a process of its own: it records what then reads otherwise."""
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", "relations", "accept", key, days]
    with st.spinner(say("Letting it in, and looking what then reads otherwise …")):
        done = subprocess.run(  # noqa: S603 (ourselves; key and days are of our own record)
            command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False
        )
    if done.returncode:
        st.session_state[REFUSED] = done.stderr.strip() or say("It could not be let in.")


def _block(rows: Sequence[Held]) -> str:
    """What is held back of an indicator, why, how it looks, and the command that lets it in."""
    one, last = rows[0], rows[-1]
    days = dated(one.key, one.day) + (f" – {dated(one.key, last.day)} ({number(len(rows), 0)})" if rows[1:] else "")
    value = short(values(one.value)[0]) if isfinite(one.value) else "–"
    nothing = say("nothing to let in")
    command = f"<code>relations accept {escape(_id(rows))}</code>" if isfinite(one.value) else escape(nothing)
    return (
        f'<div class="held"><div>{known(one.key)}</div>{_picture(rows)}'
        f"<p>{escape(days)}: <b>{value}</b> {english(one.reason)}<br>"
        f"<small>{command}</small></p></div>"
    )


def _picture(rows: Sequence[Held]) -> str:
    """The copy's rows around those held back, as dots, and these as crosses; nothing if there is nothing to draw."""
    held = [(pd.Timestamp(row.day), row.value) for row in rows if isfinite(row.value)]
    try:
        data = cache.read(rows[0].key).data
    except SourceError:
        data = pd.DataFrame({"date": pd.to_datetime([]), "value": []})
    first, end = (int(data["date"].searchsorted(pd.Timestamp(rows[at].day))) for at in (0, -1))
    near = data.iloc[max(0, first - AROUND) : end + AROUND]
    known_ = list(zip(near["date"], near["value"], strict=True))
    if not held or not known_:
        return ""
    place = _scale([*known_, *held])
    dots = "".join(f'<i style="{place(point)}"></i>' for point in known_)
    crosses = "".join(f'<b style="{place(point)}">×</b>' for point in held)
    said = say("{count} values around, and what is held back as crosses", count=number(len(known_), 0))
    return f'<div class="around" role="img" aria-label="{escape(said)}">{dots}{crosses}</div>'


def _scale(points: Sequence[Point]) -> Callable[[Point], str]:
    """Where a point stands in the picture, as a style."""
    days, sizes = [day.toordinal() for day, _ in points], [value for _, value in points]
    wide, high = max(days) - min(days) or 1, max(sizes) - min(sizes) or 1.0

    def place(point: Point) -> str:
        along, up = (point[0].toordinal() - min(days)) / wide, (point[1] - min(sizes)) / high
        return f"left:{100 * along:.1f}%;bottom:{100 * up:.1f}%"

    return place
