"""What the page keeps of a figure is looked for anew when what it is made of changes, and not before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from relations.cache.places import cache_path
from relations.figures import Options, inputs
from relations.page.parts import memory
from relations.shipped import shipped
from relations.story import Story
from tests.found import STORY

FIGURE, OPTIONS = "tenge-per-rouble", Options(width=900, height=500)


@pytest.fixture
def asked(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A cache of one's own, and the figures whose inputs were looked for."""
    shutil.copytree(shipped("data/cache"), cache)
    found: list[str] = []

    def counted(story: Story, figure_id: str | None = None, options: Options = OPTIONS) -> str:
        found.append(figure_id or "the whole story")
        return inputs(story, figure_id, options)

    monkeypatch.setattr(memory, "inputs", counted)
    memory.begin()
    yield found
    memory.begin()


def run(options: Options = OPTIONS) -> str:
    """A figure's identity, as a new run of the page has it."""
    memory.begin()
    found = memory.identity(STORY, FIGURE, options)
    assert found == inputs(STORY, FIGURE, options)
    return found


def test_a_figures_inputs_are_looked_for_once_until_a_copy_of_its_lines_changes(asked: list[str]) -> None:
    first = run()
    assert run() == first
    assert asked.count(FIGURE) == 1
    path = cache_path("imf/KZT")
    path.write_text(path.read_text(encoding="utf-8").replace("# title: ", "# title: New "), encoding="utf-8")
    assert run() != first
    assert asked.count(FIGURE) == 2


def test_a_figure_in_another_size_or_of_another_publisher_is_another(asked: list[str]) -> None:
    options = Options(width=920, height=500)  # the store is one for all tests
    first = run(options)
    other = options.model_copy(update={"publishers": (("tenge", STORY.lines["tenge"].keys[-1]),)})
    assert run(other) != first
    assert run(options.model_copy(update={"locale": "ru"})) != first
    assert run(options) == first
    assert asked.count(FIGURE) == 3


@pytest.mark.usefixtures("asked")
def test_another_table_of_roll_calls_is_another_ledger_and_no_other_figure() -> None:
    figure, mark = run(), memory.mark(STORY)
    path = cache_path("un_votes/rollcalls")
    path.write_bytes(path.read_bytes() + b"\n")
    assert run() == figure
    assert memory.mark(STORY) != mark
