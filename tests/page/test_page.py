"""The page's logic, without a browser."""

from __future__ import annotations

import shutil
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from relations import story as stories
from relations.figures.titles import headline
from relations.page import figure as figure_tab
from relations.values import NO_BREAK
from tests.found import STORY
from tests.page.pages import ROOT, charts, markup, page, shown


def html(app: AppTest) -> str:
    return unescape(markup(app)).replace(NO_BREAK, " ")


@pytest.mark.parametrize("figure", STORY.figures, ids=lambda figure: figure.id)
def test_a_link_opens_its_figure_with_events_and_data(figure: stories.FigureSpec) -> None:
    app = page(story=STORY.id, figure=figure.id)
    assert not app.exception
    assert not app.error
    assert not app.warning
    words = html(app)
    for event in STORY.events_of(figure):
        assert event.sentence in words
        for paragraph in event.paragraphs:
            assert f"¶{paragraph}" in words
        for key in event.sources:
            url = STORY.works[key].url
            assert url is None or f'href="{url}" target="_blank" rel="noopener noreferrer"' in words
    for panel in figure.panels:
        for name in panel.lines if not panel.optional else ():
            assert f"<td>{STORY.lines[name].label}</td>" in words
    assert "24 Nov 2026" in words
    (chart,) = charts(app)
    assert chart["alt"].startswith(headline(STORY, figure))


def test_an_address_of_no_figure_leaves_the_page_on_its_first() -> None:
    app = page(story="<script>", figure="../../etc")
    assert not app.exception
    assert not app.error
    assert shown(app) == "money-and-oil"


def test_a_missing_series_says_which_command_fetches_it(cache: Path) -> None:
    for key in ("imf/RUB", "fred/DCOILBRENTEU"):
        path = (cache / key).with_suffix(".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy((ROOT / "data" / "cache" / key).with_suffix(".csv"), path)
    app = page(figure="money-and-oil")
    assert not app.exception
    assert "`relations refresh kazakhstan-russia` fetches it" in html(app)
    assert 'class="note" role="status"' in html(app)
    assert "<td>Rouble</td>" in html(app)


def test_an_empty_cache_is_an_empty_frame_with_a_way_out(cache: Path) -> None:
    app = page(figure="trade")
    assert not app.exception
    (chart,) = charts(app)
    assert "to fetch: relations refresh kazakhstan-russia" in chart["picture"]


def test_a_damaged_file_is_named_and_the_rest_is_drawn(cache: Path) -> None:
    shutil.copytree(ROOT / "data" / "cache", cache)
    path = cache / "imf" / "KZT.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("2014-02-11,163.899938", "2014-02-11,63.899938"), encoding="utf-8")
    app = page(figure="money-and-oil")
    assert not app.exception
    assert "KZT.csv: header and rows are not those its sha256 was taken of" in html(app)
    assert "<td>Rouble</td>" in html(app)


def test_text_of_a_story_is_never_markup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = (stories.folder() / f"{STORY.id}.toml").read_text(encoding="utf-8")
    evil = text.replace("Nazarbayev calls the union’s", "<img src=x onerror=alert(1)> calls the union’s")
    assert evil != text
    (tmp_path / f"{STORY.id}.toml").write_text(evil, encoding="utf-8")
    for name in ("relations.story.folder", "relations.story._reading.folder"):
        monkeypatch.setattr(name, lambda: tmp_path)
    app = page(figure="money-and-oil")
    body = " ".join(element.proto.body for element in app.get("html"))
    assert "&lt;img src=x" in body
    assert "<img" not in body


def test_the_page_says_no_secrets_and_calls_nobody() -> None:
    """Settings that would leak are off: telemetry, stack traces; and the protections are on."""
    import tomllib

    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["server"].get("enableXsrfProtection", True)
    assert settings["server"].get("enableCORS", True)


def test_the_figure_is_sent_ahead_of_what_stands_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that gets all at once shows the figure last."""
    order: list[str] = []
    for name in ("chart", "sleep", "under", "_details"):
        monkeypatch.setattr(figure_tab, name, lambda *_, name=name: order.append(name))
    page(figure="trade")
    assert order == ["chart", "sleep", "under", "_details"]


def test_as_a_page_opens_its_figure_comes_alone_as_a_picture() -> None:
    """Nothing that is slow stands before it; with the width the browser tells comes all the rest."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params["figure"] = "trade"
    app.run()
    assert not app.exception
    (chart,) = charts(app)
    assert chart["picture"].startswith("<svg")
    assert "Trade with Russia fell" in chart["picture"]
    assert not app.get("button_group")
    app.session_state["known_width"] = 920
    app.run()
    assert len(charts(app)) == 1
    assert shown(app) == "trade"


def test_a_file_has_a_size_of_ones_own_and_no_background_if_wanted() -> None:
    app = page(story="kazakhstan-russia", figure="trade")
    key = "take-trade"
    app.session_state[key] = True  # the menu is open
    app.run()
    app.selectbox(key=f"{key}-size").set_value("own").run()
    app.number_input(key=f"{key}-width").set_value(700)
    app.toggle(key=f"{key}-transparent").set_value(True).run()
    assert not app.exception
    assert [one.value for one in app.code if "--size 700x600" in one.value and one.value.endswith("--transparent")]
