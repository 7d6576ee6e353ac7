"""The controls of the page: of a figure, under it; of the page itself, in its head. Each is a word of the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from relations import cache
from relations import story as stories
from relations.figures import Figure
from relations.figures.generated.around import AFTER, business_day
from relations.i18n import NAMES, active, msgid, say, written
from relations.i18n.units import spoken
from relations.markup import ROLE_MARKS
from relations.page import dated_events, plain
from relations.page.parts.address import begin, put, state
from relations.page.parts.binding import bound, control, offered
from relations.page.parts.browser import copy_link
from relations.page.parts.choices import CHANGED, kinds
from relations.page.parts.downloads import downloads
from relations.page.parts.memory import files, mark, titled
from relations.page.parts.store import once
from relations.story import ROLES, Event, Story, StoryError, Window, word
from sources import SourceError

OWN, CUSTOM = "own", "custom"
SHOWN = {"level": msgid("As published"), "index": msgid("Index"), "change": msgid("Change, %")}


# ---------------------------------------------------------------------------------------------- under the figure


def under(story: Story, figure_id: str, figure: Figure | None) -> None:
    """What changes the figure without editing it, and the ways to edit it, to link to it and to take it away."""
    with st.container(horizontal=True, key="under-figure", vertical_alignment="center"):
        if figure and not figure.is_plate:
            _window(story, figure)
            _transform(figure)
            _events(story, figure)
        _editing(story, figure_id)
        copy_link()
        if figure:
            downloads(story, figure, main=True)


def _window(story: Story, figure: Figure) -> None:
    """The figure's own window, the story's periods, everything there is, and the days around the event chosen."""
    presets = _presets(story, figure)
    chosen = next((name for name, (_, span) in presets.items() if span == figure.window), CUSTOM)
    if chosen == CUSTOM:
        presets[CUSTOM] = (_span(figure.window), figure.window)
    if len(presets) > 1:
        _segments(
            say("Window"),
            {name: label for name, (label, _) in presets.items()},
            bound("window-preset", chosen, lambda name: _take(presets, name)),
        )


def _presets(story: Story, figure: Figure) -> dict[str, tuple[str, Window]]:
    spec = next((spec for spec in story.figures if spec.id == figure.id), None)
    if spec is None:
        return {}
    found = {
        one.id: (one.label, Window(start=one.start, end=one.end))
        for one in story.periods
        if spec.window.start <= one.start and one.end <= spec.window.end and not _of_years(spec.window)
    }
    found[OWN] = (_span(spec.window), spec.window)
    if whole := figure.reach:
        found["all"] = (say("All"), whole)
    event = next((one for one in story.events if one.id == state().get("event") and one.precision == "day"), None)
    if event:
        found["around"] = (say("± {days} days: {event}", days=AFTER, event=event.label), days_around(event))
    return found


def _span(window: Window) -> str:
    start, end = (written(day, "year" if _of_years(window) else "month") for day in (window.start, window.end))
    return f"{start} – {end}"


def _of_years(window: Window) -> bool:
    """Whether a window is so long that it is told in years, and a period of months is lost in it."""
    return window.end.year - window.start.year > 5


def days_around(event: Event) -> Window:
    """The 20 business days before an event and after it."""
    return Window(start=business_day(event, -AFTER), end=business_day(event, AFTER))


def _take(presets: dict[str, tuple[str, Window]], name: str | None) -> None:
    """Set the window of a preset, as it is now."""
    if name == OWN or (name in presets and name != CUSTOM):
        put("window", None if name == OWN else presets[name][1])


def _segments(label: str, words: dict[str, str], binding: dict[str, Any]) -> None:
    shown = {name: plain(text) for name, text in words.items()}  # Streamlit reads them as Markdown
    offered(st.segmented_control, label, shown, label_visibility="collapsed", required=True, **binding)


def _transform(figure: Figure) -> None:
    """As the story shows it, as published, indexed or as change; bars are none of it."""
    if all(panel.spec.chart == "bar" for panel in figure.panels) or state().get("compose"):
        return
    worth = any(panel.spec.show == "value" for panel in figure.panels) and not state().get("show")
    words = {OWN: say("Value in dollars") if worth else say("As in the story")}
    plain_already = all(panel.spec.show == "level" for panel in figure.panels) and not state().get("show")
    words |= {name: say(text) for name, text in SHOWN.items() if name != "level" or not plain_already}
    _segments(say("Show"), words, control("show", state().get("show", OWN), _shown, offered=words))
    if state().get("show") in ("index", "change"):
        _base(figure)


def _base(figure: Figure) -> None:
    start = figure.window.start
    days = dated_events(figure.story)
    bases: list[date | str] = [start, *days]
    base = state().get("base", start)
    if base not in bases:
        bases.insert(1, base)
    st.selectbox(
        say("Base"),
        bases,
        format_func=lambda one: days.get(str(one)) or written(one),
        label_visibility="collapsed",
        width=220,
        **control("base", base, lambda one: None if one == start else one, offered=bases),
    )


def _shown(name: str | None) -> str | None:
    """Set the transform; without one the base is removed too."""
    if name not in ("index", "change"):
        put("base", None)
    return None if name == OWN else name


def _events(story: Story, figure: Figure) -> None:
    """Which events are drawn: by role, by kind, or one by one."""
    named = dated_events(story)
    with st.popover(say("Events ({count})", count=len(figure.events)), key="events-of-figure"):
        words: dict[str, str] = {role: f"{ROLE_MARKS[role]} {say(role)}" for role in ROLES}
        _pills("roles", say("Events by role"), words)
        if every := kinds(story):
            _pills("kinds", say("Events by kind"), {kind: plain(word(story, kind, active())) for kind in every})
        shown = [one for one in named if one in {event.id for event in figure.events}]
        binding = bound("events", shown, lambda some: put("events", tuple(some)), named)
        offered(st.multiselect, say("Events shown"), named, **binding)


def _pills(name: str, label: str, words: dict[str, str]) -> None:
    binding = control(name, list(state().get(name, words)), lambda some: _some(some, list(words)))
    offered(st.pills, label, words, selection_mode="multi", **binding)


def _some(chosen: Any, every: Sequence[str]) -> tuple[str, ...] | None:
    """What was chosen, or nothing if it is all there is: that is no choice."""
    kept = tuple(one for one in every if one in chosen)
    return None if len(kept) == len(every) else kept


def _editing(story: Story, figure_id: str) -> None:
    """Open the editor, or close it and keep what was edited; and the way back to the figure as it was."""
    editing = state().get("edit")
    words = say("Close the editor") if editing else say("Edit")
    st.button(words, icon=":material/edit:", key="edit-figure", on_click=lambda: put("edit", not editing))
    if state().get("compose") or any(name in state() for name in CHANGED):
        own = figure_id in {spec.id for spec in story.figures}
        back = say("Back to the story’s figure") if own else say("Undo all changes")
        st.button(back, icon=":material/undo:", key="undo-edit", on_click=_undo)


def _undo() -> None:
    for name in ("compose", *CHANGED):
        put(name, None)


# ---------------------------------------------------------------------------------------------- publishers


def copies(story: Story, figure: Figure) -> None:
    """Per line with copies of several publishers in the cache, whose is drawn."""
    chosen = state().get("copies", {})
    names = dict.fromkeys(series.name for panel in figure.panels for series in panel.series)
    for name, found in once(("there", story.id, *names), lambda: _there(story, names), mark(story)).items():
        take = partial(_copy, name, next(iter(found)))
        label = say("Publisher of {line}", line=plain(story.lines[name].label))
        words = {key: f"{spoken(publisher)} ({key})" for key, publisher in found.items()}
        shown = bound(f"copy-{name}", chosen.get(name, next(iter(found))), take, found)
        offered(st.selectbox, label, words, **shown)


def _there(story: Story, drawn: Iterable[str]) -> dict[str, dict[str, str]]:
    """Per line of the story with several copies their keys, in the story's order, and their publishers."""
    own = [name for name in drawn if name in story.lines]
    names = dict.fromkeys([*own, *(part for name in own for part in story.lines[name].parts)])
    found = {}
    for name in names:
        there = {key: whose for key in story.lines[name].keys if (whose := _whose(key))}
        if len(there) > 1:
            found[name] = there
    return found


def _whose(key: str) -> str:
    """The publisher of a copy; nothing if there is none, or it is damaged: the figure says so."""
    try:
        return cache.read(key).indicator.publisher
    except SourceError:
        return ""


def _copy(name: str, own: str, key: str) -> None:
    others = {line: copy for line, copy in state().get("copies", {}).items() if line != name}
    put("copies", others if key == own else {**others, name: key})


# ---------------------------------------------------------------------------------------------- in the page's head


def look() -> None:
    """Language and theme."""
    locale, theme = state().get("locale", "en"), state().get("theme", "")
    with st.popover(NAMES[locale], icon=":material/language:", type="tertiary", key="look"):
        offered(
            st.selectbox, say("Language"), NAMES, **control("locale", locale, lambda one: None if one == "en" else one)
        )
        words = {"": say("as the system"), "light": say("light"), "dark": say("dark")}
        offered(st.selectbox, say("Theme"), words, **control("theme", theme, offered=words))


def choose_story(shown: str | None) -> None:
    """The stories, where there is more than one."""
    titles = once(("titles", active()), lambda: {name: _title(name) for name in stories.names()}, str(files()))
    if len(titles) < 2 and shown in titles:
        return
    alike = {title for title, count in Counter(titles.values()).items() if count > 1}  # Streamlit goes by what is read
    words = {name: f"{title} ({name})" if title in alike else title for name, title in titles.items()}
    if words:
        bindings = bound("story", shown or next(iter(words)), begin, words)
        offered(st.selectbox, say("Story"), words, **bindings)


def _title(name: str) -> str:
    try:
        return titled(name)
    except StoryError:
        return say("{name} (cannot be read)", name=name)
