"""What a figure can be composed of, and that every change of a composition is a figure a story may hold."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from relations.cache import cache_folder, cached_keys
from relations.figures.editor import (
    drawn,
    moved_up,
    placed,
    relabelled,
    revised,
    whole,
    with_lines,
    with_panel,
)
from relations.figures.editor.fitting import charts, excess, log_refusal, lowest, refusal, shows, undrawable
from relations.figures.editor.offers import Offer, fingerprint, free, offers
from relations.figures.filling import panels
from relations.figures.options import with_figure
from relations.story import FigureSpec, Line, Panel, StoryError, Window, figure_block, read_block
from relations.story.template import pieces
from tests.found import STORY

FOUND = offers(STORY)
CACHE = cache_folder()


def composed(*names: str) -> FigureSpec:
    spec = with_lines(STORY, FOUND, None, names)
    assert spec
    return spec


def lines(*names: str) -> list[Offer]:
    return [FOUND[name] for name in names]


def stacked(spec: FigureSpec) -> list[tuple[str, ...]]:
    return [panel.lines for panel in spec.panels]


# --------------------------------------------------------------------------------------------------- lines to choose


def test_every_line_and_every_copy_in_the_cache_is_offered_once() -> None:
    missing = {"russia-gdp", "exports-by-month", "imports-by-month"}
    assert set(STORY.lines) - set(FOUND) == missing, "the shipped cache has all others"
    shown = [offer.indicator.key for offer in FOUND.values()]
    assert len(shown) == len(set(shown))
    assert set(cached_keys()) <= set(shown)
    assert {name for name, offer in FOUND.items() if not offer.own} >= {"nbp-kzt", "nbp-rub", "pink-sheet-crude-wti"}


def test_an_offer_says_what_where_in_what_unit_how_often_and_who() -> None:
    imports = FOUND["imports"]
    assert imports.words == (
        "Imports from Russia · US$ million · annual · World Bank WITS, from UN Comtrade · Kazakhstan, Russia"
    )
    assert FOUND["rouble"].places == ("Russian rouble", "US dollar")
    assert "National Bank of Poland" in FOUND["rouble"].publishers, "those of all copies are named"


def test_a_damaged_or_missing_copy_is_no_offer_and_the_rest_is(cache: Path) -> None:
    assert offers(STORY) == {}
    shutil.copytree(CACHE, cache)
    before = fingerprint()
    path = cache / "imf" / "KZT.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("# sha256: ", "# sha256: 0"), encoding="utf-8")
    assert fingerprint() != before
    found = offers(STORY)
    assert "rouble" in found
    assert "tenge" not in found
    assert "KZT.csv" in undrawable(STORY, {}, ("rouble", "tenge"))[0]


def test_a_name_made_of_a_key_is_one_a_story_may_have_and_is_free() -> None:
    assert free("world_bank/KAZ/NE.EXP.GNFS.CD", ()) == "world-bank-kaz-ne-exp-gnfs-cd"
    assert free("yahoo/RUB=X", {"yahoo-rub-x", "yahoo-rub-x-2"}) == "yahoo-rub-x-3"
    assert free("…", ()) == "figure"


# ----------------------------------------------------------------------------------------------------- panels


def test_lines_of_one_unit_and_frequency_share_a_panel_and_others_do_not() -> None:
    assert stacked(composed("exports", "rouble", "imports", "nbp-rub-weekly")) == [
        ("exports", "imports"),
        ("rouble",),
        ("nbp-rub-weekly",),  # roubles per dollar as well, but weekly
    ]


def test_lines_that_go_leave_their_panel_and_none_is_no_figure() -> None:
    spec = composed("exports", "imports", "rouble")
    less = with_lines(STORY, FOUND, spec, ["imports"])
    assert less
    assert stacked(less) == [("imports",)]
    assert with_lines(STORY, FOUND, spec, []) is None


def test_a_line_can_be_given_a_panel_of_its_own_and_join_another() -> None:
    spec = composed("exports", "imports", "imports-share")
    apart = placed(STORY, FOUND, spec, "imports", 2)
    assert stacked(apart) == [("exports",), ("imports-share",), ("imports",)]
    assert stacked(moved_up(STORY, FOUND, apart, 2)) == [("exports",), ("imports",), ("imports-share",)]
    together = placed(STORY, FOUND, apart, "exports", 2)
    assert stacked(together) == [("imports-share",), ("imports", "exports")]
    assert placed(STORY, FOUND, spec, "exports", 0) == spec


def test_two_units_in_a_panel_are_refused_with_the_units_and_the_way_out() -> None:
    spec = placed(STORY, FOUND, composed("rouble", "oil"), "oil", 0)
    (panel,) = spec.panels
    why = refusal(lines("rouble", "oil"), panel)
    assert why
    assert "Rouble: RUB per USD" in why
    assert "Oil: USD per barrel" in why
    assert "Give each its own panel, or show them as an index" in why
    (indexed,) = with_panel(STORY, FOUND, spec, 0, show="index").panels
    assert refusal(lines("rouble", "oil"), indexed) is None
    assert drawn_labels(with_panel(STORY, FOUND, spec, 0, show="index")) == ("Rouble", "Oil")


def drawn_labels(spec: FigureSpec) -> tuple[str, ...]:
    """The labels of the lines drawn; nothing is missing."""
    found, problems = panels(with_figure(STORY, spec, brought(spec)), spec)
    assert problems == []
    return tuple(series.label for panel in found for series in panel.series)


def brought(spec: FigureSpec) -> dict[str, Line]:
    return {name: FOUND[name].line for name in drawn(spec) if not FOUND[name].own}


@pytest.mark.parametrize(
    ("names", "fit"),
    [
        (["rouble"], {"level", "index", "since", "value"}),
        (["rouble", "tenge"], {"level", "index", "since", "value"}),
        (["tenge-per-rouble"], {"level", "index", "since", "value"}),
        (["oil"], {"level", "index", "since"}),
        (["exports"], {"level", "index", "since", "change"}),
        (["exports", "oil"], {"level", "index", "since"}),
    ],
)
def test_what_is_offered_fits_and_is_drawn(names: list[str], fit: set[str]) -> None:
    assert set(shows(lines(*names))) == fit
    for show in shows(lines(*names)):
        for chart in charts(lines(*names)):
            spec = composed(names[0])
            for name in names[1:]:
                spec = placed(STORY, FOUND, with_lines(STORY, FOUND, spec, [names[0], name]) or spec, name, 0)
            spec = with_panel(STORY, FOUND, spec, 0, show=show, chart=chart)
            if refusal(lines(*names), spec.panels[0]) is None:
                assert drawn_labels(spec) == tuple(FOUND[name].label for name in names)
            else:
                assert len(names) > 1
                assert show in ("level", "value")


def test_what_does_not_fit_is_refused_with_what_does() -> None:
    change = Panel(lines=("rouble",), show="change")
    assert "Level, Index, 100 at the base, Change since the base, %, Value" in (refusal(lines("rouble"), change) or "")
    assert "step, bars" in (refusal(lines("exports"), Panel(lines=("exports",))) or ""), "no point in a year"
    assert "line, step" in (refusal(lines("rouble"), Panel(lines=("rouble",), chart="bar")) or "")


def test_a_logarithmic_scale_needs_positive_values_and_no_bars() -> None:
    spec = composed("rouble", "exports")
    least = lowest(STORY, spec, 0)
    assert least is not None
    assert least > 0
    assert log_refusal(spec.panels[0], least) is None
    since = with_panel(STORY, FOUND, spec, 0, show="since")
    assert "positive" in (log_refusal(since.panels[0], lowest(STORY, since, 0)) or "")
    bars = with_panel(STORY, FOUND, spec, 1, chart="bar")
    assert "zero" in (log_refusal(bars.panels[1], lowest(STORY, bars, 1)) or "")
    logged = with_panel(STORY, FOUND, spec, 1, scale="log")
    assert with_panel(STORY, FOUND, logged, 1, chart="bar").panels[1].scale == "linear"
    nothing = revised(STORY, FOUND, spec, window=Window(start=date(1950, 1, 1), end=date(1951, 1, 1)))
    assert log_refusal(nothing.panels[0], lowest(STORY, nothing, 0)) == "Nothing is drawn."


def test_a_base_comes_and_goes_with_what_is_counted_from_it() -> None:
    spec = with_panel(STORY, FOUND, composed("rouble"), 0, show="index")
    assert spec.panels[0].base == spec.window.start
    event = with_panel(STORY, FOUND, spec, 0, base="crimea")
    assert event.panels[0].base == "crimea"
    assert with_panel(STORY, FOUND, event, 0, show="since").panels[0].base == "crimea"
    assert with_panel(STORY, FOUND, event, 0, show="level").panels[0].base is None
    late = revised(STORY, FOUND, composed("tenge"), window=whole([FOUND["rouble"]]))
    based = with_panel(STORY, FOUND, late, 0, show="index").panels[0].base
    assert based == FOUND["tenge"].first, "no base before the line begins"


# -------------------------------------------------------------------------------------------------- words and window


def test_default_words_say_what_is_drawn_and_follow_it() -> None:
    spec = composed("rouble")
    assert spec.title == "Rouble, 1 Jul 2013 – 31 Mar 2016"
    assert spec.subtitle == "Rouble: RUB per USD"
    more = with_lines(STORY, FOUND, with_panel(STORY, FOUND, spec, 0, show="index"), ["rouble", "exports"])
    assert more
    assert (more.id, more.title) == ("rouble-exports", "Rouble, Exports to Russia, 1 Jul 2013 – 31 Mar 2016")
    assert more.subtitle == "Rouble: index, 1 Jul 2013 = 100. Exports to Russia: US$ million"
    own = revised(STORY, FOUND, spec, title="The rouble fell")
    longer = with_lines(STORY, FOUND, own, ["rouble", "tenge"])
    assert longer
    assert longer.title == "The rouble fell"
    assert revised(STORY, FOUND, longer, title="").title.startswith("Rouble, Tenge, ")


def test_a_default_id_is_free_in_the_story() -> None:
    assert "tenge-per-rouble" in {figure.id for figure in STORY.figures}
    assert composed("tenge-per-rouble").id == "tenge-per-rouble-2"


def test_annual_lines_begin_with_all_there_is_and_others_with_the_article() -> None:
    assert composed("exports").window == Window(start=date(1995, 1, 1), end=date(2021, 12, 31))
    assert composed("exports").title == "Exports to Russia, 1995 – 2021"
    assert composed("rouble").window == STORY.figures[0].window


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"window": {"start": date(2015, 1, 1), "end": date(2014, 1, 1)}}, "ends on 2014-01-01, before it starts"),
        ({"id": "No Name"}, "id: .*found 'No Name'"),
    ],
)
def test_what_no_figure_may_be_is_said(changes: dict[str, object], said: str) -> None:
    with pytest.raises(StoryError, match=said):
        revised(STORY, FOUND, composed("rouble"), **changes)


def test_a_line_from_outside_the_story_is_brought_along_under_the_label_given() -> None:
    spec = composed("nbp-kzt")
    assert brought(spec) == {
        "nbp-kzt": Line(label="Kazakhstani tenge, cross rate of the zloty fixings of table B", keys=("nbp/KZT",))
    }
    lines = {"nbp-kzt": Line(label="Tenge in Warsaw", keys=("nbp/KZT",))}
    found = offers(STORY, lines)
    assert not found["nbp-kzt"].own
    assert found["nbp-kzt"].label == "Tenge in Warsaw"
    named = relabelled(STORY, FOUND, found, spec)
    assert named.title.startswith("Tenge in Warsaw, ")
    assert read_block(STORY, figure_block(named, lines)) == (named, lines)


@pytest.mark.parametrize("spec", STORY.figures, ids=lambda spec: spec.id)
def test_a_figure_written_by_hand_keeps_what_a_change_does_not_concern(spec: FigureSpec) -> None:
    spec = spec.model_copy(update={"panels": tuple(panel for panel in spec.panels if not panel.optional)})
    assert with_lines(STORY, FOUND, spec, drawn(spec)) == spec
    changed = revised(STORY, FOUND, spec, title="Another")
    assert changed == spec.model_copy(update={"title": "Another"})
    assert excess(spec, {}) is None
    for panel in spec.panels:
        assert refusal([FOUND[name] for name in panel.lines], panel) is None


def test_more_than_a_page_can_compose_is_refused_with_the_limit() -> None:
    spec = composed("rouble")
    assert "at most 8 panels" in (excess(spec.model_copy(update={"panels": spec.panels * 9}), {}) or "")
    assert "at most 500" in (excess(spec.model_copy(update={"title": "x" * 501}), {}) or "")
    early = spec.model_copy(update={"window": Window(start=date(1000, 1, 1), end=date(2999, 1, 1))})
    assert "between 1900-01-01 and 2100-12-31" in (excess(early, {}) or "")


def test_a_label_with_braces_is_said_as_it_is() -> None:
    label = "Rouble {of Warsaw}"
    told = STORY.model_copy(update={"lines": {"warsaw": Line(label=label, keys=("nbp/RUB",))}})
    spec = with_lines(told, offers(told), None, ["warsaw"])
    assert spec is not None
    assert "".join(map(str, pieces(spec.title))).startswith(label)
