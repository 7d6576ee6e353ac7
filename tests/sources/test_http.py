"""Asking politely: what a server that lies, stalls or floods can do to us, which is nothing but FetchFailed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from http.client import RemoteDisconnected
from pathlib import Path
from socket import gaierror

import pytest
import requests
from urllib3 import HTTPConnectionPool
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NameResolutionError, ProtocolError

from sources import FetchFailed, RateLimited, now
from sources._fetch import http as _http
from tests.sources.loopback import Server, hang_up_half_way, reply


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
