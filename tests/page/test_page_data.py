"""The table below a figure: what its filters leave, how it writes numbers, what its menu gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from relations import figures
from relations.downloads import EVENTS, headings
from tests.found import STORY

INDEX = "index, 2014-06-30 = 100"  #: what the first figure draws of the two currencies, computed: one decimal


def page(figure_id: str = "money-and-oil", locale: str = "en", label: str = "") -> None:
    """A page with nothing but the table."""
    from dataclasses import replace

    from relations import figures
    from relations.figures import Options
    from relations.page.parts import data
    from tests.found import STORY as story  # noqa: N811 (the page runs the text of this function)

    figure = figures.draw(story, figure_id, Options(locale=locale))  # type: ignore[arg-type]
    if label:
        events = tuple(event.model_copy(update={"label": label}) for event in figure.events)
        figure = replace(figure, events=events)
    data.show(story, figure)


def opened(figure_id: str = "money-and-oil", **more: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60, kwargs={"figure_id": figure_id, **more})
    app.session_state["table"] = True  # the expander the table is in
    app.run()
    assert not app.exception
    return app


def rows(app: AppTest) -> pd.DataFrame:
    return app.dataframe[0].value


def test_the_table_has_a_column_per_line_with_its_unit_and_the_events_of_the_day() -> None:
    figure = figures.draw(STORY, "money-and-oil")
    table = rows(opened())
    assert list(table.columns) == ["date", *headings(figure.shown), EVENTS]
    assert headings(figure.shown) == [*(f"{name}, {INDEX}" for name in ("Rouble", "Tenge")), "Oil, USD per barrel"]
    for name, (_, snapshot), places in zip(headings(figure.shown), figure.shown, (1, 1, 2), strict=True):
        numbers = table[name].dropna()
        assert numbers.tolist() == snapshot.data["value"].round(places).tolist()
    day = table[table["date"] == pd.Timestamp("2014-11-10")]
    assert day[EVENTS].item() == "Rouble floated"


def test_lines_and_days_filter_the_table() -> None:
    app = opened()
    app.multiselect[0].select("Tenge").run()
    assert list(rows(app).columns) == ["date", f"Tenge, {INDEX}", EVENTS]
    app.date_input[0].set_value((date(2014, 2, 1), date(2014, 2, 28))).run()
    assert not app.exception
    found = rows(app)
    assert found["date"].between("2014-02-01", "2014-02-28").all()
    assert 15 <= found[f"Tenge, {INDEX}"].count() <= 20


def test_a_span_half_chosen_and_one_with_nothing_in_it_are_no_errors() -> None:
    app = opened("trade")
    app.date_input[0].set_value((date(2014, 2, 1),)).run()
    assert not app.exception
    app.date_input[0].set_value((date(2014, 2, 1), date(2014, 2, 28))).run()
    assert not app.exception
    assert not app.dataframe
    assert "choose more" in app.get("html")[0].proto.body


def columns(app: AppTest) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(app.dataframe[0].proto.columns)
    return found


@pytest.mark.parametrize(
    ("figure_id", "pattern", "steps"),
    [
        ("money-and-oil", "YYYY-MM-DD", {0.1, 0.01}),
        ("shares", "YYYY", {0.01}),
        ("around-rouble-floated", "YYYY-MM-DD", {0.01}),
    ],
)
def test_numbers_have_their_decimals_and_dates_no_more_than_is_known(
    figure_id: str, pattern: str, steps: set[float]
) -> None:
    found = columns(opened(figure_id))
    assert found["date"]["type_config"]["format"] == pattern
    numbers = [one["type_config"] for one in found.values() if one.get("type_config", {}).get("type") == "number"]
    assert {one["step"] for one in numbers} == steps
    assert {one["format"] for one in numbers} == {"localized"}


def test_a_hostile_event_is_harmless_in_the_download_of_the_grid_itself() -> None:
    found = rows(opened("trade", label="=1+1"))[EVENTS].dropna()
    assert len(found) >= 1
    assert found.str.startswith("'=1+1").all()


def test_files_are_made_when_their_menu_is_opened_and_not_before() -> None:
    app = opened()
    assert not app.get("download_button")
    app.session_state["data-files-money-and-oil"] = True
    app.run()
    assert not app.exception
    endings = [button.proto.url.rpartition(".")[2] for button in app.get("download_button")]
    assert endings == ["csv", "csv", "zip", "xlsx"]
