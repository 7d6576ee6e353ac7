"""A publisher on this machine, which lies, stalls or floods as a test tells it to."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any

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
    disable_nagle_algorithm = True  # else every answer waits 40 ms for its headers to be acknowledged
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
