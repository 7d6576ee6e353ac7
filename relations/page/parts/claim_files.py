"""The files of the ledger, or of one of its claims: Excel, CSV, and reviews of schema.org as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from relations.claims import Verdict
from relations.figures.spoken_story import said
from relations.i18n import active
from relations.story import Story

KINDS = {
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "text/csv"),
    "jsonld": ("JSON-LD", "application/ld+json"),
}


def claim_files(story: Story, verdicts: Sequence[Verdict], *, then: bool, name: str = "") -> None:
    """A menu of files of these verdicts, made when it is opened; `name` is that of the one claim they are of."""
    key = f"claim-files-{name}"
    menu = st.popover(
        ", ".join(label for label, _ in KINDS.values()), icon=":material/download:", on_change="rerun", key=key
    )
    if not menu.open:
        return
    from relations.downloads.ledger import written_as

    parts = [story.id, "claims", *filter(None, (name, "as-known-then" if then else ""))]
    for kind, (label, mime) in KINDS.items():
        content = written_as(kind, story, verdicts, lambda message: said(story, message), active(), known_then=then)
        menu.download_button(label, content, f"{'-'.join(parts)}.{kind}", mime, on_click="ignore", key=f"{key}-{kind}")
