"""What machines read of a figure's page: Dataset, citation tags, Dublin Core, OpenGraph, oEmbed; code to embed it."""

from __future__ import annotations

from typing import Any

from relations.downloads.package import frame
from relations.figures import Figure
from relations.figures.files.passport import TOOL, used
from relations.site.making import Site
from relations.site.rendering import address

Tag = tuple[str, str, str]  #: the attribute that names it, `name` or `property`; the name; the content


def tags(site: Site, figure: Figure, path: str, now: str) -> list[Tag]:
    """Citation tags as Google Scholar reads them, Dublin Core, OpenGraph; addresses only if the site has one."""
    sources, day = used(figure), _day(figure)
    found = [
        ("name", "citation_title", figure.title),
        ("name", "citation_author", TOOL),
        ("name", "citation_publication_date", day.replace("-", "/")),
        ("name", "citation_language", figure.options.locale),
        ("name", "DC.title", figure.title),
        ("name", "DC.creator", TOOL),
        ("name", "DC.date", day),
        ("name", "DC.language", figure.options.locale),
        ("name", "DC.type", "Image"),
        *(("name", "DC.source", f"{one.publisher}: {one.title}, {one.url}") for one in sources),
        ("property", "og:type", "article"),
        ("property", "og:title", figure.title),
        ("property", "og:description", figure.alt_short),
    ]
    if site.base:
        picture = address(site, f"{now}{figure.id}.png")
        found += [
            ("name", "citation_public_url", address(site, f"{path}index.html")),
            ("name", "citation_pdf_url", address(site, f"{now}{figure.id}.pdf")),
            ("property", "og:url", address(site, f"{path}index.html")),
            ("property", "og:image", picture),
            ("property", "og:image:width", "2400"),
            ("property", "og:image:height", "1350"),
            ("property", "og:image:alt", figure.alt_short),
            ("name", "twitter:card", "summary_large_image"),
        ]
    return found


def dataset(site: Site, figure: Figure, now: str) -> dict[str, Any]:
    """The numbers drawn as a Dataset of schema.org; its files by their addresses, or by their names beside the page."""
    place = address(site, now) if site.base else ""
    kinds = {"csv": "text/csv", "json": "application/json", "png": "image/png", "svg": "image/svg+xml"}
    found = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": figure.title,
        "description": f"{figure.subtitle}. {figure.alt_short}"[:5000],
        "inLanguage": figure.options.locale,
        "dateModified": _day(figure),
        "temporalCoverage": f"{figure.window.start}/{figure.window.end}",
        "variableMeasured": [label for label, _ in figure.shown],
        "creator": {"@type": "Organization", "name": TOOL},
        "license": [{"@type": "CreativeWork", "name": one} for one in sorted({one.licence for one in used(figure)})],
        "isBasedOn": [
            {"@type": "Dataset", "identifier": one.key, "name": one.title, "url": one.url,
             "creator": {"@type": "Organization", "name": one.publisher}}
            for one in used(figure)
        ],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": mime, "contentUrl": f"{place}{figure.id}.{kind}"}
            for kind, mime in kinds.items()
        ],
    }  # fmt: skip
    return found | ({"url": place} if place else {})


def oembed(site: Site, figure: Figure, path: str) -> dict[str, Any]:
    """What https://oembed.com asks for, of the kind `rich`."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": figure.title,
        "author_name": TOOL,
        "provider_name": TOOL,
        "provider_url": site.base,
        "width": figure.width,
        "height": figure.height,
        "html": embed_code(site, figure, path),
        "thumbnail_url": address(site, f"{path}{figure.id}.png"),
        "thumbnail_width": 2400,
        "thumbnail_height": 1350,
    }


def embed_code(site: Site, figure: Figure, path: str) -> str:
    """HTML that shows the figure on another page, in a frame; empty if the site has no address yet."""
    if not site.base:
        return ""
    return frame(figure, address(site, f"{path}embed/index.html"), figure.height + 24)


def _day(figure: Figure) -> str:
    """The day of its newest data: a figure is the same on whatever day it is drawn."""
    return max(one.retrieved for one in used(figure))
