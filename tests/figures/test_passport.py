"""The passport: what every file says of how it was made, and its seal."""

from __future__ import annotations

import json
import os
import socket
from importlib.metadata import version
from pathlib import Path

import pytest

from relations import cache, downloads
from relations.figures import Options, draw
from relations.figures.export import export
from relations.figures.files import FORMATS, is_whole, passport_of
from relations.figures.files.passport import LARGEST, UNSEALED, Passport, passport, used
from relations.figures.options import asked
from relations.story import Window
from sources import un_votes
from tests.found import STORY


def papers(kind: str, name: str = "trade", options: Options | None = None) -> Passport:
    found = passport_of(export(draw(STORY, name, options or Options()), kind), kind)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", FORMATS)
def test_every_file_has_a_passport_and_is_whole(kind: str) -> None:
    data = export(draw(STORY, "money-and-oil"), kind)
    found = passport_of(data, kind)
    assert found is not None
    assert (found.tool, found.version) == ("relations", version("relations"))
    assert (found.story.id, found.figure, found.format) == (STORY.id, "money-and-oil", kind)
    assert found.scale == (2 if kind == "png" else None)
    assert is_whole(data, found)
    assert UNSEALED.encode() not in data


def test_it_names_each_copy_with_its_rows_as_the_cache_holds_them() -> None:
    used = papers("json", "money-and-oil").sources
    assert [one.key for one in used] == ["imf/RUB", "imf/KZT", "fred/DCOILBRENTEU"]
    for one in used:
        copy = cache.read(one.key)
        assert (one.sha256, one.rows, one.licence) == (copy.sha256, len(copy.data), copy.indicator.licence.name)
        assert one.retrieved == copy.retrieved.date().isoformat()


def test_a_cross_rate_has_both_of_its_copies() -> None:
    assert [one.key for one in papers("json", "tenge-per-rouble").sources] == ["imf/KZT", "imf/RUB"]
    other = papers("json", "tenge-per-rouble", asked(publishers=(("tenge", "nbp/KZT"),)))
    assert [one.key for one in other.sources] == ["nbp/KZT", "nbp/RUB"]


@pytest.mark.parametrize("name", ["trade", "tenge-per-rouble", "around-crimea", "claim-oil-drop", "pass-through"])
def test_it_holds_the_numbers_drawn(name: str) -> None:
    figure = draw(STORY, name)
    drawn = papers("json", name).drawn
    data = downloads.drawn(figure)
    rows = zip(data["key"], data["line"], data["date"].dt.strftime("%Y-%m-%d"), data["value"].tolist(), strict=True)
    assert drawn == {(key, line, day): repr(value) for key, line, day, value in rows}


def test_options_come_back_as_they_were_asked_for() -> None:
    options = asked(
        locale="ru",
        theme="dark",
        known_then=True,
        window=Window.model_validate_json('{"start": "2014-01-01", "end": "2015-06-30"}'),
        show="index",
        base=STORY.event("crimea").date,
        roles=("cited", "context"),
        publishers=(("tenge", "nbp/KZT"),),
    )
    found = papers("svg", "money-and-oil", options)
    assert found.asked == options
    assert found.options == options.differing


def test_it_says_nothing_of_the_run() -> None:
    text = papers("json").json_text
    for private in (str(Path.cwd()), str(Path.home()), socket.gethostname(), str(os.getpid())):
        assert f'"{private}' not in text
    assert text.isascii()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))


def test_data_that_would_fill_the_memory_are_not_unpacked() -> None:
    import bz2
    from base64 import b64encode

    bomb = b64encode(bz2.compress(b"0" * (LARGEST + 1))).decode()
    made = passport(draw(STORY, "trade"), "svg", None, {}).model_copy(update={"data": bomb})
    with pytest.raises(ValueError, match="more than a figure can show"):
        _ = made.drawn


@pytest.mark.parametrize("data", ["", "!", "AAAA", "eJw="])
def test_data_that_cannot_be_read_are_said_to_be(data: str) -> None:
    made = passport(draw(STORY, "trade"), "svg", None, {}).model_copy(update={"data": data})
    with pytest.raises(ValueError, match=r".+"):
        _ = made.drawn


def test_a_figure_of_votes_is_known_by_the_roll_calls_it_is_drawn_from() -> None:
    """They are no line of the story, and another table makes another figure."""
    story = STORY
    keys = {name: [one.key for one in used(draw(story, f"claim-{name}"))] for name in ("closest-ally", "oil-drop")}
    assert un_votes.TABLE in keys["closest-ally"]
    assert un_votes.TABLE not in keys["oil-drop"]
