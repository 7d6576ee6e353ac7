"""A line computed from others by a formula that is written down: `100 * exports / gdp`, `mean(rouble, month)`.

Its unit follows from those of its lines; what has none is refused.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from relations.values import Message, Other, Share, Unit, msgid, span
from relations.values.dating import Period
from relations.values.expression import NO_FORMULA, is_percent, name_of, names, tree
from relations.values.measured import Measured, ratio
from sources import Rejected, Snapshot
from transforms import market_dated
from transforms.by_period import How, by_period

SIGNS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
UNLIKE = msgid(
    "“{formula}”: {key} is {first} and {other} is {second}; take both by month, quarter or year, as mean({line}, year)"
)
UNMIXED = msgid(
    "“{formula}” is in no unit: {one} and {other}. Added are money, counts and percentages of one whole; subtracted "
    "prices too; multiplied and divided is what leaves money, a count, a price, a rate or a ratio"
)
_SPELLED = {"+": " plus ", "*": " times ", "/": " by "}


NUMBER = Measured()


@dataclass(frozen=True)
class _Term:
    """A part of a formula: its values and what they are measured in; a plain number is of no series."""

    values: Any  #: a number, or an array of a value per observation
    measured: Measured = NUMBER
    series: Snapshot | None = None  #: whose dates its values have

    @property
    def unit(self) -> Unit:
        return self.measured.unit or Other("ratio")

    def shown(self, text: str) -> Snapshot:
        """The values as a series, in their unit; days without one, as of a division by nought, are left out."""
        if self.series is None:
            raise _no(text)
        data = self.series.data.assign(value=self.values * self.measured.by)
        data = data[np.isfinite(data["value"])].reset_index(drop=True)
        return replace(self.series, indicator=replace(self.series.indicator, unit=self.unit), data=data)


def formula(text: str, lines: Mapping[str, Snapshot]) -> Snapshot:
    """What a formula makes of lines, for the dates that all of them have; its unit follows from theirs.

    Publishers may differ; official rates by month, or beside market prices, count for the day they were set, not the
    day they apply.

    Raises Rejected for what is no formula, lines of unlike rhythms, units that cannot be combined so, or if no date is
    common.
    """
    used = {name: lines[name] for name in names(text)}
    if len({one.indicator.dating for one in used.values() if one.indicator.dating.is_day}) > 1:
        used = {name: market_dated(one) for name, one in used.items()}
    made = _term(text, _tree(text), used)
    if made.measured.powers and made.measured.unit is None:
        raise _unmixed(text, *(one.indicator.unit for one in (*used.values(), *used.values())[:2]))
    shown, abouts = made.shown(text), [one.indicator for one in used.values()]
    spelled = re.sub(r"[+*/]", lambda sign: _SPELLED[sign[0]], text)
    indicator = replace(
        shown.indicator,
        key=f"{abouts[0].key}_{re.sub(r'[^A-Za-z0-9.]+', '-', spelled).strip('-.')}",
        title=f"{text}, {'; '.join(f'{name}: {one.indicator.title}' for name, one in used.items())}",
        unit=_ratio(text) if not made.measured.powers else shown.indicator.unit,
        publisher=", ".join(dict.fromkeys(one.publisher for one in abouts)),
    )
    return replace(shown, indicator=indicator, retrieved=min(one.retrieved for one in used.values()))


def _ratio(text: str) -> Unit:
    """Of a ratio: per cent if it is 100 times something; else it says what it is."""
    constants = [one for one in ast.walk(_tree(text)) if isinstance(one, ast.Constant)]
    return Share() if is_percent(_tree(text)) else Other(text if constants else "ratio")


def _no(text: str) -> Rejected:
    return Rejected(Message(NO_FORMULA, formula=text))


def _unmixed(text: str, one: Unit, other: Unit) -> Rejected:
    return Rejected(Message(UNMIXED, formula=text, one=one, other=other))


def _tree(text: str) -> ast.expr:
    found = tree(text)
    if found is None:
        raise _no(text)
    return found


def _term(text: str, node: ast.expr, lines: Mapping[str, Snapshot]) -> _Term:
    match node:
        case ast.Name():
            series = lines[name_of(node)]
            return _Term(series.values, Measured.of(series.indicator.unit), series)
        case ast.BinOp(left=left, op=sign, right=right):
            return _joined(text, sign, *_together(text, _term(text, left, lines), _term(text, right, lines)))
        case ast.Call(func=function, args=[part, period]):
            of = _term(text, part, lines)
            made = by_period(of.shown(text), cast(Period, name_of(period)), cast(How, name_of(function)))
            return _Term(made.values, Measured.of(of.unit) if of.measured.powers else NUMBER, made)
    return _Term(float(cast(float, cast(ast.Constant, node).value)))


def _together(text: str, one: _Term, other: _Term) -> tuple[_Term, _Term]:
    """Two terms on the days or in the periods that both have; a number goes with each."""
    if one.series is None or other.series is None:
        return one, other
    here, there = one.series.indicator, other.series.indicator
    if here.frequency != there.frequency or here.dating.is_day != there.dating.is_day:
        words = {"key": here.key, "other": there.key, "line": names(text)[0]}
        raise Rejected(Message(UNLIKE, formula=text, first=here.frequency, second=there.frequency, **words))
    first, second = (span(about.dating, term.dates)[0] for about, term in ((here, one.series), (there, other.series)))
    days, a, b = np.intersect1d(first, second, return_indices=True)
    if not days.size:
        raise Rejected(Message("{keys} have no period in common", keys=(here.key, there.key)))
    series = replace(one.series, data=one.series.data.iloc[a].reset_index(drop=True))
    return replace(one, values=one.values[a], series=series), replace(other, values=other.values[b], series=series)


def _joined(text: str, sign: ast.operator, one: _Term, other: _Term) -> _Term:
    """The sum, difference, product or quotient of two terms of the same dates."""
    left, right, values = one.measured, other.measured, other.values
    if isinstance(sign, ast.Add | ast.Sub):
        measured = left.plus(right) if isinstance(sign, ast.Add) else left.minus(right)
        values = values * (right.scale / left.scale)
    else:
        measured = left.times(right, 1 if isinstance(sign, ast.Mult) else -1)
    if measured is None:
        raise _unmixed(text, one.unit, other.unit)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        try:
            made = SIGNS[type(sign)](one.values, values)
        except ZeroDivisionError as error:
            raise _no(text) from error
    if not measured.powers:
        made, measured = made * measured.scale, ratio(measured)
    return _Term(made, measured, one.series or other.series)
