"""The page: a story's figures and what belongs to them, in tabs.

Run it with `relations dashboard`. It reads the cache and the story files, and never touches the network.
"""

from __future__ import annotations

import streamlit as st

import stories
from sources import SourceError
from stories import Story, StoryError
from views import STYLE, citation, figure, status
from views._memory import loaded, page_figure, settle

TABS = ("Figure", "Events", "Claims", "Status", "Method")

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
    """Draw the page, in the order in which a viewer waits for its parts: the figure before the controls."""
    st.set_page_config(page_title="Relations", page_icon="📈", layout="wide", initial_sidebar_state="auto")
    try:
        name = chosen("story", stories.names())
        story = loaded(name, (stories.folder() / f"{name}.toml").read_bytes())
        show(story, chosen("figure", [spec.id for spec in story.figures]))
        choose(story)
    except (SourceError, StoryError) as error:
        st.error(str(error), icon=":material/error:")
    measure()
    settle()


def chosen(control: str, options: list[str]) -> str:
    """What a control of the sidebar is set to, before it is drawn: by the viewer, or by the address of the page."""
    value = st.session_state.get(control) or st.query_params.get(control)
    return value if value in options else options[0]


def choose(story: Story) -> None:
    """The controls, bound to the address of the page."""
    titles = {spec.id: spec.title for spec in story.figures}
    with st.sidebar:
        st.selectbox("Story", stories.names(), key="story", bind="query-params")
        st.html(f'{STYLE}<div class="relations">{citation(story, "article")}</div>')
        st.radio("Figure", list(titles), captions=list(titles.values()), key="figure", bind="query-params")


def show(story: Story, figure_id: str) -> None:
    """The open tab; what is in the others is made when they are opened."""
    for name, tab in zip(TABS, st.tabs(TABS, key="tab", bind="query-params"), strict=True):
        if tab.open:
            with tab:
                fill(name, story, figure_id)


def fill(tab: str, story: Story, figure_id: str) -> None:
    """One tab; what the evidence is computed with is loaded when its tab is opened, not with the page."""
    match tab:
        case "Figure":
            figure.show(story, page_figure(story, figure_id))
        case "Events":
            from views import events

            events.show(story)
        case "Claims":
            from views import claims

            claims.show(story)
        case "Status":
            status.show(story)
        case _:
            from views import method

            method.show(story)


def measure() -> None:
    """Have the browser tell the width of the page's column; a change of it runs the page again."""
    st.components.v2.component("relations.width", js=MEASURE)(key="width", on_width_change=lambda: None)


main()
