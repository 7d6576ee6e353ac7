"""Firefox as Debian ships it, told what to do over WebDriver BiDi, which it speaks itself: Playwright has its own."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

NOTHING = "data:,"
# Its reader allows no page to keep anything, and nothing of its own may call out: there is no network here.
PREFERENCES = {
    "network.cookie.cookieBehavior": 2,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.provider.google4.updateURL": NOTHING,
    "browser.safebrowsing.provider.mozilla.updateURL": NOTHING,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": NOTHING,
    "toolkit.telemetry.server": NOTHING,
    "ui.prefersReducedMotion": 1,
}
# All of a selector, in the roots of components as well.
DEEP = """const all = (selector, root = document) => [...root.querySelectorAll("*")].flatMap(one =>
  [...(one.matches(selector) ? [one] : []), ...(one.shadowRoot ? all(selector, one.shadowRoot) : [])])"""
END, LEFT, TAB = "\ue010", "\ue012", "\ue004"  #: keys, as WebDriver names them


class Firefox:
    """One window of Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._numbers = socket, count(1)
        self.send("session.new", capabilities={})
        self.window: str = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **told: Any) -> dict[str, Any]:
        """Have a command carried out; what it answers. Raises RuntimeError with what Firefox says against it."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": told}))
        while (answer := json.loads(self._socket.recv(timeout=60))).get("id") != number:
            pass  # what it tells of itself
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        found: dict[str, Any] = answer["result"]
        return found

    def open(self, address: str, width: int = 1280, height: int = 900) -> None:
        """Go to an address and wait until it is loaded."""
        self.send("browsingContext.setViewport", context=self.window, viewport={"width": width, "height": height})
        self.send("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def frame(self) -> str:
        """The first frame of the page, for `look` and `until`."""
        found: str = self.send("browsingContext.getTree", root=self.window)["contexts"][0]["children"][0]["context"]
        return found

    def look(self, expression: str, within: str = "") -> Any:
        """What a JavaScript expression, which may use `all(selector)`, has for a value in the window or a frame."""
        code = f"(() => {{ {DEEP}; return JSON.stringify({expression}) }})()"
        told = {"expression": code, "target": {"context": within or self.window}, "awaitPromise": False}
        answer = self.send("script.evaluate", **told)
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def until(self, expression: str, within: str = "", seconds: float = 60) -> Any:
        """Wait until an expression is true; its value. Fails with a picture of what there is instead."""
        found, said = self._wait(expression, within, seconds)
        if not found:
            self.keep("firefox-failed")
            pytest.fail(f"never true in Firefox: {expression} {said}")
        return found

    def _wait(self, expression: str, within: str, seconds: float) -> tuple[Any, str]:
        """What an expression is once it is true, or what was said against it."""
        end, said = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            try:
                if found := self.look(expression, within):
                    return found, ""
            except RuntimeError as error:
                said = str(error)
            time.sleep(0.1)
        return None, said

    def box(self, selector: str) -> tuple[float, float, float, float]:
        """Left, top, width and height of the first of a selector, px of the window, once it no longer moves."""
        told = "(({x, y, width, height}) => [x, y, width, height])"
        place = f"all({selector!r})[0] && {told}(all({selector!r})[0].getBoundingClientRect())"
        before, now = None, self.until(place)
        while now != before:
            time.sleep(0.1)
            before, now = now, self.until(place)
        left, top, width, height = now
        return left, top, width, height

    def read(self, selector: str, expression: str) -> Any:
        """Move the pointer over a selector, as a reader does, until an expression is true; its value."""
        for share in (0.5, 0.51, 0.52, 0.53, 0.54):
            left, top, width, height = self.box(selector)
            self.point(left + width * share, top + height * 0.6)
            if (found := self._wait(expression, "", 5)[0]) is not None:
                return found
        return self.until(expression)

    def point(self, x: float, y: float, *, click: bool = False) -> None:
        """Move the pointer to a place of the window, and click if asked."""
        clicks = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}] if click else []
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y)}, *clicks]
        self.send(
            "input.performActions", context=self.window, actions=[{"type": "pointer", "id": "m", "actions": moves}]
        )

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        presses = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.send("input.performActions", context=self.window, actions=[{"type": "key", "id": "k", "actions": presses}])

    def keep(self, name: str) -> None:
        """A picture of the window for a person to look at: build/screenshots/<name>.png."""
        picture = self.send("browsingContext.captureScreenshot", context=self.window)["data"]
        folder = Path(__file__).parents[2] / "build" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(base64.b64decode(picture))


def path() -> str | None:
    """The Firefox of the machine, or the one FIREFOX names."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


@contextmanager
def running(program: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox without a screen, with a profile of its own in an empty folder."""
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    log = profile / "said.txt"
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with log.open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        with connect(f"{_listening(process, log)}/session", max_size=None, proxy=None) as socket:
            firefox = Firefox(socket)
            yield firefox
            firefox.send("browser.close")
    finally:
        process.terminate()
        process.wait(timeout=30)


def _listening(process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> str:
    """The address at which Firefox takes commands."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text(errors="replace")):
            return found[1]
        time.sleep(0.1)
    pytest.fail(f"Firefox does not start: {log.read_text(errors='replace')[-500:]}")
