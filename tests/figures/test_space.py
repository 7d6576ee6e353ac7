"""Texts inside a panel: clear of everything, near their point, and named if there is no place for them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from relations.figures.layout.ink import Box, Segment
from relations.figures.layout.space import CLOSE, Space

PANEL = Box(0, 0, 200, 100)


@given(st.integers(0, 10_000), st.floats(5, 195), st.floats(10, 90))
def test_a_value_is_clear_of_line_rules_and_texts(seed: int, x: float, width: float) -> None:
    random = np.random.default_rng(seed)
    xs = np.linspace(0, 200, 80)
    ys = 50 + np.cumsum(random.normal(0, 2, 80))
    rules = sorted(random.uniform(0, 200, 3).tolist())
    taken = [Box(a, b, a + 20, b + 12) for a, b in random.uniform(0, 100, (3, 2))]
    y = float(np.interp(x, xs, ys))
    spot = Space(PANEL, rules, [(xs, ys)], list(taken)).near(x, y, [(width, 14)])
    if spot is None:
        return
    box = spot.box
    assert PANEL.x <= box.x
    assert box.x2 <= PANEL.x2
    assert PANEL.y <= box.y
    assert box.y2 <= PANEL.y2
    assert not any(box.x < rule < box.x2 for rule in rules)
    assert not any(box.overlaps(other) for other in taken)
    near = (xs > box.x) & (xs < box.x2)
    assert not ((ys[near] > box.y) & (ys[near] < box.y2)).any()
    if spot.leader:
        assert not any(spot.leader.meets(other) for other in taken)


def test_a_value_finds_the_free_side() -> None:
    """A line along the bottom leaves the place above the point."""
    xs = np.linspace(0, 100, 20)
    spot = Space(Box(0, 0, 100, 100), (), [(xs, np.full(20, 80.0))]).near(50, 80, [(20, 14)])
    assert spot is not None
    assert spot.box.y2 < 80


@given(st.lists(st.tuples(st.floats(5, 195), st.floats(5, 95)), min_size=2, max_size=12))
def test_texts_of_one_panel_keep_apart_and_their_leaders_do_not_cross(points: list[tuple[float, float]]) -> None:
    space = Space(PANEL)
    spots = [spot for x, y in points if (spot := space.near(x, y, [(30, 14)]))]
    boxes = [spot.box for spot in spots]
    leaders = [spot.leader for spot in spots if spot.leader]
    for i, one in enumerate(boxes):
        assert not any(one.overlaps(other) for other in boxes[:i])
        assert not any(leader.shortened(1).meets(one.grown(-0.1)) for leader in leaders)
    for i, leader in enumerate(leaders):
        assert not any(leader.crosses(other) for other in leaders[:i])


def test_a_leader_that_would_cross_many_rules_is_not_drawn() -> None:
    """Between rules 8 px apart a text of 30 px has no place, and one 60 px away is no longer the point's."""
    rules = [x * 8.0 for x in range(5, 20)]
    assert Space(PANEL, rules).near(100, 50, [(30, 14)]) is None


def test_a_wide_band_is_named_in_its_widest_gap_and_a_narrow_one_beside_it() -> None:
    space = Space(PANEL, [60.0, 90.0])
    wide = space.along(20, 180, [(50, 12)])
    assert wide is not None
    assert wide.box.x > 90
    assert wide.box.x2 < 180
    narrow = space.along(20, 30, [(20, 12)])
    assert narrow is not None
    assert narrow.box.x > 30
    assert narrow.box.x2 < 60


def test_a_band_without_a_free_place_is_not_squeezed() -> None:
    assert Space(PANEL, taken=[PANEL]).along(20, 180, [(50, 12)]) is None


@given(st.tuples(*[st.floats(-50, 50)] * 8))
def test_segments_cross_where_their_lines_meet_between_their_ends(at: tuple[float, ...]) -> None:
    one, other = Segment(*at[:4]), Segment(*at[4:])
    assert one.crosses(other) == other.crosses(one)
    matrix = np.array([[one.x2 - one.x, other.x - other.x2], [one.y2 - one.y, other.y - other.y2]])
    if abs(np.linalg.det(matrix)) > 1:
        s, t = np.linalg.solve(matrix, [other.x - one.x, other.y - one.y])
        if min(abs(s), abs(t), abs(1 - s), abs(1 - t)) > 1e-6:
            assert one.crosses(other) == (0 < s < 1 and 0 < t < 1)


def test_a_segment_meets_a_box_it_only_passes() -> None:
    box = Box(10, 10, 20, 20)
    assert Segment(0, 0, 30, 30).meets(box)
    assert Segment(12, 12, 14, 14).meets(box)
    assert not Segment(0, 15, 9, 15).meets(box)
    assert not Segment(0, 25, 30, 24).meets(box)
    assert not Segment(0, 12, 12, 0).meets(box)
    assert Segment(0, 0, 10, 0).shortened(4) == Segment(4, 0, 10, 0)


def test_a_text_keeps_two_px_from_the_upright_part_of_a_step_unless_it_has_no_other_place() -> None:
    step = np.array([0.0, 50.0, 50.0, 200.0]), np.array([20.0, 20.0, 90.0, 90.0])
    space, beside = Space(PANEL, (), [step]), Box(51.5, 40, 90, 54)
    assert not space.allows(beside)
    assert space.allows(beside.moved(1, 0))
    assert replace(space, aside=CLOSE).allows(beside)
