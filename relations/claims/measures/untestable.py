"""What no line of the story can tell: said, with the reason, instead of left out."""

from __future__ import annotations

from relations.claims.measures import UNTESTABLE, Finding, Look
from relations.story.claims import Measure
from relations.story.fields import Text
from relations.values import Message


class Spec(Measure):
    """What no line of the story can tell."""

    reason: Text


def measure(look: Look, spec: Spec) -> Finding:  # noqa: ARG001 (every measure has this signature)
    """The verdict that there is none."""
    return Finding(
        verdict=UNTESTABLE,
        rule=Message("cannot be tested if no line of the story measures it"),
        formula=Message("none"),
        sentence=(Message("{words}", words=spec.reason),),
    )
