"""What a figure rests on, as a reference manager reads it: CSL-JSON, one item per work, series and the figure itself.

The items are the one truth; `bibliography` writes them as BibTeX and as text. What is not known of a work has no field.
The format: https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from relations.figures import Figure
from relations.figures.files.passport import Used, own_version, used
from relations.i18n import Precision, say, speaking, written
from relations.story import Story, Work

Item = dict[str, Any]  #: as CSL-JSON has it: strings, numbers, lists of names, dates of parts


def citations(figure: Figure, address: str = "") -> list[Item]:
    """The figure, the article, the works behind the events shown and the series drawn, in that order, each once.

    `address` is where the figure can be seen. Of a cross rate both series. Raises NotCached if one is no longer in the
    cache.
    """
    with speaking(figure.options.locale):
        series = used(figure)
        article, works = _works(figure.story)
        keys = _keys(works)
        cited = [key for event in figure.events for key in event.sources]
        return [
            _figure(figure, series, address),
            *(_work(keys[key], key, figure.story, works) for key in dict.fromkeys([article, *cited])),
            *(_dataset(one) for one in series),
        ]


def _works(story: Story) -> tuple[str, dict[str, Work]]:
    """The name of the article among the story's works, and those; the article may be one that the story lists."""
    article = Work(**story.article.model_dump(include=set(Work.model_fields)))
    listed = next((name for name, work in story.works.items() if work == article), None)
    return (listed, story.works) if listed else ("article", {**story.works, "article": article})


# ---------------------------------------------------------------------------------------------- names of items


def _keys(works: dict[str, Work]) -> dict[str, str]:
    """Per work a key that BibTeX takes, the same in every figure of the story."""
    taken: dict[str, str] = {}
    for name in works:
        key, count = entry_key(name), 2
        while key in taken.values():
            key, count = f"{entry_key(name)}-{count}", count + 1
        taken[name] = key
    return taken


def entry_key(name: str) -> str:
    """A name as the key of an entry: lower case, as BibTeX tells no cases apart, without what it gives a meaning.

    Only the keys of series have a colon, so that no work has one of theirs.
    """
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "work"


# ---------------------------------------------------------------------------------------------- items


def _figure(figure: Figure, series: Iterable[Used], address: str) -> Item:
    """Dated by its newest data: a figure is the same on whatever day it is drawn."""
    rows = sorted({(one.retrieved, one.publisher) for one in series})
    days = [
        say(
            "{publishers}, retrieved {day}",
            publishers=", ".join(n for _, n in group),
            day=written(date.fromisoformat(day)),
        )
        for day, group in groupby(rows, key=lambda row: row[0])
    ]
    told = say("Figure on {article}, “{title}”.", article=figure.story.article.name, title=figure.story.title)
    newest = max((date.fromisoformat(day) for day, _ in rows), default=None)
    return _known(
        id=f"relations:{figure.story.id}:{figure.id}",
        type="graphic",
        author=[{"literal": "relations"}],
        title=figure.title,
        issued=newest and {"date-parts": [_parts(newest, "day")]},
        version=own_version(),
        URL=address,
        note=told + " " + say("Data: {publishers}.", publishers="; ".join(days)),
    )


def _work(key: str, name: str, story: Story, works: dict[str, Work]) -> Item:
    """The article has the date it was published on; of other works no more than a year is known."""
    work, is_article = works[name], name == _works(story)[0]
    kind = "article-magazine" if is_article else "webpage" if work.url else "document"
    issued = _parts(story.article.published, story.article.precision) if is_article else [work.year] * bool(work.year)
    return _known(
        id=key,
        type=kind,
        author=[person(work)],
        title=work.title,
        issued=issued and {"date-parts": [issued]},
        **{"publisher" if kind == "document" else "container-title": work.publisher},
        URL=work.url,
        note=work.locator,
        **{"citation-label": story.cite(name) if name in story.works else work.name},
    )


def person(work: Work) -> dict[str, str]:
    """An author as CSL names them: a person if the short name is the last word of the full one, else as it stands."""
    given, _, family = work.author.rpartition(" ")
    if given and family == work.short:
        return {"family": family, "given": given}
    return {"literal": work.author}


def _dataset(series: Used) -> Item:
    return {
        "id": f"data:{entry_key(series.key)}",
        "type": "dataset",
        "author": [{"literal": series.publisher}],
        "title": series.title,
        "publisher": series.publisher,
        "accessed": {"date-parts": [_parts(date.fromisoformat(series.retrieved), "day")]},
        "URL": series.url,
        "number": series.key,
        "note": say("Series {key}, {unit}", key=series.key, unit=series.unit),
    }


def _parts(day: date, precision: Precision) -> list[int]:
    """Year, month and day, no more of them than are known."""
    return [day.year, day.month, day.day][: {"year": 1, "month": 2, "day": 3}[precision]]


def _known(**fields: Any) -> Item:
    return {name: value for name, value in fields.items() if value}
