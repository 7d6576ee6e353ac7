"""Labels: none over another, none crossed by a rule, none lost."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from relations.figures.layout.placement import Slot, spread, stack

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


def test_what_does_not_fit_is_said_and_not_squeezed() -> None:
    assert stack([5.0], [100.0], 0, 60) is None


def test_a_lone_label_stands_next_to_the_panel_on_the_right() -> None:
    assert stack([100.0], [50.0], 0, 1000) == [Slot(0, 104.0, 154.0)]


def test_a_cluster_becomes_a_pyramid() -> None:
    """Ten rules close together, room on both sides: five rows, not ten."""
    slots = stack([500.0 + 10 * i for i in range(10)], [200.0] * 10, 0, 1000)
    assert slots is not None
    assert max(slot.row for slot in slots) == 4


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_line_labels_are_moved_apart_and_keep_their_order(positions: list[float]) -> None:
    placed = spread(positions, 15, 0, 100)
    ordered = [placed[i] for i in sorted(range(len(positions)), key=lambda i: positions[i])]
    assert all(b - a >= 15 - 1e-9 for a, b in pairwise(ordered))
    assert ordered[0] >= -1e-9
    assert ordered[-1] <= 100 + 1e-9


def test_a_label_whose_far_end_comes_near_another_rule_stands_above_that_rules_own() -> None:
    """“Barley duty |” between two rules, as near to the first as to its own, was read as the first one's name."""
    near, apart = (stack([100.0, 200.0], [120.0, width], -100, 210) for width in (90.0, 80.0))  # both at their left
    assert near == [Slot(0, -24.0, 96.0), Slot(1, 106.0, 196.0)]
    assert apart == [Slot(0, -24.0, 96.0), Slot(0, 116.0, 196.0)]
