"""From a figure to a file: PNG, SVG, PDF, HTML and JSON, the same bytes for the same figure on any machine."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from relations.cache.whole import write_whole
from relations.figures import Figure, draw
from relations.figures.files import FORMATS, LARGEST, MODULES, converter, drawing, passport_of, sealed
from relations.figures.files.passport import Used, passport, used
from relations.figures.options import SIZES, Options
from relations.i18n import say

SCALE = 2  #: pixels of a PNG per px of its figure
PIXELS = 40_000_000  #: of a PNG at most: what draws them takes four bytes for each, and more than once


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
    if format == "png":
        bounded(figure.width, figure.height, figure.options.magnified * scale)
    plain = _with(figure, hover=False)
    papers = passport(plain, format, float(scale) if format == "png" else None, converter.versions())
    seen = _with(figure, hover=True) if format == "html" else plain
    return sealed(MODULES[format].finished(DRAWN[format](seen, scale), seen, papers), format)


def bounded(width: float, height: float, scale: float) -> None:
    """Raise ValueError if a PNG of these sides in px would have more pixels than one may have."""
    if (pixels := width * height * scale**2) > PIXELS:
        raise ValueError(f"a PNG of {pixels:,.0f} pixels; {PIXELS:,} are allowed: choose a smaller size or scale")


def _with(figure: Figure, *, hover: bool) -> Figure:
    """The figure with or without what a pointer meets, whole, and nothing highlighted."""
    options = figure.options.model_copy(update={"hover": hover, "thinned": False, "highlight": ""})
    return figure if options == figure.options else draw(figure.story, figure.id, options)


def grown(figure: Figure) -> str:
    """That a figure is higher than the exact size asked for; empty if it is not."""
    asked, larger = figure.options, figure.options.magnified
    if not asked.exact or figure.height <= asked.height:
        return ""
    return say(
        "{width}×{height} instead of {width}×{instead}: as low as its panels allow.",
        width=round(figure.width * larger),
        height=round(figure.height * larger),
        instead=round(asked.height * larger),
    )


def filename(figure: Figure, format: str, scale: float = SCALE) -> str:  # noqa: A002
    """money-and-oil-wide.png: the figure, its size, what else differs from the defaults, its format."""
    larger = f"-{scale:g}x" if format == "png" and scale != SCALE else ""
    return f"{stem(figure)}{larger}.{format}"


def stem(figure: Figure) -> str:
    """What the names of a figure's files begin with."""
    return "-".join([figure.id, _size(figure.options), *_differing(figure.options)])


def command(figure: Figure, format: str) -> str:  # noqa: A002
    """The command that writes the same file, for a shell."""
    options = figure.options
    window, base = options.window, options.base
    wanted = {
        "format": format,
        "size": _size(options),
        "theme": options.theme if options.theme != "light" else None,
        "locale": options.locale if options.locale != "en" else None,
        "window": f"{window.start}..{window.end}" if window else None,
        "show": options.show,
        "base": str(base) if base else None,
        **{name: getattr(options, name) for name in ("events", "roles", "kinds")},
        "names": None if options.names is None else str(options.names),
        "block": f"{figure.id}.toml" if options.block else None,
    }
    words = ["relations", "figure", figure.story.id, *([] if options.block else [figure.id])]
    for name, value in wanted.items():
        if value is not None:
            words += [f"--{name}", value if isinstance(value, str) else ",".join(value)]
    for line, key in options.publishers:
        words += ["--publisher", f"{line}={key}"]
    words += ["--transparent"] if options.transparent else []
    return shlex.join([*words, "--as-known-then"] if options.known_then else words)


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
    words += ["transparent"] if options.transparent else []
    words += ["as-known-then"] if options.known_then else []
    words += [f"{options.window.start}-{options.window.end}"] if options.window else []
    words += [options.show] if options.show else []
    chosen = options.model_dump_json(
        include={"base", "roles", "kinds", "events", "names", "publishers", "block"}, exclude_defaults=True
    )
    return words if chosen == "{}" else [*words, hashlib.sha256(chosen.encode()).hexdigest()[:8]]


def save(data: bytes, path: Path) -> None:
    """Write a file in one step: whoever looks sees the old one or the new one. OSError says why it cannot be."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; move it, or choose another --out")
    write_whole(path, data, lasting=False)  # it can be drawn again


def standing(figure: Figure, path: Path) -> str:
    """Why a file is not written over: it shows lines that the figure now lacks. Empty if it may be."""
    if not (figure.missing or figure.waiting) or not path.is_file():
        return ""
    there, here = (len({line for one in lines for line in one.lines}) for lines in (_shown(path), used(figure)))
    if there <= here:
        return ""
    return f"{path}: left as it is, with {there} lines, of which {here} can be drawn now; to have fewer, move it away"


def _shown(path: Path) -> tuple[Used, ...]:
    """What the passport of a picture of ours says that it shows, or of the picture in a package."""
    kind, data = path.suffix[1:], b""
    if kind == "zip" and is_zipfile(path):
        with ZipFile(path) as archive:
            name = f"{path.stem}.svg"
            kind, data = "svg", archive.read(name) if name in archive.namelist() else b""
    elif kind in FORMATS and path.stat().st_size <= LARGEST[kind]:
        data = path.read_bytes()
    found = passport_of(data, kind) if data else None
    return found.sources if found else ()


DRAWN: dict[str, Callable[[Figure, float], bytes]] = {
    "png": lambda figure, scale: converter.rasterised(drawing.svg(figure.spec), scale, figure.options.magnified),
    "svg": lambda figure, _: drawing.svg(figure.spec).encode(),
    "pdf": lambda figure, _: converter.pdf(drawing.svg(figure.spec)),
    "html": lambda *_: converter.script().encode(),
    "json": lambda figure, _: json.dumps(figure.spec).encode(),
}
