"""Where the values of a specification stand in a panel, and what its axes write there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any

import numpy as np
import numpy.typing as npt

Spec = Mapping[str, Any]
Row = Mapping[str, Any]
Floats = npt.NDArray[np.float64]
_UTC = re.compile(r"utc\((\d+), (\d+), (\d+)\)")
_SCALE = {"domain", "nice", "zero", "type", "range"}
_AXIS = {
    "domain", "format", "grid", "labelOverlap", "labelPadding", "labels", "ticks", "title", "values",
}  # fmt: skip


class NotDrawn(ValueError):
    """A specification has a word that is not drawn here."""


def known(words: Iterable[str], allowed: Iterable[str], whose: str) -> None:
    """Raise NotDrawn if a part of a specification has a word that is not drawn."""
    if strange := set(words) - set(allowed):
        raise NotDrawn(f"{whose} with {', '.join(sorted(strange))}")


def milliseconds(days: Iterable[str | float]) -> Floats:
    """Days, as ISO 8601 or as milliseconds since 1970 in UTC, as milliseconds."""
    return np.array(list(days), dtype="datetime64[ms]").astype(np.float64)


def placed(channel: Spec, ends: tuple[float, float], values: Floats) -> Floats:
    """Px of numbers, or of days as milliseconds, between a channel's own ends or those of a panel; NaN stays NaN.

    NotDrawn if the scale has a word unknown here.
    """
    spec = channel["scale"]
    known(spec, _SCALE, "a scale")
    low, high = (_end(end) for end in spec["domain"])
    start, end = spec.get("range", ends)
    if spec.get("type") == "log":
        values, low, high = np.log(values), float(np.log(low)), float(np.log(high))
    return np.asarray(start + (end - start) * (values - low) / (high - low))


def _end(end: Any) -> float:
    """An end of a domain: a number, or an expression for a day."""
    if not isinstance(end, dict):
        return float(end)
    found = _UTC.fullmatch(end["expr"])
    if not found:
        raise NotDrawn(f"the end of a scale at {end['expr']!r}")
    year, month, day = map(int, found.groups())
    return float(milliseconds([date(year, month + 1, day).isoformat()])[0])


@dataclass(frozen=True)
class Place:
    """Where the rows of a layer stand in a panel, in px from its upper left corner."""

    encoding: Spec
    size: tuple[float, float]

    def across(self, days: Iterable[str | float]) -> Floats:
        """From the left, of days on the axis of time."""
        return placed(self.encoding["x"], (0.0, self.size[0]), milliseconds(days))

    def up(self, values: Floats) -> Floats:
        """From the top, of values on the axis of values."""
        return placed(self.encoding["y"], (self.size[1], 0.0), values)

    def of(self, row: Row, channel: str) -> float:
        """Of a row, by one of x, y, x2, y2."""
        own, axis = self.encoding[channel], channel[0]
        value = own["datum"] if "datum" in own else row[own["field"]]
        if self.encoding[axis].get("scale") is None:
            return float(value)
        return float((self.across([value]) if axis == "x" else self.up(np.array([value], dtype=np.float64)))[0])


def labels(encoding: Spec, size: tuple[float, float], config: Spec) -> list[tuple[float, str]]:
    """What the axis of values writes at its ticks as Vega-Lite does, each with its baseline; NotDrawn as `placed`.

    Vega stands letters by 0.3 of their size, in whole px, below their places.
    """
    side = encoding["y"]["axis"]
    known(encoding["x"]["axis"].keys() | side.keys(), _AXIS, "an axis")
    lower = floor(0.3 * config["axis"]["labelFontSize"] + 0.5)
    ys = Place(encoding, size).up(np.array(side["values"], dtype=np.float64)) + lower
    words = (_number(value, side["format"], config["locale"]) for value in side["values"])
    return list(zip(ys.tolist(), words, strict=True))


def _number(value: float, form: str, locale: Spec) -> str:
    """A number with its thousands apart and so many decimals: the form ,.2f of d3's."""
    found = re.fullmatch(r",\.(\d+)f", form)
    if not found:
        raise NotDrawn(f"a number of the form {form!r}")
    own = locale["number"]
    text = f"{value:,.{found[1]}f}".replace("-", own["minus"])
    return text.translate(str.maketrans({",": own["thousands"], ".": own["decimal"]}))
