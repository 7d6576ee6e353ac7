"""What a panel shows: its series, cut and transformed, and the scale they are read on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import numpy as np
import pandas as pd

from relations.claims.look import Look, Read
from relations.figures.scale import Scale, fitting, log_scale, proportional
from relations.i18n import number, say
from relations.story import Band, FigureSpec, Panel, Story, Window
from relations.story.figures import Chart
from relations.story.hue import Hue
from relations.story.line import is_there
from relations.story.periods import DAY, breaks, charts, stands
from relations.story.series import Regime
from relations.values import Count, Dating, Index, Money, Rate, Share, Since, Unit, When, digits, may_be_added
from sources import Rejected, Snapshot, SourceError
from transforms import derived
from transforms.change import annual_change
from transforms.index import index
from transforms.since import since
from transforms.value import value

BILLION = 10**9
HEADROOM = 0.06  #: of their height, above the tallest of bars and below the lowest
LARGE = 10 * BILLION  #: money from which on it is told in billions


@dataclass(frozen=True)
class Series:
    """One line of a panel: what the story calls it, and the observations shown."""

    name: str
    label: str
    shown: Snapshot
    hue: Hue  #: whose it is, which gives it its colour
    then: Snapshot | None = None  #: what of it was known then, where a figure shows both: the rest is drawn pale
    level: Snapshot | None = None  #: all of it as its publisher has it, before it was indexed or cut
    axis: str = ""  #: how an editor names what it measures
    regimes: tuple[Regime, ...] = ()  #: when it was held

    @property
    def unit(self) -> Unit:
        """Unit of the observations shown."""
        return self.shown.indicator.unit

    @property
    def is_quote(self) -> bool:
        """Whether it rises as its currency falls, so that its axis is turned over."""
        return is_quote(self.unit, self.hue)

    @property
    def dating(self) -> Dating:
        """What the dates of the observations stand for."""
        return self.shown.indicator.dating


@dataclass(frozen=True)
class DrawnPanel:
    """A panel with its data."""

    spec: Panel
    series: tuple[Series, ...]
    bands: tuple[Band, ...]
    scale: Scale
    headed: bool = True  #: whether a heading says what its axis is in, as the subtitle does not

    @property
    def stacked(self) -> bool:
        """Whether its bars stand on each other."""
        return is_stacked(self.spec, self.series)

    def compared(self, series: Series) -> frozenset[date]:
        """The observations of a line, of bars, that the title compares: those whose value or change is told."""
        ends = (day for change in self.spec.changes for day in (change.start, change.end))
        wanted = [*self.spec.values, *ends]
        starts, stops = stands(series.shown)
        dates = series.shown.data["date"].to_numpy().astype("datetime64[D]")
        hit = [np.flatnonzero((starts <= day) & (day <= stops)) for day in map(np.datetime64, wanted)]
        return frozenset(dates[place].astype(date) for places in hit for place in places)


Filled = list[tuple[Panel, list[Series]]]  #: the panels with their series, before they have scales


def panels(
    story: Story, spec: FigureSpec, cut: date | None = None, read: Read | None = None
) -> tuple[list[DrawnPanel], list[str]]:
    """The panels of a figure that can be drawn, and what keeps the others from it, in words for a reader.

    Observations are those known on the day `cut`, or now; `read` is what other looks at the same story have read.
    """
    shared: Read = {} if read is None else read
    look, before = (Look(story, day, read=shared) for day in (cut, story.article.known_until))
    filled: list[tuple[Panel, list[Series]]] = []
    problems: list[str] = []
    for panel in spec.panels:
        series: list[Series] = []
        for name in panel.lines if is_there(story, panel) else ():
            try:
                then = _then(before, panel, name, spec.window) if spec.then_and_now and cut is None else None
                series.append(_series(look, panel, name, spec.window, then))
            except SourceError as error:
                problems.append(say(error))
        if {alike(one.unit) for one in series} == {Share()}:
            series = [replace(one, shown=derived(one.shown, one.shown.data, unit=_common(series))) for one in series]
        if len({one.unit for one in series}) > 1:
            units = ", ".join(f"{one.label} in {one.unit}" for one in series)
            problems.append(f"{spec.id}: lines of one panel must share a unit; {units}: give each its own panel")
            series = series[:1]
        if series:
            fit = charts(one.dating for one in series)  # another copy than the story's first may be of periods
            own = panel if panel.chart in fit or spec.is_ranked else panel.model_copy(update={"chart": fit[0]})
            filled.append((own, series))
    filled = in_billions(filled)
    scales = _scales(spec, filled, problems)
    return [
        DrawnPanel(panel, tuple(series), _bands(story, series, spec.window), scale, _headed(panel, filled, scale))
        for (panel, series), scale in zip(filled, scales, strict=True)
    ], problems


def absent(story: Story, spec: FigureSpec, drawn: Iterable[DrawnPanel]) -> tuple[str, ...]:
    """The labels of the lines that a figure should have and has not."""
    there = {series.name for panel in drawn for series in panel.series}
    wanted = (name for panel in spec.panels if is_there(story, panel) for name in panel.lines)
    return tuple(dict.fromkeys(story.lines[name].label for name in wanted if name not in there))


def _headed(panel: Panel, filled: Filled, scale: Scale) -> bool:
    """Whether a panel needs a heading: not the one that the subtitle is about, unless it is upside down."""
    return scale.inverted or (len(filled) > 1 and panel.weight <= 1)


def _common(series: Sequence[Series]) -> Unit:
    """The unit of shares: of their whole, where it is one."""
    return series[0].unit if len({one.unit for one in series}) == 1 else Share()


def _series(look: Look, panel: Panel, name: str, span: Window, then: Snapshot | None) -> Series:
    story, line = look.story, look.story.lines[name]
    shown, level = _shown(look, panel, name, span), look.line(name)
    # what an editor says of the first copy may be wrong of another
    axis = line.axis if line.axis and (line.parts or level.indicator.key == line.keys[0]) else ""
    return Series(name, line.label, shown, story.hue(name), then, level, axis, line.regimes)


def _bands(story: Story, series: Sequence[Series], span: Window) -> tuple[Band, ...]:
    return _touching((b for b in story.bands if set(b.lines) & {one.name for one in series}), span)


def _scales(spec: FigureSpec, filled: Filled, problems: list[str]) -> list[Scale]:
    """Per panel its scale; panels of one unit share theirs, and quotes of different currencies their percentages."""
    values: dict[tuple[Unit, str, str], list[pd.Series[float]]] = {}
    for panel, series in filled:
        values.setdefault(_axis_of(panel, series[0]), []).extend(_extent(panel, series))
    barred = {_axis_of(panel, series[0]) for panel, series in filled if panel.chart == "bar"}
    found: list[Scale] = []
    for panel, series in filled:
        unit = alike(series[0].unit)
        axis = _axis_of(panel, series[0])
        all_values = pd.concat(values[axis])
        quoted = all(one.is_quote for one in series)
        found.append(_scale(spec, panel, unit, all_values, problems, zero=axis in barred, inverted=quoted))
    quotes = [i for i, (_, series) in enumerate(filled) if series[0].is_quote and not found[i].log]
    if len({filled[i][1][0].unit for i in quotes}) > 1:
        for i, scale in zip(quotes, proportional([found[i] for i in quotes]), strict=True):
            found[i] = scale
    return found


def _axis_of(panel: Panel, one: Series) -> tuple[Unit, str, str]:
    """What lines have in common that are read on one scale; a month's sum is no smaller year's."""
    return alike(one.unit), panel.scale, one.shown.indicator.frequency if isinstance(one.unit, Money | Count) else ""


def alike(unit: Unit) -> Unit:
    """The unit without what of it no axis depends on: which whole a share is of, at which base an index is 100."""
    match unit:
        case Share():
            return Share()
        case Index(When()):
            return Index()
        case Since(base):
            return Since(replace(base, day=date(1, 1, 1)))
    return unit


def _extent(panel: Panel, series: Sequence[Series]) -> list[pd.Series[float]]:
    """What an axis must enclose: all values, of a stack its totals."""
    if is_stacked(panel, series):
        return [pd.concat([one.shown.data for one in series]).groupby("date")["value"].sum()]
    return [copy.data["value"] for one in series for copy in (one.shown, one.then) if copy]


def is_stacked(panel: Panel, series: Sequence[Series]) -> bool:
    """Whether the bars of several lines stand on each other, as their sum has a meaning."""
    return panel.chart == "bar" and len(series) > 1 and may_be_added(series[0].unit, series[0].unit)


def _scale(
    spec: FigureSpec, panel: Panel, unit: Unit, values: pd.Series[float], problems: list[str], *,
    zero: bool, inverted: bool,
) -> Scale:  # fmt: skip
    """The panel's axis; a logarithmic one only where every value has a logarithm."""
    if panel.scale == "log":
        if values.min() > 0:
            return replace(log_scale(values.min(), values.max()), inverted=inverted)
        lowest = number(values.min(), digits(values.min()))
        needed = "a logarithmic scale needs positive values"
        problems.append(f"{spec.id}: {needed}, and the lowest is {lowest}: drawn linear")
    low, high = float(values.min()), float(values.max())
    if panel.chart == "bar":  # room for what is written at their ends
        room = HEADROOM * (max(high, 0.0) - min(low, 0.0))
        low, high = low - room if low < 0 else low, high + room if high > 0 else high
    return fitting(low, high, unit, zero=zero, inverted=inverted)


def in_billions(filled: Filled) -> Filled:
    """Money of many thousand millions as an editor writes it, all panels of a unit alike."""
    most: dict[tuple[Unit, str, str], float] = {}
    for panel, series in filled:
        for one in series:
            axis = _axis_of(panel, one)
            most[axis] = max(most.get(axis, 0), one.shown.data["value"].abs().max())
    large = {axis for axis, value in most.items() if is_large(axis[0], value)}
    return [
        (panel, [_rescaled(one) if _axis_of(panel, one) in large else one for one in series])
        for panel, series in filled
    ]


def is_large(unit: Unit, most: float) -> bool:
    """Whether amounts up to that are money that is told in billions."""
    return isinstance(unit, Money) and most * unit.scale >= LARGE


def billions(unit: Unit) -> tuple[Money, float]:
    """The unit of money in billions, and what its amounts are multiplied by."""
    money = cast(Money, unit)
    return replace(money, scale=BILLION), money.scale / BILLION


def _rescaled(one: Series) -> Series:
    unit, factor = billions(one.unit)
    shown, then = (
        s and derived(s, s.data.assign(value=s.data["value"] * factor), unit=unit) for s in (one.shown, one.then)
    )
    return replace(one, shown=cast(Snapshot, shown), then=then)


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


def is_quote(unit: Unit, hue: Hue) -> bool:
    """Whether a number is what a foreign currency costs in one's own: it rises as one's own falls."""
    return isinstance(unit, Rate) and unit.quote != "USD" and hue != "both"


def unflagged(panel: Panel, name: str, data: pd.DataFrame) -> pd.DataFrame:
    """The observations of a line that may be read like each other."""
    flagged = [pd.Timestamp(day) for day in panel.flagged(name)]
    return data[~data["date"].isin(flagged)] if flagged else data


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


def corners(panel: DrawnPanel, series: Series) -> pd.DataFrame:
    """The corners of a line of a panel, broken where an observation must not be read like the others."""
    fit = unflagged(panel.spec, series.name, series.shown.data)
    return course(series.shown if fit.empty else derived(series.shown, fit), panel.spec.chart)


def course(snapshot: Snapshot, chart: Chart) -> pd.DataFrame:
    """The corners a line or a step is drawn through: columns date and value, no value where it is broken.

    Each tread of a step reaches to the end of what it is of, also before a gap.
    """
    start, end = stands(snapshot)
    values = snapshot.values
    gaps = np.flatnonzero(breaks(snapshot))
    treads = np.r_[gaps, len(values) - 1] if chart == "step" else gaps[:0]
    days = np.concatenate([start, end[treads], end[gaps] + DAY]).astype("datetime64[us]")
    shown = np.concatenate([values, values[treads], np.full(gaps.size, np.nan)])
    order = np.argsort(np.concatenate([np.arange(len(values)), treads + 0.3, gaps + 0.6]), kind="stable")
    return pd.DataFrame({"date": days[order], "value": shown[order]})
