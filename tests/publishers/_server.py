"""A proxy on 127.0.0.1 that is itself every host it is asked for, and the stand-in as a whole."""

from __future__ import annotations

import importlib
import os
import pkgutil
import socket
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import Any, Protocol, Self, cast
from urllib.parse import parse_qsl, unquote, urlsplit

import trustme

from tests.publishers import _numbers
from tests.publishers._numbers import Days, Rows, Series
from tests.publishers._scenarios import ELSEWHERE, REFUSED, SCENARIOS, Reply, Request


class Publisher(Protocol):
    """What a file of this folder offers."""

    HOSTS: tuple[str, ...]  #: that it answers at

    def numbers(self, code: str) -> Days:
        """What it publishes of a code when nothing is wrong, before the walk goes on; KeyError: no such code."""

    def answer(self, request: Request, series: Series) -> Reply | None:
        """Its reply; None if it has none for such an address."""


def _publishers() -> dict[str, Publisher]:
    names = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    package = __name__.rpartition(".")[0]
    return {name: cast(Any, importlib.import_module(f"{package}.{name}")) for name in names if name[0] != "_"}


PUBLISHERS = _publishers()
_HOSTS = {host: name for name, publisher in PUBLISHERS.items() for host in publisher.HOSTS}
_NO_ROUTE = Reply(b"no route\n", 599)


@lru_cache(maxsize=256)
def _series(name: str, code: str, scenario: str, today: date) -> Rows:
    """What a publisher prints of a code today, under a scenario."""
    fault, numbers = SCENARIOS[scenario], PUBLISHERS[name].numbers(code)
    found = numbers if fault.old else _numbers.onward(numbers, today)
    rows = list(_numbers.known(found, today).items())
    return fault.numbers(cast(Rows, rows), today) if rows else []


class StandIn:
    """Use as a context manager. `scenario`, `only` and `today` can be changed while it runs."""

    def __init__(self, scenario: str = "ok", today: date | None = None) -> None:
        self.today = today or datetime.now(UTC).date()
        self.requests: list[dict[str, Any]] = []
        self.env: dict[str, str] = {}
        self.ending = Event()
        self.play(scenario)

    def play(self, scenario: str, only: Iterable[str] = ()) -> None:
        """A scenario, of these publishers only; without any, of all it is of. ValueError: no such one."""
        wanted = frozenset(only)
        if scenario not in SCENARIOS or not wanted <= PUBLISHERS.keys():
            raise ValueError(f"{scenario} of {sorted(wanted)}; there are {sorted(SCENARIOS)} of {sorted(PUBLISHERS)}")
        self._playing = scenario, wanted

    @property
    def scenario(self) -> str:
        """Its name; a new one is of all publishers."""
        return self._playing[0]

    @scenario.setter
    def scenario(self, name: str) -> None:
        self.play(name)

    def played_by(self, name: str) -> str:
        """The scenario as far as one publisher is concerned."""
        scenario, only = self._playing
        here = (only or SCENARIOS[scenario].at or PUBLISHERS.keys()) & (SCENARIOS[scenario].at or PUBLISHERS.keys())
        return scenario if name in here else "ok" if SCENARIOS[scenario].old else "live"

    def reply(self, request: Request) -> Reply:
        """What the host that was asked answers."""
        if request.host == ELSEWHERE:
            return StandIn("live", self.today).reply(parsed(f"https:/{request.url.split(ELSEWHERE, 1)[1]}"))
        name = _HOSTS.get(request.host)
        if name is None:
            return _NO_ROUTE
        scenario = self.played_by(name)
        try:
            found = PUBLISHERS[name].answer(request, lambda code: _series(name, code, scenario, self.today))
        except Exception as error:  # noqa: BLE001 - a fault of the stand-in's own must be seen as one
            return Reply(f"the stand-in failed: {error!r}\n".encode(), 599)
        return SCENARIOS[scenario].reply(request, found) if found else _NO_ROUTE

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="publishers-")
        certificates = Path(self._folder.name) / "ca.pem"
        self._authority, self._contexts, self._lock = trustme.CA(), dict[str, ssl.SSLContext](), Lock()
        self._authority.cert_pem.write_to_path(str(certificates))
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.standin = self
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        proxy = f"http://127.0.0.1:{self._server.server_port}"
        settings = {"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy, "NO_PROXY": "localhost,127.0.0.1,::1"}
        bundles = dict.fromkeys(("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"), str(certificates))
        kept = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
        self.env = kept | settings | {name.lower(): value for name, value in settings.items()} | bundles
        self.env["XDG_CACHE_HOME"] = self._folder.name
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._folder.cleanup()

    def certificate(self, host: str) -> ssl.SSLContext:
        """What a host shows to be itself."""
        with self._lock:
            if host not in self._contexts:
                self._contexts[host] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                self._authority.issue_cert(host).configure_cert(self._contexts[host])
            return self._contexts[host]


def parsed(url: str) -> Request:
    """A request for an address."""
    parts = urlsplit(url)
    return Request(url, parts.hostname or "", unquote(parts.path), dict(parse_qsl(parts.query)))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    standin: StandIn

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for its headers to be acknowledged
    server: _Server
    host = ""  #: whom this connection is to, once it is encrypted

    def do_CONNECT(self) -> None:
        """From here on the connection is the one to the host itself."""
        host, standin = self.path.rpartition(":")[0], self.server.standin
        if SCENARIOS[standin.played_by(_HOSTS.get(host, ""))].refused:
            self._deliver(REFUSED, self.path)
            return
        self.send_response(200)
        self.end_headers()
        self.connection = standin.certificate(host).wrap_socket(cast(socket.socket, self.connection), server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), cast(Any, self.connection.makefile("wb", 0))
        self.host, self.close_connection = host, False

    def do_GET(self) -> None:
        """An answer; a request in clear comes with its whole address."""
        url = f"https://{self.host}{self.path}" if self.host else self.path
        self._deliver(self.server.standin.reply(parsed(url)), url)

    def _deliver(self, reply: Reply, url: str) -> None:
        standin = self.server.standin
        sent = b"" if reply.hang else reply.body[: len(reply.body) // 2] if reply.cut else reply.body
        record: Mapping[str, Any] = {"time": datetime.now(UTC).isoformat(), "method": self.command, "url": url}
        status = None if reply.hang else reply.status
        # At once: whoever gives up on a slow answer may be in another test by the time it comes.
        standin.requests.append({**record, "status": status, "bytes": len(sent), "scenario": standin.scenario})
        standin.ending.wait(reply.delay)
        if reply.hang:
            self.rfile.read(1)  # it comes back when the client gives up
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        for piece in (sent[n : n + 1] for n in range(len(sent))) if reply.pace else (sent,):
            self.wfile.write(piece)
            if reply.pace and standin.ending.wait(reply.pace):
                break
        self.close_connection |= reply.cut

    def finish(self) -> None:
        """End the encrypted connection, which the server knows nothing of."""
        with suppress(OSError, ValueError):
            super().finish()
            self.connection.close()

    def log_message(self, *_: object) -> None:
        """The stand-in keeps its own record."""
