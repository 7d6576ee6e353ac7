"""From a figure to a file: SVG and PNG, with the typeface inside or drawn, on any machine."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from figures import Figure, fonts

FORMATS = ("png", "svg")
SCALE = 2  #: pixels of a PNG per pixel of its figure
PPI = 96.0 * SCALE  #: printed at this resolution, a px is a CSS pixel, 1/96 inch
CONVERTER_PPI = 72.0  #: the resolution at which the converter's own scale is 1


def export(figure: Figure, format: str) -> bytes:  # noqa: A002 (the word the command line uses)
    """The figure as a file of that format; ValueError, naming those there are, for any other.

    PNG has two pixels per px and says so in its resolution. SVG keeps its text as text and brings its typeface
    along. Equal figures give equal bytes.
    """
    writers: dict[str, Callable[[Figure], bytes]] = {"png": _png, "svg": _svg}
    if format not in writers:
        raise ValueError(f"no format '{format}'; formats: {', '.join(FORMATS)}")
    return writers[format](figure)


def filename(figure: Figure, format: str, size: str) -> str:  # noqa: A002
    """money-and-oil-wide.png: the figure, its size, its format."""
    return f"{figure.id}-{size}.{format}"


def _png(figure: Figure) -> bytes:
    png: bytes = _converter().vegalite_to_png(
        json.dumps(figure.spec),
        scale=SCALE * CONVERTER_PPI / PPI,
        ppi=PPI,
        vl_version=_version(),
        allowed_base_urls=[],
    )
    return png


def _svg(figure: Figure) -> bytes:
    svg: str = _converter().vegalite_to_svg(json.dumps(figure.spec), vl_version=_version(), allowed_base_urls=[])
    end_of_tag = svg.index(">") + 1
    return (svg[:end_of_tag] + _typeface() + svg[end_of_tag:]).encode()


@lru_cache
def _converter():  # type: ignore[no-untyped-def]  # the module has no types
    """The converter, told once where our typeface is."""
    import vl_convert

    vl_convert.register_font_directory(str(fonts.FOLDER))
    return vl_convert


def _version() -> str:
    """The Vega-Lite version Altair writes for, as the converter names it: 6.1 for v6.1.0."""
    import altair as alt

    return ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])


@lru_cache
def _typeface() -> str:
    """A style element with the typeface's two weights, for viewers that do not have it installed."""
    faces = (
        f"@font-face{{font-family:'{fonts.FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{b64encode(_woff2(path)).decode()}) format('woff2')}}"
        for weight, path in fonts.FILES.items()
    )
    return f"<style>{''.join(faces)}</style>"


def _woff2(path: Path) -> bytes:
    return path.with_suffix(".woff2").read_bytes()
