"""Asking politely: no answer takes longer or more room than we give it, and none leads elsewhere."""

from __future__ import annotations

import gzip
import tracemalloc
from time import monotonic, sleep

import pytest

from sources import FetchFailed
from sources._fetch import http as _http
from tests.sources.loopback import TRICKLE, Answer, Server, reply, trickle, trickled_headers


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
        server.answers = [lambda _: sleep(30)]
        monkeypatch.setattr(_http, "READ", 0.2)
        with pytest.raises(FetchFailed, match="timed out"):
            server.get()

    def test_what_the_work_raises_is_raised(self) -> None:
        with pytest.raises(TimeoutError, match="its own"):
            _http.within(60, lambda: (_ for _ in ()).throw(TimeoutError("its own")))


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
