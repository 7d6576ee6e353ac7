"""What a claim's numbers must be: the common shape, and the choice of what computes them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

Number = float | int | str | None  # a day is text


@dataclass(frozen=True)
class Expected:
    """Numbers by their names, the first of them, each answer's own, and what else a sentence may say."""

    values: dict[str, Number] = field(default_factory=dict)
    headline: float | None = None
    answers: dict[str, float | None] = field(default_factory=dict)
    flips: dict[str, float | None] = field(default_factory=dict)
    said: tuple[float, ...] = ()
    base_rate: float | None = None
    words: tuple[str, ...] = ()  # how each voted, in the order of the sentence


@dataclass(frozen=True)
class Standpoint:
    """When the article was published, at the earliest and at the latest, and the last day known (none: today)."""

    earliest: np.datetime64
    published: np.datetime64
    known: np.datetime64 | None


Spec = dict[str, Any]  # a measure as the story file has it
