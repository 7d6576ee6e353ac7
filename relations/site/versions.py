"""The versions of a figure that stay at their addresses: each says whether there is a newer one."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from relations.figures.export import save
from relations.i18n import say, speaking
from relations.site.publishing import Manifest

VERSION = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}")
NEWER = re.compile(r"(<!--newer-->).*?(<!--/newer-->)", re.DOTALL)


def mark_versions(out: Path, manifest: Manifest) -> None:
    """Let every version of a figure but the one that is shown now say that there is a newer one."""
    for languages in manifest.stories.values():
        for locale, entry in languages.items():
            with speaking(locale):  # type: ignore[arg-type]
                words = escape(say("There is a newer version of this figure."))
            for unit in entry["units"].values():
                if "version" in unit["card"]:
                    _mark(out / unit["card"]["path"], unit["card"]["version"], words)


def _mark(page: Path, version: str, words: str) -> None:
    for folder in sorted(one for one in page.parent.iterdir() if VERSION.fullmatch(one.name)):
        copy = folder / "index.html"
        said = "" if folder.name == version else f'<p class="note"><a href="../index.html">{words}</a></p>'
        before = copy.read_text(encoding="utf-8")
        after = NEWER.sub(rf"\g<1>{said}\g<2>", before)
        if after != before:
            save(after.encode(), copy)
