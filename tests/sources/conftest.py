"""What tests of publishers share; those of recorded answers, which are another's, are there only if the answers are."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import stamina
import trustme

from sources import bank_of_russia, imf, national_bank_kz, nbp
from sources._fetch import http as _http
from tests.sources.loopback import Handler, Server, reply

RECORDED = Path(__file__).parents[3] / "shared" / "recorded"
collect_ignore = [] if RECORDED.is_dir() else ["test_recorded.py"]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page of the IMF remembered from another test, and no pause between two questions to the Kazakh bank."""
    monkeypatch.setattr(imf._pages, "finished", {})
    monkeypatch.setattr(national_bank_kz, "PACE", 0.0)


@pytest.fixture
def january(standin: Any, monkeypatch: pytest.MonkeyPatch) -> date:
    """31 January 2019, the last day of the stand-in's tenge, as today."""
    today = date(2019, 1, 31)
    standin.today = today
    for publisher in (national_bank_kz, imf, nbp, bank_of_russia):
        monkeypatch.setattr(publisher, "now", lambda: datetime(2019, 1, 31, 12, tzinfo=UTC))
    return today


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("NO_PROXY", "localhost")
    monkeypatch.setenv("no_proxy", "localhost")
    stamina.set_testing(True, attempts=3, cap=True)
    with Server(("localhost", 0), Handler) as found:
        found.socket = context.wrap_socket(found.socket, server_side=True)
        found.daemon_threads, found.block_on_close = True, False
        found.answers, found.asked = [reply()], []
        Thread(target=found.serve_forever, args=(0.02,), daemon=True).start()
        yield found
        found.shutdown()
    stamina.set_testing(False)


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds we would have waited, had this been no test."""
    waited: list[float] = []
    monkeypatch.setattr(_http, "sleep", waited.append)
    return waited
