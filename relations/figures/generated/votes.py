"""The pictures of measures that look at the roll calls of the United Nations."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pandas as pd

from relations.claims.measures import Look, NotYet, rank_among, vote_on
from relations.figures.art.bars import Bars, Level
from relations.figures.art.members import VOTES, Legend, Member, Members, Tally, Vote
from relations.figures.art.ranking import Ranked, Ranking
from relations.figures.layout.plate import Cell
from relations.figures.scale import value_scale
from relations.i18n import number, say
from relations.i18n.language import territory
from relations.story import Claim, Story
from relations.story.hue import Hue
from relations.values import Country, Message
from sources import SourceError
from sources._rollcalls import ranking

CAST: dict[int, Vote] = {0: "absent", 1: "yes", 2: "abstained", 3: "no"}
TOLD = 2  #: members named at the upper end


def of_rank(look: Look, claim: Claim, spec: rank_among.Spec) -> list[Cell]:
    """The members by their agreement with the partner: bars of a few, a mark each of all, or years of ranks."""
    ranked = _ranked(look, spec.partner, spec.year)
    if spec.among:
        return [_few(look.story, spec, ranked[ranked.index.isin(spec.among)])]
    if spec.since is not None:
        return [_years(look, spec)]
    if spec.member not in ranked.index:
        raise NotYet(say(Message("{member} is not ranked in {year}", member=Country(spec.member), year=spec.year)))
    return [_all(look, claim, spec, ranked)]


def hue(story: Story, member: str) -> Hue:
    """The colour of a country's own."""
    return "first" if member == story.countries[0] else "second" if member == story.countries[1] else "third"


def _few(story: Story, spec: rank_among.Spec, ranked: pd.DataFrame) -> Cell:
    rows = tuple(
        Ranked(territory(Country(str(code))), float(value), hue(story, spec.member) if code == spec.member else "world",
               asked=code == spec.member)
        for code, value in ranked["agreement"].items()
    )  # fmt: skip
    return Cell(Ranking(rows, 1), say(Message("Agreement with {partner}", partner=Country(spec.partner))),
                say("score from 0 to 100, {year}", year=spec.year))  # fmt: skip


def _years(look: Look, spec: rank_among.Spec) -> Cell:
    """The rank in per cent of those ranked, by year: short bars are close."""
    shares = {}
    for year in range(spec.since or spec.year, spec.year + 1):
        with suppress(SourceError):
            agreement = _ranked(look, spec.partner, year)["agreement"]
            if spec.member in agreement.index:
                shares[year] = 100 * (1 + int((agreement > agreement[spec.member]).sum())) / len(agreement)
    tested = frozenset(year for year, share in shares.items() if share <= 10)
    levels = (Level(10, say("closest tenth")), Level(50, say("half of the members")))
    art = Bars(shares, tested, hue(look.story, spec.member), value_scale(0, 55, zero=True), 0, levels=levels)
    return Cell(art, say(Message("Members closer to {partner}", partner=Country(spec.partner))),
                say(Message("rank of {member} in per cent of all ranked", member=Country(spec.member))))  # fmt: skip


def _ranked(look: Look, partner: str, year: int) -> pd.DataFrame:
    table = look.rollcalls()
    return look.once(("ranking", year, partner, 0.5), lambda: ranking(table, year, partner))


def _all(look: Look, claim: Claim, spec: rank_among.Spec, ranked: pd.DataFrame) -> Cell:
    asked = next((one for one in claim.measures if isinstance(one, vote_on.Spec)), None)
    resolution = next((one for one in asked.resolutions if str(spec.year) in one.note), None) if asked else None
    row = vote_on.rollcall(look.rollcalls(), resolution) if resolution else None
    own = float(ranked["agreement"][spec.member])
    named = {
        str(code): _said(str(code), float(ranked["agreement"][code]))
        for code in (*ranked.index[:TOLD], ranked.index[-1])
    }
    rank = 1 + int((ranked["agreement"] > own).sum())
    named[spec.member] = say("{member}, rank {rank}", member=_said(spec.member, own), rank=rank)
    members = tuple(
        Member(str(code), float(value), _vote(row, str(code)), named.get(str(code), ""))
        for code, value in zip(ranked.index, ranked["agreement"], strict=True)
    )
    ends = say(Message("← less agreement with {partner}", partner=Country(spec.partner))), say("more agreement →")
    art = Members(members, spec.member, hue(look.story, spec.member), hue(look.story, spec.partner),
                  float(ranked["agreement"].median()), ends=ends)  # fmt: skip
    if row is None or resolution is None:
        return Cell(art)
    counts = {vote: sum(one.vote == vote for one in members) for vote in VOTES}
    legend = tuple(_legend(vote, count) for vote, count in counts.items() if count)
    return Cell(replace(art, legend=legend), say("Vote on {symbol}", symbol=resolution.symbol), resolution.note)


def _said(code: str, value: float) -> str:
    return f"{territory(Country(code))} {number(value, 1)}"


def _vote(row: pd.Series | None, code: str) -> Vote | None:
    if row is None or pd.isna(row.get(code)):
        return None if row is None else "absent"
    return CAST[int(row[code])]


def _legend(vote: Vote, count: int) -> Legend:
    """What a shape means, with how many there are of it."""
    words = {
        "no": say("no: {count}", count=count),
        "abstained": say("abstained: {count}", count=count),
        "yes": say("yes: {count}", count=count),
        "absent": say("absent: {count}", count=count),
    }
    return Legend(vote, words[vote])


def of_votes(look: Look, claim: Claim, spec: vote_on.Spec) -> list[Cell]:
    """The tally of a single roll call; where the claim is of ranks as well, those show the votes."""
    if any(isinstance(one, rank_among.Spec) for one in claim.measures):
        return []
    cells = []
    for asked in spec.resolutions:
        row = vote_on.rollcall(look.rollcalls(), asked)
        counts: dict[Vote, int] = {"yes": int(row["yes"]), "abstained": int(row["abstain"]), "no": int(row["no"])}
        groups = [_legend(vote, count) for vote, count in counts.items()]
        own = CAST.get(int(row[spec.member])) if not pd.isna(row[spec.member]) else None
        among = say(Message("{member} among them", member=Country(spec.member)))
        hues = hue(look.story, spec.member), hue(look.story, spec.partner)
        tally = Tally(groups, list(counts.values()), own, among, *hues)
        cells.append(Cell(tally, asked.symbol, asked.note))
    return cells
