"""What pages share: typefaces, Vega and the script that calls it, each under a name that changes with its content."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from relations.figures import fonts
from relations.figures.theme import DARK, LIGHT, TINT, mixed

TEMPLATES = Path(__file__).parent / "templates"
SHARES = (TINT, 0.85, 0.45)  #: of a colour on the ground, in what is context and in the parts of sums


@lru_cache
def faces() -> dict[tuple[str, int], str]:
    """Per family and weight of our typefaces the path of its file in the site."""
    return {
        (family, weight): _named(path.with_suffix(".woff2"))
        for family, files in fonts.FILES.items()
        for weight, path in files.items()
    }


def early() -> list[str]:
    """The paths of the typefaces that every figure is set in, for a page to ask for before it is laid out."""
    return [path for (family, _), path in faces().items() if family == fonts.FAMILY]


def _named(path: Path) -> str:
    return f"assets/{path.stem}-{sha256(path.read_bytes()).hexdigest()[:8]}{path.suffix}"


@lru_cache
def script() -> str:
    """The path of the script that makes a figure interactive once it is asked to."""
    return _named(TEMPLATES / "site.js")


@lru_cache
def vega() -> str:
    """The path of Vega with all it needs, by the version of the package that brings it."""
    return f"assets/vega-{version('vl-convert-python')}-{version('altair')}.js"


def typefaces() -> dict[str, Callable[[], bytes]]:
    """By its path in the site, what reads the file of each typeface."""
    return {
        faces()[family, weight]: path.with_suffix(".woff2").read_bytes
        for family, paths in fonts.FILES.items()
        for weight, path in paths.items()
    }


def assets() -> dict[str, Callable[[], bytes]]:
    """The files pages share: per path what reads it."""
    from relations.figures.files import converter

    read = typefaces()
    read[script()] = (TEMPLATES / "site.js").read_bytes
    read[vega()] = lambda: converter.script().encode()
    return read


@lru_cache
def darker() -> dict[str, str]:
    """Per colour of a light figure that of the dark one: the two differ in nothing else."""
    plain = ("background", "text", "muted", "grid", "axis", "rule", "band")
    pairs = {getattr(LIGHT, name): getattr(DARK, name) for name in plain}
    hues = [(LIGHT.line(hue), DARK.line(hue)) for hue in LIGHT.lines]
    hues += [(LIGHT.fill(hue), DARK.fill(hue)) for hue in LIGHT.lines]
    tints = [
        (mixed(one, LIGHT.background, share), mixed(two, DARK.background, share))
        for one, two in hues
        for share in SHARES
    ]
    return pairs | dict(hues) | dict(tints)
