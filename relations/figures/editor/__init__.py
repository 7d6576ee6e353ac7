"""A figure composed of lines: where it begins, and every change of it as a new one.

A change keeps what it does not concern, so a figure that was written by hand can be composed further. Nothing is
drawn here, and whatever is returned is a figure that a story may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from relations.figures.editor.fitting import charts, unit_shown
from relations.figures.editor.offers import Offer, free
from relations.i18n import say, speaking, written
from relations.story import FigureSpec, Line, Panel, Story, StoryError, Window
from relations.story.template import plain

Offers = Mapping[str, Offer]

# ------------------------------------------------------------------------------------------------- changes of a figure


def with_lines(story: Story, found: Offers, spec: FigureSpec | None, names: Sequence[str]) -> FigureSpec | None:
    """The figure of those lines, or none of none: lines that go leave their panels, a new one joins its like.

    Like are lines of one unit and one frequency; a line without its like gets a panel.
    """
    if not names:
        return None
    kept = [only(found, panel, names) for panel in spec.panels] if spec else []
    placed = [panel for panel in kept if panel]
    for name in names:
        if not any(name in panel.lines for panel in placed):
            placed = _joined(found, placed, name)
    if spec:
        return revised(story, found, spec, panels=tuple(placed))
    window = window_for(story, [found[name] for name in names])
    start = FigureSpec(id="figure", title="-", subtitle="-", window=window, panels=tuple(placed))
    return start.model_copy(update=default_words(story, found, start))


def placed(story: Story, found: Offers, spec: FigureSpec, name: str, number: int) -> FigureSpec:
    """The figure with a line moved to the panel of that number, from 0; the number after the last is a new one."""
    if number < len(spec.panels) and name in spec.panels[number].lines:
        return spec
    moved = [only(found, panel, [line for line in panel.lines if line != name]) for panel in spec.panels]
    if number < len(spec.panels):
        moved[number] = _fitting(found, spec.panels[number], (*spec.panels[number].lines, name))
    else:
        moved.append(_new(found, name))
    return revised(story, found, spec, panels=tuple(panel for panel in moved if panel))


def moved_up(story: Story, found: Offers, spec: FigureSpec, number: int) -> FigureSpec:
    """The figure with a panel, from 1, before the one above it."""
    order = list(spec.panels)
    order[number - 1 : number + 1] = order[number], order[number - 1]
    return revised(story, found, spec, panels=tuple(order))


def with_panel(story: Story, found: Offers, spec: FigureSpec, number: int, **changes: Any) -> FigureSpec:
    """The figure with a panel shown otherwise: show, base, chart or scale; what these rule out goes with them."""
    panel = spec.panels[number].model_copy(update=changes)
    based = panel.show in ("index", "since")
    base = panel.base or max(spec.window.start, *(found[name].first for name in panel.lines))
    fixed: dict[str, Any] = {"base": base if based else None}
    if panel.chart == "bar":
        fixed["scale"] = "linear"
    if panel.show != spec.panels[number].show:
        fixed |= {"values": (), "changes": ()}
    order = list(spec.panels)
    order[number] = panel.model_copy(update=fixed)
    return revised(story, found, spec, panels=tuple(order))


def revised(story: Story, found: Offers, spec: FigureSpec, **changes: Any) -> FigureSpec:
    """The figure with some of its fields changed; words that were the default ones stay so, and empty ones become so.

    Raises StoryError for what no figure may be, in words.
    """
    was = default_words(story, found, spec)
    emptied = {field for field in was if changes.get(field, "-") == ""}
    changes = {field: value for field, value in changes.items() if field not in emptied}
    fields = dict(spec) | changes
    fields["panels"] = tuple(panel.model_dump() for panel in fields["panels"])  # copies are looked at once more
    try:
        new = FigureSpec.model_validate(fields)
    except ValidationError as error:
        raise StoryError("; ".join(_said(problem) for problem in error.errors(include_url=False))) from error
    follow = {field for field, words in was.items() if field not in changes and getattr(spec, field) == words}
    words = default_words(story, found, new)
    return new.model_copy(update={field: words[field] for field in follow | emptied})


def relabelled(story: Story, was: Offers, found: Offers, spec: FigureSpec) -> FigureSpec:
    """The figure after a line it brings got another label: words that were the default ones have it."""
    old, new = default_words(story, was, spec), default_words(story, found, spec)
    return spec.model_copy(update={field: new[field] for field in old if getattr(spec, field) == old[field]})


def drawn(spec: FigureSpec) -> list[str]:
    """The lines of a figure, each once."""
    return list(dict.fromkeys(name for panel in spec.panels for name in panel.lines))


def needed(spec: FigureSpec, lines: Mapping[str, Line]) -> dict[str, Line]:
    """Of some lines those that a figure draws, each after what it is computed from."""
    own = [name for name in drawn(spec) if name in lines]
    return {part: lines[part] for name in own for part in (*lines[name].parts, name) if part in lines}


def exchanged(story: Story, found: Offers, spec: FigureSpec, name: str, other: str) -> FigureSpec:
    """The figure with another line in the place of one, in a kind of chart that fits it."""
    panels = (_fitting(found, panel, panel.lines) for panel in renamed(spec, {name: other}).panels)
    return revised(story, found, spec, panels=tuple(panels))


def renamed(spec: FigureSpec, names: dict[str, str]) -> FigureSpec:
    """The figure with lines under other names, wherever its panels name them."""

    def named(panel: Panel) -> Panel:
        said = {
            field: tuple(
                one.model_copy(update={"line": names.get(one.line or "", one.line)}) for one in getattr(panel, field)
            )
            for field in ("changes", "flags")
        }
        return panel.model_copy(update={"lines": tuple(names.get(name, name) for name in panel.lines), **said})

    return spec.model_copy(update={"panels": tuple(map(named, spec.panels))})


def _said(problem: Mapping[str, Any]) -> str:
    place = ".".join(map(str, problem["loc"])) or "figure"
    found = "" if problem["type"] == "value_error" else "; " + say("found") + f" {problem['input']!r}"
    return f"{place}: {problem['msg'].removeprefix('Value error, ')}{found}"


def only(found: Offers, panel: Panel, names: Iterable[str]) -> Panel | None:
    """A panel with those of its lines that are among some names; None if none is left."""
    wanted = set(names)
    lines = tuple(name for name in panel.lines if name in wanted)
    return (panel if lines == panel.lines else _fitting(found, panel, lines)) if lines else None


def _joined(found: Offers, order: Sequence[Panel], name: str) -> list[Panel]:
    """Panels and one line more: in the first one of its like, or in one of its own."""
    like = (found[name].indicator.unit, found[name].indicator.frequency)
    for number, panel in enumerate(order):
        if all((found[line].indicator.unit, found[line].indicator.frequency) == like for line in panel.lines):
            return [*order[:number], _fitting(found, panel, (*panel.lines, name)), *order[number + 1 :]]
    return [*order, _new(found, name)]


def _new(found: Offers, name: str) -> Panel:
    return Panel(lines=(name,), chart=charts([found[name]])[0])


def _fitting(found: Offers, panel: Panel, lines: tuple[str, ...]) -> Panel:
    """A panel of other lines, in a kind of chart that fits them, without what is said of a line that has gone."""
    fit = charts([found[name] for name in lines])
    own: dict[str, Any] = {"lines": lines, "chart": panel.chart if panel.chart in fit else fit[0]}
    for field in ("changes", "flags"):
        own[field] = tuple(one for one in getattr(panel, field) if one.line in (None, *lines))
    return panel.model_copy(update=own)


# ----------------------------------------------------------------------------------------- where a composition begins


def whole(lines: Iterable[Offer]) -> Window:
    """From the first to the last day of any of some lines."""
    lines = list(lines)
    return Window(start=min(line.first for line in lines), end=max(line.last for line in lines))


def window_for(story: Story, lines: Sequence[Offer]) -> Window:
    """The whole span of annual and monthly lines; of others the window of the first figure, if it has values there."""
    article = story.figures[0].window
    if all(line.indicator.frequency in ("annual", "monthly") for line in lines):
        return whole(lines)
    inside = all(line.first <= article.end and line.last >= article.start for line in lines)
    return article if inside else whole(lines)


def base_of(story: Story, panel: Panel) -> date | None:
    """The day a panel's index or change is counted from."""
    return None if panel.base is None else story.base_day(panel.base)


def default_words(story: Story, found: Offers, spec: FigureSpec) -> dict[str, str]:
    """Id, title and subtitle of a figure that says no more than what it shows; English, as story files are."""
    names = drawn(spec)
    annual = all(found[name].indicator.frequency == "annual" for name in names)
    with speaking("en"):
        span = " – ".join(written(day, "year" if annual else "day") for day in (spec.window.start, spec.window.end))
        measured = ". ".join(_measured(story, found, panel) for panel in spec.panels)
    return {
        "id": free("-".join(names)[:60], {figure.id for figure in story.figures}),
        "title": plain(f"{', '.join(found[name].line.label for name in names)}, {span}"),
        "subtitle": plain(measured),
    }


def _measured(story: Story, found: Offers, panel: Panel) -> str:
    """What a panel's lines are measured in, in words."""
    lines = [found[name] for name in panel.lines]
    base = base_of(story, panel)
    words = {
        "index": "index, {day} = 100",
        "since": "% since {day}",
        "change": "% on a year before",
    }.get(panel.show) or str(unit_shown(lines[0], panel.show))
    return f"{', '.join(one.line.label for one in lines)}: {words.replace('{day}', written(base) if base else '')}"
