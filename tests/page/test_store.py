"""What the page keeps for all viewers: never more bytes than it may, whatever is asked for, each thing made once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from relations.figures import Options, draw
from relations.page.parts.store import LATER, STORE, Store, weight
from relations.story import Window
from tests.figures import KINDS
from tests.found import STORY
from tests.page.pages import page


def test_many_addresses_of_the_page_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STORE, "limit", 4_000_000)
    for day in range(1, 6):
        page(figure="tenge-per-rouble", window=f"2014-06-0{day}..2015-06-30")
        assert 0 < STORE.bytes <= 4_000_000


def test_many_windows_of_a_figure_stay_within_the_bytes() -> None:
    store, limit = Store(2_000_000), 2_000_000
    first = date(2014, 1, 1)
    for days in range(12):
        window = Window(start=first + timedelta(days), end=date(2014, 12, 31))
        options = Options(window=window)
        store.once(("figure", options), lambda: draw(STORY, "tenge-per-rouble", options))  # noqa: B023
        assert store.bytes <= limit
    assert store.bytes > limit / 2, "as much as may be is kept"


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_weighs_what_is_made_of_it_later(kind: str) -> None:
    figure = draw(STORY, kind, Options(width=920, height=510, thinned=True))
    before = weight(figure)
    assert figure.pointer
    assert weight(figure) / LATER <= before


def test_bytes_are_weighed_and_what_is_larger_than_all_is_not_kept() -> None:
    store = Store(10_000)
    assert store.once(("large",), lambda: bytes(20_000)) == bytes(20_000)
    assert store.bytes == 0
    assert store.once(("small",), lambda: bytes(1000)) == bytes(1000)
    assert store.bytes >= 1000


def test_what_lay_longest_goes_first_and_a_failure_is_not_kept() -> None:
    store, made = Store(4 * weight(bytes(1000))), list[str]()

    def make() -> bytes:
        made.append(name)
        return bytes(1000)

    for name in "abcdaeab":
        store.once((name,), make)
    assert made == ["a", "b", "c", "d", "e", "b"]
    with pytest.raises(ZeroDivisionError):
        store.once(("broken",), lambda: 1 / 0)
    assert store.once(("broken",), lambda: "mended") == "mended"


def test_what_is_made_again_counts_once() -> None:
    """Where the first of several viewers met a failure, two of the others may make the same at once."""
    store = Store(10_000)
    store._keep(b"one", bytes(1000))
    store._keep(b"one", bytes(1000))
    assert store.bytes == weight(bytes(1000))


def test_of_what_changes_with_the_copies_only_the_latest_is_kept() -> None:
    store = Store(1_000_000)
    for state in ("monday", "tuesday", "tuesday", "wednesday"):
        assert store.once(("figure", "trade"), lambda: state, state) == state  # noqa: B023
        store.once(("figure", "votes"), lambda: "of one state")
    assert store.bytes == weight("wednesday") + weight("of one state")
    assert store.once(("figure", "trade"), lambda: "again", "monday") == "again", "the earlier went"
    assert store.bytes == weight("again") + weight("of one state")


def test_what_went_for_want_of_room_leaves_nothing_behind() -> None:
    store = Store(3 * weight(bytes(1000)))
    for number in range(50):
        store.once(("figure", number), lambda: bytes(1000), "monday")
    assert len(store._latest) == len(store._kept) == 3


def test_viewers_who_ask_at_once_wait_for_one_drawing() -> None:
    store, made, together = Store(10_000), list[int](), Barrier(8)

    def ask(number: int) -> int:
        def make() -> int:
            made.append(number)
            return number

        together.wait()
        return store.once(("one",), make)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    assert len(made) == 1
