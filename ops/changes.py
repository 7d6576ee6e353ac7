"""What a refresh changed, as the message of a commit.

relations refresh --json | python ops/changes.py
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

BAD = ("rejected", "failed")

Outcome = dict[str, Any]  # as `relations refresh --json` prints it


def message(report: dict[str, Any]) -> str:
    """A subject that counts, what reads otherwise, and a line for every indicator that changed, failed or was cut."""
    outcomes: Sequence[Outcome] = report["indicators"]
    changed = [outcome for outcome in outcomes if outcome["added"] or outcome["revised"]]
    failed = [outcome for outcome in outcomes if outcome["status"] in BAD]
    kept_out = [outcome for outcome in outcomes if outcome["error"] and outcome not in failed]
    parts = [
        _subject(outcomes, changed, failed),
        _section("What people read:\n", (f"{one['story']}: {one['sentence']}" for one in report["changes"])),
        _section("", (f"{outcome['key']}: {_change(outcome)}" for outcome in changed)),
        _section("Kept out:\n", (outcome["error"] for outcome in kept_out)),
        _section("Failed, so the old copy stands:\n", (outcome["error"] for outcome in failed)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _subject(outcomes: Sequence[Outcome], changed: Sequence[Outcome], failed: Sequence[Outcome]) -> str:
    """What happened, in at most 72 characters."""
    added, revised = (sum(outcome[what] for outcome in outcomes) for what in ("added", "revised"))
    rows = "row" if added == 1 else "rows"
    news = f"{added} {rows} added, {revised} revised in {len(changed)} of {len(outcomes)} series"
    failures = f"; {len(failed)} failed" if failed else ""
    return f"Refresh: {news if changed else 'nothing new'}{failures}"


def _change(outcome: Outcome) -> str:
    """What became of one indicator's rows."""
    words = []
    if outcome["added"]:
        words.append(f"{outcome['added']} added")
    if outcome["revised"]:
        largest = outcome["largest_revision"]
        words.append(f"{outcome['revised']} revised" + (f", the largest by {100 * largest:.2g} %" if largest else ""))
    return ", ".join(words)


def _section(title: str, lines: Iterable[str]) -> str:
    """A list under its title; nothing if it has no lines."""
    listed = "\n".join(f"- {line}" for line in lines)
    return f"{title}{listed}" if listed else ""


if __name__ == "__main__":
    sys.stdout.write(message(json.load(sys.stdin)))
