"""The title and subtitle of a figure, filled with the numbers and days they name.

A title is drawn where all it says is so and lies in the window; else the figure has its neutral title, which says no
more than what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from relations.claims.measures import Look, at
from relations.figures.finding import Check, checks, finding
from relations.figures.options import STANDARD, Options
from relations.figures.panel import DrawnPanel
from relations.figures.zoomed import zoomed
from relations.i18n import Precision, say, written
from relations.story import FigureSpec, Story
from relations.story.template import Bound, Measure, Piece, conditions, measures, names_base, pieces, plain
from sources import SourceError

LONG = 900  #: px of width from which on a figure has its long title


@dataclass(frozen=True)
class Words:
    """What stands above a figure."""

    title: str
    brief: str  #: the title for a narrow figure, whatever the width of this one
    subtitle: str
    checks: tuple[Check, ...]  #: what the finding stands on, whether or not it is the title drawn


def words(look: Look, spec: FigureSpec, options: Options = STANDARD) -> Words:
    """A figure's title and subtitle in the language spoken, as its lines stand in `look`."""
    found = tuple(checks(look, spec))
    title, brief = _texts(look, spec, options, found)
    subtitle = filled(look, spec, _sub(look, spec, options))
    return Words(filled(look, spec, title), filled(look, spec, brief), subtitle, found)


def template(look: Look, spec: FigureSpec, options: Options = STANDARD) -> str:
    """The one of a figure's titles that is drawn, not yet filled."""
    return _texts(look, spec, options, tuple(checks(look, spec)))[0]


def told_first(panels: Sequence[DrawnPanel], title: str) -> list[DrawnPanel]:
    """The panels with the changes that a title names before the others: where room is short those lack it."""
    named = {(one.start, one.end) for one in measures(title)}

    def of(panel: DrawnPanel) -> DrawnPanel:
        order = sorted(panel.spec.changes, key=lambda one: (one.start, one.end) not in named)
        return replace(panel, spec=panel.spec.model_copy(update={"changes": tuple(order)}))

    return [of(panel) if len(panel.spec.changes) > 1 else panel for panel in panels]


def _texts(look: Look, spec: FigureSpec, options: Options, found: tuple[Check, ...]) -> tuple[str, str]:
    """The title drawn, and the one for a narrow figure."""
    title, brief = spec.title, spec.short or spec.title
    if options.show or not (all(one.holds for one in found) and _inside(spec, f"{title}{brief}")):
        title = brief = _of_window(look, spec, options) or spec.neutral or default(look.story, spec)
    return (title if options.width >= LONG and options.magnified <= 1 else brief), brief


def _of_window(look: Look, spec: FigureSpec, options: Options) -> str | None:
    """What the lines did in a window that a viewer chose, where that can be told."""
    told = zoomed(look, spec) if options.window and not options.show and not spec.is_ranked else None
    return None if told is None else plain(told)


def headline(story: Story, spec: FigureSpec) -> str:
    """The title of a figure of the story without drawing it, for a list of figures; in the language spoken."""
    return words(Look(story), spec).title


def default(story: Story, spec: FigureSpec) -> str:
    """A title that says no more than which lines are drawn, and from when to when."""
    labels = dict.fromkeys(plain(story.lines[name].label) for panel in spec.panels for name in panel.lines)
    return f"{', '.join(labels)}, {{from}} – {{to}}"


def filled(look: Look, spec: FigureSpec, text: str) -> str:
    """A template with its numbers and days in the language spoken; raises what `finding` raises."""
    return "".join(_piece(look, spec, piece) for piece in pieces(text))


def _piece(look: Look, spec: FigureSpec, piece: Piece) -> str:
    match piece:
        case Measure():
            return str(finding(look, piece))
        case Bound():
            return _day(look, spec, piece)
    return piece


def _inside(spec: FigureSpec, text: str) -> bool:
    """Whether all days that titles name, or are true by, lie in the window, a year or month with all of it."""
    guards = (condition for guard in spec.guards.values() for condition in conditions(guard))
    sides = (side for condition in guards for side in (condition.left, condition.right) if isinstance(side, Measure))
    told = (*measures(text), *sides)
    return all(spec.window.start <= one.start and one.last <= spec.window.end for one in told)


def _sub(look: Look, spec: FigureSpec, options: Options) -> str:
    """The story's, unless somebody asks for the lines as something else, or none has a value at its base."""
    based = _base(look, spec) is not None
    if options.show == "level" or (names_base(spec.subtitle) and not based):
        return say("Values as published, {from} – {to}")
    if options.show is None or not based:
        return spec.subtitle
    return say("Index, {base} = 100") if options.show == "index" else say("Change since {base}, in per cent")


# ------------------------------------------------------------------------------------------------ days


def _day(look: Look, spec: FigureSpec, bound: Bound) -> str:
    if bound.edge == "base":
        return written(_base(look, spec) or spec.window.start, bound.precision or "day")
    day = spec.window.start if bound.edge == "from" else spec.window.end
    return written(day, bound.precision or _precision(look, spec))


def _base(look: Look, spec: FigureSpec) -> date | None:
    """The day of the value that the first panel with a base counts from; None where no line has one."""
    based = ((panel.base, name) for panel in spec.panels if panel.base is not None for name in panel.lines)
    for base, name in based:
        with suppress(SourceError):
            return at(look.line(name), look.story.base_day(base))[0]
    return None


def _precision(look: Look, spec: FigureSpec) -> Precision:
    """Years where all lines are annual, months where the window is of whole months, else days."""
    frequencies = set()
    for panel in spec.panels:
        for name in panel.lines:
            with suppress(SourceError):
                frequencies.add(look.line(name).indicator.frequency)
    if frequencies == {"annual"}:
        return "year"
    whole = spec.window.start.day == 1 and (spec.window.end + timedelta(days=1)).day == 1
    return "month" if whole else "day"
