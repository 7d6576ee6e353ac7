"""HTML as blocks, without all that a page has around its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relations.draft.blocks import Block, Page, Stamp, spaced, stamp
from relations.draft.words import listed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")
_BLOCKS = (*_HEADINGS, "p", "li", "blockquote", "div", "section", "dd", "pre")
_NO_TEXT = [
    *("nav", "header", "footer", "aside", "form", "figure", "figcaption", "table", "script", "style", "noscript"),
    *("button", "svg", "iframe", "dialog", "template", "select", "textarea", "input", "video", "audio", "sup"),
]
_DATED = ("article:published_time", "datePublished", "date", "dc.date", "dc.date.issued", "pubdate", "publish-date")
_BYLINE = {"byline", "meta", "date", "dateline", "posted", "published", "timestamp"}  #: in a class: when it appeared
_OTHERS = {"comment", "comments", "sidebar", "related", "footer", "widget"}  #: whose dates are not the article's
SHORT = 160  #: characters of a byline at most


def read(text: str) -> Page:
    """A page's title, date and blocks; what stands around the article is left out."""
    from bs4 import BeautifulSoup, Comment

    soup = BeautifulSoup(text, "html.parser")
    published = _date_of(soup)
    title = soup.find("h1") or soup.find("title")
    published = published or _date_of_byline(soup)
    for comment in soup.find_all(string=lambda piece: isinstance(piece, Comment)):
        comment.extract()
    root = _root(soup)
    for name in _NO_TEXT:
        for tag in root.find_all(name):
            tag.decompose()
    whole = len(root.get_text())
    for tag in root.find_all(True):
        if not tag.decomposed and _is_around(tag) and len(tag.get_text()) < whole / 2:
            tag.decompose()
    for tag in root.find_all("br"):
        tag.replace_with(" ")
    blocks = [block for tag in root.find_all(_BLOCKS) if (block := _block(tag)) is not None]
    published = published or stamp(" \n ".join(block.text for block in blocks[:4] if len(block.text) < 80))
    return Page(spaced(title.get_text(" ")) if title else "", published, blocks)


def _root(soup: BeautifulSoup) -> Tag:
    """The element that holds the article: the one so marked with most text in paragraphs, else the whole body."""
    marked = soup.select("article, main, [role=main], [itemprop=articleBody]")
    size = {id(tag): sum(len(p.get_text()) for p in tag.find_all("p")) for tag in marked}
    if not marked or not max(size.values()):
        return soup.body or soup
    most = max(size.values())
    return min((tag for tag in marked if size[id(tag)] >= 0.9 * most), key=lambda tag: len(tag.get_text()))


def _is_around(tag: Tag) -> bool:
    """Whether an element's class, id or style says that it is no part of the article."""
    attributes = tag.attrs or {}
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if re.search(r"display:\s*none", str(attributes.get("style", ""))):
        return True
    return not listed("boilerplate").isdisjoint(_named(tag))


def _date_of_byline(soup: BeautifulSoup) -> Stamp | None:
    """When an element that is called a byline says that the article appeared."""
    tags = (tag for tag in soup.find_all(True) if not _BYLINE.isdisjoint(_named(tag)))
    own = (tag for tag in tags if all(_OTHERS.isdisjoint(_named(one)) for one in (tag, *tag.parents)))
    found = (stamp(text) for tag in own if len(text := tag.get_text(" ")) < SHORT)
    return next(filter(None, found), None)


def _named(tag: Tag) -> set[str]:
    """The words of an element's class, id and role."""
    attributes = tag.attrs or {}
    names = [*attributes.get("class", []), str(attributes.get("id", "")), str(attributes.get("role", ""))]
    return {word for name in names for word in re.split(r"[-_\s]+", name.lower())}


def _block(tag: Tag) -> Block | None:
    """An element as a block; none, if it only holds others or belongs to one above it."""
    inside_quote = tag.name == "p" and tag.find_parent(["blockquote", "li"]) is not None
    holds = tag.name not in {"blockquote", "li"} and tag.find(_BLOCKS) is not None
    text = spaced(tag.get_text())
    if inside_quote or holds or not text or (tag.name == "blockquote" and tag.find_parent("blockquote")):
        return None
    if tag.name in _HEADINGS or _only(tag, text, ("strong", "b")):
        return Block("heading", text)
    if tag.name in {"li", "blockquote"}:
        return Block("item" if tag.name == "li" else "quote", text)
    return Block("text", text, emphasised=_only(tag, text, ("em", "i", "small")))


def _only(tag: Tag, text: str, names: tuple[str, ...]) -> bool:
    """Whether all of an element's text is in one element of these names."""
    inner = tag.find(names)
    return inner is not None and spaced(inner.get_text()) == text


def _date_of(soup: BeautifulSoup) -> Stamp | None:
    """When a page says that its article appeared: in its head, in its data for search engines, in a time."""
    for tag in soup.find_all("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if str(name).lower() in {one.lower() for one in _DATED} and (found := stamp(str(tag.get("content", "")))):
            return found
    for script in soup.find_all("script", type="application/ld+json"):
        if found := stamp(" ".join(re.findall(r'"datePublished"\s*:\s*"([^"]*)"', script.get_text()))):
            return found
    times = (stamp(str(tag.get("datetime") or tag.get_text())) for tag in soup.find_all("time"))
    return next((found for found in times if found), None)
