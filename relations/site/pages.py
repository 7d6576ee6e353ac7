"""The pages of a story in a language: its overview, its claims, its events, its methods, and those of its figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from relations import story as stories
from relations.cache import is_private
from relations.claims import Verdict, claims
from relations.downloads.claim_review import ledger
from relations.downloads.events import written_as as events_as
from relations.downloads.ledger import written_as
from relations.evidence.event_answer import lines, summary
from relations.evidence.events import events
from relations.evidence.found import EventEvidence
from relations.figures import Options, inputs
from relations.figures.generated import CLAIM
from relations.figures.spoken_story import said
from relations.i18n import Locale, say, speaking, written
from relations.i18n.language import territory
from relations.markup import citation
from relations.markup.claim import answer, answers, details, framed, heading, ledger_table, sentence
from relations.markup.event import answered
from relations.markup.event import details as event_details
from relations.markup.event_table import overview
from relations.markup.method import sections
from relations.site.figure_page import figure_pages
from relations.site.making import Bench, Made, Site, public, whole
from relations.site.publishing import Entry
from relations.site.rendering import address, drawing, json_in_page, render
from relations.story import StoryError
from relations.values import Country
from sources import SourceError

TAKEN = {"claims", "events", "method"}  #: names of pages that no figure may have
CARD: dict[str, Any] = {
    "width": 440,
    "height": 400,
    "thinned": True,
}  #: of a claim; readable on a phone


def made(site: Site, name: str, locale: Locale, old: Entry) -> Made:
    """Stage the pages of a story in a language, those that are not there already; what keeps them from it is told."""
    try:
        story = public(stories.load(name))
        key = whole(site, story, locale)
        if old.get("key") == key and site.has(old["files"]):
            return Made(name, locale, old, tuple(old["problems"]), tuple(old["remarks"]))
        bench = Bench(site, story, locale, old)
        with speaking(locale):
            card = _pages(bench)
    except Exception as error:  # noqa: BLE001  (whatever is wrong with a story, the others are published)
        kind = "" if isinstance(error, StoryError | SourceError | OSError) else f"{type(error).__name__}: "
        return Made(name, locale, {}, (f"{name}, {locale}: {kind}{error}",))
    files = sorted(file for one in bench.units.values() for file in one["files"])
    told = {"remarks": bench.remarks, "problems": bench.problems}
    entry = {"key": key, "card": card, "units": bench.units, "files": files, **told}
    return Made(name, locale, entry, tuple(bench.problems), tuple(bench.remarks), bench.drawn, bench.written)


def _pages(bench: Bench) -> dict[str, Any]:
    """All pages; what the front page says of the story."""
    names = [spec.id for spec in bench.story.figures]
    if clash := TAKEN & {*names}:
        raise StoryError(f"{bench.story.id}: no figure can be called {', '.join(sorted(clash))}: a page is")
    figures = [card for name in names if (card := figure_pages(bench, name))]
    shown = [card for card in figures if "withheld" not in card]
    if not shown:
        raise StoryError(f"{bench.story.id}: none of its figures can be published; {'; '.join(bench.remarks)}")
    now, then = _ledger(bench, known_then=False), _ledger(bench, known_then=True)
    for verdict, earlier in zip(now, then, strict=True):
        _claim(bench, verdict, earlier)
    key = whole(bench.site, bench.story, bench.locale)
    return bench.unit("story", [key], lambda: _story(bench, shown, figures, now, then))


def _ledger(bench: Bench, *, known_then: bool) -> list[Verdict]:
    """The verdicts that rest on numbers that may be passed on."""
    return [one for one in claims(bench.story, known_then=known_then) if not any(map(is_private, one.keys))]


def _story(
    bench: Bench,
    shown: list[dict[str, Any]],
    figures: list[dict[str, Any]],
    now: list[Verdict],
    then: list[Verdict],
) -> dict[str, Any]:
    """The overview, the ledger, the events, the methods."""
    told, folder = bench.told, bench.folder
    if now:
        _claims(bench, now, "claims/")
        _claims(bench, then, "claims/then/")
    has_events = _events(bench, "events/", known_then=False)
    if has_events:
        _events(bench, "events/then/", known_then=True)
    _simple(
        bench,
        "method/",
        say("Method"),
        Markup("").join(Markup("<h2>{}</h2>").format(title) + Markup(body) for title, body in sections(told).items()),  # noqa: S704
    )
    first, last = (written(day, "year") for day in (told.figures[0].window.start, told.figures[0].window.end))
    pair = " – ".join(territory(Country(code)) for code in told.countries)
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
            (words, f"{folder}{path}/index.html")
            for words, path, there in (
                (say("Claims"), "claims", bool(now)),
                (say("Events"), "events", has_events),
                (say("Method"), "method", True),
            )
            if there
        ],
        "notes": [(f"¶{one.paragraph}", one.text) for one in told.notes],
        "meta": [("property", "og:title", told.title), ("property", "og:description", lead["title"])],
    }
    bench.write(f"{folder}index.html", render(bench.site, bench.locale, f"{folder}index.html", "story.html", **context))
    return {
        "title": told.title,
        "pair": context["pair"],
        "sentence": lead["title"],
        "thumbnail": lead["thumbnail"],
        "path": f"{folder}index.html",
    }


def _reviews(bench: Bench, verdicts: Sequence[Verdict], *, then: bool) -> dict[str, Any]:
    """ClaimReviews, each with the address of its page if the site has one: search engines ask for it."""
    told = bench.told
    document = ledger(told, verdicts, lambda one: said(told, one), bench.locale, known_then=then)
    for one in document["@graph"] if bench.site.base else ():
        one["url"] = address(bench.site, f"{bench.folder}claims/{one['identifier']}/index.html")
    return document


def _simple(bench: Bench, place: str, title: str, body: Markup, **context: Any) -> None:
    """A page of the story that is a title and markup."""
    here = f"{bench.folder}{place}index.html"
    usual = {"crumbs": [(bench.told.title, f"{bench.folder}index.html")], "switch": [], "files": [], "picture": None}
    page = render(bench.site, bench.locale, here, "evidence.html", title=title, body=body, **{**usual, **context})
    bench.write(here, page)


def _switch(bench: Bench, part: str) -> list[tuple[str, str]]:
    """The two pages of a part: as known now, and as known when the article appeared."""
    known = say("As known on {day}", day=written(bench.story.article.known_until))
    place = f"{bench.folder}{part}/"
    return [(say("As known now"), f"{place}index.html"), (known, f"{place}then/index.html")]


def _claims(bench: Bench, verdicts: Sequence[Verdict], place: str) -> None:
    """The ledger as known at one time, and its files."""
    told, then = bench.told, place != "claims/"
    here = f"{bench.folder}{place}"

    def link(one: Verdict) -> str:
        up = "../" if then else ""
        return str(Markup('<a href="{}">{}</a>').format(f"{up}{one.id}/index.html", told.claim(one.id).claim))

    files = []
    for kind, label in (("csv", "CSV"), ("xlsx", "Excel"), ("jsonld", "JSON-LD")):
        path = f"{here}{told.id}-claims.{kind}"
        bench.write(path, written_as(kind, told, verdicts, lambda one: said(told, one), bench.locale, known_then=then))
        files.append((label, path))
    document = _reviews(bench, verdicts, then=then)
    body = Markup('<p class="answer">{}</p>').format(answer(verdicts)) + Markup(ledger_table(told, verdicts, link))  # noqa: S704
    more = {"files": files, "switch": _switch(bench, "claims"), "linked_data": json_in_page(document)}
    _simple(bench, place, say("Claims"), body, description=answer(verdicts), **more)


def _claim(bench: Bench, verdict: Verdict, then: Verdict) -> None:
    """The page of one claim, with its figure."""
    claim = bench.story.claim(verdict.id)
    figure = f"{CLAIM}{claim.id}"
    draws = bool(verdict.start and claim.lines_used)
    asked = Options(locale=bench.locale, **CARD)
    parts = [*bench.site.page_by(bench.locale), json.dumps([one.as_json(str) for one in (verdict, then)], default=str)]
    parts += [claim.model_dump_json(), inputs(bench.story, figure, asked) if draws else ""]
    bench.unit(f"claim {claim.id}", parts, lambda: _claim_page(bench, verdict, then, figure if draws else ""))


def _claim_page(bench: Bench, verdict: Verdict, then: Verdict, figure: str) -> dict[str, Any]:
    told = bench.told
    claim = told.claim(verdict.id)
    picture = None
    if figure:
        try:
            drawn = bench.draw(figure, **CARD)
            picture = drawing(drawn.picture, drawn.alt_short)
        except SourceError as error:
            bench.remarks.append(f"{told.id}, {figure}: {error}")
    known = say("As known on {day}", day=written(told.article.known_until))
    earlier = Markup("<p><small>{}:</small> {}</p>").format(
        known,
        Markup(framed(then.headline, said(told, then.headline.badge))),  # noqa: S704
    )
    _, _, verdict_words = heading(told, claim, verdict).partition("</h2>")
    body = Markup(verdict_words + sentence(told, verdict) + answers(told, verdict)) + earlier  # noqa: S704
    body += Markup(details(told, claim, verdict, None))  # noqa: S704
    document = _reviews(bench, [verdict], then=False)
    crumbs = [(told.title, f"{bench.folder}index.html"), (say("Claims"), f"{bench.folder}claims/index.html")]
    _simple(
        bench,
        f"claims/{claim.id}/",
        claim.claim,
        body,
        description=" ".join(said(told, part) for part in verdict.sentence),
        linked_data=json_in_page(document),
        picture=picture,
        crumbs=crumbs,
    )
    return {}


def _events(bench: Bench, place: str, *, known_then: bool) -> bool:
    """The table of events and all that was computed around each; whether there are any."""
    told = bench.told
    found = _public(events(bench.story, known_then=known_then))
    if not found:
        return False
    path = f"{bench.folder}{place}{told.id}-events"
    for kind in ("csv", "xlsx"):
        bench.write(f"{path}.{kind}", events_as(kind, told, found, lambda one: said(told, one)))
    names = lines(told, found)
    cards = "".join(
        f'<section id="{escape(one.id)}" class="card">{answered(told, one, names)}'
        f"{event_details(told, one, None)}</section>"
        for one in found
    )
    body = Markup('<p class="answer">{}</p>').format(say(summary(told, found)))
    body += Markup(overview(told, found, lambda one: f"#{one}") + cards)  # noqa: S704
    files = [("CSV", f"{path}.csv"), ("Excel", f"{path}.xlsx")]
    _simple(bench, place, say("Events"), body, files=files, switch=_switch(bench, "events"))
    return True


def _public(found: Sequence[EventEvidence]) -> list[EventEvidence]:
    """The evidence without the lines whose numbers may not be passed on."""
    return [
        replace(one, series=tuple(series for series in one.series if not (series.key and is_private(series.key))))
        for one in found
    ]
