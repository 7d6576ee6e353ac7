"""Whether a yearly figure, a rate or a price rose between two days, or several of them all did."""

from __future__ import annotations

from relations.claims.channels import OfChannels, measure
from relations.claims.way import RISE
from relations.story.claims import Size

__all__ = ["Spec", "measure"]


class Spec(OfChannels):
    """Whether several lines all rose by so much, a share or a score by so many points."""

    way = RISE

    at_least: Size | None = None  #: percent each must have risen by; points of a share or a score
