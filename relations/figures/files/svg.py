"""SVG: title, description and metadata for readers and editors, and the typeface for viewers that do not have it."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import escape, unescape
from pathlib import Path

from relations.figures import Figure, fonts
from relations.figures.files.passport import TOOL, Passport

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    TOOL: f"urn:{TOOL}:passport",
}
PASSPORT = re.compile(rf"<{TOOL}:passport>([^<]*)</{TOOL}:passport>")


def finished(drawn: bytes, figure: Figure, passport: Passport) -> bytes:
    """The picture with its words, its passport and its typeface; as large as it is magnified."""
    start, rest = drawn.decode().split(">", 1)
    start = _magnified(start, figure.options.magnified)
    title = f"<title>{escape(figure.title)}</title><desc>{escape(figure.alt)}</desc>"
    return f"{start}>{title}{_metadata(figure, passport)}<style>{faces(figure.family)}</style>{rest}".encode()


def _magnified(tag: str, factor: float) -> str:
    """The tag with another width and height; what is in it keeps its coordinates, by the viewBox."""
    return re.sub(r'(?<= )(width|height)="(\d+)"', lambda found: f'{found[1]}="{int(found[2]) * factor:g}"', tag)


def _metadata(figure: Figure, passport: Passport) -> str:
    """Dublin Core, as Inkscape and others show it, and the passport."""
    core = {
        "title": figure.title,
        "creator": TOOL,
        "source": passport.citation,
        "language": figure.options.locale,
        "format": "image/svg+xml",
    }
    said = "".join(f"<dc:{name}>{escape(text, quote=False)}</dc:{name}>" for name, text in core.items())
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES.items())
    own = f"<{TOOL}:passport>{escape(passport.json_text, quote=False)}</{TOOL}:passport>"
    return (
        f'<metadata {spaces}><rdf:RDF><rdf:Description rdf:about="">{said}</rdf:Description></rdf:RDF>{own}</metadata>'
    )


@lru_cache
def faces(family: str = fonts.FAMILY) -> str:
    """CSS that brings a typeface's two weights along."""
    return "".join(_face(family, weight, path.with_suffix(".woff2")) for weight, path in fonts.FILES[family].items())


def _face(family: str, weight: int, path: Path) -> str:
    inside = b64encode(path.read_bytes()).decode()
    source = f"src:url(data:font/woff2;base64,{inside}) format('woff2')"
    return f"@font-face{{font-family:'{family}';font-weight:{weight};{source}}}"


def passport(data: bytes) -> str | None:
    """The text of the passport's element."""
    found = PASSPORT.search(data.decode(errors="replace"))
    return unescape(found[1]) if found else None
