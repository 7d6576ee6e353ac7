"""The tab of the claims, without a browser: the ledger, its cards, and what was known then."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from relations.claims import Verdict
from relations.markup.claim import answers, details, heading, sentence
from relations.page.parts.choices import understood
from tests.found import STORY, verdicts
from tests.page.pages import charts
from tests.page.test_page_evidence import html, page, titles

VERDICTS = verdicts()


@pytest.fixture(scope="module")
def claims_tab() -> AppTest:
    return page(tab="Claims")


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
    rouble = "<td>Rouble</td><td>yes</td><td>−50.90 % of the value of the Russian rouble against the US dollar</td>"
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
