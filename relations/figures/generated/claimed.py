"""The figure of a claim: the lines its measure used over the days it used, with the values at both ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby, takewhile

from relations.claims import Verdict, claims
from relations.claims.measures import at
from relations.claims.totals import OfDefinitions
from relations.figures.layout.remarks import number
from relations.i18n import active, say
from relations.i18n.units import spoken
from relations.story import Claim, FigureSpec, Flag, Line, Panel, Story, Window
from relations.story.line import line
from relations.values import Message
from sources import Indicator, Rejected, SourceError

MANY = 2  #: lines of a panel whose labels have room as they are
YEARS = 14  #: before the year of a sum, that its figure shows
NO_LINE = Message("none of its measures looks at a line of the story")


def claimed(story: Story, claim_id: str, *, known_then: bool = False) -> Story:
    """The story with the figure `claim-<id>`; no bands, and of the events only the claim's.

    Raises StoryError for an unknown claim, Rejected for one whose verdict used no line of the story.
    """
    claim = story.claim(claim_id)
    (verdict,) = claims(story.model_copy(update={"claims": (claim,)}), known_then=known_then)
    names = _held(story, claim)
    if verdict.start is None or verdict.end is None or not names:
        raise _nothing(claim, verdict)
    if sums := _sums(claim, names):
        story, rests = story.model_copy(update={"lines": {**story.lines, **sums}}), _summed(story, sums)
        panels: tuple[Panel, ...] = (Panel(lines=tuple(sums), values=(verdict.end,)),)
        start = max(verdict.start.replace(year=verdict.start.year - YEARS), *(line(story, one).first for one in sums))
    else:
        story, rests = _shortened(story, names)
        panels, start = _panels(story, claim, verdict, names), verdict.start
    spec = FigureSpec(
        id=f"claim-{claim.id}",
        title=_title(story, claim, verdict),
        subtitle=f"¶{claim.paragraph}. {rests}",
        window=Window(start=start, end=verdict.end),
        panels=panels,
        events=_events(claim, verdict),
        notes=() if sums else _amounts(story, verdict, names),
    )
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": ()})


def _sums(claim: Claim, names: Sequence[str]) -> dict[str, Line]:
    """The sums a verdict rests on, each as a line of its own; none if a part of one has no copy."""
    asked = [one.definitions for one in claim.measures if isinstance(one, OfDefinitions)]
    found = [(words, parts) for definitions in asked for words, parts in definitions.items()]
    if not all(set(parts) <= set(names) for _, parts in found):
        return {}
    return {
        f"{claim.id}-{place}": Line(label=words, transform="total", of=parts)
        for place, (words, parts) in enumerate(found, 1)
    }


def _summed(story: Story, sums: Mapping[str, Line]) -> str:
    """What is added up, the parts named by what they count."""
    _, counted = _shortened(story, tuple(dict.fromkeys(part for one in sums.values() for part in one.of)))
    return counted


def _title(story: Story, claim: Claim, verdict: Verdict) -> str:
    """The claim as the article's, and its verdict beside it: a figure does not assert what it checks."""
    badge = say(verdict.headline.badge, None, story.translations.get(active(), {}))
    return say("The article says: “{claim}” – {verdict}", claim=claim.claim, verdict=badge)


def _nothing(claim: Claim, verdict: Verdict) -> Rejected:
    reason = verdict.sentence[0] if verdict.start is None and verdict.sentence else NO_LINE
    return Rejected(
        Message("there is nothing to draw for the claim '{claim}': {reason}", claim=claim.id, reason=reason)
    )


def _held(story: Story, claim: Claim) -> tuple[str, ...]:
    """The lines of the claim's measures of which there is a copy."""
    return tuple(name for name in claim.lines_used if _copy(story, name))


def _copy(story: Story, name: str) -> bool:
    try:
        line(story, name)
    except SourceError:
        return False
    return True


def _single(verdict: Verdict) -> bool:
    """Whether all that was used is of one year."""
    days = (verdict.start, verdict.end)
    return [(day.year, day.month) for day in days if day] == [(days[0].year, month) for month in (1, 12) if days[0]]


def _events(claim: Claim, verdict: Verdict) -> tuple[str, ...]:
    """The claim's event; none in the figures of a single year, which stand for all of it."""
    return (claim.event,) if claim.event and not _single(verdict) else ()


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
    said = say("The data the verdict rests on: {measure} each.", measure=words)
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
    return tuple(_panel(claim, verdict, tuple(names), frequency) for (_, frequency), names in groups)


def _kind(indicator: Indicator) -> tuple[str, str]:
    return str(indicator.unit), indicator.frequency


def _panel(claim: Claim, verdict: Verdict, names: tuple[str, ...], frequency: str) -> Panel:
    if frequency == "annual":
        return Panel(lines=names, chart="bar", flags=_unfit(claim, verdict, names))
    return Panel(lines=names, values=_ends(claim, verdict, names))


def _ends(claim: Claim, verdict: Verdict, names: tuple[str, ...]) -> tuple[date, ...]:
    """The two days whose values the measure compared."""
    return claim.compared(names) or tuple(day for day in (verdict.start, verdict.end) if day)


def _unfit(claim: Claim, verdict: Verdict, names: tuple[str, ...]) -> tuple[Flag, ...]:
    """The years of the figure that a measure of these lines leaves out."""
    days = [date(year, 1, 1) for year in claim.unfit(names)]
    shown = [day for day in days if verdict.start and verdict.end and verdict.start <= day <= verdict.end]
    return tuple(Flag(date=day, note=say("{year} is left out as unfit.", year=day.year)) for day in shown)
