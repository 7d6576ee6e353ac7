"""What the page keeps in memory, each thing under the hash of all it is made from; and what it knows of the viewer."""

from __future__ import annotations

import gc
import os
import tomllib
from collections.abc import Callable
from threading import local
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from relations import story as stories
from relations.figures import Figure, Options, ThemeName, draw, inputs
from relations.figures.spoken_story import translated
from relations.i18n import Locale, active, say
from relations.page import note
from relations.page.parts.address import problems, put, state
from relations.page.parts.choices import CHANGED, CHOICES
from relations.page.parts.store import once
from relations.story import Story
from sources import NotCached

if TYPE_CHECKING:
    from relations.claims import Verdict
    from relations.evidence.found import EventEvidence

T = TypeVar("T")
SETTLED = 60  #: s until all of the memory is looked through again, which takes as long as ten runs
STEP = 20  #: px; widths between two steps share a drawing
FIRST_GUESS, ON_A_PHONE = 1220, 340  #: px; until the browser has told its width: what windows of 1280 and 390 leave
_RUN = local()  #: what this run of the page has looked for: a run is one thread
BESIDE = 720  #: px; the widest a figure in a card is


def asked_for() -> dict[str, Any]:
    """What the viewer changed in the story's figure, as options of a figure; the same for the page and its files."""
    chosen = state()
    return {
        **{name: chosen[name] for name in CHANGED if name in chosen},
        "block": chosen.get("compose", ""),
        "publishers": tuple(sorted(chosen.get("copies", {}).items())),
        "known_then": chosen.get("then", False),
        "locale": active(),
    }


def shown_id(story: Story) -> str:
    """The figure the viewer looks at: the one being edited, the one chosen, or the story's first."""
    block: str = state().get("compose", "")
    found: str = tomllib.loads(block)["figures"][0]["id"] if block else state().get("figure", story.figures[0].id)
    return found


def lines_shown(story: Story) -> list[str]:
    """The story's lines in the figure looked at, each once; none of a figure that is made, which says which it has."""
    block: str = state().get("compose", "")
    panels = tomllib.loads(block)["figures"][0]["panels"] if block else ()
    spec = next((one for one in story.figures if one.id == shown_id(story)), None)
    lines = [panel["lines"] for panel in panels] or [panel.lines for panel in (spec.panels if spec else ())]
    return list(dict.fromkeys(name for some in lines for name in some if name in story.lines))


def page_figure(story: Story, figure_id: str, room: int) -> Figure:
    """A figure on its own tab, so wide, the event chosen standing out."""
    size: dict[str, Any] = {"width": room, "height": min(max(round(room * 0.57), 460), 510)}
    options = Options(**size, theme=theme(), thinned=True, highlight=state().get("event", ""), **asked_for())
    try:
        return kept(story, figure_id, options)
    except NotCached:
        if options.window is None or options.block:
            raise
    window = CHOICES["window"].write(options.window)
    put("window", None)
    problem = say("{window}: this figure has no values then; its own window is shown", window=f"window = {window}")
    problems().append(problem)
    note(problem)
    return kept(story, figure_id, options.model_copy(update={"window": None}))


def card_figure(story: Story, figure_id: str, *, known_then: bool, room: int | None = None) -> Figure:
    """A figure beside evidence, as wide as the room there is, or as leaves room for a card's frame."""
    room = max(min(room or width() - 2 * STEP, BESIDE), 320)
    height = min(max(round(room * 0.8), 380), 460)
    options = Options(width=room, height=height, theme=theme(), known_then=known_then, locale=active(), thinned=True)
    return kept(story, figure_id, options)


def kept(story: Story, figure_id: str, options: Options) -> Figure:
    """A figure, from the untranslated story (drawing translates it); drawn once for each story, options and copies."""
    story = as_written(story)
    made_of = ("figure", story.id, figure_id, options.model_dump_json())
    return once(made_of, lambda: draw(story, figure_id, options), identity(story, figure_id, options))


def identity(story: Story, figure_id: str, options: Options) -> str:
    """A hash of all a figure is drawn from, looked for anew when its story's files or a copy of its lines changed.

    A figure of a claim may read tables beside those copies, and an edited one other lines: theirs is always looked for.
    """
    story = as_written(story)
    own = figure_id in {spec.id for spec in story.figures}
    if not own or options.block or options.publishers:
        return inputs(story, figure_id, options)
    made_of = ("inputs", story.id, figure_id, options.model_dump_json())
    return once(made_of, lambda: inputs(story, figure_id, options), mark(story) + _files(story.id))


def evidence(story: Story, *, known_then: bool) -> list[EventEvidence]:
    """The evidence around all events of a story, computed once whatever the language."""
    from relations.evidence.events import events

    story = as_written(story)
    return once(("evidence", story.id, known_then), lambda: events(story, known_then=known_then), mark(story))


def ledger(story: Story, *, known_then: bool) -> list[Verdict]:
    """The verdicts on all claims of a story, computed once whatever the language."""
    from relations.claims import claims

    story = as_written(story)
    return once(("ledger", story.id, known_then), lambda: claims(story, known_then=known_then), mark(story))


def mark(story: Story) -> str:
    """The hash of a story and of all the copies it can be drawn from, looked for once in a run of the page."""
    return _in_this_run(("mark", story.id), lambda: inputs(as_written(story)))


def as_written(story: Story) -> Story:
    """The story as its file has it, untranslated; one that has no file, as it is."""
    return loaded(story.id) if _files(story.id) else story


@st.cache_resource(ttl=SETTLED, show_spinner=False)
def settle() -> None:
    """Exempt the objects that stay in memory from the garbage collection that ends every run of the page.

    Streamlit collects after each run; to look through a million objects of libraries, drawings and other viewers'
    sessions was most of a run's time. Now and then all of it is looked through, so that nothing is kept for ever.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def loaded(name: str) -> Story:
    """A story, read once for each state of its file and of its translations."""
    return once(("story", name), lambda: stories.load(name), _files(name))


def titled(name: str) -> str:
    """A story's title in the language spoken, read once for each state of its files; StoryError if they have none."""
    locale = active()
    return once(("title", name, locale), lambda: stories.title(name, locale), _files(name))


def _files(name: str) -> str:
    """A story's files, each with what changes when it is written or may be read; empty if it has none."""
    return "".join(f"{file} {change}\n" for file, change in files().items() if file.startswith(f"{name}."))


def files() -> dict[str, tuple[int, int, int]]:
    """All files of stories, each with what changes when it is written or may be read; looked for once in a run."""

    def found() -> dict[str, tuple[int, int, int]]:
        try:
            with os.scandir(stories.folder()) as listed:
                return {one.name: _change(one) for one in sorted(listed, key=lambda one: one.name)}
        except OSError:
            return {}

    return _in_this_run(("listed",), found)


def _change(file: os.DirEntry[str]) -> tuple[int, int, int]:
    try:
        about = file.stat()
    except OSError:
        return 0, 0, 0
    return about.st_ino, about.st_ctime_ns, about.st_size


def in_words(story: Story) -> Story:
    """The story in the language spoken."""
    locale = active()
    made_of = ("words", locale, story.id)
    return story if locale == "en" else once(made_of, lambda: translated(story, locale), _files(story.id))


def begin() -> None:
    """Forget what the last run of the page looked for: the files may be others now."""
    vars(_RUN).clear()


def _in_this_run(what: tuple[str, ...], find: Callable[[], T]) -> T:
    """What is found, found once in a run of the page."""
    known: dict[tuple[str, ...], T] = vars(_RUN).setdefault("known", {})
    if what not in known:
        known[what] = find()
    return known[what]


def theme() -> ThemeName:
    """The theme of the link, or the viewer's own."""
    told: ThemeName | None = state().get("theme")
    return told or ("dark" if st.context.theme.type == "dark" else "light")


def language() -> Locale:
    """The language of the link, or English."""
    told: Locale = state().get("locale", "en")
    return told


def window_size() -> tuple[int, int]:
    """Px of the browser's window; a guess on the first run of a session."""
    told = st.session_state.get("width", {})
    return int(told.get("across") or 1200), int(told.get("down") or 675)


def width() -> int:
    """Px the page is wide, in steps; a guess on the first run of a session."""
    told = _told_width() or (ON_A_PHONE if "Mobi" in st.context.headers.get("User-Agent", "") else FIRST_GUESS)
    return in_steps(told)


def in_steps(px: int) -> int:
    """A width rounded down, so that pages of almost one width share a drawing."""
    return max(px - px % STEP, 320)


def opening() -> bool:
    """Whether this is a session's first run: the browser has not told its width, and another run follows at once."""
    return not _told_width()


def _told_width() -> int:
    """Px the page's column is wide, as the browser told it in this run or an earlier one; 0 if it has not yet."""
    told = int(st.session_state.get("width", {}).get("width") or st.session_state.get("known_width") or 0)
    st.session_state["known_width"] = told
    return told
