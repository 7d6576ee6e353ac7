"""The figure of a claim: what its numbers say as its title, the verdict above it, rule and caveat below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from relations.claims import Verdict, check
from relations.claims.answer import BEST_RANK, Answer, told, turning
from relations.claims.measures import Look
from relations.figures.art.bars import Bars
from relations.figures.art.members import Tally
from relations.figures.art.ranking import Ranking
from relations.figures.art.sums import Sums
from relations.figures.generated import days, extremes, votes, years
from relations.figures.layout.plate import Badge, Cell, Plate, Reading
from relations.figures.spoken_story import said
from relations.i18n import say
from relations.i18n.units import spoken
from relations.story import Claim, FigureSpec, Flag, Panel, Story, Window
from relations.story.template import plain
from relations.values import Change, Count, Message, Money, Number, Printed, Unit, capital, points, printed
from sources import Rejected, SourceError

NO_LINE = Message("none of its measures looks at a line of the story")
#: What draws the numbers of each kind of measure; of the others their lines are drawn over the days they used.
PICTURES: dict[str, Callable[[Look, Claim, Any], list[Cell]]] = {
    "growth": years.of_growth,
    "steeper": years.of_changes,
    "worst_year": years.of_changes,
    "shares": years.of_shares,
    "total": years.of_sums,
    "bound": years.of_sums,
    "rank_at_best": years.of_rank,
    "fall": days.of_move,
    "rise": days.of_move,
    "extreme": extremes.of_extreme,
    "falls": days.of_moves,
    "rises": days.of_moves,
    "first_fall": days.of_first_fall,
    "rank_among": votes.of_rank,
    "vote_on": votes.of_votes,
}
LAST_PART = re.compile(r"[,;] [^,;]+$")  #: of a title: who reported it
FEW = 3  #: answers of one part of a claim that are told one by one
SIGNS = {"yes": "✓", "no": "✕", "impossible": "✕"}


def claimed(story: Story, claim_id: str, *, known_then: bool = False) -> tuple[Story, Plate]:
    """The story with the figure `claim-<id>`, without bands, and its plate.

    Raises StoryError for an unknown claim, Rejected for one whose verdict used no line of the story.
    """
    claim = story.claim(claim_id)
    look = Look(story, story.article.known_until if known_then else None)
    verdict = check(look, claim)
    names = tuple(name for name in claim.lines_used if _copy(look, name))
    cells = list(_cells(look, claim, verdict))
    if verdict.start is None or verdict.end is None or not names or not cells:
        why = verdict.sentence[0] if verdict.start is None and verdict.sentence else NO_LINE
        raise Rejected(
            Message("there is nothing to draw for the claim '{claim}': {reason}", claim=claim.id, reason=why)
        )
    notes = tuple(_notes(look, claim, verdict))
    panels = _panels(look, claim, _span(verdict.start, verdict.end, cells), names)
    spec = FigureSpec(
        id=f"claim-{claim.id}",
        title=plain(_finding(story, verdict)),
        subtitle=plain(_subtitle(look, names, cells)),
        window=_window(panels, verdict.start, verdict.end),
        panels=panels,
        events=(),
        notes=notes,
    )
    plate = Plate(
        (Cell(cells[0].art),) if _alone(cells) else tuple(cells),
        _badge(story, verdict),
        tuple(_readings(story, verdict)),
        notes[1:],
    )
    return story.model_copy(update={"figures": (*story.figures, spec), "bands": ()}), plate


def _window(panels: tuple[Panel, ...], start: date, end: date) -> Window:
    """The days the verdict used; whole years where its lines are of years."""
    if all(panel.chart == "bar" for panel in panels):
        return Window(start=date(start.year, 1, 1), end=date(end.year, 12, 31))
    return Window(start=start, end=end)


def _cells(look: Look, claim: Claim, verdict: Verdict) -> Iterator[Cell]:
    """The pictures of all measures; one that cannot be computed has none."""
    for one in claim.measures:
        with suppress(SourceError):
            if one.kind in PICTURES:
                yield from PICTURES[one.kind](look, claim, one)
            elif verdict.start and verdict.end:
                found = (days.of_line(look, claim, name, verdict.start, verdict.end) for name in one.lines_used)
                yield from (cell for cell in found if cell)


def _finding(story: Story, verdict: Verdict) -> str:
    """What the numbers say in one line; of a measure that says none, how its sentence begins."""
    found = verdict.finding(lambda what: said(story, what))
    return found or said(story, verdict.sentence[0]).removesuffix(".")


def _alone(cells: list[Cell]) -> bool:
    """Whether a picture needs no head: it has no number, and title and subtitle say what it is."""
    return len(cells) == 1 and not cells[0].number and isinstance(cells[0].art, Bars | Ranking | Sums)


def _badge(story: Story, verdict: Verdict) -> Badge:
    words, brief = (said(story, one) for one in (verdict.headline.badge, verdict.headline.in_ledger))
    quoted = say("The article, ¶{paragraph}: {claim}", paragraph=verdict.paragraph, claim=verdict.claim)
    return Badge(verdict.headline.mark, capital(words), capital(brief), quoted)


def _subtitle(look: Look, names: tuple[str, ...], cells: list[Cell]) -> str:
    """What is measured and, where no cell says it, what in; where all cells are of single votes, that they are."""
    if all(isinstance(one.art, Tally) for one in cells):
        return say("How the members of the UN General Assembly voted")
    titles = _without_repeats(list(dict.fromkeys(_title(look, name) for name in names)))
    if len(titles) > 2:
        titles = [", ".join(capital(one) for one in years.brief(look.story.lines, names).values())]
    units = dict.fromkeys(spoken(look.line(name).indicator.unit) for name in names)
    if _alone(cells) and cells[0].about:
        units = dict.fromkeys([cells[0].about])
    elif any(one.about for one in cells):
        return "; ".join(titles)
    return say("{lines}; {unit}", lines="; ".join(titles), unit=", ".join(units))


def _without_repeats(titles: list[str]) -> list[str]:
    """What all titles end with, as "as reported by Ukraine", is said of the last one only."""
    ends = {found[0] if (found := LAST_PART.search(title)) else "" for title in titles}
    if len(titles) < 2 or len(ends) > 1:
        return titles
    *others, last = titles
    return [*(title.removesuffix(*ends) for title in others), last]


def _title(look: Look, name: str) -> str:
    """What a line measures, as an editor says it; of a daily one without how its publisher made it."""
    line, about = look.story.lines[name], look.line(name).indicator
    if about.frequency == "annual":
        return spoken(about.title)
    return capital(line.axis or (line.label if line.cross else spoken(about.title).partition(", ")[0]))


def _notes(look: Look, claim: Claim, verdict: Verdict) -> Iterator[str]:
    """When the answer is yes, and what the measures cannot tell."""
    rule = "; ".join(dict.fromkeys(said(look.story, one) for one in verdict.rule))
    yield say("Rule: {rule}.", rule=rule)
    if claim.caveat:
        yield say("Caveat: {caveat}", caveat=claim.caveat)
    elif claim.causal:
        yield say("Caveat: that one moved the other is not shown.")


def _readings(story: Story, verdict: Verdict) -> Iterator[Reading]:
    """What each definition, line, channel or reading answers; a single one is the title."""
    shown = [one for one in verdict.answers if one.answer in SIGNS or one.answer == "unknown yet" or one.value]
    if len(shown) < 2:
        return
    alike = len({one.value.value for one in shown if one.value}) < 2
    for part, of_part in groupby(shown, lambda one: one.part):
        found = list(of_part)
        words = said(story, Message("{words}", words=part)) if part else ""
        if part and len(found) > FEW:
            yield _together(words, found)
            continue
        for one in found:
            number = "" if alike else _number(story, one)
            asked = _asked(story, words, said(story, one.label), number, alone=len(found) == 1)
            yield Reading(SIGNS.get(one.answer, "–"), capital(asked), _alone_of(asked, number))


def _asked(story: Story, part: str, label: str, number: str, *, alone: bool) -> str:
    """What an answer is of: its part of the claim and its own label, each thing once.

    A part with one answer says by itself what is measured, where its label is but the name of a line; and so does a
    number that names what it is of.
    """
    if not part or part.lower() in label.lower():
        return label
    lines = {said(story, Message("{words}", words=line.label)).lower() for line in story.lines.values()}
    if (alone and label.lower() in lines) or label.lower() in number.lower():
        return part
    return f"{part}: {label}"


def _alone_of(asked: str, number: str) -> str:
    """A percentage without what it is of where that has just been said: Goods imports: 33.4 %."""
    share, sign, of = number.partition("%")
    return f"{share}{sign}" if of and asked.lower() in of.lower() else number


def _together(words: str, found: list[Answer]) -> Reading:
    """Many answers of one part of a claim: how many of them are yes."""
    signs = {SIGNS.get(one.answer, "–") for one in found}
    yes = say("yes in {count} of {number}", count=sum(one.answer == "yes" for one in found), number=len(found))
    return Reading(signs.pop() if len(signs) == 1 else "◐", capital(words), yes)


def _number(story: Story, one: Answer) -> str:
    """The number an answer turns on, and what it is of; of an amount of people the number and its scale say it all.

    A change has its sign, and that of a share or a score is in points; a level of a score is on its scale. The two
    currencies of a rate are in the head of its picture, and their names in the ledger.
    """
    found = one.value
    if found is None or not isinstance(found.value, float | int):
        return ""
    whole = isinstance(found.value, int) or found.value.is_integer()
    unit: Message | Unit | None = one.of or found.unit
    short = Number(found.value, 1) if abs(found.value) < 1000 else turning(found.value)  # as on the marks
    changed = "change" in found.name.split("-")
    number = replace(Number(found.value) if whole else short, signed=changed)
    if isinstance(unit, Message) and changed and "currency" in dict(unit.parameters):
        unit = found.unit
    return said(story, _with_unit(found.value, number, unit))


def _with_unit(value: float, number: Number, unit: Message | Unit | None) -> Message:
    match unit:
        case Money():
            return Message("{change}", change=printed(value, unit, signed=number.signed))
        case Change() if unit.kind.endswith("points"):
            return points(number)
        case Message() if unit == BEST_RANK:
            return told(value, unit)
        case Message():
            return Message("{number} {unit}", number=number, unit=unit)
        case None:
            return Message("{number}", number=number)
    return Message("{change}", change=Printed(number, unit, bare=isinstance(unit, Count)))


def _copy(look: Look, name: str) -> bool:
    try:
        look.line(name)
    except SourceError:
        return False
    return True


def _panels(look: Look, claim: Claim, span: range, names: tuple[str, ...]) -> tuple[Panel, ...]:
    """The claim's lines, those of one unit and frequency together: what a table of the figure's numbers holds."""
    about = {name: look.line(name).indicator for name in names}
    kinds = {name: (str(one.unit), one.frequency) for name, one in about.items()}
    order = sorted(kinds, key=lambda name: list(kinds.values()).index(kinds[name]))
    return tuple(
        Panel(
            lines=(lines := tuple(group)),
            chart="bar" if frequency == "annual" else "line",
            flags=_unfit(claim, span, lines) if frequency == "annual" else (),
        )
        for (_, frequency), group in groupby(order, kinds.__getitem__)
    )


def _span(start: date, end: date, cells: Sequence[Cell]) -> range:
    """The years that the verdict used and its pictures show, from the first to the last."""
    drawn = (year for cell in cells if isinstance(cell.art, Bars) for year in cell.art.values)
    found = (start.year, end.year, *drawn)
    return range(min(found), max(found) + 1)


def _unfit(claim: Claim, span: range, names: tuple[str, ...]) -> tuple[Flag, ...]:
    """The years of the figure that a measure of these lines leaves out."""
    found = (date(year, 1, 1) for year in claim.unfit(names) if year in span)
    return tuple(Flag(date=day, note=say("{year} is not counted.", year=day.year)) for day in found)
