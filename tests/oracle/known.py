"""Which rows were known on a day (METHODS 2 and 12)."""

import numpy as np

from tests.oracle.rows import Rows, read

PENN_WORLD_TABLE = [("2013-07-02", 2011), ("2015-04-01", 2011), ("2016-06-01", 2014), ("2019-04-01", 2017)]


def last_year(key: str, cut: np.datetime64) -> int:
    """The last year of a yearly copy that its publisher had told by a day."""
    year, after = int(str(cut)[:4]), str(cut)[5:] >= "07-01"
    publisher = key.split("/", maxsplit=1)[0]
    if publisher == "penn_world_table":
        return max(ends for released, ends in PENN_WORLD_TABLE if np.datetime64(released) <= cut)
    if publisher == "un_votes":
        return year if str(cut)[5:] == "12-31" else year - 1
    if publisher == "stat_kz":  # 1 January of a year ends the year before
        return year if after else year - 1
    return year - 1 if after else year - 2


def known(key: str, cut: np.datetime64 | None) -> Rows:
    """The rows of a yearly copy as known on a day; all of them without one."""
    rows = read(key)
    return rows if cut is None else rows.until(f"{last_year(key, cut)}-12-31")


def hidden(key: str, cut: np.datetime64) -> int:
    """How many rows of a copy were not known on a day; of a daily copy those after it."""
    rows = read(key)
    yearly = len(rows.days) < 2 or (rows.days[1] - rows.days[0]).astype(int) > 300
    return len(rows.days) - len((known(key, cut) if yearly else rows.until(cut)).days)
