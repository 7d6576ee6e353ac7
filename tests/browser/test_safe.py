"""The running page against hostile text, links and requests: nothing runs, nothing is loaded, nothing is told."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from relations import story as stories
from relations.figures import Options, draw
from relations.figures.export import export
from relations.page.parts.choices import TABS
from relations.page.parts.packing import packed
from relations.story import FigureSpec, Panel, figure_block
from tests.browser.conftest import ROOT, serving
from tests.browser.test_accessible import turned, unfold
from tests.browser.test_page import CHART
from tests.page.test_address import HOSTILE as ADDRESSES
from tests.page.test_safe import HOSTILE, NAME, hostile_cache, hostile_story

SECRET = "a secret of the server"
TOOLTIP = "#vg-tooltip-element.visible, .card:not([hidden])"


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with the hostile story and cache, and beside it a story that is no TOML."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile_story(folder / "stories")
    (folder / "stories" / "broken.toml").write_text("<script>window.__pwned=1</script>", encoding="utf-8")
    places = {"RELATIONS_STORIES": str(folder / "stories"), "RELATIONS_CACHE": str(hostile_cache(folder / "cache"))}
    with serving("relations", "dashboard", "--headless", "--port", **places) as address:
        yield address


def watched(page: Page, address: str) -> list[str]:
    """What a page does that it must not, as it goes on: dialogs, and requests that leave its own origin."""
    found: list[str] = []

    def refuse(dialog: Dialog) -> None:
        found.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            found.append(f"request: {request.url}")

    page.on("dialog", refuse)
    page.on("request", note)
    return found


# Elements made of text, through shadow roots: images, handlers, scripts of nobody, links that are not ours to make.
MADE = """
() => {
  const all = root => [...root.querySelectorAll('*')]
    .flatMap(one => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])])
  const wrong = []
  for (const one of all(document.body)) {
    const name = one.localName
    const handlers = [...one.attributes].filter(({name}) => name.startsWith('on'))
    const loads = ['img', 'image', 'iframe', 'object', 'embed', 'math'].includes(name)
    if (loads || handlers.length) wrong.push(one.outerHTML)
    if (one.closest('.katex')) wrong.push(one.outerHTML)
    const href = name === 'a' && (one.getAttribute('href') ?? one.getAttribute('xlink:href'))
    if (!href || /^[#?]/.test(href)) continue
    if (!/^https?:/.test(href) || href.includes('evil.example')) wrong.push(one.outerHTML)
    if (one.target !== '_blank' || !one.rel.includes('noopener')) wrong.push(one.outerHTML)
  }
  if (window.__pwned !== undefined) wrong.push('a script ran')
  return wrong.map(one => one.slice(0, 300))
}
"""


def composed() -> str:
    """A composition of the line called image, with a hostile title."""
    spec = stories.load(NAME).figures[0]
    panels = (Panel(lines=("oil",)),)
    made = FigureSpec(id="evil", title=HOSTILE[0], subtitle=HOSTILE[1], window=spec.window, panels=panels)
    return packed(figure_block(made, {}))


def test_hostile_text_stays_text_on_every_tab(browser: Browser, hostile_page: str) -> None:
    """Of a story, of a cache and of the records beside it; with all that can be opened, and what a pointer reads."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    wrong = watched(page, hostile_page)
    queries = [
        f"story={NAME}&tab={tab}&event=crimea&claim=oil-drop&figure={figure}"
        for tab in TABS
        for figure in ("money-and-oil",)
    ]
    queries += [f"story={NAME}&figure=shares&show=index&base=crimea", f"story={NAME}&edit=true&compose={composed()}"]
    for query in queries:
        turned(page, hostile_page, query)
        unfold(page)
        expect(page.get_by_text(HOSTILE[0]).first).to_be_attached()
        wrong += page.evaluate(MADE)
    assert wrong == []
    hover(page)
    expect(page.locator(".card")).to_contain_text("image")
    assert page.locator(".card img").count() == 0
    turned(page, hostile_page, f"story={NAME}&figure=money-and-oil")
    hover(page)
    expect(page.locator(".card")).to_contain_text("image")
    assert [*wrong, *page.evaluate(MADE)] == []
    page.context.close()


def hover(page: Page) -> None:
    """Move along the last line of a chart as a person does, until there is something to read."""
    line = page.locator("svg .mark-line path").last
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box
    for step in range(60):
        page.mouse.move(box["x"] + box["width"] * 0.35 + step % 7, box["y"] + box["height"] * 0.5)
        page.wait_for_timeout(100)
        if page.locator(TOOLTIP).count():
            return


def test_hostile_text_stays_text_in_an_html_file(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELATIONS_CACHE", str(hostile_cache(tmp_path / "cache")))
    path = tmp_path / "figure.html"
    path.write_bytes(export(draw(stories.load(hostile_story(tmp_path)), "money-and-oil", Options()), "html"))
    page = browser.new_page()
    wrong = watched(page, path.as_uri())
    page.goto(path.as_uri())
    page.locator("body.drawn").wait_for()
    hover(page)
    expect(page.locator(TOOLTIP)).to_contain_text("image:")
    assert [*wrong, *page.evaluate(MADE)] == []
    page.close()


def test_hostile_addresses_leave_the_page_on_its_defaults(browser: Browser, page_address: str) -> None:
    """Six of the thirty, in every word of the address at once; and none of it stays in the address."""
    page = browser.new_context().new_page()
    page.set_default_timeout(60_000)
    wrong = watched(page, page_address)
    for text in (ADDRESSES[0], ADDRESSES[1], "../../../../etc/passwd", "{{7*7}}", "\x00", "a" * 5000):
        names = ("story", "tab", "figure", "window", "base", "event", "locale", "theme", "compose")
        turned(page, page_address, urlencode(dict.fromkeys(names, text)))
        expect(page.get_by_text("This link asks for something that does not exist").first).to_be_visible()
        expect(page.locator(CHART).first).to_be_visible()
        wrong += page.evaluate(MADE)
    assert wrong == []
    page.context.close()


def test_a_broken_story_is_a_sentence(browser: Browser, hostile_page: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{hostile_page}/?story=broken")
    expect(page.locator("[role=alert]").first).to_contain_text("broken.toml: not TOML")
    assert "Traceback" not in page.locator("body").inner_text()
    assert page.evaluate(MADE) == []
    page.context.close()


def test_an_error_nobody_foresaw_shows_no_trace(browser: Browser, tmp_path: Path) -> None:
    """The page with a view that fails, under the settings of this project."""
    script = tmp_path / "page.py"
    script.write_text(
        f"import runpy, sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom relations.page import figure\n"
        f"def show(*_):\n    raise RuntimeError({SECRET!r})\n"
        f"figure.show = show\nrunpy.run_path({str(ROOT / 'dashboard.py')!r})\n",
        encoding="utf-8",
    )
    command = ("streamlit", "run", str(script), "--server.headless=true", "--server.address=127.0.0.1", "--server.port")
    with serving(*command) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.get_by_text("encountered an error")).to_be_visible()
        words = page.content()
        page.close()
    for told in (SECRET, "Traceback", "RuntimeError", "page.py", str(ROOT), "ChatGPT"):
        assert told not in words


def answer(address: str, path: str, method: str = "GET", headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """What the server says to a request that is sent as it is written."""
    at = urlsplit(address)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
    connection.putrequest(method, path, skip_host=bool(headers and "Host" in headers))
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    found = connection.getresponse()
    body = b"" if found.status == 101 else found.read(2_000_000)
    connection.close()
    return found.status, body


def test_only_the_typeface_is_served(page_address: str) -> None:
    """No path leads out of static/."""
    status, font = answer(page_address, "/app/static/RelationsSans-Regular.woff2")
    assert (status, font[:4]) == (200, b"wOF2")
    secret = (ROOT / "dashboard.py").read_bytes()[:60]
    for way in ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "x/../../"):
        for file in ("dashboard.py", ".streamlit/config.toml", "../../../../etc/passwd"):
            status, body = answer(page_address, f"/app/static/{way}{file}")
            assert secret not in body
            assert b"showErrorDetails" not in body
            assert b"root:" not in body
    assert answer(page_address, "/app/static//etc/passwd")[0] != 200


def test_foreign_pages_cannot_use_the_server(page_address: str) -> None:
    """Neither its channel nor its place for uploads, which the page has no use for."""
    shake = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    assert answer(page_address, "/_stcore/stream", headers={**shake, "Origin": page_address})[0] == 101
    assert answer(page_address, "/_stcore/stream", headers={**shake, "Origin": "http://evil.example"})[0] == 403
    upload = {"Origin": "http://evil.example", "Content-Length": "0"}
    assert answer(page_address, "/_stcore/upload_file/a/b", "PUT", upload)[0] in (400, 403)
    at = urlsplit(page_address)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
    connection.request("GET", "/_stcore/health", headers={"Origin": "http://evil.example"})
    assert connection.getresponse().getheader("Access-Control-Allow-Origin") in (None, page_address)
    connection.close()
