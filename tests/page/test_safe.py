"""Nothing that a story, a publisher or a link says becomes markup, script, an image or a request; nor do files."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from html import unescape
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from relations import cache
from relations import story as stories
from relations.cache.file import sealed
from relations.claims import claims
from relations.figures import Options, draw
from relations.figures.export import export
from relations.markup.claim import answers, details, heading, sentence
from relations.page import placeless
from relations.page.parts.choices import TABS
from relations.story import StoryError
from relations.story.template import plain
from sources import Rejected
from tests.page.pages import ROOT, page

NAME = "kazakhstan-russia"
#: What would run, load or lead away if it were read as HTML, Markdown, a formula, a template or an expression.
HOSTILE = (
    "<img src=x onerror=window.__pwned=1>",
    "<script>window.__pwned=1</script>",
    "![a](http://evil.example/a.png)",
    "[a](javascript:window.__pwned=1)",
    "https://evil.example/b",
    ":material/home: :red[x] $x$ **b**",
    "=cmd()",
    '"><svg onload=window.__pwned=1>',
    "</style></script><script>window.__pwned=1</script>",
    "' + window.__pwned + ' ${window.__pwned=1} {{7*7}} \\",
)
TEXTS = {"author", "short", "title", "publisher", "locator", "label", "sentence", "note", "notes", "subtitle", "text"}
TEXTS |= {"claim", "caveat", "reason"}
TEMPLATES = {"title", "short", "neutral", "subtitle"}  #: of a figure: numbers stand in braces
REFUSED = "nbp/KZT"  #: the copy whose address is no http(s) link


def hostile_story(folder: Path) -> Path:
    """The shipped story with hostile text in every field that is text; one of its lines is called `image`."""
    count = iter(range(10_000))
    payload = cycle(HOSTILE)

    def said(value: Any, field: str = "", figure: bool = False) -> Any:
        match value:
            case str() if figure and field in TEMPLATES:
                return f"{plain(next(payload))} {next(count)} {value}"  # its numbers and what its guards hold remain
            case str() if field in TEXTS:
                return f"{next(payload)} {next(count)}"
            case list():
                return [said(one, field, figure or field == "figures") for one in value]
            case dict() if field == "definitions":
                return {said(key, "text"): one for key, one in value.items()}
            case dict():
                return {key: said(one, key, figure) for key, one in value.items()}
        return value

    told = said(tomllib.loads((stories.folder() / f"{NAME}.toml").read_text(encoding="utf-8")))
    told["lines"]["oil"]["label"] = "image"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.toml"
    path.write_text(tomlkit.dumps(told), encoding="utf-8")
    return path


def hostile_cache(folder: Path) -> Path:
    """The shipped cache whose headers and records are hostile; units are, where nothing is computed from them."""
    shutil.copytree(ROOT / "data" / "cache", folder, ignore=shutil.ignore_patterns("private", ".lock*"))
    payload = cycle(HOSTILE)
    for path in sorted(folder.rglob("*.csv")):
        publisher, *_ = path.relative_to(folder).parts
        head, _, rows = path.read_text(encoding="utf-8").partition("date,value\n")
        if not rows:
            continue  # a table, of which nothing is shown as text
        header = dict(line[2:].split(": ", 1) for line in head.splitlines())
        header |= {"title": next(payload), "licence": f"{next(payload)} (redistribution: yes)"}
        own = HOSTILE[sum(publisher.encode()) % len(HOSTILE)]  # one for all its copies: cross rates ask for that
        header["publisher"] = own
        if publisher == "fred" or header["key"].endswith("_share"):
            header["unit"] = f"other: {next(payload)}"
        if header["key"] == REFUSED:
            header["url"] = "javascript:window.__pwned=1"
        path.write_text(sealed(header, f"date,value\n{rows}"), encoding="utf-8")
    _records(folder)
    return folder


def _records(folder: Path) -> None:
    """A log of failures and a quarantine whose reasons are hostile, as a publisher's answer might make them."""
    log = ["when,key,status,added,revised,largest_revision,requests,seconds,error"]
    log += [f'2026-11-24T05:{n:02d}:00Z,imf/RUB,failed,0,0,,1,1.0,"{_cell(one)}"' for n, one in enumerate(HOSTILE)]
    (folder / "refresh-log.csv").write_text("\n".join(log) + "\n", encoding="utf-8")
    kept = ["key,date,value,reason,when", *(f'imf/RUB,2016-04-{n + 1:02d},999.0,"{_cell(one)}",2026-11-24T05:00:00Z'
            for n, one in enumerate(HOSTILE))]  # fmt: skip
    (folder / "quarantine.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")


def _cell(text: str) -> str:
    return text.replace('"', '""')


@pytest.fixture(scope="module")
def _folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of a hostile story and of a hostile cache."""
    folder = tmp_path_factory.mktemp("hostile")
    return hostile_story(folder / "stories").parent, hostile_cache(folder / "cache")


@pytest.fixture
def hostile(_folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> stories.Story:
    """The page with the hostile story and cache."""
    monkeypatch.setenv("RELATIONS_STORIES", str(_folders[0]))
    monkeypatch.setenv("RELATIONS_CACHE", str(_folders[1]))
    return stories.load(NAME)


class Markup(HTMLParser):
    """The elements of a document, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.elements}

    def check(self) -> None:
        """No image, no handler; every link is one of http(s), and opens in a new tab, or stays on the page."""
        assert not self.names & {"img", "image", "iframe", "object", "embed", "form", "base", "link"}
        for name, attributes in self.elements:
            assert not [one for one in attributes if one.startswith("on")], (name, attributes)
            if name != "a":
                continue
            href = attributes.get("href") or ""
            assert re.match(r"https?://(?!evil)|\?", href), href
            if not href.startswith("?"):
                assert attributes["target"] == "_blank"
                assert "noopener" in (attributes["rel"] or "")


@pytest.mark.parametrize("tab", TABS)
def test_what_a_story_or_a_publisher_says_is_text_on_every_tab(hostile: stories.Story, tab: str) -> None:
    app = page(tab=tab, event=hostile.events[0].id, claim="market-170m")
    bodies = " ".join(element.proto.body for element in app.get("html"))
    found = Markup(bodies)
    found.check()
    assert not found.names & {"script", "svg"}
    words = unescape(bodies)
    assert hostile.title in words


def test_the_card_of_every_claim_is_text(hostile: stories.Story) -> None:
    for one in claims(hostile):
        claim = hostile.claim(one.id)
        parts = heading(hostile, claim, one), sentence(hostile, one), answers(hostile, one)
        found = Markup("".join((*parts, details(hostile, claim, one, None))))
        found.check()
        assert not found.names & {"script", "svg"}


def test_a_copy_whose_address_is_no_web_page_is_not_used(hostile: stories.Story) -> None:
    with pytest.raises(Rejected, match=r"url is 'javascript:.*'; it must begin with http:// or https://"):
        cache.read(REFUSED)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "x"]
)
def test_a_story_links_to_web_pages_only(tmp_path: Path, url: str) -> None:
    text = (stories.folder() / f"{NAME}.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{NAME}.toml"
    path.write_text(re.sub(r'url = "https?://[^"]+"', f'url = "{url}"', text, count=1), encoding="utf-8")
    with pytest.raises(StoryError, match=r"article\.url"):
        stories.load(path)


@pytest.mark.parametrize("format", ["svg", "html"])
def test_what_they_say_is_text_in_files(hostile: stories.Story, format: str) -> None:  # noqa: A002
    for spec in hostile.figures:
        text = export(draw(hostile, spec.id), format).decode()
        found = Markup(text)
        found.check()
        scripts = [attributes for name, attributes in found.elements if name == "script"]
        assert len([one for one in scripts if one.get("type") != "application/json"]) == (2 if format == "html" else 0)


def test_no_row_of_a_tooltip_is_a_picture(hostile: stories.Story) -> None:
    """vega-tooltip makes an <img> of a field called image; so no line and no unit of that name is one."""
    figure = draw(hostile, "money-and-oil", Options(hover=True))
    assert "image" in [label for label, _ in figure.shown]
    titles = re.findall(r'"title": "([^"]*)"', json.dumps([_tooltips(figure.spec)]))
    assert "image:" in titles
    assert not {"image", "title"} & set(titles)


def _tooltips(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [found for one in value for found in _tooltips(one)]
    if not isinstance(value, dict):
        return []
    own = [value["tooltip"]] if isinstance(value.get("tooltip"), list) else []
    return own + [found for one in value.values() for found in _tooltips(one)]


def test_the_server_is_closed_where_it_can_be() -> None:
    """No telemetry, no trace for a viewer, and protection against foreign pages."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["server"]["enableXsrfProtection"] is True
    assert settings["server"]["enableCORS"] is True


def test_no_place_of_this_server_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELATIONS_CACHE", str(tmp_path / "cache"))
    places = f"{tmp_path}/cache/private/a.csv, {stories.folder()}/x.toml and {Path.home()}/y"
    assert placeless(places) == "private/a.csv, x.toml and y"
