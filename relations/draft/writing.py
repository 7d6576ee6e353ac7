"""A draft as a file beside the story: blocks as the story will have them, and what the article says of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from relations.draft.article import Article
from relations.draft.checks import Spec, missing, spec, verdicts
from relations.draft.names import Pair
from relations.draft.proposals import Proposal
from relations.draft.russian import latin
from relations.draft.timeline import When
from relations.draft.words import listed
from relations.story._writing import _tables
from relations.values import Message, capital

HEAD = """\
Proposals, sentence by sentence: nothing is decided here. Write in your own words what is right, delete what is not;
`relations take {story} ID…` moves blocks into the story. `words` are the article's, `said` is how it puts a date.\
"""


@dataclass(frozen=True)
class Block:
    """A proposal with its id, and of a claim the measure that would check it and the verdict that would come out."""

    id: str
    proposal: Proposal
    measure: Spec | None = None
    verdict: str | None = None
    missing: tuple[Message, ...] = ()  #: what the measure needs and the article does not tell: a date, a level, a line

    @property
    def as_json(self) -> dict[str, Any]:
        """It as another program reads it: date and precision as the text has them, what is unknown as null."""
        one = self.proposal
        return {
            "id": self.id,
            "kind": one.kind,
            "paragraph": one.paragraph,
            "words": one.words,
            "date": one.when.day.isoformat() if one.when else None,
            "precision": one.when.precision if one.when else None,
            "measure": one.measure,
            "line": one.line,
            "number": _short(one.number),
            "unit": one.counted_in,
            "verdict": self.verdict,
            "missing": [str(one) for one in self.missing],
        }

    @property
    def as_toml(self) -> dict[str, Any]:
        """It as the draft's file has it: first what the story will have, then what the article says."""
        one, when = self.proposal, self.proposal.when
        dated: dict[str, Any] = {"date": when.day, "precision": when.precision} if when else {}
        if one.kind == "event":
            said = {"said": one.said} if one.said else {}
            own: dict[str, Any] = {"label": _label(one), "sentence": f"{capital(one.told)}."}
            return {"id": self.id, "paragraph": one.paragraph, **dated, **own, "words": one.words, **said}
        found = {"line": one.line, "number": _short(one.number), "unit": one.counted_in, "verdict": self.verdict}
        known = {name: value for name, value in found.items() if value is not None}
        own = {"claim": f"{capital(one.told)}.", "measure": self.measure}
        return {
            "id": self.id,
            "paragraph": one.paragraph,
            **own,
            "words": one.words,
            **dated,
            "wants": one.measure,
            **known,
            **({"missing": [str(one) for one in self.missing]} if self.missing else {}),
        }


@dataclass(frozen=True)
class Draft:
    """All blocks of an article, and its two countries, if they are known."""

    article: Article
    pair: Pair | None
    blocks: tuple[Block, ...]


def draft(article: Article, pair: Pair | None, found: Iterable[Proposal]) -> Draft:
    """The proposals as blocks with ids of their own, measures and verdicts."""
    named = _named(list(found))
    specs = {name: spec(one, pair, article.published) for name, one in named.items() if one.kind == "claim"}
    published = When(article.published, article.precision) if article.published else None
    said = verdicts(specs, pair, published) if pair and published else {}
    lacking = {
        name: tuple(missing(named[name], pair, article.published))
        for name, one in specs.items()
        if one["kind"] == "unanswered"
    }
    blocks = (Block(name, one, specs.get(name), said.get(name), lacking.get(name, ())) for name, one in named.items())
    return Draft(article, pair, tuple(blocks))


def _named(found: list[Proposal]) -> dict[str, Proposal]:
    """The proposals by ids made of their words."""
    named: dict[str, Proposal] = {}
    for one in found:
        plain = re.findall(r"[a-zа-яё0-9]+", one.words.replace(one.said or "", "").lower().replace("’", ""))
        words = [latin(word) for word in plain if word not in listed("small")][:4] or [one.kind]
        name = "-".join(words)
        count = 2
        while name in named:
            name, count = f"{'-'.join(words)}-{count}", count + 1
        named[name] = one
    return named


def _label(one: Proposal) -> str:
    """The first words of an event without its date: two or three are what a figure has room for."""
    bare = one.words.replace(one.said or "", " ")
    words = re.sub(
        r"^\W*(?:(?:on|in|by|and|when|as|after|the|of|a|an|в|во|на|с|к|и|а|но|за|по|когда|после)\W+)*",
        "",
        bare,
        flags=re.IGNORECASE,
    ).split()[:4]
    while len(words) > 1 and words[-1].lower() in listed("small"):
        words.pop()
    label = " ".join(words).strip(" ,;:…“”\"'()") or one.words
    return capital(label)


def _short(number: float | None) -> float | int | None:
    return int(number) if number is not None and float(number).is_integer() else number


def written(found: Draft, story: str) -> str:
    """The draft as TOML."""
    import tomlkit

    document = tomlkit.document()
    for line in HEAD.format(story=story).splitlines():
        document.add(tomlkit.comment(line))
    about = tomlkit.table()
    about["title"] = found.article.title
    if found.article.published:
        about["published"] = found.article.published
    if found.pair:
        about["countries"] = list(found.pair.codes)
    document["draft"] = about
    for kind in ("event", "claim"):
        if blocks := [one.as_toml for one in found.blocks if one.proposal.kind == kind]:
            document[f"{kind}s"] = _tables(blocks)
    return tomlkit.dumps(document)
