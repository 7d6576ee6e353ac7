"""The table of the events: a row per event, and for every line one number, what it did around that day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from relations.evidence.event_answer import LARGE, WINDOW, Moved, counted_in, lines, moved, told_with
from relations.evidence.found import EventEvidence
from relations.evidence.refusal import Reason
from relations.i18n import number, say, written
from relations.story import Story


def overview(story: Story, found: Sequence[EventEvidence], address: Callable[[str], str], chosen: str = "") -> str:
    """The table; each row's label is a link to the address of its event's id."""
    names = lines(story, found)
    columns = "".join(f'<th scope="col" class="number">{_head(story, found, name)}</th>' for name in names)
    rows = "".join(_row(story, found, one, names, address(one.id), marked=one.id == chosen) for one in found)
    name, day, event = map(escape, (say("Every event and what moved around it"), say("Date"), say("Event")))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="events"><thead><tr><th scope="col">{day}</th><th scope="col">{event}</th>{columns}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _head(story: Story, found: Sequence[EventEvidence], name: str) -> str:
    """A line and what its numbers are of."""
    of = next((each[name].of for one in found if name in (each := moved(one, [name]))), "")
    words = say(counted_in(of)) if of else ""
    return f"{escape(story.lines[name].label)}<br><small>{escape(words)}</small>"


def _row(
    story: Story, found: Sequence[EventEvidence], one: EventEvidence, names: Sequence[str], to: str, *, marked: bool
) -> str:
    event = story.event(one.id)
    mark = ' class="chosen" aria-current="true"' if marked else ""
    label = f'<a href="{escape(to)}">{escape(event.label)}</a>'
    named = f"<strong>{label}</strong>" if event.role == "cited" else label
    day = escape(written(event.date, event.precision))
    return f'<tr{mark}><td>{day}</td><th scope="row">{named}</th>{_cells(story, found, one, names)}</tr>'


def _cells(story: Story, found: Sequence[EventEvidence], one: EventEvidence, names: Sequence[str]) -> str:
    """A number per line; one word for all of them where they are told with another event's, or where there are none."""
    there, other = moved(one, names), told_with(found)[one.id]
    if other != one.id:
        return _across(names, say("as around {event}", event=story.event(other).label))
    if not there:
        return _across(names, _why(one))
    why = {each.line: no.reason for each in one.series for no in each.refusals if no.window == WINDOW}
    return "".join(_cell(there.get(name), why.get(name)) for name in names)


def _across(names: Sequence[str], words: str) -> str:
    return f'<td class="none" colspan="{max(len(names), 1)}">{escape(words)}</td>'


def _why(one: EventEvidence) -> str:
    """Why there is no number at all."""
    first = next((series for series in one.series if series.refused), None)
    if first is None or first.refused is None:
        return say("no data")
    return say(first.detail if first.refused == "coarse date" and first.detail else first.refused)


def _cell(each: Moved | None, refused: Reason | None) -> str:
    if each is None:
        nothing = escape(say(refused) if refused else say("no data"))
        return f'<td class="none">{nothing}</td>'
    words = number(each.percent, 1, signed=True)
    return f'<td class="number">{f"<strong>{words}</strong>" if abs(each.percent) > LARGE else words}</td>'
