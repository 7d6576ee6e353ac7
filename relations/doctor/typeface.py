"""The typeface of the figures: its files are whole, and the converter draws with them."""

from __future__ import annotations

from collections.abc import Iterator

from relations.doctor.finding import Finding
from relations.figures import fonts
from relations.figures.files import converter

AREA = "typeface"
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="30">'
    '<text x="4" y="20" font-size="16" font-family="{family}" font-weight="{weight}">Ağ Ёл Қә –₸₽</text></svg>'
)


def examined() -> Iterator[Finding]:
    """Each file against the sums it holds; then a sample, which must not look as it does without the typeface."""
    damaged = [said for files in fonts.FILES.values() for path in files.values() if (said := _damage(str(path)))]
    yield from (Finding(AREA, "error", f"{said}; install the program again") for said in damaged)
    if damaged:
        return
    weights = {(family, weight) for family, files in fonts.FILES.items() for weight in files}
    if any(_drawn(family, weight) == _drawn("No Such Family", weight) for family, weight in weights):
        said = "the converter does not draw with it, so files would have other letters; install vl-convert-python again"
        yield Finding(AREA, "error", said)
    else:
        yield Finding(AREA, "ok", f"{' and '.join(fonts.FILES)} are whole, and drawn with")


def _damage(path: str) -> str:
    """What is wrong with a file of the typeface; nothing if it is whole."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, checkChecksums=2, lazy=True) as font:
            for table in font.reader.keys():  # noqa: SIM118 - it is no mapping
                font.reader[table]  # its sum is compared as it is read
    except (OSError, TTLibError, AssertionError, ValueError) as error:
        return f"{path}: {error}"
    return ""


def _drawn(family: str, weight: int) -> bytes:
    return converter.rasterised(_SVG.format(family=family, weight=weight), 1)
