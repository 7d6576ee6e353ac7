"""A small site, built once for all tests of a process: a story with two figures, two claims and three events.

One of the figures can do without a line that nobody has fetched.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
import tomlkit

from relations.i18n import Locale
from relations.site import build
from relations.site.making import Made
from relations.story import file_of

NAME, BASE = "lithuania-russia", "https://example.org/data/"


@cache
def story_folder() -> Path:
    """A folder with the story, cut."""
    told = tomllib.loads(file_of(NAME).read_text(encoding="utf-8"))
    told["figures"] = [one for one in told["figures"] if one["id"] in ("trade", "votes")]
    told["claims"] = told["claims"][:2]
    told["events"] = [one for one in told["events"] if one["id"] in ("dairy-suspended", "food-ban", "euro-adopted")]
    told["lines"]["by-month"] = {"label": "Exports by month", "keys": ["imf_sdmx/LTU/RUS/exports"]}
    told["figures"][0]["panels"].append({"lines": ["by-month"], "chart": "step", "optional": True})
    folder = Path(mkdtemp(prefix="site-stories-"))
    (folder / f"{NAME}.toml").write_text(tomlkit.dumps(told), encoding="utf-8")
    return folder


def make(out: Path, stories: Path, locales: Sequence[Locale] = ("en", "ru"), base: str = BASE) -> list[Made]:
    """Build the site of the story in a folder; what was made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_STORIES", str(stories))
        return build(out, [NAME], locales, base)


@cache
def site() -> Path:
    """The site."""
    out = Path(mkdtemp(prefix="site-"))
    assert [one.problems for one in make(out, story_folder())] == [(), ()]
    return out


@cache
def folder() -> Path:
    """The same site without an address, as it is opened from a folder."""
    out = Path(mkdtemp(prefix="site-"))
    assert [one.problems for one in make(out, story_folder(), base="")] == [(), ()]
    return out
