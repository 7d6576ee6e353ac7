"""The files that go with a figure's picture: its words in Markdown, and what it cites as BibTeX and CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from relations.figures import Figure
from relations.figures.captions.bibliography import bibtex, csl_json, references
from relations.figures.captions.citations import Item, citations
from relations.i18n import say, speaking

MARKS = re.compile(r"[\\`*_\[\]<>&~|$]")  #: what Markdown takes for itself anywhere
OPENING = re.compile(r"^(\d{1,9}(?=[.)]( |$))|(?=[#+=-]))")  #: and what it does at the beginning of a line


def accompanying(figure: Figure) -> dict[str, str]:
    """Per suffix the text of a file to put beside the picture: `.md`, `.bib` and `.csl.json`.

    Equal figures have equal files. Raises NotCached if a series drawn is no longer in the cache.
    """
    items = citations(figure)
    return {".md": markdown(figure, items), ".bib": bibtex(items), ".csl.json": csl_json(items)}


def markdown(figure: Figure, items: Sequence[Item]) -> str:
    """The figure's words as a CommonMark document, in the language of the figure."""
    with speaking(figure.options.locale):
        return "\n\n".join(_blocks(figure, items)) + "\n"


def _blocks(figure: Figure, items: Sequence[Item]) -> Iterator[str]:
    own, *others = (
        _linked(item, line) for item, line in zip(items, references(items, figure.options.locale), strict=True)
    )
    yield f"# {escaped(figure.title)}"
    for heading, text in (
        (say("Caption"), escaped(figure.caption)),
        (say("Alternative text"), escaped(figure.alt_short)),
        (say("Long description"), escaped(figure.alt)),
        (say("Method"), escaped(figure.methods)),
        (say("Citation"), own),
        (say("Sources"), _listed(others)),
        (say("Notes"), _listed(map(escaped, _notes(figure)))),
    ):
        if text:
            yield f"## {heading}"
            yield text


def _notes(figure: Figure) -> Iterator[str]:
    """What must be known of events shown, and which lines could not be drawn."""
    yield from (f"{event.label}: {event.note}" for event in figure.events if event.note)
    yield from figure.missing


def _listed(lines: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _linked(item: Item, line: str) -> str:
    """A reference with its address as a link, after the words by which the figure's labels cite it."""
    before, address, after = line.partition(item.get("URL", "\n"))
    link = f"<{address}>" if address else ""
    label = f"**{escaped(item['citation-label'])}:** " if "citation-label" in item else ""
    return f"{label}{escaped(before)}{link}{escaped(after)}"


def escaped(text: str) -> str:
    """A text that Markdown shows as it is (CommonMark 0.31, section 2.4)."""
    return OPENING.sub(r"\1\\", MARKS.sub(r"\\\g<0>", text))
