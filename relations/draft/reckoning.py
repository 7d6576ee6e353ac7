"""From a time as a sentence names it to a date, by what the article has told before and when it appeared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from relations.draft import relative
from relations.draft.dates import Mention
from relations.draft.sentences import Sentence
from relations.draft.timeline import FAR, NEAR, Timeline, When
from relations.draft.words import listed, months, number, spoken, table, weekdays

LATELY = 60  #: days before the article within which a day without its year is the last there was
_SHARED_YEAR = spoken(
    "shared_year", r"^,? (?:and|or|to|until) (?:on |in |of )?(?:\d{1,2} )?[A-Z][a-z]+(?: \d{1,2},)? (\d{4})\b", 0
)


def resolve(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    """The date of a mention; None where neither the text nor the article's own date tells it."""
    try:
        return _WAYS[mention.way](line, mention, sentence)
    except (ValueError, OverflowError):  # 31 June, or out of all calendars
        return None


def _absolute(_: Timeline, mention: Mention, __: Sentence) -> When | None:
    parts = mention.parts
    year = int(parts["y"])
    if mention.way == "season":
        return When(date(year, table("seasons")[parts["s"].lower()], 1), "season")
    month = int(parts.get("k") or months()[parts["m"].lower()])
    return When(date(year, month, int(parts.get("d", 1))), mention.way)


def _year(_: Timeline, mention: Mention, __: Sentence) -> When:
    return When(date(int(mention.parts["y"]), 1, 1), "year")


def _decade(_: Timeline, mention: Mention, __: Sentence) -> When:
    return When(date(int(mention.parts.get("y", "200")) * 10, 1, 1), "decade")


_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def _quarter(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    word = mention.parts.get("q4") or mention.parts.get("q", "").lower()
    known = line.recent(sentence, FAR)
    year = int(mention.parts["y"]) if "y" in mention.parts else known.day.year if known else None
    if "rel" in mention.parts:
        year = relative.year_seen(line, mention, sentence)
    word = "4" if word == "last" and "y" in mention.parts else word
    place = int(word) if word.isdigit() else (table("ordinals") | _ROMAN).get(word)
    return When(date(year, 3 * place - 2, 1), "quarter") if year and place and place <= 4 else None


def _of_the_year(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    """A day or month without its year: nearest to what was just told, else the last before the article appeared."""
    month, day = months()[mention.parts["m"].lower()], int(mention.parts.get("d", 1))
    precision = "day" if "d" in mention.parts else "month"
    if shared := _SHARED_YEAR.search(sentence.bare[mention.end :]):
        return When(date(int(shared[1]), month, day), precision)
    known = line.recent(sentence, NEAR if line.published else FAR)
    if known is None or known.precision == "decade":
        return line.published and _last(line.published, month, day, precision)
    if known.precision == "year":
        return When(date(known.day.year, month, day), precision)
    before, after = (_beside(known.day, month, day, way) for way in (-1, 1))
    ahead, behind = (after - known.day).days, (known.day - before).days
    is_later = line.published is not None and after > line.published.end
    if line.published and not is_later and (line.published.end - after).days < LATELY:  # it is news
        return When(after, precision)
    return When(before if is_later or ahead > 3 * behind else after, precision)


def _of_the_month(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    """On the 29th: of the month that was told last, or of the next where that day of it is over."""
    known = line.recent(sentence, FAR)
    if known is None or known.precision not in {"day", "month"}:
        return None
    first, number = known.day.replace(day=1), int(mention.parts["d"])
    over = known.precision == "day" and number <= known.day.day
    return When((first + relativedelta(months=int(over))).replace(day=number), "day")


def _new_year(line: Timeline, _: Mention, __: Sentence) -> When | None:
    """Since the start of the year: that in which the article appeared."""
    return When(line.published.day.replace(month=1, day=1), "day") if line.published else None


def _beside(day: date, month: int, number: int, way: int) -> date:
    """The first such day from a day on, forward or back."""
    same = date(day.year, month, number)
    return same if (same - day).days * way >= 0 else same.replace(year=day.year + way)


def _last(published: When, month: int, day: int, precision: str) -> When | None:
    if published.precision == "year":
        return None
    return When(_beside(published.end, month, day, -1), precision)


def _ago(line: Timeline, mention: Mention, _: Sentence) -> When | None:
    if line.published is None:
        return None
    if "this" in mention.parts and mention.parts["u"].lower() == "year":
        years = int(number(mention.parts["n"]))
        return When((line.published.day - relativedelta(years=years)).replace(day=1), "month")
    return _moved(line.published, mention, -1)


def _offset(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    known = line.recent(sentence, FAR)
    if mention.parts.get("half", "").lower() in {"half a ", "пол"}:
        mention = replace(mention, parts={**mention.parts, "u": "month", "n": "six"})
    return known and _moved(known, mention, -1 if mention.parts["dir"].lower() in {"earlier", "before"} else 1)


def _turned(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    """What came before or after the date told last: said on Tuesday, a day after Kyiv complained."""
    known = line.recent(sentence, 0)
    return known and _moved(known, mention, 1 if mention.parts["dir"].lower() == "before" else -1)


def _soon(line: Timeline, mention: Mention, sentence: Sentence) -> When | None:
    """Hours after the date told last, which is the same day; days after it, which is told by the month."""
    known = line.recent(sentence, FAR)
    if known is None or known.precision not in {"day", "month"}:
        return None
    is_hours = mention.parts["u"].lower() in {"hour", "час"}
    return known if is_hours else When(known.day.replace(day=1), "month")


def _eve(line: Timeline, _: Mention, sentence: Sentence) -> When | None:
    """The day before the one told last, else before the article appeared."""
    known = line.recent(sentence, NEAR) or line.published
    return When(known.day - timedelta(days=1), "day") if known and known.precision == "day" else None


def _anchored(line: Timeline, mention: Mention, _: Sentence) -> When | None:
    """So long after or before something the article has dated: the last whose sentence has the same words."""
    wanted = {word for word in mention.parts["what"].split()[1:3] if word.islower() and word not in listed("small")}
    known = next((when for words, when in reversed(line.told) if wanted & words), None)
    return known and _moved(known, mention, -1 if mention.parts["dir"].lower() == "before" else 1)


def _moved(known: When, mention: Mention, way: int) -> When | None:
    """A date as many steps away as a mention says."""
    step, with_half = mention.parts["u"].lower(), "half" in mention.parts
    count = number(mention.parts.get("n", "one")) + (0.5 if with_half and step == "year" else 0)
    return relative.stepped(known, step, way * count, with_half=with_half)


def _on_weekday(line: Timeline, mention: Mention, _: Sentence) -> When | None:
    return line.published and relative.weekday(line.published, weekdays()[mention.parts["w"].lower()], 0)


def _word(line: Timeline, mention: Mention, _: Sentence) -> When | None:
    if line.published is None or line.published.precision != "day":
        return None
    return When(line.published.day - timedelta(days=mention.parts["word"].lower() in {"yesterday", "вчера"}), "day")


_WAYS = {
    "day": _absolute,
    "month": _absolute,
    "season": _absolute,
    "quarter": _quarter,
    "decade": _decade,
    "year": _year,
    "day of the year": _of_the_year,
    "new year": _new_year,
    "month of the year": _of_the_year,
    "day of the month": _of_the_month,
    "ago": _ago,
    "anchored": _anchored,
    "offset": _offset,
    "side": _offset,
    "eve": _eve,
    "soon": _soon,
    "turned": _turned,
    "relative": relative.relative,
    "month of a year": relative.of_a_year,
    "weekday": _on_weekday,
    "word": _word,
}
