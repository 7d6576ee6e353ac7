"""What tests share: a cache of their own, and the stand-in that answers as the publishers would."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import stamina
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from tests import publishers

# How long an example takes says how busy the machine is, and nothing about the product. Everybody tries the same
# examples; `pytest --hypothesis-profile search` looks for others.
settings.register_profile("facts", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("search", deadline=None)
settings.load_profile("facts")


def pytest_configure(config: pytest.Config) -> None:
    """Keep Hypothesis from trying constants it finds in our modules: which are loaded depends on the tests before.

    Hypothesis has no setting for it. Should the function be renamed, tests/test_conftest.py says so.
    """
    if config.getoption("--hypothesis-profile", None) in {None, "facts"}:
        providers._get_local_constants = lambda: providers._local_constants


# Hundreds of processes are begun in a run: if nothing compiled may be kept, each compiles all of the program anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A cache that a test names holds what the test has put there, and nothing shipped lies under it.
os.environ["RELATIONS_SHIPPED"] = str(Path(__file__).parent / "nothing-shipped")

#: Another stand-in for publishers, where there is one: a second opinion on what publishers answer.
THEIRS = Path(os.environ.get("RELATIONS_STANDIN") or Path(__file__).parents[2] / "shared/tools/publishers")
BOTH = {"test_contract.py", "test_scenarios.py"}  #: the tests that are played against either


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """All tests take every core; what is named on the command line runs in this one process, and begins at once."""
    return 0 if config.option.file_or_dir else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage after all tests are read, and never again among what they are made of: it was a fifth of it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of these files that wants a stand-in is played against ours, and against the other if it is there."""
    if "_publishers" in metafunc.fixturenames and metafunc.definition.path.name in BOTH and THEIRS.is_dir():
        metafunc.parametrize("_publishers", ["ours", "theirs"], indirect=True)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, in place of the shipped one."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("RELATIONS_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def _bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Who is trusted. It is one file for a whole run: curl reads its place when it is imported, and never again."""
    return tmp_path_factory.mktemp("certificates") / "bundle.pem"


@pytest.fixture(scope="session")
def _publishers(request: pytest.FixtureRequest, _bundle: Path) -> Iterator[Any]:
    """A stand-in for publishers, for a whole run."""
    with _standin(getattr(request, "param", "ours")) as standin, _bundle.open("a") as bundle:
        bundle.write(Path(standin.env["CURL_CA_BUNDLE"]).read_text())
        bundle.flush()
        standin.env |= {name: str(_bundle) for name in standin.env if name.endswith(("_CA_BUNDLE", "SSL_CERT_FILE"))}
        yield standin


def _standin(whose: str) -> Any:
    if whose == "ours":
        return publishers.StandIn()
    sys.path.insert(0, str(THEIRS.parent))
    return importlib.import_module(THEIRS.name).StandIn()


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
