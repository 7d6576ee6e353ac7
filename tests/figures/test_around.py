"""The figures a story need not spell out: around its events, of its claims, and of its pass-through."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from relations import downloads
from relations import story as stories
from relations.cache import cached_keys, read, write
from relations.evidence import windows
from relations.evidence.daily import daily, number
from relations.evidence.pass_through import Slope, pass_through
from relations.evidence.windows import Move
from relations.figures import Figure, Options, draw, inputs, spoken_story
from relations.figures.generated import made, told
from relations.figures.generated.slopes import percent
from relations.figures.options import SIZES
from relations.i18n import LOCALES, Locale, speaking, written
from relations.story import StoryError
from relations.story.line import line
from relations.story.template import measures
from sources import NotCached, Rejected
from tests.figures.test_draw import SHIPPED, texts
from tests.found import STORY, evidence, shipped

#: Of the events known to the day: one on a Sunday, on holidays of one market, two of one day, a held rate.
DAYS = ["exit-remark", "opec-no-cut", "kyiv-coal", "eeu-in-force", "tenge-floated"]
EVIDENCE = [*evidence().values()]


@pytest.fixture(scope="module", params=DAYS)
def around(request: pytest.FixtureRequest) -> Figure:
    return draw(STORY, f"around-{request.param}", Options(width=900, height=450))


def moves(figure: Figure) -> dict[str, Move]:
    """What the table of the event says of the days −1 to +1, by the line's label."""
    found = next(one for one in EVIDENCE if one.id == figure.id.removeprefix("around-"))
    return {
        STORY.lines[series.line].label: move
        for series in found.series
        for move in series.moves
        if move.window == (-1, 1) and not STORY.lines[series.line].cross
    }


def test_its_window_is_fifteen_days_before_to_twenty_after(around: Figure) -> None:
    event = STORY.event(around.id.removeprefix("around-"))
    monday = np.busday_offset(np.datetime64(event.date), 0, roll="forward")
    days = downloads.drawn(around)["date"].to_numpy().astype("datetime64[D]")
    assert 12 <= np.busday_count(days.min(), monday) <= 15
    assert 15 <= np.busday_count(monday, days.max()) <= 20


def test_number_window_and_base_are_those_of_the_table_and_the_tests(around: Figure) -> None:
    """One window, one base, one pair of dates for one number, everywhere."""
    words, found = texts(around), moves(around)
    assert {label for label, _ in around.shown} >= found.keys()
    for move in found.values():
        change = move.change if move.value_change is None else move.value_change
        assert f"{round(change, 1) + 0.0:+,.1f} %".replace("-", "−").replace("+0.0", "0.0") in words
        assert any(f"{move.start:%-d %b %Y} – {move.end:%-d %b %Y}" in one for one in words)


def test_an_official_rate_is_dated_the_day_it_was_set_once() -> None:
    """The figure has the event's own window, also where a rate applies from the day after."""
    ukraine = shipped("ukraine-russia")
    zero = number(ukraine.event("free-trade-ended").date)
    move = windows.move(daily(line(ukraine, "currency-ukr")), zero, (-1, 1), inverse=True)
    assert isinstance(move, Move)
    said = f"{move.start:%-d %b %Y} – {move.end:%-d %b %Y}"
    assert said == "30 Dec 2015 – 5 Jan 2016"
    assert any(said in one for one in texts(draw(ukraine, "around-free-trade-ended")))


def test_no_axis_of_it_is_said_to_be_logarithmic(around: Figure) -> None:
    assert "logarithmic" not in around.methods


def test_its_title_says_what_each_line_did(around: Figure) -> None:
    """No line of less than half a per cent moved, and a line that fell did not gain."""
    for label, move in moves(around).items():
        change = move.change if move.value_change is None else move.value_change
        parts = [part for part in around.title.split("; ") if label.lower() in part]
        assert len(parts) == 1
        assert ("did not move" in parts[0]) == (abs(change) < 0.5)
        assert (" lost " in parts[0]) == (change <= -0.5)
        assert (" gained " in parts[0]) == (change >= 0.5)


@pytest.mark.parametrize("locale", ["ru", "kk"])
def test_every_number_of_its_title_has_its_own_sign(locale: Locale) -> None:
    """Also the second of two that fell: the verb that English says once is a sign in other languages."""
    title = draw(STORY, "around-opec-no-cut", Options(locale=locale)).title
    numbers = re.findall(r"(\S)(\d+(?:,\d+)?)\u00a0%", title)
    assert len(numbers) >= 2
    assert {sign for sign, _ in numbers} <= {"−", "+"}


@pytest.mark.parametrize("locale", ["en", "ru", "kk"])
def test_its_subtitle_has_no_full_stop_before_the_day(locale: Locale) -> None:
    subtitle = draw(STORY, "around-opec-no-cut", Options(locale=locale)).subtitle
    assert ". (" not in subtitle
    assert re.search(r"[^.] \([^()]*2014[^()]*\)\. ", subtitle)


@pytest.mark.parametrize("event", ["key-rate-17", "mediator-offer", "corridor-widened-down"])
def test_its_event_is_named_and_no_other_name_stands_at_its_rule(event: str) -> None:
    """Also in a narrow picture, where the name is long or another event was on the same day."""
    figure = draw(STORY, f"around-{event}", Options(width=640, height=450, exact=True, locale="kk"))
    with speaking("kk"):
        told = spoken_story.translated(STORY, "kk")
        own, day = told.event(event).label.strip("“”«»"), written(told.event(event).date)
        same = {one.label for one in told.events if one.id != event and one.date == told.event(event).date}
    found = texts(figure)
    assert sum(one.strip("“”«»") in (own, day) for one in found) >= 3
    assert not same & set(found)


def test_a_title_follows_its_numbers(cache: Path) -> None:
    """A rouble that gained instead of losing says so."""
    shutil.copytree(SHIPPED, cache)
    rouble = read("nbp/RUB")
    after = (rouble.data["date"] > "2014-11-27") & (rouble.data["date"] < "2014-12-10")
    write(replace(rouble, data=rouble.data.assign(value=rouble.data["value"].where(~after, 10.0))))
    assert "the rouble gained 353 %" in draw(STORY, "around-opec-no-cut").title


def test_no_cross_rate_and_no_figure_of_what_moves_the_others_alone() -> None:
    assert "Tenge per rouble" not in " ".join(texts(draw(STORY, "around-kyiv-coal")))
    with pytest.raises(Rejected, match="no line of the two countries has a value within 5 days of 29 Mar 1994"):
        draw(STORY, "around-eurasian-union-idea")


def test_days_without_a_rate_are_dotted_and_named() -> None:
    figure = draw(STORY, "around-opec-no-cut")
    assert "no value was published between 26 Nov 2014 and 1 Dec 2014 (dotted)" in " ".join(texts(figure))
    rules = next(rows for rows in ink(figure) if rows and "dash" in rows[0])
    assert sum(tuple(rule["dash"]) == (2, 3) for rule in rules) == 1


def ink(figure: Figure) -> list[list[dict[str, Any]]]:
    return [layer["data"]["values"] for layer in figure.spec["vconcat"][0]["layer"]]


def test_its_short_alternative_says_the_kind_and_its_long_one_parts_the_numbers() -> None:
    figure = draw(STORY, "around-opec-no-cut")
    assert figure.alt_short == f"Line chart: {figure.title}."
    assert "Rouble: −8.9 %, 45.3 → 49.7 per dollar, 25 Nov 2014 – 28 Nov 2014." in figure.alt


def test_as_known_then_it_ends_at_the_cut() -> None:
    figure = draw(STORY, "around-eeu-in-force", Options(known_then=True))
    assert downloads.drawn(figure)["date"].max().date() <= STORY.article.known_until
    assert figure.window.end <= STORY.article.known_until
    with pytest.raises(Rejected, match="was not yet known on 31 Jan 2015"):
        draw(STORY, "around-tenge-floated", Options(known_then=True))


def test_an_event_that_has_no_day_is_refused() -> None:
    with pytest.raises(StoryError, match="'alliance-treaty-ratified' is known to the year only; a figure around it"):
        draw(STORY, "around-alliance-treaty-ratified")


def test_unknown_events_and_claims_are_answered_with_those_there_are() -> None:
    with pytest.raises(StoryError, match=r"no event 'x'; events: .*… \(20 in all: `relations events kazakh"):
        draw(STORY, "around-x")
    with pytest.raises(StoryError, match=r"no claim 'x'; claims: .* in all: `relations claims kazakhstan-russia`"):
        draw(STORY, "claim-x")
    with pytest.raises(StoryError, match="no figure 'somewhere'"):
        draw(STORY, "somewhere")


def test_the_pass_through_says_what_went_with_its_factor_and_the_interval() -> None:
    figure = draw(STORY, "pass-through")
    rouble, oil = (daily(line(STORY, name)) for name in ("rouble", "oil"))
    found = pass_through(rouble, oil, date(2014, 11, 10))
    words = " ".join(texts(figure))
    before, after = found.before[250], found.after[250]
    assert isinstance(before, Slope)
    assert isinstance(after, Slope)
    for side in (before, after):
        moved, low, high = (f"{one:+.1f}".replace("-", "−") for one in percent(side, power=-1))
        assert f"{low} to {high} %" in words
        assert f"came with {moved} % of the rouble (95 % interval {low} to {high} %)" in figure.caption
    assert "published changes" not in words
    in_percent, _, slopes = figure.caption.partition("Elasticity of ")
    assert in_percent.count("of 60 changes") == slopes.count("of 60 changes") == 2
    assert "of 250 changes" not in in_percent  # told once, with its interval
    assert before.b_low < 0 < before.b_high
    assert after.b_high < 0
    size = round(100 * (1 - 0.9**-after.b))
    assert figure.title.endswith(f"10 % off oil came with {size} % off the rouble; before it, with nothing measurable")
    assert downloads.drawn(figure)["date"].min().date() == before.start
    assert downloads.drawn(figure)["date"].max().date() == after.end


def test_the_pass_through_tells_what_of_the_move_goes_with_the_factor_what_is_left_and_each_slope() -> None:
    """METHODS: the factor's part of the move with its interval, the rest, the noise; b, its interval, R², N."""
    caption = draw(STORY, "pass-through").caption
    assert (
        "Oil moved by −53.1 % from 7 Nov 2014 to 7 Dec 2015; with that goes −26.8 % of the rouble "
        "(95 % interval −32.2 to −21.1 %), which moved by −31.9 %. "
        "The rest, −6.9 %, is within the noise of 277 business days (± 65 log points)."
    ) in caption
    assert caption.count("of 60 changes +0.48 (+0.26 to +0.70), R² 0.11") == 1
    assert "of 250 changes +0.41 (+0.31 to +0.51), R² 0.13. Elasticity of the rouble to oil before: " in caption
    then = draw(STORY, "pass-through", Options(known_then=True)).caption
    assert "the noise of" not in then
    assert "Elasticity of the rouble to oil after" not in then


def test_the_pass_through_as_known_then_has_too_few_days_after_the_float() -> None:
    figure = draw(STORY, "pass-through", Options(known_then=True))
    assert "After: no number, thin window" in " ".join(texts(figure))
    assert figure.title == "The rouble and oil, before and after “Rouble floated”"
    assert downloads.drawn(figure)["date"].max() <= pd.Timestamp("2015-01-31")


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
        assert drawn.title == figure.neutral or drawn.title.endswith("2015"), "the neutral one, up to the cut"
    assert not any(check.fails for check in drawn.checks)
    assert "20 Aug 2015" not in " ".join(texts(drawn)), "nor is it said how long a corridor would last"


def test_an_own_figure_is_drawn_as_it_was() -> None:
    assert made(STORY, "trade") == (STORY, None)
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
    assert "Not drawn: Tenge: not in the cache" in words
    assert "Not drawn: Oil: not in the cache" in words
    assert "Exports to Russia" not in words


def test_without_a_cache_it_says_which_command_fetches(cache: Path) -> None:
    assert not list(cached_keys())
    with pytest.raises(NotCached, match="relations refresh"):
        draw(STORY, "around-crimea")


def test_an_event_that_is_a_quotation_has_its_marks_once_in_every_language() -> None:
    story = shipped("belarus-russia")
    titles = [draw(story, "around-dollars-demanded", Options(locale=locale)).title for locale in LOCALES]
    assert [title for title in titles for twice in ("““", "««", "””", "»»") if twice in title] == []
    assert "«Не в рублях»" in titles[LOCALES.index("ru")]


@pytest.mark.parametrize(("size", "rows"), [("square", 3), ("wide", 1), ("column", 1), ("slide", 1)])
def test_panels_stand_below_each_other_where_beside_they_would_be_towers(size: str, rows: int) -> None:
    """A square has them one below the other, days under days; a broad picture side by side."""
    spots = draw(STORY, "around-opec-no-cut", Options(**SIZES[size])).spots
    lefts = {of: round(min(one.x for one in spots if one.of == of)) for of in {one.of for one in spots}}
    assert len(lefts) == 3
    assert len(set(lefts.values())) == 3 / rows
