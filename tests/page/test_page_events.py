"""The tab of the events, without a browser: the table, its card, and what was known then."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from relations.evidence.event_answer import largest, lines, moved
from relations.markup.event import answered
from relations.markup.event_table import overview
from relations.markup.numbers import unparted
from relations.values import NO_BREAK, Rate
from tests.found import STORY, evidence
from tests.page import pages
from tests.page.pages import ROOT, charts
from tests.page.test_page_evidence import html, page, rows, titles


@pytest.fixture(scope="module")
def events_tab() -> AppTest:
    return page(tab="Events", event="key-rate-17")


def numbers(row: str) -> list[str]:
    return re.findall(r'<td class="number">(?:<strong>)?([^<]*)', row)


def test_every_event_has_a_row_with_its_date_and_the_number_of_each_line(events_tab: AppTest) -> None:
    found = rows(events_tab)
    for event in STORY.events:
        row = found[event.id]
        assert (f"{event.date:%-d %b %Y}" if event.precision == "day" else f"{event.date:%Y}") in row
        assert ("<strong><a href" in row) == (event.role == "cited")
        one = evidence()[event.id]
        moves = {series.line: move for series in one.series for move in series.moves if move.window == (-1, 1)}
        told = {name: moves[name].change if name == "oil" else moves[name].value_change for name in moves}
        wanted = [f"{told[name]:+.1f}".replace("-", "−") for name in ("rouble", "tenge", "oil") if name in told]
        wanted = ["0.0" if words in ("+0.0", "−0.0") else words for words in wanted]
        assert numbers(row) in (wanted, []), "a cross rate tells nothing new"
        assert numbers(row) or "as around " in row or not wanted
    assert numbers(found["tenge-devalued"]) == ["−0.4", "−15.7", "−1.4"]
    assert "<strong>−15.7</strong>" in found["tenge-devalued"], "more than 5 %"
    assert "known to the year only (2014)" in found["alliance-treaty-ratified"]
    assert numbers(found["eeu-in-force"]) == ["−3.7", "−0.3", "−0.4"]


def test_no_line_ends_between_a_number_and_its_unit(events_tab: AppTest) -> None:
    said = pages.markup(events_tab)
    assert f"Key rate 17{NO_BREAK}%</a>" in said
    assert not re.search(r"\d (%|million)[^<]*<", said)
    told = unparted('<p title="17 %">17 %, 3 points, 5 млрд of 100 people, 5 %-ға</p><script>"17 %"</script>')
    text = "17_%, 3_points, 5_млрд of 100 people, 5_%-\u2060ға".replace("_", NO_BREAK)
    assert told == f'<p title="17 %">{text}</p><script>"17 %"</script>'


def test_a_number_that_is_refused_says_why() -> None:
    found = list(evidence().values())
    one = next(each for each in found if each.id == "eeu-in-force")
    alone = [replace(one, series=tuple(each for each in one.series if each.line in ("oil", "tenge-per-rouble")))]
    told = STORY.model_copy(update={"lines": {name: STORY.lines[name] for name in ("oil", "tenge-per-rouble")}})
    assert '<td class="none">gap</td>' in overview(told, alone, str)


def test_two_events_with_the_same_days_are_told_once(events_tab: AppTest) -> None:
    found = rows(events_tab)
    assert numbers(found["kyiv-coal"]) == ["+12.6", "0.0", "+0.4"]
    for same in ("event-of-the-year", "mediator-offer"):
        assert f"as around {STORY.event('kyiv-coal').label}" in found[same]


def test_the_first_sentence_counts_the_large_moves(events_tab: AppTest) -> None:
    large: dict[str, set[date]] = {"rouble": set(), "tenge": set(), "oil": set()}
    every: dict[str, set[date]] = {name: set() for name in large}
    for one in evidence().values():
        for series in one.series:
            for move in series.moves:
                if move.window == (-1, 1) and series.line in large and one.day0:
                    every[series.line].add(one.day0)
                    change = move.change if series.line == "oil" else move.value_change
                    large[series.line] |= {one.day0} if abs(change or 0) > 5 else set()
    counts = {STORY.lines[name].label: (len(large[name]), len(every[name])) for name in large}
    (rouble, tenge, oil) = counts.items()
    assert (
        f"{rouble[0]} moved by more than 5 % around {rouble[1][0]} of {rouble[1][1]} event days, "
        f"{tenge[0]} around {tenge[1][0]} of {tenge[1][1]} and {oil[0]} around {oil[1][0]} of {oil[1][1]}."
    ) in html(events_tab)


@pytest.mark.parametrize(
    ("event", "answer"),
    [
        ("kyiv-coal", ("From 18 Dec 2014 to 23 Dec 2014 Rouble gained 12.6 % in dollars. Oil (+0.4 %) and Tenge "
         "(0.0 %) did not move with it.")),
        ("opec-no-cut", ("From 25 Nov 2014 to 28 Nov 2014 Rouble lost 8.9 % of its value in dollars and Oil fell by "
         "7.4 %. Tenge (0.0 %) did not move with it.")),
        ("eeu-in-force", ("From 30 Dec 2014 to 2 Jan 2015 Rouble lost 3.7 % of its value in dollars. Oil (−0.4 %) and "
         "Tenge (−0.3 %) did not move with it.")),
        ("alliance-treaty-ratified", "What moved cannot be said: known to the year only (2014)."),
    ],
)  # fmt: skip
def test_a_card_answers_in_its_first_sentence(event: str, answer: str) -> None:
    found = list(evidence().values())
    words = answered(STORY, evidence()[event], lines(STORY, found))
    assert f'<p class="answer">{answer}</p>' in words
    assert STORY.event(event).sentence in unescape(words)


def test_a_rate_of_the_lines_own_currency_is_its_value() -> None:
    """What others pay for a rouble rises as the rouble does; what roubles a dollar costs falls."""
    one = evidence()["key-rate-17"]
    rouble = next(series for series in one.series if series.line == "rouble")
    turned = replace(rouble, key="national_bank_ukraine/RUB", unit=Rate("UAH", "RUB"))
    (usual,), (other,) = (moved(replace(one, series=(s,)), ["rouble"]).values() for s in (rouble, turned))
    assert (round(usual.percent, 1), usual.of) == (-16.4, "USD")
    assert (other.percent, other.of) == (other.move.change, "UAH")


def test_the_chosen_event_has_its_card_and_its_figure(events_tab: AppTest) -> None:
    words, event = html(events_tab), STORY.event("key-rate-17")
    assert event.sentence in words
    assert 'href="https://euobserver.com/eu-and-the-world/arc8480295" target="_blank"' in words
    assert re.search(r"of \d,\d{3} windows \(1,\d{3} that do not overlap\)", words)
    assert "Tenge</strong>: no event study, held (still: half of the moves are of 0.00" in words
    assert "12 Dec 2014 → 17 Dec 2014" in words
    assert "other events in the estimation window, their days kept: " in words
    assert re.search(r"4 of \d+ distinct tests ≤ 5 %; chance alone 0\.\d", words)
    assert "The windows of OPEC: no cut (Thu 27 Nov 2014)" in words
    assert event.label in titles(events_tab)
    assert len(charts(events_tab)) == 1, "one figure, and what goes with the price of oil is told elsewhere"
    assert "figure=pass-through" not in words
    assert "figure=pass-through" in html(page(tab="Events", event="rouble-floated"))
    assert rows(events_tab)["key-rate-17"].startswith('<tr class="chosen" aria-current="true">')


def test_the_card_leads_to_its_figure_and_to_the_events_before_and_after(events_tab: AppTest) -> None:
    words = html(events_tab)
    (ways,) = re.findall(r'<nav class="ways".*?</nav>', words)
    place = [event.id for event in STORY.events].index("key-rate-17")
    around = [STORY.events[place - 1].id, STORY.events[place + 1].id]
    assert re.findall(r"event=([\w-]+)", ways) == around
    assert f"{place + 1} of {len(STORY.events)}" in ways
    assert "tab=Figure&figure=around-key-rate-17" in words


def test_a_shift_of_day_zero_and_a_wider_window_are_printed() -> None:
    words = html(page(tab="Events", event="opec-no-cut"))
    assert "25 Nov 2014 → 1 Dec 2014, 4 business days instead of 3" in words
    assert "25 Nov 2014 → 28 Nov 2014" in words
    assert "USD +9.7 %, RUB −8.9 %" in words
    assert "no window [−1,+1], gap (imf/KZT_per_RUB goes from 30 Dec 2014 to 12 Jan 2015" in html(
        page(tab="Events", event="eeu-in-force")
    )
    assert "Mon 1 Dec 2014<br><small>+2 business days</small>" in words


def test_an_event_known_to_the_year_has_a_card_without_a_figure() -> None:
    app = page(tab="Events", event="alliance-treaty-ratified")
    assert "coarse date (known to the year only (2014))" in html(app)
    assert not charts(app)


def test_without_a_choice_the_event_with_the_largest_move_is_open() -> None:
    assert largest(STORY, list(evidence().values())) == "tenge-floated"
    assert 'class="chosen"' in rows(page(tab="Events", then="true"))["key-rate-17"]


def test_on_a_phone_the_card_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "WIDTH", 340)
    words = html(page(tab="Events"))
    assert words.index('<nav class="ways"') < words.index('<table class="events"')


def test_as_known_then_numbers_differ_and_what_is_hidden_is_said() -> None:
    then = page(tab="Events", event="crimea", then="true")
    assert then.toggle(key="then").value
    words = html(then)
    assert "events after 31 Jan 2015: Corridor widened up, Tenge floated" in words
    assert "1,794 observations of nbp/RUB, from 2 Feb 2015 on; an observation counts as known on its date" in words
    assert "not yet known" in rows(then)["tenge-floated"]
    assert "Difference" in words
    assert re.search(r"[+−]\d\.\d\d points", words), "the difference is a number"
    assert not charts(page(tab="Events", event="tenge-floated", then="true"))


def test_a_copied_cache_gives_the_same_page(cache: Path, events_tab: AppTest) -> None:
    """What is kept in memory is kept under what it is made from, not under where it was."""
    shutil.copytree(ROOT / "data" / "cache", cache)
    assert rows(page(tab="Events", event="key-rate-17")) == rows(events_tab)
