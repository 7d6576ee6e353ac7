"""The figure of a claim: the lines its measure used over the days it used, with the values at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby, takewhile

from relations.claims import Verdict, claims
from relations.claims.measures import at
from relations.figures.layout.remarks import number
from relations.i18n import active, say
from relations.i18n.units import spoken
from relations.story import Claim, FigureSpec, Flag, Panel, Story, Window
from relations.story.line import line, made_of
from relations.values import Message
from sources import Indicator, NotCached, Rejected

MANY = 2  #: lines of a panel whose labels have room as they are


def claimed(story: Story, claim_id: str, *, known_then: bool = False) -> Story:
    """The story with the figure `claim-<id>`; no bands, and of the events only the claim's.

    Raises StoryError for an unknown claim, Rejected for one whose verdict used no line. A line without a copy is left
    out: the verdict says that it is not fetched.
    """
    claim = story.claim(claim_id)
    (verdict,) = claims(story.model_copy(update={"claims": (claim,)}), known_then=known_then)
    names = tuple(name for name in claim.lines_used if _there(story, name))
    if verdict.start is None or verdict.end is None or not names:
        (why, *_) = verdict.sentence
        raise Rejected(
            Message("there is nothing to draw for the claim '{claim}': {reason}", claim=claim_id, reason=why)
        )
    story, rests = _shortened(story, names)
    spec = FigureSpec(
        id=f"claim-{claim.id}",
        title=say(
            "The article says: “{claim}” {mark} {verdict}",
            claim=claim.claim,
            mark=verdict.headline.mark,
            verdict=say(verdict.headline.badge, None, story.translations.get(active(), {})),
        ),
        subtitle=f"¶{claim.paragraph}. {rests}",
        window=Window(start=verdict.start, end=verdict.end),
        panels=_panels(story, claim, verdict, names),
        events=_events(claim, verdict),
        notes=_amounts(story, verdict, names),
    )
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": ()})


def _there(story: Story, name: str) -> bool:
    """Whether the cache has what a line is made of."""
    try:
        return bool(made_of(story, name))
    except NotCached:
        return False


def _events(claim: Claim, verdict: Verdict) -> tuple[str, ...]:
    """The claim's event; none in the figures of a single year, which stand for all of it."""
    return (claim.event,) if claim.event and not _single(verdict) else ()


def _single(verdict: Verdict) -> bool:
    """Whether the verdict rests on a single year, the whole of it."""
    start, end = verdict.start, verdict.end
    return start is not None and end is not None and end == start.replace(month=12, day=31) and start.month == 1


def _shortened(story: Story, names: Sequence[str]) -> tuple[Story, str]:
    """The story with the words that many lines of a claim all begin with taken from their labels, and them said."""
    common = _beginning([story.lines[name].label for name in names])
    if len(names) <= MANY or not common:
        return story, say("The data the verdict rests on.")
    short = {
        name: story.lines[name].model_copy(update={"label": story.lines[name].label.removeprefix(f"{common} ")})
        for name in names
    }
    words = f"{common[0].lower()}{common[1:]}".rstrip(":")
    said = say("The data the verdict rests on: {measure} each country.", measure=words)
    return story.model_copy(update={"lines": {**story.lines, **short}}), said


def _beginning(labels: Sequence[str]) -> str:
    """The words all labels begin with."""
    together = zip(*(label.split() for label in labels), strict=False)
    return " ".join(words[0] for words in takewhile(lambda words: len(set(words)) == 1, together))


def _amounts(story: Story, verdict: Verdict, names: Sequence[str]) -> tuple[str, ...]:
    """The values of many lines in a single year, in words: their bars stand too close for labels of their own."""
    if len(names) <= MANY or verdict.start is None or not _single(verdict):
        return ()
    shown = {name: line(story, name) for name in names}
    parts = [f"{story.lines[name].label} {number(at(one, verdict.start)[1])}" for name, one in shown.items()]
    unit = spoken(shown[names[0]].indicator.unit)
    return (say("{year}, in {unit}: {values}.", year=verdict.start.year, unit=unit, values=", ".join(parts)),)


def _panels(story: Story, claim: Claim, verdict: Verdict, names: Sequence[str]) -> tuple[Panel, ...]:
    """The claim's lines, those of one unit and frequency in one panel."""
    kinds = {name: _kind(line(story, name).indicator) for name in names}
    groups = groupby(sorted(kinds, key=lambda name: list(kinds.values()).index(kinds[name])), kinds.__getitem__)
    return tuple(_panel(claim, verdict, tuple(alike), frequency) for (_, frequency), alike in groups)


def _kind(indicator: Indicator) -> tuple[str, str]:
    return str(indicator.unit), indicator.frequency


def _panel(claim: Claim, verdict: Verdict, names: tuple[str, ...], frequency: str) -> Panel:
    if frequency == "annual":
        return Panel(lines=names, chart="bar", flags=_unfit(claim))
    return Panel(lines=names, values=_ends(claim, verdict, names))


def _ends(claim: Claim, verdict: Verdict, names: tuple[str, ...]) -> tuple[date, ...]:
    """The two days whose values the measure compared."""
    return claim.compared(names) or tuple(day for day in (verdict.start, verdict.end) if day)


def _unfit(claim: Claim) -> tuple[Flag, ...]:
    """The years that the measure leaves out."""
    unfit = claim.unfit
    return tuple(Flag(date=date(year, 1, 1), note=say("{year} is left out as unfit.", year=year)) for year in unfit)
