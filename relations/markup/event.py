"""One event: what happened, what every line did around it, how unusual that was, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from relations.evidence.before_after import BeforeAfter, Stretch
from relations.evidence.event_answer import answer
from relations.evidence.events import WINDOW
from relations.evidence.found import EventEvidence, SeriesEvidence
from relations.evidence.windows import WINDOWS, Move
from relations.figures.spoken_story import said
from relations.i18n import number, say, weekday, written
from relations.markup import ROLE_MARKS, folded, listing, wide
from relations.markup.event_tests import label_of, unusual
from relations.markup.numbers import both_ways, ranked, source_links, span, when
from relations.story import Story
from relations.values import Message, Unit, msgid

MOVED = (msgid("Line"), msgid("Day 0"), msgid("Days −1 to +1"), msgid("Days −5 to +5"), msgid("Days 0 to +10"))
SIDES = (
    msgid("Line"),
    msgid("20 observations before"),
    msgid("20 observations after"),
    msgid("Means of ln P, after − before"),
    "z",
    msgid("Placebo rank"),
)


def answered(story: Story, one: EventEvidence, names: Iterable[str]) -> str:
    """The event, and in plain words what moved around it; markup, like all that these functions return."""
    event = story.event(one.id)
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    note = f" <em>{escape(event.note)}</em>" if event.note else ""
    said_of_it = " ".join(say(part) for part in answer(story, one, names)) or _nothing(story, one)
    return (
        f"<h2>{escape(event.label)}</h2>"
        f'<p class="answer">{escape(said_of_it)}</p>'
        f"<p>{ROLE_MARKS[event.role]} <strong>{when(event)}</strong> {escape(event.sentence)}{paragraphs}{note}"
        f" <small>{escape(say(event.role))}</small></p>"
    )


def _nothing(story: Story, one: EventEvidence) -> str:
    """Why nothing is said of what moved."""
    details = {said(story, series.detail) for series in one.series if series.refused and series.detail}
    why = details.pop() if len(details) == 1 else say("no data")
    return say("What moved cannot be said: {reason}.", reason=why)


def details(story: Story, one: EventEvidence, now: EventEvidence | None) -> str:
    """All that was computed, folded; `now` are its numbers as known now, where they are to be compared."""
    refused = [line for series in one.series for line in _refused(story, series)]
    sides = [_side_row(story, series, series.before_after) for series in one.series if series.before_after]
    moves = [_move_row(story, series) for series in one.series if series.day0]
    parts = {
        say("Overlaps"): _cannot_tell_apart(story, one),
        say("What moved, window by window"): wide([*map(say, MOVED)], moves),
        say("20 observations before and after"): wide([*map(say, SIDES)], sides),
        say("How unusual it was"): unusual(story, one, now),
        say("Not tested, and why"): listing(refused) if refused else "",
    }
    folds = "".join(folded(title, body) for title, body in parts.items())
    sources = say("Sources")
    return f"{folds}<p><small>{escape(sources)}: {source_links(story, story.event(one.id).sources)}</small></p>"


def _cannot_tell_apart(story: Story, one: EventEvidence) -> str:
    if not one.overlaps:
        return ""
    others = ", ".join(f"{story.event(name).label} ({when(story.event(name))})" for name in one.overlaps)
    shared = say(
        "The windows of {events} overlap this one’s: a move in shared days cannot be given to one of them.",
        events=others,
    )
    return f"<p>{escape(shared)}</p>"


def _move_row(story: Story, one: SeriesEvidence) -> tuple[str, ...]:
    moves = {move.window: _move(move, one.unit) for move in one.moves}
    refused = {no.window: escape(f"– ({say(no.reason)})") for no in one.refusals if no.statistic == WINDOW}
    windows = [moves.get(window) or refused.get(window, "–") for window in WINDOWS]
    return f"{label_of(story, one)}<br><small>{escape(one.key or '')}</small>", _zero(one), *windows


def _move(move: Move, unit: Unit | None) -> str:
    """A move with the two days it is between, and how many business days that is where it is not as many as asked."""
    days = f"{written(move.start)} → {written(move.end)}"
    if move.business_days != move.asked:
        days += ", " + say("{count} business days instead of {asked}", count=move.business_days, asked=move.asked)
    inside = ", " + say("inside: {value}", value=say(move.note)) if move.note else ""
    return f"{escape(both_ways(move.change, move.value_change, unit))}<br><small>{escape(days + inside)}</small>"


def _zero(one: SeriesEvidence) -> str:
    if one.day0 is None:
        return ""
    later = say(Message.counted("+{count} business day", "+{count} business days", count=one.shift_days or 0))
    shift = f"<br><small>{escape(later)}</small>" if one.shift_days else ""
    return f"{escape(weekday(one.day0, short=True))} {escape(written(one.day0))}{shift}"


def _side_row(story: Story, one: SeriesEvidence, sides: BeforeAfter) -> tuple[str, ...]:
    """The windows before and after, and how unusual the difference of their means is."""
    return (
        label_of(story, one),
        *(_side(side, one.unit) for side in (sides.before, sides.after)),
        escape(both_ways(sides.difference, sides.value_difference, one.unit)),
        "–" if sides.z is None else number(sides.z, 2),
        ranked(sides.rank),
    )


def _side(side: Stretch, unit: Unit | None) -> str:
    """The change of one side, its days, and how much it moved about."""
    days = say(
        "{start} – {end}, {count} business days",
        start=written(side.start),
        end=written(side.end),
        count=side.business_days,
    )
    about = "" if side.volatility is None else say("volatility {percent} % a year", percent=number(side.volatility, 1))
    fall = say("deepest fall {percent} %", percent=number(side.drawdown, 1))
    more = "; ".join(filter(None, (days, about, fall)))
    return f"{escape(both_ways(side.change, side.value_change, unit))}<br><small>{escape(more)}</small>"


def _refused(story: Story, one: SeriesEvidence) -> Iterable[str]:
    """In words every statistic that is not given: the line, the statistic, the reason and its figures."""
    if one.refused:
        why = say("no event study, {reason}", reason=say(one.refused))
        yield f"<strong>{label_of(story, one)}</strong>: {escape(why)} ({escape(said(story, one.detail or ''))})"
    for no in one.refusals:
        what = f"{say(no.statistic)} {span(no.window)}" if no.window else say(no.statistic)
        why = say("no {statistic}, {reason}", statistic=what, reason=say(no.reason))
        yield f"<strong>{label_of(story, one)}</strong>: {escape(why)} ({escape(said(story, no.detail))})"
