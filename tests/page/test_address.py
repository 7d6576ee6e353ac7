"""The page's address: a link restores exactly what was seen, and what means nothing in it is left out and said."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
import streamlit
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relations.figures.generated import figure_ids
from relations.figures.options import BASED
from relations.i18n import LOCALES, Locale, say, speaking
from relations.page.parts.binding import bound
from relations.page.parts.choices import CHOICES, TABS, kinds, understood
from relations.story import ROLES, Window, figure_block
from tests.found import STORY
from tests.page.pages import charts, markup, page, shown

DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
FAR = st.dates(date(1890, 1, 1), date(2110, 1, 1))
EVENTS = st.sampled_from([event.id for event in STORY.events])
COPIES = {name: st.sampled_from(line.keys) for name, line in STORY.lines.items() if line.keys}

STATES = st.fixed_dictionaries(
    {},
    optional={
        "story": st.just(STORY.id),
        "tab": st.sampled_from(TABS),
        "figure": st.sampled_from(figure_ids(STORY)),
        "edit": st.just(True),
        "compose": st.sampled_from([figure_block(figure) for figure in STORY.figures]),
        "events": st.sets(EVENTS).map(lambda some: tuple(one.id for one in STORY.events if one.id in some)),
        "window": st.builds(lambda day, days: Window(start=day, end=day + timedelta(days)), DAYS, st.integers(1, 9000)),
        "show": st.sampled_from(["level", "index", "change"]),
        "base": DAYS | EVENTS,
        "copies": st.dictionaries(st.sampled_from(sorted(COPIES)), st.just(""), min_size=1, max_size=3).map(
            lambda names: {name: STORY.lines[name].keys[-1] for name in names}
        ),
        "roles": st.sets(st.sampled_from(ROLES)).map(lambda some: tuple(role for role in ROLES if role in some)),
        "kinds": st.sets(st.sampled_from(kinds(STORY))).map(
            lambda some: tuple(kind for kind in kinds(STORY) if kind in some)
        ),
        "event": EVENTS,
        "claim": st.sampled_from([claim.id for claim in STORY.claims]),
        "verdict": st.sampled_from(["supported", "ruled out by a bound", "came true; cause not shown"]),
        "then": st.just(True),
        "locale": st.sampled_from(["en", "ru", "kk"]),
        "theme": st.sampled_from(["light", "dark"]),
        "view": st.just("figure"),
    },
).map(lambda state: state if state.get("show") in BASED else {name: state[name] for name in state if name != "base"})

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "![x](http://example.org/x.png)",
    "[x](javascript:alert(1))",
    ":red[x] :material/home: $\\href{http://example.org}{x}$",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "\x00",
    "'; drop table lines; --",
    "{{7*7}}",
    "${7*7}",
    "{0.__class__}",
    "=cmd|' /C calc'!A0",
    "9" * 5000,
    "a" * 9000,
    "💥" * 500,
    "\u202e2014-01-01..2015-01-01",
    "2014-01-01..",
    "..2015-01-01",
    "2015-01-01..2014-01-01",
    "0001-01-01..9999-12-31",
    "2014-13-45..2015-99-99",
    "-1",
    "NaN",
    "None",
    "true,true",
    "\r\nSet-Cookie: a=b",
]


@given(STATES)
def test_what_is_written_is_read_back(state: dict[str, object]) -> None:
    address = {name: CHOICES[name].write(value) for name, value in state.items()}
    assert understood(address, STORY) == (state, [])


@given(st.dictionaries(st.sampled_from(sorted(CHOICES)), st.text(max_size=60), min_size=1))
def test_no_text_breaks_the_reading_of_an_address(address: dict[str, str]) -> None:
    """What is understood is written as an address that is understood the same way; the rest is named."""
    found, wrong = understood(address, STORY)
    assert len(found) + len(wrong) == len(address)
    again = {name: CHOICES[name].write(value) for name, value in found.items()}
    assert understood(again, STORY) == (found, [])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_address_leaves_the_page_on_its_defaults(text: str) -> None:
    names = [name for name in CHOICES if name not in ("roles", "kinds", "events")]
    app = page(**dict.fromkeys(names, text))
    assert app.query_params == {} or not set(app.query_params) & set(names)
    assert shown(app) == STORY.figures[0].id
    assert app.segmented_control(key="show").value == "own"
    words = markup(app)
    assert "This link asks for something that does not exist" in unescape(words)
    assert not re.search(r"<(script|img)|href=\"(?!https?://|\?)", words)


WORDS = {
    **{name: st.sampled_from(TABS) if name == "tab" else st.just("true") for name in ("tab", "then")},
    "figure": st.sampled_from([figure.id for figure in STORY.figures]),
    "window": st.tuples(FAR, FAR).map(lambda days: f"{days[0]}..{days[1]}"),
    "show": st.sampled_from(["level", "index", "change"]),
    "base": FAR.map(str) | EVENTS,
    "copies": st.sampled_from([f"{name}:{key}" for name, line in STORY.lines.items() for key in line.keys]),
    "roles": st.sampled_from(["", *ROLES]),
    "kinds": st.sampled_from(["", *kinds(STORY)]),
    "event": EVENTS,
    "claim": st.sampled_from([claim.id for claim in STORY.claims]),
    "locale": st.sampled_from(LOCALES),
    "view": st.just("figure"),
    "compose": st.text(max_size=40),
}
ADDRESSES = st.fixed_dictionaries({}, optional={name: one | st.sampled_from(HOSTILE) for name, one in WORDS.items()})


@settings(max_examples=15)
@given(ADDRESSES)
@example({"base": "2014-12-16"})
@example({"base": "crimea", "show": "level", "locale": "kk"})
@example({"view": "figure", "window": "1900-01-01..1901-01-01", "locale": "ru"})
@example({"view": "figure", "show": "index", "base": "2090-01-01"})
@example({"tab": "Events", "window": "2090-01-01..2091-01-01", "show": "change"})
def test_no_address_breaks_the_page(address: dict[str, str]) -> None:
    """It draws the figure, or says in its language why not; of a choice that cannot be it says that too."""
    app = page(**address)
    words = unescape(markup(app))
    language: Locale = next((locale for locale in LOCALES if locale == address.get("locale")), "en")
    with speaking(language):
        refusal = say("This link asks for something that does not exist: {what}", what="")
    assert (refusal in words) == bool(understood(address, STORY)[1])
    drawn = charts(app) or 'role="alert"' in words
    assert drawn or address.get("tab") in TABS[1:]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ({"base": "2014-12-16"}, "base = 2014-12-16 (it goes with show = index, change)"),
        ({"base": "crimea", "show": "level", "locale": "ru"}, "base = crimea (оно бывает при show = index, change)"),
        ({"window": "2015-01-01..2014-01-01"}, "the last day comes after the first"),
        ({"window": "2014-01-01..x"}, "a day is written as 2014-12-16"),
        ({"window": "2014-01-32..2015-01-01", "locale": "kk"}, "күн былай жазылады: 2014-12-16"),
        ({"window": "0001-01-01..2015-01-01"}, "days from 1900-01-01 to 2100-12-31 are allowed"),
        ({"base": "2014-13-01", "show": "index"}, "a day is written as 2014-12-16"),
        ({"base": "crimean", "show": "index", "locale": "ru"}, "base = crimean (похожие: crimea, "),
        ({"figure": "x", "locale": "ru"}, "всего на странице их 46"),
    ],
    ids=str,
)
def test_why_a_choice_cannot_be_is_said_in_the_language_of_the_page(address: dict[str, str], reason: str) -> None:
    (problem,) = understood(address, STORY)[1]
    assert reason in problem


def test_a_link_restores_the_view_and_keeps_it_from_tab_to_tab() -> None:
    address = {
        "figure": "tenge-per-rouble",
        "window": "2014-01-01..2015-06-30",
        "show": "index",
        "base": "crimea",
        "roles": "cited,context",
        "kinds": "currency,oil",
        "event": "key-rate-17",
        "then": "true",
    }
    app = page(**address)
    assert app.query_params == {name: [value] for name, value in address.items()} or app.query_params == address
    assert app.selectbox(key="base").value == "crimea"
    assert app.session_state["roles"] == ["cited", "context"]
    picture = charts(app)[0]["picture"]
    assert "Key rate 17 %" in picture
    assert "Union treaty signed" not in picture, "its kind is not shown"
    app.session_state["tab"] = "Method"
    app.run()
    app.session_state["tab"] = "Figure"
    app.run()
    assert app.segmented_control(key="show").value == "index"
    assert app.toggle(key="then").value


def test_a_value_that_means_nothing_is_said_and_the_rest_is_kept() -> None:
    app = page(figure="trade", window="yesterday", locale="xx")
    words = unescape(markup(app))
    assert "window = yesterday" in words
    assert "locale = xx (there are en, ru, kk)" in words
    assert shown(app) == "trade"


def test_a_window_of_one_day_is_told_how_one_is_written() -> None:
    _, wrong = understood({"window": "2014-01-01"}, STORY)
    assert wrong == ["window = 2014-01-01 (a window is two days, as 2014-01-01..2015-12-31)"]
    assert understood({"window": "2014-01-01.."}, STORY)[1] == [wrong[0].replace("01-01 (", "01-01.. (")]


def test_of_many_figures_those_like_the_one_wanted_are_told() -> None:
    _, (wrong,) = understood({"figure": "claim-oil-drip"}, STORY)
    many = len(figure_ids(STORY))
    assert wrong.startswith("figure = claim-oil-drip (like it are claim-oil-drop, ")
    assert wrong.endswith(f"; the page offers all {many})")
    assert wrong.count(", ") == 4 < many


def test_another_publisher_is_drawn_and_named() -> None:
    app = page(figure="money-and-oil", copies="rouble:nbp/RUB", edit="true")
    assert "National Bank of Poland" in charts(app)[0]["picture"]
    assert app.selectbox(key="copy-rouble").value == "nbp/RUB"


def test_a_window_a_figure_has_nothing_in_is_taken_back_and_said() -> None:
    app = page(figure="trade", window="2014-12-01..2014-12-31", locale="ru")
    assert charts(app)
    assert "window = 2014-12-01..2014-12-31: " in unescape(markup(app))
    assert "window" not in app.query_params


def test_words_of_the_language_before_are_no_choice() -> None:
    """After a change of language a browser sent "as the system" as the theme, and the page fell over."""
    chosen: list[object] = []
    binding = bound("a-theme", "", chosen.append, ("", "light", "dark"))
    for told in ("as the system", "dark"):
        streamlit.session_state["a-theme"] = told
        binding["on_change"]()
    assert chosen == ["dark"]
