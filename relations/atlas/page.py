"""The page of an atlas: what changed most in a year, by each measure, and how much is missing: asked in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import comb
from pathlib import Path
from typing import Any

from relations.atlas.table import CSV, PARQUET, read
from relations.figures.export import save
from relations.i18n import Locale, say, speaking
from relations.site.assets import typefaces
from relations.site.making import Site, prefix
from relations.site.rendering import render
from relations.values import Country, Message, Number, amount, msgid, points
from relations.values.compare import currencies
from relations.values.currency import CurrencyName
from sources import indicator_of

NAMES = {
    "turnover": msgid("Trade in goods"),
    "share": msgid("Share in the other’s trade"),
    "votes": msgid("Agreement in UN votes"),
    "comovement": msgid("Currencies moving together"),
    "mirror": msgid("Two reports of one trade"),
    "figure": msgid("Standard figures"),
}
TOLD = {
    "turnover": msgid("Exports and imports together, in US$ million of the year. What is below {least} million in both "
                      "years is left out; a half and a double count alike."),
    "share": msgid("How much of one country’s exports or imports is with the other, in percent; changes in points."),
    "votes": msgid("How far the two voted alike in contested roll calls of the General Assembly: 0 never, 100 always."),
    "comovement": msgid("R² of the last 250 daily returns of a year: the share of the first currency’s moves that goes "
                        "with those of the second, both in dollars. A currency of several countries counts once."),
}  # fmt: skip
UNITS = {
    "turnover": msgid("US$ million"),
    "share": msgid("% of trade"),
    "votes": msgid("0 to 100"),
    "comovement": msgid("R², 0 to 1"),
}
FIGURE = {"turnover": "trade", "share": "shares", "votes": "votes", "comovement": "money"}  #: that shows a measure
LINES = {
    "turnover": msgid("as {one} reports it"),
    "partner-turnover": msgid("as {other} reports it"),
    "exports-share": msgid("share of {other} in the exports of {one}"),
    "imports-share": msgid("share of {other} in the imports of {one}"),
    "partner-exports-share": msgid("share of {one} in the exports of {other}"),
    "partner-imports-share": msgid("share of {one} in the imports of {other}"),
    "votes": msgid("agreement of {one} with {other}"),
}
WHY = {
    "not fetched": msgid("{count} not in the cache"),
    "cannot be": msgid("{count} cannot be: no currency of their own, no member, no publisher"),
    "held": msgid("{count} with a currency that was held"),
    "coarse frequency": msgid("{count} without daily rates"),
    "thin window": msgid("{count} with too few returns"),
    "incomplete": msgid("{count} drawn without some of its lines"),
    "withheld": msgid("{count} whose terms do not allow it"),
}
OTHER = msgid("{count} refused for another reason")
Found = dict[str, Any]


def write_page(out: Path, listed: Sequence[Country], locales: Sequence[Locale]) -> None:
    """Write the page in each language, and its typefaces; OSError if they cannot be written."""
    most, lacks = changed(out), missing(out)
    site = Site(out, out, locales=tuple(locales))
    files = {path: read() for path, read in typefaces().items() if not (out / path).is_file()}
    for locale in locales:
        with speaking(locale):
            here = f"{prefix(locale)}index.html"
            page = render(site, locale, here, "atlas.html", feed=None, **_told(out, listed, most, lacks))
            files[here] = page.encode()
    for path, data in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        save(data, out / path)


def _told(out: Path, listed: Sequence[Country], most: list[Found], lacks: list[Found]) -> Found:
    """What the template names."""
    return {
        "title": say("Which relationships changed most in a year"),
        "standfirst": say(
            "{pairs} pairs of {number} countries. Of each pair the largest change from one year to the next, by four "
            "measures.",
            pairs=Number(comb(len(listed), 2)),
            number=len(listed),
        ),
        "sections": [_section(out, name, most) for name in TOLD],
        "files": [("CSV", CSV), ("Parquet", PARQUET)],
        "heads": [say("Pair"), say("Year"), say("From → to"), say("Change"), "", say("What")],
        "by_year_title": say("The largest change of each year"),
        "by_year": _by_year(most),
        "missing_title": say("What is missing"),
        "missing_told": say("Of how many pairs there is a number, and how many figures are drawn. The table says why "
                            "the others are not there."),
        "missing_heads": [say("Measure"), say("There"), say("Not there")],
        "missing": [_lacks(name, lacks) for name in NAMES],
    }  # fmt: skip


def _section(out: Path, measure: str, most: list[Found]) -> Found:
    own = [row for row in most if row["measure"] == measure]
    tops = [row for row in own if row["of_pair"] == 1 and row["place"] <= 10]
    largest = max((_length(row) for row in tops), default=1)
    rows = [_row(out, row) | {"width": round(100 * _length(row) / largest, 1)} for row in tops]
    told = say(TOLD[measure], least=Number(LEAST)) if measure == "turnover" else say(TOLD[measure])
    if not rows:
        told = " ".join([told, say("No two years of any pair can be compared.")])
    publishers = "; ".join(sorted({f"{row['publisher']}, {row['licence']}" for row in tops}))
    sources = (
        say("Of {count} changes. Source: {publishers}.", count=Number(own[0]["compared"]), publishers=publishers)
        if own
        else ""
    )
    return {"name": say(NAMES[measure]), "told": told, "rows": rows, "sources": sources, "unit": say(UNITS[measure])}


def _length(row: Found) -> float:
    """How long a change's bar is, at most as for a change tenfold."""
    return float(min(row["size"], 2.3) if row["change_unit"] == "%" else row["size"])


def _row(out: Path, row: Found) -> Found:
    """A change in words."""
    file = f"figures/{row['one']}-{row['other']}/{FIGURE[row['measure']]}.svg"
    return {
        "pair": _pair(row),
        "year": row["year"],
        "span": f"{say(_value(row, row['before']))} → {say(_value(row, row['value']))}",
        "change": _change(row),
        "down": row["change"] < 0,
        "what": _what(row),
        "file": file if (out / file).is_file() else "",
    }


def _value(row: Found, value: float) -> Message:
    if row["measure"] == "turnover":
        return Message("{number}", number=amount(value))
    return Message("{number}", number=Number(value, 2 if row["measure"] == "comovement" else 1))


def _change(row: Found) -> str:
    if row["change_unit"] == "%":
        return say("{number} %", number=Number(row["change"], 0, signed=True))
    if row["measure"] == "comovement":
        return say("{number}", number=Number(row["change"], 2, signed=True))
    return say(points(Number(row["change"], 1, signed=True)))


def _pair(row: Found) -> str:
    """The two countries, or the two currencies: one that many countries have is of none of them."""
    if row["measure"] == "comovement":
        one, other = (_money(key) for key in row["keys"].split())
        return say(Message("{one}–{other}", one=one, other=other))
    return say(Message("{one}–{other}", one=Country(row["one"]), other=Country(row["other"])))


def _money(key: str) -> CurrencyName:
    """The currency that a rate is of, in dollars."""
    return CurrencyName(next(code for code in currencies(indicator_of(key).unit) if code != "USD"))


def _what(row: Found) -> str:
    """What of the two changed; of two currencies the pair says it."""
    if row["measure"] == "comovement":
        return ""
    text = LINES[row["of"]]
    return say(Message(text, **{name: Country(row[name]) for name in ("one", "other") if f"{{{name}}}" in text}))


def _by_year(most: Iterable[Found]) -> Found:
    """Per year the pair that changed most by each measure, the last year first."""
    cells: dict[int, dict[str, str]] = defaultdict(dict)
    for row in most:
        if row["in_year"] == 1:
            cells[row["year"]][row["measure"]] = f"{_pair(row)} {_change(row)}"
    years = sorted(cells, reverse=True)
    rows = [(str(year), [cells[year].get(measure, "") for measure in TOLD]) for year in years]
    return {"names": [say(NAMES[measure]) for measure in TOLD], "rows": rows} if rows else {}


def _lacks(measure: str, lacks: Iterable[Found]) -> tuple[str, str, str]:
    """Of a measure, how many pairs have it, and for which reasons others have not."""
    own = [row for row in lacks if row["measure"] == measure]
    there = sum(row["pairs"] for row in own if row["why"] in ("", "incomplete"))
    whole = sum(row["pairs"] for row in own)
    said = [say(WHY.get(row["why"], OTHER), count=Number(row["pairs"])) for row in own if row["why"]]
    return say(NAMES[measure]), say("{there} of {whole}", there=Number(there), whole=Number(whole)), "; ".join(said)


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
        AND (measure <> 'comovement'
             OR row_number() OVER (PARTITION BY list_sort(string_split(keys, ' ')), year ORDER BY one, other) = 1)
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
