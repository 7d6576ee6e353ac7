"""How a country voted on named resolutions of the UN General Assembly, and whether as a partner did."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from relations.claims.measures import Answer, Finding, Look, NotYet, Says, Unknown, failed
from relations.story.claims import Measure
from relations.story.fields import Country, Name, Part, Text
from relations.values import Country as Land
from relations.values import Message, Parameter, When, msgid
from sources import SourceError

Vote = Literal["yes", "no"]
_SPOKEN = {0: msgid("absent"), 1: msgid("yes"), 2: msgid("abstained"), 3: msgid("no")}
_CAST = {"yes": 1, "abstain": 2, "no": 3}
MONTHS_ONLY = pd.Timestamp(2003, 1, 1)  #: before it the roll calls know the month of a vote, not its day


class Resolution(Part):
    """A roll call: its symbol, what it was about, and its tally, since a symbol may have several."""

    symbol: Annotated[str, Field(pattern=r"^A/[A-Z0-9/.-]+$")]  #: as the United Nations write it: A/RES/68/262
    note: Text  #: what it was about; the coders' titles are not the official ones
    tally: Annotated[tuple[int, int, int], Field()]  #: yes, no, abstained


class Spec(Measure):
    """Votes of a member on resolutions: yes if it voted as its partner did, or as the claim says."""

    naming = ("line",)

    member: Country  #: whose votes
    partner: Country  #: whose votes the member’s are compared with
    wanted: Vote | None = None  #: the vote by which the claim is right; none: the partner's own
    resolutions: Annotated[tuple[Resolution, ...], Field(min_length=1)]  #: roll calls that count
    beside: tuple[Resolution, ...] = ()  #: roll calls that are told, and not counted
    line: Name | None = None  #: the story’s line of the two’s agreement by year, which goes with its figure

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.member == self.partner:
            raise ValueError("member and partner are the same country; a member is compared with another, so write two")
        return self

    def reads_rollcalls(self, keys: Mapping[str, Collection[str]]) -> bool:  # noqa: ARG002 - of the contract
        """Always: each vote stands in them."""
        return True


def agrees(vote: float, partner: float, wanted: Vote | None = None) -> Says:
    """Whether a vote (1 yes, 2 abstained, 3 no) is the wanted one, else the partner's own; an absence tells nothing."""
    like = _CAST[wanted] if wanted else partner
    if not vote > 0 or (wanted is None and like not in (1, 3)):
        return "unknowable"
    return "yes" if vote == like else "no"


def rollcall(table: pd.DataFrame, asked: Resolution) -> pd.Series:
    """The row of a roll call, by symbol and tally; Unknown if there is none, and names those of its symbol."""
    rows = table[table["symbol"] == asked.symbol]
    yes, no, abstain = asked.tally
    fits = rows[(rows["yes"] == yes) & (rows["no"] == no) & (rows["abstain"] == abstain)]
    if len(fits) != 1:
        there = tuple(_tally(row) for _, row in rows.iterrows())
        raise _not_there(asked, there)
    return fits.iloc[0]


def measure(look: Look, spec: Spec) -> Finding:
    """The two votes on every resolution, with its day and tally; an absence answers nothing."""
    table, told = look.rollcalls(), (*spec.resolutions, *spec.beside)
    table = table[table["symbol"].isin({one.symbol for one in told})]
    rows = [_found(table, one) for one in told]
    counted = zip(rows[: len(spec.resolutions)], spec.resolutions, strict=True)
    days = [row["date"].date() for row in rows if isinstance(row, pd.Series)]
    like = Message("its vote is that of {partner}", partner=Land(spec.partner))
    return Finding(
        tuple(_answer(row, spec, one, place) for place, (row, one) in enumerate(counted, 1)),
        rule=Message("it voted {vote}", vote=Message(spec.wanted)) if spec.wanted else like,
        formula=Message("votes of {one} and {other} in roll calls", one=Land(spec.member), other=Land(spec.partner)),
        sentence=tuple(_sentence(row, spec, one) for row, one in zip(rows, told, strict=True)),
        start=min(days, default=None),
        end=max(days, default=None),
        title=_title(rows[: len(spec.resolutions)], spec),
    )


def _title(rows: Sequence[pd.Series | SourceError], spec: Spec) -> Message | None:
    """How often the member voted as is asked for; of a single roll call its vote and the tally."""
    known = [row for row in rows if isinstance(row, pd.Series)]
    if not known:
        return None
    if len(known) == 1:
        return Message(
            "{member} on {symbol}: {vote}; {yes} voted yes, {no} no, {abstain} abstained",
            member=Land(spec.member),
            symbol=spec.resolutions[0].symbol,
            vote=_spoken(known[0], spec.member),
            **{name: int(known[0][name]) for name in ("yes", "no", "abstain")},
        )
    said = [agrees(float(row[spec.member]), float(row[spec.partner]), spec.wanted) for row in known]
    counts: dict[str, Parameter] = {"agreed": said.count("yes"), "number": len(known), "member": Land(spec.member)}
    if spec.wanted:
        return Message("{member} voted {vote} in {agreed} of {number} roll calls", vote=Message(spec.wanted), **counts)
    return Message(
        "{member} voted as {partner} did in {agreed} of {number} roll calls", partner=Land(spec.partner), **counts
    )


def _found(table: pd.DataFrame, asked: Resolution) -> pd.Series | SourceError:
    """The row of a roll call, or why there is none."""
    try:
        return rollcall(table, asked)
    except SourceError as error:
        return error


def _answer(row: pd.Series | SourceError, spec: Spec, asked: Resolution, place: int) -> Answer:
    name, label = f"vote-{place}", Message("{symbol}, {about}", symbol=asked.symbol, about=asked.note)
    if isinstance(row, SourceError):
        return failed(name, label, row)
    said = agrees(float(row[spec.member]), float(row[spec.partner]), spec.wanted)
    return Answer(
        name,
        Message("{symbol}, {about}: {vote}", symbol=asked.symbol, about=asked.note, vote=_spoken(row, spec.member)),
        said,
        value=None,
        why=Message(
            "{member} or {partner} cast no vote that tells", member=Land(spec.member), partner=Land(spec.partner)
        )
        if said == "unknowable"
        else None,
    )


def _sentence(row: pd.Series | SourceError, spec: Spec, asked: Resolution) -> Message:
    if isinstance(row, SourceError):
        return Message("{symbol}, {about}, was not voted on yet.", symbol=asked.symbol, about=asked.note)
    return Message(
        "{symbol}, {about}, {day} ({tally}): {member} {one}, {partner} {other}.",
        symbol=asked.symbol,
        about=asked.note,
        day=When(row["date"].date(), "month" if row["date"] < MONTHS_ONLY else "day"),
        tally=_tally(row),
        member=Land(spec.member),
        one=_spoken(row, spec.member),
        partner=Land(spec.partner),
        other=_spoken(row, spec.partner),
    )


def _spoken(row: pd.Series, member: str) -> Message:
    vote = row[member]
    return Message("was no member") if pd.isna(vote) else Message(_SPOKEN[int(vote)])


def _tally(row: pd.Series) -> Message:
    return Message("{yes}–{no}–{abstain}", yes=int(row["yes"]), no=int(row["no"]), abstain=int(row["abstain"]))


def _not_there(asked: Resolution, there: tuple[Message, ...]) -> Unknown:
    if not there:
        return NotYet(Message("{symbol} is not in the roll calls known", symbol=asked.symbol))
    yes, no, abstain = asked.tally
    return Unknown(
        Message(
            "{symbol} has no roll call of {yes}–{no}–{abstain}; there is {tallies}",
            symbol=asked.symbol,
            yes=yes,
            no=no,
            abstain=abstain,
            tallies=there,
        )
    )
