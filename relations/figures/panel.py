"""What a panel shows: its series, cut and transformed, and the scale they are read on."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from relations.claims.measures import Look
from relations.figures.layout.placement import Floats
from relations.i18n import number, say
from relations.story import Band, FigureSpec, Panel, Story, Window
from relations.story.figures import Chart
from relations.story.hue import Hue
from relations.story.line import is_there
from relations.story.periods import DAY, breaks, charts, stands
from relations.values import Dating, Index, Since, Unit, When, digits
from sources import Rejected, Snapshot, SourceError
from transforms import derived
from transforms.change import annual_change
from transforms.index import index
from transforms.since import since
from transforms.value import value


@dataclass(frozen=True)
class Series:
    """One line of a panel: what the story calls it, and the observations shown."""

    name: str
    label: str
    shown: Snapshot
    hue: Hue  #: whose it is, which gives it its colour
    then: Snapshot | None = None  #: what of it was known then, where a figure shows both: the rest is drawn pale

    @property
    def unit(self) -> Unit:
        """Unit of the observations shown."""
        return self.shown.indicator.unit

    @property
    def dating(self) -> Dating:
        """What the dates of the observations stand for."""
        return self.shown.indicator.dating


@dataclass(frozen=True)
class Scale:
    """An axis of values: its ends, its ticks, how many decimals its labels need, and whether it is logarithmic."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int
    log: bool = False

    def y(self, values: float | Floats, height: float) -> Floats:
        """Pixels from the top of a panel of that height."""
        place = np.log if self.log else np.asarray
        low, high = (float(place(end)) for end in (self.low, self.high))
        return np.asarray(height * (high - place(np.asarray(values, dtype=float))) / (high - low))

    def spaced(self, height: float, least: float) -> Scale:
        """The scale with every tick, every second or so, as they stand `least` px apart; zero is always one of them."""
        first = self.ticks.index(0) if 0 in self.ticks else 0
        for step in range(1, len(self.ticks)):
            ticks = self.ticks[first % step :: step]
            if len(ticks) < 2 or np.abs(np.diff(self.y(np.array(ticks), height))).min() >= least:
                return replace(self, ticks=ticks)
        return self

    def label(self, tick: float) -> str:
        """A tick's label, as the axis writes it."""
        return number(tick, self.decimals)


@dataclass(frozen=True)
class DrawnPanel:
    """A panel with its data."""

    spec: Panel
    series: tuple[Series, ...]
    bands: tuple[Band, ...]
    scale: Scale


def panels(story: Story, spec: FigureSpec, cut: date | None = None) -> tuple[list[DrawnPanel], list[str]]:
    """The panels of a figure that can be drawn, and what keeps the others from it, in words for a reader.

    Observations are those known on the day `cut`, or now.
    """
    look, before = Look(story, cut), Look(story, story.article.known_until)
    drawn: list[DrawnPanel] = []
    problems: list[str] = []
    for panel in spec.panels:
        series: list[Series] = []
        for name in panel.lines if is_there(story, panel) else ():
            try:
                shown = _shown(look, panel, name, spec.window)
                then = _then(before, panel, name, spec.window) if spec.then_and_now and cut is None else None
                series.append(Series(name, story.lines[name].label, shown, story.hue(name), then))
            except SourceError as error:
                problems.append(say(error))
        if len({one.unit for one in series}) > 1:
            units = ", ".join(f"{one.label} in {one.unit}" for one in series)
            problems.append(f"{spec.id}: lines of one panel must share a unit; {units}: give each its own panel")
            series = series[:1]
        if series:
            values = pd.concat([one.shown.data["value"] for one in series])
            bands = tuple(b for b in story.bands if set(b.lines) & {one.name for one in series})
            fit = charts(one.dating for one in series)  # another copy than the story's first may be of periods
            own = panel if panel.chart in fit else panel.model_copy(update={"chart": fit[0]})
            scale = _scale(spec, own, values, problems)
            drawn.append(DrawnPanel(own, tuple(series), _touching(bands, spec.window), scale))
    return drawn, problems


def _scale(spec: FigureSpec, panel: Panel, values: pd.Series[float], problems: list[str]) -> Scale:
    """The panel's axis; a logarithmic one only where every value has a logarithm."""
    if panel.scale == "log":
        if values.min() > 0:
            return log_scale(values.min(), values.max())
        lowest = number(values.min(), digits(values.min()))
        needed = "a logarithmic scale needs positive values"
        problems.append(f"{spec.id}: {needed}, and the lowest is {lowest}: drawn linear")
    return value_scale(values.min(), values.max(), zero=panel.chart == "bar")


def _then(look: Look, panel: Panel, name: str, span: Window) -> Snapshot | None:
    """What of a line was known then; None if nothing was."""
    try:
        return _shown(look, panel, name, span)
    except SourceError:
        return None


def _shown(look: Look, panel: Panel, name: str, span: Window) -> Snapshot:
    """A line, first transformed, then cut to the window: the base of an index may lie before the window."""
    whole = look.line(name)
    if panel.show in ("index", "since"):
        base = panel.base if isinstance(panel.base, date) else look.story.event(str(panel.base)).start
        whole = index(whole, base) if panel.show == "index" else since(whole, base)
        if len(panel.lines) > 1:  # they share a unit: each one's own value at the base is for the figure's notes
            whole = derived(whole, whole.data, unit=Index(When(base)) if panel.show == "index" else Since(When(base)))
    elif panel.show == "value":
        whole = value(whole)
    elif panel.show == "change":  # to or from what is flagged there is none that could be compared
        whole = annual_change(derived(whole, unflagged(panel, name, whole.data)))
    return _within(whole, span)


def unflagged(panel: Panel, name: str, data: pd.DataFrame) -> pd.DataFrame:
    """The observations of a line that may be read like each other."""
    return data[~data["date"].isin([pd.Timestamp(day) for day in panel.flagged(name)])]


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


def _touching(bands: Iterable[Band], span: Window) -> tuple[Band, ...]:
    return tuple(band for band in bands if band.start <= span.end and band.end >= span.start)


def value_scale(low: float, high: float, *, zero: bool, count: int = 4) -> Scale:
    """A scale with about `count` ticks at nice numbers around the data (Heckbert, Graphics Gems, 1990, p. 61)."""
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-9 * max(abs(low), abs(high), 1e-9):  # a constant still needs an axis around it
        low, high = low - abs(low) / 10 - 0.5, high + abs(high) / 10 + 0.5
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (1 if step / power == 2.5 and power <= 1 else 0)
    return Scale(first * step, last * step, tuple(k * step for k in range(first, last + 1)), decimals)


def log_scale(low: float, high: float, *, count: int = 4) -> Scale:
    """A logarithmic scale whose ticks are 1, 2 and 5 times powers of ten, or fewer where those are many."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in ((1, 1.5, 2, 3, 4, 5, 7), (1, 2, 5), (1, 3), (1,)):
        nice = [step * 10.0**power for power in powers for step in steps]
        first = max((tick for tick in nice if tick <= low), default=nice[0])
        last = min((tick for tick in nice if tick >= high), default=nice[-1])
        ticks = [tick for tick in nice if first <= tick <= last]
        if len(ticks) <= count + 2:
            break
    if first == last:  # a constant
        first, last, ticks = first / 2, first * 2, [first / 2, first, first * 2]
    decimals = max(0, *(1 - math.floor(math.log10(tick)) if tick < 10 and tick != round(tick) else 0 for tick in ticks))
    return Scale(first, last, tuple(ticks), decimals, log=True)


def course(snapshot: Snapshot, chart: Chart) -> pd.DataFrame:
    """The corners a line or a step is drawn through: columns date and value, no value where it is broken.

    Each tread of a step reaches to the end of what it is of, also before a gap.
    """
    start, end = stands(snapshot)
    values = snapshot.data["value"].to_numpy()
    gaps = np.flatnonzero(breaks(snapshot))
    treads = np.r_[gaps, len(values) - 1] if chart == "step" else gaps[:0]
    days = np.concatenate([start, end[treads], end[gaps] + DAY]).astype("datetime64[us]")
    shown = np.concatenate([values, values[treads], np.full(gaps.size, np.nan)])
    order = np.argsort(np.concatenate([np.arange(len(values)), treads + 0.3, gaps + 0.6]), kind="stable")
    return pd.DataFrame({"date": days[order], "value": shown[order]})
