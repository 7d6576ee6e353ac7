from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.refresh.merge import changes, largest_revision, merge
from sources import observations

DAYS = st.dates(pd.Timestamp("1990-01-01").date(), pd.Timestamp("2030-01-01").date())
TABLES = st.dictionaries(DAYS, st.floats(-1e9, 1e9), min_size=1, max_size=30)


def table(rows: dict[object, float]) -> pd.DataFrame:
    return observations(list(rows), list(rows.values()))


def merged(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    return merge(old, changes(old, new))


@settings(max_examples=30, deadline=None)
@given(TABLES, TABLES)
def test_no_date_of_either_is_lost_and_the_new_value_wins(old: dict[object, float], new: dict[object, float]) -> None:
    result = merged(table(old), table(new)).set_index("date")["value"]
    assert list(result.index) == sorted(pd.Timestamp(str(day)) for day in old | new)
    for day, value in (old | new).items():
        assert abs(result[pd.Timestamp(str(day))] - value) <= 1e-8 * abs(value)


@settings(max_examples=30, deadline=None)
@given(TABLES, TABLES)
def test_merging_the_same_rows_again_changes_nothing(old: dict[object, float], new: dict[object, float]) -> None:
    once = merged(table(old), table(new))
    assert changes(once, table(new)).empty
    pd.testing.assert_frame_equal(merged(once, table(new)), once)


@settings(max_examples=30, deadline=None)
@given(TABLES, TABLES, st.randoms())
def test_the_order_of_rows_does_not_matter(old: dict[object, float], new: dict[object, float], random: object) -> None:
    shuffled = table(new).sample(frac=1, random_state=random.randrange(1000))  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(merged(table(old), shuffled), merged(table(old), table(new)))


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_a_first_load_is_all_additions(new: dict[object, float]) -> None:
    first = changes(None, table(new))
    assert first["old"].isna().all()
    pd.testing.assert_frame_equal(merge(None, first), table(new))


def test_a_difference_beyond_the_sixth_decimal_is_no_revision() -> None:
    old = table({"2026-10-21": 449.739794})
    assert changes(old, table({"2026-10-21": 449.7397943})).empty
    assert len(changes(old, table({"2026-10-21": 449.74}))) == 1


def test_the_largest_revision_is_relative_to_what_was_published() -> None:
    old = table({"2019-01-01": 100.0, "2020-01-01": 50.0})
    changed = changes(old, table({"2019-01-01": 102.0, "2020-01-01": 45.0, "2021-01-01": 1.0}))
    assert largest_revision(changed) == 0.1
    assert largest_revision(changes(old, old)) is None


def test_withdrawn_rows_go_and_nothing_else() -> None:
    old = table({"2019-01-01": 100.0, "2020-01-01": 50.0})
    rest = merge(old, changes(old, old), gone=old.tail(1))
    pd.testing.assert_frame_equal(rest, old.head(1))
