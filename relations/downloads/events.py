"""The table of events as files: a row per event and line, with its moves, its tests, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from relations.downloads.sheets import Cell, book_of
from relations.downloads.text import lines
from relations.evidence.event_study import WindowTest
from relations.evidence.found import EventEvidence, SeriesEvidence
from relations.story import Story
from relations.values.plain import Say

COLUMNS = (
    *("event", "date", "line", "day 0", "from", "to", "business days", "[-1,+1] %", "[0,+10] %"),
    *("20 before %", "20 after %", "after - before %", "z", "CAR [-1,+1] %", "t", "placebo rank %"),
    *("model", "refused", "overlaps"),
)
MORE = ("name", "line's name", "[-1,+1] % of value", "why refused")  #: of a file, after COLUMNS


def rows(found: Sequence[EventEvidence]) -> list[tuple[Cell, ...]]:
    """A row per event and line under COLUMNS, in percent, of a currency's quote; None where there is no number."""
    return [_row(one, series) for one in found for series in one.series]


def written_as(kind: str, story: Story, found: Sequence[EventEvidence], say: Say) -> bytes:
    """The table as a file: `csv` or `xlsx`, with names and reasons said by `say`; equal evidence gives equal bytes."""
    table = [(*_row(one, series), *_more(story, one, series, say)) for one in found for series in one.series]
    if kind == "csv":
        return lines((*COLUMNS, *MORE), table).encode()
    made = datetime.combine(story.article.known_until, time())  # Excel knows no zones
    return book_of(made, {"events": ((*COLUMNS, *MORE), table)})


def _row(one: EventEvidence, series: SeriesEvidence) -> tuple[Cell, ...]:
    moves = {move.window: move for move in series.moves}
    near, far = moves.get((-1, 1)), moves.get((0, 10))
    sides, test = series.before_after, series.event_study.first if series.event_study else None
    window = (str(near.start), str(near.end), near.business_days) if near else (None, None, None)
    compared = (sides.before.change, sides.after.change, sides.difference, sides.z) if sides else (None,) * 4
    tested = (test.percent, test.t, 100 * test.rank.share if test.rank else None) if test else (None,) * 3
    numbers = (near.change if near else None, far.change if far else None, *compared, *tested)
    named = (one.id, str(one.date), series.line, str(series.day0) if series.day0 else None)
    model = test.model if test else None
    return *named, *window, *numbers, model, series.refused or _refused(series, test), ", ".join(one.overlaps)


def _refused(series: SeriesEvidence, test: WindowTest | None) -> str | None:
    """Why the market model, in whose place the test in the row has a constant mean, was refused."""
    if test is None:
        return None
    return next(
        (no.reason for no in series.refusals if (no.statistic, no.window) == ("market model", test.window)), None
    )


def _more(story: Story, one: EventEvidence, series: SeriesEvidence, say: Say) -> tuple[Cell, ...]:
    near = next((move for move in series.moves if move.window == (-1, 1)), None)
    reasons = [series.detail] if series.detail else [one.detail for one in series.refusals]
    why = "; ".join(dict.fromkeys(map(say, reasons))) or None
    labels = story.event(one.id).label, story.lines[series.line].label
    return *labels, near.value_change if near else None, why
