"""The figure of a regime: a line and a factor in the year before an event and the year from it on, with both slopes."""

from __future__ import annotations

from datetime import date, timedelta

from relations.claims.measures import Look
from relations.evidence.day_zero import Aligned, align
from relations.evidence.pass_through import DAYS, PassThrough, pass_through
from relations.evidence.pass_through import Regime as Slope
from relations.evidence.refusal import Refusal
from relations.figures.generated.around import base_note
from relations.i18n import number, say, written
from relations.i18n.units import spoken
from relations.story import Band, Event, FigureSpec, Panel, Regime, Story, Window
from relations.values import Rate, Unit
from sources import Rejected, Snapshot
from transforms.index import base_value


def regimes(story: Story, regime: Regime, *, known_then: bool = False) -> Story:
    """The story with the figure of a regime; its only band is that of the year from the event on.

    Raises Rejected if there is nothing to draw, NotCached if a line is not there.
    """
    event = story.event(regime.event)
    look = Look(story, story.article.known_until if known_then else None)
    lines = {name: look.line(name) for name in (regime.line, regime.factor)}
    both = align(*lines.values())
    span = _span(both, regime, event.date)
    spec = _spec(story, regime, pass_through(both, event.date), span, lines)
    label = say("from “{event}” on", event=event.label)
    band = Band(id="after", label=label, start=event.date, end=span.end, lines=tuple(lines))
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": (band,)})


def _span(both: Aligned, regime: Regime, at: date) -> Window:
    """The days of both regressions."""
    middle = both.position(at)
    if not 0 < middle < both.days.size - 1:
        raise Rejected(f"{regime.id}: {' and '.join(both.keys)} have no days before and after {at}")
    ends = max(middle - DAYS, 0), min(middle + DAYS, both.days.size) - 1
    start, end = (both.days[position].astype(date) for position in ends)
    return Window(start=start, end=end)


def _spec(story: Story, regime: Regime, found: PassThrough, span: Window, lines: dict[str, Snapshot]) -> FigureSpec:
    event = story.event(regime.event)
    bases = {name: base_value(shown, event.date - timedelta(days=1)) for name, shown in lines.items()}
    names = {"line": story.lines[regime.line].label, "factor": story.lines[regime.factor].label}
    units = [shown.indicator.unit for shown in lines.values()]
    return FigureSpec(
        id=regime.id,
        title=_title(found, event, names, units[0]),
        subtitle=say(
            "{line} and {factor}, daily, each 100 on the eve of “{event}”, {day}; in the notes the elasticity of the "
            "first to the second, before and after.",
            **{kind: f"{name} ({spoken(unit)})" for (kind, name), unit in zip(names.items(), units, strict=True)},
            event=event.label,
            day=written(event.date),
        ),
        window=span,
        panels=(Panel(lines=tuple(lines), show="index", base=max(day for day, _ in bases.values())),),
        events=(event.id,),
        notes=(
            say("Before: {result}.", result=_words(found.before, names)),
            say("After: {result}.", result=_words(found.after, names)),
            say(
                "b is the sum of the coefficients of the log returns of {factor} of the day and of the two days "
                "before, in a regression of those of {line}; intervals are of 95 %, with Newey–West errors.",
                **names,
            ),
            base_note(story, lines, bases),
        ),
    )


def _title(found: PassThrough, event: Event, names: dict[str, str], unit: Unit) -> str:
    """Both slopes as a finding: what goes with a factor 1 % lower, if it can be told from nothing."""
    if isinstance(found.before, Refusal) or isinstance(found.after, Refusal):
        return say("{line} and {factor}, before and after “{event}”", **names, event=event.label)
    return say(
        "{factor} 1 % lower went with {later} in the year from “{event}” on, and with {earlier} in the year before",
        factor=names["factor"],
        later=_moved(found.after, names, unit),
        earlier=_moved(found.before, names, unit),
        event=event.label,
    )


def _moved(side: Slope, names: dict[str, str], unit: Unit) -> str:
    """What the line did for each percent that the factor fell; of a rate, what the currency it prices did."""
    if side.b_low <= 0 <= side.b_high:  # at 95 % no slope at all is as good
        return say("no clear move")
    percent = number(-side.b, 2, signed=True)
    if isinstance(unit, Rate):
        return say("{currency} {percent} % in {other}", currency=unit.base, percent=percent, other=unit.quote)
    return f"{names['line']} {percent} %"


def _words(side: Slope | Refusal, names: dict[str, str]) -> str:
    """One regression in a sentence, without its full stop."""
    if isinstance(side, Refusal):
        return say("no regression, {reason}: {detail}", reason=say(side.reason), detail=say(side.detail))
    b, low, high, fit = (number(part, 2) for part in (side.b, side.b_low, side.b_high, side.r_squared))
    words = say(
        "b = {b} ({low} to {high}), R² = {fit}, {count} days, {start} – {end}",
        b=b,
        low=low,
        high=high,
        fit=fit,
        count=side.count,
        start=written(side.start),
        end=written(side.end),
    )
    return words if side.share is None else f"{words}; {_share(side, names)}"


def _share(side: Slope, names: dict[str, str]) -> str:
    share, low, high = (number(part or 0.0, 0) for part in (side.share, side.share_low, side.share_high))
    return say(
        "the move of {factor} stands for {share} % of that of {line} ({low} to {high})",
        **names,
        share=share,
        low=low,
        high=high,
    )
