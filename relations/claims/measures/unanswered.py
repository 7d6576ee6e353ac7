"""What no line of the story answers: said, with the reason, instead of left out."""

from __future__ import annotations

from typing import Literal

from relations.claims.measures import Answer, Finding, Look
from relations.story.claims import Measure
from relations.story.fields import Text
from relations.values import Message


class Spec(Measure):
    """Why a sentence has no answer: no number can tell it, what could is not fetched, or is not told yet."""

    answer: Literal["unknowable", "not fetched", "unfinished"] = "unknowable"  #: why there is none
    reason: Text  #: the same in a sentence


def measure(look: Look, spec: Spec) -> Finding:  # noqa: ARG001 (every measure has this signature)
    """The answer that there is none."""
    reason = Message("{words}", words=spec.reason)
    return Finding(
        (Answer("none", Message("no answer"), spec.answer, why=reason),),
        rule=None,
        formula=Message("none"),
        sentence=(reason,),
    )
