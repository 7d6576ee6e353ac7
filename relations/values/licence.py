"""Under which terms numbers are published, and whether they may be passed on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast, get_args

from relations.values.unknown import UnknownWord, require_line

Redistribution = Literal["yes", "with attribution", "no", "unknown"]
REDISTRIBUTION: tuple[Redistribution, ...] = get_args(Redistribution)

_STATED = re.compile(r"(.+) \(redistribution: ([^()]*)\)")


@dataclass(frozen=True)
class Licence:
    """Terms by their name or in the publisher's words, and whether the numbers may be passed on under them."""

    name: str
    redistribution: Redistribution

    def __post_init__(self) -> None:
        require_line(self.name, "name of a licence")
        if self.redistribution not in REDISTRIBUTION:
            raise UnknownWord(self.redistribution, "word for redistribution", REDISTRIBUTION)
        if _STATED.fullmatch(self.name):
            raise UnknownWord(
                self.name, "name of a licence", ["a name that does not itself end in (redistribution: …)"]
            )

    def __str__(self) -> str:
        """Its name, and what it allows unless that follows from the name."""
        known = KNOWN.get(self.name) == self.redistribution
        return self.name if known else f"{self.name} (redistribution: {self.redistribution})"

    @property
    def may_be_passed_on(self) -> bool:
        """Whether the terms clearly allow to commit, serve or reprint the numbers."""
        return self.redistribution in ("yes", "with attribution")


#: The terms we have read, by the names the cache's headers give them.
KNOWN: dict[str, Redistribution] = {
    "CC BY 4.0": "with attribution",
    "CC0 1.0": "yes",
    "Public domain": "yes",
    'Reuse with attribution: "Source: International Monetary Fund"': "with attribution",
    "Reuse with attribution to World Bank WITS and UN Comtrade": "with attribution",
    "Reuse with attribution to the Bank of Russia": "with attribution",
    "Reuse with attribution to the National Bank of Kazakhstan": "with attribution",
    "Reuse with attribution to the National Bank of Poland": "with attribution",
    "Reuse with attribution to the National Bank of Ukraine": "with attribution",
    "Reuse with attribution to the Bureau of National Statistics of Kazakhstan": "with attribution",
    "Personal use; redistribution is not clearly allowed": "no",
    "Stated on the series' page": "unknown",
}


def parse_licence(text: str) -> Licence:
    """Terms written by `str(Licence)`, or the name of terms we know; raises UnknownWord."""
    if text in KNOWN:
        return Licence(text, KNOWN[text])
    if match := _STATED.fullmatch(text):
        return Licence(match[1], cast(Redistribution, match[2]))
    stated = [f"a name with (redistribution: {word})" for word in REDISTRIBUTION]
    raise UnknownWord(text, "licence", [*(f"“{name}”" for name in KNOWN), *stated])
