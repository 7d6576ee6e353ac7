"""A store for tests and the bench: a process that speaks S3 over HTTP and keeps its objects on a disk."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import sources
from relations import cache as copies
from relations.refresh import merge
from relations.refresh.ledger import record_changes, record_outcome
from relations.refresh.outcome import Outcome
from sources import Snapshot, observations
from tests.ports import free_port

KEYS = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "of-a-test")


class Store:
    """What it was given outlives it: it is killed, not asked to end, and started again. Its bucket is `team`."""

    def __init__(self, folder: Path) -> None:
        (folder / "team").mkdir(parents=True)
        self.folder, self.port = folder, free_port()
        self.start()

    @property
    def env(self) -> dict[str, str]:
        """What a process needs to know to use it."""
        return {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}", "AWS_DEFAULT_REGION": "us-east-1"}

    def start(self) -> None:
        """Begin; RuntimeError if it ends, or does not answer within a minute."""
        command = [sys.executable, "-m", "localbucket", "--port", str(self.port), str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("the store does not begin")

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self.process.kill()
        self.process.wait()


def came(key: str, rows: dict[str, float], when: datetime) -> None:
    """What a refresh does with the rows of an answer: on record, into the copy, into the log."""
    old = copies.mine(key)
    data = observations([*rows], [*rows.values()])
    changed = merge.changes(old.data if old else None, data)
    copy = Snapshot(sources.indicator_of(key), merge.merge(old.data if old else None, changed), when)
    record_changes(old, copy, changed, data.head(0), when)
    copies.write(copy)
    seconds = time.monotonic()  # no two runs take equally long; of two equal lines of a log the store keeps one
    record_outcome(Outcome(key, "added", added=len(changed), seconds=seconds), when)
