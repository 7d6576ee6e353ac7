"""What the last refreshes changed, on record beside the cache: a journal, and the feed that is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from relations import cache
from relations.cache.journal import Journal
from relations.cache.places import PRIVATE
from relations.cache.whole import write_whole
from relations.news.change import Change, News
from relations.news.feed import atom

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
