"""The figures of claims: the finding as title, the verdict above it, rule and caveat inside, the tested marks drawn."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from relations import downloads
from relations.cache import read, write
from relations.claims.verdict import MARKS
from relations.figures import Figure, Options, draw
from relations.figures.art.members import Member, Members
from relations.figures.export import export
from relations.figures.generated import made
from relations.figures.layout.ink import Box, Ink
from relations.figures.theme import style_of
from relations.i18n import LOCALES, Locale
from relations.story.line import line
from sources import NotCached, Rejected
from tests.figures.test_draw import SHIPPED, texts
from tests.found import STORY, drawn, shipped, verdicts

CHECKED = drawn()
NUMBER = re.compile(r"(?<![\w/])\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module", params=CHECKED)
def claimed(request: pytest.FixtureRequest) -> Figure:
    return draw(STORY, f"claim-{request.param}", Options(width=640, height=450, exact=True))


def id_of(figure: Figure) -> str:
    return figure.id.removeprefix("claim-")


def test_its_title_is_the_finding_and_never_the_claim(claimed: Figure) -> None:
    claim, verdict = STORY.claim(id_of(claimed)), verdicts()[id_of(claimed)]
    assert claim.claim.rstrip(".").lower() not in claimed.title.lower()
    assert claimed.title == verdict.finding()
    assert not claimed.title.endswith(".")


def test_the_numbers_of_its_title_are_those_of_the_verdict(claimed: Figure) -> None:
    verdict, claim = verdicts()[id_of(claimed)], STORY.claim(id_of(claimed))
    known = {abs(one.number) for one in verdict.values if one.number == one.number}
    known |= {100 * abs(a / b - 1) for a in known for b in known if b}
    declared = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", claim.model_dump_json())]
    told = [float(one.replace(",", "")) for one in NUMBER.findall(claimed.title)]
    assert told
    for number in told:
        near = 0.5 if number >= 1 else 0.05
        counted = number == int(number) and (number <= 200 or 1990 <= number <= 2030)  # years, roll calls, members
        assert counted or any(abs(number - one) <= near for one in (*known, *declared)), number


def test_badge_rule_and_caveat_are_inside(claimed: Figure) -> None:
    claim, verdict, words = STORY.claim(id_of(claimed)), verdicts()[id_of(claimed)], texts(claimed)
    badge = str(verdict.headline.badge)
    assert {
        badge[0].upper() + badge[1:],
        f"The article, ¶{claim.paragraph}: {claim.claim}",  # our words, without the marks of a quotation
        "Rule: " + "; ".join(dict.fromkeys(map(str, verdict.rule))) + ".",
        *([f"Caveat: {claim.caveat}"] if claim.caveat else []),
    } <= set(words)


def test_a_file_has_all_its_words_as_text() -> None:
    figure = draw(STORY, "claim-market-170m")
    svg = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", export(figure, "svg").decode()))
    assert all(words in svg for words in texts(figure) if "&" not in words and len(words) < 60)


def test_its_description_begins_with_the_verdict(claimed: Figure) -> None:
    badge = str(verdicts()[id_of(claimed)].headline.badge)
    assert claimed.alt.startswith(badge[0].upper() + badge[1:])
    assert claimed.title in claimed.alt
    assert ".." not in claimed.alt


def test_it_shows_the_data_its_verdict_rests_on(claimed: Figure) -> None:
    verdict = verdicts()[id_of(claimed)]
    lines = {STORY.lines[used].label for used in STORY.claim(id_of(claimed)).lines_used if there(used)}
    assert {label for label, _ in claimed.shown} == lines
    assert verdict.start is not None
    assert verdict.end is not None
    assert downloads.drawn(claimed)["date"].min().date().year >= verdict.start.year
    assert downloads.drawn(claimed)["date"].max().date() <= verdict.end
    assert claimed.missing == ()


def there(name: str) -> bool:
    """Whether the cache has what a line is made of."""
    try:
        return bool(line(STORY, name))
    except NotCached:
        return False


def test_it_has_the_size_asked_for(claimed: Figure) -> None:
    assert (claimed.width, claimed.height) == (640, 450)
    wide = draw(STORY, claimed.id)
    assert (wide.width, wide.height) == (1200, 675)


MARKED = {
    "trade-will-grow": {"20.2", "−25 %", "−37 %", "−19 %", "level of 2014: next passed in 2021"},
    "market-170m": {"170", "170.7", "173.6", "+0.7", "+3.6"},
    "russian-minority": {"2,945,439", "3,759,858", "5,154,246", "3,000,000"},
    "hardest-year": {"−15", "as deep as 2014"},
    "rouble-freefall": {"−51 %", "33.8 → 68.9 per dollar 30 Jun 2014 – 30 Jan 2015"},
    "crisis-hits-kazakhstan": {"−51 %", "−23 %", "+8.7 %"},
    "closest-economically": {"Kazakhstan–Russia", "20.2", "6"},
    "closest-ally": {"78.7", "Kazakhstan", "Belarus", "84.7"},
    "few-support-russia": {"Kazakhstan 78.7, rank 27", "median 75.0", "abstained: 51"},
    "supports-integrity": {"abstained: 58, Kazakhstan among them", "yes: 100", "no: 11"},
}


@pytest.mark.parametrize(("name", "marks"), MARKED.items())
def test_the_tested_number_is_in_the_picture(name: str, marks: set[str]) -> None:
    assert marks <= set(texts(draw(STORY, f"claim-{name}")))


def test_every_member_ranked_has_one_mark() -> None:
    figure = draw(STORY, "claim-stays-close-at-the-un")
    dots = next(rows for rows in (layer["data"]["values"] for layer in figure.spec["vconcat"][0]["layer"])
                if "shape" in rows[0])  # fmt: skip
    columns = [dot for dot in dots if dot["fill"] != "transparent" and dot["stroke"] != "#1b1b1b"]
    assert len(columns) == verdicts()["stays-close-at-the-un"].number("ranked")


def test_a_verdict_that_flips_flips_title_and_badge(cache: Path) -> None:
    """With imports of 2016 many times as large the union's trade has grown."""
    shutil.copytree(SHIPPED, cache)
    imports = read("wits/KAZ/RUS/imports")
    grown = imports.data["value"].where(imports.data["date"] != "2016-01-01", 99_999.0)
    write(replace(imports, data=imports.data.assign(value=grown)))
    figure = draw(STORY, "claim-trade-will-grow")
    assert "+413 % in 2016" in figure.title
    assert "lower than" not in figure.title
    assert figure.alt.startswith("Came true in 2016")


@pytest.mark.parametrize("name", ["protests", "within-a-year", "leaders-support-union"])
def test_a_claim_that_no_line_tells_has_no_figure(name: str) -> None:
    with pytest.raises(Rejected, match=f"nothing to draw for the claim '{name}'"):
        draw(STORY, f"claim-{name}")


def test_the_marks_of_verdicts_have_no_hue() -> None:
    """Every mark is drawn in the ink of text, whatever it says."""
    found = [made(STORY, f"claim-{name}")[1] for name in ("trade-will-grow", "market-170m", "closest-ally")]
    assert {plate.badge.mark for plate in found if plate and plate.badge} <= set(MARKS.values())
    for name in ("trade-will-grow", "market-170m", "closest-ally"):
        fills = draw(STORY, f"claim-{name}").spec["vconcat"][0]["layer"][0]["data"]["values"]
        assert {row["color"] for row in fills if row.get("radius")} <= {"#1b1b1b", "#ffffff"}


def test_as_known_then_nothing_of_later_is_drawn() -> None:
    figure = draw(STORY, "claim-rouble-freefall", Options(known_then=True))
    assert downloads.drawn(figure)["date"].max().date() <= STORY.article.known_until
    assert not {"Apr 2015", "Mar 2015"} & set(texts(figure)), "nor does the axis run on"


def test_a_pointer_reads_every_number_that_is_drawn(claimed: Figure) -> None:
    """A plate's marks are read one by one: each lies in the picture and says what it is of, and no two are one."""
    assert claimed.spots
    assert all(0 <= one.x <= claimed.width and 0 <= one.y <= claimed.height and one.title for one in claimed.spots)
    assert len({(one.x, one.y, one.title) for one in claimed.spots}) == len(claimed.spots)
    assert [one[2] for one in claimed.pointer["spots"]] == [one.title for one in claimed.spots]


def test_those_named_are_ringed_in_their_own_order() -> None:
    """Equal input gives an equal picture, whichever process draws it."""
    codes = ("AUS", "BRA", "CAN", "DNK", "EGY", "FRA", "GHA")
    members = tuple(Member(code, 50.0 + place, "no", code) for place, code in enumerate(codes))
    ink = Ink()
    Members(members, "", "first", "second").draw(ink, Box(0, 0, 700, 300), style_of("light", 640))
    rings = [dot.x for dot in ink.dots if dot.fill == "transparent"]
    assert len(rings) == len(codes)
    assert rings == sorted(rings)


def test_a_name_that_crowds_the_others_goes_before_the_marks_become_dust() -> None:
    """Named from the left: the median, the one asked about, and two near the end whose names would stand on rows."""
    values = {"FRA": 78.7, "BLR": 84.7, "GMB": 88.5, "USA": 36.2}
    named = [Member(code, value, "yes", f"A name that is long {code}") for code, value in values.items()]
    many = [Member("DNK", 76.5, "yes")] * 20
    for height, known in ((150, 3), (400, 5)):
        ink = Ink()
        Members((*named, *many), "FRA", "first", "second", 75.0).draw(
            ink, Box(0, 0, 600, height), style_of("light", 640)
        )
        names = [text for text in ink.texts if "name" in text.lines[0] or "median" in text.lines[0]]
        assert len(names) == known
        assert any("FRA" in text.lines[0] for text in names)
        assert min(dot.size for dot in ink.dots if dot.fill != "transparent") ** 0.5 > 2


COLUMN = {"width": 640, "height": 450, "exact": True}


def told_in(story: str, claim: str, **options: Any) -> tuple[Figure, list[str]]:
    figure = draw(shipped(story), f"claim-{claim}", Options(**{**COLUMN, **options}))
    return figure, texts(figure)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_one_change_of_a_picture_is_at_its_arrow_also_between_narrow_bars(locale: Locale) -> None:
    _, written = told_in("kazakhstan-russia", "will-2015-improve", locale=locale)
    assert "−25 %" in [one.replace("\u00a0", " ") for one in written]


def test_money_is_printed_in_billions_and_its_limit_stays_exact() -> None:
    figure, written = told_in("ukraine-russia", "shrinking-since-2014")
    assert figure.title == "Exports and imports: US$ 38.3 billion in 2013, 15 % below US$ 45.05 billion"
    assert {"45.05", "38.3"} <= set(written)
    assert figure.subtitle.endswith("; US$ billion")
    assert any("−US$ 3.65 billion" in one for one in told_in("kazakhstan-russia", "hardest-year")[1])


def test_a_sum_beside_another_picture_says_what_it_is_in() -> None:
    assert "US$ million" in told_in("georgia-russia", "eighteen-percent")[1]


def test_a_title_of_shares_names_each_line_by_its_own_name() -> None:
    figure, _ = told_in("belarus-russia", "main-partner")
    exports, imports = figure.title.split(". ")
    assert exports == "Russia’s share of exports was 45 % in 2013, 65 % in 1998"
    assert imports == "Russia’s share of imports was 52 % in 2013, 55 % in 1998"


def test_readings_have_signs_points_and_no_codes() -> None:
    _, shares = told_in("australia-china", "less-vulnerable")
    assert {"+31.4 % on 2019", "+1.3 points"} <= set(shares)
    _, money = told_in("belarus-russia", "plunge-and-oil")
    assert {"−44.8 %", "−47.0 %", "Oil"} <= set(money)
    assert not any("RUB" in one for one in money)
    assert "−0,5\u00a0пункта" in told_in("kazakhstan-russia", "hardest-year", locale="ru")[1]


@pytest.mark.parametrize(
    ("locale", "level"),
    [("en", "78.7 on a scale from 0 to 100"), ("ru", "78,7 по шкале от 0 до 100"), ("kk", "78,7 балл (0–100)")],
)
def test_a_level_of_a_score_is_on_its_scale_and_no_number_of_points(locale: Locale, level: str) -> None:
    then, later = (STORY.claim(one).measures[0] for one in ("closest-geopolitically", "stays-close-at-the-un"))
    both = STORY.claim("closest-geopolitically").model_copy(update={"measures": (then, later)})
    figure = draw(STORY.model_copy(update={"claims": (both,)}), f"claim-{both.id}", Options(locale=locale))
    words = [one.replace("\u00a0", " ") for one in texts(figure)]
    assert any(one.startswith(level) for one in words), words
    assert not any(re.search(r"\d points|\d пункт", one) for one in words)


@pytest.mark.parametrize(("locale", "said"), [("en", "33.4 %"), ("ru", "33,4 %"), ("kk", "33,4 %")])
def test_a_share_beside_the_name_of_its_whole_is_a_percentage_alone(locale: Locale, said: str) -> None:
    figure = draw(STORY, "claim-russia-main-partner", Options(locale=locale))
    assert said in [one.replace("\u00a0", " ") for one in texts(figure)]
    assert f": {said}." in figure.alt.replace("\u00a0", " ")


def test_of_a_vote_its_subtitle_is_no_measure_of_agreement() -> None:
    assert told_in("kazakhstan-russia", "supports-integrity")[0].subtitle == (
        "How the members of the UN General Assembly voted"
    )


@pytest.mark.parametrize(
    ("claim", "size"), [("closest-ally", COLUMN), ("few-support-russia", {"width": 768, "height": 432})]
)
def test_the_highest_claims_keep_their_size_in_kazakh(claim: str, size: dict[str, Any]) -> None:
    assert told_in("kazakhstan-russia", claim, **size, locale="kk")[0].height == size["height"]


def test_a_level_whose_words_would_touch_a_number_is_named_briefly() -> None:
    long, brief = "уровень 2014 года: превышен в 2021", "уровень 2014 года"
    narrow = told_in("kazakhstan-russia", "will-2015-improve", locale="ru")[1]
    wide = told_in("kazakhstan-russia", "will-2015-improve", locale="ru", width=1200, height=675)[1]
    assert (long in narrow, narrow.count(brief)) == (False, 2)
    assert (long in wide, wide.count(brief)) == (True, 1)


def test_a_reading_says_a_thing_once() -> None:
    """The part of the claim names the currency already; a share says what it is of; a sum needs its own name."""
    oil = told_in("belarus-russia", "plunge-and-oil")[1]
    assert ("The rouble" in oil, "The rouble: Russian rouble" in oil) == (True, False)
    kazakh = told_in("belarus-russia", "plunge-and-oil", locale="kk")[1]
    assert ("Рубль" in kazakh, "Рубль: Ресей рублі" in kazakh) == (True, False)
    share = told_in("georgia-russia", "eighteen-percent")[1]
    assert {"The share", "17.8 % of goods exports", "The sum: goods exports to Russia"} <= set(share)
    years = told_in("turkey-united-states", "strained-in-recent-years")[1]
    assert "In trade and votes, 2016 to 2017: Votes with the United States" in years  # one of three lines


@pytest.mark.parametrize(("locale", "said"), [("en", "as reported by Ukraine"), ("kk", "дерек беруші — Украина")])
def test_who_reported_both_lines_is_said_once(locale: str, said: str) -> None:
    subtitle = told_in("ukraine-russia", "turning-point", locale=locale)[0].subtitle
    assert subtitle.count(said) == 1
    assert subtitle.index(said) > subtitle.index(";" if locale == "en" else "Тауар импорты")


def test_a_rule_is_drawn_and_named_exactly() -> None:
    assert "the rule: at least 32.6 %" in told_in("australia-china", "a-third-of-exports")[1]


@pytest.mark.parametrize("size", [COLUMN, {"width": 1080, "height": 1080}])
def test_a_rule_that_crosses_every_bar_has_its_name(size: dict[str, Any]) -> None:
    assert {"the rule: at least 20 %", "≥ 20 %"} & set(told_in("lithuania-russia", "imports-a-fifth", **size)[1])
    assert {"the rule: at least 17.5 %", "≥ 17.5 %"} & set(told_in("georgia-russia", "eighteen-percent", **size)[1])


def test_a_title_says_from_when_to_when_where_all_lines_have_one_span() -> None:
    assert told_in("georgia-russia", "ban-hurt-economy")[0].title == "Exports to Russia fell by 51 % from 2005 to 2006"
    assert told_in("turkey-united-states", "strained-in-recent-years")[0].title.endswith(
        " rose by 9 % from 2016 to 2017"
    )
    assert "from" not in told_in("kazakhstan-russia", "crisis-hits-kazakhstan")[0].title.replace("from Russia", "")


def test_a_title_and_the_number_in_the_picture_agree() -> None:
    figure, written = told_in("lithuania-russia", "lithuanian-goods-fell")
    assert figure.title == "Exports to Russia rose by 4.5 % from 2013 to 2014"
    assert "+4.5 %" in written


def test_a_year_without_a_bar_is_named_also_outside_the_years_that_are_tested() -> None:
    figure, written = told_in("kazakhstan-russia", "pressures-accelerate")
    assert figure.title.endswith("in 2014")
    assert any("2010 is not counted" in one for one in written)
