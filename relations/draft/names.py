"""Countries as an article calls them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from relations.draft import russian
from relations.draft.words import one_of, table


@lru_cache(maxsize=1)
def _places() -> tuple[dict[str, str], re.Pattern[str]]:
    """Words for countries and the code of each, and a pattern for all of them."""
    import pycountry
    from babel import Locale

    territories = Locale("en", "GB").territories
    words = {str(territories.get(one.alpha_2, one.name)): one.alpha_3 for one in pycountry.countries}
    words |= {word: code for code, several in table("places").items() for word in several}
    return words, re.compile(rf"(?<!\w)({one_of(words)})s?(?!\w)")


def places(text: str) -> list[tuple[int, str]]:
    """Where a text names countries, and which."""
    words, pattern = _places()
    english = ((found.start(), words[found[1]]) for found in pattern.finditer(text))
    return sorted([*english, *russian.places(text)])


def pair_of(title: str, text: str) -> tuple[str, str] | None:
    """The two countries an article is about: those its title names, else those it names most; in order of the title."""
    often = Counter(code for _, code in places(text))
    titled = list(dict.fromkeys(code for _, code in places(title) if code in often))
    found = sorted(
        {code for code, _ in often.most_common(2)} if len(titled) < 2 else titled[:2], key=lambda code: -often[code]
    )
    if len(found) < 2:
        return None
    order = [*titled, *(code for _, code in places(text))]
    first, second = sorted(found, key=order.index)
    return first, second


@dataclass(frozen=True)
class Pair:
    """Two countries."""

    first: str
    second: str

    @property
    def codes(self) -> tuple[str, str]:
        """Both codes."""
        return self.first, self.second

    def other(self, code: str) -> str:
        """The one that a code is not."""
        return self.second if code == self.first else self.first
