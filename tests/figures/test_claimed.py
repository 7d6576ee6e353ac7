"""The figures of claims: the finding as title, the verdict above it, rule and caveat inside, the tested marks drawn."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

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
from relations.story.line import line
from sources import NotCached, Rejected
from tests.figures.test_draw import SHIPPED, texts
from tests.found import STORY, drawn, verdicts

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
