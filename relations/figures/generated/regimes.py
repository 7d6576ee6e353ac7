"""The figure `pass-through`: the rouble and oil in the year before its float and the year after, with both slopes."""

from __future__ import annotations

from datetime import date, timedelta

from relations.claims.measures import Look
from relations.evidence.day_zero import Aligned, align
from relations.evidence.pass_through import DAYS, PassThrough, Regime, pass_through
from relations.evidence.refusal import Refusal
from relations.figures.generated.around import base_note
from relations.i18n import number, say, written
from relations.i18n.units import spoken
from relations.story import Band, FigureSpec, Panel, Story, StoryError, Window
from sources import Rejected, Snapshot
from transforms.index import base_value

CURRENCY, OIL, FLOAT = "rouble", "oil", "rouble-floated"  #: what a story must have for the figure to be made


def has_regimes(story: Story) -> bool:
    """Whether the figure can be made of this story."""
    return {CURRENCY, OIL} <= set(story.lines) and FLOAT in {event.id for event in story.events}


def regimes(story: Story, *, known_then: bool = False) -> Story:
    """The story with the figure `pass-through`; its only band is that of the year from the float on.

    Raises StoryError if the story lacks one of its lines or the event, Rejected if there is nothing to draw.
    """
    if not has_regimes(story):
        needed = f"the lines '{CURRENCY}' and '{OIL}' and the event '{FLOAT}'"
        raise StoryError(f"{story.id}: the figure pass-through needs {needed}")
    at = story.event(FLOAT).date
    look = Look(story, story.article.known_until if known_then else None)
    lines = {name: look.line(name) for name in (CURRENCY, OIL)}
    both = align(*lines.values())
    span = _span(both, at)
    spec = _spec(story, pass_through(both, at), span, at, lines)
    band = Band(id="after", label=say("from the float on"), start=at, end=span.end, lines=(CURRENCY, OIL))
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": (band,)})


def _span(both: Aligned, at: date) -> Window:
    """The days of both regressions."""
    middle = both.position(at)
    if not 0 < middle < both.days.size - 1:
        raise Rejected(f"pass-through: {' and '.join(both.keys)} have no days before and after {at}")
    ends = max(middle - DAYS, 0), min(middle + DAYS, both.days.size) - 1
    start, end = (both.days[position].astype(date) for position in ends)
    return Window(start=start, end=end)


def _spec(story: Story, found: PassThrough, span: Window, at: date, lines: dict[str, Snapshot]) -> FigureSpec:
    rate, price = (spoken(lines[name].indicator.unit) for name in (CURRENCY, OIL))
    bases = {name: base_value(shown, at - timedelta(days=1)) for name, shown in lines.items()}
    return FigureSpec(
        id="pass-through",
        title=_title(found, rate),
        subtitle=say(
            "{rate} and {price} of oil, daily, each 100 on the eve of the float, {day}; in the notes the elasticity of "
            "the first to the second, before and after.",
            rate=rate,
            price=price,
            day=written(at),
        ),
        window=span,
        panels=(Panel(lines=(CURRENCY, OIL), show="index", base=max(day for day, _ in bases.values())),),
        events=(FLOAT,),
        notes=(
            say("Before: {result}.", result=_words(found.before)),
            say("After: {result}.", result=_words(found.after)),
            say(
                "b is the sum of the coefficients of oil’s log returns of the day and of the two days before, in a "
                "regression of the rouble’s log returns; intervals are of 95 %, with Newey–West errors."
            ),
            base_note(story, lines, bases),
        ),
    )


def _title(found: PassThrough, rate: str) -> str:
    """Both slopes as a finding: what goes with a price of oil 1 % lower, if it can be told from nothing."""
    if isinstance(found.before, Refusal) or isinstance(found.after, Refusal):
        return say("{rate} and the price of oil, before and after the float", rate=rate)
    return say(
        "A price of oil 1 % lower went with a dollar {later} in roubles in the year after the float, and {earlier} in "
        "the year before",
        later=_dearer(found.after),
        earlier=_dearer(found.before),
    )


def _dearer(side: Regime) -> str:
    if side.b_low <= 0 <= side.b_high:  # at 95 % no slope at all is as good
        return say("neither clearly dearer nor cheaper")
    percent = number(abs(side.b), 2)
    return say("{percent} % dearer", percent=percent) if side.b < 0 else say("{percent} % cheaper", percent=percent)


def _words(side: Regime | Refusal) -> str:
    """One regression in a sentence, without its full stop."""
    if isinstance(side, Refusal):
        return say("no regression, {reason}: {detail}", reason=say(side.reason), detail=side.detail)
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
    return words if side.share is None else f"{words}; {_share(side)}"


def _share(side: Regime) -> str:
    share, low, high = (number(part or 0.0, 0) for part in (side.share, side.share_low, side.share_high))
    return say(
        "oil’s move stands for {share} % of the rouble’s move ({low} to {high})", share=share, low=low, high=high
    )
