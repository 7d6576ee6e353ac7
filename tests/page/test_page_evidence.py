"""The tabs of the evidence, without a browser: nothing is left out, refusals are said, the switch changes numbers."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from relations import story as stories
from relations.claims import Verdict
from relations.evidence.event_answer import largest, lines, moved
from relations.markup.claim import answers, details, heading, sentence
from relations.markup.event import answered
from relations.markup.event_table import overview
from relations.markup.numbers import both_ways, share, signed, span
from relations.page.parts.choices import understood
from relations.values import Rate
from tests.found import evidence, verdicts
from tests.page import pages
from tests.page.pages import ROOT, charts

STORY = stories.load("kazakhstan-russia")
DAYS = [event.id for event in STORY.events if event.precision == "day"]


def page(**query: str) -> AppTest:
    app = pages.page(**query)
    assert not app.error
    return app


def html(app: AppTest) -> str:
    return unescape(" ".join(element.proto.body for element in app.get("html")))


def titles(app: AppTest) -> str:
    """What the figures say to those who cannot see them; it begins with their titles."""
    return " ".join(json.loads(spec)["description"] for spec in charts(app))


def rows(app: AppTest) -> dict[str, str]:
    """The rows of the table of events by their event's id."""
    (table,) = re.findall(r'<table class="events">.*?</table>', html(app), re.DOTALL)
    found = re.findall(r"<tr[^>]*>.*?</tr>", table.split("<tbody>")[1], re.DOTALL)
    return dict(zip((event.id for event in STORY.events), found, strict=True))


VERDICTS = verdicts()


@pytest.fixture(scope="module")
def events_tab() -> AppTest:
    return page(tab="Events", event="key-rate-17")


@pytest.fixture(scope="module")
def claims_tab() -> AppTest:
    return page(tab="Claims")


# ------------------------------------------------------------------------------------------------- events


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


# ------------------------------------------------------------------------------------------------- claims


def parts(verdict: Verdict) -> list[str]:
    """What the card of a claim says above, beside and below its figure."""
    claim = STORY.claim(verdict.id)
    around = heading(STORY, claim, verdict), sentence(STORY, verdict) + answers(STORY, verdict)
    return [unescape(part) for part in (*around, details(STORY, claim, verdict, None))]


def card(verdict: Verdict) -> str:
    return "".join(parts(verdict))


def ledger_rows(app: AppTest) -> list[str]:
    (table,) = re.findall(r'<table class="ledger".*?</table>', html(app), re.DOTALL)
    return re.findall(r"<tr[^>]*>.*?</tr>", table.split("<tbody")[1], re.DOTALL)


def test_the_card_of_every_claim_has_its_sentence_rule_formula_and_series() -> None:
    for verdict in VERDICTS.values():
        words = card(verdict)
        for said in (verdict.claim, *verdict.sentence, *verdict.rule, *verdict.formula, verdict.headline.badge):
            assert str(said) in words
        for key in verdict.keys:
            assert f"<code>{key}</code>" in words
        assert f"{verdict.headline.mark} {verdict.headline.badge}</span>" in words
        assert words.count('aria-label="Definition, Answer, Number, Flips at"') == 1


def test_the_ledger_has_a_row_for_each_claim_that_leads_to_its_card(claims_tab: AppTest) -> None:
    rows = ledger_rows(claims_tab)
    assert len(rows) == len(STORY.claims)
    for row, one in zip(rows, VERDICTS.values(), strict=True):
        assert f"{one.headline.mark} {one.headline.word}" in row
        assert f"¶{one.paragraph}<" in row
        assert f'href="?story={STORY.id}&tab=Claims&claim={one.id}"' in row
        assert f">{one.claim}</a>" in row
    assert not charts(claims_tab), "no card without a choice"
    assert "Choose a claim" in html(claims_tab)


def test_the_sentence_counts_by_mark_and_the_links_below_it_by_verdict(claims_tab: AppTest) -> None:
    words = html(claims_tab)
    marks = Counter(one.headline.mark for one in VERDICTS.values())
    assert (
        f"Of {len(VERDICTS)} claims {marks['✓']} hold, {marks['✕']} do not hold, {marks['◐']} hold in part and "
        f"{marks['–']} cannot be decided." in words
    )
    counts = Counter((one.headline.mark, str(one.headline.in_ledger)) for one in VERDICTS.values())
    links = re.findall(r'href="([^"]*&verdict=[^"]*)">(\S+) (\d+) ([^<]+)<', words)
    assert {(mark, word): int(count) for _, mark, count, word in links} == counts
    for address, mark, count, word in links:
        rows = [one for one in VERDICTS.values() if str(one.headline.in_ledger) == word]
        assert {one.headline.mark for one in rows} == {mark}
        assert len(rows) == int(count)
        assert understood(dict(parse_qsl(address[1:])), STORY) == (
            {"story": STORY.id, "tab": "Claims", "verdict": word},
            [],
        )


def test_a_verdict_of_the_address_leaves_only_its_rows() -> None:
    rows = ledger_rows(page(tab="Claims", verdict="ruled out by a bound", claim="oil-drop"))
    assert len(rows) == 2
    assert all("✕ ruled out by a bound" in row and "&verdict=ruled+out+by+a+bound" in row for row in rows)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("came true on", "20 Aug 2015"),
        ("first year above 2014", "2021"),
        ("year", "2014"),
        ("years compared up to publication", "17"),
        ("Trade in goods between the two 2014, US$ million", "20,196"),
        ("earlier, RUB per USD", "33.84"),
    ],
)
def test_days_years_counts_and_amounts_are_each_written_their_way(name: str, value: str) -> None:
    assert f'<td>{name}</td><td><span class="figure">{value}</span></td>' in "".join(map(card, VERDICTS.values()))


def test_every_answer_of_a_claim_has_its_row() -> None:
    assert "<td>Exports to Russia</td><td>no</td><td>8.74 %</td><td>–</td>" in card(VERDICTS["crisis-hits-kazakhstan"])
    rouble = "<td>Rouble</td><td>yes</td><td>−50.90 % of the value of RUB in USD</td>"
    assert rouble in card(VERDICTS["rouble-freefall"])
    assert "<td>199 days</td>" in card(VERDICTS["remark-upon-signing"]), "a count is a count"


def test_a_claim_of_the_address_has_its_card_its_figure_and_its_neighbours() -> None:
    app = page(tab="Claims", claim="trade-will-grow")
    words = html(app)
    assert all(part in words for part in parts(VERDICTS["trade-will-grow"]))
    assert "The union promises vastly more trade" in titles(app)
    assert words.count(' class="chosen" aria-current="true"') == 1
    (ways,) = re.findall(r"<nav.*?</nav>", words)
    assert re.findall(r"claim=([\w-]+)", ways) == ["market-170m", "within-a-year"]
    assert [one.label for one in app.expander] == ["The numbers as a table"]
    (close,) = (button for button in app.button if button.label == "Close the card")
    close.click().run()
    assert not app.exception
    assert "claim" not in app.query_params
    assert len(ledger_rows(app)) == len(STORY.claims)
    assert not charts(app)


def test_claims_as_known_then_differ_by_a_number() -> None:
    words = html(page(tab="Claims", claim="market-170m", then="true"))
    assert "<small>As known on 31 Jan 2015</small><br>Of 50 claims " in words
    assert "<td>169.38 million persons</td><td>170.73 million persons</td><td>−1.35</td>" in words
    assert "then=true" in ledger_rows(page(tab="Claims", then="true"))[0]
    then = verdicts(then=True)
    words = card(then["rouble-freefall"])
    assert "Hidden: 2,283 observations from 2 Feb 2015 on of imf/RUB" in words
    two = then["trade-will-grow"]
    assert "none: there was no number then" in details(STORY, STORY.claim(two.id), two, VERDICTS[two.id])


@pytest.mark.parametrize("claim", ["", "market-170m"])
def test_the_ledger_and_a_claim_have_files(claim: str) -> None:
    app = page(tab="Claims", **({"claim": claim} if claim else {}))
    app.session_state[f"claim-files-{claim}"] = True
    app.run()
    assert not app.exception
    assert [one.proto.label for one in app.get("download_button")] == ["Excel", "CSV", "JSON-LD"]


def test_the_switch_is_one_for_all_tabs() -> None:
    app = page(tab="Claims")
    app.toggle(key="then").set_value(True).run()
    assert not app.exception
    assert "<small>As known on 31 Jan 2015</small><br>Of 50 claims" in html(app)
    figure = page(tab="Figure", figure="money-and-oil", then="true")
    assert "As known on 31 Jan 2015: what came later is hidden." in charts(figure)[0]
    assert "Tenge floated" not in charts(figure)[0]


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


# ------------------------------------------------------------------------------------------------- the rest


@pytest.mark.parametrize("tab", ["Events", "Claims", "Method"])
def test_an_empty_cache_is_said(cache: Path, tab: str) -> None:
    app = pages.page(tab=tab, claim="market-170m")
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


def test_a_copied_cache_gives_the_same_page(cache: Path, events_tab: AppTest) -> None:
    """What is kept in memory is kept under what it is made from, not under where it was."""
    shutil.copytree(ROOT / "data" / "cache", cache)
    assert rows(page(tab="Events", event="key-rate-17")) == rows(events_tab)
