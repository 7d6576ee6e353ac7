"""The page's server, as the system sees it: where it listens, what it says of itself, and whom it asks."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from tests.ports import free_port

ROOT = Path(__file__).parent.parent
TABLES = [path for path in map(Path, ("/proc/net/tcp", "/proc/net/tcp6")) if path.is_file()]
pytestmark = pytest.mark.skipif(not TABLES, reason="only Linux says in /proc who listens where")
COMMANDS = {
    "the command": ("relations", "dashboard", "--port"),
    "headless": ("relations", "dashboard", "--headless", "--port"),
    "streamlit run": ("streamlit", "run", "dashboard.py", "--server.port"),
}
FOREIGN = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Origin": "http://evil.example",
}


class Proxy:
    """A proxy for all that a server asks of others: it keeps the first line of each request, and answers none."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.door.accept()
            except OSError:
                return
            with caller:
                self.asked.append(caller.recv(4096).decode().split("\r\n")[0])


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    found = Proxy()
    yield found
    found.door.close()


@contextmanager
def started(command: tuple[str, ...], proxy: Proxy, tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A server's port and the file of what it says, once it says where it is.

    The machine has a screen, and its browser is a program that does nothing.
    """
    (tmp_path / "xdg-open").write_text("#!/bin/sh\n")
    (tmp_path / "xdg-open").chmod(0o755)
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), proxy.address)
    own = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "DISPLAY": ":99", "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    kept = {name: text for name, text in os.environ.items() if name.lower() != "no_proxy" and "STREAMLIT" not in name}
    port, said = free_port(), tmp_path / "said"
    with said.open("w") as out:
        whole = [sys.executable, "-m", *command, str(port)]
        server = subprocess.Popen(whole, cwd=ROOT, env={**kept, **proxies, **own}, stdout=out, stderr=out)
    try:
        wait(lambda: " URL:" in said.read_text() or server.poll() is not None)
        assert server.poll() is None, said.read_text()
        yield port, said
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.1)


def listening(port: int) -> set[str]:
    """The addresses at which this machine listens at a port, as the system writes them: 0100007F is 127.0.0.1."""
    rows = [line.split() for table in TABLES for line in table.read_text().splitlines()[1:]]
    places = (row[1].split(":") for row in rows if row[3] == "0A")
    return {place for place, at in places if int(at, 16) == port}


def knock(port: int) -> int:
    """What the server answers a foreign page that wants to use it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/_stcore/stream", headers=FOREIGN)
    return connection.getresponse().status


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_it_listens_to_this_machine_only_and_asks_nobody(
    command: tuple[str, ...], proxy: Proxy, tmp_path: Path
) -> None:
    with started(command, proxy, tmp_path) as (port, said):
        assert listening(port) == {"0100007F"}
        assert f"http://127.0.0.1:{port}" in said.read_text()
        if command[0] == "relations":  # `streamlit run` knows of us with its first viewer
            assert knock(port) == 403
    assert "Network URL" not in said.read_text()
    assert "External URL" not in said.read_text()
    assert proxy.asked == []


def test_a_host_that_is_named_is_where_it_listens(proxy: Proxy, tmp_path: Path) -> None:
    command = ("relations", "dashboard", "--headless", "--host", "0.0.0.0", "--port")
    with started(command, proxy, tmp_path) as (port, said):
        assert listening(port) & {"00000000", "0" * 32}
        assert "Network URL" in said.read_text()
        assert knock(port) == 403
    assert proxy.asked == []


def test_an_external_address_that_is_asked_for_is_noticed(proxy: Proxy, tmp_path: Path) -> None:
    """Streamlit on its own asks for it, so the tests above could fail."""
    script = tmp_path / "page.py"
    script.write_text("import streamlit\n")
    options = ("--server.address=0.0.0.0", "--server.headless=true", "--server.port")
    with started(("streamlit", "run", str(script), *options), proxy, tmp_path):
        wait(lambda: any("checkip" in line for line in proxy.asked))
