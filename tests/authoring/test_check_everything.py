"""All that is wrong with a story is named in one run, and nothing that only follows from another mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from relations.authoring.check import check
from tests.authoring.test_check import GOOD

#: Every mistake of `everything_wrong.toml`, in the order of its lines: line, key, error or warning, nearest, words.
EVERYTHING = [
    (2, "id", "error", "", "take `id` out"),
    (3, "countries[1]", "error", "RUS", "'Russia' is no country; allowed: "),
    (8, "article.url", "error", "", "write a whole address"),
    (10, "article.known_until", "warning", "", "the article appeared later"),
    (11, "works.nowhere", "warning", "", "has no address; write its `url`"),
    (16, "lines.broken.keys[0]", "error", "imf", "'imff' is no publisher; allowed: "),
    (19, "lines.whole.keys[0]", "error", "", "imf_ifs is a release without it"),
    (20, "events[0].label", "error", "", "it is missing; write it"),
    (22, "events[0].date", "error", "", "write a day without quotes, as 2014-06-30; found '2014-02-11'"),
    (23, "events[0].lable", "error", "label", "there is no such key here; allowed: "),
    (25, "events[0].role", "error", "context", "'contxt' is not known here; allowed: "),
    (26, "events[0].sources[0]", "error", "article", "'articel' is not in the story; allowed: "),
    (28, "events[1].id", "error", "", "ids are unique"),
    (
        30,
        "events[1].label",
        "warning",
        "",
        "a label of 45 characters is left out where there is no room; write at most 34",
    ),
    (34, "events[2].paragraphs", "error", "", "names its paragraphs"),
    (43, "claims[0].paragraph", "error", "", "write a whole number without quotes; found '1'"),
    (45, "claims[0].event", "error", "third", "'thrid' is not in the story; allowed: "),
    (48, "claims[0].measure.line", "error", "currency-kaz", "'curency-kaz' is not in the story; allowed: "),
    (55, "claims[1].measure", "error", "fall", "'fal' is no kind of measure; allowed: "),
    (62, "claims[2].measure", "warning", "", "too few to call it rare; 10 are needed"),
    (83, "figures[0].panels[0].lines[1]", "error", "population-kaz", "is not in the story; allowed: "),
    (87, "figures[0].panels[1].values[0]", "warning", "", "its label is left out"),
    (89, "figures[0].panels[2].base", "error", "", 'a base goes with show = "index"'),
    (94, "figures[1].title", "warning", "", "has no title of yours yet; write [[figures]]"),
    (100, "bands[0].end", "error", "", "the end must be later"),
    (102, "events[3]", "warning", "", "is in no figure"),
    (113, "claims[4].measure", "error", "", "either measure or measures"),
    (115, "claims[4].measure.line", "error", "currency-kaz", "'currency-kazz' is not in the story; allowed: "),
    (120, "claims[4].measures[0].line", "error", "currency-rus", "is not in the story; allowed: "),
    (121, "claims[4].measures[0].start", "error", "", "write a day without quotes"),
    (129, "claims[5].measure.at_lest", "error", "at_least", "there is no such key here; allowed: "),
    (133, "claims[5].measure.channels[0].end", "error", "", "the end must be later"),
    (135, "claims[5].measure.channels[1].line", "error", "", "'oill' is not in the story; allowed: "),
    (142, "claims[6].measure.since", "error", "", "it is missing; write it"),
    (142, "claims[6].measure", "error", "", "either at_least or listed"),
    (144, "claims[6].measure.definitions.goods", "error", "exports-share", "is not in the story; allowed: "),
    (145, "claims[6].measure.year", "error", "", "write a whole number without quotes; found '2014'"),
]


def test_everything_wrong_is_named_in_one_run_and_nothing_that_only_follows(tmp_path: Path) -> None:
    """Two lines and a claim name the line `broken`, whose key is none: of them nothing is said."""
    path = tmp_path / "story.toml"
    path.write_bytes(Path(__file__).with_name("everything_wrong.toml").read_bytes())
    told = check(path)
    assert [(one.line, one.key, one.severity, one.nearest) for one in told] == [one[:4] for one in EVERYTHING]
    for one, (*_, words) in zip(told, EVERYTHING, strict=True):
        assert words in one.said


SMALL = """[[claims]]
id = "small"
paragraph = 1
claim = "It fell rarely."
measure = { kind = "fall", line = "currency-kaz", start = 2014-02-10, end = 2016-02-14, deeper_at_most = 0 }"""

TWICE = """
[[claims.measures]]
kind = "fall"
line = "currency-kaz"
start = 2014-02-10
end = 2014-02-14
"""
SHARES = """[[claims]]
id = "large"
paragraph = 1
claim = "It is large."
measure = { kind = "shares", definitions = { goods = "exports-share" }, since = 2010, year = "2014", at_least = "5" }

"""

#: What hides nothing else and has no other mistake follow from it: what is told of it is all that is told.
ALONE = {
    "a country nobody knows": ('"RUS"', '"Rurit"', ["countries[1]"]),
    "no day of publication": ("published = 2015-01-01", "published = 5", ["article.published"]),
    "no article": (GOOD[GOOD.index("[article]") : GOOD.index("[[events]]")], "", ["article"]),
    "bands that are none": ("window =", "bands = 7\nwindow =", ["bands"]),
    "an event without a name that is named": (
        'id = "first"\ndate', "date", ["events[0].id"],
    ),
    "a figure without panels": (GOOD[GOOD.index("[[figures.panels]]") :], "", ["figures[0].panels"]),
    "a role that says whether there are paragraphs": (
        'role = "context"', 'role = "citde"\nparagraphs = [1]', ["events[0].role"]
    ),
    "a window that is none": ("end = 2016-12-31 }\n", "ende = 2016-12-31 }\n", ["window.end", "window.ende"]),
    "a country nobody knows, of which there are figures": (
        '"RUS"]', '"Rurit"]\nstandard = ["cross", "trade"]', ["countries[1]"]
    ),
    "a day up to which all is known that is none": (
        "published = 2015-01-01", "published = 2015-01-01\nknown_until = 5\n" + SMALL, ["article.known_until"]
    ),
    "a line of the pair whose part cannot be crossed": (
        '["currency-kaz"]', '["cross"]\n[lines.currency-kaz]\nlabel = "A"\nformula = "2 * oil"', ["lines.cross.cross"]
    ),
    "no day of publication, which claims are judged by": (
        "published = 2015-01-01", "published = 5\n" + SMALL, ["article.published"]
    ),
    "a line whose name is none": (
        '["currency-kaz"]', '["my-line"]\n[lines."My Line"]\nlabel = "A"\nkeys = ["imf/KZT"]', ["lines.My Line"]
    ),
    "a line that is none": ('["currency-kaz"]', '["a"]\n[lines]\na = 5', ["lines.a"]),
    "two measures and one more": (
        "[[figures]]", SMALL.replace(", deeper_at_most = 0", "") + TWICE + "[[figures]]", ["claims[0].measure"]
    ),
    "a number that a rule of the measure needs": (
        "[[figures]]", SHARES + "[[figures]]", ["claims[0].measure.year", "claims[0].measure.at_least"]
    ),
    "two ways for a line": (
        '["currency-kaz"]', '["a"]\n[lines.a]\nlabel = "A"\nkeys = ["imf/KZT"]\nformula = "exports"', ["lines.a"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ALONE)
def test_nothing_is_said_of_what_only_follows(tmp_path: Path, case: str) -> None:
    old, new, keys = ALONE[case]
    text = GOOD.replace('subtitle = "A measure"', 'subtitle = "A measure"\nnamed = ["first"]').replace(
        "values = [\n    2014-06-30,\n]\n", ""
    )
    old = old.replace("values = [\n    2014-06-30,\n]\n", "")
    assert old in text
    path = tmp_path / "story.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [one.key for one in check(path)] == keys
