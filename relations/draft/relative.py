"""Times that are told as seen from another: last October, that year, the following spring, April last year."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from relations.draft.dates import Mention
from relations.draft.sentences import Sentence
from relations.draft.timeline import FAR, Timeline, When
from relations.draft.words import months, table, weekdays

_CALENDAR = {"last": -1, "this": 0, "next": 1}
_TOLD = {
    "the following": 1,
    "the next": 1,
    "the previous": -1,
    "the same": 0,
    "that same": 0,
    "that very": 0,
    "the year before": -1,
    "the year earlier": -1,
    "the year after": 1,
    "that": 0,
    "the": 0,
    "in": 0,
}


def relative(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    """A month, season, year or day beside the article's date or beside the date told last."""
    rel = mention.parts.get("rel", "in").lower().replace("the very ", "the ")  # Russian says "in spring" in one word
    if rel in _CALENDAR:
        return line.published and _from_today(line.published, _CALENDAR[rel], mention)
    known = line.recent(sentence, FAR)
    if known is None or known.precision == "decade":
        in_a_season = "s" in mention.parts and rel in {"the", "in"}
        return line.published and _from_today(line.published, -1, mention) if in_a_season else None
    return _from_told(known, _TOLD[rel], mention)


def _from_today(published: When, way: int, mention: Mention) -> When | None:
    """Last, this or next so-and-so, as seen on the day of publication."""
    parts, day = mention.parts, published.day
    if "w" in parts:
        return weekday(published, weekdays()[parts["w"].lower()], way)
    if "u" in parts:
        return stepped(published, parts["u"].lower(), way)
    first, precision = _named(parts)
    if published.precision == "year":
        return None
    start = date(day.year, first, 1)
    if way < 0 and When(start, precision).end >= day:
        start = start.replace(year=day.year - 1)
    if way > 0 and start <= day:
        start = start.replace(year=day.year + 1)
    return When(start, precision)


def _from_told(known: When, way: int, mention: Mention) -> When | None:
    """That, the following or the previous so-and-so, as seen from the date told last."""
    parts = mention.parts
    if "w" in parts:
        return None
    if "u" in parts:
        return stepped(known, parts["u"].lower(), way)
    first, precision = _named(parts)
    start = date(known.day.year, first, 1)
    if way > 0 and start <= known.end:  # of a year as a whole: the February that follows is that of the next
        start = start.replace(year=start.year + 1)
    if way < 0 and start >= known.day:
        start = start.replace(year=start.year - 1)
    return When(start, precision)


def _named(parts: dict[str, str]) -> tuple[int, str]:
    """The month a month or season begins with, and which of the two it is."""
    if "m" in parts:
        return months()[parts["m"].lower()], "month"
    return table("seasons")[parts["s"].lower()], "season"


def stepped(known: When, step: str, count: float, *, with_half: bool = False) -> When | None:
    """A date so many steps away; weeks are told by the month, and months of a year not at all.

    `with_half` says that there is half a year among them, so that it is told by the month.
    """
    if step in {"day", "week"}:
        day = known.day + timedelta(**{f"{step}s": int(count)})
        told = When(day, "day") if step == "day" else When(day.replace(day=1), "month")
        return told if known.precision == "day" else None
    if step == "decade" or known.precision == "decade":
        return None
    moved = known.day.replace(day=1) + relativedelta(months=int(12 * count if step == "year" else count))
    if step == "year" and not with_half:
        return When(date(moved.year, 1, 1), "year")
    return When(moved, "month") if known.precision in {"day", "month"} else None


def of_a_year(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    """April last year, 6 May this year, in July of the following year."""
    year = year_seen(line, mention, sentence)
    if year is None:
        return None
    month, precision = _named(mention.parts)
    day = date(year, month, int(mention.parts.get("d", 1)))
    return When(day, "day" if "d" in mention.parts else precision)


def year_seen(line: Timeline, mention: Mention, sentence: Sentence) -> int | None:
    """Last year, this year, that year: as a number."""
    rel = mention.parts["rel"].lower()
    known = line.published if rel in _CALENDAR else line.recent(sentence, FAR)
    return None if known is None or known.precision == "decade" else known.day.year + (_CALENDAR | _TOLD)[rel]


def weekday(published: When, wanted: int, way: int) -> When | None:
    """The last such weekday, 0 for Monday, or the next: on the day of publication itself, "on Tuesday" is that day."""
    if published.precision != "day":
        return None
    back = (published.day.weekday() - wanted) % 7
    if way < 0:
        back = back or 7
    return When(published.day - timedelta(days=back) + timedelta(weeks=way > 0), "day")
