"""Every message there is to translate, and where it is said: what `pybabel extract` finds, and words of a few."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

from babel.messages.extract import extract_from_dir

import sources
from relations import story as stories
from relations.cache import cached_keys, is_cached, read
from relations.claims.answer import Says
from relations.claims.verdict import Word
from relations.evidence.refusal import Reason
from relations.figures.options import SIZES
from relations.i18n.units import IN_A_UNIT, pieces
from relations.page.parts.choices import TABS
from relations.refresh.outcome import Status
from relations.refresh.status import State
from relations.story import ROLES
from relations.story._reading import _in_words
from relations.story.line import line
from relations.story.series import Kind
from relations.story.standard import pair_words
from relations.values import Rate, Unstated
from sources import Indicator

ROOT = Path(__file__).parents[2]
ROOMS = ("transforms/**.py", "relations/**.py", "dashboard.py")
#: What takes a message as its first argument; `counted` takes two forms, `entry` a label after an id.
SAYING = {"say": None, "msgid": None, "gettext": None, "Message": None, "counted": (1, 2), "entry": (2,)}

Id = str | tuple[str, ...]  #: a message, or its forms for one and for more


def in_code() -> Iterator[tuple[Id, str]]:
    """Literals that are said, or marked to be said later."""
    for rooms, keywords in ((ROOMS, SAYING), (("sources/**.py",), {"msgid": None})):  # errors of sources stay English
        found = extract_from_dir(ROOT, [(room, "python") for room in rooms], keywords=keywords, strip_comment_tags=True)
        yield from ((message, path) for path, _, message, _, _ in found if message)


def in_types() -> Iterator[tuple[str, str]]:
    """Words of a few that are said as they come: verdicts, reasons, roles, names of tabs and sizes, states."""
    for where, words in {
        "relations/claims/verdict.py": get_args(Word),
        "relations/claims/answer.py": get_args(Says),
        "relations/evidence/refusal.py": get_args(Reason),
        "stories": ROLES,
        "relations/story/model.py": get_args(Kind),
        "relations/page/parts/choices.py": TABS,
        "relations/figures/options.py": tuple(SIZES),
        "relations/refresh/outcome.py": get_args(Status),
        "relations/refresh/status.py": get_args(State),
    }.items():
        yield from ((word, where) for word in words)


def in_indicators() -> Iterator[tuple[str, str]]:
    """Titles, units and publishers of what the stories' lines can show and of what the cache has.

    Names of countries and currencies are the CLDR's, and what is made of them is said by its parts.
    """
    for one in indicators():
        coins = [one.unit.quote, one.unit.base] if isinstance(one.unit, Rate) else []
        rate = [f"{some}{code}{IN_A_UNIT}" for code in coins for some in ("", "one ")]
        unit = rate if isinstance(one.unit, Rate | Unstated) else [str(one.unit)]
        yield from ((text, one.key) for text in (*pieces(one.title), *unit, one.publisher))
    for title in made():
        yield from ((piece, "what a story's line is made of") for piece in pieces(title))


def made() -> Iterator[str]:
    """Titles of lines that a transform makes of others and that no template says in parts."""
    for story in map(stories.load, stories.names()):
        for name, one in story.lines.items():
            if one.transform is not None:
                yield line(story, name).indicator.title


def indicators() -> Iterator[Indicator]:
    """As their publishers describe them today, and as the cache describes its copies; and what publishers offer."""
    for name in sources.publishers():
        asked = sources.source(f"{name}/")
        codes = (code for forms in sources.habits(asked).offers.values() for code in forms if "{" not in code)
        yield from map(asked.indicator, codes)
    lines = [one for name in stories.names() for one in stories.load(name).lines.values()]
    for key in sorted({key for one in lines for key in one.keys} | set(cached_keys())):
        publisher, code = key.split("/", 1)
        yield sources.source(publisher).indicator(code)
        if is_cached(key):
            yield read(key).indicator


@cache
def messages() -> dict[Id, str]:
    """Every message, and the first place that says it."""
    found: dict[Id, str] = {}
    for message, where in (*in_code(), *in_types(), *in_indicators()):
        found.setdefault(message, where)
    return found


def texts(story: stories.Story) -> list[str]:
    """What a catalogue of the story has to translate, each once: kinds of events, then all texts in their order."""
    found = [event.kind for event in story.events if event.kind]
    _in_words(story.model_dump(), lambda text: found.append(text) or text)  # type: ignore[func-returns-value]
    ours = pair_words(story.pair)
    return [text for text in dict.fromkeys(found) if text not in ours]
