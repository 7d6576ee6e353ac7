"""Viewers of a page as its server meets them: sessions over real websockets, without a browser's work."""

from __future__ import annotations

import asyncio
import json
import random
import re
import socket
import struct
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

EVERY = 10.0  #: s between two changes of a viewer
CHANGES = 4  #: of each viewer
WIDTH = 920  #: px a viewer's column is wide
PATIENCE = 30.0  #: s until a run counts as failed
TCP_RECEIVED = 128  #: where Linux's struct tcp_info has the bytes received

State = tuple[frozenset[str], bool, bool]  #: what a chart shows: its lines, whether it is cut, whether it is dark


@dataclass
class Met:
    """What the viewers of one round met."""

    opened: list[float] = field(default_factory=list)  #: s until a first view was whole
    reruns: list[float] = field(default_factory=list)  #: s
    first: list[int] = field(default_factory=list)  #: bytes on the wire until then
    change: list[int] = field(default_factory=list)  #: bytes on the wire
    errors: list[str] = field(default_factory=list)
    charts: int = 0
    strange: int = 0  #: charts that are not the one a viewer had asked for
    compressed: bool = False


class Viewer:
    """A browser's side of one session: it asks for figures, and compares what comes with what it asked for.

    `expected` names the lines of every figure; one without is not compared.
    """

    def __init__(self, stream: ClientConnection, met: Met, expected: dict[str, frozenset[str]], number: int) -> None:
        self.stream, self.met, self.expected = stream, met, expected
        self.choice = random.Random(number)
        self.dark = bool(number % 2)
        self.measuring = ""  #: id of the component that tells the page how wide it is

    async def go(self, figure: str, *, then: bool) -> tuple[float, int]:
        """Go to an address of the page, as Back and Forward do; seconds to the end of the run, and bytes."""
        asked = self.request(figure, then=then)
        before, start = self.received(), time.perf_counter()
        await self.stream.send(asked.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            charts = [shown(told) async for told in self.answers()]
        seconds = time.perf_counter() - start
        self.met.charts += len(charts)
        if asked.rerun_script.widget_states.widgets:
            self.met.strange += charts != [(self.expected[figure], then, self.dark)]
        return seconds, self.received() - before

    def request(self, figure: str, *, then: bool) -> BackMsg:
        """What a browser sends when its address has changed."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = urlencode({"figure": figure} | ({"then": "true"} if then else {}))
        state.is_history_navigation = True
        state.context_info.color_scheme = "dark" if self.dark else "light"
        if self.measuring:
            state.widget_states.widgets.add(id=self.measuring, json_value=json.dumps({"width": WIDTH}))
        return asked

    async def open(self, figure: str, *, then: bool) -> tuple[float, int]:
        """Come to the page: the run of an opening, and the one that follows when a browser has told its width."""
        seconds, size = await self.go(figure, then=then)
        if not self.measuring:
            return seconds, size
        more, rest = await self.go(figure, then=then)
        return seconds + more, size + rest

    def any(self) -> tuple[str, bool]:
        """A figure, and whether it is as it was known then."""
        return self.choice.choice(list(self.expected)), self.choice.random() < 0.5

    async def answers(self) -> AsyncIterator[dict[str, Any]]:
        """What a run tells of its figures, until it has finished."""
        async for element in self.elements():
            if told := drawn(element):
                yield told

    async def elements(self) -> AsyncIterator[Element]:
        """All that a run puts on the page, until it has finished."""
        while True:
            message = ForwardMsg.FromString(await self.stream.recv(decode=False))
            match message.WhichOneof("type"):
                case "script_finished":
                    return
                case "delta":
                    element = message.delta.new_element
                    if element.HasField("exception"):
                        self.met.errors.append(element.exception.message)
                    if element.bidi_component.component_name.endswith("relations.browser"):
                        self.measuring = element.bidi_component.id
                    yield element

    def received(self) -> int:
        """Bytes that have come over this connection, frames and all, as the kernel counts them."""
        wire: socket.socket = self.stream.transport.get_extra_info("socket")
        info = wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TCP_RECEIVED + 8)
        return int(struct.unpack_from("Q", info, TCP_RECEIVED)[0])


def drawn(element: Element) -> dict[str, Any]:
    """What the browser is told of a figure, with its picture; nothing if the element is none."""
    component = element.bidi_component
    if not component.component_name.endswith("relations.pointer"):
        return {}
    told: dict[str, Any] = json.loads(component.mixed.json if component.HasField("mixed") else component.json)
    return told


def shown(told: dict[str, Any]) -> State:
    """What a figure shows, read from what a pointer finds on it and from its picture."""
    from relations.figures.theme import THEMES

    lines = frozenset(re.sub(r"^line-\d+-", "", line["mark"]) for line in told["lines"])
    return lines, "As known on" in told["picture"], THEMES["dark"].background in told["picture"]


async def view(address: str, met: Met, expected: dict[str, frozenset[str]], number: int, leave: asyncio.Event) -> None:
    """One viewer: comes at some moment of the first seconds, goes on every now and then, and stays until all leave."""
    choice = random.Random(-number)
    await asyncio.sleep(choice.uniform(0, EVERY))
    try:
        async with session(address) as stream:
            viewer = Viewer(stream, met, expected, number)
            met.compressed |= bool(stream.protocol.extensions)
            figure, then = viewer.any()
            seconds, size = await viewer.open(figure, then=then)
            met.opened.append(seconds)
            met.first.append(size)
            for _ in range(CHANGES):
                await asyncio.sleep(choice.uniform(0.8, 1.2) * EVERY)
                figure, then = viewer.any()
                seconds, size = await viewer.go(figure, then=then)
                met.reruns.append(seconds)
                met.change.append(size)
            await leave.wait()
    except (WebSocketException, OSError, TimeoutError) as error:
        met.errors.append(repr(error))


def session(address: str) -> connect:
    """A new session of the page; compressed, if the server offers it, as with every browser."""
    place = f"ws{address.removeprefix('http')}/_stcore/stream"
    return connect(place, subprotocols=["streamlit"], max_size=None, proxy=None)  # type: ignore[list-item]
