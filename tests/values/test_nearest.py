"""What a message lists of the names there are: all of a few, of many those most like the one that was written."""

from __future__ import annotations

from relations.values.nearest import FEW, listed, nearest


def test_of_a_few_names_all_are_listed_in_their_order() -> None:
    few = [f"name-{number}" for number in range(FEW, 0, -1)]
    assert nearest("nobody", few) == few
    assert listed("nobody", few, "nowhere") == ", ".join(few)


def test_of_many_those_most_like_it_come_first_and_where_all_are_is_said() -> None:
    many = [*(f"name-{number}" for number in range(FEW)), "money-and-oil"]
    found = listed("monye-and-oil", many, "`relations stories`")
    assert found.startswith("money-and-oil, name-")
    assert found.endswith(f", … ({FEW + 1} in all: `relations stories`)")
    assert found.count("name-") == 4


def test_a_word_like_none_is_told_some() -> None:
    assert len(nearest("", map(str, range(100)))) == 5
