"""Numbers in a title, held against the numbers of its figure: a title is a sentence of the author's, and may grow old.

Only what can be compared is: percentages and points in digits. A percentage in the figure's words counts, and so do
levels, changes and differences of its annual lines in the years that the title names, rounded as the title has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sources import Snapshot

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s?(%|points?\b)")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def unmatched(title: str, told: str, shown: Iterable[Snapshot]) -> dict[str, str]:
    """The numbers of a title that its figure does not show, each with the nearest number it does show."""
    known = [abs(float(number)) for number, _ in _NUMBER.findall(told.replace(",", ""))]
    years = {int(year) for year in _YEAR.findall(title)}
    for one in shown:
        known += map(abs, _of_years(one, years))
    named = {match[0]: (float(match[1]), len(match[1].partition(".")[2])) for match in _NUMBER.finditer(title)}
    return {
        text: f"{min(known, key=lambda one: abs(one - number)):.3g}" if known else "–"
        for text, (number, places) in named.items()
        if not any(round(one, places) == number for one in known)
    }


def _of_years(shown: Snapshot, years: set[int]) -> Iterator[float]:
    """The levels of an annual line in these years, and their changes from the year before: in per cent and plainly."""
    if shown.indicator.frequency != "annual":
        return
    values = dict(zip(shown.data["date"].dt.year, shown.data["value"], strict=True))
    for year in years & values.keys():
        yield values[year]
        if before := values.get(year - 1):
            yield 100 * (values[year] / before - 1)
            yield values[year] - before
