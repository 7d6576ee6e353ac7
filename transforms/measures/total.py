"""A sum over several lines in one year, under each definition of what belongs to it."""

from __future__ import annotations

from datetime import date

from stories._claims import Total
from transforms.measures import DEPENDS, NOT_BORNE_OUT, SUPPORTED, Finding, Look, Word, by_year, latest, listed, signed


def measure(look: Look, spec: Total) -> Finding:
    """The sum of each definition's lines in the year, or in the last year before it that all of them have."""
    series = {name: by_year(look.line(name)) for name in spec.lines_used}
    unit = look.line(spec.lines_used[0]).indicator.unit
    year = latest(spec.year, list(series.values()))
    sums = {words: float(sum(series[name][year] for name in names)) for words, names in spec.definitions.items()}
    first, smallest = next(iter(sums.values())), min(sums.values()) - spec.above
    above = sum(total > spec.above for total in sums.values())
    each = listed([f"{words} {total:.2f}" for words, total in sums.items()])
    stale = "" if year == spec.year else f" ({year} is the last year known; {spec.year} was asked for)"
    return Finding(
        verdict=judge([total > spec.above for total in sums.values()]),
        rule=f"supported if the sum is above {spec.above:g} {unit} under every definition, "
        "not borne out if under none, else it depends on the definition",
        formula=f"sum of the lines of the year in {unit}, under each definition of what is counted",
        sentence=f"In {year} the sum was, in {unit}: {each}{stale}. {above} of {len(sums)} are above {spec.above:g}; "
        f"the smallest differs from it by {signed(smallest)}.",
        value=first,
        unit=unit,
        values={f"{words}, {unit}": total for words, total in sums.items()}
        | {"year": year, "compared with": spec.above},
        start=date(year, 1, 1),
        end=date(year, 12, 31),
    )


def judge(holds: list[bool]) -> Word:
    """The verdict where a claim holds under all definitions, under none, or under some."""
    if all(holds):
        return SUPPORTED
    return DEPENDS if any(holds) else NOT_BORNE_OUT
