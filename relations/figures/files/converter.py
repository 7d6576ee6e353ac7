"""The converter: from a specification to SVG, PNG and PDF, without a browser.

To find a text's size, which only labels that Vega places itself need, the converter opens the typeface for every letter
of it: two thirds of its time. Our texts have their places already, so it is given a short mark for each, and the words
take their places in the finished SVG. What comes out is, to the byte, what the converter makes of the words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from importlib.metadata import version
from typing import Any

from relations.figures import fonts

CSS_PPI = 96.0  #: px per inch
CONVERTER_PPI = 72.0  #: the resolution at which the converter's own scale is 1
CLIP = re.compile(r'(<clipPath id="clip|clip-path="url\(#clip)(\d+)')
MARK = re.compile(r">@(\d+)</(\w+)>")


def svg(spec: dict[str, Any]) -> str:
    """A specification of ours as SVG: equal specifications give equal texts."""
    marked, words = _marked(spec)
    drawn: str = _library().vegalite_to_svg(json.dumps(marked), vl_version=_vegalite(), allowed_base_urls=[])
    return MARK.sub(lambda found: _spelled(words[int(found[1])], found[2]), _renumbered(drawn))


def _spelled(text: str, tag: str) -> str:
    """The end of an element with its text in it; of an empty one as the converter writes it."""
    return f">{escape(text, quote=False)}</{tag}>" if text else "/>"


def png(spec: dict[str, Any], scale: float, magnified: float = 1.0) -> bytes:
    """As PNG, `scale` pixels for each px of a figure that is `magnified` times as large as its specification."""
    factor = magnified * CONVERTER_PPI / CSS_PPI  # pixels per px are this times ppi / 72
    drawn: bytes = _library().svg_to_png(svg(spec), scale=factor, ppi=CSS_PPI * scale)
    return drawn


def pdf(spec: dict[str, Any]) -> bytes:
    """As PDF; the names of its subsets of the typeface differ from one time to the next."""
    drawn: bytes = _library().svg_to_pdf(svg(spec))
    return drawn


@lru_cache
def script() -> str:
    """Vega, Vega-Lite and Vega-Embed with all they need, as one script for a browser."""
    bundle: str = _library().javascript_bundle(vl_version=_vegalite())
    return bundle


@lru_cache
def versions() -> dict[str, str]:
    """The versions of what draws and writes."""
    import altair as alt

    return {
        "altair": alt.__version__,
        "pikepdf": version("pikepdf"),
        "vega-lite": alt.SCHEMA_VERSION,
        "vl-convert": version("vl-convert-python"),
    }


def _marked(spec: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The specification with a mark, @0, @1 …, for each text it places, and the texts."""
    words: list[str] = []

    def mark(line: str) -> str:
        words.append(line.strip())  # as Vega does
        return f"@{len(words) - 1}"

    def marked(text: str | list[str]) -> str | list[str]:
        return mark(text) if isinstance(text, str) else [mark(line) for line in text]

    views = []
    for view in spec["vconcat"]:
        layers = list(view["layer"])
        for place, layer in _texts(view):
            rows = [{**row, "text": marked(row["text"])} for row in layer["data"]["values"]]
            layers[place] = {**layer, "data": {**layer["data"], "values": rows}}
        views.append({**view, "layer": layers})
    return {**spec, "vconcat": views}, words


def _texts(view: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The layers of a panel that are texts, and where they are."""
    for place, layer in enumerate(view["layer"]):
        if layer.get("mark", {}).get("type") == "text":
            yield place, layer


def _renumbered(drawn: str) -> str:
    """The picture with its clip paths counted from 1: the converter counts on from one picture to the next."""
    numbers: dict[str, int] = {}
    return CLIP.sub(lambda found: f"{found[1]}{numbers.setdefault(found[2], len(numbers) + 1)}", drawn)


@lru_cache
def _library() -> Any:
    """The converter, told once where our typeface is."""
    import vl_convert

    vl_convert.register_font_directory(str(fonts.FOLDER))
    return vl_convert


def _vegalite() -> str:
    """The Vega-Lite version Altair writes for, as the converter names it: 6.1 for v6.1.0."""
    import altair as alt

    return ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
