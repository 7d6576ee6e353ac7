"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """One line: `error` keeps something from working, `warning` does not, `ok` says what was looked at."""

    area: str  #: versions, folders, copies, typeface, clock, stories, publishers
    severity: Severity
    said: str  #: the fact, and after it the way out

    def __str__(self) -> str:
        return f"{self.area}: {self.severity}: {' '.join(self.said.split())}"
