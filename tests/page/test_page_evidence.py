"""The tabs of the evidence, without a browser: nothing is left out, refusals are said, the switch changes numbers."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from relations import story as stories
from relations.evidence.refusal import Reason
from relations.markup.formulas import literature
from relations.markup.method import refusals
from relations.markup.numbers import both_ways, share, signed, span
from relations.values import NO_BREAK, Rate
from tests.found import STORY
from tests.page import pages
from tests.page.pages import ROOT, charts

DAYS = [event.id for event in STORY.events if event.precision == "day"]


def page(**query: str) -> AppTest:
    app = pages.page(**query)
    assert not app.error
    return app


def html(app: AppTest) -> str:
    """Its markup, with plain spaces where lines do not break, which has its own test."""
    return unescape(" ".join(element.proto.body for element in app.get("html"))).replace(NO_BREAK, " ")


def titles(app: AppTest) -> str:
    """What the figures say to those who cannot see them; it begins with their titles."""
    return " ".join(one["alt"] for one in charts(app))


def rows(app: AppTest) -> dict[str, str]:
    """The rows of the table of events by their event's id."""
    (table,) = re.findall(r'<table class="events">.*?</table>', html(app), re.DOTALL)
    found = re.findall(r"<tr[^>]*>.*?</tr>", table.split("<tbody>")[1], re.DOTALL)
    return dict(zip((event.id for event in STORY.events), found, strict=True))


def test_the_switch_is_one_for_all_tabs() -> None:
    app = page(tab="Claims")
    app.toggle(key="then").set_value(True).run()
    assert not app.exception
    assert "<small>As known on 31 Jan 2015</small><br>Of 50 claims" in html(app)
    figure = page(tab="Figure", figure="money-and-oil", then="true")
    (chart,) = charts(figure)
    assert "As known on 31 Jan 2015: what came later is hidden." in chart["picture"]
    assert "Tenge floated" not in str(chart)


# ------------------------------------------------------------------------------------------------- method


def test_the_method_is_there_with_its_references() -> None:
    words = html(page(tab="Method"))
    for title in ("Order of operations", "Formulas", "When no test is made", "Definitions", "References"):
        assert f"<h2>{title}</h2>" in words
    assert words.count("https://doi.org/10.") == 5
    assert "<td>nbp/RUB</td><td>9 of 261 of 2014</td>" in words, "a line says which days it lacks"
    assert "<td>imf/KZT</td><td>18 of 261 of 2014</td>" in words
    assert "because of" not in words
    assert "impact" not in words


def test_every_work_the_method_lists_is_cited_in_it_and_every_refusal_told() -> None:
    words = html(page(tab="Method"))
    cited = {int(number) for group in re.findall(r"\[(\d+(?:, \d+)*)\]", words) for number in group.split(", ")}
    assert cited == set(range(1, len(list(literature())) + 1))
    assert {reason for reason, _ in refusals()} == set(get_args(Reason))


# ------------------------------------------------------------------------------------------------- the rest


@pytest.mark.parametrize("tab", ["Events", "Claims", "Method"])
def test_an_empty_cache_is_said(cache: Path, tab: str) -> None:
    app = pages.page(tab=tab, claim="rouble-freefall")
    if tab != "Method":
        assert "`relations refresh kazakhstan-russia` fetches it" in html(app)


@pytest.mark.parametrize("tab", ["Events", "Claims"])
def test_text_of_a_story_is_never_markup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tab: str) -> None:
    text = (stories.folder() / f"{STORY.id}.toml").read_text(encoding="utf-8")
    evil = text
    for words in ("Crimea", "The treaty taking Crimea", "The rouble is in free fall", "Members are those"):
        evil = evil.replace(f'= "{words}', f'= "<img src=x> **{words}')
    assert evil.count("<img") == 4
    (tmp_path / f"{STORY.id}.toml").write_text(evil, encoding="utf-8")
    for name in ("relations.story.folder", "relations.story._reading.folder"):
        monkeypatch.setattr(name, lambda: tmp_path)
    app = page(tab=tab, event="crimea", claim="rouble-freefall")
    body = " ".join(element.proto.body for element in app.get("html"))
    assert "&lt;img src=x" in body
    assert "<img" not in body
    shown_as_markdown = [element.value for element in app.markdown] + [element.label for element in app.main.toggle]
    assert not any("<img" in words for words in shown_as_markdown)


def test_words_of_numbers() -> None:
    assert (signed(-0.04), signed(18.65), signed(-3651.2, 0, "")) == ("−0.04 %", "+18.6 %", "−3,651")
    assert both_ways(25, -20, Rate("KZT", "USD")) == "USD +25.0 %, KZT −20.0 %"
    assert (share(0.0003), share(0.209), span((-5, 5)), span((0, 10))) == ("0.03 %", "20.9 %", "[−5,+5]", "[0,+10]")


def test_the_first_tab_does_not_wait_for_the_libraries_of_the_others() -> None:
    import subprocess
    import sys

    code = "from tests.page.pages import page; import sys; page(); print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "relations.page.figure" in answer.stdout.split()
    assert not {"statsmodels", "scipy", "relations.page.events"} & set(answer.stdout.split())
