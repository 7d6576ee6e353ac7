"""What the last refreshes changed, on record beside the cache; and the feed of it, in Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from relations import cache
from relations.cache.journal import Journal
from relations.cache.places import PRIVATE
from relations.cache.whole import write_whole
from relations.news.change import Change, News

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


CHANGES = Journal("changes", ("when", "key", "story", "what", "name", "label", "before", "after"), kept=2)
FEED = "changes.atom"
_ENTRIES = 50  #: of the feed: readers ask for it at least as often


def record(found: Sequence[Change], when: datetime) -> None:
    """Add changes to the journal, and write the feed anew; a feed that may be passed on has no private numbers.

    Raises OSError if the disk takes none.
    """
    if not found:
        return
    CHANGES.append([(cache.moment(when), _key(one), *_texts(one)) for one in found])
    private = {one: cache.is_private(one) for one in {row["key"] for row in CHANGES.rows()}}
    write_whole(cache.cache_folder() / FEED, atom(recent(_ENTRIES, {key for key in private if not private[key]})))
    if any(private.values()):
        write_whole(cache.cache_folder() / PRIVATE / FEED, atom(recent(_ENTRIES)))


def recent(latest: int = 10, keys: set[str] | None = None) -> list[News]:
    """What the last refreshes changed, newest first; of these keys alone, if they are named."""
    rows = [row for row in CHANGES.rows() if keys is None or row["key"] in keys]
    runs = groupby(rows, key=lambda row: (row["when"], row["story"]))
    found = [News(datetime.fromisoformat(when), story, tuple(map(_change, run))) for (when, story), run in runs]
    return found[-latest:][::-1]


def _key(one: Change) -> str:
    """The key that decides whether a change may be passed on: a private one, if there is any."""
    return next(filter(cache.is_private, one.keys), one.keys[0])


def _texts(one: Change) -> tuple[str, ...]:
    return one.story, one.what, one.name, one.label, one.before, one.after


def _change(row: dict[str, str]) -> Change:
    what = row["what"]
    assert what in ("line", "values", "figure", "title", "claim")  # noqa: S101
    return Change(row["story"], what, row["name"], row["label"], row["before"], row["after"], (row["key"],))  # type: ignore[arg-type]
