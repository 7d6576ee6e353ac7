"""The command line inside this process: the same words and exit codes as a process of its own, without its imports."""

from __future__ import annotations

import gc
import subprocess

from typer.testing import CliRunner

import relations.__main__ as command_line


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `relations` prints and ends with; a test that is about a process starts one."""
    collects = gc.isenabled()
    try:
        result = CliRunner().invoke(command_line.app, arguments, env=environment, catch_exceptions=False)
    finally:
        if collects:
            gc.enable()  # drawing a figure turns it off, for a process that is about to end
    return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)
