"""From what a claim says to the measure that would check it, and the verdict that would come out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from relations.claims.verdict import REFUSALS
from relations.draft.lines import line, name_of
from relations.draft.names import Pair
from relations.draft.proposals import Proposal
from relations.draft.timeline import When
from relations.story import Article, Claim, Line, Panel, Story
from relations.story.figures import FigureSpec, Window

Spec = dict[str, Any]
HORIZON = 12  #: months a forecast has, where it names none
RARE = 10  #: percent that a currency must lose for a fall without a number
NEEDS = {
    "rank_among": "a place among countries: write rank_among for votes, or shares with listed = …, or bring a series",
    "vote_on": "votes on resolutions: write vote_on with their symbols",
    "days_between": "two dates: write days_between with the ids of two events",
    "total": "a sum of lines in a year: write total with definitions, year and above",
    "untestable": "a number of something that no line measures",
}


def spec(one: Proposal, pair: Pair | None, published: date | None) -> tuple[Spec, dict[str, Line]]:
    """The measure of a claim as a story has it, and the lines it needs; without them the claim has no answer yet."""
    found = _measured(one, pair, published) if pair and one.measure else None
    lines = {name: line(name, pair) for name in found[1]} if pair and found else {}
    if found and all(lines.values()):
        return found[0], {name: known for name, known in lines.items() if known}
    needs = NEEDS.get(one.measure or "", f"{one.measure or 'a measure'} of {one.line or 'a line'}")
    dated = "" if one.when or one.ahead else ", and a date"
    return {"kind": "unanswered", "answer": "not fetched", "reason": f"It needs {needs}{dated}."}, {}


Measured = tuple[Spec, list[str]] | None  #: a measure with all its parameters, and the names of its lines


def _measured(one: Proposal, pair: Pair, published: date | None) -> Measured:
    """The measure of a claim, as far as the claim tells all that the measure must know."""
    name = name_of(one.line, pair)
    if one.ahead:
        return _foretold(one, name, published) if name else None
    year = one.when.day.year if one.when else None
    if year is None or one.when is None:
        return None
    if one.measure == "mirror":
        spec: Spec = {
            "kind": "mirror",
            "exports": "exports",
            "imports": "partner-imports",
            "since": year - 5,
            "year": year,
        }
        return spec, ["exports", "partner-imports"]
    if one.measure == "shares" and name and one.number and one.unit == "%":
        return _share(name, year, one.number)
    if one.measure == "worst_year" and name and one.falls:
        return {"kind": "worst_year", **_yearly(name), "year": year}, _names(name)
    return _fallen(one, name, one.when) if name and one.falls else None


def _foretold(one: Proposal, name: str, published: date | None) -> Measured:
    if one.measure == "first_fall":
        least = _percent(one) or RARE
        return {"kind": "first_fall", "line": name, **_of(one, name), "more_than": least, "horizon": HORIZON}, [name]
    if one.measure != "growth" or published is None:
        return None
    horizon = 12 * (one.when.end.year - published.year) + 13 - published.month if one.when else HORIZON
    return {"kind": "growth", **_yearly(name), "year": published.year - 1, "horizon": max(horizon, 1)}, _names(name)


def _share(name: str, year: int, number: float) -> Measured:
    if not name.endswith("-share"):
        return None
    definitions = {f"goods {name.removesuffix('-share')}": name}
    least = _rounded(number)
    return {"kind": "shares", "definitions": definitions, "year": year, "since": year - 5, "at_least": least}, [name]


def _fallen(one: Proposal, name: str, when: When) -> Measured:
    """A fall of a price between days, or of a yearly figure between years."""
    least = _percent(one)
    start, end = _window(when, yearly=one.measure == "growth")
    channel = {"line": name, "start": start, "end": end, **_of(one, name)}
    if one.measure == "growth" and least and name != "turnover":
        return {"kind": "falls", "channels": [channel], "at_least": _rounded(least)}, [name]
    if one.measure == "fall":
        return {"kind": "fall", **channel, **({"at_least": _rounded(least)} if least else {})}, [name]
    return None


def _of(one: Proposal, name: str) -> Spec:
    return {"of": one.line} if name.startswith("currency-") else {}


def _yearly(name: str) -> Spec:
    return {"exports": "exports", "imports": "imports"} if name == "turnover" else {"line": name}


def _names(name: str) -> list[str]:
    return ["exports", "imports"] if name == "turnover" else [name]


def _percent(one: Proposal) -> float | None:
    return one.number if one.unit == "%" and one.number and 0 < one.number <= 100 else None


def _rounded(number: float) -> float:
    """The least that is still rounded to the number as it is said: 5.15 for 5.2."""
    places = len(f"{number:g}".partition(".")[2])
    return round(number - 0.5 * 10**-places, places + 1) or number


def _window(when: When, *, yearly: bool) -> tuple[date, date]:
    """The days a change of that time is measured between."""
    if yearly:
        return date(when.day.year - 1, 1, 1), date(when.day.year, 1, 1)
    return when.day - timedelta(days=1), when.end


def verdicts(found: dict[str, Spec], lines: dict[str, Line], pair: Pair, published: When) -> dict[str, str]:
    """Per claim the verdict that would come out with the copies in the cache; a claim without an answer has none."""
    from relations.claims import claims

    asked = {name: measure for name, measure in found.items() if measure["kind"] != "unanswered"}
    if not asked:
        return {}
    told = [
        Claim.model_validate({"id": name, "paragraph": 1, "claim": name, "measure": as_tuples(measure)})
        for name, measure in asked.items()
    ]
    day = published.day
    panel = Panel(lines=(next(iter(lines)),))
    window = Window(start=date(day.year - 1, 1, 1), end=day)
    story = Story(
        id="draft",
        article=Article(author="draft", published=day, known_until=published.end),
        countries=pair.codes,
        works={},
        lines=lines,
        claims=tuple(told),
        figures=(FigureSpec(id="draft", title="draft", subtitle="draft", window=window, panels=(panel,)),),
    )
    checked = {one.id: one.headline for one in claims(story)}
    return {name: headline.word for name, headline in checked.items() if headline.word not in REFUSALS}


def as_tuples(value: Any) -> Any:
    """Lists as the tuples a story's models want."""
    if isinstance(value, dict):
        return {name: as_tuples(one) for name, one in value.items()}
    return tuple(as_tuples(one) for one in value) if isinstance(value, list | tuple) else value
