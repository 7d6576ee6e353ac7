"""`python -m relations.refresh`: a refresh in a process of its own, told line by line.

Its argument is what to ask for, as JSON: {"lines": [["imf/KZT", …], …], "everything": false}. Every event of the run is
a line of JSON on standard output, and so is what kept it from running: {"problem": "…"}. It ends with whoever listens:
when nobody does, what is in hand is finished and nothing new begun.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict
from typing import Any, TextIO

from relations.refresh import LOCKED, OK, Event, Locked, Outcome, exit_code, refresh
from sources import SourceError


def main(asked: str, told: TextIO, run: Callable[..., Sequence[Outcome]] = refresh) -> int:
    """Refresh what is asked for by `run` and tell of it; the exit code is 1 if some publisher did not answer well."""

    def tell(news: Mapping[str, Any]) -> None:
        print(json.dumps(news), file=told, flush=True)

    def on_event(event: Event) -> None:
        tell(asdict(event))

    try:
        with redirect_stdout(sys.stderr):  # a publisher's library may print, and would be taken for an event
            return exit_code(run(**json.loads(asked), on_event=on_event))
    except SourceError as error:
        tell({"problem": str(error)})
        return LOCKED if isinstance(error, Locked) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), told.fileno())  # the interpreter flushes once more when it ends
        return OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.stdout))
