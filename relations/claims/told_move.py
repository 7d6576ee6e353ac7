"""A move in words: of a line, or of both currencies of a rate, each said of its own value; and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relations.claims.measures import PERCENT, Value, entry, size, unsigned
from relations.claims.measures import change as signed
from relations.claims.move import Episode, Move
from relations.claims.way import Way
from relations.evidence.worth import Worth
from relations.story import Story
from relations.values import Message, Parameter, by, in_print, msgid
from sources import Snapshot

FEW = 8  #: moves that a sentence names


def levels(snapshot: Snapshot, worth: Worth, start: date, before: float, end: date, after: float) -> Message:
    """The values at both ends, in the line's unit."""
    (earlier, later), unit = in_print((before, after), worth.unit)
    return Message(
        "{title} ({unit}): {before} on {start}, {after} on {end}.",
        title=snapshot.indicator.title,
        before=earlier,
        unit=unit,
        start=start,
        after=later,
        end=end,
    )


def told(worth: Worth, before: float, after: float) -> Message:
    """A change in a sentence, of both currencies for a rate."""
    fall, other = worth.changes(before, after)
    if worth.currency is None:
        return Message("That is {change}.", change=signed(fall))
    return Message(
        "That is {change} of the value of the {currency} against the {other}, or {inverse} the other way round.",
        change=signed(fall),
        inverse=signed(other),
        **worth.named,
    )


def moved(story: Story, line: str, worth: Worth, change: float, start: date, end: date) -> Message:
    """What a line did from one day to another, as a title has it."""
    return Message("{moved} from {start} to {end}", moved=did(story, line, worth, change), start=start, end=end)


def did(story: Story, line: str, worth: Worth, change: float) -> Message:
    """What a line did, as a part of a title; of a rate the currency whose worth is meant."""
    asked, fell = story.lines[line], change < 0
    known: dict[str, Parameter] = {"name": asked.words, "size": size(change)}
    if worth.currency is None:
        words = msgid("{name} fell {by}"), msgid("{name} rose {by}")
        told = by(size(change), in_points=worth.in_points)
        return Message(words[0] if fell else words[1], name=asked.words, by=told)
    if asked.cross:
        first, second = (story.lines[one].words for one in asked.cross)
        known |= {"name": second, "other": first} if worth.conversion.power == 1 else {"name": first, "other": second}
        words = msgid("{name} lost {size} % against {other}"), msgid("{name} gained {size} % against {other}")
    elif worth.other == "USD":
        words = msgid("{name} lost {size} % of its dollar value"), msgid("{name} gained {size} % in dollar value")
    else:
        known["other"] = worth.named["other"]
        words = msgid("{name} lost {size} % against the {other}"), msgid("{name} gained {size} % against the {other}")
    return Message(words[0] if fell else words[1], **known)


def changes(worth: Worth, before: float, after: float) -> tuple[Value, ...]:
    """A change under its id, of both currencies for a rate."""
    fall, other = worth.changes(before, after)
    if worth.currency is None or worth.other is None:
        return (entry("change", "change", fall, PERCENT),)
    label, named = msgid("change of the value of the {currency} against the {other}"), worth.named
    return (
        entry("change", Message(label, **named), fall, PERCENT),
        entry("change-of-the-other", Message(label, currency=named["other"], other=named["currency"]), other, PERCENT),
    )


def still(found: Move, observations: int | None) -> tuple[Message, ...]:
    """Where the end stands against the mean before it."""
    if found.against_mean is None or observations is None:
        return ()
    below = msgid("At the end it was {change} below the mean of the {number} observations before.")
    above = msgid("At the end it was {change} above the mean of the {number} observations before.")
    words = below if found.against_mean < 0 else above
    return (Message(words, change=unsigned(found.against_mean), number=observations),)


def extreme(way: Way, found: Move) -> tuple[Message, ...]:
    """How far the end is from the lowest in between, or of a rise from the highest."""
    day, off = found.extreme
    if day == found.end:
        return (Message(way.at_extreme),)
    return (Message(way.off_extreme, change=unsigned(off), day=day),)


def episodes(way: Way, found: Move, since: date) -> tuple[Message, ...]:
    """Larger moves up to publication, or the one that comes next; and those since then apart."""
    known: dict[str, Parameter] = {"day": since, "number": found.sample}
    if found.larger:
        said = [Message(way.larger_ones, moves=_listed(found.larger), **known)]
    else:
        said = [Message(way.no_larger, **known)]
        if (following := found.judging.largest()) is not None:
            said.append(Message(way.next_largest, moves=_listed([following])))
    if found.larger_since:
        said.append(Message(way.since_larger, moves=_listed(found.larger_since)))
    elif (following := found.later.largest()) is not None:
        said.append(Message(way.since_largest, moves=_listed([following])))
    return tuple(said)


def _listed(found: Sequence[Episode]) -> tuple[Message, ...]:
    """The largest few, the largest first, and how many more there are."""
    words, more = msgid("{start} to {end} ({change})"), len(found) - FEW
    named = tuple(Message(words, start=one.start, end=one.end, change=signed(one.change)) for one in found[:FEW])
    return (*named, Message("{count} more", count=more)) if more > 0 else named


def any_day(way: Way, found: Move, others: Sequence[tuple[date, Move]], another: Sequence[date]) -> tuple[Message, ...]:
    """On which days of the month of publication the answer would be another; the range of the move over them."""
    if not others:
        return ()
    changes = sorted((one.change for _, one in others), reverse=way.sign > 0)
    words = msgid("Up to any day of the month of publication it is {most} to {least}.")
    said = [Message(words, most=signed(changes[0]), least=signed(changes[-1]))]
    apart = max((one.extreme for _, one in others), key=lambda one: abs(one[1]))
    if apart[1] and apart != found.extreme:
        away = [day for day, one in others if one.extreme == apart]
        known: dict[str, Parameter] = {"day": apart[0], "change": unsigned(apart[1])}
        if len(away) == 1:
            said.append(Message(way.off_extreme_on, first=away[0], **known))
        else:
            said.append(Message(way.off_extreme_from, first=away[0], last=away[-1], **known))
    if another:
        return *said, Message("The answer would be another on {days}.", days=tuple(another))
    return *said, Message("The answer is the same on every day of it.")
