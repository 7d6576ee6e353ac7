"""The files of a figure as the page shows it, the same bytes as the command line writes; and the words to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from relations.figures import Figure, Options, inputs
from relations.figures.export import command, export, filename, grown
from relations.figures.files import FORMATS
from relations.figures.options import SIZES, size
from relations.i18n import active, say
from relations.page.parts.memory import asked_for, kept
from relations.story import Story

TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "json": "application/json",
}


def downloads(story: Story, figure: Figure, asked: Mapping[str, Any] | None = None) -> None:
    """Choose format, size and theme, and take the file; below it the words. Nothing is made before it is opened.

    `asked` are the options of a figure that the controls of the page do not change; None for one that they do.
    """
    with st.expander(say("Take the figure away"), icon=":material/download:", key="take", on_change="rerun") as box:
        if not box.open:
            return
        one, two, three = st.columns(3)
        kind = one.selectbox(say("Format"), FORMATS, key="file-format", format_func=str.upper)
        name = two.selectbox(say("Size"), list(SIZES), key="file-size", format_func=_sized)
        theme = three.selectbox(say("Theme of the file"), ("light", "dark"), key="file-theme", format_func=say)
        options = Options(
            **size(name), theme="dark" if theme == "dark" else "light", **(asked_for() if asked is None else asked)
        )
        drawn = kept(story, figure.id, options)
        if higher := grown(drawn):
            st.caption(higher)
        # Bytes and no promise of them: a promise is lost if another viewer's run ends before the click.
        st.download_button(
            say("Download the figure"),
            exported(drawn, kind),
            filename(drawn, kind),
            TYPES[kind],
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption(say("The same file, from the command line:"))
        st.code(command(drawn, kind), language=None, wrap_lines=True)
        _words(figure)


def exported(figure: Figure, kind: str) -> bytes:
    """The file, made once for a figure, the options it is drawn with and its inputs."""
    made_of = inputs(figure.story, figure.id, figure.options)
    return _exported(figure, kind, figure.id, figure.options.model_dump_json(), made_of)


@st.cache_data(max_entries=64, show_spinner=False)
def _exported(_figure: Figure, kind: str, figure_id: str, asked: str, inputs: str) -> bytes:  # noqa: ARG001
    return export(_figure, kind)


def _sized(name: str) -> str:
    found = SIZES[name]
    width, height = (round(found[side] * found.get("magnified", 1)) for side in ("width", "height"))
    return f"{say(name)}, {width} × {height}"


def _words(figure: Figure) -> None:
    """Caption, alt text, method and citations, each with a button that copies it."""
    from relations.figures.captions.bibliography import bibtex, csl_json, references
    from relations.figures.captions.citations import citations

    items = citations(figure)
    words = {
        say("Caption"): figure.caption,
        say("Alt text"): figure.alt_short,
        say("Long description"): figure.alt,
        say("Method"): figure.methods,
        say("Citations"): "\n\n".join(references(items, active())),
        "BibTeX": bibtex(items),
        "CSL-JSON": csl_json(items),
    }
    tabs = st.tabs(list(words))
    for tab, text in zip(tabs, words.values(), strict=True):
        with tab:
            st.code(text, language=None, wrap_lines=True)
