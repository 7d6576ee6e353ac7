"""Run commands of this program in one process that file permissions hold for, also where root runs the tests.

Its arguments are commands, each as it is typed; it writes a JSON list of their exit codes and of all they said.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys

from typer.testing import CliRunner

import relations.__main__ as command_line

VERSION = 0x20080522  #: of the structures below: _LINUX_CAPABILITY_VERSION_3 of linux/capability.h


def give_up_capabilities() -> None:
    """Root reads every file by a capability of its process: without one it is a user like others."""
    header, none = (ctypes.c_uint32 * 2)(VERSION, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none):
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    if not os.geteuid():
        give_up_capabilities()
    answers = [CliRunner().invoke(command_line.app, command.split()) for command in sys.argv[1:]]
    for answer in answers:
        if answer.exception and not isinstance(answer.exception, SystemExit):
            raise answer.exception
    sys.stdout.write(json.dumps([(answer.exit_code, answer.output) for answer in answers]))
