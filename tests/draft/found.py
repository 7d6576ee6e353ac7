"""What the tests of this room share: a sentence or an article as proposals, and the measure of a drafted claim."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from relations.draft import Article, Pair, Proposal, pair_of, proposals, read
from relations.draft.article import Paragraph
from relations.draft.checks import missing, spec

ARTICLES = Path(__file__).parent / "articles"
PAIR, PUBLISHED = Pair("KAZ", "RUS"), date(2017, 5, 14)
NAMES = sorted(path.stem for path in ARTICLES.glob("*.toml"))


def path_of(name: str) -> Path:
    """An article of the tests, whatever its form."""
    return next(path for path in ARTICLES.glob(f"{name}.*") if path.suffix != ".toml")


def of_article(article: Article) -> list[Proposal]:
    """An article's proposals, for the countries it names."""
    found = pair_of(article.title, " ".join(one.text for one in article.paragraphs))
    return proposals(article, Pair(*found) if found else None)


def of_file(name: str) -> tuple[Article, list[Proposal]]:
    """An article of the tests and its proposals."""
    article = read(str(path_of(name)))
    return article, of_article(article)


def of_text(*paragraphs: str, published: date | None = date(2021, 6, 30)) -> list[Proposal]:
    """The proposals of an article about Belarus and Russia."""
    told = tuple(Paragraph(number, text) for number, text in enumerate(paragraphs, 1))
    return proposals(Article("Belarus and Russia", published, "day", told), Pair("BLR", "RUS"))


def shared(one: str, other: str) -> int:
    """How many words two quotations of one paragraph have in common."""
    return len({*re.findall(r"\w+", one.lower())} & {*re.findall(r"\w+", other.lower())})


def claims_of(text: str) -> list[Proposal]:
    article = Article("Kazakhstan and Russia", PUBLISHED, "day", (Paragraph(1, text),))
    return [one for one in proposals(article, PAIR) if one.kind == "claim"]


def drafted(text: str) -> tuple[dict[str, Any], list[str]]:
    """The measure of the one claim of a text, and what it lacks."""
    (found,) = claims_of(text)
    return spec(found, PAIR, PUBLISHED), [str(one) for one in missing(found, PAIR, PUBLISHED)]


def yearly(kind: str, line: str, first: int, last: int, to: float | None = None, **asked: float) -> dict[str, Any]:
    channel = {"line": line, "start": date(first, 1, 1), "end": date(last, 1, 1), **({"to": to} if to else {})}
    return {"kind": kind, "channels": [channel], **asked}
