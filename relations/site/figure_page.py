"""The pages of one figure: as known now and then, to embed, and the version that stays; and all its files."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from markupsafe import Markup

from relations import cache
from relations.downloads import drawn
from relations.downloads.bundle import zipped
from relations.downloads.package import package
from relations.downloads.text import csv
from relations.figures import Figure, Options, inputs
from relations.figures.captions.bibliography import references
from relations.figures.captions.citations import citations
from relations.figures.export import export
from relations.figures.files.passport import used
from relations.figures.options import size
from relations.figures.thumbnail import thumbnail
from relations.i18n import msgid, say, written
from relations.markup.figure import loose, marked_events, sources
from relations.site import metadata
from relations.site.assets import darker
from relations.site.code import digest
from relations.site.making import Book
from relations.site.rendering import address, drawing, json_in_page, render
from relations.site.versions import VERSION
from relations.values import Message
from sources import NotCached, SourceError

WIDE: dict[str, Any] = {"width": 960, "height": 548, "thinned": True, "hover": True}
PHONE: dict[str, Any] = {"width": 380, "height": 440, "thinned": True, "hover": True}
PACKED = ("png", "svg", "pdf")
WITHHELD = msgid("{figure} is not published: the terms of {keys} do not allow to pass its numbers on.")


def figure_pages(book: Book, name: str) -> dict[str, Any] | None:
    """Make the pages of a figure unless they are there; what others say of it, or None if it cannot be published."""
    asked = Options(locale=book.locale, **WIDE)
    then = asked.model_copy(update={"known_then": True})
    parts = [*book.site.page_by(book.locale), inputs(book.story, name, asked), inputs(book.story, name, then)]
    file = Options(locale=book.locale, **size("wide"))
    own = [*book.site.picture_by(book.locale), inputs(book.story, name, file)]
    try:
        card = book.unit(f"figure {name}", parts, lambda: _make(book, name))
        if "withheld" not in card:
            book.unit(f"files {name}", own, lambda: _files(book, name))
    except SourceError as error:
        book.problems.append(f"{book.story.id}, {name}: {error}")
        return None
    if withheld := card.get("withheld"):
        book.remarks.append(withheld)
    return card


def _make(book: Book, name: str) -> dict[str, Any]:
    wide = book.draw(name, **WIDE)
    if not used(wide):
        raise NotCached("; ".join(wide.missing))
    if private := [one.key for one in used(wide) if cache.is_private(one.key)]:
        words = Message(WITHHELD, figure=wide.title, keys=", ".join(private))
        return {"id": name, "title": wide.title, "withheld": say(words)}
    pictures = wide, book.draw(name, **PHONE)
    then = _then(book, name)
    path = f"{book.folder}{name}/"
    version = _version(wide)
    shared = {"files": _listed(name, path), "version": version, "has_then": bool(then)}
    _page(book, path, pictures, shared)
    if then:
        book.write(f"{path}then/{name}.svg", export(then[0], "svg"))
        book.write(f"{path}then/{name}.csv", csv(drawn(then[0])))
        _page(book, f"{path}then/", then, shared)
    _kept(book, f"{path}{version}/", pictures, shared)
    frame = f"{path}embed/index.html"
    book.write(frame, render(book.site, book.locale, frame, "embed.html", **_told(book, path, pictures)))
    if book.site.base:
        book.write(f"{path}oembed.json", json.dumps(metadata.oembed(book.site, wide, path), ensure_ascii=False))
    card = {
        "id": name,
        "title": wide.title,
        "alt": wide.alt_short,
        "path": f"{path}index.html",
        "version": version,
        "date": version[:10],
        "thumbnail": thumbnail(wide),
    }
    lead = name == book.story.figures[0].id
    return card | ({"wide": wide.picture, "phone": pictures[1].picture} if lead else {})


def _then(book: Book, name: str) -> tuple[Figure, Figure] | None:
    """The figure as known when the article appeared, twice; None if nothing of it was known, or all of it."""
    try:
        found = book.draw(name, **WIDE, known_then=True), book.draw(name, **PHONE, known_then=True)
    except SourceError:
        return None
    return found if used(found[0]) else None


def _version(figure: Figure) -> str:
    """The day of its newest data and a hash of all one sees and reads of it: the name of its lasting address."""
    seen = digest([figure.picture, figure.caption, figure.alt, figure.methods, figure.options.locale])
    day = max(one.retrieved for one in used(figure))
    return f"{day}-{seen[:8]}"


def _files(book: Book, name: str) -> dict[str, Any]:
    """Write the figure's files to download: what costs most of all, so that a page can be made anew without them."""
    path = f"{book.folder}{name}/"
    figure, dark = book.draw(name, **size("wide")), book.draw(name, **size("wide"), theme="dark")
    made = package(figure, address(book.site, f"{path}index.html"), PACKED)
    named = {file.rpartition(".")[2]: data for file, data in made.items()}
    told = {kind: named[kind] for kind in ("png", "svg", "pdf", "csv", "xlsx", "bib", "toml")}
    told |= {"json": export(figure, "json"), "zip": zipped(made)}
    for kind, data in told.items():
        book.write(f"{path}{name}.{kind}", data)
    book.write(f"{path}{name}-dark.svg", export(dark, "svg"))
    return {}


def _listed(name: str, path: str) -> list[tuple[str, str]]:
    """Per file to download what it is and its path."""
    labels = {
        "PNG": f"{name}.png",
        "SVG": f"{name}.svg",
        say("SVG, dark"): f"{name}-dark.svg",
        "PDF": f"{name}.pdf",
        "CSV": f"{name}.csv",
        "Excel": f"{name}.xlsx",
        "Vega-Lite": f"{name}.json",
        "BibTeX": f"{name}.bib",
        "TOML": f"{name}.toml",
        say("All for an article (zip)"): f"{name}.zip",
    }
    return [(label, f"{path}{file}") for label, file in labels.items()]


def _two(path: str, name: str) -> list[tuple[str, str]]:
    """The files of a figure that is not drawn anew for each wish: as known then, or of an earlier version."""
    return [("SVG", f"{path}{name}.svg"), ("CSV", f"{path}{name}.csv")]


def _page(book: Book, path: str, pictures: tuple[Figure, Figure], shared: dict[str, Any]) -> None:
    """Write a page of the figure, and the specifications that make it interactive."""
    wide = pictures[0]
    now = path.removesuffix("then/")
    specs = {"wide": f"{path}wide.js", "phone": f"{path}phone.js"}
    dark = json.dumps(darker())
    for name, figure in zip(specs, pictures, strict=True):
        book.write(specs[name], f"relationsFigure({json.dumps(figure.spec, ensure_ascii=False)}, {dark});\n")
    own = citations(wide, address(book.site, f"{now}index.html"))[:1]
    context = {
        **_told(book, path, pictures),
        "files": shared["files"] if path == now else _two(path, wide.id),
        "citation": references(own, book.locale)[0],
        "specs": specs,
        "interactive": True,
        "switch": switch(book, now) if shared["has_then"] else [],
        "versions": _versions(book, now, shared["version"]),
        "embed": metadata.embed_code(book.site, wide, now),
        "oembed": f"{now}oembed.json" if book.site.base else None,
        "meta": metadata.tags(book.site, wide, path, now),
        "linked_data": json_in_page(metadata.dataset(book.site, wide, now)),
    }
    here = f"{path}index.html"
    book.write(here, render(book.site, book.locale, here, "figure.html", **context))


def switch(book: Book, place: str) -> list[tuple[str, str]]:
    """The two pages of a place: as known now, and as known when the article appeared."""
    known = say("As known on {day}", day=written(book.story.article.known_until))
    return [(say("As known now"), f"{place}index.html"), (known, f"{place}then/index.html")]


def _versions(book: Book, now: str, version: str) -> list[tuple[str, str]]:
    """The version of the page, then those published before, newest first: the day of each and its path."""
    there = (one.name for one in (book.site.out / now).glob("*") if VERSION.fullmatch(one.name))
    names = [version, *sorted(set(there) - {version}, reverse=True)]
    return [(written_day(one), f"{now}{one}/index.html") for one in names]


def _kept(book: Book, path: str, pictures: tuple[Figure, Figure], shared: dict[str, Any]) -> None:
    """Write the version that stays; one that was published is left as it was."""
    here = f"{path}index.html"
    book.files += [here, f"{path}{pictures[0].id}.svg", f"{path}{pictures[0].id}.csv"]
    if (book.site.out / here).is_file():
        return
    told = _told(book, path, pictures)
    files = _two(path, pictures[0].id)
    day = written_day(shared["version"])
    page = render(book.site, book.locale, here, "dated.html", **told, files=files, day=day, languages={})
    book.write(here, page)
    book.write(files[0][1], export(pictures[0], "svg"))
    book.write(files[1][1], csv(drawn(pictures[0])))


def written_day(version: str) -> str:
    """The day of a version, in words."""
    return written(date.fromisoformat(version[:10]))


def _told(book: Book, path: str, pictures: tuple[Figure, Figure]) -> dict[str, Any]:
    """What every page of a figure has: its pictures, its words, its events and its sources."""
    wide, phone = pictures
    return {
        "title": wide.title,
        "description": wide.alt_short,
        "figure": wide,
        "pictures": {one: drawing(f.picture, f.alt_short) for one, f in (("wide", wide), ("phone", phone))},
        "events": Markup(marked_events(wide.story, wide)) if wide.events else "",  # noqa: S704
        "loose": Markup(loose(wide.story, wide)),  # noqa: S704
        "sources": Markup(sources(wide)),  # noqa: S704
        "now": f"{path.removesuffix('then/')}index.html",
        "crumbs": [(book.told.title, f"{book.folder}index.html")],
        "problems": wide.missing,
    }
