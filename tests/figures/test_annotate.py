"""What is written in a panel: changes with their percentages, names of bands, names of lines; in place or as a note."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from relations import cache
from relations import story as stories
from relations.figures import Options, draw
from relations.figures.layout.remarks import Held
from relations.figures.layout.timeline import ticks, write_axis
from relations.figures.options import size
from relations.figures.theme import style_of
from relations.i18n import Locale, speaking
from relations.story import Band, Change, FigureSpec, Line, Panel, Story, Window
from relations.values import Rate
from tests.figures.rendered import Rendered, faults
from tests.figures.test_draw import texts
from tests.found import STORY
from transforms.change import both_ways, percent


@pytest.fixture(scope="module")
def story() -> Story:
    return STORY


def with_panel(story: Story, panel: Panel, bands: tuple[Band, ...] = (), *, events: tuple[str, ...] = ()) -> Story:
    window = Window(start=date(2013, 7, 1), end=date(2016, 3, 31))
    spec = FigureSpec(id="one", title="One", subtitle="Panel", window=window, panels=(panel,), events=events)
    return story.model_copy(update={"figures": (spec,), "bands": bands})


def on(key: str, day: str) -> float:
    data = cache.read(key).data.set_index("date")["value"]
    return float(data[day])


def test_a_currency_changes_by_what_it_is_worth_and_its_quotes_stand_beside(story: Story) -> None:
    before, after = on("imf/RUB", "2014-06-30"), on("imf/RUB", "2015-01-30")
    words = " ".join(texts(draw(story, "money-and-oil")))
    assert f"{both_ways(before, after)[1]:.0f}\u00a0%".replace("-", "−") in words
    assert "−51\u00a0%" in words
    assert "30 Jun 2014 – 30 Jan 2015 33.8 → 68.9 per dollar" in words
    assert "held at 181–188 tenge per dollar, 18 months" in words


def test_for_how_many_months_a_rate_was_held_is_counted(story: Story) -> None:
    """Each language has its own plurals: 21 is one month in Russian, and several in English."""
    rouble = draw(story, "money-and-oil").panels[0].series[0]
    one = Held(rouble, date(2014, 1, 1), date(2014, 2, 1), 181, 188, Rate("KZT", "USD"))
    assert one.shapes[0].endswith(", 1 month")
    assert replace(one, end=date(2015, 10, 2)).shapes[0].endswith(", 21 months")
    assert replace(one, high=181, end=date(2014, 3, 5)).shapes[0].endswith(", 2 months")


@pytest.mark.parametrize(
    ("locale", "end", "words"),
    [
        ("ru", date(2015, 10, 2), "21 месяц"),
        ("ru", date(2014, 3, 5), "2 месяца"),
        ("ru", date(2015, 7, 2), "18 месяцев"),
        ("kk", date(2015, 7, 2), "18 ай"),
    ],
)
def test_the_months_a_rate_was_held_are_in_their_plural(story: Story, locale: Locale, end: date, words: str) -> None:
    rouble = draw(story, "money-and-oil").panels[0].series[0]
    with speaking(locale):
        for high in (181, 188):
            full, _ = Held(rouble, date(2014, 1, 1), end, 181, high, Rate("KZT", "USD")).shapes
            assert re.search(rf"\b{words}\b", full)


def test_a_price_changes_one_way(story: Story) -> None:
    key = next(key for key in story.lines["oil"].keys if cache.is_cached(key))
    before, after = on(key, "2014-06-30"), on(key, "2015-01-30")
    words = " ".join(texts(draw(story, "money-and-oil")))
    assert f"{before:.1f} → {after:.1f}" in words
    assert f"−{-percent(before, after):.0f}\u00a0%" in words


def test_of_bars_on_each_other_only_the_sum_is_marked_and_what_one_line_did_is_told(story: Story) -> None:
    panel = story.figure("trade").panels[0]
    one = Change(line="exports", start=date(2013, 1, 1), end=date(2014, 1, 1))
    spec = story.figure("trade").model_copy(update={"panels": (panel.model_copy(update={"changes": (one,)}),)})
    figure = draw(story.model_copy(update={"figures": (spec,)}), "trade")
    before, after = (on("wits/KAZ/RUS/exports", f"{year}-01-01") for year in (2013, 2014))
    told = f"US$ {before / 1000:.2f} → {after / 1000:.2f} billion, {percent(before, after):+.1f}\u00a0%."
    assert not any("%" in one for one in texts(figure)[1:] if len(one) < 9)
    assert f"Exports to Russia, 2013 – 2014: {told}" in figure.caption


def test_money_is_told_in_billions_in_every_window_as_the_subtitle_says(story: Story) -> None:
    figure = draw(story, "trade", Options(window=Window(start=date(1995, 1, 1), end=date(2003, 12, 31))))
    assert "Billion US dollars" in figure.subtitle
    assert {str(one.unit) for one in figure.panels[0].series} == {"US$ billion"}


def test_a_share_changes_by_points(story: Story) -> None:
    change = Change(start=date(1996, 1, 1), end=date(2014, 1, 1))
    window = Window(start=date(1995, 1, 1), end=date(2021, 12, 31))
    panel = Panel(lines=("imports-share",), chart="step", changes=(change,))
    spec = FigureSpec(id="one", title="One", subtitle="Panel", window=window, panels=(panel,), events=())
    figure = draw(story.model_copy(update={"figures": (spec,)}), "one")
    before, after = (on("wits/KAZ/RUS/imports_share", f"{year}-01-01") for year in (1996, 2014))
    words = " ".join(texts(figure))
    assert f"−{before - after:.0f} points" in words
    assert f"{before:.1f} → {after:.1f}" in words


def test_an_index_and_a_level_tell_the_same_change(story: Story) -> None:
    change = Change(start=date(2014, 6, 30), end=date(2015, 1, 30))
    plain = with_panel(story, Panel(lines=("rouble",), changes=(change,)))
    index = with_panel(story, Panel(lines=("rouble",), show="index", base=date(2014, 6, 30), changes=(change,)))
    for told in (plain, index):
        words = " ".join(texts(draw(told, "one")))
        assert "−51\u00a0%" in words
        assert "33.8 → 68.9" in words


def test_a_change_needs_both_its_observations(story: Story) -> None:
    """None is looked for more than a week before a day, and one observation is no change."""
    gap = Change(start=date(2014, 12, 31), end=date(2015, 1, 7))
    assert not any(
        "→" in text for text in texts(draw(with_panel(story, Panel(lines=("rouble",), changes=(gap,))), "one"))
    )


def test_separators_and_signs_are_those_of_the_language(story: Story) -> None:
    words = " ".join(texts(draw(story, "money-and-oil", Options(locale="ru"))))
    assert "33,8 → 68,9" in words
    assert "−51\u00a0%" in words


@pytest.mark.parametrize("words", ["wide", "column", "square"])
def test_every_number_of_the_title_is_marked_or_noted(story: Story, words: str) -> None:
    found = " ".join(texts(draw(story, "money-and-oil", Options(**size(words))))).replace("\u00a0", " ")
    assert re.search(r"−51 % .*30 Jan 2015", found)
    assert re.search(r"−52 % .*21 Jan 2016", found)
    assert "−57 %" in found
    trade = " ".join(texts(draw(story, "trade", Options(**size(words))))).replace("\u00a0", " ")
    assert "−15 %" in trade
    assert "−25 %" in trade
    assert {"23.8", "20.2", "15.1"} <= set(trade.split())


def test_a_band_is_named_in_it_or_in_a_note_with_its_days(story: Story) -> None:
    band = Band(id="b", label="a band of some length", start=date(2014, 2, 11), end=date(2015, 8, 20), lines=("tenge",))
    figure = draw(with_panel(story, Panel(lines=("tenge",)), (band,)), "one")
    assert "a band of some length" in texts(figure)
    assert "Shaded: a band of some length, 11 Feb 2014 – 20 Aug 2015." in figure.caption
    longer = band.model_copy(update={"label": "a band of more than any length " * 20})
    figure = draw(with_panel(story, Panel(lines=("tenge",)), (longer,)), "one")
    assert any(f"Shaded: {longer.label}, 11 Feb 2014 – 20 Aug 2015." in text for text in texts(figure))


@pytest.mark.parametrize("words", ["wide", "column", "square", "320x200"])
def test_six_lines_that_end_at_one_value_are_all_named(story: Story, words: str) -> None:
    labels = ("Rouble", "Rouble, again", "The rouble once more", "Рубль", "Ресей рублі", "Rouble, and no other line")
    lines = {f"rouble-{n}": Line(label=label, keys=("imf/RUB",)) for n, label in enumerate(labels)}
    told = with_panel(story.model_copy(update={"lines": lines}), Panel(lines=tuple(lines)))
    figure = draw(told, "one", Options(**size(words)))
    assert faults(figure) == []
    right = figure.spec["vconcat"][0]["width"]
    seen = Rendered(figure)
    assert sum(leader.x2 - leader.x < 8 for leader in seen.leaders) >= 4, "those moved have a tick to their line"
    assert {text for text, box in seen.texts if box.x > right} >= set(labels)


def test_a_change_between_bars_too_close_for_an_arrow_stands_at_them_and_off_the_axis(story: Story) -> None:
    change = Change(start=date(1998, 1, 1), end=date(2000, 1, 1))
    window = Window(start=date(1995, 1, 1), end=date(2008, 12, 31))
    panel = Panel(lines=("exports",), chart="bar", changes=(change,))
    spec = FigureSpec(id="one", title="Union", subtitle="Union", window=window, panels=(panel,))
    event = story.events[0].model_copy(update={"date": date(2001, 12, 31), "precision": "day", "label": "Union"})
    alone = story.model_copy(update={"figures": (spec,), "bands": (), "events": (event,), "claims": ()})
    figure = draw(alone, "one", Options(width=320, height=200, exact=True))
    assert faults(figure) == []
    boxes = dict(Rendered(figure).texts)
    assert boxes["+8.3\u00a0%"].x > boxes["1,579"].x  # 1998's total: left of it, it would tell what earlier bars did


def test_a_figure_on_the_page_grows_rather_than_lose_a_mark_and_one_of_exact_size_does_not(story: Story) -> None:
    """Of a step that ends at the lower edge the last value had no place on the page, and the title names it."""
    votes = stories.load("australia-china")
    grown, exact = (draw(votes, "votes", Options(width=920, height=510, exact=one)) for one in (False, True))
    assert (grown.height, exact.height) == (541, 510)
    assert [said for said, _ in Rendered(grown).texts].count("49.4") == 3, "2019, 2021, and the line's last value"
    assert "Australia with China 2021: 49.4." in " ".join(said for said, _ in Rendered(exact).texts)


def test_a_total_stands_clear_of_the_axis_of_time_and_of_names(story: Story) -> None:
    """−38 % stood on the axis, 610.1 touched the line's name, 12.4 the dotted line of the note beside it."""
    asked = {
        "turnover": ("kazakhstan-russia", Options(width=928, height=510)),
        "trade": ("kazakhstan-russia", Options(width=360, height=450, exact=True)),
        "exports": ("georgia-russia", Options(width=360, height=450, exact=True)),
    }
    for figure, (name, wanted) in asked.items():
        drawn = Rendered(draw(stories.load(name), figure, wanted))
        assert drawn.figure.height == wanted.height
        totals = [(said, box) for said, box in drawn.texts if re.fullmatch(r"−?[\d.]+", said)]
        names = [(said, box) for said, box in drawn.texts if said.startswith(("Exports", "Kazakhstan–"))]
        assert len(totals) > 8
        beside = [(said, box) for said, box in totals if all(box.x < place.x for _, place in names)]
        assert not [said for said, box in beside for _, place in names if box.grown(1.5).overlaps(place)]
        if figure == "turnover":
            [low] = [box for said, box in totals if said == "−38"]
            years = min(box.y for said, box in drawn.texts if said == "2008")
            assert low.y2 < years - 40, "above the line of zero, since below it the axis would strike it through"
        if figure == "trade":
            assert "12.4" not in [said for said, _ in totals], "it has no place that the dotted line does not cross"


def test_a_heading_keeps_its_comma(story: Story) -> None:
    """Kerning makes bold Cyrillic narrower than its width: a comma set after it stood apart."""
    texts = [said for said, _ in Rendered(draw(story, "turnover", Options(locale="ru"))).texts]
    assert "Торговля с Россией," in texts
    assert "млрд долларов США того года" in texts


def test_an_axis_inside_a_sentence_keeps_the_capital_of_a_country() -> None:
    """Rouble, …: 33.8 → 68.9 roubles per dollar; but: … Australian dollars per US dollar."""
    said = {name: draw(stories.load(name), "money").caption for name in ("australia-china", "turkey-united-states")}
    assert " Australian dollars per US dollar, +22" in said["australia-china"].replace("\u00a0", " ")
    assert " lira per dollar, −24" in said["turkey-united-states"].replace("\u00a0", " ")


def test_what_is_counted_in_per_cent_since_a_day_says_so_at_its_end(story: Story) -> None:
    """A figure of the page's “Change, %” with a subtitle of one's own had no unit anywhere."""
    drawn = draw(story, "money-and-oil", Options(show="change", base=date(2014, 6, 30)))
    assert "−50\u00a0%" in [said for said, _ in Rendered(drawn).texts]


def test_ticks_without_a_label_stand_apart_or_not_at_all() -> None:
    """150 years on a phone were a comb of 150 ticks, 1.6 px apart."""

    def drawn(years: int) -> int:
        start, end = date(2050 - years, 1, 1), date(2050, 1, 1)
        found = ticks(start, end, 260)
        x = lambda day: 260 * (day - start) / (end - start)  # noqa: E731
        return len(write_axis(found, x, (-30, 330), style_of("light", 360, ""), bare=True).rules)

    assert drawn(40) == 40
    assert drawn(150) < 20


def test_what_is_not_counted_is_told_beside_the_lines_and_not_across_them(story: Story) -> None:
    """On a phone “2010 данные неполны” in one line lay across the exports."""
    narrow = Rendered(draw(story, "shares", Options(**size("360x450"), locale="ru")))
    told = dict(narrow.texts)["2010 данные неполны"]
    assert told.x2 - told.x < 62, "in two lines it has room right of the step"
