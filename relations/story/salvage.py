"""All that is wrong with a file that is no story yet, said at once: what is broken is set aside, and the rest read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from relations.story._coherence import FOLLOWED, dangling, explain, joined, unfitting
from relations.story._mending import BESIDE, Mending, Place, parts_of_place, without
from relations.story._reading import built, mistranslated, parsed
from relations.story.claims import TWOFOLD
from relations.story.fields import Problem, as_written
from relations.story.model import Story

ROUNDS = 20  #: of mending: some mistakes show only when others are mended
_BLOCK = re.compile(
    r"claims\[\d+\]\.measures\[\d+\]|figures\[\d+\](?:\.(?:panels|named|events)\[\d+\])?|lines\.[^.\[]+|\w+(?:\[\d+\])?"
)
_ROOTS = (("countries",), ("window",), ("article", "published"))  #: what the lines and figures of a pair follow from


def salvaged(path: Path, sense: Callable[[Story], Iterable[Problem]]) -> tuple[list[Problem], list[Problem]]:
    """What keeps a file from being a story, and what makes no sense in the parts of it that can be read.

    `sense` says the latter of a story. Nothing is said that only follows from another mistake: of a line that is
    written but broken no figure is told that there is none. StoryError if the file is no TOML.
    """
    mending = Mending(parsed(path))
    errors = [Problem(f"claims[{i}].measure", TWOFOLD, path=path) for i in mending.twofold]
    story = _mended(mending, path, errors)
    if story is None:
        return errors, []
    errors += _referring(mending, story, path)
    errors += chain.from_iterable(mistranslated(story, path))
    mending.written.pop("id", None)  # said above, and no file's name
    rest = _mended(mending, path, [])
    for _ in range(ROUNDS):  # what names a thing that is not there is left out, so that the rest can be looked at
        absent = {_block(one.place) for one in dangling(rest)} - {None} if rest else set()
        if not absent:
            break
        for place in [mending.place(one) for one in absent if one]:
            mending.mend("left out", place)
        rest = _mended(mending, path, [])
    else:
        return errors, []
    unwise = _placed(mending, [*joined(rest), *sense(rest)]) if rest else []
    return errors, [one for one in unwise if not _is_doubtful(mending, one)]


def _mended(mending: Mending, path: Path, errors: list[Problem]) -> Story | None:
    """The story that is left when all mistakes of fields are set aside, which are noted; None if nothing is left."""
    for _ in range(ROUNDS):
        try:
            return built(without(mending.written), path)
        except ValidationError as error:
            wrong, said = error.errors(include_url=False), _placed(mending, explain(path, error))
        roots = any(one["loc"][0] in FOLLOWED for one in wrong)  # first these: the standard figures follow from them
        told = [one for one in said if not roots or one.place.startswith(FOLLOWED)]
        errors += [one for one in told if one not in errors and not _is_of_mending(mending, one)]
        places = {(one["type"], mending.place(one["loc"])) for one in wrong if not roots or one["loc"][0] in FOLLOWED}
        deepest_first = sorted(places, key=lambda one: (-len(one[1]), str(one)))
        mended = [mending.mend(*one) for one in deepest_first]  # all of them, not only until the first succeeds
        if not any(mended):
            return None
    return None


def _block(place: str) -> Place | None:
    """What is left out for naming at that place a thing that is not there; None for an event, which needs no works."""
    block = _BLOCK.match(place)
    return parts_of_place(block[0]) if block and not place.startswith("events") else None


def _placed(mending: Mending, problems: list[Problem]) -> list[Problem]:
    """Problems of what is left, at their places in the file."""
    return [replace(one, place=as_written(mending.place(parts_of_place(one.place)))) for one in problems]


def _referring(mending: Mending, story: Story, path: Path) -> Iterator[Problem]:
    """Names that are given twice or of nothing, but what is only left out."""
    for one in _placed(mending, unfitting(story, path)):
        if one.found in one.allowed:  # a line of the pair, which only a measure named that is set aside
            continue
        of_nameless = "events" in mending.nameless and set(one.allowed) == {event.id for event in story.events}
        if not (one.found in mending.lost or of_nameless if one.found else _is_of_mending(mending, one)):
            yield one


def _is_of_mending(mending: Mending, problem: Problem) -> bool:
    """Whether what is wrong may have become so by mending."""
    place = parts_of_place(problem.place)
    beside = (*place[:-1], BESIDE.get(str(place[-1]), place[-1]))
    return any(
        (mend[: len(place)] == place and (mend == place or mend not in mending.sound))
        or place[: len(mend)] == mend
        or beside[: len(mend)] == mend
        for mend in mending.done
    )  # fmt: skip


def _is_doubtful(mending: Mending, problem: Problem) -> bool:
    """Whether what makes no sense may rest on something that is mended."""
    place = parts_of_place(problem.place)
    return _is_of_mending(mending, problem) or any(_rests_on(place, mend) or _stands_in(mending, place, mend)
                                                   for mend in mending.done)  # fmt: skip


def _stands_in(mending: Mending, place: Place, mend: Place) -> bool:
    """Whether a place is of a standard figure that is only there because one of the file's own cannot be read."""
    written = mending.written.get("figures", [])
    is_own = place[0] != "figures" or "standard" in mending.written or place[1:2] < (len(written),)
    return not is_own and mend[0] == "figures" and mend[2:3] in ((), ("panels",))


def _rests_on(place: Place, mend: Place) -> bool:
    if mend[0] == "article" and place[:2] == ("works", "article"):  # it is one of the works, too
        return True
    if any(mend == root[: len(mend)] for root in _ROOTS):
        return place[0] in ("figures", "claims", "window", "article")
    if mend == ("article", "known_until"):  # claims are judged by what its author could know
        return place[0] == "claims"
    if place[0] == "events":  # in no figure: it may be in one that is left out
        return len(place) == 2 and mend[0] == "figures" and mend[2:3] in ((), ("window",), ("events",))
    return place[0] == "figures" and mend[:3] == (*place[:2], "window")
