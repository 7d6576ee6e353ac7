"""What an installed program is: the wheel is built, installed apart from this checkout, and used from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from tests.ports import free_port

ROOT = Path(__file__).parent.parent
pytest.importorskip("hatchling", reason="hatchling builds the wheel")


@dataclass(frozen=True)
class Installed:
    """A program in a virtual environment of its own, which shares only the libraries with this one."""

    folder: Path
    wheel: Path

    @property
    def environment(self) -> dict[str, str]:
        """A person's: a home of their own, and nothing that points to this checkout."""
        ours = ("RELATIONS_", "PYTHONPATH", "XDG_")
        kept = {name: text for name, text in os.environ.items() if not name.startswith(ours)}
        return kept | {"HOME": str(self.folder / "home")}

    def run(self, *command: str) -> str:
        """What a command says, called from a folder where nothing is."""
        (self.folder / "home").mkdir(exist_ok=True)
        return subprocess.run(
            [str(self.folder / "venv" / "bin" / command[0]), *command[1:]],
            cwd=self.folder / "home",
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def install(self) -> None:
        """Install the wheel, over whatever is installed."""
        pip = [sys.executable, "-m", "pip", "--python", str(self.folder / "venv" / "bin" / "python"), "install", "-q"]
        options = ("--no-deps", "--no-index", "--force-reinstall", "--no-compile", "--disable-pip-version-check")
        subprocess.run([*pip, *options, str(self.wheel)], check=True, env=self.environment)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")  # whose own .pth files do not count
    program = Installed(folder, next(folder.glob("*.whl")))
    program.install()
    return program


def test_the_wheel_has_all_that_is_shipped_and_three_names(installed: Installed) -> None:
    with ZipFile(installed.wheel) as wheel:
        names = wheel.namelist()
        share = "relations/share/"
        shared = {name.removeprefix(share): wheel.read(name) for name in names if name.startswith(share)}
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"relations", "sources", "transforms"}
    places = ("stories", "static", "data/cache", ".streamlit", "dashboard.py", "constraints.txt")
    tracked = subprocess.run(["git", "ls-files", *places], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert sorted(shared) == sorted(tracked.split())
    same = all((ROOT / name).read_bytes() == content for name, content in shared.items())
    assert same, "byte by byte: what `relations check` and `cache verify` find right in the checkout is right in it"


def test_it_works_from_outside_the_checkout(installed: Installed) -> None:
    assert "kazakhstan-russia" in installed.run("relations", "stories")
    drawn = installed.run("relations", "figure", "kazakhstan-russia", "money-and-oil", "--out", "figures").strip()
    picture = installed.folder / "home" / drawn
    same = picture.read_bytes() == (ROOT / "docs" / "money-and-oil-wide.png").read_bytes()
    assert same, "the README's picture; compared apart, for a difference of two pictures takes minutes to print"
    assert "identical" in installed.run("relations", "verify", str(picture))
    assert "imf/KZT" in installed.run("relations", "status")
    assert str(ROOT) not in installed.run(
        "python", "-c", "import sources, relations; print(relations.__file__, sources.__file__)"
    )


REFRESHED = """
from dataclasses import replace
from relations import cache
import sources
copy = cache.read("imf/KZT")
data = sources.observations([*copy.data["date"], "2026-11-25"], [*copy.data["value"], 512.5])
print(cache.write(replace(copy, data=data, retrieved=sources.now())))
"""


def test_what_was_refreshed_outlives_an_upgrade(installed: Installed) -> None:
    path = Path(installed.run("python", "-c", REFRESHED).strip())
    assert path.is_relative_to(installed.folder / "home"), "in the user's data folder, and none of the installer's"
    installed.install()
    last = "from relations import cache; print(cache.read('imf/KZT').last)"
    assert installed.run("python", "-c", last).strip() == "2026-11-25"
    shutil.rmtree(path.parents[1])
    assert installed.run("python", "-c", last).strip() != "2026-11-25", "and the shipped copy was never touched"


@pytest.fixture
def address(installed: Installed) -> Iterator[str]:
    """Where the installed dashboard answers."""
    port = free_port()
    command = [str(installed.folder / "venv" / "bin" / "relations"), "dashboard", "--headless", "--port", str(port)]
    with subprocess.Popen(command, cwd=installed.folder, env=installed.environment, stdout=subprocess.DEVNULL) as page:
        yield f"http://127.0.0.1:{port}"
        page.terminate()


def test_its_dashboard_opens_with_our_typeface(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError), urlopen(f"{address}/_stcore/health") as answer:
            assert answer.read() == b"ok"
            break
        time.sleep(0.2)
    with urlopen(f"{address}/app/static/RelationsSans-Regular.woff2") as font:
        assert font.read() == (ROOT / "static" / "RelationsSans-Regular.woff2").read_bytes()
