"""Labels: none over another, none crossed by a rule, none lost."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from figures.ink import Box
from figures.placement import Slot, around, spread, stack

PLOT = 1000.0
POSITIONS = st.lists(st.floats(0, PLOT), min_size=1, max_size=40)
CLUSTERED = st.builds(
    lambda center, offsets: [min(max(center + offset, 0), PLOT) for offset in offsets],
    st.floats(0, PLOT),
    st.lists(st.floats(-30, 30), min_size=1, max_size=40),
)


def faults(positions: list[float], slots: list[Slot]) -> list[str]:
    """Every label that touches another, or that another's rule would pass through."""
    found = []
    for (i, a), (j, b) in combinations(enumerate(slots), 2):
        if a.row == b.row and a.x < b.x2 and b.x < a.x2:
            found.append(f"labels {i} and {j} overlap")
    for i, label in enumerate(slots):
        for j, other in enumerate(slots):
            rises_through = other.row >= label.row and i != j
            if rises_through and label.x < positions[j] < label.x2 and abs(positions[i] - positions[j]) >= 0.75:
                found.append(f"the rule of {j} passes through label {i}")
    return found


@given(st.one_of(POSITIONS, CLUSTERED), st.data())
def test_labels_beside_their_rules(positions: list[float], data: st.DataObject) -> None:
    """With room on both sides every label is placed, whatever its length and however close the rules."""
    widths = data.draw(st.lists(st.floats(20, 260), min_size=len(positions), max_size=len(positions)))
    slots = stack(positions, widths, -300, PLOT + 300)
    assert slots is not None
    assert len(slots) == len(positions)
    assert faults(positions, slots) == []
    for x, width, slot in zip(positions, widths, slots, strict=True):
        assert slot.x2 - slot.x == np.float64(width) or abs(slot.x2 - slot.x - width) < 1e-6
        assert min(abs(slot.x - x), abs(slot.x2 - x)) <= 4 + 1e-6, "a label stands beside its own rule"


@given(st.one_of(POSITIONS, CLUSTERED))
def test_numbers_are_placed_however_many_and_close(positions: list[float]) -> None:
    slots = stack(
        positions,
        [17.0] * len(positions),
        -17,
        PLOT + 17,
        anchors=("center", "right", "left"),
        offset=0,
        clear=0,
        gap=1,
    )
    assert slots is not None
    assert faults(positions, slots) == []


def test_what_does_not_fit_is_said_and_not_squeezed() -> None:
    assert stack([5.0], [100.0], 0, 60) is None


def test_a_lone_label_stands_next_to_the_panel_on_the_right() -> None:
    assert stack([100.0], [50.0], 0, 1000) == [Slot(0, "right", 104.0, 154.0)]


def test_a_cluster_becomes_a_pyramid() -> None:
    """Ten rules close together, room on both sides: five rows, not ten."""
    slots = stack([500.0 + 10 * i for i in range(10)], [200.0] * 10, 0, 1000)
    assert slots is not None
    assert max(slot.row for slot in slots) == 4


@given(st.integers(0, 10_000), st.floats(5, 195), st.floats(10, 90))
def test_a_value_is_clear_of_line_rules_and_texts(seed: int, x: float, width: float) -> None:
    random = np.random.default_rng(seed)
    xs = np.linspace(0, 200, 80)
    ys = 50 + np.cumsum(random.normal(0, 2, 80))
    rules = random.uniform(0, 200, 3).tolist()
    taken = [Box(a, b, a + 20, b + 12) for a, b in random.uniform(0, 100, (3, 2))]
    inside = Box(0, 0, 200, 100)
    y = float(np.interp(x, xs, ys))
    spot = around(x, y, width, 14, inside=inside, rules=rules, taken=taken, line=(xs, ys))
    if spot is None:
        return
    box = spot.box
    assert inside.x <= box.x
    assert box.x2 <= inside.x2
    assert inside.y <= box.y
    assert box.y2 <= inside.y2
    assert not any(box.x < rule < box.x2 for rule in rules)
    assert not any(box.overlaps(other) for other in taken)
    near = (xs > box.x) & (xs < box.x2)
    assert not ((ys[near] > box.y) & (ys[near] < box.y2)).any()


def test_a_value_finds_the_free_side() -> None:
    """A line along the bottom leaves the place above the point."""
    xs = np.linspace(0, 100, 20)
    spot = around(50, 80, 20, 14, inside=Box(0, 0, 100, 100), rules=[], taken=[], line=(xs, np.full(20, 80.0)))
    assert spot is not None
    assert spot.box.y2 < 80


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_line_labels_are_moved_apart_and_keep_their_order(positions: list[float]) -> None:
    placed = spread(positions, 15, 0, 100)
    ordered = [placed[i] for i in sorted(range(len(positions)), key=lambda i: positions[i])]
    assert all(b - a >= 15 - 1e-9 for a, b in pairwise(ordered))
    assert ordered[0] >= -1e-9
    assert ordered[-1] <= 100 + 1e-9
