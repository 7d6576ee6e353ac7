"""What goes with a figure: its events, where the article is loose about them, and where its numbers are from."""

from __future__ import annotations

import re
from html import escape

from relations.figures import Figure
from relations.i18n import say, written
from relations.i18n.units import spoken
from relations.markup import ROLE_MARKS, citation, link, listing, table
from relations.story import Event, Story


def marked_events(story: Story, figure: Figure) -> str:
    """Every event marked in it: a heading and a list."""
    title = say("Events")
    return f"<h2>{title}</h2>" + listing((_event(story, event) for event in figure.events), ordered=True)


def _event(story: Story, event: Event) -> str:
    """One event: date, sentence, where the article cites it, and its sources."""
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    remark = f" <em>{escape(event.note)}</em>" if event.note else ""
    sources = "; ".join(citation(story, key) for key in event.sources)
    return (
        f"{ROLE_MARKS[event.role]} <strong>{written(event.date, event.precision)}</strong> "
        f"{escape(event.sentence)}{paragraphs}{remark}<br><small>{say(event.role)} · {sources}</small>"
    )


def loose(story: Story, figure: Figure) -> str:
    """Where the paragraphs that the figure's events refer to are loose."""
    cited = {number for event in figure.events for number in event.paragraphs}
    notes = [f"¶{one.paragraph}: {escape(one.text)}" for one in story.notes if one.paragraph in cited]
    title = say("Where the article is imprecise")
    return f"<h2>{title}</h2>{listing(notes)}" if notes else ""


def sources(figure: Figure) -> str:
    """Per line: unit, publisher, the last date drawn, the day of retrieval, licence."""
    rows = [
        (
            escape(label),
            escape(spoken(snapshot.indicator.unit)),
            link(snapshot.indicator.url, spoken(snapshot.indicator.publisher)),
            written(snapshot.last, "year" if snapshot.indicator.frequency == "annual" else "day"),
            written(snapshot.retrieved.date()),
            escape(snapshot.indicator.licence.name),
        )
        for label, snapshot in figure.shown
    ]
    columns = [say("Line"), say("Unit"), say("Publisher"), say("Last date shown"), say("Retrieved"), say("Licence")]
    title = say("Where the numbers are from")
    return f"<h2>{title}</h2>{table(columns, rows)}"


def unfetched(figure: Figure) -> str:
    """The lines it does without until somebody fetches them, and how: for who looks after the cache, no reader."""
    said = "".join(f"<p>{escape(say(one))}</p>" for one in figure.waiting)
    return re.sub("`([^`]+)`", r"<code>\1</code>", said)
