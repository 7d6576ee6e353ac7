"""Asking a publisher politely, and never for longer than a deadline."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar, copy_context
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlsplit

from sources import FetchFailed, RateLimited
from sources._fetch.answers import said

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

# stamina logs each retry as a warning: for who configures logging, not for a person's terminal.
logging.getLogger("stamina").addHandler(logging.NullHandler())

USER_AGENT = "relations/0.1.0 (charts of two countries; a few statistical series a day)"
CONNECT, READ = 10.0, 30.0  # seconds to connect, and from byte to byte
DEADLINE = 60.0  # seconds for one answer, its last byte included
LARGEST = 20_000_000  # bytes of an answer, decoded
ATTEMPTS = 3
REST, LONGEST_REST = 15.0, 60.0  # seconds we wait after a 429 that does not say how long, and at most


class NotFound(FetchFailed):
    """The publisher has nothing at this address; some say so when a span of time has no data."""


class Get(Protocol):
    """Ask for an address, with query parameters; FetchFailed for all but a whole answer with status 200."""

    def __call__(self, url: str, **parameters: str) -> bytes: ...


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns or raises, or FetchFailed after `seconds`.

    The timeouts of our libraries start anew with every byte, so a server that sends one a second is never late:
    only a clock outside of the call sees it. The thread is a daemon, for a call that never ends must not keep the
    program from ending.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            outcome.set_exception(error)

    Thread(target=copy_context().run, args=(run,), daemon=True).start()
    try:
        return outcome.result(timeout=seconds)
    except TimeoutError as error:
        if outcome.done():
            raise
        raise FetchFailed(f"gave no whole answer within {seconds:g} seconds") from error


_asked: ContextVar[list[str]] = ContextVar("_asked")
_clocks: ContextVar[list[float]] = ContextVar("_clocks")


@contextmanager
def _gathered(into: ContextVar[list[T]]) -> Iterator[list[T]]:
    token = into.set([])
    try:
        yield into.get()
    finally:
        into.reset(token)


def counting() -> AbstractContextManager[list[str]]:
    """A list that gets the address of every request to a publisher from here on, in this thread's calls of `fetch`."""
    return _gathered(_asked)


def clocks() -> AbstractContextManager[list[float]]:
    """A list that gets, of every answer from here on, by how many seconds its server's clock is ahead of ours."""
    return _gathered(_clocks)


def note(url: object) -> None:
    """Count a request that is about to be sent."""
    _asked.get([]).append(str(url))


def _read_clock(response: httpx.Response) -> None:
    with suppress(KeyError, ValueError, TypeError):
        theirs = parsedate_to_datetime(response.headers["Date"])
        _clocks.get([]).append((theirs - datetime.now(UTC)).total_seconds())


def stay(url: str, home: str) -> None:
    """FetchFailed for an address that is not on the host `home` or one below it, or not encrypted."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not f".{parts.hostname}".endswith(f".{home}"):
        raise FetchFailed(f"{home} sent us on to {parts.scheme}://{parts.hostname}, where we do not go")


@contextmanager
def connection(home: str, accept: str = "*/*", attempts: int = ATTEMPTS) -> Iterator[Get]:
    """A function that asks for addresses on the host `home` and those below it, and goes nowhere else.

    `accept` is the media type asked for, where a publisher has several at one address; `attempts` how often it is asked
    for what can be had a moment later.
    """
    import httpx

    def begin(request: httpx.Request) -> None:
        stay(str(request.url), home)
        note(request.url)

    with httpx.Client(
        headers={"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": "gzip"},
        timeout=httpx.Timeout(READ, connect=CONNECT),
        follow_redirects=True,
        max_redirects=5,
        event_hooks={"request": [begin], "response": [_read_clock]},
    ) as client:
        yield partial(_get, client, attempts)


def _get(client: httpx.Client, attempts: int, url: str, /, **parameters: str) -> bytes:
    """One answer; a 429 is asked again once, after the rest it asks for."""
    response, body = _patiently(client, attempts, url, parameters)
    if response.status_code == 429:
        sleep(rest(response.headers.get("Retry-After", "")))
        response, body = _patiently(client, attempts, url, parameters)
    if response.status_code == 200:
        return body
    kind = {404: NotFound, 429: RateLimited}.get(response.status_code, FetchFailed)
    raise kind(_status(response, body))


def _patiently(
    client: httpx.Client, attempts: int, url: str, parameters: dict[str, str]
) -> tuple[httpx.Response, bytes]:
    """An answer of any status; asked for again, ever later, if what went wrong can heal."""
    import httpx
    import stamina

    def heals(error: Exception) -> bool:
        passing = httpx.NetworkError | httpx.RemoteProtocolError | httpx.ProxyError | httpx.HTTPStatusError
        return isinstance(error, passing)

    ask = stamina.RetryingCaller(attempts=attempts, timeout=DEADLINE, wait_initial=0.5, wait_max=8.0)
    try:
        return ask(heals, within, DEADLINE, partial(_download, client, url, parameters))
    except httpx.HTTPStatusError as error:
        raise FetchFailed(_status(error.response)) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, zlib.error) as error:
        raise FetchFailed(f"{url} gave no answer ({plain(error)})") from error


def _download(client: httpx.Client, url: str, parameters: dict[str, str]) -> tuple[httpx.Response, bytes]:
    """One request; a fault of the server raises, for the one above to try again."""
    with client.stream("GET", url, params=parameters or None) as response:
        if response.status_code >= 500:
            response.raise_for_status()
        return response, _body(response) if response.status_code == 200 else _reason(response)


def _reason(response: httpx.Response) -> bytes:
    """The body beside a status that is a refusal, if it can be read: why it was refused."""
    try:
        return _body(response)
    except FetchFailed:
        return b""


def _body(response: httpx.Response) -> bytes:
    """The decoded bytes. We decode them ourselves, to stop at the limit: 200 kB of gzip can be 200 MB of text."""
    coding = response.headers.get("Content-Encoding", "identity")
    if coding not in {"identity", "gzip"}:
        raise FetchFailed(f"{response.url} answered in the coding '{coding}', which we did not ask for")
    unzip = zlib.decompressobj(wbits=31) if coding == "gzip" else None
    body = bytearray()
    for piece in response.iter_raw():
        body += unzip.decompress(piece, LARGEST + 1 - len(body)) if unzip else piece
        if len(body) > LARGEST:
            raise FetchFailed(f"{response.url} answered with more than {LARGEST:,} bytes")
    if unzip and not unzip.eof:
        raise FetchFailed(f"{response.url} answered with half of a gzip file")
    return bytes(body)


def _status(response: httpx.Response, body: bytes = b"") -> str:
    """What was answered instead of data, in the publisher's own words where it has some."""
    status = f"{response.url} answered {response.status_code} {response.reason_phrase}".rstrip()
    return f"{status}: {said(body)}" if body.strip() else status


def plain(error: BaseException) -> str:
    """What a library says went wrong, at the bottom of it, without the words of a program."""
    inner = getattr(error, "reason", None), *reversed(error.args)
    if deeper := next((one for one in inner if isinstance(one, BaseException)), None):
        return plain(deeper)
    words = re.sub(r"\[Errno -?\d+\] |^\w+\([^)]*\): |\.? \(read timeout=[^)]*\)", "", str(error))
    return re.sub(r"^\w+\((.*)\)$", r"\1", words) or "it broke off"


def rest(retry_after: str) -> float:
    """Seconds to wait, from a Retry-After header: a number, a date, or nothing we can read."""
    if retry_after.isdecimal():
        return min(float(retry_after), LONGEST_REST)
    try:
        seconds = (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return REST
    return min(max(seconds, 0.0), LONGEST_REST)
