"""Controls bound to the viewer's choices: they show what is chosen, and what is set in them is chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from relations.page.parts.address import put

NOTHING = object()  #: no value a control can have


def control(
    name: str, value: Any, take: Callable[[Any], Any] = lambda value: value, *, offered: Collection[Any] | None = None
) -> dict[str, Any]:
    """The arguments that bind a control to a choice: it shows `value`, and what is set goes through `take`."""
    return bound(name, value, lambda chosen: put(name, take(chosen)), offered)


def bound(key: str, value: Any, take: Callable[[Any], None], offered: Collection[Any] | None = None) -> dict[str, Any]:
    """The arguments of a control that shows `value`, and hands over to `take` what is set, if it is `offered`.

    What the browser shows already is not sent again: it would undo what is being typed. As the language changes, a
    browser may send the words of the one before, which Streamlit hands on as they are: they are no choice.
    """
    if _in_browser(key) != value:
        st.session_state[key] = value

    def taken() -> None:
        chosen = st.session_state[key]
        if offered is not None and isinstance(chosen, list):
            chosen = [one for one in chosen if one in offered]
        if offered is None or isinstance(chosen, list) or chosen is None or chosen in offered:
            take(chosen)

    return {"key": key, "on_change": taken}


def offered(kind: Callable[..., Any], label: str, words: Mapping[Any, str], **how: Any) -> None:
    """A control of Streamlit of that kind that offers the keys of `words`, each under its words."""
    kind(label, list(words), format_func=words.__getitem__, **how)


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
