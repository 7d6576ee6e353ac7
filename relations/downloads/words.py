"""The words that leave with the numbers: references, terms, and what is in the zip. Plain text, in English."""

from __future__ import annotations

from collections.abc import Mapping

from relations.downloads import Filter, Lines
from relations.figures import Figure
from relations.story import Event, Work
from relations.values import nested
from sources import Indicator


def works(figure: Figure) -> list[tuple[Work, list[Event]]]:
    """The article, then what the events shown are cited from: each work once, with its events."""
    found: dict[tuple[str, str | None], tuple[Work, list[Event]]] = {}
    article = figure.story.article
    found[article.reference, article.url] = (article, [])
    for event in figure.events:
        for work in (figure.story.works[key] for key in event.sources):
            found.setdefault((work.reference, work.url), (work, []))[1].append(event)
    return list(found.values())


def readme(figure: Figure, wanted: Filter, files: Mapping[str, str]) -> str:
    """What each file of the zip is, how to cite it and how to see that it is whole."""
    from relations.figures.captions.bibliography import references
    from relations.figures.captions.citations import citations

    listing = "\n".join(f"  {name}\n      {what}" for name, what in files.items())
    cite = "\n".join(f"  {line}" for line in references(citations(figure), "en"))
    return f"""{figure.title}
{figure.subtitle}

{figure.caption}

How the numbers drawn were made
  {figure.methods}

Files
{listing}

The numbers drawn: {_filter(wanted)}. They may be cut to the figure's window, indexed or combined, as their
unit says. The whole series are the publishers' own numbers, as the cache held them, whatever the figure shows of them.

CSV files are UTF-8 without a byte order mark, with commas, ISO 8601 dates and decimal points. A text that a spreadsheet
would run as a formula begins with an apostrophe. metadata.json is a descriptor of the Data Package standard, version 2
(https://datapackage.org); tools that look for datapackage.json want a copy of it under that name. Beyond the standard
it has `figure` (story, id, options and filter of what was drawn) and, per whole series, `indicator` (key, title, unit,
frequency, publisher, url, licence, dating, retrieved, sha256).

How to cite
  Name the publishers of the numbers, with the day of retrieval, and the works behind the events you mention.
{cite}

How to verify
  sha256sum --check SHA256SUMS
  The hash of a whole series is of its rows, as they stand below the header of its file in the cache.
"""


def licence(figure: Figure, lines: Lines) -> str:
    """The terms of each publisher, and what of it may be reprinted."""
    blocks = [_terms(snapshot.indicator) for _, snapshot in lines]
    title = nested(f"“{figure.title}”")
    return f"""Terms of the data behind {title}

The numbers belong to their publishers, under the terms below; whoever reprints them, or a figure made from them, keeps
to these terms and names the publishers. The events are dated sentences of this project, made from the works cited in
metadata.json.

{chr(10).join(blocks)}"""


def _terms(indicator: Indicator) -> str:
    allowed = (
        "May be reprinted under these terms, with attribution."
        if indicator.licence.may_be_passed_on
        else "These terms do not clearly allow reprinting: keep the numbers to yourself, or ask the publisher first."
    )
    return (
        f"{indicator.publisher}: {indicator.title} ({indicator.key})\n"
        f"  Terms: {indicator.licence.name}\n  {allowed}\n  {indicator.url}\n"
    )


def _filter(wanted: Filter) -> str:
    if wanted == Filter():
        return "all that the figure shows"
    lines = "all lines" if wanted.lines is None else ", ".join(wanted.lines) or "no line"
    return f"{lines}, from {wanted.start or 'the first day'} to {wanted.end or 'the last day'}"
