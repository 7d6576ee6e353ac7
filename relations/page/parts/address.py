"""What the viewer has chosen, kept by the session, and the address that says it.

The state is kept apart from the controls, so that it survives a change of tabs; `binding` binds a control to it. What
is as the story has it is not in the address. Which choices there are, and what may be chosen, is said by `choices`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from relations import cache
from relations import story as stories
from relations.page.parts.choices import CHANGED, CHOICES, understood
from relations.story import Story, StoryError

KEPT = ("then", "locale", "theme")  #: what of the viewer's choices a link of a tab keeps
NAMING = ("figure", "event", "claim")  #: what a story has, and an address names
OPENED = ("event", "claim", "verdict")  #: what is open on a tab: a link that does not name it closes it
STATE, WRITTEN, PROBLEMS, OF_STORY = "state", "written", "problems", "of-story"  #: where the session keeps them
ACTED = "acted"  #: where the session keeps that a control was used since the address was written
PLAIN = ",:/"  #: what stays as it is in an address, though it need not


def state() -> dict[str, Any]:
    """What the viewer has chosen, by the names of CHOICES; what is not there is as the story has it."""
    found: dict[str, Any] = st.session_state.setdefault(STATE, {})
    return found


def problems() -> list[str]:
    """The parts of the address that could not be followed, in words."""
    found: list[str] = st.session_state.setdefault(PROBLEMS, [])
    return found


def put(name: str, value: Any) -> None:
    """Change a choice; an empty value removes it, except (), which means that no events are shown."""
    st.session_state[ACTED] = True
    if value is None or value is False or value in ("", {}):
        state().pop(name, None)
    else:
        state()[name] = value


def begin(story: str) -> None:
    """Go to another story; of what was chosen stay the tab, the language and the theme."""
    kept = {name: state()[name] for name in ("tab", "locale", "theme") if name in state()}
    st.session_state[STATE] = {**kept, "story": story}
    st.session_state[ACTED] = True


def read(load: Callable[[str], Story]) -> Story:
    """Take over what a new address says (a link, Back, Forward), and return the story that is shown.

    An address is new unless it is the one we wrote last. Where a control was used it is not read at all: the browser
    may not yet have the one we wrote last, and an older one would undo what was done.
    """
    address = dict(st.query_params.to_dict())
    acted = st.session_state.pop(ACTED, False)
    if address == st.session_state.get(WRITTEN) or (acted and WRITTEN in st.session_state):
        return _shown(_story(state(), load))
    wanted = address.get("story")
    st.session_state[WRITTEN] = address  # at once: a click may end this run before it writes, and must not be undone
    st.session_state[STATE] = {"story": wanted} if wanted in stories.names() else {}  # if it cannot be read
    try:
        story = _story(address, load)
    except StoryError:
        st.session_state[WRITTEN] = None  # what it asks for is opened as soon as the story can be read
        raise
    st.session_state[STATE], st.session_state[PROBLEMS] = understood(address, story)
    return _shown(story)


def _shown(story: Story) -> Story:
    """The story, its name remembered: a permanent link says of which story it is, also where that is the first."""
    st.session_state[OF_STORY] = story.id
    return story


def follow(address: str) -> None:
    """Go where a link of the page leads; what it says nothing of stays as it is, but for what was open on a tab."""
    wanted = dict(parse_qsl(address.removeprefix("?"), keep_blank_values=True))
    kept = {} if wanted.get("story") != st.session_state.get(OF_STORY) else st.query_params.to_dict()
    closed = (*OPENED, *(("compose", "edit", *CHANGED) if "figure" in wanted else ()))
    st.query_params.from_dict({**{name: text for name, text in kept.items() if name not in closed}, **wanted})
    st.session_state.pop(WRITTEN, None)  # it is to be read, whatever else was done


def _story(address: Mapping[str, Any], load: Callable[[str], Story]) -> Story:
    """The story wanted; without one, or if there is none of that name, the first that has what the address names.

    A link may have been made when there was no other story. Raises StoryError for a story that cannot be read, or if
    there is none at all.
    """
    names = stories.names()
    if (wanted := address.get("story")) in names:
        return load(str(wanted))
    meant = {name: text for name in NAMING if isinstance(text := address.get(name), str)}
    first: Story | None = None
    problem = StoryError(f"no story in {stories.folder()}; a story is a TOML file there, as README.md says")
    for name in names:
        try:
            story = load(name)
        except StoryError as error:
            problem = error
            continue
        if not understood(meant, story)[1]:
            return story
        first = first or story
    if first is None:
        raise problem
    return first


def write() -> None:
    """Write the state into the address, if it differs from what is there."""
    wanted = _written()
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
    st.session_state[WRITTEN] = wanted
    st.session_state.pop(ACTED, None)


def _written() -> dict[str, str]:
    """The state as words of an address."""
    return {name: CHOICES[name].write(value) for name, value in state().items() if name in CHOICES}


def leading(story: Story, tab: str, **chosen: str | None) -> str:
    """The address of a tab with something chosen in it, for a link; what is None is not chosen."""
    kept = {name: CHOICES[name].write(state()[name]) for name in KEPT if name in state()}
    wanted = {"story": story.id, "tab": tab, **{name: value for name, value in chosen.items() if value}, **kept}
    return "?" + urlencode(wanted, safe=PLAIN)


def way(story: Story, tab: str, words: str, **chosen: str | None) -> str:
    """A link to a tab with something chosen in it; markup."""
    return f'<a href="{escape(leading(story, tab, **chosen))}">{escape(words)}</a>'


def permanent(story: Story, drawn: Iterable[str]) -> str:
    """The address of what is seen, for ever: it names the story, and of the lines drawn the copy each shows."""
    wanted = {"story": story.id, **{name: text for name, text in _written().items() if name != "edit"}}
    chosen = state().get("copies", {})
    copies = {name: key for name in drawn if (key := chosen.get(name) or _first(story.lines[name].keys))}
    return "?" + urlencode(wanted | ({"copies": CHOICES["copies"].write(copies)} if copies else {}), safe=PLAIN)


def _first(keys: Sequence[str]) -> str | None:
    """The copy a line shows, where it has a choice: the first there is in the cache."""
    return next(filter(cache.is_cached, keys), None) if len(keys) > 1 else None
