"""What may share a panel, and how it may be shown: each refusal is a sentence that names the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from relations.figures.dates import DAYS
from relations.figures.editor.offers import Offer
from relations.figures.filling import panels
from relations.figures.shared_scales import alike
from relations.i18n import msgid, say
from relations.i18n.units import spoken
from relations.story import FigureSpec, Line, Panel, Show, Story, periods
from relations.story.figures import Chart
from relations.story.line import line
from relations.values import Rate, Unit
from sources import SourceError

SHOWN: dict[Show, str] = {
    "level": msgid("Level"),
    "index": msgid("Index, 100 at the base"),
    "since": msgid("Change since the base, %"),
    "change": msgid("Change on a year before, %"),
    "value": msgid("Value in dollars"),
}
MOST_PANELS, MOST_LINES, LONGEST = 8, 24, 500
CHARTS: dict[Chart, str] = {"line": msgid("line"), "step": msgid("step"), "bar": msgid("bars"), "rank": msgid("ranks")}


def shows(lines: Sequence[Offer]) -> list[Show]:
    """The ways to show lines that fit all of them: a change on a year needs months or years, a value a dollar rate."""
    found: list[Show] = ["level", "index", "since"]
    if all(one.indicator.frequency in ("annual", "monthly") for one in lines):
        found.append("change")
    if all(isinstance(one.indicator.unit, Rate) for one in lines):
        found.append("value")
    return found


def charts(lines: Sequence[Offer]) -> list[Chart]:
    """The kinds of chart that fit all of some lines."""
    return periods.charts(one.indicator.dating for one in lines)


def unit_shown(line: Offer, show: Show) -> Unit | str:
    """The unit a line is drawn in; those that count from a base or a year before are one for all lines."""
    unit = line.indicator.unit
    if show == "value" and isinstance(unit, Rate):
        return unit.inverse
    return alike(unit) if show == "level" else SHOWN[show]


def refusal(lines: Sequence[Offer], panel: Panel) -> str | None:
    """Why lines cannot be drawn in a panel as it says, and the way out; None if they can."""
    names = ", ".join(line.label for line in lines)
    if panel.show not in shows(lines):
        allowed = ", ".join(say(SHOWN[show]) for show in shows(lines))
        return say("{lines}: “{show}” does not fit all of these. What does: {allowed}.", lines=names,
                   show=say(SHOWN[panel.show]), allowed=allowed)  # fmt: skip
    if len({unit_shown(line, panel.show) for line in lines}) > 1:
        units = ", ".join(f"{line.label}: {spoken(unit_shown(line, panel.show))}" for line in lines)
        way = say("Give each its own panel, or show them as an index.")
        return say("One panel has one unit, and these differ: {units}. {way}", units=units, way=way)
    if panel.chart not in (*charts(lines), "rank"):
        allowed = ", ".join(say(CHARTS[chart]) for chart in charts(lines))
        return say("{lines} cannot be drawn as “{chart}”, because a value holds for its whole period. What can: "
                   "{allowed}.", lines=names, chart=say(CHARTS[panel.chart]), allowed=allowed)  # fmt: skip
    return None


def lowest(story: Story, spec: FigureSpec, number: int) -> float | None:
    """The lowest value drawn in a panel of a figure of the story, in the unit shown; None if there is none."""
    panel = spec.panels[number].model_copy(update={"scale": "linear"})
    drawn, _ = panels(story, spec.model_copy(update={"panels": (panel,)}))
    return min((float(one.shown.data["value"].min()) for panel in drawn for one in panel.series), default=None)


def log_refusal(panel: Panel, least: float | None) -> str | None:
    """Why a panel with that lowest value can have no logarithmic scale; None if it can."""
    if panel.chart in ("bar", "rank"):
        return say("Bars begin at zero, which a logarithmic scale does not have.")
    if least is None:
        return say("Nothing is drawn.")
    return None if least > 0 else say("A logarithmic scale needs positive values.")


def undrawable(story: Story, brought: Mapping[str, Line], names: Iterable[str]) -> list[str]:
    """Why lines cannot be drawn at all, a sentence for each; they are the story's or brought along."""
    whole = story.model_copy(update={"lines": {**story.lines, **brought}})
    reasons = []
    for name in names:
        try:
            line(whole, name)
        except SourceError as error:
            reasons.append(say(error))
    return reasons


def excess(spec: FigureSpec, brought: Mapping[str, Line]) -> str | None:
    """A sentence that names the limit of the page that a figure exceeds; None if it exceeds none."""
    lines = sum(len(panel.lines) for panel in spec.panels)
    if len(spec.panels) > MOST_PANELS or lines > MOST_LINES:
        return say("A figure is composed of at most {panels} panels and {lines} lines.",
                   panels=MOST_PANELS, lines=MOST_LINES)  # fmt: skip
    labels = [line.label for line in brought.values()]
    if max(map(len, (spec.id, spec.title, spec.subtitle, *labels, *spec.notes))) > LONGEST:
        return say("A text of a figure has at most {number} characters here.", number=LONGEST)
    if not (DAYS[0] <= spec.window.start and spec.window.end <= DAYS[1]):
        return say("The window of a figure lies between {first} and {last} here.", first=DAYS[0], last=DAYS[1])
    return None
