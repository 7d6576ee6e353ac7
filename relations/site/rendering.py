"""Pages from templates: every text is escaped, every address is relative, so that a site works in any folder."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.metadata import version
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from relations.figures.theme import DARK
from relations.i18n import NAMES, Locale, say
from relations.markup.numbers import unparted
from relations.site.assets import TEMPLATES, darker, early, faces, script, vega
from relations.site.making import Site, prefix

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)

#: Two lines that part, in the colours of a story's two countries: inside of each page, so that no file is asked for.
ICON = "data:image/svg+xml," + quote(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke-width='3' stroke-linecap='round'>"
    f"<path d='M2 8l4 1 3 4h5' stroke='{DARK.line('second')}'/>"
    f"<path d='M2 8l4-1 4-4h4' stroke='{DARK.line('first')}'/>"
    "</svg>",
    safe="/:='",
)
DARK_RULES = "/* dark figures */"  #: stands in a page until its colours are known
_PATH, _FINE = re.compile(r' d="[^"]*"'), re.compile(r"\d+\.\d{2,}")


@lru_cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(site: Site, locale: Locale, here: str, template: str, **context: Any) -> str:
    """A page at the path `here` of the site, in the language spoken; `context` is what its template names."""
    page = here.removeprefix(prefix(locale))
    languages = {one: f"{prefix(one)}{page}" for one in site.locales}
    usual: dict[str, Any] = {
        "to": lambda path: relpath(path, dirname(here) or "."),
        "address": lambda path: address(site, path),
        "here": here,
        "locale": locale,
        "languages": {NAMES[one]: (one, path) for one, path in languages.items()} if len(languages) > 1 else {},
        "front": f"{prefix(locale)}index.html",
        "policy": POLICY,
        "icon": ICON,
        "faces": faces(),
        "early": early(),
        "dark_rules": DARK_RULES,
        "script": script(),
        "vega": vega(),
        "words": words(),
        "version": version("relations"),
        "meta": [],
        "linked_data": None,
        "feed": "changes.atom",
        "oembed": None,
        "crumbs": [],
        "interactive": False,
        "description": "",
    }
    text = unparted(_templates().get_template(template).render({**usual, **context}))
    return text.replace(DARK_RULES, _in_the_dark(text), 1)


def _in_the_dark(text: str) -> str:
    """Style that gives the colours of the figures on a page those of the dark theme."""
    used = sorted(set(re.findall(r'(fill|stroke)="(#[0-9a-f]{6})"', text)))
    return "\n".join(f'svg [{what}="{color}"] {{ {what}: {darker().get(color, color)} }}' for what, color in used)


def address(site: Site, path: str) -> str:
    """The permanent address of a file of the site, a page's without its file name; empty if the site has none yet."""
    return f"{site.base}{path.removesuffix('index.html')}" if site.base else ""


def json_in_page(value: object) -> Markup:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704  (no markup is left in it)


def drawing(svg: str, words: str) -> Markup:
    """A figure's SVG for a page that has its typeface: named for who cannot see it, its width the page's."""
    start, rest = _PATH.sub(lambda path: _FINE.sub(_tenth, path[0]), svg).split(">", 1)
    named = Markup(' role="img" aria-label="{}">').format(words)
    return Markup(start) + named + Markup(rest)  # noqa: S704  (the renderer has escaped what is in it)


def _tenth(number: re.Match[str]) -> str:
    """A number of a path to a tenth of a px: a third less of a page, and no eye sees it."""
    return f"{float(number[0]):.1f}".removesuffix(".0")


def words() -> dict[str, str]:
    """What the templates say, in the language spoken."""
    return {
        "all stories": say("All stories"),
        "alt": say("Alternative text"),
        "imprecise": say("Where the article is imprecise"),
        "article": say("The article"),
        "citation": say("Citation"),
        "download": say("Download"),
        "embed": say("Embed"),
        "feed": say("What changed"),
        "figures": say("Figures"),
        "interactive": say("Read values with the pointer"),
        "languages": say("Language"),
        "long": say("Long description"),
        "method": say("Method"),
        "skip": say("Skip to the content"),
        "this version": say("This version stays at this address"),
        "versions": say("Versions"),
        "what": say("What the data say, beside what the articles say."),
        "whole": say("Open this figure"),
        "withheld": say("Not published"),
    }
