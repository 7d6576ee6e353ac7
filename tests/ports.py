"""Ports for servers that must be told theirs before they begin."""

from __future__ import annotations

import os
import socket
from itertools import count

#: The first of a hundred for this process. The system gives out by chance those from 32768 on: one that was tried and
#: let go there may be another's before the server has begun.
_NEXT = count(15_000 + os.getpid() % 170 * 100)


def free_port() -> int:
    """A port of 127.0.0.1 at which nobody listens, and that nobody is given who asks for any."""
    for port in _NEXT:
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise AssertionError("there are endlessly many numbers")
