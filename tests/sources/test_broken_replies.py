"""Replies that are no answer: whatever a publisher's servers do, it is a FetchFailed that says whose."""

from __future__ import annotations

import re
from typing import Any

import pytest

import sources
from tests.sources.test_contract import EXAMPLES, _at_once, asked  # noqa: F401 - a fixture

BROKEN = ("404", "500", "204", "empty", "html", "cut", "redirect-away", "redirect-self", "redirect-http", "gzip-bomb")


@pytest.mark.parametrize("publisher", [name for name in sources.publishers() if not EXAMPLES[name].fixed])
@pytest.mark.parametrize("reply", BROKEN)
def test_a_reply_that_is_no_answer_is_a_failure(standin: Any, publisher: str, reply: str) -> None:
    code = EXAMPLES[publisher].valid[0]
    standin.scenario = reply
    with pytest.raises(sources.FetchFailed, match=f"^{re.escape(f'{publisher}/{code}')}: "):
        asked(publisher).fetch(asked(publisher).indicator(code), EXAMPLES[publisher].since)


@pytest.mark.parametrize(("publisher", "code"), [("fred", "DCOILBRENTEU"), ("yahoo", "KZT=X")])
@pytest.mark.parametrize("reply", ["redirect-away", "redirect-http"])
def test_who_sends_us_away_is_not_followed(standin: Any, publisher: str, code: str, reply: str) -> None:
    """Yahoo's is another client than the rest's."""
    standin.play(reply)
    with pytest.raises(sources.FetchFailed, match="where we do not go"):
        asked(publisher).fetch(asked(publisher).indicator(code), None)
    for request in standin.requests:
        assert request["url"].startswith("https://")
        assert "elsewhere" not in request["url"].split("/")[2]
