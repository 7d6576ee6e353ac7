"""Asking politely: what a server that lies, stalls or floods can do to us, which is nothing but FetchFailed."""

from __future__ import annotations

import gzip
import ssl
import tomllib
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime
from http.client import RemoteDisconnected
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import gaierror
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
import requests
import stamina
import trustme
from urllib3 import HTTPConnectionPool
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NameResolutionError, ProtocolError

from sources import FetchFailed, RateLimited, now
from sources._fetch import http as _http

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    """A publisher on this machine: `answers` says what it does with its next requests, the last one for ever."""

    answers: list[Answer]
    asked: list[BaseHTTPRequestHandler]

    def url(self, path: str = "/") -> str:
        return f"https://localhost:{self.server_port}{path}"

    def get(self, path: str = "/", **parameters: str) -> bytes:
        with _http.connection("localhost") as get:
            return get(self.url(path), **parameters)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what most of these tests are about."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self)
        answers = self.server.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    def log_message(self, *_: object) -> None: ...


def reply(body: bytes = b"data", status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


TRICKLE = 400  #: bytes, one each 0.05 s


def trickle(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(TRICKLE):
        handler.wfile.write(b".")
        sleep(0.05)


def trickled_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    trickle(handler)


def hang_up_half_way(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half")
    handler.close_connection = True


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("NO_PROXY", "localhost")
    monkeypatch.setenv("no_proxy", "localhost")
    stamina.set_testing(True, attempts=3, cap=True)
    with Server(("localhost", 0), Handler) as found:
        found.socket = context.wrap_socket(found.socket, server_side=True)
        found.daemon_threads, found.block_on_close = True, False
        found.answers, found.asked = [reply()], []
        Thread(target=found.serve_forever, args=(0.02,), daemon=True).start()
        yield found
        found.shutdown()
    stamina.set_testing(False)


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds we would have waited, had this been no test."""
    waited: list[float] = []
    monkeypatch.setattr(_http, "sleep", waited.append)
    return waited


class TestGoodManners:
    def test_says_who_asks(self, server: Server) -> None:
        assert server.get() == b"data"
        release = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]["version"]
        assert server.asked[0].headers["User-Agent"].startswith(f"relations/{release} ")

    def test_parameters_go_into_the_query(self, server: Server) -> None:
        server.get("/rates", date="01/03/2014", code="R01235")
        assert server.asked[0].path == "/rates?date=01%2F03%2F2014&code=R01235"

    def test_requests_are_counted(self, server: Server) -> None:
        server.answers = [reply(status=502), reply(status=302, Location="/elsewhere"), reply()]
        with _http.counting() as asked:
            server.get()
        server.get()
        assert asked == [server.url(), server.url(), server.url("/elsewhere")]

    def test_one_connection_serves_many_questions(self, server: Server) -> None:
        with _http.connection("localhost") as get:
            for _ in range(3):
                get(server.url())
        assert len({handler.client_address for handler in server.asked}) == 1


class TestRetries:
    def test_a_fault_that_heals_is_asked_again(self, server: Server) -> None:
        server.answers = [reply(status=502), hang_up_half_way, reply(b"healed")]
        assert server.get() == b"healed"

    def test_a_fault_that_stays_is_given_up(self, server: Server) -> None:
        server.answers = [reply(status=503)]
        with pytest.raises(FetchFailed, match=r"localhost:\d+/ answered 503 Service Unavailable$"):
            server.get()
        assert len(server.asked) == 3

    def test_a_cut_connection_is_no_short_answer(self, server: Server) -> None:
        server.answers = [hang_up_half_way]
        with pytest.raises(FetchFailed, match="gave no answer"):
            server.get()

    @pytest.mark.parametrize("status", [400, 403, 404, 410])
    def test_what_cannot_heal_is_asked_once(self, server: Server, status: int) -> None:
        server.answers = [reply(status=status)]
        with pytest.raises(FetchFailed, match=str(status)):
            server.get()
        assert len(server.asked) == 1

    def test_a_refusal_in_another_coding_is_still_told_by_its_status(self, server: Server) -> None:
        server.answers = [reply(b"?", 403, Content_Encoding="br")]
        with pytest.raises(FetchFailed, match="403 Forbidden"):
            server.get()

    def test_a_refusal_is_told_in_the_publishers_words(self, server: Server) -> None:
        server.answers = [reply(b"400 BadRequest - too many days", 400), reply(b"", 404)]
        with pytest.raises(FetchFailed, match=r"answered 400 Bad Request: “400 BadRequest - too many days”$"):
            server.get()
        with pytest.raises(FetchFailed, match=r"answered 404 Not Found$"):
            server.get()

    def test_only_a_404_is_not_found(self, server: Server) -> None:
        server.answers = [reply(status=404), reply(status=403)]
        with pytest.raises(_http.NotFound):
            server.get()
        with pytest.raises(FetchFailed) as caught:
            server.get()
        assert not isinstance(caught.value, _http.NotFound)

    def test_nobody_at_home(self, server: Server) -> None:
        server.server_close()
        server.socket.close()
        with pytest.raises(FetchFailed, match=r"gave no answer \(Connection refused\)$"):
            server.get()


def test_what_went_wrong_is_said_without_the_words_of_a_program() -> None:
    """As requests and what is below it wrap it."""
    lookup = "HTTPSConnection(host='x.org', port=443): Failed to resolve 'x.org' ([Errno -2] Name or service not known)"
    limit = MaxRetryError(
        HTTPConnectionPool("x.org"), "/", NameResolutionError("x.org", HTTPConnection("x.org"), gaierror())
    )
    assert _http.plain(requests.ConnectionError(OSError(lookup))) == (
        "Failed to resolve 'x.org' (Name or service not known)"
    )
    assert _http.plain(requests.ConnectionError(limit)).startswith("Failed to resolve 'x.org'")
    broken = ProtocolError("Connection aborted.", RemoteDisconnected("Remote end closed connection without response"))
    assert _http.plain(requests.ConnectionError(broken)) == "Remote end closed connection without response"
    timeout = "HTTPSConnectionPool(host='x.org', port=443): Read timed out. (read timeout=30)"
    assert _http.plain(requests.ReadTimeout(timeout)) == "Read timed out"
    assert _http.plain(requests.ConnectionError()) == "it broke off"


class TestRateLimits:
    def test_one_rest_as_long_as_asked_for(self, server: Server, rests: list[float]) -> None:
        server.answers = [reply(status=429, Retry_After="7"), reply(b"patience")]
        assert server.get() == b"patience"
        assert rests == [7.0]

    def test_the_second_429_is_the_last(self, server: Server, rests: list[float]) -> None:
        server.answers = [reply(status=429)]
        with pytest.raises(RateLimited, match="429"):
            server.get()
        assert len(server.asked) == 2
        assert rests == [_http.REST]

    @pytest.mark.parametrize("form", [lambda wait: str(wait.days * 86400), lambda wait: format_datetime(now() + wait)])
    def test_nobody_makes_us_wait_for_more_than_a_minute(
        self, server: Server, rests: list[float], form: Callable[[timedelta], str]
    ) -> None:
        server.answers = [reply(status=429, Retry_After=form(timedelta(days=1))), reply()]
        server.get()
        assert rests == [60.0]

    @pytest.mark.parametrize("header", ["", "soon", "-5", "١", "Tue, 99 Nov 2026 00:00:00 GMT", "0" * 400])
    def test_a_header_we_cannot_read(self, header: str) -> None:
        assert 0 <= _http.rest(header) <= 60


class TestDeadline:
    @pytest.mark.parametrize("slowly", [trickle, trickled_headers])
    def test_a_byte_now_and_then_does_not_pass(
        self, server: Server, monkeypatch: pytest.MonkeyPatch, slowly: Answer
    ) -> None:
        server.answers = [slowly]
        monkeypatch.setattr(_http, "DEADLINE", 0.3)
        begun = monotonic()
        with pytest.raises(FetchFailed, match=r"within 0\.3 seconds"):
            server.get()
        assert monotonic() - begun < TRICKLE * 0.05 / 2
        assert len(server.asked) == 1

    def test_silence_does_not_pass(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        server.answers = [lambda _: sleep(1)]
        monkeypatch.setattr(_http, "READ", 0.2)
        with pytest.raises(FetchFailed, match="timed out"):
            server.get()

    def test_what_the_work_raises_is_raised(self) -> None:
        with pytest.raises(TimeoutError, match="its own"):
            _http.within(1, lambda: (_ for _ in ()).throw(TimeoutError("its own")))


class TestSize:
    def test_gzip_is_unpacked(self, server: Server) -> None:
        server.answers = [reply(gzip.compress(b"data" * 1000), Content_Encoding="gzip")]
        assert server.get() == b"data" * 1000

    def test_a_bomb_is_not(self, server: Server) -> None:
        server.answers = [reply(gzip.compress(bytes(200_000_000), 1), Content_Encoding="gzip")]
        with pytest.raises(FetchFailed, match="more than 20,000,000 bytes"):
            server.get()

    def test_a_bomb_takes_no_memory(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_http, "LARGEST", 1_000_000)
        server.answers = [reply(gzip.compress(bytes(100_000_000)), Content_Encoding="gzip")]
        tracemalloc.start()
        with pytest.raises(FetchFailed, match="more than 1,000,000 bytes"):
            server.get()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 10_000_000

    def test_a_flood_is_not(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_http, "LARGEST", 999)
        server.answers = [reply(bytes(999)), reply(bytes(1000))]
        assert server.get() == bytes(999)
        with pytest.raises(FetchFailed, match="more than 999 bytes"):
            server.get()

    @pytest.mark.parametrize(
        ("coding", "body"), [("gzip", b"no gzip"), ("gzip", gzip.compress(b"data", mtime=0)[:-4]), ("br", b"")]
    )
    def test_other_codings_and_halves_are_not(self, server: Server, coding: str, body: bytes) -> None:
        server.answers = [reply(body, Content_Encoding=coding)]
        with pytest.raises(FetchFailed):
            server.get()


class TestRedirects:
    def test_within_the_house(self, server: Server) -> None:
        server.answers = [reply(status=302, Location="/elsewhere"), reply(b"here")]
        assert server.get() == b"here"

    @pytest.mark.parametrize(
        "place", ["https://elsewhere.example/", "http://localhost/", "https://notlocalhost/", "file:///etc"]
    )
    def test_not_out_of_it(self, server: Server, place: str) -> None:
        server.answers = [reply(status=302, Location=place)]
        with pytest.raises(FetchFailed):
            server.get()
        assert len(server.asked) == 1

    def test_not_in_circles(self, server: Server) -> None:
        server.answers = [reply(status=302, Location="/")]
        with pytest.raises(FetchFailed, match="redirects"):
            server.get()
        assert len(server.asked) < 10
