"""The figures every story has without writing them: money, cross, trade, shares and votes of its two countries.

Their titles say what is drawn and with which numbers, until the author gives a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from relations.story.pair import Known, Pair, labels
from relations.values import Country, CurrencyName, Message, When, capital, msgid, small
from sources import SourceError, indicator_of

FIGURES = ("money", "cross", "trade", "shares", "votes")
SPAN = "{from} – {to}"  #: the days of a figure, which it fills in itself
ANNUAL = "{from}–{to}"
YEARS = 15  #: before the window, that figures of a value a year go back

Both = dict[str, Country]  #: the two countries, by the names that titles have for them
Written = dict[str, Any]  #: a part of a story as its file would have it


def standard(pair: Pair, figure: str, factor: tuple[str, str] | None = None) -> Written | None:
    """A standard figure as a story's file would have it; None if its lines cannot be had of these two countries.

    `factor` is the story's, if it has one, with the key it is drawn from first.
    """
    panels = tuple(_panels(pair, figure, factor))
    if not panels:
        return None
    title, neutral, subtitle = words(pair, figure)
    daily = figure in ("money", "cross")
    start = pair.first if daily else date(pair.first.year - YEARS, 1, 1)
    window = {"start": start, "end": pair.last if daily else date(pair.last.year, 12, 31)}
    said = {"title": capital(str(title)), "neutral": capital(str(neutral)), "subtitle": str(subtitle)}
    return {"id": figure, **said, "window": window, "panels": panels}


def pair_words(pair: Pair) -> dict[str, Message]:
    """What a pair's lines and standard figures are called in English, with the messages that say it in any language."""
    titles = (message for figure in FIGURES for message in words(pair, figure))
    found = (*labels(pair), *((str(message), message) for message in titles))
    return {text(english): message for english, message in found for text in (capital, small)}


def words(pair: Pair, figure: str) -> tuple[Message, Message, Message]:
    """A standard figure's title with its numbers, the title where they are not there, and its subtitle."""
    return {"money": _of_money, "cross": _of_cross, "trade": _of_trade, "shares": _of_shares, "votes": _of_votes}[
        figure
    ](pair, {"country": pair.one, "partner": pair.other})


def _days(pair: Pair) -> str:
    """From the end of the first month to that of the last: days for which series of every rhythm have a value."""
    first, last = (When(day, "month").last for day in (pair.first, pair.last))
    return f"{first}..{min(last, pair.last)}"


def _years(pair: Pair) -> str:
    return f"{pair.first.year}–{pair.last.year}"


def _of_money(pair: Pair, both: Both) -> tuple[Message, Message, Message]:
    days = _days(pair)
    countries = [one for one in (pair.one, pair.other) if _there(pair, pair.currencies(one)[0])]
    changes = tuple(
        Message(
            "{currency} {change}", currency=_money(one, pair), change=f"{{{pair.currencies(one)[0]}: change {days}}}"
        )
        for one in countries
    )
    return (
        Message("{currencies} in dollars, {years}", currencies=changes or (pair.name,), years=_years(pair)),
        Message("The currencies of {country} and {partner} in dollars", **both),
        Message("What one unit costs in US dollars, {span}. A falling line is a weaker currency.", span=SPAN),
    )


def _of_cross(pair: Pair, both: Both) -> tuple[Message, Message, Message]:
    names = {"currency": _money(pair.other, pair), "other": _money(pair.one, pair)}
    change = f"{{cross of {names['currency'].code}: change {_days(pair)}}}"
    return (
        Message("The {currency} against the {other}: {change}, {years}", **names, change=change, years=_years(pair)),
        Message("The currency of {partner} in that of {country}", **both),
        Message("{span}. A falling line is a {currency} that buys less.", span=SPAN, currency=names["currency"]),
    )


def _of_trade(pair: Pair, both: Both) -> tuple[Message, Message, Message]:
    years = f"change {pair.first.year}..{pair.last.year}"
    numbers = {flow: f"{{{flow}: {years}}}" for flow in ("exports", "imports")}
    return (
        Message(
            "Exports of {country} to {partner} {exports}, imports from it {imports}, {years}",
            **both,
            **numbers,
            years=_years(pair),
        ),
        Message("Goods trade of {country} with {partner}", **both),
        Message("Exports and imports as reported by {country}, per year, {span}", country=pair.one, span=ANNUAL),
    )


def _of_shares(pair: Pair, both: Both) -> tuple[Message, Message, Message]:
    numbers = {flow: f"{{{flow}-share: value {pair.last.year}}}" for flow in ("exports", "imports")}
    told = msgid("{partner} took {exports} of the exports of {country} and supplied {imports} of its imports in {year}")
    return (
        Message(told, **both, **numbers, year=str(pair.last.year)),
        Message("The share of {partner} in the goods trade of {country}", **both),
        Message(
            "Share of all exports and of all imports of {country}, per year, {span}",
            country=pair.one,
            span=ANNUAL,
        ),
    )


def _of_votes(pair: Pair, both: Both) -> tuple[Message, Message, Message]:
    number = f"{{votes: value {pair.last.year}}}"
    return (
        Message(
            "{country} and {partner} in United Nations votes: agreement of {number} in {year}",
            **both,
            number=number,
            year=str(pair.last.year),
        ),
        Message("How often {country} and {partner} voted alike in the United Nations", **both),
        Message(
            "Agreement in contested roll calls of the General Assembly (100: always), per year, {span}",
            span=ANNUAL,
        ),
    )


def _money(country: Country, pair: Pair) -> CurrencyName | Country:
    """The currency of a country in the end; the country itself, if it has none."""
    had = pair.tender(country)
    return CurrencyName(had[-1].currency.code) if had else country


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
