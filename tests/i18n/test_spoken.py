"""What is said of claims and events can be translated, though a message may reach us in a variable."""

from __future__ import annotations

import re
from gettext import NullTranslations

import pytest

from relations import i18n
from relations import story as stories
from relations.evidence import event_answer
from relations.evidence.events import events
from relations.i18n import say
from tests.cli.inside import run
from tests.i18n.messages import Id, messages, texts
from tests.i18n.test_catalogues import BRACES

LETTER = re.compile(r"[^\W\d_]")


class Heard(NullTranslations):
    """A catalogue that knows no sentence and remembers which messages it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[Id] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add((msgid1, msgid2))
        return msgid1 if n == 1 else msgid2


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    catalogue = Heard()
    monkeypatch.setattr(i18n, "translations", lambda _: catalogue)
    return catalogue


@pytest.mark.parametrize("name", stories.names())
def test_whatever_is_said_of_claims_and_events_is_known_to_those_who_translate(name: str, heard: Heard) -> None:
    for command in ("claims", "events"):
        assert run(command, name, "--locale", "ru").returncode == 0
    story = stories.load(name)
    found = events(story)
    lines = event_answer.lines(story, found)
    answers = [one for event in found for one in event_answer.answer(story, event, lines)]
    assert all(say(one, "ru") for one in (event_answer.summary(story, found), *answers))
    known = {*messages(), *texts(story)}
    unknown = {one for one in heard.asked if one not in known and LETTER.search(BRACES.sub("", str(one)))}
    assert unknown == set()
