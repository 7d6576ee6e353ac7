"""The editor of a figure, without a browser: every control makes the block, and the block makes every control."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from relations.cache import cache_folder
from relations.page.parts.composed_events import grouped, regrouped
from relations.page.parts.packing import packed
from relations.story import Change, FigureSpec, Flag, Line, Panel, Window, figure_block, read_block
from tests.found import STORY
from tests.page import pages
from tests.page.pages import notes

CACHE = cache_folder()

#: Something of everything: a panel of two lines with a base of its own, bars, a line brought along, chosen events.
RICH = FigureSpec(
    id="everything",
    title="Rouble and oil fell *together*, :red[said] `nobody`",
    subtitle="Index, US$ million and KZT",
    window=Window(start=date(2013, 1, 1), end=date(2016, 12, 31)),
    panels=(
        Panel(
            lines=("rouble", "oil"),
            show="index",
            base="crimea",
            scale="log",
            values=(date(2014, 12, 17),),
            changes=(Change(start=date(2014, 6, 30), end=date(2015, 1, 30)),),
        ),
        Panel(lines=("exports", "imports"), chart="bar", flags=(Flag(date=date(2014, 1, 1), note="A flag"),)),
        Panel(lines=("warsaw",), show="since", base=date(2014, 2, 10), chart="step"),
        Panel(lines=("tenge",), show="value"),
    ),
    events=("tenge-floated", "crimea"),
    notes=("A note.",),
)
BROUGHT = {"warsaw": Line(label="Tenge in Warsaw", keys=("nbp/KZT",))}


def page(**query: str) -> AppTest:
    return pages.page(**{"edit": "true", **query})


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def composed(app: AppTest) -> tuple[FigureSpec, dict[str, Line]]:
    """What is to be pasted, read as the story would read it."""
    return read_block(STORY, app.code[0].value)


def word(app: AppTest) -> str:
    """What the address says of the composition."""
    found = app.query_params["compose"]
    return found if isinstance(found, str) else found[0]


def edited(**query: str) -> AppTest:
    """A page with a figure of the rouble alone."""
    app = page(**query)
    app.multiselect(key="compose-lines").set_value(["rouble"])
    return sound(app.run())


def pictures(app: AppTest) -> list[str]:
    return [one["alt"] for one in pages.charts(app)]


def link(spec: FigureSpec = RICH, brought: dict[str, Line] | None = None) -> str:
    return packed(figure_block(spec, BROUGHT if brought is None else brought))


def test_an_edit_begins_with_the_figure_shown_and_nothing_is_in_the_address_before_a_change() -> None:
    app = sound(page(figure="shares"))
    assert composed(app) == (STORY.figure("shares"), {})
    assert "compose" not in app.query_params
    app.text_area(key="compose-title").set_value("Another title").run()
    assert composed(sound(app))[0].title == "Another title"
    assert "Another title" in pictures(app)[0]
    app.button(key="undo-edit").click().run()
    assert composed(sound(app)) == (STORY.figure("shares"), {})
    assert "compose" not in app.query_params


def test_what_was_chosen_under_the_figure_is_part_of_the_edit() -> None:
    app = sound(page(figure="tenge-per-rouble", window="2014-01-01..2015-06-30", events="crimea"))
    spec, _ = composed(app)
    assert (spec.window, spec.events) == (Window(start=date(2014, 1, 1), end=date(2015, 6, 30)), ("crimea",))
    app.text_area(key="compose-subtitle").set_value("Measured").run()
    assert not {"window", "events"} & set(sound(app).query_params)
    assert composed(app)[0].window == spec.window
    app.segmented_control(key="window-preset").set_value("crisis").run()
    assert composed(sound(app))[0].window == Window(start=date(2014, 6, 1), end=date(2015, 2, 28))
    assert set(app.query_params) == {"compose", "edit", "figure"}


@pytest.mark.parametrize("figure", ["claim-trade-will-grow", "around-kyiv-coal", "pass-through"])
def test_a_figure_made_of_a_claim_or_an_event_is_shown_and_edited_like_any(figure: str) -> None:
    app = sound(page(figure=figure))
    assert notes(app) == ""
    (before,) = pictures(app)
    app.text_area(key="compose-title").set_value("Another title").run()
    assert composed(sound(app))[0].id == figure
    (after,) = pictures(app)
    assert after != before
    assert "Another title" in after


def test_a_link_of_the_tab_that_is_gone_opens_its_figure() -> None:
    app = sound(pages.page(tab="Compose", compose=link()))
    assert "Rouble and oil fell" in pictures(app)[0]
    assert notes(app) == ""


def test_lines_become_panels_a_figure_and_a_block() -> None:
    app = page()
    app.multiselect(key="compose-lines").set_value(["exports", "imports", "rouble"])
    app = sound(app.run())
    spec, brought = composed(app)
    assert {panel.lines for panel in spec.panels} == {("exports", "imports"), ("rouble",)}
    assert brought == {}
    assert spec.title.startswith("Rouble, Exports to Russia, Imports from Russia, "), "a finding is about its own lines"
    assert notes(app) == ""


def test_two_units_in_one_panel_are_refused_and_an_index_is_the_way_out() -> None:
    app = page(figure="tenge-per-rouble")
    app.multiselect(key="compose-lines").set_value(["rouble", "oil"]).run()
    app.selectbox(key="compose-place-oil-1").set_value(0)
    app = sound(app.run())
    assert "Rouble: RUB per USD, Oil: USD per barrel. Give each its own panel" in notes(app)
    app.selectbox(key="compose-show-0").set_value("index")
    app = sound(app.run())
    assert notes(app) == ""
    assert composed(app)[0].panels == (Panel(lines=("rouble", "oil"), show="index", base=date(2013, 7, 1)),)
    app.selectbox(key="compose-base-0").set_value("crimea").run()
    assert composed(sound(app))[0].panels[0].base == "crimea"
    app.selectbox(key="compose-base-0").set_value("").run()
    app.date_input(key="compose-day-0").set_value(date(2014, 6, 30)).run()
    assert composed(sound(app))[0].panels[0].base == date(2014, 6, 30)


def test_only_what_fits_is_offered() -> None:
    app = page()
    app.multiselect(key="compose-lines").set_value(["rouble", "exports"]).run()
    options = {key: app.selectbox(key=f"compose-{key}").options for key in ("show-0", "show-1", "chart-0", "chart-1")}
    assert "Value in dollars" in options["show-0"]
    assert "Value in dollars" not in options["show-1"]
    assert "Change on a year before, %" in options["show-1"]
    assert "Change on a year before, %" not in options["show-0"]
    assert options["chart-0"] == ["line", "step"]
    assert options["chart-1"] == ["step", "bars"]


def test_a_logarithmic_scale_is_disabled_with_its_reason() -> None:
    app = edited()
    assert not app.toggle(key="compose-log-0").disabled
    app.toggle(key="compose-log-0").set_value(True).run()
    assert composed(sound(app))[0].panels[0].scale == "log"
    app.toggle(key="compose-log-0").set_value(False).run()
    app.selectbox(key="compose-show-0").set_value("since").run()
    toggle = sound(app).toggle(key="compose-log-0")
    assert toggle.disabled
    assert toggle.help == "A logarithmic scale needs positive values."


def test_window_events_and_words_are_taken_and_what_cannot_be_is_said() -> None:
    app = edited()
    app.date_input(key="compose-end").set_value(date(2012, 1, 1)).run()
    assert "ends on 2012-01-01, before it starts on 2013-07-01" in notes(sound(app))
    assert app.date_input(key="compose-end").value == date(2016, 3, 31)
    app.button(key="compose-whole").click().run()
    assert composed(sound(app))[0].window == Window(start=date(2003, 5, 5), end=date(2024, 12, 23))
    app.date_input(key="compose-end").set_value(date(2016, 3, 31)).run()
    app.date_input(key="compose-start").set_value(date(2014, 1, 1)).run()
    app.selectbox(key="compose-events").set_value("none").run()
    app.text_area(key="compose-title").set_value(' The rouble "fell"\\ ').run()
    app.text_input(key="compose-id").set_value("Not A Name").run()
    assert "id: " in notes(sound(app))
    app.text_input(key="compose-id").set_value("fall").run()
    spec, _ = composed(sound(app))
    assert (spec.id, spec.title, spec.events) == ("fall", 'The rouble "fell"\\', ())
    assert spec.window == Window(start=date(2014, 1, 1), end=date(2016, 3, 31))
    app.text_area(key="compose-title").set_value("").run()
    assert composed(sound(app))[0].title == "Rouble, 1 Jan 2014 – 31 Mar 2016"


def test_events_are_chosen_by_role_by_kind_and_one_by_one() -> None:
    groups = grouped(STORY)
    assert set(groups) >= {"cited", "context", "after"}
    assert {event for role in ("cited", "context", "after") for event in groups[role]} == {e.id for e in STORY.events}
    cited = regrouped(STORY, groups, ["crimea"], [], ["cited"])
    assert set(cited) == {"crimea", *groups["cited"]}
    assert set(regrouped(STORY, groups, cited, ["cited"], [])) == {"crimea"} - set(groups["cited"])
    app = edited()
    app.selectbox(key="compose-events").set_value("some").run()
    app.multiselect(key="compose-event-ids").set_value(["tenge-floated", "crimea"]).run()
    assert composed(sound(app))[0].events == ("tenge-floated", "crimea")
    app.multiselect(key="compose-named").set_value(["crimea"]).run()
    assert composed(sound(app))[0].named == ("crimea",)


def test_panels_are_put_in_order_and_lines_given_their_own() -> None:
    app = page()
    app.multiselect(key="compose-lines").set_value(["exports", "imports", "rouble"]).run()
    app.selectbox(key="compose-place-imports-1").set_value(2).run()
    app.button(key="compose-up-2").click().run()
    assert [panel.lines for panel in composed(sound(app))[0].panels] == [("rouble",), ("imports",), ("exports",)]


def test_a_copy_that_is_no_line_of_the_story_comes_along_with_its_label() -> None:
    app = page()
    app.multiselect(key="compose-lines").set_value(["tenge", "nbp-kzt"]).run()
    app.text_input(key="compose-label-nbp-kzt-1").set_value("Tenge in  Warsaw").run()
    spec, brought = composed(sound(app))
    assert brought == {"nbp-kzt": Line(label="Tenge in Warsaw", keys=("nbp/KZT",))}
    assert "Tenge in Warsaw" in spec.title
    assert "Tenge in Warsaw" in pictures(app)[0]


def test_a_line_by_month_and_a_line_by_a_formula_are_part_of_the_figure_and_of_its_address() -> None:
    app = page(compose=link())
    app.multiselect(key="compose-lines").set_value(["tenge", "nbp-kzt"]).run()
    app.selectbox(key="compose-by-tenge").set_value("mean month").run()
    app.text_input(key="compose-formula").set_value("oil + rouble").run()
    assert "“oil + rouble” is in no unit" in notes(app)
    assert app.text_input(key="compose-formula").value == "oil + rouble", "it stays as it was typed"
    app.text_input(key="compose-formula").set_value("oil * nbp-kzt").run()
    assert "nbp/KZT is weekly; take both by month" in notes(app)
    app.text_input(key="compose-formula").set_value("oil * rouble").run()
    spec, brought = composed(sound(app))
    assert app.text_input(key="compose-formula").value == ""
    assert {name: line.formula for name, line in brought.items() if line.formula} == {
        "mean-tenge-month": "mean(tenge, month)",
        "oil-rouble": "oil * rouble",
    }
    assert [(panel.lines, panel.chart) for panel in spec.panels if "mean-tenge-month" in panel.lines] == [
        (("mean-tenge-month",), "step")
    ]
    assert composed(page(**app.query_params)) == (spec, brought), "the address has it"
    app.text_input(key="compose-formula-oil-rouble").set_value("mean(oil * rouble, quarter)").run()
    assert composed(sound(app))[1]["oil-rouble"].formula == "mean(oil * rouble, quarter)"
    app.selectbox(key="compose-by-mean-tenge-month").set_value("").run()
    assert "tenge" in composed(sound(app))[0].panels[0].lines


# ------------------------------------------------------------------------------------------------- nothing to draw


def test_an_empty_cache_is_a_sentence_with_the_way_out(cache: Path) -> None:
    assert "`relations refresh kazakhstan-russia` fetches it" in notes(sound(page()))


def test_an_empty_window_is_a_sentence_and_the_controls_stay() -> None:
    app = edited()
    app.date_input(key="compose-start").set_value(date(1950, 1, 1)).run()
    app.date_input(key="compose-end").set_value(date(1951, 1, 1)).run()
    assert "imf/RUB has no observation from 1950-01-01 to 1951-01-01" in notes(sound(app))
    app.date_input(key="compose-end").set_value(date(2016, 3, 31)).run()
    assert notes(sound(app)) == ""
    assert pictures(app)


def test_a_line_whose_copy_is_gone_is_left_out_and_it_is_said_how_to_fetch_it(cache: Path) -> None:
    shutil.copytree(CACHE, cache)
    (cache / "nbp" / "KZT.csv").unlink()
    app = sound(page(compose=link()))
    assert "Tenge in Warsaw: not in the cache (nbp/KZT)" in notes(app)
    assert composed(app) == (RICH.model_copy(update={"panels": (*RICH.panels[:2], RICH.panels[3])}), {})
    assert pictures(app)


def test_what_is_set_at_once_is_taken_all() -> None:
    """A control that is set before the run of another has come to an end still knows of the figure as it was."""
    app = page(compose=link())
    app.text_input(key="compose-label-warsaw-2").set_value("Zloty’s tenge")
    app.selectbox(key="compose-chart-2").set_value("line")
    app.toggle(key="compose-log-3").set_value(True)
    app.text_area(key="compose-title").set_value("Another title")
    app.date_input(key="compose-start").set_value(date(2012, 1, 1))
    app.date_input(key="compose-end").set_value(date(2015, 1, 1))
    spec, brought = composed(sound(app.run()))
    assert brought["warsaw"].label == "Zloty’s tenge"
    assert (spec.panels[2].chart, spec.panels[3].scale, spec.title) == ("line", "log", "Another title")
    assert spec.window == Window(start=date(2012, 1, 1), end=date(2015, 1, 1))
    assert spec.panels[:2] == RICH.panels[:2]
