"""The table below a figure: the numbers drawn, by line and day, and the files to take away.

`show` is a fragment: a filter changes the table, not the page. What is to be downloaded is made when its menu is
opened; as bytes, not on demand, since a click while the page runs again would ask for what is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from relations.cache import one_version
from relations.downloads import (
    EVENTS,
    FLAGS,
    SPAN,
    Filter,
    Lines,
    decimals,
    drawn,
    flags,
    full,
    happening,
    headings,
    shown,
    wide,
)
from relations.downloads.text import csv, neutral
from relations.figures import Figure, inputs
from relations.i18n import say, speaking
from relations.page import note
from relations.page.parts.downloads import TYPES
from relations.page.parts.store import once
from relations.story import Story
from sources import SourceError

#: How the days of a table of one frequency are written.
DATES = {"annual": "YYYY", "quarterly": "YYYY-[Q]Q", "monthly": "YYYY-MM"}
DAILY = "YYYY-MM-DD"


@st.fragment
@one_version()
def show(story: Story, figure: Figure) -> None:
    """The filters, the menu of files and the table; made when it is opened, which spares a first view their weight."""
    with (
        speaking(figure.options.locale),
        st.expander(say("The numbers as a table"), icon=":material/table:", key="table", on_change="rerun") as box,
    ):
        if not box.open:
            return
        left, middle, right = st.columns([4, 5, 4], vertical_alignment="bottom")
        wanted = _filter(figure, left, middle)
        if lines := shown(figure, wanted):
            _table(figure, lines, wanted)
        else:
            note(say("No line has a value on these days; choose more lines or more days."))
        with right:  # the last to be filled: the table is not kept waiting for files
            _files(story, figure, wanted)


def _filter(figure: Figure, left: DeltaGenerator, right: DeltaGenerator) -> Filter:
    """The lines and days a viewer filters by; they start anew, with everything, for other lines or another window."""
    labels = tuple(dict.fromkeys(label for label, _ in figure.shown))
    first = min(one.first for _, one in figure.shown)
    last = max(one.last for _, one in figure.shown)
    mark = "-".join((figure.id, *labels, str(first), str(last)))
    names = left.multiselect(say("Lines"), labels, placeholder=say("All lines"), key=f"table-lines-{mark}")
    days = right.date_input(say("Days"), (first, last), first, last, key=f"table-days-{mark}", format="YYYY-MM-DD")
    start, end = _ends(days)
    return Filter(tuple(names) or None, None if start == first else start, None if end == last else end)


def _ends(days: date | tuple[date, ...] | None) -> tuple[date | None, date | None]:
    """The two ends of a span; while a viewer has chosen only the first, the second is missing."""
    chosen: tuple[date | None, ...] = days if isinstance(days, tuple) else (days,)
    start, end, *_ = *chosen, None, None
    return start, end


def _table(figure: Figure, lines: Lines, wanted: Filter) -> None:
    """The numbers, rounded to the decimals shown; columns sort and search by themselves."""
    table = wide(lines, happening(figure, wanted, lines), flags(figure))
    frequencies = {snapshot.indicator.frequency for _, snapshot in lines}
    pattern = DATES.get(next(iter(frequencies)), DAILY) if len(frequencies) == 1 else DAILY
    columns = {"date": st.column_config.DateColumn(say("Date"), format=pattern, pinned=True)}
    if pattern != DAILY or frequencies == {"daily"}:
        table = table.drop(columns=list(SPAN))
    else:  # rows of days and of periods
        columns |= {name: st.column_config.DateColumn(format=pattern) for name in SPAN}
    for name, (_, snapshot) in zip(headings(lines), lines, strict=True):
        places = decimals(snapshot)
        table[name] = table[name].round(places)
        columns[name] = st.column_config.NumberColumn(neutral(name), format="localized", step=10**-places)
    for name, words in ((FLAGS, say("Flags")), (EVENTS, say("Events"))):
        if name in table:  # the grid has a download of its own, which must be as harmless as ours
            table[name] = table[name].map(neutral, na_action="ignore")
            columns[name] = st.column_config.TextColumn(words, width="large")
    words = say("The numbers of: {title}", title=figure.title)
    st.dataframe(table, hide_index=True, column_config=columns, placeholder="", alt=words)
    st.caption(say("{count} days. Rounded here; the files have every digit.", count=len(table)))


def _files(story: Story, figure: Figure, wanted: Filter) -> None:
    """The menu of files, made when it is opened, the slowest last."""
    label = say("Download the data")
    menu = st.popover(label, icon=":material/download:", on_change="rerun", key=f"data-files-{figure.id}")
    if not menu.open:
        return
    name, mark = f"{story.id}-{figure.id}", _mark(figure, wanted)
    with menu:
        from relations.downloads.bundle import bundle
        from relations.downloads.workbook import workbook

        made: tuple[tuple[str, str, str, Callable[[], str | bytes]], ...] = (
            (say("What is drawn, filtered (CSV)"), ".csv", TYPES["csv"], lambda: csv(drawn(figure, wanted))),
            (say("The whole series (CSV)"), "-full.csv", TYPES["csv"], lambda: csv(full(figure))),
            (say("Both, with metadata and licences (zip)"), ".zip", "application/zip", lambda: bundle(figure, wanted)),
            (say("Both, with codebook and sources (Excel)"), ".xlsx", TYPES["xlsx"], lambda: workbook(figure, wanted)),
        )
        try:
            for label, suffix, mime, make in made:
                content = once(("data", suffix, *mark), make)
                st.download_button(label, content, name + suffix, mime, on_click="ignore", key=f"data-file{suffix}")
        except SourceError as error:
            note(say(error), "error")


def _mark(figure: Figure, wanted: Filter) -> tuple[str, ...]:
    """All that a file of a figure is made from: equal marks, equal files."""
    options = figure.options.model_dump_json()
    return (inputs(figure.story, figure.id, figure.options), figure.id, options, repr(astuple(wanted)))
