"""What a viewer can choose: every choice has one name, one value, and one word in the address of the page.

A value of the address that means nothing is left out, and said.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from relations import story as stories
from relations.figures.dates import DAYS
from relations.figures.generated import figure_ids
from relations.figures.options import BASED
from relations.i18n import LOCALES, msgid, number, say, speaking
from relations.page.parts.packing import packed, unpacked
from relations.story import ROLES, Story, StoryError, Window, read_block
from relations.values.nearest import nearest

TABS = (msgid("Figure"), msgid("Events"), msgid("Claims"), msgid("Status"), msgid("Method"))
DRAFT, EDITS = msgid("Draft"), "RELATIONS_EDIT"  #: a tab of a story with a draft, where the environment allows edits
GONE = {"Compose": "Figure"}  #: tabs of links that were made when there were others
SHOWN = ("level", "index", "change")
CHANGED = ("window", "show", "base", "roles", "kinds", "events")  #: choices that change what a figure shows
LONGEST = 8000  #: characters of a value of the address; what is longer is no choice of a control


@dataclass(frozen=True)
class Choice:
    """One choice: how a value of the address becomes one of the state (ValueError if it cannot), and back."""

    read: Callable[[str, Story], Any]
    write: Callable[[Any], str] = str


def _one_of(options: Callable[[Story], Iterable[str]]) -> Choice:
    def read(text: str, story: Story) -> str:
        if text not in (allowed := list(options(story))):
            names = nearest(text, allowed)
            known = {"names": ", ".join(names) or say("none"), "count": number(len(allowed), 0)}
            if len(names) < len(allowed):
                raise ValueError(say("like it are {names}; the page offers all {count}", **known))
            raise ValueError(say("there are {names}", **known))
        return text

    return Choice(read)


def _some_of(options: Callable[[Story], Iterable[str]]) -> Choice:
    one = _one_of(options)

    def read(text: str, story: Story) -> tuple[str, ...]:
        wanted = {one.read(part, story) for part in text.split(",") if part}
        return tuple(option for option in options(story) if option in wanted)

    return Choice(read, ",".join)


def kinds(story: Story) -> list[str]:
    """What the story's events are about, in the order in which they come up."""
    return list(dict.fromkeys(event.kind for event in story.events if event.kind))


def _yes(text: str, _: Story) -> bool:
    if text != "true":
        raise ValueError(say("it is true, or not there"))
    return True


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(say("a day is written as 2014-12-16")) from None
    if not DAYS[0] <= day <= DAYS[1]:
        raise ValueError(say("days from {first} to {last} are allowed", first=DAYS[0], last=DAYS[1]))
    return day


def _window(text: str, _: Story) -> Window:
    parts = text.split("..")
    if len(parts) != 2 or not all(parts):
        raise ValueError(say("a window is two days, as 2014-01-01..2015-12-31"))
    start, end = map(_day, parts)
    if start >= end:
        raise ValueError(say("the last day comes after the first"))
    return Window(start=start, end=end)


def _ids(story: Story) -> list[str]:
    return [event.id for event in story.events]


def _base(text: str, story: Story) -> date | str:
    """A day, or the id of an event, which may begin with a digit as well."""
    if text[:1].isdigit() and text not in _ids(story):
        return _day(text)
    base: str = _one_of(_ids).read(text, story)
    return base


def _copies(text: str, story: Story) -> dict[str, str]:
    """line:key pairs, a comma between them."""
    found = {}
    for pair in text.split(","):
        name, _, key = pair.partition(":")
        if name not in story.lines or key not in story.lines[name].keys:
            raise ValueError(say("the story has no line {name} with a copy {key}", name=name, key=key))
        found[name] = key
    return found


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(say("it has more than {count} characters", count=number(LONGEST, 0)))
    return text


def _verdicts() -> Iterable[str]:
    """The words and marks of verdicts; what they are computed with is not loaded with the page."""
    from relations.claims.verdict import IN_LEDGER, MARKS

    return dict.fromkeys((*map(str, IN_LEDGER), *MARKS.values()))


def tabs(story: Story) -> tuple[str, ...]:
    """The tabs of a story, in their order."""
    drafted = os.environ.get(EDITS) == "1" and stories.draft_of(story.id).exists()
    return (*TABS, DRAFT) if drafted else TABS


def _tab(text: str, story: Story) -> str:
    tab: str = _one_of(tabs).read(GONE.get(text, text), story)
    return tab


def _edited(text: str, story: Story) -> str:
    """The block of an edited figure; what it is made of is loaded with the first of them."""
    from relations.figures.editor.fitting import excess

    block = unpacked(text)
    try:
        more = excess(*read_block(story, block))
    except StoryError as error:
        raise ValueError(str(error)) from None
    if more:
        raise ValueError(more)
    return block


CHOICES: dict[str, Choice] = {
    "story": _one_of(lambda _: stories.names()),
    "view": _one_of(lambda _: ["figure"]),
    "tab": Choice(_tab),
    "figure": _one_of(figure_ids),
    "window": Choice(_window, lambda window: f"{window.start}..{window.end}"),
    "show": _one_of(lambda _: SHOWN),
    "base": Choice(_base),
    "copies": Choice(_copies, lambda copies: ",".join(f"{name}:{key}" for name, key in copies.items())),
    "roles": _some_of(lambda _: ROLES),
    "kinds": _some_of(kinds),
    "events": _some_of(_ids),
    "event": _one_of(_ids),
    "claim": _one_of(lambda story: [claim.id for claim in story.claims]),
    "verdict": _one_of(lambda _: _verdicts()),
    "then": Choice(_yes, lambda _: "true"),
    "locale": _one_of(lambda _: LOCALES),
    "theme": _one_of(lambda _: ("light", "dark")),
    "compose": Choice(_edited, packed),
    "edit": Choice(_yes, lambda _: "true"),
}


def understood(address: Mapping[str, str], story: Story) -> tuple[dict[str, Any], list[str]]:
    """The choices of an address, and what in it means nothing, in its language; names no choice has are passed over."""
    found: dict[str, Any] = {}
    wrong: list[str] = []
    with speaking(next((locale for locale in LOCALES if locale == address.get("locale")), "en")):
        for name, choice in CHOICES.items():
            try:
                if name in address:
                    found[name] = choice.read(_short(address[name]), story)
            except ValueError as error:
                wrong.append(_unfit(name, address[name], str(error)))
        if "base" in found and found.get("show") not in BASED:
            del found["base"]
            wrong.append(_unfit("base", address["base"], say("it goes with show = {shown}", shown=", ".join(BASED))))
    return found, wrong


def _unfit(name: str, text: str, reason: str) -> str:
    return f"{name} = {text if len(text) <= 60 else f'{text[:60]}…'} ({reason})"
