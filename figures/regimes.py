"""The figure `pass-through`: the rouble and oil in the year before its float and the year after, with both slopes."""

from __future__ import annotations

from datetime import date, timedelta

from figures.around import base_note
from locales import written
from sources import Rejected, Snapshot
from stories import Band, FigureSpec, Panel, Story, StoryError, Window
from transforms.day_zero import Aligned, align
from transforms.index import base_value
from transforms.measures import Look
from transforms.pass_through import DAYS, PassThrough, Regime, pass_through
from transforms.refusal import Refusal

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
    band = Band(id="after", label="from the float on", start=at, end=span.end, lines=(CURRENCY, OIL))
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
    unit = lines[CURRENCY].indicator.unit
    bases = {name: base_value(shown, at - timedelta(days=1)) for name, shown in lines.items()}
    return FigureSpec(
        id="pass-through",
        title=_title(found, unit),
        subtitle=f"{unit} and {lines[OIL].indicator.unit} of oil, daily, each 100 on the eve of the float, "
        f"{written(at)}; in the notes the elasticity of the first to the second, before and after.",
        window=span,
        panels=(Panel(lines=(CURRENCY, OIL), show="index", base=max(day for day, _ in bases.values())),),
        events=(FLOAT,),
        notes=(
            f"Before: {_words(found.before)}",
            f"After: {_words(found.after)}",
            (
                "b is the sum of the coefficients of oil’s log returns of the day and of the two days before, in a "
                "regression of the rouble’s log returns; intervals are of 95 %, with Newey–West errors."
            ),
            base_note(story, lines, bases),
        ),
    )


def _title(found: PassThrough, unit: str) -> str:
    """Both slopes as a finding: what goes with a price of oil 1 % lower, if it can be told from nothing."""
    if isinstance(found.before, Refusal) or isinstance(found.after, Refusal):
        return f"{unit} and the price of oil, before and after the float"
    return (
        f"A price of oil 1 % lower went with a dollar {_dearer(found.after)} in roubles in the year after the float, "
        f"and {_dearer(found.before)} in the year before"
    )


def _dearer(side: Regime) -> str:
    if side.b_low <= 0 <= side.b_high:  # at 95 % no slope at all is as good
        return "neither clearly dearer nor cheaper"
    return f"{abs(side.b):.2f} % {'dearer' if side.b < 0 else 'cheaper'}"


def _words(side: Regime | Refusal) -> str:
    """One regression in a sentence."""
    if isinstance(side, Refusal):
        return f"no regression, {side.reason}: {side.detail}."
    share = "" if side.share is None else f"; {_share(side)}"
    return (
        f"b = {side.b:.2f} ({side.b_low:.2f} to {side.b_high:.2f}), R² = {side.r_squared:.2f}, {side.count} days, "
        f"{written(side.start)} – {written(side.end)}{share}."
    ).replace("-", "−")


def _share(side: Regime) -> str:
    return (
        f"oil’s move stands for {side.share:.0f} % of the rouble’s move ({side.share_low:.0f} to {side.share_high:.0f})"
    )
