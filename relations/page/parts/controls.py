"""The controls of the page: story, figure, window, transform, events, copies; each is a word of the page's address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from relations import cache
from relations import story as stories
from relations.figures import inputs
from relations.figures.dates import DAYS
from relations.figures.generated.around import AFTER, business_day
from relations.figures.titles import headline
from relations.i18n import LOCALES, NAMES, active, say, written
from relations.i18n.units import spoken
from relations.page import ROLE_MARKS, citation, dated_events, plain
from relations.page.parts.address import begin, bound, control, kinds, put, state
from relations.page.parts.browser import copy_link
from relations.page.parts.memory import loaded, opening
from relations.story import ROLES, Event, FigureSpec, Story, StoryError, Window, word
from relations.story.line import line
from sources import SourceError

OWN, CUSTOM, BY_HAND = "own", "custom", "window-by-hand"


def sidebar(story: Story) -> None:
    """All controls, from what is shown down to how."""
    spec = story.figure(state().get("figure", story.figures[0].id))
    with st.sidebar:
        if opening():
            st.empty()  # its place, so that the figure need not move
            return
        _choose_story(story)
        _choose_figure(story, spec)
        _window(story, spec)
        _transform(story, spec)
        _events(story)
        _copies(story, spec)
        _look()
        copy_link()


def other_stories() -> None:
    """The way out where a story cannot be read: the others."""
    with st.sidebar:
        _stories(state().get("story"))


def _choose_story(story: Story) -> None:
    _stories(story.id)
    st.html(f'<div class="relations">{citation(story, "article")}</div>')


def _stories(shown: str | None) -> None:
    titles = {name: _title(name) for name in stories.names()}
    if not titles:
        return
    alike = {title for title, count in Counter(titles.values()).items() if count > 1}  # Streamlit goes by what is read
    words = {name: f"{title} ({name})" if title in alike else title for name, title in titles.items()}
    bindings = bound("story", shown or next(iter(words)), begin)
    st.selectbox(say("Story"), list(words), format_func=words.__getitem__, **bindings)


def _title(name: str) -> str:
    try:
        story = loaded(name)
    except StoryError:
        return say("{name} (cannot be read)", name=name)
    return word(story, story.title, active())


def _choose_figure(story: Story, spec: FigureSpec) -> None:
    titles = {one.id: plain(headline(story, one)) for one in story.figures}
    st.radio(say("Figure"), list(titles), captions=list(titles.values()), **control("figure", spec.id))


def _window(story: Story, spec: FigureSpec) -> None:
    """Presets, and both ends by hand."""
    presets = _presets(story, spec)
    window = state().get("window", spec.window)
    chosen = next((name for name, (_, span) in presets.items() if span == window), CUSTOM)
    chosen = CUSTOM if st.session_state.get(BY_HAND) else chosen
    labels = {name: label for name, (label, _) in presets.items()} | {CUSTOM: say("Days of your own")}
    st.selectbox(
        say("Window"),
        list(labels),
        format_func=labels.__getitem__,
        **bound("window-preset", chosen, lambda name: _take_preset(presets, name)),
    )
    if chosen != CUSTOM:
        return
    _day(say("From"), **bound("from", window.start, lambda day: _take_end(spec, start=day)))
    _day(say("To"), **bound("to", window.end, lambda day: _take_end(spec, end=day)))


def _day(label: str, **shown: Any) -> None:
    st.date_input(label, min_value=DAYS[0], max_value=DAYS[1], format="YYYY-MM-DD", **shown)


def _presets(story: Story, spec: FigureSpec) -> dict[str, tuple[str, Window]]:
    """The figure's own window, the story's periods, everything there is, and the days around the event chosen."""
    found = {OWN: (say("The article’s window"), spec.window)}
    found |= {one.id: (one.label, Window(start=one.start, end=one.end)) for one in story.periods}
    if whole := _whole(story, spec):
        found["all"] = (say("All there is"), whole)
    event = next((one for one in story.events if one.id == state().get("event") and one.precision == "day"), None)
    if event:
        words = say("± {days} business days around: {event}", days=AFTER, event=event.label)
        found["around"] = (words, days_around(event))
    return found


def days_around(event: Event) -> Window:
    """The 60 business days before an event and after it."""
    return Window(start=business_day(event, -AFTER), end=business_day(event, AFTER))


def _whole(story: Story, spec: FigureSpec) -> Window | None:
    """From the first to the last day of any of the figure's lines."""
    return _extent(story, spec, spec.id, inputs(story))


@st.cache_data(max_entries=32, show_spinner=False)
def _extent(_story: Story, _spec: FigureSpec, figure_id: str, inputs: str) -> Window | None:  # noqa: ARG001
    spans = []
    for name in {name for panel in _spec.panels for name in panel.lines}:
        try:
            shown = line(_story, name)
        except SourceError:
            continue
        end = shown.last.replace(month=12, day=31) if shown.indicator.frequency == "annual" else shown.last
        spans.append((shown.first, end))
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Window(start=min(starts), end=max(ends)) if spans and min(starts) < max(ends) else None


def _take_preset(presets: dict[str, tuple[str, Window]], name: str) -> None:
    """Set the window of a preset; choosing days by hand begins with the window that is shown."""
    st.session_state[BY_HAND] = name == CUSTOM
    if name in presets:
        put("window", None if name == OWN else presets[name][1])


def _take_end(spec: FigureSpec, **end: date) -> None:
    """One end of the window as it is now: the other may have been set just before."""
    ends = {**dict(state().get("window", spec.window)), **end}
    if ends["start"] < ends["end"]:
        window = Window(**ends)
        put("window", None if window == spec.window else window)


def _transform(story: Story, spec: FigureSpec) -> None:
    """Level, index or change, and the day they are counted from."""
    words = {
        "own": say("As in the story"),
        "level": say("Level"),
        "index": say("Index, 100 at the base"),
        "change": say("Change since the base, %"),
    }
    shown = state().get("show", "own")
    st.selectbox(say("Show"), list(words), format_func=words.__getitem__, **control("show", shown, _shown))
    if shown not in ("index", "change"):
        return
    start = state().get("window", spec.window).start
    days = dated_events(story)
    bases: list[date | str] = [start, *days]
    base = state().get("base", start)
    if base not in bases:
        bases.insert(1, base)
    st.selectbox(
        say("Base"),
        bases,
        format_func=lambda one: days.get(str(one)) or written(one),
        **control("base", base, lambda one: None if one == start else one),
    )


def _shown(name: str) -> str | None:
    """Set the transform; without one the base is removed too."""
    if name not in ("index", "change"):
        put("base", None)
    return None if name == "own" else name


def _events(story: Story) -> None:
    """Which events are drawn, by role and by kind; and the one whose card is shown."""
    words = {role: f"{ROLE_MARKS[role]} {say(role)}" for role in ROLES}
    st.pills(
        say("Events by role"),
        ROLES,
        selection_mode="multi",
        format_func=lambda role: words[role],
        **control("roles", list(state().get("roles", ROLES)), lambda some: _some(some, ROLES)),
    )
    if every := kinds(story):
        kind_words = {kind: plain(word(story, kind, active())) for kind in every}
        st.pills(
            say("Events by kind"),
            every,
            selection_mode="multi",
            format_func=kind_words.__getitem__,
            **control("kinds", list(state().get("kinds", every)), lambda some: _some(some, every)),
        )
    names = {"": say("none"), **dated_events(story)}
    st.selectbox(
        say("Event with its card"),
        list(names),
        format_func=names.__getitem__,
        **control("event", state().get("event", ""), key="event-card"),
    )


def _some(chosen: Any, every: Sequence[str]) -> tuple[str, ...] | None:
    """What was chosen, or nothing if it is all there is: that is no choice."""
    kept = tuple(one for one in every if one in chosen)
    return None if len(kept) == len(every) else kept


def _copies(story: Story, spec: FigureSpec) -> None:
    """Per line with copies of several publishers in the cache, whose is drawn."""
    chosen = state().get("copies", {})
    for name, copies in _there(story, spec, spec.id, inputs(story)).items():
        take = partial(_copy, name, next(iter(copies)))
        label = say("Publisher of {line}", line=plain(story.lines[name].label))
        words = {key: f"{spoken(publisher)} ({key})" for key, publisher in copies.items()}
        shown = bound(f"copy-{name}", chosen.get(name, next(iter(copies))), take)
        st.selectbox(label, list(copies), format_func=words.__getitem__, **shown)


@st.cache_data(max_entries=32, show_spinner=False)
def _there(_story: Story, _spec: FigureSpec, figure_id: str, inputs: str) -> dict[str, dict[str, str]]:  # noqa: ARG001
    """Per line with several copies their keys, in the story's order, and their publishers."""
    names = dict.fromkeys(name for panel in _spec.panels for name in panel.lines)
    names |= dict.fromkeys(part for name in names for part in _story.lines[name].parts)
    found = {}
    for name in names:
        copies = {key: whose for key in _story.lines[name].keys if (whose := _whose(key))}
        if len(copies) > 1:
            found[name] = copies
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


def _look() -> None:
    """Language and theme."""
    st.selectbox(
        say("Language"),
        LOCALES,
        format_func=lambda locale: NAMES[locale],
        **control("locale", state().get("locale", "en"), lambda locale: None if locale == "en" else locale),
    )
    words = {"": say("as the system"), "light": say("light"), "dark": say("dark")}
    st.selectbox(say("Theme"), list(words), format_func=words.__getitem__, **control("theme", state().get("theme", "")))
