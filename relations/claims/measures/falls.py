"""Whether several lines all fell: the ways one country's crisis can arrive in another."""

from __future__ import annotations

from relations.claims.channels import OfChannels, measure
from relations.claims.way import FALL
from relations.story.claims import Percent

__all__ = ["Spec", "measure"]


class Spec(OfChannels):
    """Whether several lines all fell by so much, a share or a score by so many points."""

    way = FALL

    at_least: Percent | None = None  #: percent each must have fallen by; points of a share or a score
