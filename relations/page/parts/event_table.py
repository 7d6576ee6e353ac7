"""The table of the events: a row per event, and for every line what moved around it and how unusual that was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from relations.evidence.found import EventEvidence, SeriesEvidence
from relations.evidence.returns import percent_both_ways
from relations.i18n import say
from relations.i18n.units import spoken
from relations.page import ROLE_MARKS
from relations.page.parts.address import leading, state
from relations.page.parts.evidence import share, signed, when
from relations.story import Event, Story
from relations.values import Rate, Unit, msgid

COLUMNS = (
    "[−1,+1]",
    "[0,+10]",
    msgid("20 observations before"),
    msgid("20 observations after"),
    "CAR [−1,+1]",
    msgid("placebo rank"),
)


def overview(story: Story, found: Sequence[EventEvidence], lines: Mapping[str, Unit | None], chosen: str) -> str:
    """The table for some lines, with their units; each row's label is a link that chooses its event."""
    groups = "".join(
        f'<th colspan="{len(COLUMNS)}" scope="colgroup">{escape(story.lines[name].label)} '
        f"<small>{escape(spoken(unit) if unit else '')}</small></th>"
        for name, unit in lines.items()
    )
    columns = "".join(f'<th scope="col">{escape(say(column))}</th>' for _ in lines for column in COLUMNS)
    rows = "".join(_row(story, one, lines, marked=one.id == chosen) for one in found)
    name, first = escape(say("Every event and what moved around it")), escape(say("Event"))
    return (
        f'<div class="scroll tall" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="events"><thead><tr><th rowspan="2" class="first" scope="col">{first}</th>{groups}</tr>'
        f"<tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(story: Story, one: EventEvidence, names: Iterable[str], *, marked: bool) -> str:
    event = story.event(one.id)
    series = {found.line: found for found in one.series}
    mark = ' class="chosen" aria-current="true"' if marked else ""
    head = (
        f"<strong>{when(event)}</strong><br>{ROLE_MARKS[event.role]} {_link(story, event)} "
        f"<small>{escape(say(event.role))}</small>{_warning(story, one)}"
    )
    return f'<tr{mark}><th class="first" scope="row">{head}</th>{"".join(_cells(series[name]) for name in names)}</tr>'


def _link(story: Story, event: Event) -> str:
    """The event's label, which leads to the page with this event chosen."""
    address = leading(story, "Events", event=event.id, lines=state().get("lines"))
    return f'<a href="{escape(address)}" target="_self">{escape(event.label)}</a>'


def _warning(story: Story, one: EventEvidence) -> str:
    if not one.overlaps:
        return ""
    names = ", ".join(story.event(other).label for other in one.overlaps)
    words = say("overlaps {events}", events=names)
    return f"<br><small>△ {escape(words)}</small>"


def _cells(one: SeriesEvidence) -> str:
    """A line's cells: moves, then the event study or the reason why there is none."""
    if one.day0 is None:
        return f'<td class="none" colspan="{len(COLUMNS)}">{escape(say(one.refused or ""))}</td>'
    moves = {move.window: (move.change, move.value_change) for move in one.moves}
    sides = one.before_after
    changes = [moves.get((-1, 1)), moves.get((0, 10))]
    changes += [(side.change, side.value_change) for side in (sides.before, sides.after)] if sides else [None, None]
    return "".join(_cell(change, one.unit) for change in changes) + _tested(one)


def _cell(change: tuple[float, float | None] | None, unit: Unit | None) -> str:
    """A change; of a rate both ways, each with the currency whose it is."""
    if change is None:
        return '<td class="number">–</td>'
    quote, value = change
    if value is None or not isinstance(unit, Rate):
        return f'<td class="number">{signed(quote)}</td>'
    below = f"<small>{escape(unit.quote)} {signed(value)}</small>"
    return f'<td class="number">{escape(unit.base)} {signed(quote)}<br>{below}</td>'


def _tested(one: SeriesEvidence) -> str:
    study = one.event_study
    if study is None:
        why = say("refused: {reason}", reason=say(one.refused or ""))
        return f'<td class="none" colspan="2">{escape(why)}</td>'
    first = study.first
    if first is None:
        return '<td class="number">–</td><td class="number">–</td>'
    quote, value = percent_both_ways(first.car)
    car = _cell((quote, value if isinstance(one.unit, Rate) else None), one.unit)
    return f'{car}<td class="number">{share(first.rank.share) if first.rank else "–"}</td>'
