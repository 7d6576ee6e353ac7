"""HTML: one page that needs nothing else: the figure, drawn by Vega as one looks, and the words that go with it.

Its content security policy lets only the two scripts run that are written here, by their hashes, and nothing be
fetched. Vega's expressions are interpreted, since that policy forbids to make code of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from functools import lru_cache
from html import escape, unescape

from relations.figures import Figure, fonts
from relations.figures.files.passport import TOOL, Passport
from relations.figures.files.svg import faces
from relations.figures.theme import style_of
from relations.i18n import say, speaking

PASSPORT = re.compile(rf'<meta name="{TOOL}-passport" content="([^"]*)">')
START = """
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const weights = read("weights").map(([weight, family]) => document.fonts.load(`${weight} 16px "${family}"`));
Promise.all(weights)
  .then(() => vegaEmbed("#figure", read("specification"), read("embed")))
  .then(() => document.body.classList.add("drawn"));
"""
STYLE = """
:root {{ color-scheme: {theme}; }}
body {{ margin: 0; padding: 16px; background: {background}; color: {text}; font: 15px/1.5 '{family}', sans-serif; }}
main {{ max-width: {width:g}px; margin: 0 auto; }}
#figure {{ display: block; }}
#figure svg {{ display: block; width: {width:g}px; max-width: 100%; height: auto; }}
figure {{ margin: 0; }}
figcaption, section {{ color: {muted}; max-width: 46rem; margin-top: 1rem; }}
h2 {{ font-size: 1rem; margin: 1rem 0 .25rem; color: {text}; }}
p, ul {{ margin: 0; }}
ul {{ padding-left: 1.2rem; }}
a {{ color: inherit; }}
"""


def finished(drawn: bytes, figure: Figure, passport: Passport) -> bytes:
    """The page; `drawn` is Vega with all it needs, as one script."""
    with speaking(figure.options.locale):
        library = drawn.decode()
        words, sources, cited = say("The figure in words"), say("Sources"), say("To cite")
        return f"""<!doctype html>
<html lang="{figure.options.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(library)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{TOOL} {passport.version}">
<meta name="description" content="{escape(figure.alt_short)}">
<meta name="{TOOL}-passport" content="{escape(passport.json_text)}">
<title>{escape(figure.title)}</title>
<style>{faces(figure.family)}{_style(figure)}</style>
</head>
<body>
<main>
<figure>
<div id="figure" role="img" aria-label="{escape(figure.title)}"></div>
<figcaption>{escape(figure.caption)}</figcaption>
</figure>
<section>
<h2>{escape(words)}</h2>
<p>{escape(figure.alt)}</p>
<h2>{escape(sources)}</h2>
<ul>
{_sources(passport)}
</ul>
<h2>{escape(cited)}</h2>
<p>{escape(passport.citation)}</p>
</section>
</main>
{_data("weights", [[weight, figure.family] for weight in fonts.FILES[figure.family]])}
{_data("embed", _embed(figure))}
{_data("specification", figure.spec)}
<script>{library}</script>
<script>{START}</script>
</body>
</html>
""".encode()


def _style(figure: Figure) -> str:
    colors = style_of(figure.options.theme, figure.width).colors
    return STYLE.format(
        theme=figure.options.theme,
        background=colors.background,
        text=colors.text,
        muted=colors.muted,
        family=figure.family,
        width=figure.width * figure.options.magnified,
    )


def _embed(figure: Figure) -> dict[str, object]:
    """How Vega is to show it: as SVG, without a menu, its expressions interpreted."""
    tooltip = {"theme": figure.options.theme}
    return {"mode": "vega-lite", "renderer": "svg", "actions": False, "ast": True, "tooltip": tooltip}


def _sources(passport: Passport) -> str:
    """A line per copy: publisher, what it measures, as a link, when it was retrieved, and its licence."""
    return "\n".join(
        f'<li>{escape(one.publisher)}: <a href="{escape(one.url)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(one.title)}</a>, {escape(one.unit)}, {escape(one.retrieved)}. {escape(one.licence)}</li>"
        for one in passport.sources
    )


def _data(name: str, value: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'


@lru_cache(maxsize=2)
def _policy(library: str) -> str:
    """What the page may do: run these two scripts, use inline styles and the typeface inside, nothing else."""
    hashes = (b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in (library, START))
    scripts = " ".join(f"'sha256-{one}'" for one in hashes)
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def passport(data: bytes) -> str | None:
    """The text of the passport's meta element."""
    found = PASSPORT.search(data.decode(errors="replace"))
    return unescape(found[1]) if found else None
