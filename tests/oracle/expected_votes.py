"""Votes in the General Assembly: `rank_among`, `vote_on`."""

from collections.abc import Iterator

from tests.oracle import votes
from tests.oracle.expected import Expected, Number, Spec, Standpoint
from tests.oracle.known import last_year
from tests.oracle.rows import CACHE

ROLL_CALLS = CACHE / "un_votes" / "rollcalls.csv"
LAST_YEAR = 2021  # the copy ends there on purpose
WORDS = {1.0: "yes", 2.0: "abstained", 3.0: "no"}


def year_of(spec: Spec, when: int, least: int | None = None) -> votes.Year:
    every = votes.year(ROLL_CALLS, spec["partner"], when, least)
    return every.within(frozenset(spec["among"])) if "among" in spec else every


def holds(definition: str, year: votes.Year, member: str) -> bool:
    if definition == "top tenth":
        return 10 * year.rank(member) <= len(year.ranked)
    if definition == "above the median":
        return year.agreement[member] > year.median
    raise NotImplementedError(definition)


def of_rank_among(spec: Spec, at: Standpoint) -> Expected:
    when, member = int(spec["year"]), str(spec["member"])
    if at.known is not None and last_year("un_votes/rollcalls", at.known) < when:
        return Expected(answers={"rank-among": None})
    year = year_of(spec, when)
    rank, ranked = year.rank(member), len(year.ranked)
    own, share = float(year.agreement[member]), 100 * rank / ranked
    values: dict[str, Number] = {
        "rank": rank,
        "ranked": ranked,
        "share": share,
        "few": ranked // 10,
        "median": float(year.median),
    }
    years = range(int(spec.get("since", when)), when + 1)
    definitions = spec["definitions"].values()
    for place, definition in enumerate(definitions, 1):
        values[f"agreement-{place}"] = own
        values[f"years-held-{place}"] = sum(holds(definition, year_of(spec, one), member) for one in years)
    answers = dict.fromkeys([f"definition-{place}" for place in range(1, len(spec["definitions"]) + 1)], own)
    flips = {name: share if which == "top tenth" else own for name, which in zip(answers, definitions, strict=True)}
    highest = sorted((float(year.agreement[name]) for name in year.ranked), reverse=True)[:3]
    anybody = year_of(spec, when, least=1)
    said = [*highest, float(len(years)), 100.0, float(anybody.rank(member)), float(len(anybody.ranked))]
    since = range(when + 1, LAST_YEAR + 1)
    said += [float(sum(holds(one, year_of(spec, later), member) for later in since)) for one in definitions]
    return Expected(values, own, dict(answers), dict(flips), (*said, float(len(since))))


def ballots(spec: Spec) -> Iterator[tuple[dict[str, object], int]]:
    """Each resolution a measure names, and the place of its one roll call with that tally."""
    table = votes.assembly(ROLL_CALLS).table
    for one in [*spec["resolutions"], *spec.get("beside", [])]:
        yes, no, abstained = (str(count) for count in one["tally"])
        same = (table["symbol"] == one["symbol"]) & (table["yes"] == yes)
        same &= (table["no"] == no) & (table["abstain"] == abstained)
        (place,) = same.to_numpy().nonzero()[0]
        yield one, int(place)


def of_vote_on(spec: Spec, at: Standpoint) -> Expected:
    del at
    here = votes.assembly(ROLL_CALLS)
    said: list[float] = []
    words: list[str] = []
    for _, place in ballots(spec):
        cast = here.votes[place]
        said += [float((cast == vote).sum()) for vote in WORDS]
        words += [WORDS.get(float(cast[here.column(spec[who])]), "absent") for who in ("member", "partner")]
    return Expected(said=tuple(said), words=tuple(words))
