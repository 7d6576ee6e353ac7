"""Titles that are made of the numbers they name: “The rouble lost {rouble: fall 2014-06-30..2015-01-30}”.

In braces stands a measure: a line of the story, a statistic, and its day, month or year, or two of them. Of an exchange
rate every change is of the worth of its currency in dollars, or of the one that the line is said to be of:
`{tenge-per-rouble of RUB: fall 2014-06-30..2015-01-30}`. `{from}`, `{to}` and `{base}` are days of the figure, as
precisely as one says: `{from: year}`. A brace itself is written twice.

A guard is the condition under which a word of the title is true: `tenge: deepest 2014-06-30..2015-08-19 < 3`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

from relations.values import UnknownWord
from relations.values.when import Precision, When

Statistic = Literal["fall", "rise", "change", "drop", "gain", "deepest", "low", "high", "value"]
#: Whole per cent lost or gained, or either with its sign; points lost or gained; the deepest fall below the first value
#: in per cent; the lowest, the highest and a single value. A fall or drop that was none is no number of a title.
STATISTICS = get_args(Statistic)
Edge = Literal["from", "to", "base"]
EDGES = get_args(Edge)
Way = Literal["<", "<=", ">", ">=", "in"]

_DAY = r"\d{4}(?:-\d\d){0,2}"
_MEASURE = re.compile(rf"([a-z0-9-]+)(?: of ([A-Z]{{3}}))?: (\w+) ({_DAY})(?:\.\.({_DAY}))?")
_PIECE = re.compile(r"{{|}}|{([^{}]*)}|[{}]")
_CONDITION = re.compile(r"(.+?) (<=|>=|<|>|in) (.+)")
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True)
class Measure:
    """A number that a title names: a statistic of a line, from one day to another or on one."""

    line: str
    statistic: Statistic
    start: date
    end: date  #: the same as the start of a single value
    precision: Precision  #: of its days: the first day stands for a month or a year
    currency: str | None = None  #: whose worth is meant, for a rate
    text: str = ""  #: as it is written in the story

    @property
    def last(self) -> date:
        """The last day of what it is about."""
        return When(self.end, self.precision).last

    @property
    def days(self) -> tuple[date, ...]:
        """The days whose observations it is made of; of a lowest or deepest value the two it lies between."""
        return tuple(dict.fromkeys((self.start, self.end)))


@dataclass(frozen=True)
class Bound:
    """A day of the figure: where its window begins or ends, or the base of what it shows."""

    edge: Edge
    precision: Precision | None = None  #: None: as precise as the lines are


Piece = str | Measure | Bound


@dataclass(frozen=True)
class Condition:
    """What must be so: a measure against a number, against another measure, or between two numbers."""

    left: Measure
    way: Way
    right: Measure | tuple[float, ...]
    text: str


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """A template taken apart; ValueError for what stands in braces and is no measure, with the words there are."""
    found: list[Piece] = []
    end = 0
    for match in _PIECE.finditer(text):
        found.append(text[end : match.start()])
        end = match.end()
        if match[0] in ("{", "}"):
            raise ValueError(f"a brace stands alone in “{text}”; write {match[0] * 2} for the sign itself")
        found.append(match[0][0] if match[1] is None else _placeholder(match[1].strip()))
    return tuple(piece for piece in (*found, text[end:]) if piece)


def plain(text: str) -> str:
    """A text as a template that says just that."""
    return text.replace("{", "{{").replace("}", "}}")


def measures(text: str) -> list[Measure]:
    """The numbers a template names."""
    return [piece for piece in pieces(text) if isinstance(piece, Measure)]


def placeholders(text: str) -> set[Piece]:
    """What a template is filled with: a translation is filled with the same."""
    return {piece for piece in pieces(text) if not isinstance(piece, str)}


def names_base(text: str) -> bool:
    """Whether a template names the day that an index or a change is counted from."""
    return any(isinstance(piece, Bound) and piece.edge == "base" for piece in pieces(text))


def _placeholder(text: str) -> Measure | Bound:
    edge, _, precision = text.partition(": ")
    if edge in EDGES:
        if precision and precision not in _PRECISIONS.values():
            raise UnknownWord(precision, f"precision of {{{edge}}}", list(_PRECISIONS.values()))
        return Bound(edge, precision or None)  # type: ignore[arg-type]
    return measure(text)


def measure(text: str) -> Measure:
    """A measure as a story writes it; ValueError says how one is written, with the words there are."""
    found = _MEASURE.fullmatch(text)
    if not found:
        example = "rouble: fall 2014-06-30..2015-01-30"
        raise ValueError(f"“{text}” is no measure; one is LINE: STATISTIC DAY..DAY, as {{{example}}}, or a day of the "
                         f"figure: {', '.join(f'{{{edge}}}' for edge in EDGES)}")  # fmt: skip
    line, currency, statistic, first, last = found.groups()
    if statistic not in STATISTICS:
        raise UnknownWord(statistic, f"statistic in “{text}”", list(STATISTICS))
    if (statistic == "value") != (last is None):
        raise ValueError(f"“{text}”: a value is of one day, and all else of two, FIRST..LAST")
    start, end = _day(first, text), _day(last or first, text)
    if end < start or (last and end == start) or len(first) != len(last or first):
        raise ValueError(f"“{text}”: the second day must be later than the first, and as precise")
    return Measure(line, statistic, start, end, _PRECISIONS[len(first)], currency, text)  # type: ignore[arg-type]


def _day(words: str, text: str) -> date:
    try:
        return date.fromisoformat(f"{words}-01-01"[:10])
    except ValueError:
        raise ValueError(f"“{text}”: there is no day {words}; days are written 2014-06-30, 2014-06 or 2014") from None


@lru_cache(maxsize=4096)
def conditions(text: str) -> tuple[Condition, ...]:
    """The conditions of a guard, joined by “and”; ValueError says how one is written."""
    return tuple(_condition(part) for part in text.split(" and "))


def _condition(text: str) -> Condition:
    found = _CONDITION.fullmatch(text)
    if not found:
        raise ValueError(f"“{text}” is no condition; one is MEASURE < NUMBER|MEASURE, with <, <=, >, >=, or MEASURE in "
                         "LOW..HIGH")  # fmt: skip
    left, way, right = found.groups()
    limits = right.split("..") if way == "in" else [right]
    try:
        numbers = tuple(map(float, limits))
    except ValueError:
        numbers = ()
    if len(numbers) == (2 if way == "in" else 1):
        return Condition(measure(left), way, numbers, text)  # type: ignore[arg-type]
    if way == "in":
        raise ValueError(f"“{right}” in “{text}” are no two numbers; they are written LOW..HIGH, as 45..55")
    return Condition(measure(left), way, measure(right), text)  # type: ignore[arg-type]
