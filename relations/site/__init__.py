"""A static site of stories: pages that need no server, at permanent addresses, from any folder.

    build = per story and language `pages.made` → staged files → published, each in one step → front, feed, sitemap

`build.json` in the folder says what every page was made from; what did not change is neither drawn nor written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

from relations import news
from relations import story as stories
from relations.cache import is_private
from relations.i18n import Locale
from relations.news.feed import atom
from relations.site import front
from relations.site.assets import assets
from relations.site.making import Made, Site
from relations.site.pages import made
from relations.site.publishing import Manifest, staging
from relations.site.versions import clear, mark_gone, mark_versions
from relations.story import Story

Spread = Callable[..., Iterable[Any]]  #: a `map`, of this process or of several


def build(
    out: Path, names: Sequence[str], locales: Sequence[Locale], base: str = "", spread: Spread = map
) -> list[Made]:
    """Build or renew the pages of these stories in the folder `out`; what was made per story and language, and why not.

    A story that fails keeps the pages it had. `base` is the address the site will have, for what needs one: canonical
    addresses, the sitemap, oEmbed. Raises OSError if the folder cannot be written, or another run writes to it.
    """
    before, manifest = Manifest.read(out), Manifest.read(out)
    if {*names} >= {*stories.names()}:
        manifest.keep(names)
    with staging(out) as staged:
        site = Site(out, staged.folder, base.rstrip("/") + "/" if base else "", tuple(locales))
        asked = list(product(names, locales))
        olds = [manifest.entry(*one) for one in asked]
        found: list[Made] = list(
            spread(made, [site] * len(asked), [one for one, _ in asked], [two for _, two in asked], olds)
        )
        for one in found:
            if one.entry:
                manifest.put(one.story, one.locale, one.entry)
        for path, content in assets().items():
            if not (out / path).is_file():
                staged.write(path, content())
        for path, data in _shared(site, manifest).items():
            staged.write(path, data)
        staged.publish([one.folder for one in found if one.entry])
        mark_versions(out, manifest)
        mark_gone(out, before, manifest)
        clear(out, assets())
        manifest.write(out)
    return found


def _shared(site: Site, manifest: Manifest) -> dict[str, bytes]:
    """The pages that are of all stories: front pages, feed, sitemap, robots."""
    files = front.fronts(site, manifest)
    public = {key for story in _loaded(manifest) for keys in story.preferences for key in keys if not is_private(key)}
    told = [one for one in news.recent(50, public) if one.story in manifest.stories]
    files["changes.atom"] = atom(told, site.base)
    files["robots.txt"] = front.robots(site)
    if site.base:
        files["sitemap.xml"] = front.sitemap(site, manifest)
    return files


def _loaded(manifest: Manifest) -> Iterable[Story]:
    for name in manifest.stories:
        with suppress(stories.StoryError):
            yield stories.load(name)
