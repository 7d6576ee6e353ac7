"""Evidence as HTML, for the page and the site: verdicts, answers, tables of events, methods.

What is said of stories and publishers is escaped before it becomes markup, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from relations.story import Role, Story

ROLE_MARKS: dict[Role, str] = {"cited": "●", "context": "○", "after": "□"}


def link(url: str, text: str) -> str:
    """A link that opens in a new tab; neither its address nor its text can be markup."""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def citation(story: Story, key: str) -> str:
    """A work in one line, as a link where it has an address."""
    cited = story.article if key == "article" else story.works[key]
    return link(cited.url, cited.reference) if cited.url else escape(cited.reference)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table from cells that are markup already; it scrolls where a screen is too narrow for it, by keyboard too."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    name = escape(", ".join(filter(None, columns)))
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{name}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def wide(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that needs more width than a column of the page has; nothing without rows."""
    return f'<div class="wide">{table(columns, rows)}</div>' if rows else ""


def folded(title: str, body: str) -> str:
    """Markup that a reader opens by its title; nothing where there is none."""
    return f"<details><summary>{escape(title)}</summary>{body}</details>" if body else ""


def listing(items: Iterable[str], *, ordered: bool = False, kind: str = "") -> str:
    """A list of items that are markup already; `kind` is its class in the style."""
    tag = "ol" if ordered else "ul"
    name = f' class="{kind}"' if kind else ""
    return f"<{tag}{name}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
