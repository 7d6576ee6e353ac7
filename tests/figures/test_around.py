"""The figures a story need not spell out: around its events, of its claims, and of its pass-through."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from relations import downloads
from relations import story as stories
from relations.cache import cached_keys
from relations.evidence.daily import daily, day_of, number
from relations.evidence.pass_through import Slope, pass_through
from relations.figures import Figure, Options, draw, inputs
from relations.figures.generated import told
from relations.figures.generated.claimed import YEARS
from relations.figures.layout.remarks import number as written
from relations.story import StoryError
from relations.story.line import line
from relations.story.template import measures
from sources import NotCached, Rejected
from tests.figures.test_draw import SHIPPED, texts
from tests.found import drawn, evidence, verdicts

STORY = stories.load("kazakhstan-russia")
#: Of the events known to the day: the first, one on a Sunday, on holidays of one market, two of one day, a held rate.
QUOTED = ("rouble", "tenge")  #: drawn as what they are worth
DAYS = ["eurasian-union-idea", "exit-remark", "opec-no-cut", "kyiv-coal", "eeu-in-force", "tenge-floated"]
EVIDENCE = [*evidence().values()]
CHECKED = drawn()


@pytest.fixture(scope="module", params=DAYS)
def around(request: pytest.FixtureRequest) -> Figure:
    return draw(STORY, f"around-{request.param}", Options(width=640, height=450))


def test_its_window_is_thirty_days_before_to_sixty_after(around: Figure) -> None:
    event = STORY.event(around.id.removeprefix("around-"))
    monday = np.busday_offset(np.datetime64(event.date), 0, roll="forward")
    days = downloads.drawn(around)["date"].to_numpy().astype("datetime64[D]")
    assert np.busday_count(days.min(), monday) <= 30
    assert np.busday_count(monday, days.max()) <= 60
    assert np.busday_count(days.min(), days.max()) >= 80


def test_every_line_is_a_hundred_where_its_window_begins(around: Figure) -> None:
    event = STORY.event(around.id.removeprefix("around-"))
    base = pd.Timestamp(day_of(number(event.date) - 2))
    assert downloads.drawn(around)["unit"].str.startswith("index, ").all()
    for name in ("rouble", "tenge", "oil", "tenge-per-rouble"):
        drawn = downloads.drawn(around)[downloads.drawn(around)["line"] == STORY.lines[name].label]
        if drawn.empty:
            continue
        eve = drawn[drawn["date"] <= base].iloc[-1]
        assert eve["value"] == pytest.approx(100)
        published = line(STORY, name).data.set_index("date")["value"] ** (-1 if name in QUOTED else 1)
        assert (drawn["value"] / 100 * published[eve["date"]]).to_numpy() == pytest.approx(
            published[drawn["date"]].to_numpy()
        )


def test_band_base_and_caption_are_the_window_of_the_tests(around: Figure) -> None:
    """One window, one base, one pair of dates for one number, everywhere."""
    found = next(one for one in EVIDENCE if one.id == around.id.removeprefix("around-"))
    words = " ".join(texts(around)) + around.caption
    for series in found.series:
        data = downloads.drawn(around)
        drawn = data[data["line"] == STORY.lines[series.line].label].set_index("date")["value"]
        panel = next((one for one in around.panels if series.line in one.spec.lines), None)
        move = next((move for move in series.moves if move.window == (-1, 1)), None)
        bands = [(band.start, band.end) for band in panel.bands] if panel else []
        assert bands == ([(move.start, move.end)] if panel and move else [])
        if panel and move:
            ends = drawn[str(move.start)], drawn[str(move.end)]
            percent = move.value_change if series.line in QUOTED else move.change
            assert percent is not None
            assert ends == pytest.approx((100, 100 + percent))
            assert f"{move.start:%-d %b %Y} – {move.end:%-d %b %Y}" in words


def test_base_values_and_what_is_not_drawn_are_printed(around: Figure) -> None:
    words = " ".join(texts(around))
    assert "100 is: " in words
    for label in ("Rouble", "Tenge", "Oil", "Tenge per rouble"):
        assert f"{label} " in words.split("100 is: ")[1] or "Not drawn: " in words
    assert around.missing == ()


def test_day_zero_is_marked_by_a_rule_and_a_band(around: Figure) -> None:
    event = STORY.event(around.id.removeprefix("around-"))
    assert event in around.events
    assert "days −1 to +1" in " ".join(texts(around))
    rules = [row for row in around.spec["vconcat"][0]["layer"][1]["data"]["values"] if row["event"] == event.id]
    assert rules


def test_the_tenge_of_february_2014() -> None:
    """155.56 on the eve, 184.50 two days later: its value is 84.3."""
    data = downloads.drawn(draw(STORY, "around-tenge-devalued"))
    tenge = data[data["line"] == "Tenge"].set_index("date")["value"]
    assert tenge[pd.Timestamp("2014-02-12")] == pytest.approx(100 * 155.56 / 184.50, abs=0.1)


def test_an_event_that_has_no_day_is_refused() -> None:
    with pytest.raises(StoryError, match="'alliance-treaty-ratified' is known to the year only; a figure around it"):
        draw(STORY, "around-alliance-treaty-ratified")


def test_unknown_events_and_claims_are_answered_with_those_there_are() -> None:
    with pytest.raises(StoryError, match="no event 'x'; events: eurasian-union-idea"):
        draw(STORY, "around-x")
    with pytest.raises(StoryError, match=r"no claim 'x'; claims: .*rouble-freefall"):
        draw(STORY, "claim-x")
    with pytest.raises(StoryError, match="no figure 'somewhere'"):
        draw(STORY, "somewhere")


def test_the_pass_through_says_all_slopes_with_their_intervals() -> None:
    figure = draw(STORY, "pass-through")
    rouble, oil = (daily(line(STORY, name)) for name in ("rouble", "oil"))
    found = pass_through(rouble, oil, date(2014, 11, 10))
    words = " ".join(texts(figure))
    for side in (*found.before.values(), *found.after.values()):
        assert isinstance(side, Slope)
        interval = f"N = {side.count}: b = {side.b:.2f} ({side.b_low:.2f} to {side.b_high:.2f})".replace("-", "−")
        assert interval in words
    before, after = found.before[250], found.after[250]
    assert isinstance(before, Slope)
    assert isinstance(after, Slope)
    assert before.b_low < 0 < before.b_high
    assert after.b_high < 0
    assert f"USD {100 * (0.9**after.b - 1):.1f} % dearer in RUB" in figure.title
    assert "no clear move" in figure.title
    assert f"inside the noise of {after.business_days} business days" in words
    assert "stands for" not in words, "never a share of the move"
    assert downloads.drawn(figure)["date"].min().date() == before.start
    assert downloads.drawn(figure)["date"].max().date() == after.end


def test_the_pass_through_as_known_then_has_too_few_days_after_the_float() -> None:
    figure = draw(STORY, "pass-through", Options(known_then=True))
    assert "After: N = 60: no regression, thin window" in " ".join(texts(figure))
    assert downloads.drawn(figure)["date"].max() <= pd.Timestamp("2015-01-31")


SUMS = {"market-170m": {"170.7", "173.6"}, "russian-minority": {"2,945,439", "3,759,858", "5,154,246"}}


def made(name: str) -> bool:
    """Whether the cache has what a line is made of."""
    try:
        return bool(line(STORY, name))
    except NotCached:
        return False


@pytest.mark.parametrize("name", CHECKED)
def test_a_claims_figure_shows_the_data_its_verdict_rests_on(name: str) -> None:
    figure = draw(STORY, f"claim-{name}", Options(width=640, height=420))
    verdict = verdicts()[name]
    assert {str(snapshot.indicator.unit).replace("billion", "million") for _, snapshot in figure.shown} <= {
        str(line(STORY, used).indicator.unit) for used in STORY.claim(name).lines_used if made(used)
    }
    assert verdict.start is not None
    assert verdict.end is not None
    years = 0 if name not in SUMS else YEARS  # a sum of one year is shown with the years before it
    first = verdict.start.replace(year=verdict.start.year - years)
    assert downloads.drawn(figure)["date"].min().date() >= first
    assert downloads.drawn(figure)["date"].max().date() <= verdict.end
    assert figure.missing == ()


@pytest.mark.parametrize(("name", "sums"), SUMS.items())
def test_the_sums_a_verdict_rests_on_are_drawn_and_labelled(name: str, sums: set[str]) -> None:
    assert sums <= set(texts(draw(STORY, f"claim-{name}", Options(width=640, height=420))))
    assert sums <= {written(one.number) for one in verdicts()[name].values if one.number == one.number}


def test_the_values_a_fall_compares_stand_at_the_line() -> None:
    words = texts(draw(STORY, "claim-rouble-freefall", Options(width=640, height=420)))
    assert {"33.8", "68.9"} <= set(words)


def test_a_year_that_is_not_over_has_no_bar() -> None:
    data = downloads.drawn(draw(STORY, "claim-crisis-hits-kazakhstan"))
    assert data[data["line"] == "Imports from Russia"]["date"].dt.year.tolist() == [2013, 2014]


@pytest.mark.parametrize("name", ["protests", "within-a-year", "few-support-russia"])
def test_a_claim_without_a_line_has_no_figure(name: str) -> None:
    with pytest.raises(Rejected, match=f"nothing to draw for the claim '{name}'"):
        draw(STORY, f"claim-{name}")


@pytest.mark.parametrize("name", ["hardest-year", "rouble-freefall", "closest-economically"])
def test_a_claims_figure_quotes_the_article_and_says_the_verdict_beside_it(name: str) -> None:
    verdict = verdicts()[name]
    figure = draw(STORY, f"claim-{name}", Options(width=900))
    assert figure.title == f"The article says: “{STORY.claim(name).claim}” – {verdict.headline.badge}"
    for words in (figure.alt, figure.caption):
        assert words.startswith(f"{figure.title}. ")
        assert ".." not in words


def test_a_year_left_out_is_nobodys_lowest_and_is_flagged_where_its_measure_looks() -> None:
    """2010 is an undercount of trade: 22.8 % of imports is not the lowest share, 31.3 % of 2009 is."""
    figure = draw(STORY, "claim-russia-main-partner")
    assert "lowest 31.3 (2009)" in figure.alt
    assert "lowest 6.94 (2013)" in figure.alt
    assert "2010 is left out as unfit." in figure.alt
    trade, votes = told(STORY, "claim-hardest-year").figure("claim-hardest-year").panels
    assert [flag.date.year for flag in trade.flags] == [2010]
    assert votes.flags == ()
    assert told(STORY, "claim-trade-will-grow").figure("claim-trade-will-grow").panels[0].flags == ()
    assert "lowest 31.3 (2009)" in draw(STORY, "shares").alt


@pytest.mark.parametrize("figure", STORY.figures, ids=lambda figure: figure.id)
def test_as_known_then_nothing_later_is_drawn(figure: stories.FigureSpec) -> None:
    drawn = draw(STORY, figure.id, Options(known_then=True))
    for _, snapshot in drawn.shown:
        traded = snapshot.indicator.key.startswith("wits/")
        assert snapshot.last.year <= (2013 if traded else 2014 if snapshot.indicator.frequency == "annual" else 2015)
        assert snapshot.last <= STORY.article.known_until
    assert all(event.start <= STORY.article.known_until for event in drawn.events)
    later = [one for one in measures(figure.title) if one.end > STORY.article.known_until]
    if later or not measures(figure.title):
        assert drawn.title.endswith("Jan 2015") or drawn.title.endswith("2015"), "the neutral one, up to the cut"
    assert not any(check.fails for check in drawn.checks)
    assert "20 Aug 2015" not in " ".join(texts(drawn)), "nor is it said how long a corridor would last"


def test_an_own_figure_is_drawn_as_it_was() -> None:
    assert told(STORY, "trade") is STORY
    assert told(STORY, "somewhere") is STORY


def test_equal_input_gives_an_equal_figure() -> None:
    for name in ("around-crimea", "claim-market-170m", "pass-through"):
        assert json.dumps(draw(STORY, name).spec) == json.dumps(draw(STORY, name).spec)


def test_its_hash_is_of_all_lines_it_may_show(cache: Path) -> None:
    shutil.copytree(SHIPPED, cache)
    before = {name: inputs(STORY, name) for name in ("around-crimea", "pass-through", "claim-oil-drop")}
    (cache / "imf" / "RUB.csv").unlink()
    assert [name for name, digest in before.items() if inputs(STORY, name) != digest] == [
        "around-crimea",
        "pass-through",
    ]


def test_a_daily_line_the_cache_lacks_is_named_and_an_annual_one_is_not(cache: Path) -> None:
    (cache / "imf").mkdir(parents=True)
    shutil.copy(SHIPPED / "imf" / "RUB.csv", cache / "imf" / "RUB.csv")
    words = " ".join(texts(draw(STORY, "around-crimea")))
    assert "Not drawn: Tenge is not in the cache" in words
    assert "Not drawn: Oil is not in the cache" in words
    assert "Exports to Russia" not in words


def test_without_a_cache_it_says_which_command_fetches(cache: Path) -> None:
    assert not list(cached_keys())
    with pytest.raises(NotCached, match="relations refresh"):
        draw(STORY, "around-crimea")
