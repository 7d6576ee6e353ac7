"""The page without a browser, as its tests meet it."""

from __future__ import annotations

import gc
import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from relations.page import figure
from relations.page.parts import memory
from relations.values import NO_BREAK

vars(memory)["settle"] = lambda: None
vars(figure)["AHEAD"] = 0.0  # no browser waits for the figure here
# Each page in a test looks through every package for components, which took most of its time; a server looks once.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

ROOT = Path(__file__).parents[2]
WIDTH = 920  #: px; what a browser would tell


def page(**query: str) -> AppTest:
    """The page at an address, drawn to its end: a browser has told how wide it is, and nothing unforeseen happened."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params.update(query)
    app.session_state["known_width"] = WIDTH
    gc.freeze()  # in place of the page's `settle`, which looks through the whole memory every ten seconds
    app.run()
    assert not app.exception
    return app


def charts(app: AppTest | Block) -> list[dict[str, Any]]:
    """What the page tells the browser of each figure: its `picture`, its words `alt`, and what a pointer reads."""
    protos = [one.proto for one in app.get("bidi_component")]
    told = [json.loads(one.mixed.json if one.HasField("mixed") else one.json) for one in protos]
    return [one for one in told if "picture" in one]


def markup(app: AppTest) -> str:
    """The HTML of the page, all of it."""
    return " ".join(element.proto.body for element in app.get("html"))


def notes(app: AppTest) -> str:
    """The sentences that stand out."""
    bodies = [element.proto.body for element in app.get("html")]
    said = " ".join(body for body in bodies if 'class="note"' in body or 'class="error"' in body)
    return unescape(said).replace(NO_BREAK, " ")


def shown(app: AppTest) -> str:
    """The figure of the story that is marked as the one looked at."""
    (found,) = re.findall(r"figure=([\w-]+)[^\"]*\" aria-current", markup(app))
    return str(found)
