"""The page: a story's figures and what belongs to them, in tabs.

Run it with `relations dashboard`. It reads the cache and the story files, and never touches the network.
"""

from __future__ import annotations

import streamlit as st

import stories
from figures import Figure, ThemeName, draw, inputs
from sources import SourceError
from stories import Story, StoryError
from views import STYLE, citation, figure, status

STEP = 20  #: px; widths between two steps share a drawing
FIRST_GUESS = 920  #: px; until the browser has told its width: what a window of 1280 leaves

# Vega-Lite cannot fit stacked views into their container, and labels are placed for one width. So the browser tells
# the width it has, and the figure is drawn for that.
MEASURE = """
export default function ({ parentElement, setStateValue }) {
  const place = parentElement.host ?? parentElement
  let told = 0
  const tell = () => {
    const width = Math.floor(place.getBoundingClientRect().width)
    if (width > 0 && Math.abs(width - told) >= 4) {
      told = width
      setStateValue("width", width)
    }
  }
  const observer = new ResizeObserver(tell)
  observer.observe(place)
  tell()
  return () => observer.disconnect()
}
"""


def main() -> None:
    """Draw the page: what the viewer waits for first, the measuring last."""
    st.set_page_config(page_title="Relations", page_icon="📈", layout="wide", initial_sidebar_state="auto")
    try:
        story, figure_id = choose()
        show(story, figure_id)
    except (SourceError, StoryError) as error:
        st.error(str(error), icon=":material/error:")
    measure()


def choose() -> tuple[Story, str]:
    """The story and the figure chosen in the sidebar, both kept in the address of the page."""
    with st.sidebar:
        name = st.selectbox("Story", stories.names(), key="story", bind="query-params")
        story = loaded(name, (stories.folder() / f"{name}.toml").read_bytes())
        st.html(f'{STYLE}<div class="relations">{citation(story, "article")}</div>')
        titles = {spec.id: spec.title for spec in story.figures}
        chosen = st.radio("Figure", list(titles), captions=list(titles.values()), key="figure", bind="query-params")
    return story, chosen


def show(story: Story, figure_id: str) -> None:
    """The open tab; what is in the others is made when they are opened."""
    tabs = st.tabs(["Figure", "Status"], key="tab", bind="query-params")
    if tabs[0].open:
        with tabs[0]:
            figure.show(story, drawn(story, figure_id, width(), theme(), inputs(story, figure_id)))
    if tabs[1].open:
        with tabs[1]:
            status.show(story)


@st.cache_resource(max_entries=8, show_spinner=False)
def loaded(name: str, content: bytes) -> Story:  # noqa: ARG001
    """A story, read once for each content of its file."""
    return stories.load(name)


@st.cache_resource(max_entries=64, show_spinner=False)
def drawn(_story: Story, figure_id: str, width: int, theme: ThemeName, inputs: str) -> Figure:  # noqa: ARG001
    """A figure, drawn once for each width, theme and hash of its inputs, its story among them: it cannot be stale."""
    height = min(max(round(width * 0.8), 560), 840)
    return draw(_story, figure_id, width=width, height=height, theme=theme, hover=True)


def theme() -> ThemeName:
    """The viewer's theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


def width() -> int:
    """Px the figure may be wide, in steps; a guess on the first run of a session."""
    told = st.session_state.get("width", {}).get("width") or st.session_state.get("known_width") or FIRST_GUESS
    st.session_state["known_width"] = told
    return max(int(told) - int(told) % STEP, 320)


def measure() -> None:
    """Have the browser tell the width of the page's column; a change of it runs the page again."""
    st.components.v2.component("relations.width", js=MEASURE)(key="width", on_width_change=lambda: None)


main()
