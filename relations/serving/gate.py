"""What stands before the page's server: whom it answers, at which addresses, and what a browser may do with its page.

A name that an attacker owns can be made to mean this machine (DNS rebinding); an address in digits cannot. So hosts
are those in digits, localhost, and the names that were allowed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path

import streamlit
from starlette.datastructures import URL, Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime

CHANNEL, UPLOADS = "/_stcore/stream", "/_stcore/upload_file/"
PAGES = ("/", "/index.html")
READ = {*PAGES, "/favicon.png", "/_stcore/health", "/_stcore/host-config"}
BELOW = ("/static/", "/app/static/", "/media/")  #: Streamlit's own files, the typeface, files to download
HELD = 64_000_000  #: bytes of handed-in files that are kept for all viewers together
NOBODY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


@dataclass(frozen=True)
class Gate:
    """Middleware: it answers known hosts at known addresses only, and says to a browser what the page may do."""

    app: ASGIApp
    hosts: tuple[str, ...] = ()  #: names beside localhost; `*.name` are all below a name, `*` is every name
    frames: tuple[str, ...] = ("*",)  #: sites in whose frames a figure alone may stand
    uploads: bool = True  #: whether a viewer may hand in a figure's block

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        if not self.knows(Headers(scope=scope).get("host", "")):
            return await self._refuse(scope, receive, send, "This server does not go by that name.", 421)
        if not self.has(scope):
            return await self._refuse(scope, receive, send, "There is nothing here.", 404)
        if scope["type"] == "websocket" and not _own(Headers(scope=scope)):
            return await self._refuse(scope, receive, send, "Another site may not open the channel of this page.", 403)
        if scope["type"] == "http" and scope["method"] == "PUT" and held() >= HELD:
            return await self._refuse(scope, receive, send, "Too many files are kept already; try again later.", 507)
        return await self.app(scope, receive, self._guarded(scope, send))

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        try:
            url = URL(f"//{host}")
            name = (url.hostname or "").rstrip(".").lower()
            url.port  # noqa: B018  (raises where it is no number)
        except ValueError:
            return False
        if url.username or url.path or url.query or not name:
            return False
        return _in_digits(name) or any(_is(name, one) for one in ("localhost", "*.localhost", *self.hosts))

    def has(self, scope: Scope) -> bool:
        """Whether there is something a viewer needs at the address of a request."""
        path = scope["path"].removeprefix("/" + config.get_option("server.baseUrlPath").strip("/")) or "/"
        path = path if path.startswith("/") else f"/{path}"
        if scope["type"] == "websocket":
            return bool(path == CHANNEL)
        if path.startswith(UPLOADS):
            return self.uploads and scope["method"] in ("PUT", "DELETE")
        return scope["method"] in ("GET", "HEAD") and (path in READ or path.startswith(BELOW))

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, why: str, status: int) -> None:
        if scope["type"] == "websocket":  # refused before it is accepted: the handshake is answered with 403
            return await send({"type": "websocket.close", "code": 1008})
        return await PlainTextResponse(why + "\n", status)(scope, receive, self._guarded(scope, send))

    def _guarded(self, scope: Scope, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers(scope))
            await send(message)

        return answer

    def headers(self, scope: Scope) -> dict[str, str]:
        """What a browser is told of an answer; only a figure alone may stand in the frame of another site."""
        alone = QueryParams(scope["query_string"]).get("view") == "figure"
        ancestors = " ".join(self.frames) if alone else "'self'"
        return {
            "Content-Security-Policy": f"{self._policy}; frame-ancestors {ancestors}",
            "Permissions-Policy": NOBODY,
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            **({} if alone else {"X-Frame-Options": "SAMEORIGIN"}),
        }

    @cached_property
    def _policy(self) -> str:
        """Scripts of this server only, none made of text. Streamlit's page has one, and components come as blobs."""
        page = Path(streamlit.__file__).parent / "static" / "index.html"
        inside = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)
        hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inside)
        scripts = " ".join(f"'sha256-{one}'" for one in hashes)
        return "; ".join(
            (
                "default-src 'none'",
                f"script-src 'self' blob: {scripts}",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                "connect-src 'self'",
                "worker-src 'self' blob:",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
            )
        )


def held() -> int:
    """Bytes of the files that all viewers have handed in and whose pages are still open."""
    files = getattr(runtime.get_instance(), "_uploaded_file_mgr", None) if runtime.exists() else None
    return int(getattr(files, "_total_bytes", 0))


def _own(headers: Headers) -> bool:
    """Whether a page of this very server asks, or a program, which names no origin. Another port is another site."""
    origin = headers.get("origin")
    return origin is None or origin.lower().partition("://")[2] == headers.get("host", "").lower()


def _in_digits(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is(name: str, allowed: str) -> bool:
    allowed = allowed.rstrip(".").lower()
    return allowed in ("*", name) or (allowed.startswith("*.") and name.endswith(allowed[1:]))
