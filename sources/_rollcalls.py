"""Roll calls of the UN General Assembly, which more than one publisher has: how often two members voted alike."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np

from relations.values import Dating, Licence, Message, Publication, Score, msgid, span
from sources import FetchFailed, Indicator, Rejected, Snapshot, observations
from sources._fetch.codes import country

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 20  #: contested roll calls of a year, below which its members are not ranked
_VOTES = {"Y": 1.0, "A": 2.0, "N": 3.0, "-": 0.0, ".": np.nan}
_COLUMNS = ["date", "symbol", "title", "yes", "abstain", "no", "votes"]


def described(source: str, code: str, publisher: str, url: str, licence: Licence) -> Indicator:
    """The agreement of two members in a publisher's roll calls."""
    match = re.fullmatch(r"([A-Z]{3})/(?!\1)([A-Z]{3})/agreement", code)
    if not match:
        raise Rejected(f"{source}/{code}: allowed is MEMBER/MEMBER/agreement, for example KAZ/RUS/agreement")
    one, other = (country(name).name for name in match.groups())
    return Indicator(
        key=f"{source}/{code}",
        title=f"Agreement of {one} with {other} in contested roll calls of the UN General Assembly",
        unit=Score(0, 100),
        frequency="annual",
        publisher=publisher,
        url=url,
        licence=licence,
        dating=Dating("average", "year"),
    )


def computed(indicator: Indicator, table: str) -> Snapshot:
    """The agreement of two members in whole years, from the text of the table; FetchFailed for no member."""
    one, other, _ = indicator.code.split("/")
    votes = rollcalls(table)
    if missing := [member for member in (one, other) if member not in votes]:
        raise FetchFailed(f"{indicator.key}: {missing[0]} is no member of the United Nations in the roll calls")
    years = agreement(votes, one, other)
    years = years[years.index.isin(whole_years(votes))]
    if years.empty:
        raise FetchFailed(f"{indicator.key}: the two never voted in one contested roll call")
    days = [date(int(year), 1, 1) for year in years.index]
    retrieved = datetime.fromisoformat(_line(table, "retrieved")).astimezone(UTC)
    return Snapshot(indicator, observations(days, years["agreement"].to_numpy()), retrieved)


def whole_years(votes: pd.DataFrame) -> list[int]:
    """The years that roll calls are of; the last only if they reach December of it, as it was not over before."""
    years, last = sorted({*votes["date"].dt.year}), votes["date"].max()
    return [int(year) for year in years if year < last.year + (last.month == 12)]


def publication(_: Indicator) -> Publication:
    """A vote is public the same day, so a year's agreement is known when the year ends."""
    rule = msgid("a year’s agreement in votes, which are public on their day, counts as known on 31 December")
    return Publication(rule, lambda days: span(Dating("average", "year"), days)[1])


def rollcalls(text: str) -> pd.DataFrame:
    """The roll calls in the text of the table, a row each, by date.

    Columns: `date` (before 2003 the first of the month, which is all that is known), `symbol` and `title` (text, empty
    where the source has none; the titles are its coders'), `yes`, `abstain`, `no` (counts), and one per member by its
    ISO code: 1 yes, 2 abstained, 3 no, 0 absent, NaN no member. Rejected if the table is not of that form.
    """
    import pandas as pd

    members = _line(text, "members").split()
    rows = pd.read_csv(io.StringIO(text), comment="#", dtype={"votes": str}, keep_default_na=False, usecols=_COLUMNS)
    if not members or (rows["votes"].str.len() != len(members)).any():
        raise Rejected("the table of roll calls has a row without one vote per member")
    letters = np.array([list(votes) for votes in rows["votes"]])
    if unknown := sorted({*np.unique(letters)} - {*_VOTES}):
        raise Rejected(f"the table of roll calls has {unknown[0]!r}, which is no vote; allowed are {' '.join(_VOTES)}")
    votes = np.select([letters == letter for letter in _VOTES], list(_VOTES.values()))
    dates = rows["date"].where(rows["date"].str.len() > len("2002-12"), rows["date"] + "-01")
    about = rows.drop(columns="votes").assign(date=dates.to_numpy(object).astype("datetime64[us]"))
    return pd.concat([about, pd.DataFrame(votes, columns=members)], axis="columns")


def agreement(table: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """How far two members voted alike: by year `agreement` from 0 to 100, and `n`, the roll calls both voted in.

    100 times the mean of 1 - |difference| / 2 (yes 1, abstained 2, no 3) over contested roll calls, in which not all
    who voted voted the same. Absence counts as nothing. A year without a common vote is left out.
    """
    import pandas as pd

    votes = _contested(table)
    alike = _alike(votes[one].to_numpy(), votes[other].to_numpy())
    years = pd.Series(alike, index=votes["date"].dt.year).groupby(level=0).agg(["mean", "count"])
    years = years[years["count"] > 0].rename_axis("year")
    return pd.DataFrame({"agreement": 100 * years["mean"], "n": years["count"]})


def pairs(table: pd.DataFrame, year: int) -> tuple[np.ndarray, np.ndarray]:
    """The agreement of every two members in a year, and how many votes it is of: (m, m) each, in the members' order.

    NaN where two have no common vote. Counted by products of who voted how, for all at once: whole numbers, exactly.
    """
    votes = _contested(table[table["date"].dt.year == year])
    cast = votes[members(votes)].to_numpy()
    # |difference| is how many of the steps from yes to abstained and from abstained to no lie between two votes
    voted, steps = (one.astype(np.float32) for one in (cast > 0, np.concatenate([cast > 1, cast > 2])))
    n, over = voted.T @ voted, np.concatenate([voted, voted]).T @ steps
    apart = over + over.T - 2 * steps.T @ steps
    alike, n = (one.astype(float) for one in (n - apart / 2, n))
    return np.where(n > 0, 100 * (alike / np.maximum(n, 1)), np.nan), n


def ranking(table: pd.DataFrame, year: int, partner: str, *, least: float = 0.5) -> pd.DataFrame:
    """The members by their agreement with a partner in a year, the highest first: `agreement`, `n`, by member.

    Only those with at least half the median number of common votes are there, or another share of it (`least`).
    Rejected, with a Message, for a year of fewer than FEWEST contested roll calls.
    """
    import pandas as pd

    votes = _contested(table[table["date"].dt.year == year])
    if len(votes) < FEWEST:
        few = Message.counted(
            "{count} contested roll call in {year}, too few to rank members by; at least {least} are needed",
            "{count} contested roll calls in {year}, too few to rank members by; at least {least} are needed",
            count=len(votes),
            year=str(year),
            least=str(FEWEST),
        )
        raise Rejected(few)
    others = [name for name in members(votes) if name != partner]
    alike = _alike(votes[others].to_numpy(), votes[[partner]].to_numpy())
    n = np.isfinite(alike).sum(axis=0)
    there = n > 0
    names = pd.Index(others)[there]
    found = pd.DataFrame({"agreement": 100 * np.nanmean(alike[:, there], axis=0), "n": n[there]}, names)
    found = found[found["n"] >= found["n"].median() * least].rename_axis("member")
    return found.sort_values("agreement", ascending=False, kind="stable")


def _contested(table: pd.DataFrame) -> pd.DataFrame:
    """The roll calls in which not all who voted voted the same."""
    found: pd.DataFrame = table[(table[["yes", "abstain", "no"]].to_numpy() > 0).sum(axis=1) > 1]
    return found


def members(table: pd.DataFrame) -> list[str]:
    """The members a table of roll calls has columns of, in their order."""
    return [name for name in table.columns if name not in _COLUMNS]


def _alike(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """From 0, opposed, to 1, the same; NaN where either did not vote."""
    both = (one > 0) & (other > 0)
    return np.where(both, 1 - np.abs(one - other) / 2, np.nan)


def _line(text: str, name: str) -> str:
    """What a line of the table's header says."""
    found = re.search(rf"^# {name}: (.*)$", text, re.MULTILINE)
    if not found:
        raise Rejected(f"the header of the table of roll calls lacks {name}")
    return found[1]
