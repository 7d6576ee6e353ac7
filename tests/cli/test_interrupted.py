"""Ctrl-C, or a signal to end, ends a command and all the processes it has begun, in one line and at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import relations.__main__ as command_line

ROOT, STORY = Path(__file__).parents[2], "kazakhstan-russia"

Moment = tuple[Callable[[int], list[int]], float]  #: processes that have begun, and seconds after that


def test_after_a_process_that_is_ended_python_tidies_up_and_says_nothing() -> None:
    code = (
        "import os\n"
        "from relations.cli.processes import processes\n"
        "lock = processes().Lock()\n"
        "print(lock._semlock.name, flush=True)\n"
        "os._exit(130)"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True)
    assert (answer.returncode, answer.stderr) == (130, "")
    assert not Path(f"/dev/shm/sem.{answer.stdout.strip().strip('/')}").exists()


@contextmanager
def begun(
    words: list[str], environment: dict[str, str] | None = None, sigint: signal.Handlers = signal.SIG_DFL
) -> Iterator[subprocess.Popen[bytes]]:
    """A command at work, with all that it begins in a group of their own; none of them outlives the test.

    It hears Ctrl-C as in a terminal, or ignores it, also where these tests are a job in the background, which does.
    """
    own = signal.signal(signal.SIGINT, sigint)  # what is begun has it from this process
    process = subprocess.Popen(
        [sys.executable, "-m", "relations", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, own)
    with process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def until(process: subprocess.Popen[bytes], there: Callable[[], object]) -> None:
    """Wait for what a command does; it is a failure if it ends before."""
    end = time.monotonic() + 60
    while not there():
        assert process.poll() is None, "it has ended"
        assert time.monotonic() < end, "it has not come so far"
        time.sleep(0.01)


def ended(process: subprocess.Popen[bytes], within: float) -> str:
    """What a command says that is interrupted, once all that hold its pipe have ended."""
    start = time.monotonic()
    said, _ = process.communicate(timeout=10)
    assert (process.returncode, time.monotonic() - start < within) == (command_line.INTERRUPTED, True), said
    return said.decode()


def children(pid: int) -> list[int]:
    """The processes that one has begun; none of one that has ended."""
    with suppress(OSError):
        return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split())]
    return []


def drawing(pid: int) -> list[int]:
    """Those that these have begun, which have all they need in memory, and are at their work at once."""
    return [two for one in children(pid) for two in children(one)]


def test_ctrl_c_while_several_processes_work_is_one_line(tmp_path: Path) -> None:
    """A terminal sends it to all of them; those that work say nothing of their own, and nobody waits for them."""
    shipped = {name: value for name, value in os.environ.items() if not name.startswith("RELATIONS_")}
    with begun(["site", STORY, "--out", str(tmp_path / "site"), "--jobs", "2"], shipped) as process:
        until(process, lambda: any(tmp_path.rglob("*.svg")))
        os.killpg(process.pid, signal.SIGINT)
        assert ended(process, within=10) == "Ended. What was written before is whole, and stays.\n"
    assert [*tmp_path.rglob("*.svg")] == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux says which processes one has begun")
def test_a_command_that_is_terminated_leaves_no_process_behind(tmp_path: Path) -> None:
    """The signal is for the first process alone; what the others have to say goes into the same pipe.

    So it is of a job in the background too, which ignores Ctrl-C.
    """
    words = ["site", STORY, "--out", str(tmp_path / "out"), "--jobs", "2"]
    with begun(words, sigint=signal.SIG_IGN) as process:
        until(process, lambda: drawing(process.pid))
        os.killpg(process.pid, signal.SIGINT)
        process.terminate()
        assert ended(process, within=10) == f"{command_line.ENDED}\n"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux says which processes one has begun")
@pytest.mark.parametrize("command", [["site", STORY], ["atlas", "--countries", "post-soviet"]])
def test_of_a_command_that_is_killed_no_process_stays(tmp_path: Path, command: list[str]) -> None:
    """Nobody is there to end them: each sees for itself that it works for nobody any more."""
    with begun([*command, "--out", str(tmp_path / "out"), "--jobs", "2"]) as process:
        until(process, lambda: len(drawing(process.pid)) == 2)
        process.kill()
        process.communicate(timeout=10)  # until the last has closed the pipe


BEGINS: list[Moment] = [(children, 0), (children, 0.3)]
WORKS: list[Moment] = [(drawing, 0), (drawing, 0.5)]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux says which processes one has begun")
@pytest.mark.parametrize(
    ("command", "far", "after"),
    [
        *((["site", STORY], *moment) for moment in (*BEGINS, *WORKS)),
        *((["atlas", "--countries", "post-soviet"], *moment) for moment in (*BEGINS, *WORKS)),
        (["gallery", STORY], drawing, 0.5),  # whose processes are begun as those of a site are
    ],
)
def test_ctrl_c_while_processes_begin_is_one_line_and_ends_all(
    tmp_path: Path, command: list[str], far: Callable[[int], list[int]], after: float
) -> None:
    """Each says what it has to say into the same pipe: it is closed when the last of them has ended."""
    with begun([*command, "--out", str(tmp_path / "out"), "--jobs", "2"]) as process:
        until(process, lambda: far(process.pid))
        time.sleep(after)
        os.killpg(process.pid, signal.SIGINT)
        assert ended(process, within=2) == f"{command_line.ENDED}\n"
