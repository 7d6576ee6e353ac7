"""The panels of a figure filled with their lines: read, transformed, cut to the window, each with its scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import cast

import numpy as np

from relations.claims.look import Look, Read
from relations.figures.panel import DrawnPanel, Series, is_quote, unflagged
from relations.figures.scale import Scale
from relations.figures.shared_scales import Filled, alike, in_billions, scales
from relations.i18n import say
from relations.story import Band, FigureSpec, Panel, Story, Window
from relations.story.line import is_there, nobody_has
from relations.story.periods import charts, stands
from relations.values import Index, Message, Share, Since, When
from sources import NotCached, Rejected, Snapshot, SourceError
from transforms import derived
from transforms.change import annual_change
from transforms.index import index
from transforms.since import since
from transforms.value import value


def panels(
    story: Story, spec: FigureSpec, cut: date | None = None, read: Read | None = None
) -> tuple[list[DrawnPanel], list[str]]:
    """The panels of a figure, and what keeps lines from being drawn, in words for a reader.

    A panel of which nothing is in the cache is an empty frame that says so. Observations are those known on the day
    `cut`, or now; `read` is what other looks at the same story have read.
    """
    shared: Read = {} if read is None else read
    look, before = (Look(story, day, read=shared) for day in (cut, story.article.known_until))
    filled: Filled = []
    frames: dict[int, DrawnPanel] = {}
    problems: list[str] = []
    for panel in (one for one in spec.panels if is_there(story, one)):
        series: list[Series] = []
        absent_ones: list[str] = []
        for name in panel.lines:
            try:
                then = _then(before, panel, name, spec.window) if spec.then_and_now and cut is None else None
                series.append(_series(look, panel, name, spec.window, then))
            except SourceError as error:
                problems.append(say(error))
                absent_ones += [name] if isinstance(error, NotCached) else []
        if {alike(one.unit) for one in series} == {Share()}:
            common = series[0].unit if len({one.unit for one in series}) == 1 else Share()  # of their whole, if of one
            series = [replace(one, shown=derived(one.shown, one.shown.data, unit=common)) for one in series]
        if len({one.unit for one in series}) > 1:
            units = ", ".join(f"{one.label} in {one.unit}" for one in series)
            problems.append(f"{spec.id}: lines of one panel must share a unit; {units}: give each its own panel")
            series = series[:1]
        if series:
            fit = charts(one.dating for one in series)  # another copy than the story's first may be of periods
            own = panel if panel.chart in fit or spec.is_ranked else panel.model_copy(update={"chart": fit[0]})
            filled.append((own, series))
        elif absent_ones:
            frames[len(filled) + len(frames)] = _frame(story, panel, absent_ones)
    filled = in_billions(filled)
    drawn = [
        DrawnPanel(
            panel,
            tuple(series),
            tuple(bands(story, (one.name for one in series), spec.window)),
            scale,
            headed=scale.inverted or (len(filled) > 1 and panel.weight <= 1),  # not the one that the subtitle is about
        )
        for (panel, series), scale in zip(filled, scales(spec, filled, problems), strict=True)
    ]
    for place, frame in frames.items():
        drawn.insert(place, frame)
    return drawn, problems


def _frame(story: Story, panel: Panel, names: Sequence[str]) -> DrawnPanel:
    """An empty frame in place of a panel, which says of each line why it is not there."""
    reasons: dict[str, list[str]] = {}
    for name in names:
        why = nobody_has(story, name) or Message("not yet fetched; to fetch: relations refresh {story}", story=story.id)
        reasons.setdefault(say(why), []).append(story.lines[name].label)
    words = (say("{lines}: {reason}.", lines=", ".join(lines), reason=why) for why, lines in reasons.items())
    return DrawnPanel(panel, (), (), Scale(0.0, 1.0, (), 0), headed=False, why=" ".join(words))


def absent(story: Story, spec: FigureSpec, drawn: Iterable[DrawnPanel]) -> tuple[str, ...]:
    """The labels of the lines that a figure should have and has not, but for those an empty frame tells of."""
    there = {series.name for panel in drawn for series in panel.series}
    there |= {name for panel in drawn if panel.why for name in panel.spec.lines}
    wanted = (name for panel in spec.panels if is_there(story, panel) for name in panel.lines)
    return tuple(dict.fromkeys(story.lines[name].label for name in wanted if name not in there))


def _series(look: Look, panel: Panel, name: str, span: Window, then: Snapshot | None) -> Series:
    story, line = look.story, look.story.lines[name]
    shown, level = _shown(look, panel, name, span), look.line(name)
    # what an editor says of the first copy may be wrong of another
    axis = line.axis if line.axis and (line.parts or level.indicator.key == line.keys[0]) else ""
    return Series(name, line.label, shown, story.hue(name), then, level, axis, line.regimes)


def bands(story: Story, lines: Iterable[str], span: Window) -> list[Band]:
    """The story's bands behind these lines that reach into a window."""
    near = (band for band in story.bands if band.start <= span.end and band.end >= span.start)
    names = set(lines)
    return [band for band in near if names & set(band.lines)]


def _then(look: Look, panel: Panel, name: str, span: Window) -> Snapshot | None:
    """What of a line was known then; None if nothing was."""
    with suppress(SourceError):
        return _shown(look, panel, name, span)
    return None


def _shown(look: Look, panel: Panel, name: str, span: Window) -> Snapshot:
    """A line, first transformed, then cut to the window: the base of an index may lie before the window."""
    whole = look.line(name)
    if panel.show in ("index", "since"):
        if is_quote(whole.indicator.unit, look.story.hue(name)):
            whole = value(whole)  # a currency that loses falls
        base = look.story.base_day(cast("date | str", panel.base))
        whole = index(whole, base) if panel.show == "index" else since(whole, base)
        if len(panel.lines) > 1:  # they share a unit: each one's own value at the base is for the figure's notes
            whole = derived(whole, whole.data, unit=Index(When(base)) if panel.show == "index" else Since(When(base)))
    elif panel.show == "value":
        whole = value(whole)
    elif panel.show == "change":  # to or from what is flagged there is none that could be compared
        whole = annual_change(derived(whole, unflagged(panel, name, whole.data)))
    return _within(whole, span)


def _within(whole: Snapshot, span: Window) -> Snapshot:
    """The observations that stand in the window, those of a period with all of it; Rejected if there is none."""
    start, end = stands(whole)
    inside = (start >= np.datetime64(span.start)) & (end <= np.datetime64(span.end))
    one = whole.indicator
    if not inside.any():
        raise Rejected(
            f"{one.key} has no observation from {span.start} to {span.end}; it runs from {whole.first} to {whole.last}"
        )
    return derived(whole, whole.data[inside], title=one.title, unit=one.unit)
