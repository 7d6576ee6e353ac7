"""The room stands on the ground: it imports nothing slow."""

from __future__ import annotations

from tests.test_imports import loaded_after


def test_importing_the_room_loads_nothing_slow() -> None:
    assert not loaded_after("import relations.values") & {"pandas", "numpy", "pydantic", "babel", "pycountry"}
