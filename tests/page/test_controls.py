"""The controls under the figure: what they change in the address, and when a browser is told of them again."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tests.page.pages import page, shown


def test_controls_change_the_address() -> None:
    app = page()
    app.segmented_control(key="window-preset").set_value("crisis").run()
    assert app.query_params["window"] in (["2014-06-01..2015-02-28"], "2014-06-01..2015-02-28")
    app.segmented_control(key="show").set_value("change").run()
    app.segmented_control(key="show").set_value("own").run()
    assert "show" not in app.query_params


def test_what_is_done_before_the_address_has_arrived_undoes_nothing() -> None:
    """A run may come with the address before the last: the browser had not yet been told of the new one."""
    app = page()
    before = dict(app.query_params)
    app.segmented_control(key="window-preset").set_value("crisis").run()
    app.query_params.clear()
    app.query_params.update(before)
    app.segmented_control(key="show").set_value("change").run()
    assert {"window", "show"} <= set(app.query_params)
    app.query_params.clear()
    app.query_params.update(before)
    app.run()
    assert not {"window", "show"} & set(app.query_params), "Back, with nothing done, leads back"


def test_a_control_is_sent_again_only_if_the_browser_does_not_show_it() -> None:
    """What is sent again undoes what is being typed; what a run sent that never arrived must be."""
    app = page(figure="trade")
    assert app.selectbox(key="locale").proto.set_value
    app.run()
    assert not app.selectbox(key="locale").proto.set_value
    for part in app._tree.children.values():
        part.children.clear()  # a browser that was shown nothing says nothing of its controls
    app.run()
    assert app.selectbox(key="locale").proto.set_value
    assert shown(app) == "trade"


class Without:
    """A thing of Streamlit's, and all that is reached through it, of a version that has another name for one part."""

    def __init__(self, whole: Any, gone: str) -> None:
        self._whole, self._gone = whole, gone

    def __getattr__(self, name: str) -> Any:
        if name == self._gone:
            raise AttributeError(name)
        return Without(getattr(self._whole, name), self._gone)

    def __getitem__(self, key: Any) -> Any:
        return self._whole[key]

    def __call__(self, *arguments: Any) -> Any:
        return self._whole(*arguments)


@pytest.mark.parametrize("gone", ["_state", "_new_widget_state", "_key_id_mapper", "get_id_from_key", None])
def test_the_page_works_with_a_streamlit_that_names_its_parts_otherwise(
    gone: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if gone:
        at = "relations.page.parts.binding.get_script_run_ctx"
        monkeypatch.setattr(at, lambda: Without(get_script_run_ctx(), gone))
    app = page(figure="shares")
    app.run()
    assert app.selectbox(key="locale").proto.set_value == bool(gone), "every run sends it"
    app.segmented_control(key="show").set_value("change").run()
    app.selectbox(key="locale").select("ru").run()
    assert not app.exception
    assert app.query_params["show"] in (["change"], "change")
    assert shown(app) == "shares"
    assert app.segmented_control(key="show").value == "change"
    assert "Язык" in [one.label for one in app.selectbox]
