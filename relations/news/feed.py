"""The feed of what refreshes changed, in Atom (RFC 4287): an entry per run and story."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from relations.news.change import News

_SPACE = "http://www.w3.org/2005/Atom"


def atom(news: Sequence[News], base: str = "") -> bytes:
    """The feed of some news, newest first; it may have none, if all that is new is private.

    `base` is the address of a site with a page for each story, to which the entries then lead.
    """
    ET.register_namespace("", _SPACE)
    feed = ET.Element(f"{{{_SPACE}}}feed")
    _add(feed, "title", "What refreshes changed")
    _add(feed, "id", uuid5(NAMESPACE_URL, "relations/changes").urn)
    _add(feed, "updated", _moment(news[0]) if news else "1970-01-01T00:00:00Z")
    if base:
        _add(feed, "link", None, rel="self", href=f"{base}changes.atom")
        _add(feed, "link", None, href=base)
    author = _add(feed, "author", None)
    _add(author, "name", "relations refresh")
    for one in news:
        entry = _add(feed, "entry", None)
        count = len(one.changes)
        if base:
            _add(entry, "link", None, href=f"{base}{one.story}/")
        _add(entry, "title", f"{one.story}: {count} {'change' if count == 1 else 'changes'} in what it says")
        _add(entry, "id", uuid5(NAMESPACE_URL, f"relations/changes/{one.story}/{_moment(one)}").urn)
        _add(entry, "updated", _moment(one))
        _add(entry, "content", "\n".join(str(change.sentence) for change in one.changes), type="text")
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _moment(one: News) -> str:
    return f"{one.when:%Y-%m-%dT%H:%M:%SZ}"


def _add(parent: ET.Element, name: str, text: str | None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_SPACE}}}{name}", attributes)
    child.text = text
    return child
