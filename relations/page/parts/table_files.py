"""The files of a table of the page, the ledger's or the events': Excel, CSV, and reviews of schema.org as JSON-LD."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from relations.claims import Verdict
from relations.evidence.found import EventEvidence
from relations.figures.spoken_story import said
from relations.i18n import active
from relations.story import Story

KINDS = {
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "text/csv"),
    "jsonld": ("JSON-LD", "application/ld+json"),
}


def claim_files(story: Story, verdicts: Sequence[Verdict], *, then: bool, name: str = "") -> None:
    """A menu of files of these verdicts; `name` is that of the one claim they are of."""

    def made(kind: str) -> bytes:
        from relations.downloads.ledger import written_as

        return written_as(kind, story, verdicts, lambda message: said(story, message), active(), known_then=then)

    _menu([story.id, "claims", name], list(KINDS), made, then=then)


def event_files(story: Story, found: Sequence[EventEvidence], *, then: bool) -> None:
    """A menu of files of the table of events, with all the numbers that the cards fold away."""

    def made(kind: str) -> bytes:
        from relations.downloads.events import written_as

        return written_as(kind, story, found, lambda message: said(story, message))

    _menu([story.id, "events"], ["xlsx", "csv"], made, then=then)


def _menu(parts: list[str], kinds: Sequence[str], made: Callable[[str], bytes], *, then: bool) -> None:
    """A button per kind, in a menu; the files are made when it is opened."""
    key = f"{parts[1].removesuffix('s')}-files-{''.join(parts[2:])}"
    labels = ", ".join(KINDS[kind][0] for kind in kinds)
    menu = st.popover(labels, icon=":material/download:", on_change="rerun", key=key)
    if not menu.open:
        return
    name = "-".join(filter(None, (*parts, "as-known-then" if then else "")))
    for kind in kinds:
        label, mime = KINDS[kind]
        menu.download_button(label, made(kind), f"{name}.{kind}", mime, on_click="ignore", key=f"{key}-{kind}")
