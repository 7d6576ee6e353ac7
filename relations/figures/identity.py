"""What a figure is made of: its own lines, events and words, in its language, and no other part of its story."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from relations import cache
from relations.claims.look import Look
from relations.evidence.known_then import editions
from relations.figures.filling import bands
from relations.figures.generated import AROUND, CLAIM, clipped
from relations.figures.layout.remarks import HELD, stretches
from relations.figures.options import STANDARD, Options, by_publishers, chosen, edited
from relations.figures.titles import template
from relations.i18n import speaking
from relations.story import FigureSpec, Panel, Story, Window, in_words
from relations.story.line import is_there, made_of
from sources import SourceError, tables


@cache.one_version()
def inputs(story: Story, figure_id: str | None = None, options: Options = STANDARD) -> str:
    """A sha256 of all a figure is drawn from, parts of its story and cached copies: equal means equal.

    Without a figure, of the whole story, of all the copies its lines can be drawn from and of the tables its claims
    read. Raises what `draw` raises for an unknown figure, line or event.
    """
    if figure_id is None:
        keys = (key for line in story.lines.values() for key in line.keys)
        return _hash([story.model_dump_json(), *_fingerprints([*keys, *tables_of(story)])])
    parts = parts_of(story, figure_id, options)
    story = by_publishers(edited(story, options), options.publishers)
    read = story.by_days if figure_id.startswith(AROUND) else story
    return _hash([_text(parts), *_copies(read, parts["lines"]), *_fingerprints(tables_of(story, figure_id))])


def story_hash(story: Story, figure_id: str, options: Options) -> str:
    """A sha256 of what of its story a figure is made of, whatever the cache holds."""
    return _hash([_text(parts_of(story, figure_id, options))])


def parts_of(story: Story, figure_id: str, options: Options) -> dict[str, Any]:
    """What of its story a figure is made of, in its language: the keys are those of the story's own fields."""
    story = edited(story, options)
    own = figure_id in {spec.id for spec in story.figures}
    parts = _own(story, figure_id, options) if own else _generated(story, figure_id, options)
    drawn = _with_parts(story, parts["lines"])
    told = (name for name in _with_parts(story, parts.pop("told", ())) if name not in drawn)
    quiet = {"said", "axis"} if own else {"axis"}  # of parts of a cross rate, and of all lines of a generated figure
    unsaid = dict.fromkeys(drawn, quiet) | parts.pop("unsaid", {})
    unsaid |= {name: {"label", "axis", "said"} for name in told}
    names = dict.fromkeys((*drawn, *unsaid))
    unread = ("keys", "daily", "regimes")
    parts["lines"] = {name: _dump(story.lines[name], *unread, *unsaid.get(name, ())) for name in names}
    cited = {key for event in parts["events"] for key in event["sources"]}
    parts["works"] = {key: (story.cite(key), _dump(story.works[key])) for key in sorted(cited)}
    overlaid = own and story.figure(figure_id).then_and_now
    cut = () if options.known_then or overlaid or not own else ("known_until",)
    parts["article"] = {"id": story.id, "title": story.title, **_dump(story.article, *cut)}
    return in_words(parts, story, options.locale)


def tables_of(story: Story, figure_id: str | None = None) -> tuple[str, ...]:
    """The tables that a figure, or a whole story, reads beside copies of its lines: for claims of votes, roll calls."""
    claims = (one for one in story.claims if figure_id in (None, f"{CLAIM}{one.id}"))
    keys = {name: line.keys for name, line in story.lines.items()}
    reads = any(one.reads_rollcalls(keys) for claim in claims for one in claim.measures)
    return (next(iter(tables())),) if reads else ()


def _own(story: Story, figure_id: str, options: Options) -> dict[str, Any]:
    """Of a figure the story spells out, as the options ask for it."""
    with speaking(options.locale):
        story = chosen(story, figure_id, options)
    cut = story.article.known_until if options.known_then else None
    story = story if cut is None else clipped(story, cut)
    spec = story.figure(figure_id)
    spec = spec.model_copy(update={"panels": tuple(panel for panel in spec.panels if is_there(story, panel))})
    events = (event for event in story.events_of(spec) if cut is None or event.start <= cut)
    lines = dict.fromkeys(name for panel in spec.panels for name in panel.lines)
    key = _key(story, spec, lines, cut, options)
    title = _title(_Asked(key, Look(story, cut), spec, options))
    held = {name: found for name in lines if (found := _held(story, name, spec.window))}
    headed = {name for panel in spec.panels if _may_be_headed(spec, panel) for name in panel.lines}
    return {
        "figures": _dump(spec.model_copy(update={"title": title}), "events", "short", "neutral", "guards"),
        "lines": lines,
        "told": spec.lines_told,
        "held": held,
        "unsaid": {name: {"said"} if name in held or name in headed else {"said", "axis"} for name in lines},
        "events": tuple(_dump(event, "kind") for event in events),
        "bands": tuple(
            {"panel": number, **band.model_dump(include={"label", "start", "end"})}
            for number, panel in enumerate(spec.panels)
            for band in bands(story, panel.lines, spec.window)
        ),
        "bases": tuple(str(story.base_day(p.base)) for p in spec.panels if isinstance(p.base, str)),
    }


@dataclass(frozen=True)
class _Asked:
    """A figure whose title is asked for: two of one key have the same."""

    key: str
    look: Look = field(compare=False)
    spec: FigureSpec = field(compare=False)
    options: Options = field(compare=False)


def _key(story: Story, spec: FigureSpec, drawn: Iterable[str], cut: date | None, options: Options) -> str:
    """A hash of all that decides which title is drawn: a page asks at every run, and no series need be read for it."""
    lines = _with_parts(story, (*drawn, *spec.lines_told))
    texts = (spec.model_dump_json(), options.model_dump_json(), str(cut))
    return _hash([*texts, *(story.lines[name].model_dump_json() for name in lines), *_copies(story, lines)])


@lru_cache(maxsize=64)
def _title(asked: _Asked) -> str:
    title = template(asked.look, asked.spec, asked.options)
    asked.look.read.clear()  # what is remembered by it needs no series
    return title


def _may_be_headed(spec: FigureSpec, panel: Panel) -> bool:
    """Whether the words that the story has for the axis of a panel's lines may stand over it."""
    return panel.show in ("level", "change") and panel.chart != "rank" and len(spec.panels) > 1 and panel.weight <= 1


def _held(story: Story, line: str, window: Window) -> list[tuple[date, date]]:
    """The stretches of a window in which a line was held for long enough to be said on it."""
    inside = ((max(a, window.start), min(b, window.end)) for a, b in stretches(story.lines[line].regimes))
    return [(start, end) for start, end in inside if (end - start).days >= HELD]


def _generated(story: Story, figure_id: str, options: Options) -> dict[str, Any]:
    """The parts a generated figure is made of: its claim, or else its pass-through, lines and events."""
    if not figure_id.startswith(CLAIM):
        return {
            "pass_through": tuple(_dump(one) for one in story.pass_through if one.id == figure_id),
            "lines": story.lines,
            "events": tuple(_dump(event) for event in story.events),
        }
    claim = story.claim(figure_id.removeprefix(CLAIM))
    names = {*(options.events or ()), *([claim.event] if claim.event else ())}
    return {
        "claims": _dump(claim, "caveat"),
        "lines": dict.fromkeys(claim.lines_used),
        "events": tuple(_dump(story.event(name)) for name in sorted(names)),
    }


def _with_parts(story: Story, names: Iterable[str]) -> list[str]:
    """The lines, and those that a cross rate among them is made of."""
    return list(dict.fromkeys(part for name in names for part in (name, *(story.lines[name].parts))))


def _copies(story: Story, names: Iterable[str]) -> Iterable[str]:
    """Per line the copies it is drawn from, with their content, or why it has none."""
    for name in names:
        try:
            yield from _fingerprints(made_of(story, name).values())
        except SourceError as error:
            yield str(error)


def _fingerprints(keys: Iterable[str]) -> Iterable[str]:
    known = {one for key in set(keys) for one in (key, *editions(key))}
    return (f"{key} {cache.fingerprint(key)}" for key in sorted(known))


def _dump(part: BaseModel, *without: str) -> dict[str, Any]:
    """A part of a story without the fields left at their defaults, so that a new optional field changes no hash."""
    return part.model_dump(exclude_defaults=True, exclude=set(without))


def _text(parts: dict[str, Any]) -> str:
    return json.dumps(parts, default=str, sort_keys=True, ensure_ascii=False)


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
