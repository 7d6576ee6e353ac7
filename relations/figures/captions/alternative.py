"""Alternative text for who cannot see the figure: a line for a page, and an account with every turning point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from relations.figures.dates import named, stretch
from relations.figures.layout.remarks import moves, number, remarks
from relations.figures.panel import DrawnPanel, Series, unflagged
from relations.i18n import change, msgid, say, written
from relations.i18n.units import spoken
from relations.story import Event
from relations.story.periods import spans
from relations.values import NO_BREAK, is_level, points, signed
from sources import Snapshot
from transforms import derived

KINDS = {
    "line": msgid("Line chart"),
    "bar": msgid("Bar chart"),
    "step": msgid("Step chart"),
    "rank": msgid("Bar chart"),
}
LONGEST = 160  #: characters of a short one
GAP = 6  #: days without an observation that are told, of a daily line
#: What is said of one observation, and of more.
COURSE = (
    msgid("{line}, {unit}: {first}."),
    msgid("{line}, {unit}: from {first} to {last}, lowest {low}, highest {high}."),
)


def short(titles: Iterable[str], panels: Sequence[DrawnPanel]) -> str:
    """Kind of chart, the finding, and the largest move of the first panel's daily lines, in at most 160 characters.

    The first of the titles that has room for all is the finding, or else the last of them, cut at a word.
    """
    if not panels:
        return cut(next(iter(titles)))
    kind = say(KINDS[panels[0].spec.chart])
    daily = [series for series in panels[0].series if series.shown.indicator.frequency == "daily"]
    found = filter(None, (_move(panels[0], series) for series in daily))
    turn = max(found, key=lambda one: abs(one[0]), default=(0.0, ""))[1]
    for told in (turn, ""):
        for title in titles:
            text = " ".join(filter(None, (f"{kind}: {ended(title)}", told)))
            if len(text) <= LONGEST:
                return text
    return cut(text)


def cut(text: str) -> str:
    """A text of at most 160 characters: a longer one has its first sentences, or is cut at a word."""
    if len(text) <= LONGEST:
        return text
    ends = [place for place in range(1, LONGEST) if text[place - 1 : place + 1] == ". " and text[place + 1].isupper()]
    return text[: ends[-1]] if ends else f"{text[: LONGEST - 1].rpartition(' ')[0].rstrip(',;:. ')}…"


def long(title: str, subtitle: str, panels: Sequence[DrawnPanel], named_events: Sequence[Event]) -> str:
    """Title and measure; of every line where it begins, ends and turns; what is marked, flagged, missing, and named."""
    sentences = [ended(title), ended(subtitle)]
    for panel in panels:
        sentences.append(f"{say(KINDS[panel.spec.chart])}.")
        for series in panel.series:
            move = _move(panel, series)
            sentences += [_course(panel, series), *([move[1]] if move else []), *_gaps(series)]
        sentences += [one.note for one in moves(panel)]
        sentences += [one.note for one in remarks(panel)]
        sentences += dict.fromkeys(ended(flag.note) for flag in panel.spec.flags)
        for first, last, labels in panel.partial:
            period = stretch(panel.series[0].shown.indicator, first, last)
            sentences.append(say("Missing in {period}: {lines}.", period=period, lines=", ".join(labels)))
    if named_events:
        marked = "; ".join(f"{event.label}, {written(event.date, event.precision)}" for event in named_events)
        sentences.append(say("Events named: {events}.", events=marked))
    return " ".join(dict.fromkeys(sentences))


def ended(part: str) -> str:
    """A sentence with its full stop, and with one only."""
    return part if part.endswith((".", "?", "!", "…")) else f"{part}."


def _fit(panel: DrawnPanel, series: Series) -> pd.DataFrame:
    """The observations of a line that may be read like each other, or all if there are no such."""
    fit = unflagged(panel.spec, series.name, series.shown.data)
    return series.shown.data if fit.empty else fit


def _course(panel: DrawnPanel, series: Series) -> str:
    """From where to where a line goes, and between which values; what is flagged is none of them."""
    data = _fit(panel, series)
    days, found = data["date"].to_numpy().astype("datetime64[D]"), data["value"].to_numpy()
    places = {"first": 0, "last": -1, "low": int(found.argmin()), "high": int(found.argmax())}
    at = {
        name: f"{number(float(found[place]))} ({named(series.shown.indicator, days[place].item())})"
        for name, place in places.items()
    }
    one, more = COURSE
    return say(one if len(data) == 1 else more, line=series.label, unit=spoken(series.unit), **at)


def _move(panel: DrawnPanel, series: Series) -> tuple[float, str] | None:
    """The largest move of a line between neighbouring observations, and that in words; None if it never moves.

    In percent where that has a meaning, of a quote of its currency's worth; else in points.
    """
    fit = derived(series.shown, _fit(panel, series))
    found = fit.values
    if len(found) < 2:
        return None
    relative = is_level(series.unit) and found.min() > 0
    inverse = series.is_quote
    steps = np.diff(found)
    if relative:
        steps = 100 * ((found[:-1] / found[1:] if inverse else found[1:] / found[:-1]) - 1)
    steps = np.where(_missing(fit) > _allowed(fit), 0, steps)
    place = int(np.abs(steps).argmax())
    if not steps[place]:
        return None
    plain, day = change(float(steps[place])), fit.data["date"].iloc[place + 1].date()
    size = f"{plain}{NO_BREAK}%" if relative else say(points(signed(float(steps[place]))))
    when = named(series.shown.indicator, day)
    return float(steps[place]), say("{line}, largest move: {size} ({when}).", line=series.label, size=size, when=when)


def _missing(shown: Snapshot) -> npt.NDArray[np.int64]:
    """Between neighbouring observations the days that none is of."""
    first, last = spans(shown)
    return np.asarray((first[1:] - last[:-1]).astype(int) - 1)


def _allowed(shown: Snapshot) -> int:
    """Of daily lines holidays are no gap."""
    return GAP if shown.indicator.frequency == "daily" else 0


def _gaps(series: Series) -> Iterator[str]:
    """The longest stretch without an observation, where it is longer than a holiday."""
    first, last = spans(series.shown)
    missing = _missing(series.shown)
    if missing.max(initial=0) > _allowed(series.shown):
        place = int(missing.argmax())
        gap = stretch(series.shown.indicator, (last[place] + 1).item(), (first[place + 1] - 1).item())
        yield say("{line} has no value for {gap}.", line=series.label, gap=gap)
