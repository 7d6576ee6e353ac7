"""How far a line, or a currency of a rate, rose, whether it still rises, and whether it ever rose more.

A larger rise is an episode of its own: windows that overlap are one rise, and are never counted twice.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from relations.claims.between import OfMove, measure
from relations.claims.way import RISE
from relations.story.claims import Size

__all__ = ["Spec", "measure"]


class Spec(OfMove):
    """A line's rise between two days, and what else must hold; all that is given must."""

    way = RISE

    at_least: Size | None = None  #: percent it must have risen by
    still: Annotated[int, Field(gt=0)] | None = None  #: at the end also above the mean of so many observations before
    larger_at_most: Annotated[int, Field(ge=0)] | None = None  #: larger rises of this length that there may have been

    @property
    def allowed(self) -> int | None:
        """How many larger rises there may have been."""
        return self.larger_at_most
