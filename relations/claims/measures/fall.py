"""How far a line, or a currency of a rate, fell, whether it still falls, and whether it ever fell more.

A deeper fall is an episode of its own: windows that overlap are one fall, and are never counted twice.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from relations.claims.between import OfMove, measure
from relations.claims.way import FALL
from relations.story.claims import Percent

__all__ = ["Spec", "measure"]


class Spec(OfMove):
    """A line's fall between two days, and what else must hold; all that is given must."""

    way = FALL

    at_least: Percent | None = None  #: percent it must have fallen by
    still: Annotated[int, Field(gt=0)] | None = None  #: at the end also below the mean of so many observations before
    deeper_at_most: Annotated[int, Field(ge=0)] | None = None  #: deeper falls of this length that there may have been

    @property
    def allowed(self) -> int | None:
        """How many deeper falls there may have been."""
        return self.deeper_at_most
