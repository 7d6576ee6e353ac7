"""The page's server: Streamlit's own, behind a gate that lets through what a viewer needs and nothing else.

`relations dashboard` runs it; any other ASGI server takes `relations.serving.asgi:app`. What it allows stands in its
environment, so that both ways are one: $RELATIONS_HOSTS, $RELATIONS_FRAMES and $RELATIONS_SERVED.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from streamlit import cli_util, config
from streamlit.web.server import server_util

from relations.serving import offline  # it does its work as it is imported
from relations.serving.gate import Gate
from relations.shipped import shipped

HOSTS, FRAMES, SERVED = "RELATIONS_HOSTS", "RELATIONS_FRAMES", "RELATIONS_SERVED"


def application(environment: Mapping[str, str] = os.environ) -> st.App:
    """The page as an ASGI application, behind its gate, as the environment says."""
    gate = Middleware(
        Gate,
        hosts=_listed(environment, HOSTS),
        frames=_listed(environment, FRAMES) or ("*",),
        uploads=environment.get(SERVED) != "1",
    )
    return st.App(shipped("dashboard.py"), middleware=[gate], lifespan=_opened)


def serve(port: int, host: str, *, headless: bool) -> None:
    """Serve the page until it is ended, and open a browser where there is one."""
    sys.argv = [str(shipped("dashboard.py"))]  # Streamlit looks for its settings beside it
    options = {"server.port": port, "server.address": host, **({"server.headless": True} if headless else {})}
    application().run(config=options)


@asynccontextmanager
async def _opened(_: st.App) -> AsyncIterator[None]:
    """While the server runs: the gate asks for the host, and no page that frames ours may steer it."""
    config.set_option("server.allowedHosts", ["*"])
    config.set_option("client.allowedOrigins", [])
    if not config.get_option("server.headless") and getattr(config, "_server_mode", None) == "starlette-app-direct":
        address = config.get_option("server.address")
        cli_util.open_browser(server_util.get_url(server_util.get_display_address(address)))
    yield


def _listed(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(_parts(environment.get(name, "").split(",")))


def _parts(texts: Iterable[str]) -> Iterable[str]:
    return filter(None, map(str.strip, texts))
