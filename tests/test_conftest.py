"""The same examples are tried on every machine, whichever tests ran before in the same process."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

ODD = 987_654_321_123_457


def examples() -> list[int]:
    tried: list[int] = []

    @settings(derandomize=False, database=None, max_examples=300)
    @seed(7)
    @given(st.integers())
    def remember(number: int) -> None:
        tried.append(number)

    remember()
    return tried


@pytest.mark.skipif("config.getoption('--hypothesis-profile') == 'search'", reason="a search looks everywhere")
def test_a_module_loaded_meanwhile_changes_no_example(tmp_path_factory: pytest.TempPathFactory) -> None:
    before = examples()
    file = Path(tmp_path_factory.mktemp("odd")) / "odd.py"
    file.write_text("\n".join(f"NUMBER_{i} = {ODD + i}" for i in range(200)))
    spec = importlib.util.spec_from_file_location("odd_constants", file)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["odd_constants"] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        assert examples() == before
    finally:
        del sys.modules["odd_constants"]
