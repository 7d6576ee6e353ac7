"""What is of the whole site: a front page per language, the sitemap, robots.txt."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from markupsafe import Markup

from relations.i18n import say, speaking
from relations.site.making import Site, prefix
from relations.site.publishing import Manifest
from relations.site.rendering import address, render

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def fronts(site: Site, manifest: Manifest) -> dict[str, bytes]:
    """Per path a page with all stories: title, countries, years, finding and a picture."""
    pages = {}
    for locale in site.locales:
        here = f"{prefix(locale)}index.html"
        entries = (languages[locale] for _, languages in sorted(manifest.stories.items()) if locale in languages)
        cards = [one["card"] | {"picture": Markup(one["card"]["thumbnail"])} for one in entries]  # noqa: S704
        with speaking(locale):
            title = say("Stories")
            pages[here] = render(site, locale, here, "front.html", title=title, stories=cards).encode()
    return pages


def sitemap(site: Site, manifest: Manifest) -> bytes:
    """All pages by their addresses, but frames and versions; those of figures with the day of their newest data."""
    ET.register_namespace("", _SPACE)
    found = ET.Element(f"{{{_SPACE}}}urlset")
    for path, day in sorted(_listed(site, manifest).items()):
        url = ET.SubElement(found, f"{{{_SPACE}}}url")
        ET.SubElement(url, f"{{{_SPACE}}}loc").text = address(site, path)
        if day:
            ET.SubElement(url, f"{{{_SPACE}}}lastmod").text = day
    ET.indent(found)
    return bytes(ET.tostring(found, encoding="utf-8", xml_declaration=True)) + b"\n"


def _listed(site: Site, manifest: Manifest) -> dict[str, str]:
    """Per page the day it is of, if it is of one."""
    pages = {f"{prefix(one)}index.html": "" for one in site.locales}
    for languages in manifest.stories.values():
        for entry in languages.values():
            for unit in entry["units"].values():
                card = unit["card"]
                version = card.get("version", "no version")
                listed = (one for one in unit["files"] if one.endswith("/index.html") and version not in one)
                pages |= {one: card.get("date", "") for one in listed if not one.endswith("/embed/index.html")}
    return pages


def robots(site: Site) -> bytes:
    """Everybody may read all of it, and where the sitemap is."""
    where = f"Sitemap: {address(site, 'sitemap.xml')}\n" if site.base else ""
    return f"User-agent: *\nAllow: /\n{where}".encode()
