"""The converter: from a picture in SVG to PNG and PDF, without a browser; and Vega's script for a page."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import platformdirs

from relations.cache.whole import write_whole
from relations.figures import fonts

CSS_PPI = 96.0  #: px per inch
CONVERTER_PPI = 72.0  #: the resolution at which the converter's own scale is 1


def rasterised(svg: str, scale: float, magnified: float = 1.0) -> bytes:
    """A picture of ours as PNG, `scale` pixels for each px of what is `magnified` times as large as it is drawn.

    It says how many pixels an inch of it has.
    """
    drawn: bytes = _library().svg_to_png(svg, scale=magnified * CONVERTER_PPI / CSS_PPI, ppi=CSS_PPI * scale)
    return drawn


def pdf(svg: str) -> bytes:
    """The same as PDF; the names of its subsets of the typeface differ from one time to the next."""
    drawn: bytes = _library().svg_to_pdf(svg)
    return drawn


@lru_cache
def script() -> str:
    """Vega, Vega-Lite and Vega-Embed with all they need, as one script for a browser.

    To make it takes two seconds: it is kept in the user's cache folder, under a line that says by what it was made and
    its hash. What is of another version, damaged or not to be read is made anew; what cannot be kept is not.
    """
    place = platformdirs.user_cache_path("relations", appauthor=False) / "vega.js"
    made_by = f"{versions()['vl-convert']} {_vegalite()}"
    known = place.is_absolute()  # else nobody knows this user's folder
    with suppress(OSError):
        first, _, kept = place.read_bytes().partition(b"\n") if known else (b"", b"", b"")
        if first == _sealed(made_by, kept):
            return kept.decode()
    bundle: str = _library().javascript_bundle(vl_version=_vegalite())
    if known:
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            content = bundle.encode()
            write_whole(place, _sealed(made_by, content) + b"\n" + content, lasting=False)
    return bundle


def _sealed(made_by: str, content: bytes) -> bytes:
    """The first line of a script that is kept."""
    return f"// {made_by} {sha256(content).hexdigest()}".encode()


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
