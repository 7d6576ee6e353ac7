"""Archives of the World Development Indicators: an indicator as an earlier edition had it.

A code is that of `world_bank` and an edition, by year and month: KAZ/NE.EXP.GNFS.CD/201904. The API's form for them is
documented; what old editions called countries and indicators that have another name today is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from relations.values import Publication, When, msgid, parse_licence
from sources import FetchFailed, Habits, Indicator, Rejected, Snapshot, world_bank
from sources._fetch.answers import Row, day, named, number, snapshot
from sources._fetch.world_bank import ADDRESS, ask, name_of, page, unit_of

_EDITION = re.compile(r"(199|20\d)\d(0[1-9]|1[0-2])")


def out(indicator: Indicator) -> date:
    """The last day of the month its edition is named after: on which day of it that came out is not known."""
    return _month(indicator.code[-6:]).last


def _month(edition: str) -> When:
    return When(date(int(edition[:4]), int(edition[4:]), 1), "month")


def _published(indicator: Indicator) -> Publication:
    rule = msgid("what an edition of the World Development Indicators has counts as known at the end of its month")
    since = np.datetime64(out(indicator), "D")

    def known(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
        return np.full(days.shape, since)

    return Publication(rule, known)


HABITS = Habits(fixed=True, publication=_published, example="KAZ/NE.EXP.GNFS.CD/201412")


def indicator(code: str) -> Indicator:
    """An indicator in an edition, as far as is known offline; Rejected unless the code is COUNTRY/INDICATOR/YYYYMM."""
    place, series, edition = (*code.split("/"), "", "")[:3]
    if code.count("/") != 2 or not _EDITION.fullmatch(edition):
        raise Rejected(
            f"wdi_archive/{code}: allowed is COUNTRY/INDICATOR/YYYYMM, for example KAZ/NE.EXP.GNFS.CD/201904"
        )
    today = world_bank.indicator(f"{place}/{series}")
    return replace(
        today,
        key=f"wdi_archive/{code}",
        title=_edited(today.title, edition),
        publisher="World Bank, WDI Database Archives",
        url=f"{ADDRESS}/{_path(place, series, edition)}",
        licence=parse_licence("CC BY 4.0"),
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Annual values as the edition has them, with its own name and unit of the indicator; FetchFailed."""
    place, series, edition = indicator.code.split("/")
    try:
        _, rows = ask(_path(place, series, edition))
        found = [_row(row, place, series, edition) for row in rows]
    except FetchFailed as error:
        raise named(indicator, error) from error
    told = _told(indicator, found[0][0]) if found else indicator
    return snapshot(told, _observations(found), since)


def parse(body: bytes, place: str, series: str, edition: str) -> Iterator[Row]:
    """The observations of a page of an answer; none where the edition has no value."""
    return _observations([_row(row, place, series, edition) for row in page(body)[1]])


def _path(place: str, series: str, edition: str) -> str:
    return f"sources/57/country/{place}/series/{series}/time/all/version/{edition}/data"


def _edited(title: str, edition: str) -> str:
    return f"{title}, edition of {_month(edition).english}"


def _told(indicator: Indicator, said: str) -> Indicator:
    place, series, edition = indicator.code.split("/")
    name = name_of(place)
    title = world_bank.title_of(said or series, name, series)
    return replace(indicator, title=_edited(title, edition), unit=unit_of(said, name))


def _row(row: Any, place: str, series: str, edition: str) -> tuple[str, str, object]:
    """What a row calls the indicator, its year and its value; FetchFailed if it is of another form or another thing."""
    try:
        parts = {one["concept"]: one for one in row["variable"]}
        found = [str(parts[name]["id"]) for name in ("Country", "Series", "Version")]
        said, year, value = str(parts["Series"].get("value") or ""), str(parts["Time"]["id"]), row["value"]
    except (LookupError, TypeError, AttributeError) as error:
        raise FetchFailed(f"the World Bank sent a row of another form: {row!r:.80}") from error
    if found != [place, series, edition]:
        raise FetchFailed(f"the World Bank sent {'/'.join(found)} instead")
    return " ".join(said.split()), year, value


def _observations(rows: list[tuple[str, str, object]]) -> Iterator[Row]:
    return ((day(year, "YR%Y"), number(value)) for _, year, value in rows if value is not None)
