"""What goes with a figure: citations a reference manager can read, and no word in them that nobody knows."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

import sources
from relations import story as stories
from relations.cache import write
from relations.figures import Figure, Options, draw
from relations.figures.captions.accompanying import accompanying, escaped
from relations.figures.captions.bibliography import bibtex, references
from relations.figures.captions.citations import Item, citations, entry_key, person
from relations.i18n import LOCALES
from relations.story import Panel, Story, Work
from relations.values import INSTANT, Licence, Rate
from sources import Indicator, Snapshot
from tests.found import STORY

FIGURES = [*(spec.id for spec in STORY.figures), "around-rouble-floated", "claim-market-170m", "pass-through"]
#: TeX's words for signs, which the decoder does not have
TEX = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}


@cache
def drawn(name: str) -> Figure:
    return draw(STORY, name)


@pytest.fixture(scope="module", params=FIGURES)
def items(request: pytest.FixtureRequest) -> list[Item]:
    return citations(drawn(request.param))


def entries(text: str) -> dict[str, dict[str, str]]:
    """A .bib file as a program reads it: by key, the fields with TeX's words as signs."""
    signs = get_default_latex_context_db()
    signs.add_context_category("signs", [MacroTextSpec(*one) for one in TEX.items()], prepend=True)
    library = parse_string(
        text, append_middleware=[LatexDecodingMiddleware(decoder=LatexNodes2Text(latex_context=signs))]
    )
    assert library.failed_blocks == []
    return {entry.key: {field.key: str(field.value) for field in entry.fields} for entry in library.entries}


def urls(text: str) -> dict[str, str]:
    """Addresses stand as they are, and only a decoder of TeX takes their percent signs for comments."""
    return {entry.key: entry["url"] for entry in parse_string(text).entries if "url" in entry}


def named(item: Item) -> str:
    (author,) = item["author"]
    return author.get("literal") or f"{author['family']}, {author['given']}"


@pytest.mark.parametrize("name", FIGURES)
def test_every_publisher_drawn_and_every_source_of_an_event_shown_is_cited(name: str) -> None:
    figure = drawn(name)
    items = citations(figure)
    assert {shown.indicator.publisher for _, shown in figure.shown} == {
        named(item) for item in items if item["type"] == "dataset"
    }
    labels = {item["citation-label"] for item in items if "citation-label" in item}
    assert labels == {STORY.cite(key) for event in figure.events for key in event.sources} | {STORY.article.name}


def test_a_cross_rate_cites_both_of_its_rates() -> None:
    found = citations(drawn("tenge-per-rouble"))
    assert [item["number"] for item in found if item["type"] == "dataset"] == ["imf/KZT", "imf/RUB"]


def test_the_processor_prints_every_item_with_its_author_and_title(items: list[Item]) -> None:
    for locale in LOCALES:
        for item, line in zip(items, references(items, locale), strict=True):
            assert line.startswith(named(item).partition(",")[0])
            assert item.get("title", "").rstrip("?") in line
            assert item.get("URL", "") in line
            assert "None" not in line


def test_items_have_the_fields_and_types_of_csl(items: list[Item]) -> None:
    source = CiteProcJSON(items)
    assert list(source) == [item["id"] for item in items]
    names = {"id", "type", "author", "title", "container-title", "publisher", "issued", "accessed", "URL", "number"}
    for item in items:
        assert set(item) <= names | {"version", "note", "citation-label"}
        assert all(item.values())


def test_the_bib_file_has_the_items_and_their_fields(items: list[Item]) -> None:
    text = bibtex(items)
    found = entries(text)
    assert list(found) == [item["id"] for item in items]
    assert urls(text) == {item["id"]: item["URL"] for item in items if "URL" in item}
    for item in items:
        entry = found[item["id"]]
        assert entry["author"] == named(item)
        for ours, theirs in (("title", "title"), ("publisher", "publisher"), ("number", "number"), ("note", "note")):
            assert entry.get(theirs, "") == item.get(ours, "").replace("\u00a0", " ")
        assert (entry.get("journal") or entry.get("howpublished")) == item.get("container-title")
        assert entry.get("year") == (str(item["issued"]["date-parts"][0][0]) if "issued" in item else None)


def test_what_is_not_known_of_a_work_is_in_no_field() -> None:
    by_label = {item.get("citation-label"): item for item in citations(drawn("money-and-oil"))}
    for key, work in STORY.works.items():
        if STORY.cite(key) in by_label:
            item = by_label[STORY.cite(key)]
            assert item.get("title") == work.title
            assert item.get("URL") == work.url
            assert ("issued" in item) == bool(work.year)
            assert ("title" in entries(bibtex([item]))[item["id"]]) == bool(work.title)
    assert any("title" not in item for item in by_label.values())


def test_the_article_is_dated_as_precisely_as_it_is_known() -> None:
    article = citations(drawn("trade"))[1]
    assert (article["type"], article["issued"]) == ("article-magazine", {"date-parts": [[2015, 1]]})
    assert entries(bibtex([article]))["shengelia2015"]["month"] == "jan"


def test_an_article_that_is_none_of_the_works_is_cited_all_the_same() -> None:
    works = {name: work for name, work in STORY.works.items() if name != "shengelia2015"}
    events = tuple(event for event in STORY.events if "shengelia2015" not in event.sources)
    figure = draw(STORY.model_copy(update={"works": works, "events": events}), "trade")
    assert citations(figure)[1]["title"] == STORY.title


def test_a_figure_is_dated_by_its_newest_data_and_has_the_address_it_is_given() -> None:
    figure = drawn("money-and-oil")
    newest = max(snapshot.retrieved.date() for _, snapshot in figure.shown)
    own = citations(figure, "https://example.org/?figure=money-and-oil")[0]
    assert own["issued"] == {"date-parts": [[newest.year, newest.month, newest.day]]}
    assert own["URL"] == "https://example.org/?figure=money-and-oil"
    assert "URL" not in citations(figure)[0]
    assert "retrieved" in own["note"]


@pytest.mark.parametrize(
    ("work", "name"),
    [
        (Work(author="Casey Michel", short="Michel"), {"family": "Michel", "given": "Casey"}),
        (Work(author="Deutsche Welle", short="DW"), {"literal": "Deutsche Welle"}),
        (Work(author="Bank of Russia"), {"literal": "Bank of Russia"}),
        (Work(author="Satpaev"), {"literal": "Satpaev"}),
    ],
)
def test_a_body_is_no_person(work: Work, name: dict[str, str]) -> None:
    assert person(work) == name


def test_two_works_never_share_a_key() -> None:
    works = {"RFE 2014": Work(author="A"), "rfe-2014": Work(author="B"), "Ж": Work(author="C"), "Я": Work(author="D")}
    event = STORY.events[-1].model_copy(update={"sources": tuple(works)})
    told = STORY.model_copy(update={"works": works, "events": (event,)})
    spec = told.figures[0].model_copy(update={"events": (event.id,)})
    keys = [item["id"] for item in citations(draw(told.model_copy(update={"figures": (spec,)}), spec.id))]
    assert len(set(keys)) == len(keys)
    assert {"rfe-2014", "rfe-2014-2", "work", "work-2"} <= set(keys)


@given(st.text(min_size=1))
def test_any_name_gives_a_key_that_bibtex_takes(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9._-]+", entry_key(name))


NASTY = st.text(
    st.sampled_from("{}\\%&$#_^~`'\"-,<>!?@= aZéЖқ“”’–…") | st.characters(codec="utf-8", exclude_categories=["Cc"]),
    min_size=1,
).filter(lambda text: text.strip())


@given(NASTY, NASTY)
@example("\u0958", "\u1fef \u037e \u212b")  # what NFC writes in another way, an accent and a semicolon among them
def test_any_title_and_author_come_back_from_bibtex(title: str, author: str) -> None:
    """As the same text: a decoder may compose its letters in Unicode's own way (NFC)."""
    text = bibtex([{"id": "one", "type": "document", "title": title, "author": [{"literal": author}]}])
    assert text.count("{") == text.count("}")
    (entry,) = entries(text).values()
    assert normalize("NFC", entry["title"]).split() == normalize("NFC", title).split()
    assert normalize("NFC", entry["author"]).split() == normalize("NFC", author).split()


def test_letters_stay_letters_and_signs_are_escaped() -> None:
    title = "Қазақстан “é” 50 % & more"
    text = bibtex([{"id": "one", "type": "document", "title": title, "author": [{"literal": "Reuters"}]}])
    assert r"title = {{Қазақстан “é” 50 \% \& more}}" in text
    assert "author = {{Reuters}}" in text


@given(NASTY)
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    html = MarkdownIt("commonmark").render(escaped(line))
    shown = re.fullmatch(r"<p>(.*)</p>\n", html, re.DOTALL)
    assert shown, html
    marks = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
    assert re.sub("|".join(marks), lambda found: marks[found[0]], shown[1]) == line


@pytest.mark.parametrize("name", FIGURES)
def test_the_words_of_a_figure_are_all_in_its_markdown(name: str) -> None:
    figure = drawn(name)
    files = accompanying(figure)
    assert set(files) == {".md", ".bib", ".csl.json"}
    assert json.loads(files[".csl.json"]) == citations(figure)
    assert files[".md"].startswith(f"# {escaped(figure.title)}\n")
    for text in (figure.caption, figure.alt, figure.methods):
        assert escaped(text) in files[".md"]
    for event in figure.events:
        assert escaped(event.note or "") in files[".md"]


WITHOUT_2010 = stories.Window(start=date(2011, 1, 1), end=date(2021, 12, 31))


def test_the_words_say_how_the_numbers_were_made() -> None:
    cross = draw(STORY, "tenge-per-rouble", Options(show="index", base=date(2014, 6, 30))).methods
    for part in ("daily", "Cross rate (Tenge per rouble)", "100 × P_t / P_b", "30 Jun 2014", "cross rate → index"):
        assert part in cross
    assert "100 × (P_t / P_b − 1)" in draw(STORY, "money-and-oil", Options(show="change")).methods
    trade = draw(STORY, "trade", Options(known_then=True)).methods
    for part in ("annual", "1 July of the next year", "Flagged observations (dashed) are drawn as published: 2010"):
        assert part in trade
    assert drawn("money-and-oil").methods == (
        "Observations as published (daily); nothing is interpolated, filled or spliced. Business days with a value, "
        "from a line’s first here to its last: Rouble 650 of 719, Tenge 661 of 719, and Oil 699 of 719. "
        "The value of a currency is 1 / P, P its quote in units per dollar. Indexed values are 100 × P_t / P_b, b the "
        "last observation on or before 30 Jun 2014. Order of operations: index → window."
    )
    yearly = draw(STORY, "shares", Options(window=WITHOUT_2010)).methods
    assert yearly == "Observations as published (annual); nothing is interpolated, filled or spliced."


def test_what_is_computed_is_not_said_to_be_as_published() -> None:
    begun = [drawn(name).methods.partition(" (")[0] for name in ("tenge-per-rouble", "money-and-votes", "trade")]
    assert begun == [
        "Computed from observations as published",
        "Observations as published, and lines computed from such",
        "Observations as published",
    ]


def test_the_words_say_how_a_figure_is_drawn() -> None:
    spec = STORY.figure("money-and-oil")
    logarithmic, worth = Panel(lines=("rouble",), scale="log"), Panel(lines=("tenge",), show="value")
    panels = (logarithmic, worth)
    story = STORY.model_copy(update={"figures": (spec.model_copy(update={"panels": panels}),)})
    words = draw(story, spec.id).methods
    assert "The axis of Rouble is logarithmic" in words
    assert "1 / P" in words


def test_a_series_is_cited_as_the_publisher_names_it(cache: Path) -> None:
    indicator = Indicator(
        "imf/RUB", "Rouble & {dollar}", Rate("RUB", "USD"), "daily", "A_Publisher", "https://x.example/50%25",
        Licence("l", "yes"), INSTANT,
    )  # fmt: skip
    days = [date(2014, 1, 1), date(2014, 1, 2)]
    write(Snapshot(indicator, sources.observations(days, [30.0, 31.0]), datetime(2026, 2, 3, tzinfo=UTC)))
    series = citations(draw(_story_of_one_line(), "rouble"))[-1]
    assert series["title"] == "Rouble & {dollar}"
    assert series["accessed"] == {"date-parts": [[2026, 2, 3]]}
    assert urls(bibtex([series])) == {"data:imf-rub": "https://x.example/50%25"}


def _story_of_one_line() -> Story:
    spec = STORY.figures[0]
    panel = Panel(lines=("rouble",))
    window = spec.window.model_copy(update={"start": date(2014, 1, 1), "end": date(2014, 1, 3)})
    one = spec.model_copy(update={"id": "rouble", "panels": (panel,), "events": (), "window": window})
    return STORY.model_copy(update={"figures": (one,)})
