"""The controls of a composition's panels: which line stands where, and how each panel is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from relations.figures.dates import DAYS
from relations.figures.editor import base_of
from relations.figures.editor.computing import RHYTHMS, rhythm_of, ways
from relations.figures.editor.fitting import (
    CHARTS,
    LONGEST,
    SHOWN,
    charts,
    log_refusal,
    lowest,
    refusal,
    shows,
)
from relations.i18n import msgid, say
from relations.page import note, plain
from relations.page.parts.binding import bound, offered
from relations.page.parts.composition import Draft, named_events
from relations.page.parts.store import once
from relations.values import expression

FORMULA = "compose-formula"
DAY = ""  #: among the bases that are events, the one that is none


def arrange(draft: Draft) -> None:
    """Show a frame of controls for each panel."""
    for number in range(len(draft.spec.panels)):
        _panel(draft, number)


def _panel(draft: Draft, number: int) -> None:
    """Show the controls of one panel, and the reason if it cannot be drawn."""
    panel = draft.spec.panels[number]
    lines = draft.lines(panel)
    with st.container(border=True):
        title = say("Panel {number}: {lines}", number=number + 1, lines=plain(", ".join(one.label for one in lines)))
        st.markdown(f"**{title}**")
        _shown(draft, number)
        _base(draft, number)
        for name in dict.fromkeys(panel.lines):
            _line(draft, name, number)
        if number:
            words = say("Move panel {number} up", number=number + 1)
            raised = partial(draft.raise_panel, number)
            st.button(words, icon=":material/arrow_upward:", key=f"compose-up-{number}", on_click=raised)
        if why := refusal(lines, panel):
            note(why)


def _shown(draft: Draft, number: int) -> None:
    """Transform, kind of chart, and scale."""
    panel = draft.spec.panels[number]
    lines = draft.lines(panel)
    first, second = st.columns([3, 2], vertical_alignment="bottom")
    with first:
        _select(
            say("Panel {number} shows", number=number + 1),
            _with(shows(lines), panel.show),
            SHOWN,
            bound(f"compose-show-{number}", panel.show, lambda show: draft.show(number, show=show)),
        )
    with second:
        _select(
            _of(number, say("Drawn as")),
            _with(charts(lines), panel.chart),
            CHARTS,
            bound(f"compose-chart-{number}", panel.chart, lambda chart: draft.show(number, chart=chart)),
        )
    _scale(draft, number)


def _of(number: int, control: str) -> str:
    """The name of a control with its panel's: who only hears it cannot see in which frame it stands."""
    return say("Panel {number}: {lines}", number=number + 1, lines=control)


def _with(options: Sequence[Any], value: Any) -> list[Any]:
    """The options that fit, and the one now set, which may fit no more since another line joined the panel."""
    return [*options, *({value} - set(options))]


def _select(label: str, options: Sequence[Any], words: Mapping[Any, str], binding: dict[str, Any]) -> None:
    offered(st.selectbox, label, {one: say(words[one]) for one in options}, **binding)


def _scale(draft: Draft, number: int) -> None:
    """The switch to a logarithmic scale; where there can be none, it says why."""
    panel = draft.spec.panels[number]
    made_of = ("lowest", draft.spec, number, draft.brought, draft.story.id, draft.cache)
    why = log_refusal(panel, once(made_of, lambda: lowest(draft.made, draft.spec, number)))
    log = panel.scale == "log"
    st.toggle(
        _of(number, say("Logarithmic scale")),
        disabled=bool(why) and not log,
        help=why,
        **bound(f"compose-log-{number}", log, lambda on: draft.show(number, scale="log" if on else "linear")),
    )


def _base(draft: Draft, number: int) -> None:
    """The event, or the day, that an index or a change is counted from."""
    base = draft.spec.panels[number].base
    day = base_of(draft.story, draft.spec.panels[number])
    if base is None or day is None:
        return
    events = named_events(draft.story)
    words = {DAY: say("A day of your own"), **events}
    chosen = base if isinstance(base, str) else DAY
    left, right = st.columns([3, 2])
    with left:
        _select(
            _of(number, say("Base")),
            list(words),
            words,
            bound(f"compose-base-{number}", chosen, lambda one: draft.show(number, base=one or day)),
        )
    if chosen == DAY:
        with right:
            _day(number, day, lambda when: draft.show(number, base=when))


def _day(number: int, day: date, take: Callable[[date], None]) -> None:
    st.date_input(
        _of(number, say("Day of the base")),
        min_value=min(DAYS[0], day),
        max_value=max(DAYS[1], day),
        format="YYYY-MM-DD",
        **bound(f"compose-day-{number}", day, lambda when: take(when or day)),
    )


def formula_of(draft: Draft, label: str, shown: str, name: str = "") -> None:
    """A field for the formula of a line, or of one more; one that cannot be stays as it was typed."""
    key = f"{FORMULA}-{name}" if name else FORMULA

    def take(words: str | None) -> None:
        typed = (words or "").strip()
        refused = typed not in ("", shown) and not draft.compute(typed, name)
        st.session_state[f"{key}-typed"] = typed if refused else ""

    st.text_input(
        label,
        max_chars=expression.LONGEST,
        placeholder="100 * exports / imports",
        help=say(
            "Lines go by their names: {names}. Numbers, + - * / with spaces around them, brackets; "
            "mean(line, month), sum(line, year), last(line, quarter).",
            names=", ".join(one for one, offer in draft.found.items() if offer.own and offer.line.keys),
        ),
        **bound(key, st.session_state.get(f"{key}-typed") or shown, take),
    )


def _line(draft: Draft, name: str, number: int) -> None:
    """The panel a line stands in and, where the figure brings it along, its label."""
    label = draft.found[name].label
    if len(draft.names) > 1:
        words = {at: say("Panel {number}", number=at + 1) for at in range(len(draft.spec.panels))}
        if len(draft.spec.panels[number].lines) > 1:
            words[len(draft.spec.panels)] = say("a panel of its own")
        _select(
            say("Where “{line}” stands", line=plain(label)),
            list(words),
            words,
            bound(f"compose-place-{name}-{number}", number, lambda at: draft.place(name, at)),
        )
    if shown := ways(draft.found, draft.found[name]):
        by = {way: RHYTHMS.get(way, msgid("as published")) for way in shown}
        now, _ = rhythm_of(draft.found[name])
        take: Any = lambda way: draft.take(name, way)  # noqa: E731
        _select(say("“{line}” by period", line=plain(label)), shown, by, bound(f"compose-by-{name}", now, take))
    if formula := draft.found[name].line.formula:
        formula_of(draft, say("Formula of “{line}”", line=plain(label)), formula, name)
    if not draft.found[name].own:
        st.text_input(
            say("Label of “{line}”", line=plain(label)),
            max_chars=LONGEST,
            **bound(f"compose-label-{name}-{number}", label, lambda words: draft.label(name, words or "")),
        )
