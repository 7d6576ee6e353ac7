"""The figures every story has without writing them: money, cross, trade, shares and votes of its two countries.

Their titles say what is drawn and with which numbers, until the author gives a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from relations.story.pair import Known, Pair, capital, labels
from relations.values import Message
from sources import SourceError, indicator_of

FIGURES = ("money", "cross", "trade", "shares", "votes")
YEARS = 15  #: before the window, that figures of a value a year go back

Written = dict[str, Any]  #: a part of a story as its file would have it


def standard(pair: Pair, figure: str, factor: tuple[str, str] | None = None) -> Written | None:
    """A standard figure as a story's file would have it; None if its lines cannot be had of these two countries.

    `factor` is the story's, if it has one, with the key it is drawn from first.
    """
    panels = tuple(_panels(pair, figure, factor))
    if not panels:
        return None
    title, subtitle = words(pair, figure)
    daily = figure in ("money", "cross")
    start = pair.first if daily else date(pair.first.year - YEARS, 1, 1)
    window = {"start": start, "end": pair.last if daily else date(pair.last.year, 12, 31)}
    return {"id": figure, "title": str(title), "subtitle": str(subtitle), "window": window, "panels": panels}


def pair_words(pair: Pair) -> dict[str, Message]:
    """What a pair's lines and standard figures are called in English, with the messages that say it in any language."""
    titles = (message for figure in FIGURES for message in words(pair, figure))
    return {capital(str(message)): message for message in (*labels(pair), *titles)}


def words(pair: Pair, figure: str) -> tuple[Message, Message]:
    """Title and subtitle of a standard figure."""
    both = {"country": pair.one, "partner": pair.other}
    if figure == "money":
        return (
            Message("What the currencies of {country} and {partner} are worth in dollars", **both),
            Message("What one unit costs in US dollars. A falling line is a weaker currency."),
        )
    if figure == "cross":
        return (
            Message("What the currency of {partner} costs in that of {country}", **both),
            Message("A falling line is a currency of {partner} that buys less in {country}.", **both),
        )
    if figure == "trade":
        return (
            Message("Goods trade of {country} with {partner}", **both),
            Message("Exports and imports of {country} as reported by {country}, per year.", country=pair.one),
        )
    if figure == "shares":
        return (
            Message("The share of {partner} in the goods trade of {country}", **both),
            Message("Share of all imports and of all exports of {country}, per year.", country=pair.one),
        )
    return (
        Message("How often {country} and {partner} voted alike in the United Nations", **both),
        Message("Agreement in contested roll calls of the General Assembly per year (100: always)."),
    )


def _panels(pair: Pair, figure: str, factor: tuple[str, str] | None) -> Iterator[Written]:
    if figure == "money":
        names = [name for country in (pair.one, pair.other) for name in pair.currencies(country)]
        found = [name for name in names if _there(pair, name)]
        yield from ({"lines": (name,), "show": "value"} for name in found)
        if found and factor:
            yield {"lines": factor[:1], "chart": "step" if _is_across(factor[1]) else "line"}
    elif figure == "cross" and _there(pair, "cross"):
        yield {"lines": ("cross",)}
    elif figure == "trade" and _there(pair, "exports"):
        yield {"lines": ("exports", "imports"), "chart": "bar"}
        yield {"lines": ("exports-by-month", "imports-by-month"), "chart": "step", "optional": True}
    elif figure == "shares" and _there(pair, "imports-share"):
        yield from ({"lines": (name,), "chart": "step"} for name in ("imports-share", "exports-share"))
    elif figure == "votes" and _there(pair, "votes"):
        yield {"lines": ("votes",), "chart": "step"}


def _is_across(key: str) -> bool:
    """Whether the values of a key stand for all of their periods, so that no line may join them."""
    try:
        return indicator_of(key).dating.is_across
    except SourceError:
        return False


def _there(pair: Pair, name: str) -> bool:
    return isinstance(pair.line(name), Known)
