"""Countries by their codes in ISO 3166, and the groups of countries that publishers give numbers of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from relations.values.unknown import UnknownWord

#: Countries without a code of ISO 3166, as most publishers write them, and the code of the CLDR.
_EXCEPTIONS = {"XKX": "XK"}

#: Groups of countries by the World Bank's codes: name, and the code of the CLDR where it has the same group.
AGGREGATES: dict[str, tuple[str, str | None]] = {
    "WLD": ("World", "001"),
    "EUU": ("European Union", "EU"),
    "EMU": ("Euro area", "EZ"),
    "ARB": ("Arab World", None),
    "CEB": ("Central Europe and the Baltics", None),
    "EAS": ("East Asia and Pacific", None),
    "ECS": ("Europe and Central Asia", None),
    "HIC": ("High income countries", None),
    "LCN": ("Latin America and the Caribbean", None),
    "LIC": ("Low income countries", None),
    "LMC": ("Lower middle income countries", None),
    "LMY": ("Low and middle income countries", None),
    "MEA": ("Middle East and North Africa", None),
    "NAC": ("North America", None),
    "OED": ("Members of the OECD", None),
    "SAS": ("South Asia", None),
    "SSF": ("Sub-Saharan Africa", None),
    "UMC": ("Upper middle income countries", None),
}


#: Words of English names that stand with "the" in running text; neither the CLDR nor ISO 3166 says which names do.
_WITH_ARTICLE = re.compile(
    r"\b(States|Kingdom|Emirates|Republic|Union|Area|area|World|Zone|Islands|Territor(?:y|ies)|Isle of|Vatican"
    r"|Netherlands|Philippines|Bahamas|Comoros|Gambia|Maldives|Seychelles|USSR)\b"
)


@dataclass(frozen=True, order=True)
class Country:
    """A country by its alpha-3 code, one that is no more (YUG, CSK) among them, or a group of countries."""

    code: str

    def __post_init__(self) -> None:
        if self.code not in AGGREGATES and self.code not in _EXCEPTIONS and _iso(self.code) is None:
            groups = "a group of countries by the World Bank's code, for example WLD"
            raise UnknownWord(self.code, "country", ["three capitals of ISO 3166, for example KAZ", "XKX", groups])

    def __str__(self) -> str:
        return self.code

    @property
    def kind(self) -> Literal["country", "aggregate"]:
        """Whether it is a country, or a group of countries that may contain others."""
        return "aggregate" if self.code in AGGREGATES else "country"

    @property
    def territory(self) -> str | None:
        """Its code in the CLDR, which has its name in every language; None for what the CLDR does not know.

        Those are some groups, and countries that are no more: their alpha-2 codes may be others' today.
        """
        if self.code in AGGREGATES:
            return AGGREGATES[self.code][1]
        found = _iso(self.code)
        return _EXCEPTIONS.get(self.code) or (None if _is_past(found) else str(found.alpha_2))

    @property
    def name(self) -> str:
        """Its everyday name in English: Russia."""
        if self.code in AGGREGATES:
            return AGGREGATES[self.code][0]
        return str(_names().get(self.territory) or self.formal_name)

    @property
    def formal_name(self) -> str:
        """Its name in ISO 3166 in English: Russian Federation."""
        found = None if self.code in _EXCEPTIONS else _iso(self.code)
        if found is None:
            return self.name
        name = str(getattr(found, "common_name", found.name))
        return name.partition(", ")[0] if _is_past(found) else name


def with_articles(sentence: str, names: Mapping[str, str]) -> str:
    """An English sentence with "the" before those of its {places} that a name which asks for it fills in running text.

    That is after a word, "exports to {partner}", and where one begins the sentence, "{partner} took"; a name that
    stands alone, in a list or in a pair has none. `names` are the English names of countries, by place.
    """

    def place(found: re.Match[str]) -> str:
        before, after = sentence[: found.start()], sentence[found.end() :]
        if not _WITH_ARTICLE.search(names.get(found[1], "")):
            return found[0]
        if re.search(r"[a-z] $", before):
            return f"the {found[0]}"
        return f"The {found[0]}" if not before and re.match(" [a-z]", after) else found[0]

    return re.sub(r"\{(\w+)\}", place, sentence)


@lru_cache(maxsize=1)
def _names() -> Mapping[str | None, str]:
    """What the CLDR calls territories in English."""
    from babel import Locale

    names: Mapping[str | None, str] = Locale("en", "GB").territories
    return names


@lru_cache(maxsize=4096)  # every title of a page is asked whether it names a country
def code_of(words: str) -> str:
    """The code of a country that is called so in English, or has this code of two letters; "" for what is neither."""
    import pycountry

    called = {name.casefold(): code for code, name in _names().items()}
    territory = called.get(words.casefold(), words.upper())
    found = pycountry.countries.get(alpha_2=territory) or pycountry.countries.get(name=words)
    known = {territory: code for code, territory in _EXCEPTIONS.items()}
    return str(found.alpha_3) if found else known.get(territory or "", "")


def _is_past(found: Any) -> bool:
    """Whether what pycountry has is a country that is no more."""
    return hasattr(found, "withdrawal_date")


@lru_cache(maxsize=1024)
def _iso(code: str) -> Any:
    """What pycountry, which makes its classes at run time, has on a code; None if there is no such country."""
    import pycountry

    found = pycountry.countries.get(alpha_3=code) or pycountry.historic_countries.get(alpha_3=code)
    return found if found is not None and found.alpha_3 == code else None
