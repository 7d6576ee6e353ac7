"""What tests share: a cache of their own, and the stand-in that answers as the publishers would."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import stamina
from hypothesis import settings

# How long an example takes says how busy the machine is, and nothing about the product. Everybody tries the same
# examples; `pytest --hypothesis-profile search` looks for others.
settings.register_profile("facts", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("facts")

TOOLS = Path(__file__).parents[1].parent / "shared" / "tools"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, in place of the shipped one."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("RELATIONS_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def _publishers() -> Iterator[Any]:
    """One stand-in for a whole run: curl reads the certificate's place when it is imported, and never again."""
    if not (TOOLS / "publishers").is_dir():
        pytest.skip(f"the stand-in for publishers is not at {TOOLS}")
    sys.path.insert(0, str(TOOLS))
    from publishers import StandIn

    with StandIn() as standin:
        yield standin


@pytest.fixture
def standin(_publishers: Any, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The stand-in, with this process sending it every request; `scenario`, `today` and `requests` are as new."""
    for name in os.environ.keys() | _publishers.env.keys():
        if name.upper().endswith(("_PROXY", "_CA_BUNDLE")) or name.startswith(
            ("SSL_CERT_", "XDG_CACHE_", "PUBLISHERS_")
        ):
            monkeypatch.delenv(name, raising=False)
            if name in _publishers.env:
                monkeypatch.setenv(name, _publishers.env[name])
    _publishers.scenario, _publishers.today = "ok", datetime.now(UTC).date()
    _publishers.requests.clear()
    stamina.set_testing(True, attempts=3, cap=True)  # the same attempts, without the waits between them
    yield _publishers
    stamina.set_testing(False)
