"""What leaves the page of a figure: the package of an article, single files, and the words to copy.

The files are the same bytes as the command line writes. Nothing is made before the menu is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from relations.figures import Figure, Options, inputs
from relations.figures.export import command, export, grown, stem
from relations.figures.options import LEAST_WIDTH, SIZES, size
from relations.i18n import say
from relations.page import note
from relations.page.parts.address import leading
from relations.page.parts.browser import permanent_address
from relations.page.parts.memory import asked_for, kept
from relations.page.parts.store import once
from relations.story import Story
from sources import SourceError

TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "toml": "application/toml",
}
ICON = ":material/download:"
OWN = "own"
LEAST_HEIGHT, LARGEST = 200, 2400  #: px of a side of a size of one's own


def downloads(story: Story, figure: Figure, asked: Mapping[str, Any] | None = None, *, main: bool = False) -> None:
    """A menu of the figure's files in a size and a theme, and of its words.

    `asked` are the options of a figure that the controls of the page do not change; None for one that they do.
    """
    key = f"take-{figure.id}"
    kind: Any = "primary" if main else "secondary"
    menu = st.popover(say("Download"), icon=ICON, type=kind, on_change="rerun", key=key)
    if not menu.open:
        return
    with menu:
        drawn = _as_asked(story, figure, asked_for() if asked is None else asked, key)
        try:
            with st.spinner(say("Making the files …")):
                files = _package(drawn, address(story, figure, own=asked is None))
        except SourceError as error:
            note(say(error), "error")
            return
        _taken(drawn, files, key)
        _words(drawn, files)


def _as_asked(story: Story, figure: Figure, asked: Mapping[str, Any], key: str) -> Figure:
    """The figure in the size and theme chosen, and how large it really is."""
    one, two = st.columns(2)
    name = one.selectbox(say("Size"), [*SIZES, OWN], key=f"{key}-size", format_func=_sized)
    theme = two.selectbox(say("Theme of the file"), ("light", "dark"), key=f"{key}-theme", format_func=say)
    sides = SIZES.get(name) or _own(one, two, key)
    clear = st.toggle(say("Without a background"), key=f"{key}-transparent")
    look: dict[str, Any] = {"theme": theme, "transparent": clear}
    drawn = kept(story, figure.id, Options(**sides, **look, **asked))
    if higher := grown(drawn):
        note(higher)
    return drawn


def _own(left: DeltaGenerator, right: DeltaGenerator, key: str) -> dict[str, Any]:
    """A width and a height in px, exact."""
    width = left.number_input(say("Width, px"), LEAST_WIDTH, LARGEST, 800, key=f"{key}-width")
    height = right.number_input(say("Height, px"), LEAST_HEIGHT, LARGEST, 600, key=f"{key}-height")
    return size(f"{width}x{height}")


def _sized(name: str) -> str:
    if name == OWN:
        return say("own size")
    found = SIZES[name]
    width, height = (round(found[side] * found.get("magnified", 1)) for side in ("width", "height"))
    return f"{say(name)}, {width} × {height}"


def _taken(drawn: Figure, files: Mapping[str, bytes], key: str) -> None:
    """All of it in one file, or one of them."""
    from relations.downloads.bundle import zipped
    from relations.downloads.package import package_name

    # Bytes and no promise of them: a promise is lost if another viewer's run ends before the click.
    label = say("All for an article (zip)")
    st.download_button(
        label,
        zipped(files),
        package_name(drawn),
        "application/zip",
        icon=ICON,
        on_click="ignore",
        key=f"{key}-all",
        type="primary",
        width="stretch",
    )
    st.caption(say("Pictures, numbers, caption, alternative texts, citation, BibTeX, code to embed it."))
    single = {name.rpartition(".")[2]: (name, content) for name, content in files.items()}
    single["json"] = (f"{stem(drawn)}.json", export(drawn, "json"))
    with st.container(horizontal=True, gap="small"):
        for kind, mime in TYPES.items():
            name, content = single[kind]
            st.download_button(kind.upper(), content, name, mime, on_click="ignore", key=f"{key}-{kind}")


def _words(drawn: Figure, files: Mapping[str, bytes]) -> None:
    """The words of the package, each with a button that copies it."""
    words = {
        say("Caption"): "caption.txt",
        say("Alt text"): "alt-short.txt",
        say("Long description"): "alt-long.txt",
        say("Citation"): "citation.txt",
        say("Sources"): "sources.txt",
        "BibTeX": "citation.bib",
        say("Embed"): "embed.html",
    }
    texts = {label: files[name].decode() for label, name in words.items()}
    texts |= {say("Method"): drawn.methods, say("Command"): command(drawn, "png")}
    for tab, text in zip(st.tabs(list(texts)), texts.values(), strict=True):
        with tab:
            st.code(text, language=None, wrap_lines=True)


def address(story: Story, figure: Figure, *, own: bool) -> str:
    """Where the figure can be seen: as the viewer has changed it, if it is on its own tab, or as it is made."""
    base = (st.context.url or "").partition("?")[0]
    return base + (permanent_address() if own else leading(story, "Figure", figure=figure.id))


def _package(figure: Figure, address: str) -> dict[str, bytes]:
    """The files, made once for a figure, the options it is drawn with, its inputs and its address."""
    from relations.downloads.package import package

    made_of = (figure.id, figure.options.model_dump_json(), inputs(figure.story, figure.id, figure.options), address)
    return once(("package", *made_of), lambda: package(figure, address))
