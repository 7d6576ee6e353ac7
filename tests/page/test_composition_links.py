"""A composition comes back from its block and its link; what is none is said, and changes nothing."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from relations.figures.options import LONGEST_BLOCK
from relations.page.parts.packing import packed, unpacked
from relations.story import FigureSpec, Line, Panel, StoryError, figure_block, read_block
from tests.found import STORY
from tests.page.pages import notes
from tests.page.test_editing import BROUGHT, RICH, composed, link, page, sound, word


def controls(app: AppTest) -> dict[str, Any]:
    """What every control of the composition shows."""
    kinds = (app.multiselect, app.selectbox, app.toggle, app.date_input, app.text_input, app.text_area)
    found = {one.key or "": one.value for kind in kinds for one in kind}
    return {key: found[key] for key in found if key.startswith("compose-") and key != "compose-text"}


def test_no_two_controls_have_one_name() -> None:
    """Who only hears a control cannot see in which panel's frame it stands."""
    app = page(compose=link(), locale="ru")
    named = [one.label for kind in (app.selectbox, app.toggle, app.date_input) for one in kind]
    assert "Панель 1: Вид" in named
    assert [name for name in named if named.count(name) > 1] == []


def test_a_pasted_block_restores_every_control_and_is_the_same_block() -> None:
    linked = page(compose=link())
    app = page()
    app.text_area(key="compose-text").set_value(figure_block(RICH, BROUGHT))
    app.button(key="compose-load").click().run()
    assert composed(sound(app)) == (RICH, BROUGHT)
    assert controls(app) == controls(linked)
    assert controls(app)["compose-lines"] == ["rouble", "oil", "exports", "imports", "warsaw", "tenge"]
    assert controls(app)["compose-base-0"] == "crimea"
    assert word(app) == link()


def test_what_was_composed_by_hand_comes_back_from_its_link() -> None:
    app = page()
    app.multiselect(key="compose-lines").set_value(["exports", "imports", "rouble"]).run()
    app.selectbox(key="compose-chart-1").set_value("bar").run()
    app.selectbox(key="compose-show-0").set_value("value").run()
    again = page(compose=word(app))
    assert composed(again) == composed(app)
    assert controls(again) == controls(app)


@pytest.mark.parametrize("spec", STORY.figures, ids=lambda spec: spec.id)
def test_a_figure_of_the_story_can_be_composed_further(spec: FigureSpec) -> None:
    """But for a panel of what is not shipped, which is said to be left out."""
    app = page(compose=link(spec, {}))
    kept = spec.model_copy(update={"panels": tuple(panel for panel in spec.panels if not panel.optional)})
    assert composed(app) == (kept, {})
    app.selectbox(key="compose-events").set_value("none").run()
    assert composed(sound(app))[0] == kept.model_copy(update={"events": ()})


def test_a_composition_survives_a_change_of_tabs() -> None:
    app = page(compose=link())
    app.session_state["state"]["tab"] = "Method"
    app = sound(app.run())
    assert not app.code
    app.session_state["state"]["tab"] = "Figure"
    assert composed(sound(app.run())) == (RICH, BROUGHT)


def test_another_language_changes_the_words_of_the_page_and_not_the_block() -> None:
    app = page(locale="ru", compose=link())
    assert composed(app) == (RICH, BROUGHT)
    assert app.multiselect(key="compose-lines").options[0].startswith("Рубль · ")
    app.multiselect(key="compose-lines").set_value(["tenge"]).run()
    assert composed(sound(app))[0].panels == (RICH.panels[3],)
    app.text_area(key="compose-title").set_value("").run()
    assert composed(sound(app))[0].title == "Tenge, 1 Jan 2013 – 31 Dec 2016", "a story's file is English"


def bomb() -> str:
    return urlsafe_b64encode(zlib.compress(b"#" * 30_000_000, 9)).decode().rstrip("=")[:7000]


BAD = {
    "noise": "!!!",
    "not text": urlsafe_b64encode(zlib.compress(b"\xff\xfe")).decode(),
    "not zipped": urlsafe_b64encode(b"[[figures]]").decode(),
    "cut off": packed(figure_block(RICH, BROUGHT))[:-40],
    "too much": packed("#" * (LONGEST_BLOCK + 1)),
    "not TOML": packed("<script>alert(1)</script>"),
    "no figure": packed("figures = []"),
    "an unknown line": packed(figure_block(RICH)),
    "ten panels": packed(figure_block(RICH.model_copy(update={"panels": RICH.panels * 3}), BROUGHT)),
    "days out of the calendar": packed(figure_block(RICH, BROUGHT).replace("2016-12-31", "9999-12-31")),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_link_is_ignored_with_a_sentence(bad: str) -> None:
    app = page(compose=BAD[bad])
    assert notes(app)
    assert "compose" not in app.query_params
    assert composed(app) == (STORY.figures[0], {})


def test_a_small_link_cannot_fill_the_memory() -> None:
    with pytest.raises(ValueError, match="cut off, or too long"):
        unpacked(bomb())
    assert unpacked(packed("ж" * 1000)) == "ж" * 1000


@pytest.mark.parametrize("text", ["", "[[figures]]", figure_block(RICH), "a = " + "[" * 9000])
def test_a_block_that_cannot_be_loaded_says_why_and_changes_nothing(text: str) -> None:
    app = page(compose=link())
    app.text_area(key="compose-text").set_value(text)
    app.button(key="compose-load").click().run()
    assert composed(sound(app)) == (RICH, BROUGHT)
    with pytest.raises(StoryError) as caught:
        read_block(STORY, text)
    assert str(caught.value).split("\n")[0] in notes(app)


def test_text_is_never_markup() -> None:
    evil = "<img src=x onerror=alert(1)> ![i](https://a.b/c.png) :red[x]"
    spec = RICH.model_copy(update={"title": evil, "panels": (Panel(lines=("warsaw",)), Panel(lines=("tenge",)))})
    app = page(compose=link(spec, {"warsaw": Line(label=evil, keys=("nbp/KZT",))}))
    assert composed(app)[0].title == evil
    assert "<img" not in " ".join(element.proto.body for element in app.get("html"))
    labels = [one.label for one in (*app.selectbox, *app.text_input)] + [one.value for one in app.caption]
    said = [label for label in labels if "onerror" in label]
    assert said
    for label in said:
        assert "\\<img" in label
        assert "\\!\\[i\\]\\(" in label
        assert "\\:red\\[" in label
