"""A refresh says per line whether it has its copy, and per story what reads otherwise, if anything does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import sources
from relations import news
from relations.cache.places import PRIVATE
from relations.news.lines import line_states
from relations.refresh import Outcome
from relations.story import Story, load
from sources import FetchFailed, NoSuchSeries, NotListed
from tests.cli.inside import run
from tests.refresh.fakes import Fake, Rows

STORY = """
countries = ["KAZ", "RUS"]
works = {}
[article]
author = "A. Author"
title = "An article"
published = 2015-01-01
known_until = 2015-01-31
[lines.trade]
label = "Trade"
keys = ["bank/T", "other/T"]
[lines.people]
label = "People"
keys = ["census/P"]
[[claims]]
id = "fell"
paragraph = 1
claim = "Trade fell."
measure = { kind = "fall", line = "trade", start = 2013-01-01, end = 2014-01-01, at_least = 10 }
[[figures]]
id = "trade"
title = "In 2014 trade fell by {trade: fall 2013..2014}"
neutral = "Trade"
guards = { "a fifth" = "trade: fall 2013..2014 in 15..25" }
subtitle = "A measure"
window = { start = 2012-01-01, end = 2015-12-31 }
[[figures.panels]]
chart = "bar"
lines = ["trade"]
"""

VALUES = {2011: 90.0, 2012: 95.0, 2013: 100.0, 2014: 80.0, 2015: 70.0}
Publish = Callable[..., Fake]


def years(**changed: float) -> Rows:
    """The values by year, some of them others: y2014=97."""
    other = VALUES | {int(name[1:]): value for name, value in changed.items()}
    return {f"{year}-01-01": value for year, value in other.items()}


@pytest.fixture
def story(tmp_path: Path, bank: Fake, monkeypatch: pytest.MonkeyPatch) -> Story:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "small.toml").write_text(STORY, encoding="utf-8")
    monkeypatch.setenv("RELATIONS_STORIES", str(tmp_path / "stories"))
    return load("small")


@pytest.fixture
def bank(publish: Publish, today: Callable[[str], None]) -> Fake:
    """The first publisher of trade; the second says the same, and a census counts people."""
    today("2016-06-01")
    annual = {"frequency": "annual", "unit": "US$ million"}
    publish("other", {"T": FetchFailed("other/T: answered 502")}, **annual)
    publish("census", {"P": years()}, **annual)
    return publish("bank", {"T": years()}, **annual)


def said(report: news.Report) -> dict[str, str]:
    return {one.what: str(one.sentence) for one in report.changes}


def test_a_disk_that_takes_no_record_of_the_news_costs_no_report(
    story: Story, bank: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "changes.csv")

    monkeypatch.setattr(news, "record", full)
    report = news.refresh([story])
    assert report.changes
    assert report.unrecorded == "changes.csv: No space left on device"
    assert [one.status for one in report.outcomes] == ["added", "added"]


class TestLines:
    def test_a_line_needs_one_publisher_that_answers(self, story: Story, bank: Fake) -> None:
        bank.answers["T"] = FetchFailed("bank/T: answered 502")
        assert [line.state for line in news.refresh([story]).lines] == ["none", "fresh"]
        bank.answers["T"] = years()
        assert [line.state for line in news.refresh([story], everything=True).lines] == ["fresh", "fresh"]
        bank.answers["T"] = FetchFailed("bank/T: answered 502")
        report = news.refresh([story])
        assert [line.state for line in report.lines] == ["old", "fresh"]
        assert [str(line) for line in report.missed] == [
            "small, Trade: no publisher of it confirmed it, the copy from before stands: bank/T, up to 2015-01-01"
        ]

    def test_another_publisher_of_it_is_enough(self, story: Story, bank: Fake, publish: Publish) -> None:
        news.refresh([story])
        bank.answers["T"] = FetchFailed("bank/T: answered 502")
        publish("other", {"T": years()}, frequency="annual", unit="US$ million")
        (trade, _) = news.refresh([story]).lines
        assert (trade.state, trade.missed) == ("another", False)
        assert trade.keys == ("bank/T",)

    def test_a_series_its_publisher_no_longer_has_is_no_failure_unless_it_says_so_of_all(
        self, story: Story, bank: Fake
    ) -> None:
        news.refresh([story])
        bank.answers["T"] = NoSuchSeries("bank/T: no such series")
        gone = [one for one in news.refresh([story], everything=True).outcomes if one.key != "census/P"]
        assert [one.absent for one in gone] == [True, False]
        for beside, state in (
            ([], "old"),
            ([Outcome("bank/U", "failed", absent=True)], "old"),
            ([Outcome("bank/U", "fresh")], "ended"),
        ):
            (trade,) = line_states([story], [*gone, *beside])
            assert (trade.state, trade.missed) == (state, state == "old")
        bank.answers["T"] = NotListed("bank/T: it lists others, and not this one")
        (trade,) = news.refresh([story], only=["bank/T"]).lines
        assert (trade.state, trade.missed) == ("ended", False)

    @pytest.mark.usefixtures("story")
    def test_the_command_ends_well_when_every_line_has_its_copy(self, bank: Fake) -> None:
        good = run("refresh", "--all", "--json")
        assert good.returncode == 0, "other/T failed, and no line needs it"
        assert {line["state"] for line in json.loads(good.stdout)["lines"]} == {"fresh"}
        assert "other/T" in good.stderr
        bank.answers["T"] = FetchFailed("bank/T: answered 502")
        bad = run("refresh")
        assert bad.returncode == 1
        assert "small, Trade: no publisher of it confirmed it" in bad.stderr
        assert "small, People: fresh, census/P, up to 2015-01-01" in bad.stdout
        assert run("refresh", "--only", "other/T").returncode == 1, "who is named must answer"

    def test_a_publisher_nobody_can_ask_is_no_failure(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        news.refresh([story])
        real = sources.source

        def source(key: str) -> sources.Source:
            if key.startswith("census/"):
                raise FetchFailed(f"{key}: cannot be fetched by this version")
            return real(key)

        monkeypatch.setattr(sources, "source", source)
        report = news.refresh([story])
        assert {one.key: one.status for one in report.outcomes}["census/P"] == "fixed"
        assert not report.missed


class TestChanges:
    def test_nothing_is_drawn_where_nothing_moved(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        news.refresh([story])
        monkeypatch.setattr("relations.news.reading.read", None)  # to call it would raise
        assert news.refresh([story]).changes == []

    @pytest.mark.parametrize(
        ("revised", "written"),
        [
            (80.00004, "from US$ 80 to 80.00004"),
            (79.99999, "from US$ 80 to 79.99999"),
            (80.000004, "from US$ 80 to 80.000004"),
        ],
    )
    def test_a_small_revision_is_told_with_the_digits_that_show_it(
        self, story: Story, bank: Fake, revised: float, written: str
    ) -> None:
        news.refresh([story])
        bank.answers["T"] = years(y2014=revised)
        assert f", {written} million." in said(news.refresh([story]))["values"]

    def test_a_revision_reaches_the_line_the_figure_its_title_and_the_claim(self, story: Story, bank: Fake) -> None:
        news.refresh([story])
        bank.answers["T"] = years(y2014=97.0)
        found = said(news.refresh([story]))
        assert found["values"] == "Trade: 1 value revised, the largest, of 2014, from US$ 80 to 97 million."
        assert found["title"] == (
            "Trade: the title is neutral now, as what it said is no longer so: "
            "“a fifth” (trade: fall 2013..2014 in 15..25): 20.0, now 3.0."
        )
        assert found["claim"] == "The claim “Trade fell.” is now not borne out, −3.00 %, it was supported, −20.00 %."
        assert found["figure"] == "Trade: “In 2014 trade fell by 20\u00a0%” is now “Trade”"

    def test_a_title_that_is_only_just_no_longer_so_is_told_with_the_digits_that_show_it(
        self, story: Story, bank: Fake
    ) -> None:
        bank.answers["T"] = years(y2014=75.0)
        news.refresh([story])
        bank.answers["T"] = years(y2014=74.99999)
        found = said(news.refresh([story]))
        assert found["title"].endswith("(trade: fall 2013..2014 in 15..25): 25.00000, now 25.00001.")
        assert "in 15..25): 25.00001" in run("check").stderr, "and beside its limit, too"

    def test_a_finding_that_no_longer_holds_is_told_by_the_check(self, story: Story, bank: Fake) -> None:
        news.refresh([story])
        assert "neutral" not in run("check").stderr
        bank.answers["T"] = years(y2014=97.0)
        news.refresh([story])
        answer = run("check")
        assert answer.returncode == 0, "a neutral title is true"
        said = (
            "trade: its title is neutral, as its finding does not hold: “a fifth” (trade: fall 2013..2014 in 15..25): 3"
        )
        assert said in answer.stderr

    def test_a_title_follows_its_number(self, story: Story, bank: Fake) -> None:
        news.refresh([story])
        bank.answers["T"] = years(y2014=79.0)
        found = said(news.refresh([story]))
        assert found["figure"].endswith("“In 2014 trade fell by 20\u00a0%” is now “In 2014 trade fell by 21\u00a0%”")
        assert "title" not in found

    def test_a_line_without_a_copy_gets_one(self, story: Story) -> None:
        found = {one.name: str(one.sentence) for one in news.refresh([story]).changes if one.what in ("line", "figure")}
        assert found["people"] == "People has a copy now: Census (census/P)."

    def test_what_a_figure_without_a_copy_says_can_change_as_well(self, story: Story, publish: Publish) -> None:
        """It is told of keys that nobody has fetched."""
        for name in ("bank", "other"):
            publish(name, {"T": NoSuchSeries(f"{name}/T: there is none")}, frequency="annual")
        panel = story.figures[0].panels[0].model_copy(update={"lines": ("trade",)})
        neutral = story.figures[0].model_copy(update={"title": "Trade", "guards": {}, "panels": (panel,)})
        story = story.model_copy(update={"figures": (neutral,)})
        found = [one for one in news.refresh([story]).changes if one.what == "figure"]
        assert {one.keys for one in found} == {("bank/T", "other/T")}
        assert any("its publisher says that there is no such series" in one.after for one in found)

    def test_a_line_that_shows_another_copy_is_named(self, story: Story, bank: Fake, publish: Publish) -> None:
        bank.answers["T"] = FetchFailed("bank/T: answered 502")
        publish("other", {"T": years()}, frequency="annual", unit="US$ million")
        news.refresh([story])
        bank.answers["T"] = years(y2015=60.0)
        found = said(news.refresh([story]))
        assert found["line"] == "Trade is now drawn from Bank (bank/T), it was drawn from Other (other/T)."
        assert "values" not in found
        assert "to 70.0 (1 Jan 2015)" in found["figure"]
        assert "to 60.0 (1 Jan 2015)" in found["figure"]

    def test_the_feed_has_an_entry_for_each_run_and_nothing_private(
        self, story: Story, bank: Fake, publish: Publish, folder: Path
    ) -> None:
        news.refresh([story])
        publish("census", {"P": years(y2013=1.0)}, frequency="annual", unit="US$ million", redistribution="no")
        bank.answers["T"] = years(y2013=99.0)
        news.refresh([story], full=True)
        open_, hidden = (ET.parse(place / "changes.atom") for place in (folder, folder / PRIVATE))
        space = "{http://www.w3.org/2005/Atom}"
        texts = ["\n".join(one.text or "" for one in feed.iter(f"{space}content")) for feed in (open_, hidden)]
        assert "Trade: 1 value revised" in texts[0]
        assert "People" not in texts[0]
        for feed in (open_, hidden):
            entries = feed.getroot().findall(f"{space}entry")
            assert len({one.findtext(f"{space}id") for one in entries}) == len(entries) > 0
            assert all(one.findtext(f"{space}updated") for one in entries)
        assert news.recent()[0].story == "small"


class TestBudget:
    def test_what_is_left_comes_first_in_the_next_run(self, bank: Fake) -> None:
        lines = [["bank/A"], ["bank/B"], ["bank/C"]]
        bank.answers |= dict.fromkeys("ABC", years())
        bank.sends = 2
        first = {one.key: one.status for one in news.refresh([], lines, budget=3).outcomes}
        assert first == {"bank/A": "added", "bank/B": "added", "bank/C": "later"}
        second = [(one.key, one.status) for one in news.refresh([], lines, budget=1).outcomes]
        assert second == [("bank/C", "added"), ("bank/A", "later"), ("bank/B", "later")]

    @pytest.mark.usefixtures("story")
    def test_a_plan_says_what_is_asked_for_and_asks_nobody(self, bank: Fake) -> None:
        plan = run("refresh", "--dry-run", "--json")
        assert [(one["key"], one["since"], one["state"]) for one in json.loads(plan.stdout)] == [
            ("bank/T", None, "asked"),
            ("census/P", None, "asked"),
        ]
        assert "about 1 of bank, 1 of census" in run("refresh", "--dry-run").stdout
        assert bank.asked == []
