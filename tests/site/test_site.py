"""A site is whole: every address in it leads somewhere, every page is sound, and what is published once stays."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import html5lib
import pytest
import tomlkit

from relations import cache
from relations.figures import Options, draw
from relations.site import build, code, figure_page, making, pages
from relations.site.assets import darker
from relations.site.versions import VERSION
from relations.story import load
from tests import found
from tests.cli.inside import run
from tests.site.built import BASE, NAME, make, site, story_folder

ATTRIBUTES = {"href", "src", "data-spec", "data-vega"}
OUTSIDE = ("http://", "https://", "mailto:", "data:")


class Addresses(HTMLParser):
    """All addresses a page names, the ids it has, and its blocks of JSON."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set(re.findall(r'url\("([^"]+)"\)', text))
        self.ids: set[str] = set()
        self.data: list[dict[str, object]] = []
        self._in_data = False
        self.feed(text)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in ATTRIBUTES and value}
        self.ids |= {value for name, value in attrs if name == "id" and value}
        self._in_data = ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(json.loads(data))
            self._in_data = False


def html(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, path.read_text(encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def of_the_site(address: str) -> Path:
    """The file an address of the site is of."""
    path = site() / address.removeprefix(BASE)
    return path / "index.html" if address.endswith("/") else path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the site, for a run that changes it."""
    return Path(shutil.copytree(site(), tmp_path / "site"))


def test_every_address_on_every_page_leads_to_a_file_of_the_site_or_away_from_it() -> None:
    known = dict(html(site()))
    for path, text in known.items():
        for address in Addresses(text).found:
            if address.startswith(BASE):
                assert of_the_site(address).is_file(), f"{path}: {address}"
            elif not address.startswith(OUTSIDE):
                file, _, place = address.partition("#")
                other = (path.parent / file).resolve() if file else path
                assert other.is_relative_to(site().resolve()), f"{path}: {address}"
                assert other.is_file(), f"{path}: {address}"
                assert not place or place in Addresses(other.read_text(encoding="utf-8")).ids, f"{path}: {address}"


def test_every_page_is_valid_and_runs_no_script_of_its_own() -> None:
    strict = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    for path, text in html(site()):
        page = strict.parse(text)  # raises ParseError
        inside = [one for one in page.iter("script") if one.text and one.get("type") != "application/ld+json"]
        assert not inside, path
        assert [one.get("src", "") for one in page.iter("script") if "//" in one.get("src", "")] == []
        assert not {name for one in page.iter() for name in one.attrib if name.startswith("on")}, path
        policy = "".join(one.get("content", "") for one in page.iter("meta") if one.get("http-equiv"))
        assert "script-src 'self';" in policy, path
        assert len(list(page.iter("h1"))) == 1, path
        (icon,) = [one.get("href", "") for one in page.iter("link") if one.get("rel") == "icon"]
        assert ET.fromstring(unquote(icon.partition(",")[2])).tag.endswith("}svg"), "a page without asks for a file"


def test_no_number_on_any_page_is_parted_from_its_unit() -> None:
    parted = re.compile(r"\d (?:%|million|points?\b|млн|пункт|пайыз)[^<]*")
    for path, text in html(site()):
        seen = re.sub(r"<(script|style|svg|pre|code)\b.*?</\1>|<[^>]*>", "", text, flags=re.DOTALL)
        assert not (found := parted.search(seen)), f"{path}: {found[0]}"


def test_a_figure_has_all_that_belongs_to_it_without_a_script() -> None:
    """Its picture for a wide page and a phone, its words, events, sources, files, and its page as known then."""
    text = (site() / NAME / "trade" / "index.html").read_text(encoding="utf-8")
    figure = draw(found.shipped(NAME), "trade", Options(width=960, height=548, thinned=True))
    for words in (figure.title, figure.alt_short, figure.methods.split(".")[0], "Food ban", "World Bank WITS"):
        assert words in text
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    files = {path.name for path in (site() / NAME / "trade").iterdir()}
    kinds = ("png", "svg", "pdf", "csv", "xlsx", "json", "toml", "bib", "zip")
    assert files >= {f"trade.{kind}" for kind in kinds} | {"trade-dark.svg", "then", "embed", "oembed.json"}
    then = (site() / NAME / "trade" / "then" / "index.html").read_text(encoding="utf-8")
    assert "As known on 10 Nov 2014: what came later is hidden" in then
    assert {"trade.svg", "trade.csv"} <= Addresses(then).found, "the files of that time, beside it"


def test_readers_are_told_of_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELATIONS_STORIES", str(story_folder()))
    told = load(NAME)
    assert any(draw(told, figure.id).waiting for figure in told.figures)
    assert [path for path, text in html(site()) if "relations refresh" in text] == []


def test_what_machines_read_is_there_and_true() -> None:
    """Dataset and ClaimReviews of schema.org, oEmbed, the sitemap, the feed: each names files that exist."""
    data = Addresses((site() / NAME / "trade" / "index.html").read_text(encoding="utf-8")).data
    assert [one["@type"] for one in data] == ["Dataset"]
    assert all(of_the_site(one["contentUrl"]).is_file() for one in data[0]["distribution"])  # type: ignore[attr-defined]
    ledger = Addresses((site() / NAME / "claims" / "index.html").read_text(encoding="utf-8")).data[0]["@graph"]
    for review in ledger:  # type: ignore[attr-defined]
        own = Addresses((site() / NAME / "claims" / review["identifier"] / "index.html").read_text(encoding="utf-8"))
        assert own.data[0]["@graph"] == [review]
        assert of_the_site(review["url"]) == site() / NAME / "claims" / review["identifier"] / "index.html"
    told = json.loads((site() / NAME / "trade" / "oembed.json").read_text(encoding="utf-8"))
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert all(of_the_site(one).is_file() for one in [*Addresses(told["html"]).found, told["thumbnail_url"]])
    places = [one.text or "" for one in ET.parse(site() / "sitemap.xml").iter() if one.tag.endswith("loc")]
    assert all(of_the_site(one).is_file() for one in places)
    assert {BASE, f"{BASE}ru/", f"{BASE}{NAME}/trade/", f"{BASE}ru/{NAME}/claims/"} <= {*places}
    assert ET.parse(site() / "changes.atom").getroot().tag.endswith("feed")


def test_the_dark_figure_is_the_light_one_in_other_colours() -> None:
    """A page needs one picture for both: also of plates, and of claims whose sums have parts."""
    for story, figure in (("kazakhstan-russia", "money-and-oil"), ("kazakhstan-russia", "partners"), (NAME, "votes"),
                          ("kazakhstan-russia", "claim-market-170m")):  # fmt: skip
        light, dark = (draw(found.shipped(story), figure, Options(width=440, theme=one)) for one in ("light", "dark"))
        recoloured = re.sub(r"#[0-9a-f]{6}", lambda one: darker()[one[0]], light.picture)
        assert recoloured == dark.picture, figure


def test_a_second_run_draws_nothing_and_what_is_made_anew_has_the_same_bytes(copy: Path) -> None:
    before = contents(copy)
    assert [one.drawn for one in make(copy, story_folder())] == [0, 0]
    assert contents(copy) == before
    (copy / NAME / "trade" / "trade.csv").unlink()
    known = json.loads((copy / "build.json").read_text(encoding="utf-8"))
    for unit in ("story", "claim largest-partner"):
        del known["stories"][NAME]["en"]["units"][unit]
    (copy / "build.json").write_text(json.dumps(known), encoding="utf-8")
    assert [one.drawn for one in make(copy, story_folder())] == [3, 0], "a figure's files, and a claim's"
    assert contents(copy) == before


def test_what_changes_is_made_again_alone_and_its_earlier_version_stays_and_says_so(copy: Path, tmp_path: Path) -> None:
    stories = Path(shutil.copytree(story_folder(), tmp_path / "stories"))
    file = stories / f"{NAME}.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("voted alike", "voted the same"), encoding="utf-8")
    before = contents(copy)
    assert [one.drawn for one in make(copy, stories)] == [6, 6], "one figure: now, then and its files"
    after = contents(copy)
    changed = {path for path in after if after[path] != before.get(path)}
    assert not {path for path in changed if "/trade/" in path or "/claims/" in path}
    old = next(path for path in before if VERSION.search(path) and path.startswith(f"{NAME}/votes/"))
    folder = VERSION.search(old)
    assert folder
    kept = f"{NAME}/votes/{folder[0]}"
    assert after[f"{kept}/votes.svg"] == before[f"{kept}/votes.svg"]
    assert f"{folder[0]}/index.html".encode() in after[f"{NAME}/votes/index.html"]
    assert b"There is a newer version of this figure." in after[f"{kept}/index.html"]
    without = re.sub(rb"<!--newer-->.*?<!--/newer-->", b"<!--newer--><!--/newer-->", after[f"{kept}/index.html"])
    assert without == before[f"{kept}/index.html"]


def test_what_is_taken_out_stays_at_its_address_and_says_so(copy: Path, tmp_path: Path) -> None:
    """A figure leads to its story, a story to all stories; a file that no page names any more goes."""
    stories = Path(shutil.copytree(story_folder(), tmp_path / "stories"))
    told = tomllib.loads((stories / f"{NAME}.toml").read_text(encoding="utf-8"))
    told["figures"] = [one for one in told["figures"] if one["id"] != "votes"]
    (stories / f"{NAME}.toml").write_text(tomlkit.dumps(told), encoding="utf-8")
    (copy / "assets" / "site-00000000.js").write_text("of an earlier version")
    page, gone = copy / NAME / "votes" / "index.html", "This page is no longer kept up; it stays as it was."
    assert gone not in page.read_text(encoding="utf-8")
    make(copy, stories)
    assert f'<p class="note"><a href="../index.html">{gone}</a></p>' in page.read_text(encoding="utf-8")
    assert gone not in (copy / NAME / "trade" / "index.html").read_text(encoding="utf-8")
    assert "votes" not in (copy / "sitemap.xml").read_text(encoding="utf-8")
    assert not (copy / "assets" / "site-00000000.js").exists()
    (stories / f"{NAME}.toml").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_STORIES", str(stories))
        build(copy, [], ["en", "ru"], BASE)
    assert f'<a href="../index.html">{gone}</a>' in (copy / NAME / "index.html").read_text(encoding="utf-8")
    assert NAME not in (copy / "index.html").read_text(encoding="utf-8")
    assert (copy / NAME / "trade" / "trade.csv").is_file()


def test_a_change_to_a_pages_code_makes_no_file_of_a_figure_anew(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(locale: str, *rooms: str) -> str:
        return "other pages" if rooms == making.PAGE else code.made_by(locale, *rooms)

    before = json.loads((copy / "build.json").read_text(encoding="utf-8"))["stories"][NAME]["en"]["units"]
    monkeypatch.setattr(making, "made_by", changed)
    monkeypatch.setattr(figure_page, "_files", lambda *_: pytest.fail("files drawn again"))
    (made,) = make(copy, story_folder(), locales=["en"])
    assert made.entry["units"]["files trade"] == before["files trade"]
    assert made.entry["units"]["figure trade"]["key"] != before["figure trade"]["key"]


def test_what_makes_a_picture_is_the_code_it_reaches(tmp_path: Path) -> None:
    for name, text in {
        "figures/a.py": "from relations.values import x",
        "values/b.py": "from relations import news, i18n",
        "news.py": "import sys",
        "page/c.py": "from relations.figures import a",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [path.name for path in code.reached(tmp_path, "figures")] == ["figures", "news.py", "values"]
    rooms = {path.stem for path in code.reached(code.ROOMS, *making.PICTURE)}
    assert rooms >= {"figures", "claims", "evidence", "story", "values", "cache", "i18n"}
    assert not rooms & {"site", "page", "cli", "serving", "markup", "draft"}
    assert code.made_by("en", "values") != code.made_by("ru", "values") != code.made_by("kk", "values")


def test_a_broken_story_stops_no_other_and_the_exit_code_says_so(copy: Path, tmp_path: Path) -> None:
    stories = Path(shutil.copytree(story_folder(), tmp_path / "stories"))
    (stories / "broken.toml").write_text("countries = 1\n")
    before = contents(copy)
    told = run("site", "--out", str(copy), "--base", BASE, "--locale", "en,ru", "--jobs", "1",
               RELATIONS_STORIES=str(stories))  # fmt: skip
    assert told.returncode == 1
    assert "broken" in told.stderr
    assert contents(copy) == before


def test_nothing_of_a_run_that_ends_early_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(book: making.Book, name: str) -> None:
        book.write(f"{book.folder}{name}/index.html", "half of it")
        raise KeyboardInterrupt

    monkeypatch.setattr(pages, "figure_pages", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "site", story_folder())
    assert contents(tmp_path / "site") == {}


def test_numbers_that_may_not_be_passed_on_are_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure of them is left out, and its page says why."""
    for module in (cache, making, pages):
        monkeypatch.setattr(module, "is_private", lambda key: key.startswith("un_votes"))
    monkeypatch.setattr(figure_page, "_files", lambda *_: {})
    told = make(tmp_path, story_folder(), locales=["en"])[0]
    assert told.entry, told.problems
    assert "un_votes" in told.remarks[0]
    assert not (tmp_path / NAME / "votes").exists()
    assert "un_votes" in (tmp_path / NAME / "index.html").read_text(encoding="utf-8")
    assert all(b"un_votes/" not in data for path, data in contents(tmp_path).items() if path.endswith(".csv"))


@pytest.mark.usefixtures("cache")
def test_a_story_without_a_copy_says_what_it_lacks(tmp_path: Path) -> None:
    ((problem,),) = (one.problems for one in make(tmp_path, story_folder(), ["en"]))
    assert "none of its figures can be published; " in problem
    assert ": not in the cache (" in problem
    assert "Error" not in problem
