"""What a story's line shows: the first series of its preference that the cache has."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from itertools import product

from relations import cache
from relations.cache.journal import is_lacking
from relations.story.figures import Panel
from relations.story.model import Story
from relations.values import Message, Unit, Unstated
from sources import NotCached, Rejected, Snapshot, SourceError, comes, indicator_of, publisher_of
from transforms import derived, named
from transforms.cross_rate import cross_rate
from transforms.formula import formula
from transforms.restated import restated


def line(story: Story, name: str) -> Snapshot:
    """The snapshot a line of the story shows, whole.

    The first of its keys that the cache has; for a cross rate the first pair of one publisher, in the order of the
    numerator's keys; else its formula or its transform of the lines it is made of. Raises NotCached, naming the
    command that fetches it, and Rejected for a damaged copy, what cannot be computed, or numbers without a unit.
    """
    parts = made_of(story, name)
    copies = [copy_of(story, part, key) for part, key in parts.items()]
    wanted = story.lines[name]
    if wanted.formula:
        return formula(wanted.formula, dict(zip(parts, copies, strict=True)))
    if wanted.cross:
        return cross_rate(*copies)
    return named(wanted.transform, len(copies))(*copies) if wanted.transform else copies[0]


def is_there(story: Story, panel: Panel) -> bool:
    """Whether a panel is to be drawn: an optional one as soon as somebody has fetched one of its lines."""
    for name in panel.lines:
        with suppress(NotCached):
            return bool(made_of(story, name))
    return not panel.optional


def left_out(story: Story, panels: Iterable[Panel]) -> list[Message]:
    """The lines of optional panels that are not drawn, as nobody has fetched them, a sentence each."""
    names = [name for panel in panels if not is_there(story, panel) for name in panel.lines]
    return [
        Message(
            "{line}: not drawn, as nobody has fetched it yet; `relations refresh {story}` does",
            line=story.lines[name].label,
            story=story.id,
        )
        for name in names
    ]


def made_of(story: Story, name: str) -> dict[str, str]:
    """The copies a line is made of: its own name and its key or, if it is made of other lines, their names and keys.

    Raises NotCached as `line` does.
    """
    wanted = story.lines[name]
    if wanted.of or wanted.formula:
        return {part: key for part in wanted.parts for key in made_of(story, part).values()}
    if wanted.cross is None:
        for key in wanted.keys:
            if cache.is_cached(key):
                return {name: key}
        raise _missing(story, name)
    over, under = (story.lines[part].keys for part in wanted.cross)
    for a, b in product(over, under):
        if publisher_of(a) == publisher_of(b) and cache.is_cached(a) and cache.is_cached(b) and _of_one(a, b):
            return dict(zip(wanted.cross, (a, b), strict=True))
    raise _missing(story, name)


def _of_one(key: str, other: str) -> bool:
    """Whether two keys of one module are of one publisher: a module may pass on the rates of several banks."""
    try:
        return indicator_of(key).publisher == indicator_of(other).publisher
    except SourceError:
        return True


def copy_of(story: Story, name: str, key: str) -> Snapshot:
    """The copy of one of a line's keys, its redenominations undone, in the unit its publisher or the story states.

    Raises Rejected if neither states one, or both another.
    """
    copy, stated = cache.read(key), story.lines[name].unit
    if stated in (None, copy.indicator.unit) and copy.indicator.unit != Unstated():
        return restated(copy)
    if stated and copy.indicator.unit == Unstated():
        return restated(derived(copy, copy.data, unit=stated))
    raise Rejected(_without_unit(copy, name) if stated is None else _of_two_units(copy, stated, name))


def _without_unit(copy: Snapshot, name: str) -> Message:
    return Message(
        "{key}: its publisher states no unit, and nothing is published without one; its page may name it, {url}: "
        'write `unit = "…"` in the story, under `[lines.{line}]`',
        key=copy.indicator.key,
        url=copy.indicator.url,
        line=name,
    )


def _of_two_units(copy: Snapshot, stated: Unit, name: str) -> Message:
    return Message(
        "{key} is in {unit}, and the story says {other}; take `unit` out of `[lines.{line}]`",
        key=copy.indicator.key,
        unit=copy.indicator.unit,
        other=stated,
        line=name,
    )


def as_published(story: Story, key: str) -> Snapshot:
    """A copy as its publisher gives it, in the unit a line of the story states where the publisher states none."""
    copy = cache.read(key)
    stated = next((line.unit for line in story.lines.values() if key in line.keys and line.unit), None)
    return derived(copy, copy.data, unit=stated) if stated and copy.indicator.unit == Unstated() else copy


def nobody_has(story: Story, name: str) -> Message | None:
    """Why no refresh brings a line that is not in the cache; None where one may."""
    keys = keys_of(story, name)
    if all(map(is_lacking, keys)):
        return Message("its publisher says that there is no such series")
    if not any(map(comes, keys)):
        return Message("this version cannot fetch it")
    return None


def keys_of(story: Story, name: str) -> tuple[str, ...]:
    """All keys a line may be drawn from: its own, or those of the lines it is made of."""
    wanted = story.lines[name]
    return wanted.keys + tuple(key for part in wanted.parts for key in keys_of(story, part))


def _missing(story: Story, name: str) -> NotCached:
    told = {"label": story.lines[name].label, "keys": ", ".join(keys_of(story, name))}
    if why := nobody_has(story, name):
        return NotCached(Message("{label}: not in the cache ({keys}): {why}", why=why, **told))
    return NotCached(
        Message("{label}: not in the cache ({keys}); `relations refresh {story}` fetches it", story=story.id, **told)
    )
