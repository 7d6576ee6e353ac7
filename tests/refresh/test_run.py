from __future__ import annotations

import threading
import time
from collections.abc import Mapping

from relations.refresh.outcome import Outcome
from relations.refresh.run import Event, run

KEYS = ["a/1", "a/2", "b/1", "b/2", "c/1"]


def nothing(_: Mapping[str, Outcome | None]) -> list[str]:
    return []


def test_publishers_run_side_by_side_and_each_asks_one_at_a_time() -> None:
    running: dict[str, int] = {}
    most: dict[str, int] = {"all": 0}
    lock = threading.Lock()

    def turn(key: str) -> Outcome:
        publisher = key.split("/", maxsplit=1)[0]
        with lock:
            running[publisher] = running.get(publisher, 0) + 1
            most[publisher] = max(most.get(publisher, 0), running[publisher])
            most["all"] = max(most["all"], sum(running.values()))
        time.sleep(0.05)
        with lock:
            running[publisher] -= 1
        return Outcome(key, "fresh")

    outcomes = run(KEYS, turn, nothing, None, lambda _: None)
    assert [outcome.key for outcome in outcomes] == KEYS
    assert most == {"all": 3, "a": 1, "b": 1, "c": 1}


def test_jobs_bound_how_many_publishers_are_asked_at_a_time() -> None:
    running, most = [0], [0]

    def turn(key: str) -> Outcome:
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.01)
        running[0] -= 1
        return Outcome(key, "fresh")

    assert len(run(KEYS, turn, nothing, 1, lambda _: None)) == 5
    assert most == [1]


def test_every_key_is_told_of_in_the_callers_thread_waiting_asking_done() -> None:
    told: list[Event] = []
    threads = set()

    def tell(event: Event) -> None:
        told.append(event)
        threads.add(threading.current_thread())

    run(KEYS, lambda key: Outcome(key, "fresh"), nothing, None, tell)
    for key in KEYS:
        assert [event.state for event in told if event.key == key] == ["waiting", "asking", "done"]
    assert threads == {threading.current_thread()}
    assert all(bool(event.outcome) == (event.state == "done") for event in told)


def test_what_follows_a_failure_is_asked_in_the_same_run() -> None:
    def following(asked: Mapping[str, Outcome | None]) -> list[str]:
        failed = any(outcome and outcome.bad for outcome in asked.values())
        return ["b/next"] if failed and "b/next" not in asked else []

    outcomes = run(
        ["a/1"], lambda key: Outcome(key, "failed" if key == "a/1" else "added"), following, None, lambda _: None
    )
    assert [(outcome.key, outcome.status) for outcome in outcomes] == [("a/1", "failed"), ("b/next", "added")]


def test_a_defect_of_one_publishers_module_stops_no_other() -> None:
    def turn(key: str) -> Outcome:
        if key[0] == "b":
            raise KeyError("value")
        return Outcome(key, "fresh")

    outcomes = {outcome.key: outcome for outcome in run(KEYS, turn, nothing, None, lambda _: None)}
    assert outcomes["a/2"].status == outcomes["c/1"].status == "fresh"
    assert outcomes["b/1"].status == "failed"
    assert "defect" in str(outcomes["b/1"].error)
