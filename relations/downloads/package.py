"""All that an article needs of a figure, in one zip: pictures, numbers, words, citation, and how to embed it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from relations.downloads import drawn
from relations.downloads.bundle import zipped
from relations.downloads.text import csv
from relations.downloads.workbook import workbook
from relations.figures import Figure
from relations.figures.captions.bibliography import bibtex, references
from relations.figures.captions.citations import citations
from relations.figures.editor.begin import block_of
from relations.figures.export import export, stem
from relations.i18n import speaking

PICTURES = ("png", "svg", "pdf", "html")


def package_name(figure: Figure) -> str:
    """money-and-oil-wide.zip."""
    return f"{stem(figure)}.zip"


def zipped_package(figure: Figure, address: str = "") -> bytes:
    """The package as a zip; equal figures and addresses give equal bytes."""
    return zipped(package(figure, address))


def package(figure: Figure, address: str = "", pictures: Sequence[str] = PICTURES) -> dict[str, bytes]:
    """Per name a file: pictures with passports, numbers, caption, alternative texts, citation, BibTeX, embed, block.

    `address` is where the figure can be seen, for its citation and to embed it. Raises NotCached, or Rejected, if a
    copy it is drawn from has gone since.
    """
    name = stem(figure)
    files = {f"{name}.{kind}": export(figure, kind) for kind in pictures}
    files |= {f"{name}.xlsx": workbook(figure), f"{name}.csv": csv(drawn(figure)).encode()}
    return files | {file: f"{text.rstrip()}\n".encode() for file, text in texts(figure, address).items()}


def texts(figure: Figure, address: str = "") -> dict[str, str]:
    """Per name the text of a file of the package."""
    with speaking(figure.options.locale):
        items = citations(figure, address)
        return {
            "caption.txt": figure.caption,
            "alt-short.txt": figure.alt_short,
            "alt-long.txt": figure.alt,
            "citation.txt": references(items[:1], figure.options.locale)[0],
            "sources.txt": "\n\n".join(references(items[1:], figure.options.locale)),
            "citation.bib": bibtex(items),
            "embed.html": embedding(figure, address),
            f"{figure.id}.toml": block_of(figure),
        }


def frame(figure: Figure, address: str, height: float) -> str:
    """HTML that shows what is at an address in a frame as wide as the figure."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(figure.alt_short)}" width="{figure.width}" height="{height}" '
        'loading="lazy" style="border: 0; max-width: 100%"></iframe>'
    )


def embedding(figure: Figure, address: str = "") -> str:
    """HTML for a page: the figure itself in a frame if it has an address, else the picture of the package."""
    alt, caption = escape(figure.alt_short), escape(figure.caption)
    if address:
        separator = "&" if "?" in address else "?"
        return frame(figure, f"{address}{separator}view=figure&embed=true", figure.height)
    size = f'width="{figure.width}" height="{figure.height}" style="max-width: 100%; height: auto"'
    return (
        f'<figure><img src="{escape(stem(figure))}.svg" alt="{alt}" {size}><figcaption>{caption}</figcaption></figure>'
    )
