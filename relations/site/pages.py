"""The pages of a story in a language: its overview, its claims, its events, its methods, and those of its figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from relations import story as stories
from relations.cache import is_private, one_version
from relations.claims import Verdict, claims
from relations.downloads.claim_review import ledger
from relations.downloads.events import written_as as events_as
from relations.downloads.ledger import written_as
from relations.evidence.event_answer import lines, summary
from relations.evidence.events import events
from relations.evidence.found import EventEvidence
from relations.figures import Options, inputs
from relations.figures.generated import CLAIM
from relations.i18n import Locale, say, speaking, written
from relations.markup import citation
from relations.markup.claim import answer, answers, details, framed, heading, ledger_table, sentence
from relations.markup.event import answered
from relations.markup.event import details as event_details
from relations.markup.event_table import overview
from relations.markup.method import sections
from relations.site.figure_page import figure_pages, switch
from relations.site.making import Book, Made, Site, public, whole
from relations.site.publishing import Entry
from relations.site.rendering import address, drawing, json_in_page, render
from relations.story import StoryError
from sources import SourceError

TAKEN = {"claims", "events", "method"}  #: names of pages that no figure may have
CARD: dict[str, Any] = {"width": 440, "height": 400, "thinned": True}  #: of a claim; readable on a phone
LABELS = {"csv": "CSV", "xlsx": "Excel", "jsonld": "JSON-LD"}  #: of the files of a table


@one_version()
def made(site: Site, name: str, locale: Locale, old: Entry) -> Made:
    """Stage the pages of a story in a language, those that are not there already; what keeps them from it is told."""
    try:
        story = public(stories.load(name))
        key = whole(site, story, locale)
        if old.get("key") == key and site.has(old["files"]):
            return Made(name, locale, old, tuple(old["problems"]), tuple(old["remarks"]))
        book = Book(site, story, locale, old)
        with speaking(locale):
            card = _pages(book)
    except Exception as error:  # noqa: BLE001  (whatever is wrong with a story, the others are published)
        kind = "" if isinstance(error, StoryError | SourceError | OSError) else f"{type(error).__name__}: "
        return Made(name, locale, {}, (f"{name}, {locale}: {kind}{error}",))
    files = sorted(file for one in book.units.values() for file in one["files"])
    told = {"remarks": book.remarks, "problems": book.problems}
    entry = {"key": key, "card": card, "units": book.units, "files": files, **told}
    return Made(name, locale, entry, tuple(book.problems), tuple(book.remarks), book.drawn, book.written)


def _pages(book: Book) -> dict[str, Any]:
    """All pages; what the front page says of the story."""
    names = [spec.id for spec in book.story.figures]
    if clash := TAKEN & {*names}:
        raise StoryError(f"{book.story.id}: no figure can be called {', '.join(sorted(clash))}: a page is")
    figures = [card for name in names if (card := figure_pages(book, name))]
    if all("withheld" in card for card in figures):
        first, *others = [*book.remarks, *book.problems]
        more = f"; and {len(others)} more figures" if others else ""
        raise StoryError(f"{book.story.id}: none of its figures can be published; {first}{more}")
    now, then = _ledger(book, known_then=False), _ledger(book, known_then=True)
    for verdict, earlier in zip(now, then, strict=True):
        _claim(book, verdict, earlier)
    key = whole(book.site, book.story, book.locale)
    return book.unit("story", [key], lambda: _story(book, figures, now, then))


def _ledger(book: Book, *, known_then: bool) -> list[Verdict]:
    """The verdicts that rest on numbers that may be passed on."""
    return [one for one in claims(book.story, known_then=known_then) if not any(map(is_private, one.keys))]


def _story(book: Book, figures: list[dict[str, Any]], now: list[Verdict], then: list[Verdict]) -> dict[str, Any]:
    """The overview, the ledger, the events, the methods."""
    told, folder = book.told, book.folder
    if now:
        _claims(book, now, "claims/")
        _claims(book, then, "claims/then/")
    has_events = _events(book, "events/", known_then=False)
    if has_events:
        _events(book, "events/then/", known_then=True)
    _simple(
        book,
        "method/",
        say("Method"),
        Markup("").join(Markup("<h2>{}</h2>").format(title) + Markup(body) for title, body in sections(told).items()),  # noqa: S704
    )
    first, last = (written(day, "year") for day in (told.figures[0].window.start, told.figures[0].window.end))
    pair = say(told.pair.joined)
    shown = [card for card in figures if "withheld" not in card]
    lead = shown[0]
    context = {
        "title": told.title,
        "description": lead["title"],
        "pair": f"{pair}, {first}–{last}",
        "article": Markup(citation(told, "article")),  # noqa: S704
        "answer": answer(now) if now else "",
        "lead": lead,
        "pictures": {one: drawing(lead[one], lead["alt"]) for one in ("wide", "phone")} if "wide" in lead else {},
        "figures": [card | {"picture": Markup(card["thumbnail"])} for card in shown[bool("wide" in lead) :]],  # noqa: S704
        "withheld": [card["withheld"] for card in figures if "withheld" in card],
        "parts": [
            *([(say("Claims"), f"{folder}claims/index.html")] if now else []),
            *([(say("Events"), f"{folder}events/index.html")] if has_events else []),
            (say("Method"), f"{folder}method/index.html"),
        ],
        "notes": [(f"¶{one.paragraph}", one.text) for one in told.notes],
        "meta": [("property", "og:title", told.title), ("property", "og:description", lead["title"])],
    }
    book.write(f"{folder}index.html", render(book.site, book.locale, f"{folder}index.html", "story.html", **context))
    return {
        "title": told.title,
        "pair": context["pair"],
        "sentence": lead["title"],
        "thumbnail": lead["thumbnail"],
        "path": f"{folder}index.html",
    }


def _reviews(book: Book, verdicts: Sequence[Verdict], *, then: bool) -> dict[str, Any]:
    """ClaimReviews, each with the address of its page if the site has one: search engines ask for it."""
    document = ledger(book.told, verdicts, book.said, book.locale, known_then=then)
    for one in document["@graph"] if book.site.base else ():
        one["url"] = address(book.site, f"{book.folder}claims/{one['identifier']}/index.html")
    return document


def _simple(book: Book, place: str, title: str, body: Markup, **context: Any) -> None:
    """A page of the story that is a title and markup."""
    here = f"{book.folder}{place}index.html"
    usual = {"crumbs": [(book.told.title, f"{book.folder}index.html")], "switch": [], "files": [], "picture": None}
    page = render(book.site, book.locale, here, "evidence.html", title=title, body=body, **{**usual, **context})
    book.write(here, page)


def _tables(book: Book, path: str, kinds: Sequence[str], made: Callable[[str], bytes]) -> list[tuple[str, str]]:
    """Write the files of a table; what each is, and its path."""
    for kind in kinds:
        book.write(f"{path}.{kind}", made(kind))
    return [(LABELS[kind], f"{path}.{kind}") for kind in kinds]


def _claims(book: Book, verdicts: Sequence[Verdict], place: str) -> None:
    """The ledger as known at one time, and its files."""
    told, then = book.told, place != "claims/"

    def link(one: Verdict) -> str:
        up = "../" if then else ""
        return str(Markup('<a href="{}">{}</a>').format(f"{up}{one.id}/index.html", told.claim(one.id).claim))

    def made(kind: str) -> bytes:
        return written_as(kind, told, verdicts, book.said, book.locale, known_then=then)

    files = _tables(book, f"{book.folder}{place}{told.id}-claims", list(LABELS), made)
    body = Markup('<p class="answer">{}</p>').format(answer(verdicts)) + Markup(ledger_table(told, verdicts, link))  # noqa: S704
    more = {
        "files": files,
        "switch": switch(book, f"{book.folder}claims/"),
        "linked_data": json_in_page(_reviews(book, verdicts, then=then)),
    }
    _simple(book, place, say("Claims"), body, description=answer(verdicts), **more)


def _claim(book: Book, verdict: Verdict, then: Verdict) -> None:
    """The page of one claim, with its figure."""
    claim = book.story.claim(verdict.id)
    figure = f"{CLAIM}{claim.id}"
    draws = bool(verdict.start and claim.lines_used)
    asked = Options(locale=book.locale, **CARD)
    parts = [*book.site.page_by(book.locale), json.dumps([one.as_json(str) for one in (verdict, then)], default=str)]
    parts += [claim.model_dump_json(), inputs(book.story, figure, asked) if draws else ""]
    book.unit(f"claim {claim.id}", parts, lambda: _claim_page(book, verdict, then, figure if draws else ""))


def _claim_page(book: Book, verdict: Verdict, then: Verdict, figure: str) -> dict[str, Any]:
    told = book.told
    claim = told.claim(verdict.id)
    picture = None
    if figure:
        try:
            drawn = book.draw(figure, **CARD)
            picture = drawing(drawn.picture, drawn.alt_short)
        except SourceError as error:
            book.remarks.append(f"{told.id}, {figure}: {error}")
    known = say("As known on {day}", day=written(told.article.known_until))
    earlier = Markup("<p><small>{}:</small> {}</p>").format(
        known,
        Markup(framed(then.headline, book.said(then.headline.badge))),  # noqa: S704
    )
    _, _, verdict_words = heading(told, claim, verdict).partition("</h2>")
    body = Markup(verdict_words + sentence(told, verdict) + answers(told, verdict)) + earlier  # noqa: S704
    body += Markup(details(told, claim, verdict, None))  # noqa: S704
    crumbs = [(told.title, f"{book.folder}index.html"), (say("Claims"), f"{book.folder}claims/index.html")]
    _simple(
        book,
        f"claims/{claim.id}/",
        claim.claim,
        body,
        description=verdict.told(book.said),
        linked_data=json_in_page(_reviews(book, [verdict], then=False)),
        picture=picture,
        crumbs=crumbs,
    )
    return {}


def _events(book: Book, place: str, *, known_then: bool) -> bool:
    """The table of events and all that was computed around each; whether there are any."""
    told = book.told
    found = _public(events(book.story, known_then=known_then))
    if not found:
        return False
    path = f"{book.folder}{place}{told.id}-events"
    files = _tables(book, path, ("csv", "xlsx"), lambda kind: events_as(kind, told, found, book.said))
    names = lines(told, found)
    cards = "".join(
        f'<section id="{escape(one.id)}" class="card">{answered(told, one, names)}'
        f"{event_details(told, one, None)}</section>"
        for one in found
    )
    body = Markup('<p class="answer">{}</p>').format(say(summary(told, found)))
    body += Markup(overview(told, found, lambda one: f"#{one}") + cards)  # noqa: S704
    _simple(book, place, say("Events"), body, files=files, switch=switch(book, f"{book.folder}events/"))
    return True


def _public(found: Sequence[EventEvidence]) -> list[EventEvidence]:
    """The evidence without the lines whose numbers may not be passed on."""
    return [
        replace(one, series=tuple(series for series in one.series if not (series.key and is_private(series.key))))
        for one in found
    ]
