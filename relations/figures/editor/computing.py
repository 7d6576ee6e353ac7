"""Lines that are computed for a figure: by a formula, or one line by month, quarter or year."""

from __future__ import annotations

import re
from collections.abc import Mapping

from relations.figures.editor.fitting import undrawable
from relations.figures.editor.offers import Offer, free
from relations.i18n import msgid, say
from relations.story import Line, Story, StoryError
from relations.values.expression import NAME, NO_FORMULA, names
from relations.values.nearest import listed
from transforms.by_period import rhythms

RHYTHMS = {
    "mean month": msgid("mean of each month"),
    "mean quarter": msgid("mean of each quarter"),
    "mean year": msgid("mean of each year"),
    "last month": msgid("last of each month"),
    "last quarter": msgid("last of each quarter"),
    "last year": msgid("last of each year"),
    "sum month": msgid("sum of each month"),
    "sum quarter": msgid("sum of each quarter"),
    "sum year": msgid("sum of each year"),
}
_BY = re.compile(r"(mean|last|sum)\((.*), (month|quarter|year)\)")


def computed(
    story: Story, found: Mapping[str, Offer], brought: Mapping[str, Line], text: str, instead: str = ""
) -> tuple[str, dict[str, Line]]:
    """The name of a formula's line, and the lines a figure brings with it: it, and what it is computed from.

    In the place of a line it has that line's label. Raises StoryError for a formula that cannot be computed.
    """
    text = " ".join(text.split())
    parts = _parts(found, text)
    label = found[instead].line.label if instead else _spelled(found, text)
    own = instead in brought and brought[instead].formula
    name = instead if own else free(text, {*found, *story.lines})
    more = {part: found[part].line for part in parts if not found[part].own}
    lines = {**brought, **more, name: Line(label=label, formula=text)}
    if why := undrawable(story, lines, [name]):
        raise StoryError(*why)
    return name, lines


def _parts(found: Mapping[str, Offer], text: str) -> tuple[str, ...]:
    """The lines of a formula; StoryError for one that is none, or of lines there are not."""
    there = [one for one, offer in found.items() if offer.line.keys]
    parts = names(text)
    if not parts:
        raise StoryError(say(NO_FORMULA, formula=text))
    if absent := [name for name in parts if name not in there]:
        own = listed(absent[0], [one for one in there if found[one].own], say("the controls of the figure"))
        raise StoryError(say("A formula has no line “{name}”; there are: {names}", name=absent[0], names=own))
    return parts


def _spelled(found: Mapping[str, Offer], text: str) -> str:
    """A formula with the labels of its lines for their names."""
    labels = {name: offer.line.label for name, offer in found.items()}
    return NAME.sub(lambda one: labels.get(one[0], one[0]), text).replace(" * ", " × ").replace(" - ", " − ")


def rhythm_of(offer: Offer) -> tuple[str, str]:
    """How a line is taken by period, nothing if it is as published, and the formula of what is taken so."""
    line = offer.line
    if line.formula and (by := _BY.fullmatch(line.formula)):
        return f"{by[1]} {by[3]}", by[2]
    if line.cross:
        return "", " / ".join(line.cross)
    if line.transform:
        return "", " + ".join(line.of) if line.transform in ("total", "turnover") else ""
    return "", line.formula or offer.name


def ways(found: Mapping[str, Offer], offer: Offer) -> list[str]:
    """The ways a line can be taken by period, as published first; none of what can be taken in no other way."""
    now, of = rhythm_of(offer)
    there = rhythms((found.get(of) or offer).indicator) if of else []
    words = dict.fromkeys(["", *(f"{how} {period}" for how, period in there), now])
    return list(words) if len(words) > 1 else []


def taken(found: Mapping[str, Offer], offer: Offer, way: str) -> str:
    """What stands for a line when it is taken in a way: the name of a line, or a formula."""
    how, _, period = way.partition(" ")
    _, of = rhythm_of(offer)
    same = (name for name, one in found.items() if one.own and rhythm_of(one) == ("", of))
    return f"{how}({of}, {period})" if way else next(same, of)
