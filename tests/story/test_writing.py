"""A figure written as a block of TOML is the same figure when the block has been pasted into a story and is loaded."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from relations import story as stories
from relations.story import Change, FigureSpec, Flag, Line, Panel, Story, StoryError, Window, figure_block, read_block
from relations.story.fields import Text as Words
from relations.story.template import plain
from tests.story.test_stories import GOOD

SHIPPED = stories.load("kazakhstan-russia")
LINES = {name: line for name, line in SHIPPED.lines.items() if line.keys}


def _allowed(text: str) -> bool:
    try:
        TypeAdapter(Words).validate_python(text)
    except ValidationError:
        return False
    return True


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), min_size=1).filter(_allowed)
days = st.dates(*stories.DAYS)
spans = st.tuples(days, days).filter(lambda both: both[0] != both[1]).map(sorted)
names = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)

GUARDS = ("rouble: fall 2014-06-30..2015-01-30 in 45..55", "tenge: change 2014-06-30..2015-01-30 < 0")


def some(elements: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(elements, max_size=3).map(tuple)


@st.composite
def panels(draw: Any, lines: tuple[str, ...]) -> Panel:
    show = draw(st.sampled_from(["level", "index", "since", "value", "change"]))
    chart = draw(st.sampled_from(["line", "bar", "step"]))
    return Panel(
        lines=draw(st.lists(st.sampled_from(lines), min_size=1, max_size=3).map(tuple)),
        chart=chart,
        show=show,
        base=draw(days | st.just("first")) if show in ("index", "since") else None,
        scale=draw(st.sampled_from(["linear", "log"])) if chart != "bar" else "linear",
        values=draw(some(days)),
        changes=draw(some(spans.map(lambda both: Change(start=both[0], end=both[1])))),
        flags=draw(some(st.builds(Flag, date=days, note=words))),
    )


@st.composite
def figures(draw: Any, lines: tuple[str, ...] = ("rouble", "tenge", "cross")) -> FigureSpec:
    start, end = draw(spans)
    return FigureSpec(
        id=draw(names.filter(lambda name: name != "one")),
        title=draw(words.map(plain)),
        subtitle=draw(words.map(plain)),
        guards=draw(st.dictionaries(words, st.sampled_from(GUARDS), max_size=2)),
        window=Window(start=start, end=end),
        panels=draw(st.lists(panels(lines), min_size=1, max_size=3).map(tuple)),
        events=draw(st.sampled_from(["all", (), ("first",)])),
        notes=draw(some(words)),
    )


@cache
def good() -> Story:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.toml"
        path.write_text(GOOD, encoding="utf-8")
        return stories.load(path)


@given(spec=figures())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_pasted_block_loads_as_the_figure_it_was_written_from(tmp_path: Path, spec: FigureSpec) -> None:
    path, block = tmp_path / "story.toml", figure_block(spec)
    path.write_text(f"{GOOD}\n{block}", encoding="utf-8", newline="\n")
    story = stories.load(path)
    assert story.figure(spec.id) == spec
    assert read_block(story, block) == (spec, {})


@given(spec=figures(("rouble", "new-line")), label=words)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_block_brings_the_lines_that_the_story_does_not_have(tmp_path: Path, spec: FigureSpec, label: str) -> None:
    brought = {"new-line": Line(label=label, keys=("nbp/KZT", "imf/KZT"))}
    path, block = tmp_path / "story.toml", figure_block(spec, brought)
    assert read_block(good(), block) == (spec, brought)
    path.write_text(f"{GOOD}\n{block}", encoding="utf-8", newline="\n")
    assert stories.load(path).lines["new-line"] == brought["new-line"]


def test_a_block_says_what_the_shipped_story_says_and_no_more() -> None:
    text = (stories.folder() / f"{SHIPPED.id}.toml").read_text(encoding="utf-8")
    for spec, written in zip(SHIPPED.figures, tomllib.loads(text)["figures"], strict=True):
        assert tomllib.loads(figure_block(spec)) == {"figures": [written]}


def test_defaults_are_left_out_and_dates_are_dates() -> None:
    spec = FigureSpec(
        id="one-line",
        title='Say "when"',
        subtitle="C:\\temp",
        window=Window(start=date(2014, 1, 1), end=date(2015, 1, 1)),
        panels=(Panel(lines=("rouble",)),),
    )
    assert figure_block(spec) == (
        '[[figures]]\nid = "one-line"\ntitle = "Say \\"when\\""\nsubtitle = "C:\\\\temp"\n'
        "window = { start = 2014-01-01, end = 2015-01-01 }\n\n"
        '[[figures.panels]]\nlines = ["rouble"]\n'
    )


BLOCK = figure_block(SHIPPED.figure("tenge-per-rouble"))
MISTAKES = {
    "no TOML": ("[[figures", "is not TOML"),
    "brackets too deep": (f"a = {'[' * 20_000}", "is not TOML"),
    "a number too long": (f"a = {'9' * 5000}", "is not TOML"),
    "nothing": ("", r"figures: it is missing"),
    "two figures": (BLOCK + BLOCK, "figures: .*at most 1"),
    "another part of a story": (f'{BLOCK}\n[works.x]\nauthor = "X"', r"works: .*no such key"),
    "an unknown line": (
        BLOCK.replace('"tenge-per-rouble"]', '"euro"]'),
        r"panels\[0\]\.lines\[0\]: 'euro' .*allowed: ",
    ),
    "an unknown event": (BLOCK.replace('"eeu-signed"', '"eu"'), r"events\[1\]: 'eu' is not in the story; allowed: "),
    "a window backwards": (BLOCK.replace("2016-03-31", "2012-03-31"), "ends on 2012-03-31, before it starts"),
    "a line that is another": (f'{BLOCK}\n[lines.oil]\nlabel = "Oil"\nkeys = ["imf/KZT"]', "another line 'oil'"),
    "a line of no publisher": (f'{BLOCK}\n[lines.new]\nlabel = "N"\nkeys = ["x/Y"]', "'x' is no publisher; allowed: "),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_block_that_cannot_be_pasted_says_why(mistake: str) -> None:
    text, said = MISTAKES[mistake]
    with pytest.raises(StoryError, match=said):
        read_block(SHIPPED, text)


def test_a_line_the_story_has_already_is_not_brought_again() -> None:
    block = figure_block(SHIPPED.figure("money-and-oil"), {"oil": LINES["oil"]})
    assert read_block(SHIPPED, block) == (SHIPPED.figure("money-and-oil"), {})
