"""The command line: `relations`. Its commands are in the room of that name; each calls what the page calls."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

TRACE = "RELATIONS_TRACE"
INTERRUPTED, ENDED = 130, "Ended. What was written before is whole, and stays."

try:
    from relations.cli import app
except KeyboardInterrupt:  # half a second in which nothing was begun yet
    print(ENDED, file=sys.stderr)  # noqa: T201
    raise SystemExit(INTERRUPTED) from None

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; whatever its arguments or the machine do, it ends in words and with an exit code."""
    sys.stdout, sys.stderr = sys.stdout or _nobody(), sys.stderr or _nobody()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a console that lacks a letter gets its number
    code = _run()
    if code == INTERRUPTED:
        _say(ENDED)
    code = _flushed(code)
    if code == INTERRUPTED:
        os._exit(code)  # what still waits for a publisher is not waited for
    sys.exit(code)


def _nobody() -> TextIO:
    """Where a process that was started without an output says what it has to say."""
    return open(os.devnull, "w", encoding="utf-8")


def _run() -> int:
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else bool(end.code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return 1
    except Exception as error:  # noqa: BLE001  (whatever it is, it ends in words)
        return _failed(error)
    return 0


def _failed(error: Exception) -> int:
    """Say what went wrong, and the exit code."""
    if (processes := sys.modules.get("relations.cli.processes")) and processes.ENDING.is_set():
        return INTERRUPTED  # what goes wrong after it follows from it
    if isinstance(error, OSError):  # of a file it has a command's own words; here it is what is printed
        _say(f"{error.strerror or error}: {error.filename or 'what was to be printed could not be written'}")
        return 1
    if os.environ.get(TRACE):
        raise error
    _say(f"A defect in this program, please report it: {type(error).__name__}: {error} (${TRACE}=1 says where)")
    return 1


def _say(text: str) -> None:
    from relations.cli.terminal import line

    with suppress(OSError, AttributeError):  # there may be nobody to say it to
        print(line(text), file=sys.stderr)  # noqa: T201


def _flushed(code: int) -> int:
    """The exit code, once all that was said has left this process; 1 where it could not."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            _give_up(stream)  # whoever read has enough
        except (OSError, ValueError) as error:
            _give_up(stream)
            _say(f"What was to be printed could not be written: {getattr(error, 'strerror', None) or error}")
            code = code or 1
    return code


def _give_up(stream: TextIO) -> None:
    """Have what is left in a stream go nowhere, so that Python does not try once more as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
