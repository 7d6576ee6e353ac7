"""What changed most in a year, and what is missing: two questions to the table, in SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from relations.atlas.table import read

LEAST = 100.0  #: US$ million, which a trade must reach in one of two years for its change in percent to be ranked
TOP = 10  #: changes that are shown of a measure

CHANGED = """
WITH moves AS (
    -- a change in percent by its logarithm, so that a half and a double are alike
    SELECT *, CASE WHEN change_unit <> '%' THEN abs(change)
                   WHEN value > 0 THEN abs(ln(value / before)) ELSE 'infinity' END AS size
    FROM atlas
    WHERE change IS NOT NULL AND note = '' AND (change_unit <> '%' OR greatest(value, before) >= $least)
), one_a_year AS (
    -- of what both countries report, or of exports and imports, what moved most; of one currency's countries the first
    SELECT * FROM moves
    QUALIFY row_number() OVER (PARTITION BY measure, one, other, year ORDER BY size DESC, of) = 1
        AND (measure <> 'comovement' OR row_number() OVER (PARTITION BY measure, keys, year ORDER BY one, other) = 1)
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY measure, year ORDER BY size DESC, one, other) AS in_year,
              row_number() OVER (PARTITION BY measure, one, other ORDER BY size DESC, year) AS of_pair
    FROM one_a_year
)
SELECT *, row_number() OVER (PARTITION BY measure, of_pair = 1 ORDER BY size DESC, one, other) AS place,
          count(*) OVER (PARTITION BY measure) AS compared
FROM placed
QUALIFY (of_pair = 1 AND place <= $top) OR in_year = 1
ORDER BY measure, size DESC, one, other, year
"""

MISSING = """
SELECT measure, CASE WHEN has AND coalesce(why, '') <> 'incomplete' THEN '' ELSE why END AS why, count(*) AS pairs
FROM (
    SELECT measure, bool_or(value IS NOT NULL OR file <> '') AS has, min(why) FILTER (WHERE why <> '') AS why
    FROM atlas GROUP BY measure, one, other, CASE WHEN measure = 'figure' THEN of END
)
GROUP BY ALL ORDER BY measure, pairs DESC, why
"""


def changed(out: Path) -> list[dict[str, Any]]:
    """Per measure each pair's largest change, the first TOP of them, and the largest of every year.

    `place` counts the first where `of_pair` is 1, `in_year` the others; `compared` is how many changes there are.
    """
    return read(out, CHANGED, least=LEAST, top=TOP)


def missing(out: Path) -> list[dict[str, Any]]:
    """How many pairs have a measure, and how many figures are there, where `why` is empty; else for what reason not."""
    return read(out, MISSING)
