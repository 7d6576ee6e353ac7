"""PDF: a page of the figure's size, words and passport, and nothing that differs from run to run.

The converter takes a px for a point and writes its objects in an order of their own; qpdf writes them in the order
a reader meets them, and makes the file's identifier from its contents.
"""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING

from relations.figures import Figure
from relations.figures.files.passport import LONGEST, TOOL, Passport

if TYPE_CHECKING:
    from pikepdf import Pdf

POINT = 0.75  #: points per px: 1/72 inch and 1/96 inch
PASSPORT = re.compile(rb"/Relations \(((?:[^\\()]++|\\.)*+)\)", re.DOTALL)  # ++: it never goes back


def finished(drawn: bytes, figure: Figure, passport: Passport) -> bytes:
    """The page with its size in points, its words and its passport; equal drawings are equal bytes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(drawn)) as file:
        _resize(file, POINT * figure.options.magnified)
        _name_fonts(file)
        _describe(file, figure, passport)
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _resize(file: Pdf, factor: float) -> None:
    """The page, and what is drawn on it, so many times as large."""
    import pikepdf

    page = file.pages[0]
    page.mediabox = pikepdf.Array([round(float(edge) * factor, 4) for edge in page.mediabox])
    page.contents_add(f"q {factor:g} 0 0 {factor:g} 0 0 cm".encode(), prepend=True)
    page.contents_add(b"Q")


def _name_fonts(file: Pdf) -> None:
    """Tags of font subsets made from the subsets themselves: six letters, the same for the same letters."""
    import pikepdf

    for font in file.pages[0].resources.get("/Font", {}).values():
        (inner,) = font.DescendantFonts
        name = str(inner.BaseFont).split("+")[-1]
        digest = hashlib.sha256(inner.FontDescriptor.FontFile2.read_raw_bytes()).digest()
        tagged = pikepdf.Name("/" + "".join(chr(ord("A") + byte % 26) for byte in digest[:6]) + "+" + name)
        font.BaseFont = inner.BaseFont = inner.FontDescriptor.FontName = tagged


def _describe(file: Pdf, figure: Figure, passport: Passport) -> None:
    import pikepdf

    maker = f"{TOOL} {passport.version}"
    words = {"Title": figure.title, "Subject": figure.alt, "Author": TOOL, "Keywords": passport.citation}
    for name, text in {**words, "Creator": maker, "Producer": maker, "Relations": passport.json_text}.items():
        file.docinfo[f"/{name}"] = pikepdf.String(text)
    file.Root.Lang = pikepdf.String(figure.options.locale)
    file.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def passport(data: bytes) -> str | None:
    """The passport's text in the information dictionary, read as it was written and never unpacked."""
    found = PASSPORT.search(data)
    if found is None or len(found[1]) > 2 * LONGEST:
        return None
    return re.sub(rb"\\(.)", rb"\1", found[1]).decode(errors="replace")
