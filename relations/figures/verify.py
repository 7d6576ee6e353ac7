"""Whether a file is still what would be drawn now: its passport is read, the figure drawn again, the bytes compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from relations import story as stories
from relations.cache import is_cached
from relations.figures import draw
from relations.figures.export import bounded, export
from relations.figures.files import LARGEST, is_whole, passport_of
from relations.figures.files.passport import TOOL, Drawn, Passport, Used
from relations.figures.signature import core
from relations.story import Story, StoryError
from sources import SourceError

Status = Literal[
    "identical",
    "cannot be read",
    "cannot be drawn again",
    "the data have changed since",
    "the story has changed since",
    "drawn by another version",
    "altered after it was drawn",
    "not ours",
    "not signed by that key",
    "forged",
]
CODES: Mapping[Status, int] = dict(zip(get_args(Status), (0, 1, 1, 3, 3, 4, 5, 5, 5, 5), strict=True))


@dataclass(frozen=True)
class Change:
    """How an indicator differs from when the file was drawn: values changed, added and removed, and that in words."""

    key: str
    changed: int
    added: int
    removed: int
    words: str


@dataclass(frozen=True)
class Finding:
    """What is to be said of a file; `details` are sentences without a full stop."""

    status: Status
    details: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    passport: Passport | None = None

    @property
    def code(self) -> int:
        """The exit code that says it to a shell."""
        return CODES[self.status]


def verify(data: bytes, format: str, story: Story | None = None) -> Finding:  # noqa: A002
    """Compare a file with what this program draws from this cache now.

    `story` is for figures of a story this program does not have by name. Identical means to the byte. Nothing in
    the file is trusted, for anybody can make a seal: bytes, numbers and pixels are bounded before anything is drawn.
    No content raises. Identical proves that the file is what this program draws, not who made it; Content Credentials
    in it are left out of account.
    """
    if len(data) > LARGEST[format]:
        return Finding("not ours", ("it is larger than any figure",))
    data = core(data, format)
    found = passport_of(data, format)
    if found is None:
        return Finding("not ours", ("it has no passport; a program that saved it again may have left it out",))
    if not is_whole(data, found):
        return Finding("altered after it was drawn", ("it is not what its seal was taken of",), passport=found)
    try:
        asked, scale = found.asked, found.scale or 1
        if format == "png":
            bounded(asked.width, asked.height, asked.magnified * scale)
        again = export(draw(_story(found, story), found.figure, asked), format, scale)
        return Finding("identical", passport=found) if again == data else _differing(found, again)
    except Exception as error:  # noqa: BLE001 (whatever a stranger's options make the drawing of them raise)
        return _impossible(found, error)


def _impossible(found: Passport, error: Exception) -> Finding:
    """The finding where a figure cannot be drawn again: whether its data or its story must have changed."""
    statuses: dict[type[Exception], Status] = {
        _UnknownStoryError: "cannot be drawn again",
        StoryError: "the story has changed since",
        SourceError: "the data have changed since",
        TooLong: "cannot be drawn again",
    }
    known = (status for kind, status in statuses.items() if isinstance(error, kind))
    return Finding(next(known, "drawn by another version"), (str(error),), passport=found)


class TooLong(Exception):
    """To draw a file again takes more time than a figure may."""


class _UnknownStoryError(Exception):
    """The file is of a story that this program does not have."""


def _story(found: Passport, given: Story | None) -> Story:
    """The story that a file names: the one given if it has that name, else the one this program has."""
    name = found.story.id
    if given is not None and given.id == name:
        return given
    if name not in stories.names():
        raise _UnknownStoryError(f"there is no story '{name}' here; `--story PATH` names its file")
    return stories.load(name)


def _differing(then: Passport, again: bytes) -> Finding:
    """All differences as details, and the gravest of them as the status; `again` is the file as drawn now."""
    now = passport_of(again, then.format)
    assert now is not None  # noqa: S101 (we have just written it)
    changes = tuple(_changes(then, now))
    story = then.story.parts is not None and then.story != now.story
    versions = _versions(then, now)
    details = [change.words for change in changes]
    details += ["the story's text, works or events are not those of then"] if story else []
    details += [] if then.story.parts else ["that version did not say which parts of the story a figure is made of"]
    details += versions
    details = details or ["of the same versions, story and data: of other code or machine, or changed and sealed again"]
    details.append(f"the specification of the picture is {'the same' if then.spec == now.spec else 'another'}")
    status: Status = "drawn by another version"
    if changes:
        status = "the data have changed since"
    elif story:
        status = "the story has changed since"
    return Finding(status, tuple(details), changes, then)


def _versions(then: Passport, now: Passport) -> list[str]:
    """The programs and fonts that drew the file in another version than ours, a text for each with both versions."""
    before, after = ({TOOL: one.version, **one.drawn_by} for one in (then, now))
    return [
        f"{part} {before.get(part, 'none')[:12]} then, {after.get(part, 'none')[:12]} now"
        for part in dict.fromkeys([*before, *after])
        if before.get(part) != after.get(part)
    ]


def _changes(then: Passport, now: Passport) -> list[Change]:
    """The changes of every indicator whose entry in the two passports differs."""
    before, after = ({one.key: one for one in papers.sources} for papers in (then, now))
    values = then.drawn, now.drawn
    return [
        _change(key, before.get(key), after.get(key), values)
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]


def _change(key: str, before: Used | None, after: Used | None, values: tuple[Drawn, Drawn]) -> Change:
    lines = {line for one in (before, after) if one for line in one.lines}
    old, new = ({(line, day): v for (_, line, day), v in drawn.items() if line in lines} for drawn in values)
    changed = sum(old[place] != new[place] for place in old.keys() & new.keys())
    counts = changed, len(new.keys() - old.keys()), len(old.keys() - new.keys())
    way = "" if after or is_cached(key) else f"; `relations refresh --only {key}` fetches it"
    return Change(key, *counts, f"{key}: {_said(before, after, counts, len(old))}{way}")


def _said(before: Used | None, after: Used | None, counts: tuple[int, int, int], drawn: int) -> str:
    changed, added, removed = counts
    if before is None or after is None:
        return "drawn now, and not then" if before is None else "drawn then, and not now"
    if any(counts):
        return f"of {drawn} values drawn {changed} changed and {removed} went, and {added} came"
    if before.sha256 != after.sha256:
        return f"no value drawn changed, but others of the copy ({before.rows} rows then, {after.rows} now)"
    if before.retrieved != after.retrieved:
        return f"no value changed; retrieved {before.retrieved} then, {after.retrieved} now"
    return "no value changed, but what the copy says of itself"
