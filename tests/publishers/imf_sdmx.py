"""IMF Data, SDMX 3.0: series by the codes in the path, one of them maybe "*", as SDMX-ML; none is 200 without a series.

It minds a beginning only as `c[TIME_PERIOD]=ge:` and a whole date.
"""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase

from tests.publishers._numbers import Days, Series, cell, months, walk
from tests.publishers._scenarios import Reply, Request

HOSTS = ("api.imf.org",)
_PATH = "/external/sdmx/3.0/data/dataflow/IMF.STA/"
_DIMENSIONS = {
    "ER": ("COUNTRY", "INDICATOR", "TYPE_OF_TRANSFORMATION", "FREQUENCY"),
    "IMTS": ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY"),
}
_LEVELS = {
    "ER/KAZ.XDC_USD.EOP_RT.M": 300.0,
    "ER/KAZ.XDC_USD.PA_RT.M": 300.0,
    "IMTS/KAZ.XG_FOB_USD.RUS.M": 4e8,
    "IMTS/KAZ.MG_CIF_USD.RUS.M": 1e9,
    "IMTS/KAZ.XG_FOB_USD.G001.M": 5e9,
    "IMTS/KAZ.XG_FOB_USD.CHN.M": 8e8,
    "IMTS/KAZ.XG_FOB_USD.KGZ.M": 5e7,
    "IMTS/KAZ.XG_FOB_USD.TUR.M": 2e8,
    "IMTS/KAZ.XG_FOB_USD.UZB.M": 1e8,
    "IMTS/RUS.XG_FOB_USD.KAZ.M": 1e9,
    "ER/KAZ.XDC_USD.EOP_RT.Q": 300.0,
    "IMTS/RUS.XG_FOB_USD.DEU.A": 5e10,
}
_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"


def numbers(code: str) -> Days:
    """Made up, by dataflow and key: rates, and trade in dollars."""
    every = {"M": 1, "Q": 3, "A": 12}[code[-1]]
    return walk(f"imf_sdmx/{code}", _LEVELS[code], months(1995, 2026)[::every], step=0.05)


def answer(request: Request, series: Series) -> Reply | None:
    """The series, or none, of a dataflow."""
    flow, _, key = request.path.removeprefix(_PATH).partition("/+/")
    if not request.path.startswith(_PATH) or flow not in _DIMENSIONS:
        return None
    first = date.fromisoformat(request.query.get("c[TIME_PERIOD]", "ge:1900-01-01").removeprefix("ge:"))
    found = [code for code in _LEVELS if fnmatchcase(code, f"{flow}/{key}")]
    return Reply(message("".join(_series(code, series, first) for code in found), flow))


def _series(code: str, series: Series, first: date) -> str:
    flow, key = code.split("/")
    codes = "".join(f' {name}="{part}"' for name, part in zip(_DIMENSIONS[flow], key.split("."), strict=True))
    found = "".join(
        f'<Obs OBS_VALUE="{cell(value)}" TIME_PERIOD="{_period(day, key)}"/>'
        for day, value in series(code)
        if day >= first
    )
    return f'<Series{codes} SCALE="6">{found}</Series>'


def _period(day: date, key: str) -> str:
    return {"M": f"{day:%Y-M%m}", "Q": f"{day:%Y}-Q{day.month // 3 + 1}", "A": f"{day:%Y}"}[key[-1]]


def message(series: str, flow: str) -> bytes:
    """SDMX-ML with these series."""
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=IMF.STA:DSD_{flow}(1.0.0)"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><message:StructureSpecificData xmlns:common="{_SCHEMAS}/common" '
        f'xmlns:message="{_SCHEMAS}/message" xmlns:ss="{_SCHEMAS}/data/structurespecific" xmlns:ns1="{urn}">'
        f'<message:Header><message:Structure structureID="S" namespace="{urn}" dimensionAtObservation="TIME_PERIOD">'
        f"<common:Structure>{urn}</common:Structure></message:Structure></message:Header>"
        f'<message:DataSet ss:structureRef="S" action="Replace">{series}</message:DataSet>'
        "</message:StructureSpecificData>"
    ).encode()
