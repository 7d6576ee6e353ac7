"""The title of a window that a viewer chose: what each daily line did in it, in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import numpy as np

from relations.claims.measures import Look
from relations.claims.measures import size as rounded
from relations.evidence.worth import watched, worth_of
from relations.i18n import listed, say, written
from relations.i18n.language import between
from relations.story import FigureSpec, Window
from relations.values import Message
from sources import Snapshot, SourceError

LEAST = 2.0  #: points between the deepest or highest and the end from which on both are told
BEYOND = 1.5  #: times the end
DAYS = 550  #: the longest window whose daily lines are told
Seen = tuple[date, float]  #: a day and the change since the first value of the window, in per cent


def zoomed(look: Look, spec: FigureSpec) -> str | None:
    """“8–24 Dec 2014: the rouble lost 21 % by 17 Dec 2014 and ended 2 % down; …”; None where no daily line is in it."""
    if (spec.window.end - spec.window.start).days > DAYS:
        return None
    told = list(dict.fromkeys(_told(look, spec)))
    span = between(spec.window.start, spec.window.end)
    return f"{span}: {'; '.join(told)}" if told else None


def _told(look: Look, spec: FigureSpec) -> Iterator[str]:
    for name in dict.fromkeys(name for panel in spec.panels for name in panel.lines):
        with suppress(SourceError):
            course = _course(look.line(name), spec.window)
            if len(course) > 1:
                yield did(look.story.lines[name].words, course)


def _course(snapshot: Snapshot, window: Window) -> list[Seen]:
    """The worth of a daily line in the window as change since its first value there; nothing of other lines."""
    if snapshot.indicator.frequency != "daily":
        return []
    days, worths = worth_of(snapshot, watched(snapshot.indicator.unit)).course(snapshot)
    inside = (days >= np.datetime64(window.start)) & (days <= np.datetime64(window.end))
    worth = worths[inside]
    if not worth.size or np.isnan(worth).any():
        return []
    return list(zip(days[inside].astype(object), (100 * (worth / worth[0] - 1)).tolist(), strict=True))


def did(name: str, course: list[Seen]) -> str:
    """What a line did: its turning point too, where it ended far from it."""
    end = course[-1][1]
    day, turn = max(course, key=lambda one: abs(one[1]))
    if abs(turn) >= BEYOND * abs(end) and abs(turn - end) >= LEAST:
        known = {"name": name, "size": _size(turn), "day": written(day), "end": _size(end)}
        ways = {
            (True, True): say("{name} lost {size} % by {day} and ended {end} % down", **known),
            (True, False): say("{name} lost {size} % by {day} and ended {end} % up", **known),
            (False, True): say("{name} gained {size} % by {day} and ended {end} % down", **known),
            (False, False): say("{name} gained {size} % by {day} and ended {end} % up", **known),
        }
        return ways[turn < 0, end < 0]
    if _size(end) == _size(0):
        return say(Message.counted("{names} did not move", "{names} did not move", count=1, names=listed([name])))
    if end < 0:
        return say("{name} lost {size} %", name=name, size=_size(end))
    return say("{name} gained {size} %", name=name, size=_size(end))


def _size(change: float) -> str:
    return say(Message("{size}", size=rounded(change)))
