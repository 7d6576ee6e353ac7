"""The page: a story's figures at full width, and below each its events and its data with their sources.

Run it with `relations dashboard`. It reads the cache and the story files, and never touches the network.
"""

from __future__ import annotations

from html import escape

import streamlit as st

import stories
from figures import Figure, ThemeName, draw, inputs
from figures.dates import written
from sources import SourceError
from stories import Event, Story, StoryError

STEP = 20  #: px; widths between two steps share a drawing
FIRST_GUESS = 900  #: px; a width until the browser has told its own
ROLE_MARKS = {"cited": "●", "context": "○", "after": "□"}

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

STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding: 1.5rem 1.5rem 4rem; }
[data-testid="stVegaLiteChart"] svg { display: block; max-width: 100%; height: auto; }
@media (max-width: 640px) { [data-testid="stMainBlockContainer"] { padding: 3.5rem 1rem 4rem; } }
.relations ol, .relations ul { padding-left: 1.4rem; margin: 0; }
.relations li { margin: 0 0 .55rem; }
.relations small { opacity: .8; }
.relations table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.relations th, .relations td { text-align: left; padding: .3rem .9rem .3rem 0; vertical-align: top; }
.relations td.wide { min-width: 9rem; }
.relations .scroll { overflow-x: auto; }
</style>
"""


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Relations", page_icon="📈", layout="wide", initial_sidebar_state="auto")
    st.html(STYLE)
    try:
        story, figure_id = choose()
        figure = drawn(story, figure_id, available_width(), theme(), inputs(story, figure_id))
    except (SourceError, StoryError) as error:
        st.error(str(error), icon=":material/error:")
        return
    show(story, figure)


def choose() -> tuple[Story, str]:
    """The story and the figure chosen in the sidebar, both kept in the address of the page."""
    with st.sidebar:
        st.header("Relations")
        name = st.selectbox("Story", stories.names(), key="story", bind="query-params")
        story = loaded(name, (stories.folder() / f"{name}.toml").read_bytes())
        st.html(f'<div class="relations">{work(story, "article")}</div>')
        figures = {figure.id: figure.title for figure in story.figures}
        figure = st.radio("Figure", list(figures), captions=list(figures.values()), key="figure", bind="query-params")
    return story, figure


@st.cache_resource(max_entries=8, show_spinner=False)
def loaded(name: str, content: bytes) -> Story:  # noqa: ARG001
    """A story, read once for each content of its file."""
    return stories.load(name)


def available_width() -> int:
    """Px the figure may be wide, in steps; a guess on the first run of a session."""
    measure = st.components.v2.component("relations.width", js=MEASURE)
    told = measure(key="width", on_width_change=lambda: None).get("width")
    width = int(told or st.session_state.get("known_width") or FIRST_GUESS)
    st.session_state["known_width"] = width
    return max(width - width % STEP, 320)


def theme() -> ThemeName:
    """The viewer's theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


@st.cache_resource(max_entries=64, show_spinner=False)
def drawn(_story: Story, figure_id: str, width: int, theme: ThemeName, inputs: str) -> Figure:  # noqa: ARG001
    """A figure, drawn once for each width, theme and hash of its inputs, its story among them: it cannot be stale."""
    height = min(max(round(width * 0.8), 560), 840)
    return draw(_story, figure_id, width=width, height=height, theme=theme, hover=True)


def show(story: Story, figure: Figure) -> None:
    """The figure, what is missing from it, its events and its data."""
    st.vega_lite_chart(figure.spec, width="content", theme=None, key=f"chart-{figure.id}")
    for problem in figure.missing:
        st.warning(problem, icon=":material/cloud_download:")
    st.subheader("Events")
    items = "".join(f"<li>{event_item(story, event)}</li>" for event in figure.events)
    st.html(f'<div class="relations"><ol>{items}</ol></div>')
    notes = [note for note in story.notes if any(note.paragraph in event.paragraphs for event in figure.events)]
    if notes:
        st.subheader("Where the article is loose")
        items = "".join(f"<li>¶{note.paragraph}: {escape(note.text)}</li>" for note in notes)
        st.html(f'<div class="relations"><ul>{items}</ul></div>')
    st.subheader("Data")
    st.html(f'<div class="relations scroll">{data_table(figure)}</div>')
    st.download_button(
        "Download the drawn data (CSV)",
        lambda: figure.data.to_csv(index=False, date_format="%Y-%m-%d"),
        f"{story.id}-{figure.id}.csv",
        "text/csv",
        icon=":material/download:",
    )


def event_item(story: Story, event: Event) -> str:
    """One event as it stands in the list: date, sentence, where the article cites it, and its sources."""
    paragraphs = "".join(f" ¶{number}" for number in event.paragraphs)
    note = f" <em>{escape(event.note)}</em>" if event.note else ""
    sources = "; ".join(work(story, key) for key in event.sources)
    return (
        f"{ROLE_MARKS[event.role]} <strong>{written(event.date, event.precision)}</strong> "
        f"{escape(event.sentence)}{paragraphs}{note}<br><small>{event.role} · {sources}</small>"
    )


def work(story: Story, key: str) -> str:
    """A work as a link where it has an address: author, year, title, publisher, and where it stands in it."""
    cited = story.article if key == "article" else story.works[key]
    title = f"“{cited.title}”" if cited.title else None
    parts = [cited.author, str(cited.year) if cited.year else "n.d.", title, cited.publisher, cited.locator]
    text = ", ".join(part for part in parts if part)
    return link(cited.url, text) if cited.url else escape(text)


def link(url: str, text: str) -> str:
    """A link that opens in a new tab; neither its address nor its text can be markup."""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def data_table(figure: Figure) -> str:
    """Per line: unit, publisher as a link, last date drawn, retrieval date and licence."""
    head = ("Line", "Unit", "Publisher", "Last date shown", "Retrieved", "Licence")
    rows = [
        (
            escape(label),
            escape(snapshot.indicator.unit),
            link(snapshot.indicator.url, snapshot.indicator.publisher),
            written(snapshot.last, "year" if snapshot.indicator.frequency == "annual" else "day"),
            written(snapshot.retrieved.date()),
            escape(snapshot.indicator.licence),
        )
        for label, snapshot in figure.shown
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f"<table><thead><tr>{''.join(f'<th>{name}</th>' for name in head)}</tr></thead><tbody>{cells}</tbody></table>"
    )


main()
