"""The state of the page and its address: every choice of a viewer has one name, one value, and one word in the link.

The state is kept apart from the controls, so that it survives a change of tabs; `control` binds a control to it. What
is as the story has it is not in the address. A value of the address that means nothing is left out, and said.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from relations import cache
from relations import story as stories
from relations.figures.dates import DAYS
from relations.figures.generated import figure_ids
from relations.figures.options import BASED
from relations.i18n import LOCALES, msgid, number, say, speaking
from relations.page.parts.packing import packed, unpacked
from relations.story import ROLES, Story, StoryError, Window, read_block

TABS = (msgid("Figure"), msgid("Events"), msgid("Claims"), msgid("Status"), msgid("Method"))
DRAFT, EDITS = msgid("Draft"), "RELATIONS_EDIT"  #: a tab of a story with a draft, where the environment allows edits
GONE = {"Compose": "Figure"}  #: tabs of links that were made when there were others
SHOWN = ("level", "index", "change")
KEPT = ("then", "locale", "theme")  #: what of the viewer's choices a link of a tab keeps
NAMING = ("figure", "event", "claim")  #: what a story has, and an address names
OPENED = ("event", "claim", "verdict")  #: what is open on a tab: a link that does not name it closes it
STATE, WRITTEN, PROBLEMS, OF_STORY = "state", "written", "problems", "of-story"  #: where the session keeps them
PLAIN = ",:/"  #: what stays as it is in an address, though it need not
CHANGED = ("window", "show", "base", "roles", "kinds", "events")  #: choices that change what a figure shows
ACTED = "acted"  #: where the session keeps that a control was used since the address was written
NOTHING = object()  #: no value a control can have
LONGEST = 8000  #: characters of a value of the address; what is longer is no choice of a control


@dataclass(frozen=True)
class Choice:
    """One choice: how a value of the address becomes one of the state (ValueError if it cannot), and back."""

    read: Callable[[str, Story], Any]
    write: Callable[[Any], str] = str


def _one_of(options: Callable[[Story], Iterable[str]]) -> Choice:
    def read(text: str, story: Story) -> str:
        if text not in (allowed := list(options(story))):
            raise ValueError(say("there are: {names}", names=", ".join(allowed) or say("none")))
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
    start, end = map(_day, text.partition("..")[::2])
    if start >= end:
        raise ValueError(say("the last day comes after the first"))
    return Window(start=start, end=end)


def _base(text: str, story: Story) -> date | str:
    return text if text in {event.id for event in story.events} else _day(text)


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
    "events": _some_of(lambda story: [event.id for event in story.events]),
    "event": _one_of(lambda story: [event.id for event in story.events]),
    "claim": _one_of(lambda story: [claim.id for claim in story.claims]),
    "verdict": _one_of(lambda _: _verdicts()),
    "then": Choice(_yes, lambda _: "true"),
    "locale": _one_of(lambda _: LOCALES),
    "theme": _one_of(lambda _: ("light", "dark")),
    "compose": Choice(_edited, packed),
    "edit": Choice(_yes, lambda _: "true"),
}


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
    """Read the address unless it is the one we wrote last (so: a link, Back, Forward), and return its story."""
    address = dict(st.query_params.to_dict())
    # What a viewer has just done comes with the address of the moment: the one we wrote last may still be on its way.
    acted = st.session_state.pop(ACTED, False)
    if address == st.session_state.get(WRITTEN) or (acted and WRITTEN in st.session_state):
        return _shown(_story(state(), load))
    wanted = address.get("story")
    st.session_state[WRITTEN] = address  # at once: a click may end this run before it writes, and must not be undone
    st.session_state[STATE] = {"story": wanted} if wanted in stories.names() else {}  # if it cannot be read
    story = _story(address, load)
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
    return f"{name} = {text if len(text) <= 60 else f'{text[:60]}…'}: {reason}"


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


def permanent(story: Story, drawn: Iterable[str]) -> str:
    """The address of what is seen, for ever: it names the story, and of the lines drawn the copy each shows."""
    wanted = {"story": story.id, **{name: text for name, text in _written().items() if name != "edit"}}
    chosen = state().get("copies", {})
    copies = {name: key for name in drawn if (key := chosen.get(name) or _first(story.lines[name].keys))}
    return "?" + urlencode(wanted | ({"copies": CHOICES["copies"].write(copies)} if copies else {}), safe=PLAIN)


def _first(keys: Sequence[str]) -> str | None:
    """The copy a line shows, where it has a choice: the first there is in the cache."""
    return next(filter(cache.is_cached, keys), None) if len(keys) > 1 else None


def control(
    name: str, value: Any, take: Callable[[Any], Any] = lambda value: value, *, key: str = ""
) -> dict[str, Any]:
    """The arguments that bind a control to a choice: it shows `value`, and what is set goes through `take`."""
    return bound(key or name, value, lambda chosen: put(name, take(chosen)))


def bound(key: str, value: Any, take: Callable[[Any], None]) -> dict[str, Any]:
    """The arguments of a control that shows `value`, and hands over to `take` what is set.

    What the browser shows already is not sent again: it would undo what is being typed.
    """
    if _in_browser(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": lambda: take(st.session_state[key])}


def _in_browser(key: str) -> Any:
    """What a control shows, as the browser said when it asked for this run; NOTHING if it said nothing of it.

    `st.session_state` has no word for it: there, what was sent by a run that never arrived, since another began, looks
    the same. So this reads what Streamlit keeps behind it. Where another version keeps it elsewhere every control is
    sent by every run: the page works, and only what is typed while a run goes on may be undone.
    """
    try:
        kept = get_script_run_ctx().session_state._state  # type: ignore[union-attr]
        return kept._new_widget_state[kept._key_id_mapper.get_id_from_key(key) or key]
    except (AttributeError, KeyError, TypeError):
        return NOTHING
