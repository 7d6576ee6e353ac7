"""A title is made of the numbers it names: computed anew at each draw, and neutral where the finding does not hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from relations import cache
from relations import story as stories
from relations.claims.measures import Look
from relations.figures import Options, draw
from relations.figures.finding import checks, finding
from relations.figures.fonts import SEMIBOLD, balanced, width
from relations.figures.options import STANDARD
from relations.figures.titles import headline, words
from relations.figures.zoomed import did
from relations.i18n import Locale
from relations.story import FigureSpec, Panel, Story, Window
from relations.story.line import line
from relations.story.template import Measure, measure, measures, pieces
from sources import Snapshot
from tests.figures.test_draw import texts
from tests.found import STORY, shipped

FALL = "rouble: fall 2014-06-30..2015-01-30"
SPEC = STORY.figure("money-and-oil").model_copy(
    update={"title": f"The rouble lost {{{FALL}}}", "short": f"Lost {{{FALL}}}", "guards": {}, "neutral": "Money"}
)


def told(**changes: Any) -> Story:
    spec = SPEC.model_copy(update=changes)
    return STORY.model_copy(update={"figures": (FigureSpec.model_validate(spec.model_dump()),)})


def title(options: Options = STANDARD, **changes: Any) -> str:
    return draw(told(**changes), SPEC.id, options).title


def value(name: str, day: str) -> float:
    """The number of a day, straight from the copy."""
    data = line(STORY, name).data
    return float(data.loc[data["date"] == day, "value"].item())


def test_a_currency_loses_of_its_dollar_value() -> None:
    before, after = value("rouble", "2014-06-30"), value("rouble", "2015-01-30")
    lost = round(100 * (1 - before / after))
    assert title() == f"The rouble lost {lost}\u00a0%"
    assert title(Options(width=640)) == f"Lost {lost}\u00a0%"
    assert headline(told(), SPEC) == title()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exports-share: value 1995", lambda: value("exports-share", "1995-01-01")),
        ("exports-share: drop 1995..2014",
         lambda: value("exports-share", "1995-01-01") - value("exports-share", "2014-01-01")),
        ("oil: change 2014-06-30..2015-01-30",
         lambda: 100 * (value("oil", "2015-01-30") / value("oil", "2014-06-30") - 1)),
        ("tenge: deepest 2014-06-30..2014-10-01", lambda: 100 * (1 - value("tenge", "2014-06-30") / _of("tenge", max))),
        ("tenge: low 2014-06-30..2014-10-01", lambda: _of("tenge", min)),
        ("tenge-per-rouble of RUB: fall 2014-06-30..2015-01-30",
         lambda: 100 * (1 - value("tenge-per-rouble", "2015-01-30") / value("tenge-per-rouble", "2014-06-30"))),
    ],
)  # fmt: skip
def test_every_statistic_is_what_one_computes_by_hand(text: str, expected: Any) -> None:
    assert finding(Look(STORY), measure(text)).value == pytest.approx(expected())


def _of(name: str, extreme: Any) -> float:
    data = line(STORY, name).data
    return float(extreme(data.loc[data["date"].between("2014-06-30", "2014-10-01"), "value"]))


def test_numbers_are_of_the_language() -> None:
    assert title(Options(locale="ru"), title="{oil: change 2014-06-30..2015-01-30}").startswith("−")
    points = finding(Look(STORY), measure("exports-share: drop 1995..2014"))
    assert str(points) == f"{points.value:.0f} points"
    assert str(finding(Look(STORY), measure("tenge: change 2014-12-08..2014-12-24"))).endswith("\u00a0%")


def test_a_few_points_are_rounded_in_a_title_as_on_their_mark() -> None:
    drawn = draw(stories.load("ukraine-russia"), "votes")
    (mark,) = (text for text in texts(drawn) if text.startswith("−0.8"))
    assert mark.replace("\u00a0", " ") == "−0.8 points"
    assert "13 points" in drawn.title
    assert drawn.title.endswith("and 0.8 points in 2014")


# ------------------------------------------------------------------------------------------------ what fails


def shifted(monkeypatch: pytest.MonkeyPatch, day: str, by: float) -> None:
    """From now on the rouble's quote of a day is another."""
    real = Look.line

    def other(look: Look, name: str) -> Snapshot:
        found = real(look, name)
        if name != "rouble":
            return found
        data = found.data.assign(value=found.data["value"].where(found.data["date"] != day, found.data["value"] * by))
        return Snapshot(found.indicator, data, found.retrieved)

    monkeypatch.setattr(Look, "line", other)


def test_another_number_is_another_title(monkeypatch: pytest.MonkeyPatch) -> None:
    before = title()
    shifted(monkeypatch, "2015-01-30", 1.2)
    assert title() != before


def test_a_guard_that_fails_makes_the_title_neutral_and_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    guards = {"halved": f"{FALL} in 45..55"}
    assert title(guards=guards).startswith("The rouble lost")
    shifted(monkeypatch, "2015-01-30", 0.6)
    figure = draw(told(guards=guards), SPEC.id)
    assert figure.title == "Money"
    (failed,) = (check for check in figure.checks if check.fails)
    assert str(failed).startswith(f"“halved” ({FALL} in 45..55): ")
    assert 0 < float(failed.now()) < 45


def test_a_fall_that_is_none_is_no_fall(monkeypatch: pytest.MonkeyPatch) -> None:
    shifted(monkeypatch, "2015-01-30", 0.4)
    assert title() == "Money"


def test_a_day_without_a_value_is_reported_with_the_reason() -> None:
    lost = {"title": "Lost {rouble: fall 2014-06-30..2015-01-30} and {rouble: rise 1990-01-01..2015-01-30}"}
    figure = draw(told(**lost), SPEC.id)
    assert figure.title == "Money"
    assert ["no observation for 1 Jan 1990" in check.now() for check in figure.checks if check.fails] == [True]
    (check,) = checks(Look(STORY), told(title="{rouble: fall 2014..2015}", short=None).figures[0])
    assert "name the day" in check.now()


def test_without_a_neutral_title_it_says_what_is_drawn() -> None:
    assert (
        title(neutral=None, title="{rouble: rise 2014-06-30..2015-01-30}") == "Rouble, Tenge, Oil, Jul 2013 – Mar 2016"
    )


def test_what_was_not_out_yet_is_neutral_and_nothing_to_report() -> None:
    then = Options(known_then=True)
    assert title(then) == title(), "it was known by then"
    figure = draw(told(title="{rouble: fall 2014-06-30..2016-01-21}", short=None), SPEC.id, then)
    assert (figure.title, [check.fails for check in figure.checks]) == ("Money", [False])


def test_a_window_without_the_days_of_the_title_says_what_the_lines_did_in_it() -> None:
    december = Window(start=date(2014, 12, 1), end=date(2014, 12, 31))
    assert title(Options(window=december)).startswith("1–31 Dec 2014: the rouble lost 24 %")
    assert title(Options(window=Window(start=date(2014, 6, 1), end=date(2015, 2, 1)))) == title()


def test_a_year_of_the_title_is_in_the_window_with_all_of_it() -> None:
    for end, neutral in ((date(2015, 12, 31), False), (date(2015, 12, 30), True)):
        figure = draw(STORY, "trade", Options(window=Window(start=date(2000, 1, 1), end=end)))
        assert figure.title.startswith("Kazakhstan’s trade with Russia, ") == neutral


def test_another_publisher_has_a_title_of_its_own_numbers() -> None:
    other = Options(publishers=(("rouble", "nbp/RUB"),))
    data = cache.read("nbp/RUB").data.set_index("date")["value"]
    lost = 100 * (1 - data.loc["2014-06-30"] / data.loc["2015-01-30"])
    assert title(other) == f"The rouble lost {lost:.0f}\u00a0%"


@pytest.mark.parametrize(("show", "says"), [("index", "Index, 1 Jul 2013 = 100"), ("level", "Values as published")])
def test_lines_shown_as_something_else_are_said_to_be(show: Any, says: str) -> None:
    figure = draw(told(), SPEC.id, Options(show=show))
    assert figure.title == "Money"
    assert figure.subtitle.startswith(says)


# ------------------------------------------------------------------------------------------------ the shipped titles

FIGURES = [(name, figure.id) for name in stories.names() for figure in shipped(name).figures]
JUDGING = r"held|halved|doubled|another|did not move|less than|more than|each traded more|sank|half|third|most"


@pytest.mark.parametrize(("name", "figure"), FIGURES)
def test_a_finding_holds_fits_and_has_no_number_of_its_own(name: str, figure: str) -> None:
    story = shipped(name)
    spec = story.figure(figure)
    found = words(Look(story), spec)
    assert [check for check in found.checks if check.fails] == []
    assert not found.title.endswith(".")
    assert width(found.title, 25, SEMIBOLD) <= 1150, "one line at 1200 px"
    assert len(balanced(found.brief, 17.5, 600, SEMIBOLD)) <= 2, "two below"
    literal = "".join(piece for piece in pieces(spec.title) if isinstance(piece, str))
    assert not re.search(r"\d\s*(%|points|per cent)", literal)
    for word in re.findall(rf"\b({JUDGING})\b", literal):
        assert any(word in guard for guard in spec.guards), f"“{word}” has no guard"
    assert spec.neutral


@pytest.mark.parametrize(("name", "figure"), FIGURES)
def test_every_number_of_a_title_is_marked_with_its_days(name: str, figure: str) -> None:
    story = shipped(name)
    spec = story.figure(figure)
    for text in (spec.title, spec.short or ""):
        for one in measures(text):
            assert any(marks(panel, one) for panel in spec.panels if shows(story, panel, one.line)), one.text


def shows(story: Story, panel: Panel, name: str) -> bool:
    """Whether a panel draws a line, or stacks what it is the sum of."""
    return name in panel.lines or (panel.chart == "bar" and {*story.lines[name].parts} == {*panel.lines})


def marks(panel: Panel, one: Measure) -> bool:
    pairs = [(change.start, change.end) for change in panel.changes if change.line in (None, one.line)]
    if one.statistic == "value":
        return one.start in panel.values or any(one.start in pair for pair in pairs)
    a_year = panel.show == "change" and one.start.replace(year=one.start.year + 1) == one.end
    return (one.start, one.end) in pairs or (one.end in panel.values and (a_year or one.start == panel.base))


def test_a_window_somebody_chose_is_told_in_numbers() -> None:
    """8–24 December 2014: from 53.3 over 67.8 to 54.5 roubles per dollar; the tenge from 181.6 to 182.3."""
    window = Window(start=date(2014, 12, 8), end=date(2014, 12, 24))
    figure = draw(STORY, "money-and-oil", Options(window=window))
    assert figure.title.startswith("8–24 Dec 2014: the rouble lost 21 % by 17 Dec 2014 and ended 2 % down; ")
    assert "the tenge lost 0.4 %" in figure.title


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([0, -21, -2], "it lost 21 % by 2 Jan 2014 and ended 2 % down"),
        ([0, -21, 4], "it lost 21 % by 2 Jan 2014 and ended 4 % up"),
        ([0, 9, 1], "it gained 9 % by 2 Jan 2014 and ended 1 % up"),
        ([0, -9, -10], "it lost 10 %"),
        ([0, 0.01, 0.01], "it did not move"),
    ],
)
def test_a_turn_is_told_where_the_end_is_far_from_it(values: list[float], said: str) -> None:
    course = [(date(2014, 1, day), float(value)) for day, value in enumerate(values, 1)]
    assert did("it", course) == said


@pytest.mark.parametrize("locale", ["en", "ru", "kk"])
def test_the_change_a_short_title_names_is_drawn_before_others(locale: Locale) -> None:
    """Its column says 25 % in 2015: the 15 % of the year before may lack room, and that may not."""
    figure = draw(STORY, "money-and-votes", Options(width=640, height=450, exact=True, locale=locale))
    assert "25\u00a0%" in figure.title.replace(" %", "\u00a0%")
    assert any(one.replace(" %", "\u00a0%") == "−25\u00a0%" for one in texts(figure))
