"""What stays at its address says what has become of it: a newer version of a figure, a figure or story taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from posixpath import dirname, relpath

from relations.figures.export import save
from relations.i18n import say, speaking
from relations.site.making import prefix
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
        said = "" if folder.name == version else f'<p class="note"><a href="../index.html">{words}</a></p>'
        _say(folder / "index.html", said)


def _say(page: Path, said: str) -> None:
    """Put a note at the head of a published page, in place of the one it has."""
    before = page.read_text(encoding="utf-8")
    after = NEWER.sub(lambda found: f"{found[1]}{said}{found[2]}", before)
    if after != before:
        save(after.encode(), page)


def mark_gone(out: Path, before: Manifest, now: Manifest) -> None:
    """Let pages of figures, claims and stories that are no longer shown say so, and lead to what is."""
    for story, languages in before.stories.items():
        for locale, entry in languages.items():
            with speaking(locale):  # type: ignore[arg-type]
                words = escape(say("This page is no longer kept up; it stays as it was."))
            shown = now.entry(story, locale)
            kept = {file for unit in shown.get("units", {}).values() for file in unit["files"]}
            leads = f"{prefix(locale)}{f'{story}/' if shown else ''}index.html"
            for file in {file for unit in entry["units"].values() for file in unit["files"]} - kept:
                if file.endswith("index.html") and (out / file).is_file() and not VERSION.search(file):
                    _say(out / file, f'<p class="note"><a href="{relpath(leads, dirname(file))}">{words}</a></p>')


def clear(out: Path, current: Iterable[str]) -> None:
    """Remove the files pages share that are of no page any more: their names change with what is in them."""
    there = {f"assets/{path.name}" for path in (out / "assets").glob("*")}
    if old := there - {*current}:
        pages = [path.read_text(encoding="utf-8") for path in out.rglob("*.html")]
        for one in old:
            if not any(one in page for page in pages):
                (out / one).unlink()
