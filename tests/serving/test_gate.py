"""Whom the page's server answers, at which addresses, and what it tells a browser: any other request is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from relations.serving import application, gate
from relations.serving.gate import Gate

HERE = "http://127.0.0.1:8501"


async def inside(scope: Scope, receive: Receive, send: Send) -> None:
    """A server that answers everything."""
    if scope["type"] == "http":
        return await PlainTextResponse("inside")(scope, receive, send)
    channel = WebSocket(scope, receive, send)
    await channel.accept()
    return await channel.close()


def client(address: str = HERE, **options: Any) -> TestClient:
    return TestClient(Gate(inside, **options), base_url=address)


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8501", "a.localhost", "127.0.0.1", "127.0.0.1:8501", "[::1]:8501", "192.168.1.7:80",
     "news.example", "news.example.", "a.b.team.example"],
)  # fmt: skip
def test_it_answers_to_its_names(host: str) -> None:
    found = client(hosts=("news.example", "*.team.example"))
    assert found.get("/", headers={"Host": host}).text == "inside"
    with found.websocket_connect("/_stcore/stream", headers={"Host": host}):
        pass


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "team.example", "xnews.example", "",
     "localhost@evil.example", "evil.example#localhost", "evil.example/localhost", "localhost:x", "[::1", "a b"],
)  # fmt: skip
def test_a_name_an_attacker_may_own_is_refused(host: str) -> None:
    """DNS rebinding: their name, our address; the page and its channel alike."""
    found = client(hosts=("news.example", "*.team.example"))
    assert found.get("/", headers={"Host": host}).status_code == 421
    with pytest.raises(WebSocketDisconnect), found.websocket_connect("/_stcore/stream", headers={"Host": host}):
        pass


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("http://127.0.0.1:8501", True), ("https://127.0.0.1:8501", True), ("http://127.0.0.1:1", False),
     ("http://localhost:8501", False), ("http://127.0.0.1", False), ("https://evil.example", False), ("null", False),
     ("", False)],
)  # fmt: skip
def test_only_a_page_of_this_very_server_opens_the_channel(origin: str, allowed: bool) -> None:
    """Another program on this machine, at another port, is another site."""
    headers = {"Host": "127.0.0.1:8501", "Origin": origin}
    if allowed:
        with client().websocket_connect("/_stcore/stream", headers=headers):
            return
    with pytest.raises(WebSocketDisconnect), client().websocket_connect("/_stcore/stream", headers=headers):
        pass


def test_only_what_a_viewer_needs_is_there() -> None:
    found = client()
    for path in ("/", "/?story=x", "/_stcore/health", "/_stcore/host-config", "/static/js/a.js", "/app/static/a.woff2"):
        assert found.get(path).text == "inside", path
        assert found.post(path).status_code == 404, path
    closed = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/auth/login",
              "/other", "/_stcore/agent/interact", "/component/x", "/_stcore/bidi-components/x")  # fmt: skip
    for path in closed:
        assert (found.get(path).status_code, found.post(path).status_code) == (404, 404), path
    with pytest.raises(WebSocketDisconnect), found.websocket_connect("/other"):
        pass


def test_strangers_hand_nothing_in() -> None:
    upload = "/_stcore/upload_file/a/b"
    assert client().put(upload).text == "inside"
    assert client(uploads=False).put(upload).status_code == 404


def test_only_a_figure_alone_may_stand_in_the_frame_of_others() -> None:
    figure, page = (client().get(f"/?story=x{view}").headers for view in ("&view=figure&embed=true", ""))
    assert figure["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "X-Frame-Options" not in figure
    assert page["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    told = client(frames=("https://news.example",)).get("/?view=figure").headers["Content-Security-Policy"]
    assert told.endswith("frame-ancestors https://news.example")


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/js/a.js"])
def test_every_answer_says_what_a_browser_may_do(path: str) -> None:
    told = client().get(path).headers
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in told["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert "http" not in " ".join(policy.values()), "nothing is loaded from anywhere else"
    assert "'sha256-" in policy["script-src"], "the script in Streamlit's page runs"


def test_what_all_viewers_hand_in_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused once too much is kept, and let in again when a page is closed."""
    files = MemoryUploadedFileManager("/_stcore/upload_file")
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(_uploaded_file_mgr=files))
    address = "/_stcore/upload_file/a/b"
    files.add_file("one", UploadedFileRec("1", "a.toml", "text/plain", b"x" * (gate.HELD - 1)))
    assert client().put(address).text == "inside"
    files.add_file("two", UploadedFileRec("2", "b.toml", "text/plain", b"x"))
    assert client().put(address).status_code == 507
    assert client().get("/").text == "inside"
    files.remove_session_files("one")
    assert client().put(address).text == "inside"


def test_the_application_has_its_gate() -> None:
    (made,) = application({"RELATIONS_HOSTS": "a.example, b.example", "RELATIONS_SERVED": "1"})._user_middleware
    assert made.kwargs == {"hosts": ("a.example", "b.example"), "frames": ("*",), "uploads": False}
