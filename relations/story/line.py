"""What a story's line shows: the first series of its preference that the cache has."""

from __future__ import annotations

from itertools import product

from relations import cache
from relations.story.model import Story
from relations.values import Message, Unstated
from sources import NotCached, Rejected, Snapshot
from transforms import derived, named
from transforms.cross_rate import cross_rate
from transforms.restated import restated


def line(story: Story, name: str) -> Snapshot:
    """The snapshot a line of the story shows, whole.

    The first of its keys that the cache has; for a cross rate the first pair of one publisher, in the order of the
    numerator's keys; else its transform of the lines it is made of. Raises NotCached, naming the command that fetches
    it, and Rejected for a damaged copy, what cannot be computed, or numbers without a unit.
    """
    copies = [restated(_in_unit(story, part, cache.read(key))) for part, key in made_of(story, name).items()]
    wanted = story.lines[name]
    if wanted.cross:
        return cross_rate(*copies)
    return named(wanted.transform, len(copies))(*copies) if wanted.transform else copies[0]


def made_of(story: Story, name: str) -> dict[str, str]:
    """The copies a line is made of: its own name and its key or, if it is made of other lines, their names and keys.

    Raises NotCached as `line` does.
    """
    wanted = story.lines[name]
    if wanted.of:
        return {part: key for part in wanted.of for key in made_of(story, part).values()}
    if wanted.cross is None:
        for key in wanted.keys:
            if cache.is_cached(key):
                return {name: key}
        raise _missing(story, name, wanted.keys)
    over, under = (story.lines[part].keys for part in wanted.cross)
    for a, b in product(over, under):
        if a.split("/")[0] == b.split("/")[0] and cache.is_cached(a) and cache.is_cached(b):
            return dict(zip(wanted.cross, (a, b), strict=True))
    raise _missing(story, name, (*over, *under))


def _in_unit(story: Story, name: str, copy: Snapshot) -> Snapshot:
    """A copy in the unit its publisher states or, if it states none, the story; Rejected if neither does, or both."""
    stated, publishers = story.lines[name].unit, copy.indicator.unit
    if isinstance(publishers, Unstated):
        if stated:
            return derived(copy, copy.data, unit=stated)
        raise Rejected(
            Message(
                "{key} states no unit, and nothing is published without one: its publisher's page may name it, {url}; "
                'say it in the story, `[lines.{line}]` `unit = "…"`',
                key=copy.indicator.key,
                url=copy.indicator.url,
                line=name,
            )
        )
    if stated and stated != publishers:
        raise Rejected(
            Message(
                "{key} is in {unit}, and the story says {other}; take `unit` out of `[lines.{line}]`",
                key=copy.indicator.key,
                unit=publishers,
                other=stated,
                line=name,
            )
        )
    return copy


def _missing(story: Story, name: str, keys: tuple[str, ...]) -> NotCached:
    return NotCached(
        Message(
            "{label} is not in the cache ({keys}); `relations refresh {story}` fetches it",
            label=story.lines[name].label,
            keys=", ".join(keys),
            story=story.id,
        )
    )
