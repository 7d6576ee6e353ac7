"""The days on which a publisher observes, and business days between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relations.values.unknown import UnknownWord

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Days = npt.NDArray[np.datetime64]


def business_days(start: Any, end: Any) -> Any:
    """Days from Monday to Friday from `start` up to but without `end`: Friday to Monday is 1.

    Takes days or arrays of days, datetime64[D], of one shape, and gives an integer or an array of that shape. It knows
    no holidays: the count is the same for every publisher.
    """
    import numpy as np

    return np.busday_count(start, end)


@dataclass(frozen=True)
class Calendar:
    """The days of the week on which a publisher observes."""

    week: str = "1111100"  #: seven digits from Monday on, 1 for a day that is observed

    def __post_init__(self) -> None:
        if len(self.week) != 7 or not set(self.week) <= {"0", "1"} or "1" not in self.week:
            raise UnknownWord(self.week, "week", ["seven digits 0 or 1 from Monday on, for example 1111100"])

    def observes(self, days: Days) -> npt.NDArray[np.bool_]:
        """Which days can have an observation; of the shape of `days`, datetime64[D]."""
        import numpy as np

        return np.is_busday(days, weekmask=self.week)


def observed(days: Days) -> Calendar:
    """The calendar that a publisher's own observations show: Monday to Friday, and those weekend days that occur."""
    import numpy as np

    weekdays = {int(day) for day in np.unique((days.astype("datetime64[D]").astype(np.int64) + 3) % 7)}
    return Calendar("".join("1" if day < 5 or day in weekdays else "0" for day in range(7)))
