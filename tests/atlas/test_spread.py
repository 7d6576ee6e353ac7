"""Pairs made by several processes, or by the workers of a cluster, are the same bytes, whoever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import relations.__main__ as command_line
from relations import atlas as room
from relations.atlas import build, spread
from relations.atlas.making import Made, Task, made
from relations.cli.processes import processes
from sources import Rejected
from tests.atlas.conftest import DAY, THREE
from tests.atlas.test_atlas import hashes
from tests.ports import free_port


@pytest.fixture(scope="module")
def context() -> Iterator[BaseContext]:
    """How processes are begun: by one that has imported all they need, and takes two seconds for that."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield processes("relations.atlas.making")
    for number, handler in handlers.items():
        signal.signal(number, handler)


def dying(task: Task) -> Made:
    """What `made` makes; the first process that is asked for the second pair dies, as by a lack of memory."""
    mark = Path(os.environ["RELATIONS_CACHE"]) / f"died.{os.environ['DEATH']}"
    if task.pair == "ECU-RUS" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return made(task)


def always_dying(task: Task) -> Made:
    os.kill(os.getpid(), signal.SIGKILL)
    return made(task)


@pytest.fixture(scope="module")
def alone(_copies: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one process makes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_CACHE", str(_copies))
        patch.setenv("RELATIONS_STORIES", str(_copies))
        out = tmp_path_factory.mktemp("alone")
        build(out, THREE, DAY, drawn=False)
        return hashes(out)


def test_of_processes_one_may_die(
    three: Path, alone: dict[str, str], context: BaseContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEATH", "process")
    monkeypatch.setattr(room, "made", dying)
    assert build(tmp_path, THREE, DAY, spread=spread.processes(2, context), drawn=False).made == 3
    assert (three / "died.process").exists()
    assert hashes(tmp_path) == alone


def test_processes_that_die_again_and_again_end_it_in_words(three: Path, context: BaseContext) -> None:
    with pytest.raises(Rejected, match=r"ended from outside 4 times.*kept"):
        list(spread.processes(1, context)(always_dying, [Task("KAZ", "RUS", DAY, drawn=False)]))


@pytest.fixture
def address(three: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The scheduler of a cluster of two processes on this machine."""
    dask: Any = pytest.importorskip("dask")
    from distributed import LocalCluster

    monkeypatch.setenv("DEATH", "worker")
    settings = {
        "distributed.worker.multiprocessing-method": "forkserver",
        "distributed.nanny.environ": dict(os.environ),
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=":0",
            host="127.0.0.1",
            env=dict(os.environ),
            silence_logs=50,
        ) as cluster,
    ):
        yield cluster.scheduler_address


def test_of_a_cluster_a_worker_may_die(
    three: Path, address: str, alone: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "made", dying)
    assert build(tmp_path, THREE, DAY, spread=spread.cluster(address), drawn=False).made == 3
    assert (three / "died.worker").exists()
    assert hashes(tmp_path) == alone
    monkeypatch.setenv("RELATIONS_CACHE", str(tmp_path / "another"))  # of this process, not of the workers
    with pytest.raises(Rejected, match=r"tcp://.*another cache"):
        list(spread.cluster(address)(made, []))


def test_bad_input_is_one_clear_message(three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "WAIT", 0.2)
    file = tmp_path / "two.txt"
    file.write_text("KAZ\nRUX\n", encoding="utf-8")

    def run(*words: str) -> tuple[int, str]:
        answer = CliRunner().invoke(command_line.app, ["atlas", *words])
        return answer.exit_code, answer.output

    code, said = run("--countries", str(file), "--out", str(tmp_path / "a"))
    assert (code, said.count("\n")) == (1, 1)
    assert "two.txt, line 2" in said
    file.write_text("KAZ\nRUS\n", encoding="utf-8")
    code, said = run("--countries", str(file), "--out", str(file / "within"), "--jobs", "1")
    assert (code, said) == (1, f"{file / 'within'}: Not a directory\n")
    code, said = run("--countries", str(tmp_path / "none"), "--out", str(tmp_path / "a"))
    assert (code, said) == (1, f"{tmp_path / 'none'}: No such file or directory\n")
    code, said = run("--countries", str(file), "--out", str(tmp_path / "a"), "--scheduler", "tcp://127.0.0.1:9")
    assert (code, said) == (1, "tcp://127.0.0.1:9: no scheduler answers there\n")
    assert run("--countries", str(file), "--out", str(tmp_path / "a"), "--scheduler", "x", "--jobs", "2")[0] == 2
    assert run("--countries", str(file), "--out", str(tmp_path / "a"), "--published", "today")[0] == 2


def test_a_scheduler_that_dies_ends_it_in_one_line_and_the_next_run_goes_on(
    three: Path,
    alone: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """As a process of its own, killed once a pair is made; its library would print a trace."""
    distributed = pytest.importorskip("distributed")
    address = f"tcp://127.0.0.1:{free_port()}"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    words = ["--host", "127.0.0.1", "--no-dashboard"]
    program, port = [sys.executable, "-m"], address.rpartition(":")[2]
    scheduler = subprocess.Popen([*program, "distributed.cli.dask_scheduler", *words, "--port", port], **quiet)
    worker = subprocess.Popen([*program, "distributed.cli.dask_worker", address, *words, "--nthreads", "1"], **quiet)
    monkeypatch.setattr(spread, "WAIT", 60)

    def killing(work: spread.Work, tasks: Iterable[Task]) -> Iterator[Made]:
        for one in spread.cluster(address)(work, tasks):
            scheduler.kill()
            yield one

    try:
        with distributed.Client(address, timeout=60) as client:
            client.wait_for_workers(1, timeout=60)
        with pytest.raises(Rejected, match=r"the scheduler went away; what is made is kept"):
            build(tmp_path, THREE, DAY, spread=killing, drawn=False)
    finally:
        for process in (worker, scheduler):
            process.kill()
            process.wait()
    assert "Traceback" not in capfd.readouterr().err
    assert len([*(tmp_path / "made").iterdir()]) >= 1
    assert build(tmp_path, THREE, DAY, drawn=False).made < 3
    assert hashes(tmp_path) == alone
