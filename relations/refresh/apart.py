"""A refresh beside a server: in a process of its own, so that nobody who looks at a page ever waits for it.

To parse publishers' answers and to import their libraries takes seconds of an interpreter, and a thread of the server
would take them from all its viewers. A process takes none, brings no memory that stays, and one that is killed breaks
nothing. It holds the lock of `relations refresh`, for it is the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import sources
from relations.refresh.outcome import Outcome
from relations.refresh.run import Event

COMMAND = [sys.executable, "-P", "-m", "relations.news"]  # -P: a file in the working folder must not pass for ours
PAUSE = timedelta(minutes=10)  #: between a run and the next: a bored viewer gets no server banned by a publisher
MOST = 24  #: runs a day
WAIT = 1.0  #: seconds for another writer; whoever looks at a page wants to know at once that another run goes on
_ROOT = str(Path(__file__).parents[2])


@dataclass(frozen=True)
class Course:
    """The state of a run at one moment; it is never changed, the desk replaces it by a new one at each news."""

    name: str  #: what it was begun for
    began: datetime
    events: Mapping[str, Event] = field(default_factory=dict)  #: the last of each key, in the order of asking
    ended: datetime | None = None
    problem: str | None = None  #: what kept it from running, or ended it early

    @property
    def outcomes(self) -> list[Outcome]:
        """The outcomes of the indicators that are finished."""
        return [event.outcome for event in self.events.values() if event.outcome]

    @property
    def whole(self) -> bool:
        """Whether something was asked for and all of it is done."""
        return bool(self.events) and len(self.outcomes) == len(self.events)


class Desk:
    """Where a server's viewers start a refresh: only one runs at a time, and all viewers see its progress."""

    def __init__(self) -> None:
        self.course: Course | None = None  #: the run that goes on, or the last one
        self.begun: list[datetime] = []  #: the runs of the last day
        self._begin = Lock()

    @property
    def busy(self) -> bool:
        """Whether a refresh started by this server is running."""
        return self.course is not None and self.course.ended is None

    @property
    def opens(self) -> datetime | None:
        """When the next run may begin: after a pause, and so many a day; None if at once."""
        now, day = sources.now(), timedelta(days=1)
        self.begun = [one for one in self.begun if now - one < day]
        waits = [self.begun[0] + day] if len(self.begun) >= MOST else []
        waits += [self.course.ended + PAUSE] if self.course and self.course.ended else []
        return max((one for one in waits if one > now), default=None)

    def begin(self, name: str, lines: Sequence[Sequence[str]], *, everything: bool = False) -> bool:
        """Start a run and return at once; while another run of this server goes on, or before it `opens`, return False.

        A run of another process is noticed by the one begun, which ends with that problem.
        """
        with self._begin:
            if self.busy or self.opens:
                return False
            self.course = Course(name, sources.now())
            self.begun.append(self.course.began)
        asked = json.dumps({"lines": [list(line) for line in lines], "everything": everything, "wait": WAIT})
        Thread(target=self._follow, args=(self.course, asked), name="refresh", daemon=True).start()
        return True

    def _follow(self, course: Course, asked: str) -> None:
        """Follow a run to its end; whatever happens, the course then says that it has ended."""
        try:
            with _started(asked) as child:
                for line in child.stdout or ():
                    self.course = course = _heard(course, json.loads(line))
            if child.returncode and not course.problem and not course.whole:
                course = replace(course, problem=_cut_short(child.returncode))
        except (OSError, ValueError) as error:
            course = replace(course, problem=f"the refresh could not be run ({error}); the copies stand, try again")
        finally:
            self.course = replace(course, ended=sources.now())


def _started(asked: str) -> subprocess.Popen[str]:
    """Start the process in a session of its own: a Ctrl-C that ends the server lets it finish in good order."""
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603 (ourselves; what a story lists is data to it)
        [*COMMAND, asked],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "RELATIONS_SERVED": ""},  # it writes all
        start_new_session=True,
    )


def _heard(course: Course, news: dict[str, Any]) -> Course:
    """The course, brought up to date with one line that the process wrote."""
    if problem := news.get("problem"):
        return replace(course, problem=problem)
    done = news["outcome"]
    event = Event(news["key"], news["state"], Outcome(**done) if done else None)
    return replace(course, events={**course.events, event.key: event})


def _cut_short(code: int) -> str:
    return f"the refresh ended early (exit code {code}); every copy is whole, and a new one goes on where it ended"
