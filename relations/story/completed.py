"""What a story's file leaves unsaid because it follows: lines of its pair, standard figures, the article as a work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from relations.story.figures import Window
from relations.story.pair import Known, Pair, years
from relations.story.standard import FIGURES, Written, standard
from relations.values import Country, UnknownWord
from relations.values.expression import names

ARTICLE = "article"  #: what a story's own article is called among its works
_OWN = ("keys", "cross", "transform", "formula")  #: what makes a written line one of its own
_OF_ARTICLES = {"published", "precision", "known_until"}  #: what an article has and a work has not
_TOLD = re.compile(r"([a-z0-9-]+)(?: of [A-Z]{3})?: \w+ \d{4}")  #: a number that a title names, of a line
_NOT_LINES = {  #: keys whose texts name no line
    *("id", "title", "label", "kind", "event", "events", "named", "part", "by"),
    *("claim", "countries", "article", "works"),
}


def completed(written: Written) -> Written:
    """A story's file with what follows from its two countries; as it is where that cannot be told."""
    whole = {"works": {}, **written}
    with suppress(AttributeError, LookupError, TypeError, ValueError):  # of another form: the reader says where
        whole = _cited(_dated(whole))
        if pair := pair_of(whole):
            whole = _with_figures(whole, pair)
            whole["lines"] = _lines(whole, pair)
    return whole


def pair_of(written: Mapping[str, Any]) -> Pair | None:
    """The two countries of a story and its years; None if it does not name two countries, or no day."""
    try:
        one, other = (Country(code) for code in written["countries"])
        if one == other:
            return None
        window = Window(**written["window"]) if "window" in written else None
        return Pair(one, other, *years(window, written["article"]["published"]))
    except (UnknownWord, KeyError, TypeError, ValueError):
        return None


def _dated(written: Written) -> Written:
    """With the day its author could know of: that of publication, unless the story says another."""
    article = written["article"]
    return {**written, "article": {"known_until": article["published"], **article}}


def _cited(written: Written) -> Written:
    """With the article among the works, where something names it as a source."""
    if ARTICLE in written["works"] or ARTICLE not in set(_texts(tuple(_sources(written)))):
        return written
    article = {name: value for name, value in written["article"].items() if name not in _OF_ARTICLES}
    year = {"year": written["article"]["published"].year}
    return {**written, "works": {**written["works"], ARTICLE: year | article}}


def _sources(value: Any) -> Iterator[Any]:
    """What stands under `sources`, wherever that is."""
    for name, part in value.items() if isinstance(value, dict) else ():
        yield from (part,) if name == "sources" else _sources(part)
    for part in value if isinstance(value, tuple) else ():
        yield from _sources(part)


def _with_figures(written: Written, pair: Pair) -> Written:
    """With the standard figures it asks for: all, if it has none of its own.

    One that it writes without panels is the standard one with other words.
    """
    own = written.get("figures", ())
    if not (isinstance(own, tuple) and all(isinstance(one, dict) for one in own)):
        return written  # the reader says where; the lines of the pair are there all the same
    asked = written.get("standard", () if any("panels" in one for one in own) else FIGURES)
    made = {name: found for name in FIGURES if (found := standard(pair, name, _factor(written, pair)))}
    mine = tuple({**made.get(str(one.get("id")), {}), **one} if "panels" not in one else one for one in own)
    taken = {str(one.get("id")) for one in own}
    return {**written, "figures": (*mine, *(made[name] for name in asked if name in made and name not in taken))}


def _factor(written: Written, pair: Pair) -> tuple[str, str] | None:
    """The story's factor and the key it is drawn from first; None if it has none, or one made of other lines."""
    name = written.get("factor", "")
    found = pair.line(name)
    keys = written.get("lines", {}).get(name, {}).get("keys") or (found.keys if isinstance(found, Known) else ())
    return (name, keys[0]) if keys else None


def _lines(written: Written, pair: Pair) -> Written:
    """Its own lines, and those of the pair that something in it names, with what these are made of."""
    lines = dict(written.get("lines", {}))
    wanted = [*lines, *_texts({name: part for name, part in written.items() if name != "lines"}), *_texts(lines)]
    for name in wanted:  # it grows: what a line is made of is wanted too
        if not isinstance(lines.get(name, {}), dict):
            continue
        bare = name not in lines or not any(part in lines[name] for part in _OWN)
        if bare and isinstance(found := pair.line(name), Known):
            own, known = lines.get(name, {}), found.written
            renamed = own.get("label", known["label"]) != known["label"]
            lines[name] = {**known, **({"said": None} if renamed else {}), **own}
            wanted += [*(found.cross or ()), *(found.turnover or ())]
    return lines


def _texts(value: Any, field: str = "") -> Iterator[str]:
    """Every text that may be the name of a line, and those that titles name."""
    match value:
        case str() if field == "formula":
            yield from names(value)
        case str():
            yield from _TOLD.findall(value) if field not in _NOT_LINES or "{" in value else ()
            if field not in _NOT_LINES:
                yield value
        case tuple():
            for part in value:
                yield from _texts(part, field)
        case dict():
            for name, part in value.items():
                yield from _texts(part, name)
