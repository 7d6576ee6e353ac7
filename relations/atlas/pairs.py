"""Which countries, and each two of them as a story: the one `relations new` writes, with the lines of the atlas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from relations.authoring.scaffold import Commission, scaffold
from relations.story import Known, Pair
from relations.story.events import Dated
from relations.values import Country, Message, UnknownWord
from sources import Rejected

POST_SOVIET = ("ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB")
_FLOWS = ("exports", "imports", "exports-share", "imports-share")
#: Lines of the atlas that no standard figure has; the turnover of a reporter follows from its exports and imports.
WATCHED = tuple(f"{whose}{flow}" for whose in ("", "partner-") for flow in (*_FLOWS, "turnover"))


def countries(named: str) -> list[Country]:
    """The countries of `post-soviet`, `all`, or a file with a code of ISO 3166 on each line, sorted by their codes.

    Raises Rejected, naming file and line, for what is no country, and OSError for a file that cannot be read.
    """
    if named == "post-soviet":
        return [Country(code) for code in POST_SOVIET]
    if named == "all":
        import pycountry

        return [Country(code) for code in sorted([*(one.alpha_3 for one in pycountry.countries), "XKX"])]
    found = dict(_listed(Path(named)))
    if len(found) < 2:
        raise Rejected(
            Message("{file}: two countries or more are needed; it names {count}", file=named, count=len(found))
        )
    return [found[code] for code in sorted(found)]


def _listed(path: Path) -> Iterator[tuple[str, Country]]:
    """The countries of a file; what follows a # is a comment."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise Rejected(Message("{file} is no text in UTF-8", file=str(path))) from error
    for number, line in enumerate(lines, 1):
        for word in line.split("#")[0].replace(",", " ").split():
            try:
                country = Country(word.upper())
            except UnknownWord as error:
                raise Rejected(f"{path}, line {number}: {error}") from error
            if country.kind == "aggregate":
                raise Rejected(Message("{file}, line {line}: {code} is a group of countries",
                                       file=str(path), line=number, code=country.code))  # fmt: skip
            yield country.code, country


def commission(one: str, other: str, published: date) -> Commission:
    """The story of two countries as of a day; nobody's article is beside it."""
    two = Country(one), Country(other)
    return Commission(
        *two, Dated(date=published), title=str(Message("{countries}", countries=two)), author="relations atlas"
    )


def story_text(told: Commission) -> str:
    """The text of the story's file: the scaffold, and the lines that the atlas looks at besides."""
    named = [name for name in WATCHED if _whole(told.pair, name)]
    return scaffold(told) + "".join(f"\n[lines.{name}] # for the atlas\n" for name in named)


def _whole(pair: Pair, name: str) -> bool:
    """Whether there can be such a line, and all it is made of."""
    found = pair.line(name)
    return isinstance(found, Known) and all(_whole(pair, part) for part in found.turnover or ())
