"""From a figure to a file: PNG, SVG, PDF, HTML and JSON, the same bytes for the same figure on any machine."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from figures import Figure, draw, fonts
from figures.files import FORMATS, MODULES, sealed, svg
from figures.options import SIZES, Options
from figures.passport import passport

SCALE = 2  #: pixels of a PNG per px of its figure
CSS_PPI = 96.0  #: px per inch
CONVERTER_PPI = 72.0  #: the resolution at which the converter's own scale is 1


def export(figure: Figure, format: str, scale: float = SCALE) -> bytes:  # noqa: A002 (the word the command line uses)
    """The figure as a file of that format; ValueError, naming those there are, for any other.

    `scale`, 1 to 4, is the pixels of a PNG per px, and its resolution says so; the other formats have no pixels.
    Every file has a passport. What only a page shows, hover and highlight, is not in a file; HTML has its own hover.
    Equal figures give equal bytes.
    """
    if format not in FORMATS:
        raise ValueError(f"no format '{format}'; formats: {', '.join(FORMATS)}")
    if not 1 <= scale <= 4:
        raise ValueError(f"no scale {scale:g}; a PNG has 1 to 4 pixels per px")
    plain = _with(figure, hover=False)
    papers = passport(plain, format, float(scale) if format == "png" else None, converters())
    seen = _with(figure, hover=True) if format == "html" else plain
    return sealed(MODULES[format].finished(DRAWN[format](seen, scale), seen, papers), format)


def picture(figure: Figure) -> str:
    """The figure as it is, as an SVG for a page that has its words and its typeface: no passport, no file."""
    return svg.renumbered(_svg(figure, SCALE).decode())


def _with(figure: Figure, *, hover: bool) -> Figure:
    """The figure with or without what a pointer meets, whole, and nothing highlighted."""
    options = figure.options.model_copy(update={"hover": hover, "thinned": False, "highlight": ""})
    return figure if options == figure.options else draw(figure.story, figure.id, options)


def filename(figure: Figure, format: str, scale: float = SCALE) -> str:  # noqa: A002
    """money-and-oil-wide.png: the figure, its size, what else differs from the defaults, its format."""
    parts = [figure.id, _size(figure.options), *_differing(figure.options)]
    if format == "png" and scale != SCALE:
        parts.append(f"{scale:g}x")
    return f"{'-'.join(parts)}.{format}"


def _size(options: Options) -> str:
    asked = (options.width, options.height, options.magnified)
    for name, size in SIZES.items():
        if (size["width"], size["height"], size.get("magnified", 1.0)) == asked:
            return name
    return f"{options.width}x{options.height}"


def _differing(options: Options) -> list[str]:
    """A word for each option that differs; for choices without a short word, eight digits of their hash."""
    import hashlib

    words: list[str] = [options.theme] if options.theme != "light" else []
    words += [options.locale] if options.locale != "en" else []
    words += ["as-known-then"] if options.known_then else []
    words += [f"{options.window.start}-{options.window.end}"] if options.window else []
    words += [options.show] if options.show else []
    chosen = options.model_dump_json(include={"base", "roles", "kinds", "events", "publishers"}, exclude_defaults=True)
    return words if chosen == "{}" else [*words, hashlib.sha256(chosen.encode()).hexdigest()[:8]]


def save(data: bytes, path: Path) -> None:
    """Write a file in one step: whoever looks sees the old one or the new one. OSError says why it cannot be."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; move it, or choose another --out")
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        partial.write_bytes(data)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _png(figure: Figure, scale: float) -> bytes:
    png: bytes = _converter().vegalite_to_png(
        json.dumps(figure.spec),
        scale=figure.options.magnified * CONVERTER_PPI / CSS_PPI,  # its pixels per px are this times ppi / 72
        ppi=CSS_PPI * scale,
        vl_version=_vegalite(),
        allowed_base_urls=[],
    )
    return png


def _svg(figure: Figure, _: float) -> bytes:
    svg: str = _converter().vegalite_to_svg(json.dumps(figure.spec), vl_version=_vegalite(), allowed_base_urls=[])
    return svg.encode()


def _pdf(figure: Figure, _: float) -> bytes:
    pdf: bytes = _converter().vegalite_to_pdf(json.dumps(figure.spec), vl_version=_vegalite(), allowed_base_urls=[])
    return pdf


def _library(_: Figure, __: float) -> bytes:
    return _script()


@lru_cache
def _script() -> bytes:
    """Vega, Vega-Lite and Vega-Embed with all they need, as one script."""
    script: str = _converter().javascript_bundle(vl_version=_vegalite())
    return script.encode()


def _spec(figure: Figure, _: float) -> bytes:
    return json.dumps(figure.spec).encode()


DRAWN: dict[str, Callable[[Figure, float], bytes]] = {
    "png": _png,
    "svg": _svg,
    "pdf": _pdf,
    "html": _library,
    "json": _spec,
}


@lru_cache
def _converter() -> Any:
    """The converter, told once where our typeface is."""
    import vl_convert

    vl_convert.register_font_directory(str(fonts.FOLDER))
    return vl_convert


@lru_cache
def converters() -> dict[str, str]:
    """The versions of what draws and writes."""
    import altair as alt

    return {
        "altair": alt.__version__,
        "pikepdf": version("pikepdf"),
        "vega-lite": alt.SCHEMA_VERSION,
        "vl-convert": version("vl-convert-python"),
    }


def _vegalite() -> str:
    """The Vega-Lite version Altair writes for, as the converter names it: 6.1 for v6.1.0."""
    import altair as alt

    return ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
