"""Guests of a soak: they wander over a story's page for as long as it runs, and keep all it showed them."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from streamlit.proto.Element_pb2 import Element
from viewers import Met, Viewer, drawn, session
from websockets.exceptions import WebSocketException

EVERY = 8.0  #: s between two of a guest's steps, about
PATIENCE = 90.0  #: s until a run counts as failed: the machine may be busy with other things
TABS = ("Events", "Claims", "Status", "Method")
WINDOWS = ("", "2026-01-01..2026-12-31")  #: the story's own, and one in which every refresh has news
#: What no message of ours says: a trace, a class of an error, the place of a file.
NEVER = re.compile(r"Traceback|\b[A-Z]\w+(?:Error|Exception)\b|(?:^|[\s'\"(])/(?:tmp|work|home|root|usr)/\S+")


@dataclass(frozen=True)
class Asked:
    """A figure as a guest asks for it."""

    figure: str
    window: str
    then: bool


@dataclass
class Seen:
    """What all guests saw."""

    charts: dict[Asked, Counter[str]] = field(default_factory=dict)  #: how often each state of its numbers was shown
    notes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    runs: list[float] = field(default_factory=list)  #: s
    saves: int = 0  #: how often a half of the story was saved, or the whole after it: odd while there is a half
    halves: int = 0  #: figures shown in a run that may have read a half: of no whole story, and so not compared


async def wander(address: str, story: str, figures: list[str], seen: Seen, number: int, ends: float) -> None:
    """One guest, until a moment of the monotonic clock: comes, looks at some things, leaves and comes again."""
    choice = Random(number)
    await asyncio.sleep(choice.uniform(0, EVERY))
    while time.monotonic() < ends:
        try:
            async with session(address) as stream:
                viewer = Viewer(stream, Met(), {}, 0)
                await look(viewer, story, Asked(figures[0], "", then=False), seen)
                for _ in range(choice.randint(3, 40)):
                    if time.monotonic() >= ends:
                        break
                    await look(viewer, story, somewhere(choice, figures), seen)
                    await asyncio.sleep(choice.uniform(0.5, 1.5) * EVERY)
        except (WebSocketException, OSError, TimeoutError) as error:
            seen.faults.append(f"connection: {error!r}")
            await asyncio.sleep(1)


def somewhere(choice: Random, figures: list[str]) -> Asked | str:
    """A figure in one of its windows, or another tab."""
    if choice.random() < 0.2:
        return choice.choice(TABS)
    return Asked(choice.choice(figures), choice.choice(WINDOWS), then=choice.random() < 0.2)


async def look(viewer: Viewer, story: str, asked: Asked | str, seen: Seen) -> None:
    """Go to an address of the page and keep what comes."""
    question = viewer.request("", then=False)
    question.rerun_script.query_string = urlencode({"story": story} | address(asked))
    start, saves, shown, opening = time.perf_counter(), seen.saves, list[str](), not viewer.measuring
    await viewer.stream.send(question.SerializeToString())
    async with asyncio.timeout(PATIENCE):
        async for element in viewer.elements():
            shown += keep(element, seen)
    if opening:
        shown.clear()  # its figure is of a width that was guessed
    if saves % 2 or saves != seen.saves:
        seen.halves += len(shown)
    elif isinstance(asked, Asked):
        seen.charts.setdefault(asked, Counter()).update(shown)
    seen.runs.append(time.perf_counter() - start)
    seen.faults += [f"exception: {error}" for error in viewer.met.errors]
    viewer.met.errors.clear()


def address(asked: Asked | str) -> dict[str, str]:
    """What stands in an address."""
    if isinstance(asked, str):
        return {"tab": asked}
    more = {"window": asked.window} if asked.window else {}
    return {"figure": asked.figure} | more | ({"then": "true"} if asked.then else {})


def keep(element: Element, seen: Seen) -> Iterator[str]:
    """What an element shows: words, which are kept, or a figure's numbers."""
    if told := drawn(element):
        yield numbers(told["picture"])
    text = element.html.body or element.markdown.body or element.alert.body or element.text.body
    if "<style" not in text and (found := NEVER.search(text)):
        seen.faults.append(f"words: …{text[max(0, found.start() - 80) : found.end() + 80]}…")
    seen.notes.update(re.findall(r'role="(?:alert|status)">(.*?)</p>', text))


def numbers(picture: str) -> str:
    """A hash of all that a figure shows, places of words included."""
    return hashlib.sha256(picture.encode()).hexdigest()
