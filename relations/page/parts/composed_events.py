"""Which events a composition shows: all, none, or some by role, by kind, or one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from relations.i18n import say
from relations.markup import ROLE_MARKS
from relations.page import plain
from relations.page.parts.binding import bound, offered
from relations.page.parts.composition import Draft, named_events
from relations.story import ROLES, Story

EVERY, NONE, SOME = "all", "none", "some"
Groups = Mapping[str, Sequence[str]]


def events(draft: Draft) -> None:
    """The controls of the events."""
    story, spec = draft.story, draft.spec
    chosen = tuple(event.id for event in story.events) if spec.events == "all" else spec.events
    mode = EVERY if spec.events == "all" else SOME if chosen else NONE
    inside = tuple(event.id for event in story.events_of(spec)) or chosen or tuple(one.id for one in story.events)
    sets: dict[str, Any] = {EVERY: EVERY, NONE: (), SOME: inside}
    words = {EVERY: say("All of the story"), NONE: say("None"), SOME: say("Some")}
    binding = bound("compose-events", mode, lambda one: draft.revise(events=sets[one]))
    offered(st.selectbox, say("Events"), words, **binding)
    if mode == SOME:
        _groups(draft, chosen)
        _each(draft, chosen)
    if mode != NONE:
        _named(draft, inside)


def _named(draft: Draft, inside: Sequence[str]) -> None:
    """The events that have their names in the picture, as far as there is room; the others are ticks."""
    every, named = named_events(draft.story), list(draft.spec.named)
    offered(
        st.multiselect,
        say("Named first, where not all have room"),
        {name: every[name] for name in (*named, *inside)},
        select_all=False,
        placeholder=say("As the figure’s width allows"),
        **bound("compose-named", named, lambda ids: draft.revise(named=tuple(ids))),
    )


def _groups(draft: Draft, chosen: Sequence[str]) -> None:
    """Roles and kinds, to add or leave out all events of one."""
    groups = grouped(draft.story)
    on = [name for name, ids in groups.items() if set(ids) <= set(chosen)]
    marks: dict[str, str] = dict(ROLE_MARKS.items())
    words = {name: f"{marks.get(name, '')} {plain(say(name))}".strip() for name in groups}

    def take(names: Sequence[str]) -> None:
        draft.revise(events=regrouped(draft.story, groups, chosen, on, names))

    label = say("Events by role and kind")
    offered(st.pills, label, words, selection_mode="multi", **bound("compose-groups", on, take))


def _each(draft: Draft, chosen: Sequence[str]) -> None:
    shown = bound("compose-event-ids", list(dict.fromkeys(chosen)), lambda ids: draft.revise(events=tuple(ids)))
    offered(st.multiselect, say("Events shown"), named_events(draft.story), select_all=False, **shown)


def grouped(story: Story) -> dict[str, list[str]]:
    """The events' ids by role and by kind, those there are."""
    groups: dict[str, list[str]] = {role: [] for role in ROLES}
    for event in story.events:
        groups[event.role].append(event.id)
        if event.kind:
            groups.setdefault(event.kind, []).append(event.id)
    return {name: ids for name, ids in groups.items() if ids}


def regrouped(
    story: Story, groups: Groups, chosen: Sequence[str], on: Sequence[str], names: Sequence[str]
) -> tuple[str, ...]:
    """The events after some groups were added, and others left out."""
    added = {one for name in names if name not in on for one in groups[name]}
    removed = {one for name in on if name not in names for one in groups[name]}
    return tuple(event.id for event in story.events if event.id in ({*chosen, *added} - removed))
